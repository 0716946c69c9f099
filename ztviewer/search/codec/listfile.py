"""Byte strings, one after another in one array of a file, each found by its number.

Sizes are one byte each; a larger one is LARGE there and stands aside, in the same order. Every GROUP of strings has an
offset, and how many sizes stand aside before it.
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
        self._offsets = [np.zeros(1, np.int64)]
        self._aside = [np.zeros(1, np.uint32)]
        self._count = self._end = self._larges = 0

    def append(self, sizes: Numbers) -> None:
        """Sizes of more strings."""
        if not len(sizes):
            return
        large = sizes >= _LARGE
        self._small.append(np.minimum(sizes, _LARGE))
        self._large.append(sizes[large].astype(np.uint32))
        ends, larges = self._end + np.cumsum(sizes), self._larges + np.cumsum(large)
        groups = slice(-(self._count + 1) % _GROUP, None, _GROUP)
        self._offsets.append(ends[groups])
        self._aside.append(larges[groups].astype(np.uint32))
        self._count, self._end, self._larges = self._count + len(sizes), int(ends[-1]), int(larges[-1])

    def write(self, writer: ArrayWriter, name: str) -> None:
        """Write what finds the strings of the array `name`."""
        writer.add_spool(f"{name}.sizes", self._small)
        writer.add(f"{name}.large", np.concatenate(self._large))
        writer.add(f"{name}.offsets", np.concatenate(self._offsets))
        writer.add(f"{name}.aside", np.concatenate(self._aside))


class ByteStrings:
    """The strings of one array of a file."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._offsets: Numbers = file.array(f"{name}.offsets")
        self._aside: NDArray[np.uint32] = file.array(f"{name}.aside")

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
        group = number >> _GROUP_BITS
        small = self._file.octets(f"{self._name}.sizes", group << _GROUP_BITS, number + 1)
        start, size = int(self._offsets[group]) + sum(small) - small[-1], small[-1]
        if _LARGE in small:
            large = self._large(group, small.count(_LARGE)).tolist()
            size = large.pop() if size == _LARGE else size
            start += sum(large) - _LARGE * len(large)
        return start, size

    def sizes(self, start: int, stop: int) -> Numbers:
        """The bytes of each string of a range."""
        return self._sizes(start, stop)[start % _GROUP :]

    def range(self, start: int, stop: int) -> tuple[Bytes, Numbers]:
        """The strings from `start` to `stop`, one after another, and their sizes."""
        sizes = self._sizes(start, stop)
        begin = int(self._offsets[start >> _GROUP_BITS]) + int(sizes[: start % _GROUP].sum())
        sizes = sizes[start % _GROUP :]
        return self._file.piece(self._name, begin, begin + int(sizes.sum())), sizes

    def _sizes(self, start: int, stop: int) -> Numbers:
        """The bytes of each string from the group of `start` on."""
        group = start >> _GROUP_BITS
        small = self._file.piece(f"{self._name}.sizes", group << _GROUP_BITS, stop)
        large = np.flatnonzero(small == _LARGE)
        sizes = small.astype(np.int64)
        sizes[large] = self._large(group, len(large))
        return sizes

    def _large(self, group: int, count: int) -> NDArray[np.uint32]:
        """The first of the sizes that stand aside from a group on."""
        first = int(self._aside[group])
        return self._file.piece(f"{self._name}.large", first, first + count)
