"""Columns of texts: which of its values each document carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.fold import fold
from ztviewer.search.carried import Carried, Naturals


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
    carried: Carried
    """values by their places in the vocabulary"""

    @classmethod
    def of(cls, rows: Sequence[tuple[str, ...]]) -> "Category":
        """The category of documents that carry these values."""
        values: dict[str, int] = {}
        places = [values.setdefault(value, len(values)) for row in rows for value in row]
        counts = np.fromiter(map(len, rows), np.int64, len(rows))
        carried = Carried.of(counts, np.array(places, np.int64), len(values))
        return cls(Vocabulary(list(values)), carried)

    @property
    def values(self) -> Sequence[str]:
        """Every value, maybe one that no document carries any more."""
        return self.vocabulary.values

    @property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each value in the order of values."""
        return self.vocabulary.ranks

    def carrying(self, value: str) -> NDArray[np.bool_]:
        """Which documents carry a value; one entry a document."""
        return self.carried.carrying([number for number, each in enumerate(self.values) if each == value])

    def holding(self, text: str) -> NDArray[np.bool_]:
        """Which documents carry a value that holds a text, both folded; one entry a document."""
        folded = self.vocabulary.folded
        return self.carried.carrying([number for number, each in enumerate(folded) if text in each])

    def of_documents(self, keep: NDArray[np.bool_]) -> "Category":
        """What the documents carry that are kept; one entry a document."""
        return Category(self.vocabulary, self.carried.of_documents(keep))

    def pruned(self) -> "Category":
        """The same without the values that no document carries."""
        carried, left = self.carried.pruned()
        return Category(Vocabulary([self.values[number] for number in left.tolist()]), carried)


def joined(parts: Sequence[Category]) -> Category:
    """The category of several sets of documents, one after another."""
    base = max((part.vocabulary for part in parts), key=lambda vocabulary: len(vocabulary.values))
    vocabulary, tables = base.extended([part.vocabulary for part in parts])
    carried = Carried.joined([part.carried for part in parts], tables, len(vocabulary.values))
    return Category(vocabulary, carried)
