"""A batch of texts inverted by array operations: fold, tokens, pairs and positions as `core` defines them.

Positions are places in a field of the batch: each document begins at a new page, each paragraph leaves one place free
behind it, so tokens of different paragraphs are never neighbours.
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

_POINTS = 0x110000
_TOKEN_BITS = 21
_PLACE_BITS = 64 - 2 * _TOKEN_BITS
"""A key is the numbers of two tokens and a place among the tokens of the batch."""

MOST_CHARACTERS = 1 << _PLACE_BITS
"""characters of a field in a batch, each text counted as one more; what one text has beyond is not searched"""


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
    starts, numbers, tokens = _tokens(folded, kind)
    sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    document = np.repeat(np.arange(len(texts)), sizes)[starts]
    paragraph = np.cumsum(points == ord(PARAGRAPH))[starts]
    begins = np.ones(len(starts), bool)
    np.not_equal(paragraph[1:], paragraph[:-1], out=begins[1:])
    lengths = np.bincount(document, minlength=len(texts))
    positions, pages = _positions(begins, lengths, page_bits)
    single = _singles(numbers, document)
    return Postings(tokens, lengths, pages, *single, *_pairs(numbers, begins, positions))


def _tokens(folded: NDArray[np.uint32], kind: NDArray[np.uint8]) -> tuple[Numbers, Numbers, list[str]]:
    """Where each token starts, its number, and the tokens of the batch in order."""
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
    used[codes] = True
    names = [*map(chr, np.flatnonzero(used[:_POINTS]).tolist()), *runs]
    order = sorted(range(len(names)), key=names.__getitem__)
    numbers = np.empty(len(names), np.int64)
    numbers[order] = np.arange(1, len(names) + 1)
    table = np.zeros(len(used), np.int64)
    table[np.flatnonzero(used)] = numbers
    return starts, table[codes], ["", *(names[place] for place in order)]


def _positions(begins: NDArray[np.bool_], lengths: Numbers, page_bits: int) -> tuple[Numbers, Numbers]:
    """The position of each token, and the pages of each document."""
    places = np.arange(len(begins)) + np.cumsum(begins)
    filled = np.flatnonzero(lengths)
    firsts = (np.cumsum(lengths) - lengths)[filled]
    lasts = firsts + lengths[filled] - 1
    pages = np.zeros(len(lengths), np.int64)
    pages[filled] = (places[lasts] - places[firsts] + 2 + (1 << page_bits) - 1) >> page_bits
    bases = (np.cumsum(pages) - pages) << page_bits
    return places + np.repeat(bases[filled] - places[firsts], lengths[filled]), pages


def _singles(
    numbers: Numbers, document: Numbers
) -> tuple[Numbers, Numbers, NDArray[np.uint32], NDArray[np.uint32]]:
    """The lists of single tokens: tokens, documents of each, documents, weights."""
    keys = (numbers << _PLACE_BITS | np.arange(len(numbers))).astype(np.uint64)
    keys.sort()
    terms = (keys >> np.uint64(_PLACE_BITS)).astype(np.int64)
    found = document[(keys & np.uint64(MOST_CHARACTERS - 1)).astype(np.int64)]
    new = np.ones(len(keys), bool)
    new[1:] = (terms[1:] != terms[:-1]) | (found[1:] != found[:-1])
    at = np.flatnonzero(new)
    weights = np.diff(at, append=len(keys))
    terms = terms[at]
    edges = _edges(terms)
    return (
        terms[edges],
        np.diff(edges, append=len(terms)),
        found[at].astype(np.uint32),
        weights.astype(np.uint32),
    )


def _pairs(
    numbers: Numbers, begins: NDArray[np.bool_], positions: Numbers
) -> tuple[NDArray[np.uint64], Numbers, NDArray[np.uint32]]:
    """The lists of pairs: pairs, occurrences of each, positions."""
    place = np.arange(len(numbers))
    second = np.zeros(len(numbers), np.int64)
    second[:-1] = np.where(begins[1:], 0, numbers[1:])
    marks = np.flatnonzero(begins)
    keys = np.concatenate(((numbers << _TOKEN_BITS | second) << _PLACE_BITS | place, marks)).astype(np.uint64)
    keys.sort()
    terms = keys >> np.uint64(_PLACE_BITS)
    edges = _edges(terms)
    pairs = terms[edges]
    low = np.uint64((1 << _TOKEN_BITS) - 1)
    return (
        (pairs >> np.uint64(_TOKEN_BITS)) << np.uint64(32) | pairs & low,
        np.diff(edges, append=len(keys)),
        positions[(keys & np.uint64(MOST_CHARACTERS - 1)).astype(np.int64)].astype(np.uint32),
    )


def _edges(terms: NDArray[np.int64] | NDArray[np.uint64]) -> Numbers:
    """Where each term begins."""
    new = np.ones(len(terms), bool)
    np.not_equal(terms[1:], terms[:-1], out=new[1:])
    return np.flatnonzero(new)
