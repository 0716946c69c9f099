"""Many ascending lists of numbers as bytes: the gaps, each list in the width of bits that makes it shortest.

A list's code is the width of a gap: whole bytes, 0 to 4, with HALF for four bits more, with QUARTER for two. A list
holds, in this order: with PATCHED, as always with less than a byte, its number of entries (4 bytes); the low bytes of
every gap; with HALF, the four bits above them, two gaps a byte; with QUARTER, the two bits above those, four gaps a
byte, the first one lowest; with PATCHED, the gaps that do not fit, which stand as 0 before (4 bytes each). The first
gap is counted from -1, so no gap is 0.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.format import Bytes, damaged

PATCHED = 8
HALF = 16
QUARTER = 32
_WIDTH = 7

_BITS = np.array([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 32])
"""of a gap, by level"""
_CODES = np.array(
    [bits // 8 | HALF * (bits >> 2 & 1) | QUARTER * (bits >> 1 & 1) for bits in _BITS], np.uint8
)
_PLAIN = np.array([level + (1 if code & QUARTER else 0) for level, code in enumerate(_CODES)])
"""the level for what is not patched, as short lists are: they would lose more than they gain by shared bytes"""
_BYTE = 3
"""the level of a byte, the narrowest that can do without the number of entries"""
_LEVELS = np.searchsorted(_BITS, np.arange(33)).astype(np.uint8)
"""the level that holds a number of so many bits"""

_AT_ONCE = 1 << 20
"""bytes of lists that are decoded together"""

_WORTH_PATCHING = 8
"""entries; a shorter list is not patched"""

Numbers = NDArray[np.int64]


_BITS_OF = np.array(
    [8 * (code & _WIDTH) + 4 * (code & HALF > 0) + 2 * (code & QUARTER > 0) for code in range(64)]
)
"""of a gap, by code"""


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

    code: int
    counts: Numbers
    body: Numbers

    @classmethod
    def of(cls, code: int, begins: Numbers, counts: Numbers) -> "_Layout":
        """The parts of lists that begin there and have so many entries."""
        return cls(code, counts, begins + (4 if code & PATCHED else 0))

    @property
    def width(self) -> int:
        """Whole bytes of a gap."""
        return self.code & _WIDTH

    def low(self) -> Numbers:
        """Where the low bytes of each gap begin."""
        return spread(self.body, self.counts, self.width)

    def high(self) -> Iterator[tuple[int, int, Numbers, NDArray[np.uint8]]]:
        """For each part that several gaps share a byte of: how many bits of a gap it holds, how many stand below those,
        the byte of each gap, and which place it has there."""
        begin = self.body + self.width * self.counts
        for bits, below, shift in _shared(self.code):
            place = spread(np.zeros(len(self.counts), np.int64), self.counts)
            among = place.astype(np.uint8) & np.uint8((1 << shift) - 1)
            place >>= shift
            place += np.repeat(begin, self.counts)
            yield bits, below, place, among
            begin = begin - (-self.counts >> shift)

    def behind(self, over: Numbers) -> Numbers:
        """Where the gaps that do not fit stand, by their places among all gaps."""
        of = np.repeat(np.arange(len(self.counts)), self.counts)[over]
        rank = np.arange(len(of)) - np.searchsorted(of, of)
        return (self.body + _packed(np.array(self.code, np.uint8), self.counts))[of] + 4 * rank


def _shared(code: int) -> Iterator[tuple[int, int, int]]:
    """The parts of a code that several gaps share a byte of: bits of a gap, bits below, 1 << this many gaps a byte."""
    below = 8 * (code & _WIDTH)
    if code & HALF:
        yield 4, below, 1
        below += 4
    if code & QUARTER:
        yield 2, below, 2


def _bits(code: int) -> int:
    return int(_BITS_OF[code])


def _packed(codes: NDArray[np.uint8], counts: Numbers) -> Numbers:
    """The bytes of the gaps of lists, without those that do not fit."""
    halves, quarters = (counts + 1) // 2, (counts + 3) // 4
    packed: Numbers = (codes & _WIDTH) * counts
    packed += np.where(codes & HALF, halves, 0)
    packed += np.where(codes & QUARTER, quarters, 0)
    return packed


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
    codes, sizes = _choose(gaps, counts)
    return Encoded(_scatter(gaps, starts, counts, codes, sizes), sizes, codes)


def _encode_one(values: NDArray[np.uint32]) -> Encoded:
    """One list, whose parts stand together: however long it is, no place has to be worked out."""
    number = len(values)
    gaps = np.diff(values, prepend=np.uint32(0xFFFFFFFF))
    codes, sizes = _choose(gaps, np.array([number]))
    code, data, begin = int(codes[0]), np.zeros(int(sizes[0]), np.uint8), 0
    width = code & _WIDTH
    if code & PATCHED:
        over = np.flatnonzero(gaps >> np.uint32(_bits(code)))
        data[len(data) - 4 * len(over) :] = gaps[over].view(np.uint8)
        data[:4] = np.array([number], "<u4").view(np.uint8)
        gaps[over] = 0
        begin = 4
    end = begin + width * number
    data[begin:end].reshape(number, width)[:] = gaps.view(np.uint8).reshape(number, 4)[:, :width]
    for bits, below, shift in _shared(code):
        upper = (gaps >> np.uint32(below)).astype(np.uint8) & np.uint8((1 << bits) - 1)
        begin, end = end, end - (-number >> shift)
        for place in range(1 << shift):
            some = upper[place :: 1 << shift]
            data[begin : begin + len(some)] |= some << np.uint8(bits * place)
    return Encoded(data, sizes, codes)


def _choose(gaps: NDArray[np.uint32], counts: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """The code of each list and the bytes it takes."""
    level = np.concatenate([_level(gaps[at : at + _AT_ONCE]) for at in range(0, len(gaps), _AT_ONCE)])
    widest = np.maximum(np.maximum.reduceat(level, np.cumsum(counts) - counts), _BYTE)
    codes = _CODES[_PLAIN[widest]]
    sizes = _packed(codes, counts)
    lists = np.flatnonzero(counts > _WORTH_PATCHING)
    if len(lists):
        level = level[np.repeat(counts > _WORTH_PATCHING, counts)] if len(lists) < len(counts) else level
        cost = _patched_cost(level, counts[lists])
        best = np.argmin(cost, axis=1)
        cost = cost[np.arange(len(lists)), best]
        better = cost < sizes[lists]
        codes[lists[better]] = _CODES[best[better]] | np.uint8(PATCHED)
        sizes[lists[better]] = cost[better]
    return codes, sizes


def _patched_cost(level: NDArray[np.uint8], counts: Numbers) -> Numbers:
    """The bytes of each list, patched, at each level."""
    levels = len(_BITS)
    row = np.repeat(np.arange(0, len(counts) * levels, levels), counts) if len(counts) > 1 else 0
    needed = np.bincount(level + row, minlength=len(counts) * levels).reshape(len(counts), levels)
    over = counts[:, None] - np.cumsum(needed, axis=1)
    packed: Numbers = _packed(_CODES[None, :], counts[:, None])
    return packed + 4 + 4 * over


def _level(gaps: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The level that holds each gap."""
    return _LEVELS.take(np.frexp(gaps.astype(np.float64))[1])


