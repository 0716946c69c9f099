"""The facets of a set of documents: exact counts of every value, in the order in which they are shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.query import Facet, Facets
from ztviewer.search.carried import Carried, Naturals, narrow
from ztviewer.search.categories import Category
from ztviewer.search.tallies import Tallies

MONTH_BITS = 4
"""of the code of a month; its year stands above them"""
_MONTH = (1 << MONTH_BITS) - 1
_RANK_BITS = 28
"""What tells the values of a facet from one another; 32 bits above it are for how many documents carry one."""


class Counts(Sequence[tuple[str, int]]):
    """The values of a facet in order, by their codes, and how many carry each; made into text when they are read."""

    def __init__(
        self, codes: NDArray[np.int64], numbers: NDArray[np.int64], name: Callable[[int], str]
    ) -> None:
        self._codes = codes
        self._numbers = numbers
        self._name = name

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> tuple[str, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, int] | list[tuple[str, int]]:
        if isinstance(place, slice):
            names = map(self._name, self._codes[place].tolist())
            return list(zip(names, self._numbers[place].tolist(), strict=True))
        return self._name(int(self._codes[place])), int(self._numbers[place])


class Counting:
    """Counts the values of every facet.

    Those of all facets are numbered one after another, and sorted at once: each step costs more than they do.
    """

    def __init__(
        self, categories: Mapping[Facet, Category], months: Naturals, first_month: int, pictures: Naturals
    ) -> None:
        """Months are years and months less `first_month`, 0 where undated."""
        years, known, first_year = _periods(months, first_month)
        kinds: dict[str, Carried] = {facet: category.carried for facet, category in categories.items()}
        kinds[Facet.YEAR], kinds[Facet.MONTH] = years, known
        kinds[Facet.IMAGE] = Carried((pictures > 0).view(np.uint8), None, 1)
        self._tallies = Tallies(kinds, len(months))
        self._starts = np.cumsum([0, *(kind.values for kind in kinds.values())])
        self._names: dict[Facet, Callable[[int], str]] = {
            **{facet: category.values.__getitem__ for facet, category in categories.items()},
            Facet.YEAR: lambda value: f"{first_year + value:04}",
            Facet.MONTH: lambda value: _month(first_month + 1 + value),
            Facet.IMAGE: lambda _value: "yes",
        }
        newest_first = [np.arange(kind.values)[::-1] for kind in (years, known)]
        ranks = [*(category.ranks for category in categories.values()), *newest_first, np.zeros(1, np.int64)]
        self._ranks = np.concatenate(
            [rank + (number << _RANK_BITS + 32) for number, rank in enumerate(ranks)]
        )
        self._weights = np.zeros(len(self._ranks), np.int64)
        self._weights[: self._starts[len(categories)]] = 1 << _RANK_BITS

    def count(self, documents: NDArray[np.int64]) -> Facets:
        """The values of every facet that occur among some documents, with their exact counts.

        Of a category the most frequent come first, equals in the order of their names; years and months newest first.
        """
        if not len(documents):
            return dict.fromkeys(Facet, ())
        counts = self._tallies.count(documents)
        codes = np.flatnonzero(counts)
        counts = counts.take(codes)
        edges = np.searchsorted(codes, self._starts).tolist()
        order = np.argsort(self._ranks.take(codes) - counts * self._weights.take(codes))
        counts = counts.take(order)
        codes = codes.take(order)
        return {
            facet: Counts(codes[first:past] - start, counts[first:past], name)
            for (facet, name), first, past, start in zip(
                self._names.items(), edges, edges[1:], self._starts, strict=False
            )
        }


def _periods(months: Naturals, first_month: int) -> tuple[Carried, Carried, int]:
    """The years that documents carry, the months, where these are known, and the first year."""
    first_year = first_month + 1 >> MONTH_BITS
    codes = np.add(months, first_month, dtype=np.int32)
    years = (codes >> MONTH_BITS) - np.int32(first_year - 1)
    years *= months > 0
    known = months * ((codes & _MONTH) > 0)
    return _only(years), _only(known), first_year


def _only(codes: Naturals) -> Carried:
    return Carried(narrow(codes), None, int(codes.max(initial=0)))


def _month(code: int) -> str:
    return f"{code >> MONTH_BITS:04}-{code & _MONTH:02}"
