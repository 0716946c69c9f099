"""What documents carry of some values, by the numbers of these, and how many documents carry each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Naturals = NDArray[np.integer[Any]]
"""Numbers that are not negative, in whatever type holds them."""


@dataclass(frozen=True)
class Carried:
    """The values that each document carries, each below a number."""

    codes: Naturals
    """where no document carries several values: for each document its value and one more, 0 where it has none;
    otherwise the values of the first document, then those of the second, and so on"""
    several: Naturals | None
    """how many values each document carries, where some carry several"""
    values: int

    @classmethod
    def of(cls, counts: Naturals, places: Naturals, values: int) -> Self:
        """So many values of each document, one document after another."""
        if len(counts) and counts.max() > 1:
            return cls(narrow(places), narrow(counts), values)
        only = np.zeros(len(counts), np.int64)
        only[counts > 0] = places + 1
        return cls(narrow(only), None, values)

    @classmethod
    def joined(cls, parts: Sequence[Self], tables: Sequence[Naturals], values: int) -> Self:
        """What several sets of documents carry, one after another; a table a set says which value stands for each."""
        kind = np.min_scalar_type(values)
        if all(part.several is None for part in parts):
            onlies = [
                np.append(0, table + 1).astype(kind)[part.codes]
                for part, table in zip(parts, tables, strict=True)
            ]
            return cls(np.concatenate(onlies), None, values)
        listed = [part.listed() for part in parts]
        codes = [table.astype(kind)[places] for table, (_, places) in zip(tables, listed, strict=True)]
        return cls(np.concatenate(codes), np.concatenate([counts for counts, _ in listed]), values)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self.codes if self.several is None else self.several)

    @property
    def counts(self) -> Naturals:
        """How many values each document carries."""
        return (self.codes > 0).view(np.uint8) if self.several is None else self.several

    @cached_property
    def _carriers(self) -> NDArray[np.int32]:
        """The document of each entry of `codes`, where documents carry several."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.counts)

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """Where the codes of each document begin, and where the last end, where documents carry several."""
        starts = np.zeros(len(self) + 1, np.int64)
        np.cumsum(self.counts, out=starts[1:])
        return starts

    @cached_property
    def _is_rare(self) -> bool:
        """Whether most documents carry nothing."""
        return bool(2 * np.count_nonzero(self.codes) < len(self.codes))

    @cached_property
    def _carrying(self) -> tuple[NDArray[np.int32], Naturals]:
        """The documents that carry each value, those of one after those of another, and where those of each begin."""
        order = np.argsort(self.codes, kind="stable")
        documents = self._carriers.take(order) if self.several is not None else order.astype(np.int32)
        codes = self.values + (self.several is None)
        starts = np.zeros(codes + 1, np.int64)
        np.cumsum(np.bincount(self.codes, minlength=codes), out=starts[1:])
        return documents, starts[codes - self.values :]

    def carrying(self, wanted: Sequence[int]) -> NDArray[np.bool_]:
        """Which documents carry one of some values; one entry a document."""
        documents, starts = self._carrying
        result = np.zeros(len(self), bool)
        for value in wanted:
            result[documents[starts[value] : starts[value + 1]]] = True
        return result

    def count(self, documents: NDArray[np.int64] | None) -> NDArray[np.int64]:
        """How many of some documents carry each value; None for all documents."""
        codes = self.codes if documents is None else self._codes_of(documents)
        if self.several is not None:
            return np.bincount(codes, minlength=self.values)
        if self._is_rare:
            codes = codes[codes > 0]  # one number again and again is what is slow to count
        return np.bincount(codes, minlength=self.values + 1)[1:]

    def _codes_of(self, documents: NDArray[np.int64]) -> Naturals:
        """The codes of some documents."""
        if self.several is None:
            return self.codes.take(documents)
        counts = self.several.take(documents)
        places = self._starts.take(documents) - np.cumsum(counts, dtype=np.int64) + counts
        places = np.repeat(places, counts)
        places += np.arange(len(places))
        return self.codes.take(places)

    def columns(self) -> list[Naturals]:
        """The first value of each document and one more, 0 where it has none; then the second of each, and so on."""
        if self.several is None:
            return [self.codes]
        columns = []
        for rank in range(int(self.several.max(initial=0))):
            carrying = np.flatnonzero(self.several > rank)
            column = np.zeros(len(self), np.min_scalar_type(self.values))
            column[carrying] = self.codes.take(self._starts.take(carrying) + rank)
            column[carrying] += 1
            columns.append(column)
        return columns

    def of_documents(self, keep: NDArray[np.bool_]) -> "Carried":
        """What the documents carry that are kept; one entry a document."""
        if self.several is None:
            return Carried(self.codes[keep], None, self.values)
        return Carried(self.codes[keep.take(self._carriers)], self.several[keep], self.values)

    def pruned(self) -> tuple["Carried", Naturals]:
        """The same without the values that no document carries, and which are left."""
        counts, places = self.listed()
        used = np.bincount(places, minlength=self.values) > 0
        left = np.flatnonzero(used)
        return Carried.of(counts, (np.cumsum(used) - 1)[places], len(left)), left

    def listed(self) -> tuple[Naturals, Naturals]:
        """How many values each document carries, and these, one document after another."""
        codes = self.codes if self.several is not None else self.codes[self.codes > 0].astype(np.int64) - 1
        return self.counts, codes


def narrow(values: Naturals) -> NDArray[np.unsignedinteger]:
    """The values, none negative, in the narrowest type that holds them."""
    most = int(values.max()) if len(values) else 0
    return values.astype(np.min_scalar_type(most))
