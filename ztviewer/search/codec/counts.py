"""How often a term stands in each document of its list: four bits each, what is larger behind them in three bytes."""

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.format import Bytes
from ztviewer.search.codec.lists import Numbers, spread

_MANY = 15
_WIDTH = 3
"""Bytes of a larger number: no text of 32 MiB, and none longer is imported, has more tokens than these can count."""
_MOST = (1 << 8 * _WIDTH) - 1


def encode_counts(values: NDArray[np.uint32], lengths: Numbers) -> tuple[Bytes, Numbers]:
    """The bytes of lists that stand one after another in `values`, and the bytes of each."""
    nibbles = np.minimum(values, _MANY).astype(np.uint8)
    many = np.flatnonzero(nibbles == _MANY)
    of = np.searchsorted(np.cumsum(lengths), many, side="right")
    halves = (lengths + 1) // 2
    sizes = halves + _WIDTH * np.bincount(of, minlength=len(lengths))
    begins = np.cumsum(sizes) - sizes
    data = np.zeros(int(sizes.sum()), np.uint8)
    place = spread(np.zeros(len(lengths), np.int64), lengths)
    at = np.repeat(begins, lengths) + (place >> 1)
    low = place & 1 == 0
    data[at[low]] = nibbles[low]
    data[at[~low]] |= nibbles[~low] << np.uint8(4)
    rank = np.arange(len(of)) - np.searchsorted(of, of)
    behind = (begins + halves)[of] + _WIDTH * rank
    large = np.minimum(values[many], _MOST)
    for place_of_byte in range(_WIDTH):
        data[behind + place_of_byte] = large >> np.uint32(8 * place_of_byte) & np.uint32(0xFF)
    return data, sizes


def decode_counts(piece: Bytes, length: int) -> NDArray[np.float32]:
    """One list, as weights."""
    halves = (length + 1) // 2
    packed = piece[:halves]
    values = np.empty(2 * halves, np.float32)
    values[0::2] = packed & 15
    values[1::2] = packed >> 4
    if len(piece) > halves:
        values[:length][values[:length] == _MANY] = _joined(piece[halves:].reshape(-1, _WIDTH))
    return values[:length]


def decode_all_counts(data: Bytes, sizes: Numbers, lengths: Numbers) -> NDArray[np.uint32]:
    """All lists, one after another."""
    begins = np.cumsum(sizes) - sizes
    place = spread(np.zeros(len(lengths), np.int64), lengths)
    packed = data[np.repeat(begins, lengths) + (place >> 1)]
    values = np.where(place & 1, packed >> 4, packed & 15).astype(np.uint32)
    many = np.flatnonzero(values == _MANY)
    of = np.searchsorted(np.cumsum(lengths), many, side="right")
    rank = np.arange(len(of)) - np.searchsorted(of, of)
    behind = (begins + (lengths + 1) // 2)[of] + _WIDTH * rank
    values[many] = _joined(data[behind[:, None] + np.arange(_WIDTH)])
    return np.asarray(values, np.uint32)


def _joined(octets: Bytes) -> NDArray[np.uint32]:
    """Numbers of their bytes, the low ones first: shape (numbers, _WIDTH)."""
    whole = np.zeros((len(octets), 4), np.uint8)
    whole[:, :_WIDTH] = octets
    return whole.view("<u4").ravel()
