"""Columns of texts: which of its values each document carries, and how many documents carry each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.fold import fold
from ztviewer.search.slots import Earned

_FEW = 8
"""values that are looked for one by one"""

Naturals = NDArray[np.integer[Any]]
"""Numbers that are not negative, in whatever type holds them."""


class Vocabulary:
    """The values of a category, each once."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = values

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each value."""
        return {value: number for number, value in enumerate(self.values)}

    @cached_property
    def folded(self) -> list[str]:
        """The values as conditions compare them."""
        return [fold(value) for value in self.values]

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each value in the order of values."""
        ranks = np.empty(len(self.values), np.int64)
        ranks[sorted(range(len(self.values)), key=self.values.__getitem__)] = np.arange(len(self.values))
        return ranks

    def extended(self, others: Sequence["Vocabulary"]) -> tuple["Vocabulary", list[Naturals]]:
        """It with the values of others behind its own, and the place there of each value of each of them.

        Costs what the others hold, however large it is itself.
        """
        more: dict[str, int] = {}
        tables: list[Naturals] = [
            np.arange(len(self.values))
            if other is self
            else np.array([self._place(value, more) for value in other.values], np.int64)
            for other in others
        ]
        return (Vocabulary([*self.values, *more]) if more else self), tables

    def _place(self, value: str, more: dict[str, int]) -> int:
        known = self.numbers.get(value)
        return more.setdefault(value, len(self.values) + len(more)) if known is None else known


@dataclass(frozen=True)
class Category:
    """What each document carries of a vocabulary."""

    vocabulary: Vocabulary
    codes: Naturals
    """where no document carries several values: for each document its value's place and one more, 0 where it has none;
    otherwise the places of the first document's values, then the second's, and so on"""
    several: Naturals | None = None
    """how many values each document carries, where some carry several"""

    @classmethod
    def of(cls, rows: Sequence[tuple[str, ...]]) -> "Category":
        """The category of documents that carry these values."""
        values: dict[str, int] = {}
        codes = [values.setdefault(value, len(values)) for row in rows for value in row]
        counts = np.fromiter(map(len, rows), np.int64, len(rows))
        return cls._of(Vocabulary(list(values)), counts, np.array(codes, np.int64))

    @classmethod
    def _of(cls, vocabulary: Vocabulary, counts: Naturals, codes: Naturals) -> "Category":
        if len(counts) and counts.max() > 1:
            return cls(vocabulary, narrow(codes), narrow(counts))
        only = np.zeros(len(counts), np.int64)
        only[counts > 0] = codes + 1
        return cls(vocabulary, narrow(only))

    @property
    def values(self) -> Sequence[str]:
        """Every value, maybe one that no document carries any more."""
        return self.vocabulary.values

    @property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each value in the order of values."""
        return self.vocabulary.ranks

    @property
    def counts(self) -> Naturals:
        """How many values each document carries."""
        return (self.codes > 0).view(np.uint8) if self.several is None else self.several

    @cached_property
    def carriers(self) -> NDArray[np.int32]:
        """The document of each entry of `codes`, where documents carry several."""
        return np.repeat(np.arange(len(self.counts), dtype=np.int32), self.counts)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the codes of each document begin, and where the last end, where documents carry several."""
        starts = np.zeros(len(self.counts) + 1, np.int64)
        np.cumsum(self.counts, out=starts[1:])
        return starts

    @cached_property
    def _is_rare(self) -> bool:
        """Whether most documents carry nothing."""
        return bool(2 * np.count_nonzero(self.codes) < len(self.codes))

    def carrying(self, value: str) -> NDArray[np.bool_]:
        """Which documents carry a value; one entry a document."""
        return self._mask([number for number, each in enumerate(self.values) if each == value])

    def holding(self, text: str) -> NDArray[np.bool_]:
        """Which documents carry a value that holds a text, both folded; one entry a document."""
        return self._mask([number for number, each in enumerate(self.vocabulary.folded) if text in each])

    def _mask(self, wanted: Sequence[int]) -> NDArray[np.bool_]:
        """Which documents carry one of the values at some places."""
        codes = wanted if self.several is not None else [number + 1 for number in wanted]
        if len(codes) > _FEW:
            entries = np.isin(self.codes, codes)
        else:
            entries = reduce(
                np.logical_or, [self.codes == code for code in codes], np.zeros(len(self.codes), bool)
            )
        if self.several is None:
            return entries
        result = np.zeros(len(self.counts), bool)
        result[self.carriers.take(np.flatnonzero(entries))] = True
        return result

    def count(self, documents: NDArray[np.int64] | None) -> NDArray[np.int64]:
        """How many of some documents carry each value; None for all documents."""
        if self.several is not None and documents is not None:
            slots = self._slots.after(len(documents))
            if slots is not None:
                return slots.count(documents)
        codes = self.codes if documents is None else self._codes_of(documents)
        if self.several is not None:
            return np.bincount(codes, minlength=len(self.values))
        if self._is_rare:
            codes = codes[codes > 0]  # one number again and again is what is slow to count
        return np.bincount(codes, minlength=len(self.values) + 1)[1:]

    def _codes_of(self, documents: NDArray[np.int64]) -> Naturals:
        """The codes of some documents."""
        if self.several is None:
            return self.codes.take(documents)
        counts = self.several.take(documents)
        places = self.starts.take(documents) - np.cumsum(counts, dtype=np.int64) + counts
        places = np.repeat(places, counts)
        places += np.arange(len(places))
        return self.codes.take(places)

    @cached_property
    def _slots(self) -> Earned:
        """The codes of each document side by side, where documents carry several but none too many."""
        return Earned(self.codes, self.starts, len(self.values))

    def of_documents(self, keep: NDArray[np.bool_]) -> "Category":
        """What the documents carry that are kept; one entry a document."""
        if self.several is None:
            return Category(self.vocabulary, self.codes[keep])
        return Category(self.vocabulary, self.codes[keep.take(self.carriers)], self.several[keep])

    def pruned(self) -> "Category":
        """The same without the values that no document carries."""
        counts, codes = self._carried()
        used = np.bincount(codes, minlength=len(self.values)) > 0
        values = [self.values[number] for number in np.flatnonzero(used).tolist()]
        return Category._of(Vocabulary(values), counts, (np.cumsum(used) - 1)[codes])

    def _carried(self) -> tuple[Naturals, Naturals]:
        """How many values each document carries, and their places, one document after another."""
        codes = self.codes if self.several is not None else self.codes[self.codes > 0].astype(np.int64) - 1
        return self.counts, codes


def joined(parts: Sequence[Category]) -> Category:
    """The category of several sets of documents, one after another."""
    base = max((part.vocabulary for part in parts), key=lambda vocabulary: len(vocabulary.values))
    vocabulary, tables = base.extended([part.vocabulary for part in parts])
    kind = np.min_scalar_type(len(vocabulary.values))
    if all(part.several is None for part in parts):
        onlies = [
            np.append(0, table + 1).astype(kind)[part.codes]
            for part, table in zip(parts, tables, strict=True)
        ]
        return Category(vocabulary, np.concatenate(onlies))
    carried = [part._carried() for part in parts]
    codes = [table.astype(kind)[places] for table, (_, places) in zip(tables, carried, strict=True)]
    return Category(vocabulary, np.concatenate(codes), np.concatenate([counts for counts, _ in carried]))


def narrow(values: Naturals) -> NDArray[np.unsignedinteger]:
    """The values, none negative, in the narrowest type that holds them."""
    most = int(values.max()) if len(values) else 0
    return values.astype(np.min_scalar_type(most))
