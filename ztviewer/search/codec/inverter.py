"""A batch of texts inverted by array operations: fold, tokens, pairs and positions as `core` defines them.

Positions are places in a field of the batch: each document begins at a new page, each paragraph leaves one place free
behind it, so tokens of different paragraphs are never neighbours. A character that the fold changes is, as it is
written, a token of its own at the same place (`search.terms`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ztviewer.core import tokens as kind_of
from ztviewer.core.fold import FOLDED
from ztviewer.core.tokens import PARAGRAPH
from ztviewer.search.codec.lists import Numbers
from ztviewer.search.stretches import begins

_POINTS = 0x110000

MOST_CHARACTERS = 1 << 22
"""characters of one text; what it has beyond is not searched, so that no text takes more memory than there is"""

Small = NDArray[np.uint16] | NDArray[np.uint32]
"""Numbers of tokens, in two bytes where the batch has few enough different ones, as all but absurd ones have."""


@dataclass(frozen=True, slots=True)
class Postings:
    """One field of some documents, terms ascending. Token 0 is the empty one, which ends paragraphs."""

    tokens: list[str]
    """ascending; a token's number is its place here"""
    lengths: Numbers
    """tokens, one entry a document"""
    pages: Numbers
    """pages of positions, one entry a document"""
    single: Numbers
    """the tokens that stand in the text"""
    single_counts: Numbers
    """documents of each"""
    documents: NDArray[np.uint32]
    """of each single token, one list after another"""
    weights: NDArray[np.uint32]
    """how often in that document"""
    pairs: NDArray[np.uint64]
    """first token << 32 | second, ascending; the pair of two empty tokens marks where paragraphs begin"""
    pair_counts: Numbers
    """occurrences of each"""
    positions: NDArray[np.uint32]
    """of each pair, one list after another"""


@cache
def tables() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """What each code point becomes, and the kind of what it becomes."""
    fold = np.arange(_POINTS, dtype=np.uint32)
    fold[np.fromiter(FOLDED.keys(), np.int64)] = np.fromiter(FOLDED.values(), np.uint32)
    kinds = np.frombuffer(kind_of.kinds(), np.uint8)
    return fold, kinds[fold]


def invert(texts: Sequence[str], page_bits: int) -> Postings:
    """The postings of one field of a batch; `texts` has one entry a document, one paragraph a line."""
    texts = [text[: MOST_CHARACTERS - 1] for text in texts]
    points = np.frombuffer(
        "".join(f"{text}{PARAGRAPH}" for text in texts).encode("utf-32-le", "surrogatepass"), "<u4"
    )
    fold, kinds = tables()
    folded, kind = fold[points], kinds[points]
    starts, numbers, tokens, varied = _tokens(points, folded, kind)
    sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    document = np.repeat(np.arange(len(texts)), sizes)[starts]
    paragraph = np.cumsum(points == ord(PARAGRAPH))[starts]
    new = begins(paragraph)
    lengths = np.bincount(document, minlength=len(texts))
    positions, pages = _positions(new, lengths, page_bits)
    seconds = np.zeros_like(numbers)
    seconds[: len(starts) - 1] = np.where(new[1:], 0, numbers[1 : len(starts)])
    marks = positions[new]
    document, positions = (np.concatenate((each, each[varied])) for each in (document, positions))
    single = _singles(numbers, document)
    return Postings(tokens, lengths, pages, *single, *_pairs(numbers, seconds, positions, marks))


