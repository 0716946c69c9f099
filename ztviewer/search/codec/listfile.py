"""Byte strings, one after another in one array of a file, each found by its number.

Sizes are one byte each; a larger one is LARGE there and stands aside. Every GROUP of strings has an offset.
"""

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.format import ArrayFile, ArrayWriter, Bytes, Spool
from ztviewer.search.codec.lists import Numbers

_GROUP_BITS = 6
_GROUP = 1 << _GROUP_BITS
_LARGE = 255


class Sizes:
    """Where strings end: one byte each, kept aside while the strings are written."""

    def __init__(self) -> None:
        self._small = Spool(np.uint8)
        self._large = [np.zeros(0, np.uint32)]
        self._large_sizes = [np.zeros(0, np.uint32)]
        self._offsets = [np.zeros(1, np.int64)]
        self._count = self._end = 0

    def append(self, sizes: Numbers) -> None:
        """Sizes of more strings."""
        large = np.flatnonzero(sizes >= _LARGE)
        self._small.append(np.minimum(sizes, _LARGE))
        self._large.append((self._count + large).astype(np.uint32))
        self._large_sizes.append(sizes[large].astype(np.uint32))
        ends = self._end + np.cumsum(sizes)
        self._offsets.append(ends[-(self._count + 1) % _GROUP :: _GROUP])
        self._count += len(sizes)
        self._end = int(ends[-1]) if len(ends) else self._end

    def write(self, writer: ArrayWriter, name: str) -> None:
        """Write what finds the strings of the array `name`."""
        writer.add_spool(f"{name}.sizes", self._small)
        writer.add(f"{name}.large", np.concatenate(self._large))
        writer.add(f"{name}.large_sizes", np.concatenate(self._large_sizes))
        writer.add(f"{name}.offsets", np.concatenate(self._offsets))


class ByteStrings:
    """The strings of one array of a file."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._offsets: Numbers = file.array(f"{name}.offsets")
        self._large: NDArray[np.uint32] = file.array(f"{name}.large")
        self._large_sizes: NDArray[np.uint32] = file.array(f"{name}.large_sizes")

    def __len__(self) -> int:
        return self._file.length(f"{self._name}.sizes")

    def __getitem__(self, number: int) -> Bytes:
        """One string."""
        start, size = self._span(number)
        return self._file.piece(self._name, start, start + size)

    def size(self, number: int) -> int:
        """The bytes of one string."""
        return self._span(number)[1]

    def _span(self, number: int) -> tuple[int, int]:
        """Where a string starts, and its bytes."""
        first = number >> _GROUP_BITS << _GROUP_BITS
        start = int(self._offsets[number >> _GROUP_BITS])
        small = self._file.octets(f"{self._name}.sizes", first, number + 1)
        if _LARGE not in small:
            return start + sum(small) - small[-1], small[-1]
        sizes = self._sizes(first, number + 1)
        return start + int(sizes[:-1].sum()), int(sizes[-1])

    def sizes(self, start: int, stop: int) -> Numbers:
        """The bytes of each string of a range."""
        return self._sizes(start, stop)

    def range(self, start: int, stop: int) -> tuple[Bytes, Numbers]:
        """The strings from `start` to `stop`, one after another, and their sizes."""
        first = start >> _GROUP_BITS << _GROUP_BITS
        sizes = self._sizes(first, stop)
        begin = int(self._offsets[start >> _GROUP_BITS]) + int(sizes[: start - first].sum())
        sizes = sizes[start - first :]
        return self._file.piece(self._name, begin, begin + int(sizes.sum())), sizes

    def _sizes(self, first: int, stop: int) -> Numbers:
        sizes = self._file.piece(f"{self._name}.sizes", first, stop).astype(np.int64)
        # bounds of another type would have the whole array converted
        low, high = self._large.searchsorted(np.array([first, stop], np.uint32))
        if high > low:
            sizes[self._large[low:high].astype(np.int64) - first] = self._large_sizes[low:high]
        return sizes