def _scatter(
    gaps: NDArray[np.uint32], starts: Numbers, counts: Numbers, codes: NDArray[np.uint8], sizes: Numbers
) -> Bytes:
    """Write every gap where it belongs."""
    begins = np.cumsum(sizes) - sizes
    data = np.zeros(int(sizes.sum()), np.uint8)
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        lists = np.flatnonzero(codes == code)
        layout = _Layout.of(code, begins[lists], counts[lists])
        piece = gaps[spread(starts[lists], layout.counts)]
        if code & PATCHED:
            over = np.flatnonzero(piece >> np.uint32(_bits(code)))
            _put(data, layout.behind(over), piece[over], 4)
            _put(data, begins[lists], layout.counts.astype(np.uint32), 4)
            piece[over] = 0
        _put(data, layout.low(), piece, layout.width)
        for bits, below, at, among in layout.high():
            upper = (piece >> np.uint32(below)).astype(np.uint8) & np.uint8((1 << bits) - 1)
            upper <<= among * np.uint8(bits)
            for place in range(8 // bits):  # each byte once a turn, so that no two gaps write it together
                those = np.flatnonzero(among == place)
                data[at.take(those)] |= upper.take(those)
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
    width, begin = code & _WIDTH, 0
    if code & PATCHED:
        number, begin = int(piece[:4].view("<u4")[0]), 4
    else:
        number = 8 * len(piece) // _bits(code)
    end = begin + width * number
    gaps = _read(piece[begin:end], width) if width else np.zeros(number, np.int64)
    for bits, below, shift in _shared(code):
        begin, end = end, end - (-number >> shift)
        gaps |= _unpacked(bits, below).take(piece[begin:end], axis=0).reshape(-1)[:number]
    if code & PATCHED:
        gaps[gaps == 0] = piece[end:].view("<u4")
    return np.cumsum(gaps, out=gaps) - 1


@cache
def _unpacked(bits: int, below: int) -> Numbers:
    """What a byte adds to each of the gaps that share it; a row a byte."""
    values = np.arange(256)[:, None] >> np.arange(0, 8, bits) & (1 << bits) - 1
    return values << below


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
    counts = 8 * encoded.sizes // np.maximum(_BITS_OF.take(codes), 1)
    patched = np.flatnonzero(codes & PATCHED)
    counts[patched] = _get(data, begins[patched], 4)
    starts = np.cumsum(counts) - counts
    gaps = np.empty(int(counts.sum()), np.int64)
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        lists = np.flatnonzero(codes == code)
        layout = _Layout.of(code, begins[lists], counts[lists])
        piece = _get(data, layout.low(), layout.width)
        for bits, below, at, among in layout.high():
            part = data[at] >> among * np.uint8(bits) & np.uint8((1 << bits) - 1)
            piece |= part.astype(np.int64) << below
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
