"""The shingles of `core.reprints` as numbers, and sketches of them, made for many texts at a time.

A sketch is BINS fingerprints of 16 bits. The shingles' hashes are shared out over the bins, and the least one of each
bin stands for it (one-permutation hashing: Li, Owen and Zhang 2012); an empty bin borrows from another that a fixed
table names (Shrivastava 2017). Two sketches agree in a bin about as often as their texts resemble each other.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ztviewer.core import tokens as kind_of
from ztviewer.core.reprints import SHINGLE
from ztviewer.search.codec.inverter import tables

Hashes = NDArray[np.uint64]

BINS = 48
SKETCH_BYTES = 2 * BINS

_AT_ONCE = 1 << 16
"""characters hashed at once: what is computed stays in the processor's cache"""
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
"""odd numbers with bits all over"""
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


def sketched(texts: Sequence[str]) -> list[bytes]:
    """The sketch of each text, SKETCH_BYTES each; empty where a text has no shingles."""
    return [sketch for portion in _portions(texts) for sketch in _sketches(portion)]


def hashed(text: str) -> Hashes:
    """The shingles of a text, each once, ascending."""
    return np.unique(_hashes([text])[0])


def resemblance(first: Hashes, second: Hashes) -> float:
    """How much two texts resemble each other, given their shingles: `core.reprints.resemblance`."""
    together = np.concatenate((first, second))
    together.sort()
    both = np.count_nonzero(together[1:] == together[:-1])
    return both / (len(together) - both) if both else 0.0


def _portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in portions of about _AT_ONCE characters."""
    first = characters = 0
    for number, text in enumerate(texts):
        characters += len(text)
        if characters >= _AT_ONCE:
            yield texts[first : number + 1]
            first, characters = number + 1, 0
    yield texts[first:]


def _sketches(texts: Sequence[str]) -> list[bytes]:
    hashes, owners = _hashes(texts)
    bins = ((hashes >> np.uint64(32)) * np.uint64(BINS) >> np.uint64(32)).astype(np.int64)
    own = np.full((len(texts), BINS), _EMPTY)
    np.minimum.at(own.reshape(-1), owners * BINS + bins, hashes)
    least = own
    for lenders in _lenders():
        empty = least == _EMPTY
        if not empty.any():
            break
        least = np.where(empty, own[:, lenders], least)
    fingerprints = least.astype("<u2")  # the low bits, which the order did not depend on
    there = (own != _EMPTY).any(axis=1).tolist()
    return [row.tobytes() if known else b"" for row, known in zip(fingerprints, there, strict=True)]


@cache
def _lenders() -> NDArray[np.int64]:
    """Which bin each bin borrows from: one row a try, and in each column all bins in an order of its own."""
    tries = np.arange(BINS, dtype=np.uint64)
    order = _mixed(tries[:, None] * np.uint64(BINS) + tries)
    return np.argsort(order, axis=0)


def _hashes(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """The hash of each shingle, one text after another, and the number of the text that it stands in."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    fold, kinds = tables()
    kind = kinds[points]
    letter = (kind != kind_of.SEPARATOR) & (kind != kind_of.POINT)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    owners = np.repeat(np.arange(len(texts)), sizes)[letter]
    hashes = fold[points[letter]].astype(np.uint64)
    width = 1
    while width < SHINGLE:  # each hash is of twice as many letters then
        hashes = hashes[:-width] * _FIRST + (hashes[width:] ^ hashes[width:] >> np.uint64(29)) * _SECOND
        width *= 2
    last = SHINGLE - 1
    whole = owners[: len(hashes)] == owners[last:]  # not across the end of a text
    return _mixed(hashes[whole]), owners[: len(hashes)][whole]


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes each bit of which depends on all bits of what they were."""
    hashes = (hashes ^ hashes >> np.uint64(32)) * _FIRST
    hashes = (hashes ^ hashes >> np.uint64(29)) * _SECOND
    return hashes ^ hashes >> np.uint64(32)