def _tokens(
    points: NDArray[np.uint32], folded: NDArray[np.uint32], kind: NDArray[np.uint8]
) -> tuple[Numbers, Small, list[str], Numbers]:
    """Where each token starts, its number, the tokens of the batch in order, and which are not written as they fold.

    Behind the numbers stand those of the characters that these are written with.
    """
    letter = (kind == kind_of.RUN) | (kind == kind_of.DIGIT)
    point = np.flatnonzero(kind[1:-1] == kind_of.POINT) + 1
    letter[point] = (kind[point - 1] == kind_of.DIGIT) & (kind[point + 1] == kind_of.DIGIT)
    opens = letter.copy()
    opens[1:] &= ~letter[:-1]
    closes = letter.copy()
    closes[:-1] &= ~letter[1:]
    starts = np.flatnonzero((kind == kind_of.SINGLE) | opens)
    codes = folded[starts].astype(np.int64)
    runs: dict[str, int] = {}
    if opens.any():
        text = folded.tobytes().decode("utf-32-le", "surrogatepass")
        spans = zip(np.flatnonzero(opens).tolist(), (np.flatnonzero(closes) + 1).tolist(), strict=True)
        codes[opens[starts]] = [runs.setdefault(text[start:end], len(runs)) + _POINTS for start, end in spans]
    used = np.zeros(_POINTS + len(runs), bool)
    written = points[starts].astype(np.int64)
    varied = np.flatnonzero((written != codes) & (codes < _POINTS))
    used[codes] = used[written[varied]] = True
    names = [*map(chr, np.flatnonzero(used[:_POINTS]).tolist()), *runs]
    order = sorted(range(len(names)), key=names.__getitem__)
    numbers = np.empty(len(names), np.uint16 if len(names) < 1 << 16 else np.uint32)
    numbers[order] = np.arange(1, len(names) + 1)
    table = np.zeros(len(used), numbers.dtype)
    table[np.flatnonzero(used)] = numbers
    every = table[np.concatenate((codes, written[varied]))]
    return starts, every, ["", *(names[place] for place in order)], varied


def _positions(new: NDArray[np.bool_], lengths: Numbers, page_bits: int) -> tuple[Numbers, Numbers]:
    """The position of each token, and the pages of each document."""
    places = np.arange(len(new)) + np.cumsum(new)
    filled = np.flatnonzero(lengths)
    firsts = (np.cumsum(lengths) - lengths)[filled]
    lasts = firsts + lengths[filled] - 1
    pages = np.zeros(len(lengths), np.int64)
    pages[filled] = (places[lasts] - places[firsts] + 2 + (1 << page_bits) - 1) >> page_bits
    bases = (np.cumsum(pages) - pages) << page_bits
    return places + np.repeat(bases[filled] - places[firsts], lengths[filled]), pages


def _singles(
    numbers: Small, document: Numbers
) -> tuple[Numbers, Numbers, NDArray[np.uint32], NDArray[np.uint32]]:
    """The lists of single tokens: tokens, documents of each, documents, weights."""
    order = _order(numbers)
    terms, found = numbers[order], document[order]
    at = np.flatnonzero(begins(terms, found))
    weights = np.diff(at, append=len(order))
    terms = terms[at]
    edges = np.flatnonzero(begins(terms))
    return (
        terms[edges].astype(np.int64),
        np.diff(edges, append=len(terms)),
        found[at].astype(np.uint32),
        weights.astype(np.uint32),
    )


def _pairs(
    numbers: Small, seconds: Small, positions: Numbers, marks: Numbers
) -> tuple[NDArray[np.uint64], Numbers, NDArray[np.uint32]]:
    """The lists of pairs: pairs, occurrences of each, positions; those of two empty tokens stand first."""
    order = _order(seconds)
    order = order[_order(numbers[order])]
    firsts, seconds = numbers[order], seconds[order]
    edges = np.flatnonzero(begins(firsts, seconds))
    first = 1 if len(marks) else 0
    pairs = np.zeros(first + len(edges), np.uint64)
    pairs[first:] = firsts[edges].astype(np.uint64) << np.uint64(32) | seconds[edges]
    counts = np.concatenate((np.full(first, len(marks)), np.diff(edges, append=len(order))))
    return pairs, counts, np.concatenate((marks, positions[order])).astype(np.uint32)


def _order(numbers: Small) -> NDArray[np.intp]:
    """The places of small numbers in ascending order; equal ones stay in theirs.

    NumPy sorts numbers of two bytes by their digits, ten times faster than it compares larger ones.
    """
    return np.argsort(numbers, kind="stable")
