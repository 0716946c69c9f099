"""Values that documents carry of several kinds, counted at once.

Documents carry few of the combinations that there could be, of source and column, of the first tag and the second. So
each combination that occurs has a number, and the numbers of a document stand side by side: they are taken in one step,
and few of them are counted instead of many values. How often each value occurs is added up in the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.carried import Carried, Naturals
from ztviewer.search.stretches import begins

_WORD = 4
"""numbers that are taken in one step"""
_NUMBERS = 2 * _WORD
"""of a document, at most"""
_COMBINATIONS = 65_536 // _NUMBERS
"""that one number of a document tells apart, at most, so that two bytes tell all of them"""
_POSSIBLE = 1 << 22
"""combinations, at most, of which the ones that occur are looked for"""
_SEVERAL = 8
"""values of one kind that a document carries, at most"""
_MANY = 1024
"""documents, at least, of which combinations are counted: what these come to takes its time, however few there are.
Of fewer, the values of their combinations are.
"""


@dataclass(frozen=True)
class _Combined:
    """Columns of codes as one column of the numbers of their combinations."""

    numbers: NDArray[np.uint16]
    """one entry a document"""
    meanings: tuple[NDArray[np.int64], ...]
    """for each combination the value in the first column, or -1; then the values in the second, and so on"""

    @classmethod
    def of(cls, codes: Naturals, values: int, base: int) -> "_Combined | None":
        """One column of codes as `Carried` has them, the first value being `base`; None where there are too many."""
        if values >= _COMBINATIONS:
            return None
        return cls(codes.astype(np.uint16), (_meanings(np.arange(values + 1), base),))

    def __len__(self) -> int:
        """How many combinations there are."""
        return len(self.meanings[0])

    def with_column(self, codes: Naturals, values: int, base: int) -> "_Combined | None":
        """It with a column more; None where that makes too many combinations."""
        possible = len(self) * (values + 1)
        if possible > _POSSIBLE:
            return None
        both = self.numbers * np.uint32(values + 1)
        both += codes.astype(np.uint32)
        occurs = np.zeros(possible, bool)
        occurs[both] = True
        found = np.flatnonzero(occurs)
        if len(found) > _COMBINATIONS:
            return None
        table = np.zeros(possible, np.uint16)
        table[found] = np.arange(len(found))
        before, code = np.divmod(found, values + 1)
        meanings = [each.take(before) for each in self.meanings]
        return _Combined(table.take(both), (*meanings, _meanings(code, base)))


def _meanings(codes: NDArray[np.int64], base: int) -> NDArray[np.int64]:
    """The values that codes stand for, or -1."""
    return np.where(codes, base + codes - 1, -1)


def _with_kind(combined: tuple[_Combined, ...], kind: Carried, base: int) -> tuple[_Combined, ...] | None:
    """The columns with those of one kind joined to the last or behind it; None where that makes too many."""
    for codes in kind.columns():
        wider = combined[-1].with_column(codes, kind.values, base) if combined else None
        if wider is not None:
            combined = (*combined[:-1], wider)
            continue
        alone = _Combined.of(codes, kind.values, base)
        if alone is None or len(combined) == _NUMBERS:
            return None
        combined = (*combined, alone)
    return combined


@dataclass(frozen=True)
class Joint:
    """The numbers of the combinations that documents carry, and what these come to."""

    rows: NDArray[np.void]
    """the numbers of each document, one entry a document"""
    values: NDArray[np.void]
    """the values that each combination holds, one entry a combination, those of all kinds numbered one after another"""
    places: NDArray[np.int64]
    """the numbers of those that hold the first of `carried`, then of those that hold the second, and so on"""
    edges: NDArray[np.int64]
    """where those of each begin"""
    carried: NDArray[np.int64]
    """the values that any combination holds, ascending"""
    spans: Mapping[str, slice]
    """where the values of each kind are"""
    size: int
    """how many values there are"""

    @classmethod
    def of(cls, kinds: Mapping[str, Carried]) -> Self:
        """Of those kinds of which the documents carry few enough combinations; `spans` says which these are."""
        combined: tuple[_Combined, ...] = ()
        spans: dict[str, slice] = {}
        size = 0
        for name, kind in kinds.items():
            few = kind.counts.max(initial=0) <= _SEVERAL and size + kind.values < 65_536
            wider = _with_kind(combined, kind, size) if few else None
            if wider is not None:
                combined = wider
                spans[name] = slice(size, size + kind.values)
                size += kind.values
        documents = max(map(len, kinds.values()), default=0)
        held = _held(combined, size)
        return cls(_numbers(combined, documents), _as_entries(held, size), *_places(held, size), spans, size)

    def count(self, documents: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """How many of some documents carry each value of each kind."""
        numbers = self.rows.take(documents).view(np.uint16)
        if len(documents) < _MANY:
            counts = np.bincount(self.values.take(numbers).view(np.uint16), minlength=self.size)
        else:
            found = np.bincount(numbers, minlength=len(self.values))
            counts = np.zeros(self.size, np.int64)
            if len(self.edges):
                counts[self.carried] = np.add.reduceat(found.take(self.places), self.edges)
        return {name: counts[span] for name, span in self.spans.items()}


def _numbers(combined: Sequence[_Combined], documents: int) -> NDArray[np.void]:
    """The numbers of each document as one entry, where those of each column follow those of the one before."""
    rows = np.empty((documents, len(combined)), np.uint16)
    base = 0
    for place, each in enumerate(combined):
        np.add(each.numbers, np.uint16(base), out=rows[:, place])
        base += len(each)
    return _as_entries(rows, base)


def _held(combined: Sequence[_Combined], nothing: int) -> NDArray[np.int64]:
    """The values of each combination, filled up with `nothing`; one row a combination, and one that holds nothing."""
    width = max((len(each.meanings) for each in combined), default=0)
    held = np.full((sum(map(len, combined)) + 1, width), nothing)
    base = 0
    for each in combined:
        for place, meanings in enumerate(each.meanings):
            held[base : base + len(each), place] = np.where(meanings < 0, nothing, meanings)
        base += len(each)
    return held


def _as_entries(rows: NDArray[np.integer[Any]], nothing: int) -> NDArray[np.void]:
    """Rows of numbers of two bytes, each as one entry of a size that is taken fast; `nothing` fills it up."""
    width = max(_WORD, 1 << (rows.shape[1] - 1).bit_length())
    entries = np.full((len(rows), width), nothing % 65_536, np.uint16)  # where it is more, there is no gap
    entries[:, : rows.shape[1]] = rows
    return entries.view(np.dtype((np.void, entries.itemsize * width))).ravel()


def _places(
    held: NDArray[np.int64], nothing: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the combinations that hold each value, where those of each begin, and the values."""
    place, column = np.nonzero(held < nothing)
    value = held[place, column]
    order = np.argsort(value, kind="stable")
    value = value.take(order)
    edges = np.flatnonzero(begins(value))
    return place.take(order), edges, value.take(edges)
