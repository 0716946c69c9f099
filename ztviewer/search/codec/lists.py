"""Many ascending lists of numbers as bytes: the gaps, each list in the narrowest width that makes it shortest.

A list's code is the width of a gap in bytes, 0 to 4, with HALF for four bits more. A list holds, in this order: with
PATCHED, as always with four bits alone, its number of entries (4 bytes); the low bytes of every gap; with HALF, the four bits above them, two gaps a
byte, the first one low; with PATCHED, the gaps that do not fit, which stand as 0 before (4 bytes each). The first gap
is counted from -1, so no gap is 0.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.format import Bytes, damaged

PATCHED = 8
HALF = 16
_WIDTH = 7

_CODES = np.array([HALF, 1, 1 | HALF, 2, 2 | HALF, 3, 4], np.uint8)
_BITS = (4, 8, 12, 16, 20, 24, 32)
"""of a gap, by code"""

_AT_ONCE = 1 << 20
"""bytes of lists that are decoded together"""

_WORTH_PATCHING = 8
"""entries; a shorter list is not patched"""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Lists as bytes, one after another."""

    data: Bytes
    sizes: Numbers
    """bytes, one entry a list"""
    codes: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the parts of lists of one code stand in the data; one entry a list."""

    width: int
    half: bool
    counts: Numbers
    body: Numbers

    @classmethod
    def of(cls, code: int, begins: Numbers, counts: Numbers) -> "_Layout":
        """The parts of lists that begin there and have so many entries."""
        return cls(code & _WIDTH, bool(code & HALF), counts, begins + (4 if code & PATCHED else 0))

    @property
    def bits(self) -> int:
        """Of a gap."""
        return 8 * self.width + 4 * self.half

    def low(self) -> Numbers:
        """Where the low bytes of each gap begin."""
        return spread(self.body, self.counts, self.width)

    def high(self) -> tuple[Numbers, NDArray[np.bool_]]:
        """Where the bits above them stand, and of which gaps they are the upper ones of their byte."""
        place = spread(np.zeros(len(self.counts), np.int64), self.counts)
        return np.repeat(self.body + self.width * self.counts, self.counts) + (place >> 1), place & 1 == 1

    def behind(self, over: Numbers) -> Numbers:
        """Where the gaps that do not fit stand, by their places among all gaps."""
        of = np.repeat(np.arange(len(self.counts)), self.counts)[over]
        rank = np.arange(len(of)) - np.searchsorted(of, of)
        ends = self.body + self.width * self.counts + ((self.counts + 1) // 2 if self.half else 0)
        return ends[of] + 4 * rank


def encode(values: NDArray[np.uint32], counts: Numbers) -> Encoded:
    """Encode lists that stand one after another in `values`; none is empty."""
    if not len(counts):
        return Encoded(np.zeros(0, np.uint8), counts, np.zeros(0, np.uint8))
    if len(counts) == 1:
        return _encode_one(values)
    ends = np.cumsum(counts)
    starts = ends - counts
    gaps = np.empty_like(values)
    np.subtract(values[1:], values[:-1], out=gaps[1:])
    gaps[starts] = values[starts] + np.uint32(1)
    codes, sizes = _choose(gaps, starts, counts)
    return Encoded(_scatter(gaps, starts, counts, codes, sizes), sizes, codes)


def _encode_one(values: NDArray[np.uint32]) -> Encoded:
    """One list, whose parts stand together: however long it is, no place has to be worked out."""
    number = len(values)
    gaps = np.diff(values, prepend=np.uint32(0xFFFFFFFF))
    codes, sizes = _choose(gaps, np.zeros(1, np.int64), np.array([number]))
    code, data, begin = int(codes[0]), np.empty(int(sizes[0]), np.uint8), 0
    width, half = code & _WIDTH, code & HALF
    if code & PATCHED:
        over = np.flatnonzero(gaps >> np.uint32(8 * width + (4 if half else 0)))
        data[len(data) - 4 * len(over) :] = gaps[over].view(np.uint8)
        data[:4] = np.array([number], "<u4").view(np.uint8)
        gaps[over] = 0
        begin = 4
    end = begin + width * number
    data[begin:end].reshape(number, width)[:] = gaps.view(np.uint8).reshape(number, 4)[:, :width]
    if half:
        upper = (gaps >> np.uint32(8 * width)).astype(np.uint8)
        packed = data[end : end + (number + 1) // 2]
        packed[:] = upper[0::2]
        packed[: number // 2] |= upper[1::2] << np.uint8(4)
    return Encoded(data, sizes, codes)


def _choose(gaps: NDArray[np.uint32], starts: Numbers, counts: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """The code of each list and the bytes it takes."""
    needed = np.zeros(len(gaps), np.uint8)
    for bits in _BITS[:-1]:
        needed += gaps > (1 << bits) - 1
    widest = np.maximum(np.maximum.reduceat(needed, starts), 1).astype(np.int64)
    best = (counts * np.array(_BITS)[widest] + 7) // 8
    codes = _CODES[widest]
    for level, bits in enumerate(_BITS[:-1]):
        lists = np.flatnonzero((widest > level) & (counts > _WORTH_PATCHING))
        if not len(lists):
            continue
        over = np.add.reduceat(needed > level, starts, dtype=np.int64)[lists]
        cost = 4 + (counts[lists] * bits + 7) // 8 + 4 * over
        better = cost < best[lists]
        best[lists[better]] = cost[better]
        codes[lists[better]] = _CODES[level] | PATCHED
    return codes, best


def _scatter(
    gaps: NDArray[np.uint32], starts: Numbers, counts: Numbers, codes: NDArray[np.uint8], sizes: Numbers
) -> Bytes:
    """Write every gap where it belongs."""
    begins = np.cumsum(sizes) - sizes
    data = np.empty(int(sizes.sum()), np.uint8)
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        lists = np.flatnonzero(codes == code)
        layout = _Layout.of(code, begins[lists], counts[lists])
        piece = gaps[spread(starts[lists], layout.counts)]
        if code & PATCHED:
            over = np.flatnonzero(piece >> np.uint32(layout.bits))
            _put(data, layout.behind(over), piece[over], 4)
            _put(data, begins[lists], layout.counts.astype(np.uint32), 4)
            piece[over] = 0
        _put(data, layout.low(), piece, layout.width)
        if layout.half:
            at, upper = layout.high()
            bits = (piece >> np.uint32(8 * layout.width)).astype(np.uint8)
            data[at[~upper]] = bits[~upper]
            data[at[upper]] |= bits[upper] << np.uint8(4)
    return data


def spread(starts: Numbers, counts: Numbers, step: int = 1) -> Numbers:
    """start, start + step, ... `count` times, for each list, one after another; no count is 0."""
    result = np.full(int(counts.sum()), step, np.int64)
    if not len(result):
        return result
    firsts = np.cumsum(counts) - counts
    result[0] = starts[0]
    result[firsts[1:]] = starts[1:] - starts[:-1] - (counts[:-1] - 1) * step
    return np.cumsum(result, out=result)


def _put(data: Bytes, at: Numbers, values: NDArray[np.uint32], width: int) -> None:
    """Write the low bytes of numbers at places of `data`."""
    octets = values.astype("<u4", copy=False).view(np.uint8).reshape(-1, 4)
    for place in range(width):
        data[at + place] = octets[:, place]


def decode(piece: Bytes, code: int) -> Numbers:
    """One list."""
    width, half, begin = code & _WIDTH, code & HALF, 0
    if code & PATCHED:
        number, begin = int(piece[:4].view("<u4")[0]), 4
    else:
        number = 2 * len(piece) // (2 * width + (1 if half else 0))
    end = begin + width * number
    gaps = _read(piece[begin:end], width) if width else np.zeros(number, np.int64)
    if half:
        begin, end = end, end + (number + 1) // 2
        packed = piece[begin:end]
        gaps[0::2] |= (packed & 15).astype(np.int64) << 8 * width
        gaps[1::2] |= (packed[: number // 2] >> 4).astype(np.int64) << 8 * width
    if code & PATCHED:
        gaps[gaps == 0] = piece[end:].view("<u4")
    return np.cumsum(gaps, out=gaps) - 1


def _read(octets: Bytes, width: int) -> Numbers:
    """The numbers of so many bytes each."""
    if width == 3:
        table = octets.reshape(-1, 3).astype(np.int64)
        return table[:, 0] | table[:, 1] << 8 | table[:, 2] << 16
    if width not in (1, 2, 4):
        raise damaged()
    return octets.view(f"<u{width}").astype(np.int64)


def decode_all(encoded: Encoded) -> tuple[NDArray[np.uint32], Numbers]:
    """All lists, one after another, and how many entries each has."""
    ends = np.cumsum(encoded.sizes)
    edges = [0, *(np.flatnonzero(np.diff(ends // _AT_ONCE)) + 1).tolist(), len(ends)]
    found = []
    for start, stop in itertools.pairwise(edges):
        first = int(ends[start - 1]) if start else 0
        piece = encoded.data[first : int(ends[stop - 1])] if stop else encoded.data
        found.append(_decode_some(Encoded(piece, encoded.sizes[start:stop], encoded.codes[start:stop])))
    return np.concatenate([values for values, _ in found]), np.concatenate([counts for _, counts in found])


def _decode_some(encoded: Encoded) -> tuple[NDArray[np.uint32], Numbers]:
    """Lists few and short enough to be decoded together, or a single one."""
    if len(encoded.sizes) == 1:
        alone = decode(encoded.data, int(encoded.codes[0]))
        return alone.astype(np.uint32), np.array([len(alone)])
    data, codes = encoded.data, encoded.codes
    begins = np.cumsum(encoded.sizes) - encoded.sizes
    doubled = 2 * (codes & _WIDTH).astype(np.int64) + (codes & HALF != 0)
    counts = 2 * encoded.sizes // doubled
    patched = np.flatnonzero(codes & PATCHED)
    counts[patched] = _get(data, begins[patched], 4)
    starts = np.cumsum(counts) - counts
    gaps = np.empty(int(counts.sum()), np.int64)
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        lists = np.flatnonzero(codes == code)
        layout = _Layout.of(code, begins[lists], counts[lists])
        piece = _get(data, layout.low(), layout.width)
        if layout.half:
            at, upper = layout.high()
            packed = data[at]
            piece |= np.where(upper, packed >> 4, packed & 15).astype(np.int64) << 8 * layout.width
        if code & PATCHED:
            over = np.flatnonzero(piece == 0)
            piece[over] = _get(data, layout.behind(over), 4)
        gaps[spread(starts[lists], layout.counts)] = piece
    if len(starts):
        before = np.zeros(len(starts), np.int64)
        before[1:] = np.add.reduceat(gaps, starts)[:-1]
        gaps[starts] -= before
        gaps[0] -= 1
        np.cumsum(gaps, out=gaps)
    return gaps.astype(np.uint32), counts


def _get(data: Bytes, at: Numbers, width: int) -> Numbers:
    """Numbers of so many bytes from places of `data`."""
    result = np.zeros(len(at), np.int64)
    for place in range(width):
        result |= data[at + place].astype(np.int64) << 8 * place
    return result
