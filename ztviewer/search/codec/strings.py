"""Strings in ascending order as one blob of UTF-8, found by number or by what they are."""

import itertools
from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.format import ArrayFile, ArrayWriter, Bytes

_REMEMBERED = 1 << 14
"""strings looked for whose numbers are kept"""


_ABSENT = -1


def write_strings(writer: ArrayWriter, name: str, strings: Iterable[str]) -> None:
    """Write strings, in any order."""
    pieces = [string.encode("utf-8", "surrogatepass") for string in strings]
    writer.add(name, np.frombuffer(b"".join(pieces), np.uint8))
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    writer.add(f"{name}.ends", ends.astype(np.uint32))


class Strings(Sequence[str]):
    """The strings of a file. `find` needs them to be ascending."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        blob: Bytes = file.array(name)
        ends: NDArray[np.uint32] = file.array(f"{name}.ends")
        self._blob, self._ends = (
            blob.data,
            ends.data,
        )  # their items are Python's own, which is what is read here
        self._found: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if not 0 <= number < len(self._ends):
            raise IndexError(number)
        return self._bytes(number).decode("utf-8", "surrogatepass")

    def _bytes(self, number: int) -> bytes:
        return self._blob[self._ends[number - 1] if number else 0 : self._ends[number]].tobytes()

    def all(self) -> list[str]:
        """Every string."""
        blob = self._blob.tobytes()
        ends = self._ends.tolist()
        spans = itertools.pairwise([0, *ends])
        return [blob[start:end].decode("utf-8", "surrogatepass") for start, end in spans]

    def place(self, string: str) -> int:
        """How many strings are smaller."""
        wanted = string.encode("utf-8", "surrogatepass")
        low, high = 0, len(self._ends)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, string: str) -> int | None:
        """The number of a string, None where it is not there."""
        known = self._found.get(string)
        if known is None:
            place = self.place(string)
            known = place if place < len(self) and self[place] == string else _ABSENT
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[string] = known
        return None if known == _ABSENT else known
