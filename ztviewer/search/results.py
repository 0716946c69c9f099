"""The articles found, in order: an array of all of them, sorted only as far as it is read."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.article import ArticleId
from ztviewer.core.query import Sort
from ztviewer.search.columns import Columns

Numbers = NDArray[np.int64]

_FIRST = 200
"""places known without sorting everything"""

_FEW = 2 * _FIRST
"""so many are sorted at once"""

_GROUP = 64
"""places, at most, of which only the best is looked at, to tell which cannot be among the first"""


class Order:
    """The order of some documents; a place is a document's index among them."""

    def __init__(
        self, columns: Columns, documents: Numbers, scores: NDArray[np.float32] | None, sort: Sort
    ) -> None:
        self.columns = columns
        self.documents = documents
        self.scores = scores
        self.sort = sort
        self._first: Numbers | None = None
        self._all: Numbers | None = None

    def among(self, places: Numbers) -> "Order":
        """The same order of some of the documents."""
        scores = None if self.scores is None else self.scores.take(places)
        return Order(self.columns, self.documents.take(places), scores, self.sort)

    def places(self, start: int, stop: int) -> Numbers:
        """The places of the documents from one rank to another."""
        if self._all is None and stop <= _FIRST < _FEW < len(self.documents):
            if self._first is None:
                self._first = self._best()
            return self._first[start:stop]
        if self._all is None:
            self._all = self._sorted(np.arange(len(self.documents)))
        return self._all[start:stop]

    def _best(self) -> Numbers:
        """The first places: all that are not behind the last of them, sorted."""
        key = self._key(self.documents, self.scores)
        groups = max(len(key) // _GROUP, _FEW)
        best_of_groups = key[: len(key) - len(key) % groups].reshape(-1, groups).min(axis=0)
        places = np.flatnonzero(key <= _limit(best_of_groups))
        return self._sorted(places[key.take(places) <= _limit(key.take(places))])[:_FIRST]

    def _sorted(self, places: Numbers) -> Numbers:
        documents = self.documents.take(places)
        scores = None if self.scores is None else self.scores.take(places)
        keys = [self.columns.some("ids", documents), self._key(documents, scores)]
        if scores is not None and self.sort is Sort.RELEVANCE:
            keys.insert(1, -self.columns.some("moments", documents))
        return places[np.lexsort(keys)]

    def _key(self, documents: Numbers, scores: NDArray[np.float32] | None) -> NDArray[Any]:
        """What documents are sorted by first."""
        columns = self.columns
        match self.sort:
            case Sort.OLDEST:
                return columns.oldest.take(documents)
            case Sort.TITLE:
                return columns.title_ranks.take(documents)
            case Sort.LENGTH:
                return -columns.lengths.take(documents).astype(np.int64)
            case Sort.RELEVANCE if scores is not None:
                return -scores
        return -columns.some("moments", documents)


class Ids(Sequence[ArticleId]):
    """The ids of the documents in order."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def __len__(self) -> int:
        return len(self._order.documents)

    @overload
    def __getitem__(self, rank: int) -> ArticleId: ...
    @overload
    def __getitem__(self, rank: slice) -> list[ArticleId]: ...
    def __getitem__(self, rank: int | slice) -> ArticleId | list[ArticleId]:
        if isinstance(rank, slice):
            start, stop, step = rank.indices(len(self))
            return self._span(start, stop)[::step] if step > 0 else list(self)[rank]
        return self._span(*_one(rank, len(self)))[0]

    def __iter__(self) -> Iterator[ArticleId]:
        return iter(self._span(0, len(self)))

    def _span(self, start: int, stop: int) -> list[ArticleId]:
        documents = self._order.documents.take(self._order.places(start, stop))
        return self._order.columns.some("ids", documents).tolist()  # type: ignore[no-any-return]


class Scores(Sequence[float]):
    """The scores of the documents in order."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def __len__(self) -> int:
        return 0 if self._order.scores is None else len(self._order.scores)

    @overload
    def __getitem__(self, rank: int) -> float: ...
    @overload
    def __getitem__(self, rank: slice) -> list[float]: ...
    def __getitem__(self, rank: int | slice) -> float | list[float]:
        if isinstance(rank, slice):
            start, stop, step = rank.indices(len(self))
            return self._span(start, stop)[::step] if step > 0 else list(self)[rank]
        return self._span(*_one(rank, len(self)))[0]

    def __iter__(self) -> Iterator[float]:
        return iter(self._span(0, len(self)))

    def _span(self, start: int, stop: int) -> list[float]:
        scores = self._order.scores
        return [] if scores is None else scores.take(self._order.places(start, stop)).tolist()


def _limit(key: NDArray[Any]) -> Any:
    """What the last of the first places has."""
    return np.partition(key, _FIRST - 1)[_FIRST - 1]


def _one(rank: int, length: int) -> tuple[int, int]:
    """The span of one rank, which may be counted from the end."""
    place = rank + length if rank < 0 else rank
    if not 0 <= place < length:
        raise IndexError(rank)
    return place, place + 1
