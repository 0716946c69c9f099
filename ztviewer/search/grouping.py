"""Results with the reprints among them put together, computed when they are asked for: a grouping is a mask."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.article import ArticleId
from ztviewer.search.results import Ids, Numbers, Order
from ztviewer.search.stretches import begins


class Grouped:
    """The grouping of one result."""

    def __init__(self, order: Order) -> None:
        self._order = order

    @cached_property
    def leads(self) -> Sequence[ArticleId]:
        """The articles found, in order, without those that an earlier one of their family stands for."""
        order, (kin, firsts) = self._order, self._kin
        if len(kin) == len(firsts):
            return Ids(order)
        stays = np.ones(len(order.columns), bool)
        stays[kin] = False
        stays[kin[firsts]] = True
        return Ids(order.among(np.flatnonzero(stays.take(order.documents))))

    @cached_property
    def folded(self) -> Mapping[ArticleId, Sequence[ArticleId]]:
        """For each lead that stands for others, these, earliest first."""
        kin, firsts = self._kin
        return _Folded(self._order.columns.ids.take(kin).astype(np.int64), firsts)

    @cached_property
    def _kin(self) -> tuple[Numbers, Numbers]:
        """Those of the documents that are in families, one family after another; and where each family begins."""
        columns = self._order.columns
        found = np.zeros(len(columns), bool)
        found[self._order.documents] = True
        kin = columns.kin[found.take(columns.kin)]
        families = columns.families.take(kin)
        return kin, np.flatnonzero(begins(families))


class _Folded(Mapping[ArticleId, Sequence[ArticleId]]):
    """The rest of each family by its first article; lists are made when they are asked for."""

    def __init__(self, ids: NDArray[np.int64], firsts: Numbers) -> None:
        ends = np.append(firsts[1:], len(ids))
        several = np.flatnonzero(ends - firsts > 1)
        order = several[np.argsort(ids[firsts[several]])]
        self._ids, self._firsts, self._ends = ids, firsts[order], ends[order]
        self._leads = ids[self._firsts]

    def __getitem__(self, lead: ArticleId) -> Sequence[ArticleId]:
        place = int(np.searchsorted(self._leads, lead))
        if place == len(self._leads) or self._leads[place] != lead:
            raise KeyError(lead)
        return self._ids[self._firsts[place] + 1 : self._ends[place]].tolist()  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[ArticleId]:
        return iter(self._leads.tolist())

    def __len__(self) -> int:
        return len(self._leads)
