"""Many ascending lists of numbers as bytes: the gaps, each list in the narrowest width that makes it shortest.

A list's code is its width in bytes, 1 to 4; with PATCHED, the list begins with its number of entries (4 bytes), a gap
that does not fit is written as 0, and the gaps themselves follow the list in order (4 bytes each). The first gap is
counted from -1, so no gap is 0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.format import Bytes, damaged

PATCHED = 8
_WIDTH = 7
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Lists as bytes, one after another."""

    data: Bytes
    sizes: NDArray[np.int64]
    """bytes, one entry a list"""
    codes: NDArray[np.uint8]


def encode(values: NDArray[np.uint32], counts: Numbers) -> Encoded:
    """Encode lists that stand one after another in `values`; none is empty."""
    ends = np.cumsum(counts)
    starts = ends - counts
    gaps = np.empty_like(values)
    np.subtract(values[1:], values[:-1], out=gaps[1:])
    gaps[starts] = values[starts] + np.uint32(1)
    codes, sizes = _choose(gaps, starts, counts)
    return Encoded(_scatter(gaps, starts, counts, codes, sizes), sizes, codes)


def _choose(gaps: NDArray[np.uint32], starts: Numbers, counts: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """The code of each list and the bytes it takes."""
    needed = (gaps > 0xFF).astype(np.uint8)
    needed += gaps > 0xFFFF
    needed += gaps > 0xFFFFFF
    widest = np.maximum.reduceat(needed, starts).astype(np.int64) + 1
    best, codes = widest * counts, widest.astype(np.uint8)
    for width in (1, 2, 3):
        lists = np.flatnonzero((widest > width) & (counts > 8))
        if not len(lists):
            continue
        over = np.add.reduceat(needed >= width, starts, dtype=np.int64)[lists]
        cost = 4 + width * counts[lists] + 4 * over
        better = cost < best[lists]
        best[lists[better]] = cost[better]
        codes[lists[better]] = PATCHED | width
    return codes, best


def _scatter(
    gaps: NDArray[np.uint32], starts: Numbers, counts: Numbers, codes: NDArray[np.uint8], sizes: Numbers
) -> Bytes:
    """Write every gap where it belongs."""
    ends = np.cumsum(sizes)
    data = np.empty(int(ends[-1]), np.uint8)
    body = ends - sizes + np.where(codes & PATCHED, 4, 0)
    for code in np.unique(codes).tolist():
        width = code & _WIDTH
        lists = np.flatnonzero(codes == code)
        number = counts[lists]
        source = spread(starts[lists], number)
        piece = gaps[source]
        at = spread(body[lists], number, width)
        if code & PATCHED:
            over = np.flatnonzero(piece >> np.uint32(8 * width))
            of = np.repeat(np.arange(len(lists)), number)[over]
            rank = np.arange(len(of)) - np.searchsorted(of, of)
            _put(data, (body[lists] + width * number)[of] + 4 * rank, piece[over], 4)
            _put(data, body[lists] - 4, number.astype(np.uint32), 4)
            piece[over] = 0
        _put(data, at, piece, width)
    return data


def spread(starts: Numbers, counts: Numbers, step: int = 1) -> Numbers:
    """start, start + step, ... `count` times, for each list, one after another."""
    result = np.full(int(counts.sum()), step, np.int64)
    if not len(result):
        return result
    firsts = np.cumsum(counts) - counts
    result[0] = starts[0]
    result[firsts[1:]] = starts[1:] - starts[:-1] - (counts[:-1] - 1) * step
    return np.cumsum(result, out=result)


def _put(data: Bytes, at: Numbers, values: NDArray[np.uint32], width: int) -> None:
    """Write numbers of so many bytes at places of `data`."""
    octets = values.astype("<u4", copy=False).view(np.uint8).reshape(-1, 4)
    for place in range(width):
        data[at + place] = octets[:, place]


def decode(piece: Bytes, code: int) -> Numbers:
    """One list."""
    width = code & _WIDTH
    if not code & PATCHED:
        return np.cumsum(_read(piece, width)) - 1
    number = int(piece[:4].view("<u4")[0])
    gaps = _read(piece[4 : 4 + width * number], width)
    gaps[gaps == 0] = piece[4 + width * number :].view("<u4")
    return np.cumsum(gaps, out=gaps) - 1


def _read(octets: Bytes, width: int) -> Numbers:
    """The numbers of so many bytes each."""
    if width == 3:
        table = octets.reshape(-1, 3).astype(np.int64)
        return table[:, 0] | table[:, 1] << 8 | table[:, 2] << 16
    if width not in (1, 2, 4) or len(octets) % width:
        raise damaged()
    return octets.view(f"<u{width}").astype(np.int64)


def decode_all(encoded: Encoded) -> tuple[NDArray[np.uint32], Numbers]:
    """All lists, one after another, and how many entries each has."""
    data, codes = encoded.data, encoded.codes
    begins = np.cumsum(encoded.sizes) - encoded.sizes
    widths = (codes & _WIDTH).astype(np.int64)
    counts = encoded.sizes // widths
    patched = np.flatnonzero(codes & PATCHED)
    counts[patched] = _get(data, begins[patched], 4)
    starts = np.cumsum(counts) - counts
    gaps = np.empty(int(counts.sum()), np.int64)
    for code in np.unique(codes).tolist():
        width = code & _WIDTH
        lists = np.flatnonzero(codes == code)
        number = counts[lists]
        body = begins[lists] + (4 if code & PATCHED else 0)
        piece = _get(data, spread(body, number, width), width)
        if code & PATCHED:
            over = np.flatnonzero(piece == 0)
            of = np.repeat(np.arange(len(lists)), number)[over]
            rank = np.arange(len(of)) - np.searchsorted(of, of)
            piece[over] = _get(data, (body + width * number)[of] + 4 * rank, 4)
        gaps[spread(starts[lists], number)] = piece
    if len(starts):
        before = np.zeros(len(starts), np.int64)
        before[1:] = np.add.reduceat(gaps, starts)[:-1]
        gaps[starts] -= before
        gaps[0] -= 1
        np.cumsum(gaps, out=gaps)
    return gaps.astype(np.uint32), counts


def _get(data: Bytes, at: Numbers, width: int) -> Numbers:
    """Numbers of so many bytes from places of `data`."""
    result = data[at].astype(np.int64)
    for place in range(1, width):
        result |= data[at + place].astype(np.int64) << 8 * place
    return result
