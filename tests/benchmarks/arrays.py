"""The ranking of long questions in plain arrays without files: what its parameters were chosen with.

A leaf is a tuple of tokens that stand one after another in a paragraph. A question is read in three views: its single
tokens, its pairs of neighbours, its words.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.article import Document
from ztviewer.core.fold import fold
from ztviewer.core.tokens import PARAGRAPH, token_texts
from ztviewer.search.segmenter import words

Leaf = tuple[str, ...]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_SHIFT = 24
"""bits of a token's number"""


@dataclass(frozen=True, slots=True)
class Setting:
    """The parameters of the ranking."""

    k1: float
    b: float
    title: float
    """the weight of the title; the body's is 1"""
    views: tuple[float, float, float]
    """the weights of single tokens, pairs and words"""


def leaves(text: str) -> dict[Leaf, tuple[int, int, int]]:
    """The leaves of a question, each with how often it stands in each view."""
    tokens = token_texts(fold(text))
    views: list[Iterable[Leaf]] = [
        ((token,) for token in tokens),
        itertools.pairwise(tokens),
        filter(None, (tuple(token_texts(fold(word))) for word in words(text))),
    ]
    singles, pairs, whole = (Counter(view) for view in views)
    return {leaf: (singles[leaf], pairs[leaf], whole[leaf]) for leaf in singles | pairs | whole}


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a leaf is found: documents, ascending, and how often in the title and body of each."""

    documents: Integers
    counts: Floats
    """(2, documents)"""


class _Field:
    """The tokens of one field of all documents, sorted singly and as pairs."""

    def __init__(self, texts: Sequence[str], numbers: dict[str, int]) -> None:
        tokens: list[int] = []
        owners: list[int] = []
        for document, text in enumerate(texts):
            for paragraph in fold(text).split(PARAGRAPH):
                found = [numbers.setdefault(token, len(numbers)) for token in token_texts(paragraph)]
                tokens += [*found, -1]
                owners += [document] * (len(found) + 1)
        flat = np.array(tokens, np.int64)
        self._owners = np.array(owners, np.int64)
        self.lengths = np.bincount(self._owners[flat >= 0], minlength=len(texts)).astype(np.float64)
        inside = (flat[:-1] >= 0) & (flat[1:] >= 0)
        self._sorted = [_sorted(flat), _sorted(np.where(inside, flat[:-1] << _SHIFT | flat[1:], -1))]

    def documents(self, leaf: Sequence[int]) -> Integers:
        """The document of each place where a leaf stands, ascending."""
        if len(leaf) == 1:
            return self._owners[np.sort(self._places(0, leaf[0]))]
        found: Integers | None = None
        for offset, (first, second) in enumerate(itertools.pairwise(leaf)):
            places = self._places(1, first << _SHIFT | second) - offset
            found = places if found is None else np.intersect1d(found, places, assume_unique=True)
        return self._owners[np.sort(found)] if found is not None else np.zeros(0, np.int64)

    def _places(self, kind: int, key: int) -> Integers:
        keys, places = self._sorted[kind]
        return places[np.searchsorted(keys, key) : np.searchsorted(keys, key, side="right")]


def _sorted(keys: Integers) -> tuple[Integers, Integers]:
    order = np.argsort(keys, kind="stable")
    return keys[order], order


class Arrays:
    """The titles and bodies of some documents, inverted in memory."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._numbers: dict[str, int] = {}
        texts = [one.title for one in documents], [one.text for one in documents]
        self._fields = [_Field(each, self._numbers) for each in texts]
        self.lengths = np.array([field.lengths for field in self._fields])
        """(2, documents)"""
        self._known: dict[Leaf, Postings] = {}

    def postings(self, leaf: Leaf) -> Postings:
        """Where a leaf is found."""
        if leaf not in self._known:
            numbers = [self._numbers.get(token, -2) for token in leaf]
            if min(numbers) < 0:
                return Postings(np.zeros(0, np.int64), np.zeros((2, 0)))
            owners = [field.documents(numbers) for field in self._fields]
            documents = np.unique(np.concatenate(owners))
            counts = [
                np.bincount(np.searchsorted(documents, each), minlength=len(documents)) for each in owners
            ]
            self._known[leaf] = Postings(documents, np.array(counts, np.float64))
        return self._known[leaf]

    def views(self, question: dict[Leaf, tuple[int, int, int]], setting: Setting) -> Floats:
        """The score of every document in each view, before the views are weighted: (3, documents)."""
        result = np.zeros((3, self.lengths.shape[1]))
        lengths = weighted(self.lengths, setting.title)
        for leaf, times in question.items():
            found = self.postings(leaf)
            if len(found.documents):
                score = bm25(setting, found.counts, lengths[found.documents], lengths.mean())
                score *= idf(self.lengths.shape[1], len(found.documents))
                for view in np.flatnonzero(times):
                    result[view, found.documents] += times[view] * score
        return result


def weighted(of_fields: Floats, title: float) -> Floats:
    """Counts or lengths of titles and bodies as one."""
    result: Floats = title * of_fields[0] + of_fields[1]
    return result


def bm25(setting: Setting, counts: Floats, lengths: Floats, average: float) -> Floats:
    """How much occurrences count, from 0 to k1 + 1; fields are added before they are saturated."""
    frequency = weighted(counts, setting.title)
    norm = setting.k1 * (1 - setting.b + setting.b * lengths / average)
    result: Floats = frequency * (setting.k1 + 1) / (frequency + norm)
    return result


def idf(documents: int, holding: int) -> float:
    """What a leaf tells that so many of the documents hold in any field."""
    return float(np.log1p((documents - holding + 0.5) / (holding + 0.5)))
