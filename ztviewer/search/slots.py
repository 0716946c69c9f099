"""The values that documents carry, several each, side by side in one entry a document: so they are taken at once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

SLOTS = 8
"""values of a document, at most"""

_SMALL = 256 - SLOTS
_LARGE = 65_536 - SLOTS
"""values that one byte tells, and two, beside as many that stand for nothing"""

_FEW_PAIRS = 4096
"""that are worth counting: to add them up takes its time, however few documents there are"""


@dataclass(frozen=True)
class Slots:
    """The codes of some documents.

    A slot without a value holds a number of its own: one number again and again is slow to count.
    """

    rows: NDArray[Any]
    """one entry a document, of bytes that are told apart when they are counted: its slots, or pairs of them"""
    kind: np.dtype[Any]
    """what a row is made of"""
    values: int
    pairs: "Pairs | None"
    """of a value and the one in the next slot, where there are few, so that half as many numbers are counted"""

    @classmethod
    def of(cls, codes: NDArray[np.integer[Any]], starts: NDArray[np.int64], values: int) -> Self | None:
        """Each document's codes, below `values`, from its start to the next one's; None where none fit, or there are none."""
        counts = np.diff(starts)
        most = int(counts.max(initial=0))
        if values > _LARGE or not 0 < most <= SLOTS:
            return None
        kind = np.dtype(np.uint8 if values <= _SMALL else np.uint16)
        rows = np.tile(np.arange(values, values + most + most % 2, dtype=kind), (len(counts), 1))
        for slot in range(most):
            carrying = np.flatnonzero(counts > slot)
            rows[carrying, slot] = codes.take(starts.take(carrying) + slot)
        if kind == np.uint8:
            pairs, table = Pairs.among(rows.view(np.uint16))
            if len(pairs) <= _FEW_PAIRS:
                return cls(_rows(table.take(rows.view(np.uint16))), table.dtype, values, pairs)
        return cls(_rows(rows), kind, values, None)

    def count(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many of some documents carry each value."""
        found = self.rows.take(documents).view(self.kind)
        if self.pairs is None:
            return np.bincount(found, minlength=self.values)[: self.values]
        return self.pairs.added(np.bincount(found, minlength=len(self.pairs)), self.values)


def _rows(table: NDArray[Any]) -> NDArray[Any]:
    """Each row of a table as one entry."""
    return table.view(np.dtype((np.void, table.itemsize * table.shape[1]))).ravel()


@dataclass
class Earned:
    """Slots that are made when as many documents have been counted as there are: no first answer waits for them.

    For a million documents making them takes as long as they save in counting some eight million (150 ms).
    """

    codes: NDArray[np.integer[Any]]
    starts: NDArray[np.int64]
    values: int
    counted: int = 0

    def after(self, documents: int) -> Slots | None:
        """The slots to count so many documents with; None where counting goes without them, as yet or for good."""
        self.counted += documents
        return self._slots if self.counted >= len(self.starts) else None

    @cached_property
    def _slots(self) -> Slots | None:
        return Slots.of(self.codes, self.starts, self.values)


@dataclass(frozen=True)
class Pairs:
    """Pairs of codes, and what their numbers come to for each of the codes."""

    carried: NDArray[np.int64]
    """the codes that are in any pair, ascending"""
    places: NDArray[np.int64]
    """the pairs that hold the first of them, then those that hold the second, and so on"""
    edges: NDArray[np.int64]
    """where those of each begin"""

    @classmethod
    def among(cls, two: NDArray[np.uint16]) -> tuple["Pairs", NDArray[np.uint16]]:
        """The pairs there are among some of two bytes each, and the number of each of all 65,536."""
        used = np.flatnonzero(np.bincount(two.ravel(), minlength=65_536))
        table = np.zeros(65_536, np.uint16)
        table[used] = np.arange(len(used))
        codes = np.concatenate([used & 0xFF, used >> 8])
        order = np.argsort(codes, kind="stable")
        codes = codes[order]
        edges = np.flatnonzero(np.diff(codes, prepend=-1))  # the first `np.unique` of a process takes 16 ms
        return cls(codes[edges], order % max(1, len(used)), edges), table

    def __len__(self) -> int:
        return len(self.places) // 2

    def added(self, numbers: NDArray[np.int64], values: int) -> NDArray[np.int64]:
        """How often each code below `values` stands in the pairs, each of which stands there so many times."""
        found = np.zeros(values + SLOTS, np.int64)
        if len(self.edges):
            found[self.carried] = np.add.reduceat(numbers.take(self.places), self.edges)
        return found[:values]
