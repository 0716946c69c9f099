"""Strings in ascending order as one blob of UTF-8, found by number or by what they are."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from ztviewer.search.codec.format import ArrayFile, ArrayWriter, Bytes
from ztviewer.search.codec.lists import Numbers, spread

_REMEMBERED = 1 << 14
"""strings looked for whose numbers are kept"""


_ABSENT = -1

_AT_ONCE = 1 << 15
"""strings that are chosen together: each of their bytes needs a place of eight"""


@dataclass(frozen=True, slots=True)
class Blob:
    """Strings as UTF-8, one after another."""

    data: Bytes
    ends: Numbers
    """one a string"""

    def __len__(self) -> int:
        return len(self.ends)

    @classmethod
    def of(cls, strings: Iterable[str]) -> "Blob":
        """These strings, in any order."""
        pieces = [string.encode("utf-8", "surrogatepass") for string in strings]
        ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
        return cls(np.frombuffer(b"".join(pieces), np.uint8), ends)

    @classmethod
    def joined(cls, blobs: Sequence["Blob"]) -> "Blob":
        """The strings of several, one after another."""
        sizes = np.concatenate([np.zeros(0, np.int64), *(np.diff(blob.ends, prepend=0) for blob in blobs)])
        return cls(np.concatenate([np.zeros(0, np.uint8), *(blob.data for blob in blobs)]), np.cumsum(sizes))

    def chosen(self, places: Numbers) -> "Blob":
        """Some of the strings, by their places."""
        pieces = [self._some(places[at : at + _AT_ONCE]) for at in range(0, len(places), _AT_ONCE)]
        return Blob.joined(pieces)

    def _some(self, places: Numbers) -> "Blob":
        starts = np.where(places > 0, self.ends[places - 1], 0)
        sizes = self.ends[places] - starts
        full = sizes > 0
        return Blob(self.data[spread(starts[full], sizes[full])], np.cumsum(sizes))

    def write(self, writer: ArrayWriter, name: str) -> None:
        """Write what `Strings` reads."""
        writer.add(name, self.data)
        writer.add(f"{name}.ends", self.ends.astype(np.uint32))


class Strings(Sequence[str]):
    """The strings of a file. `find` needs them to be ascending."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._found: dict[str, int] = {}

    @cached_property
    def _blob(self) -> memoryview:
        return self._file.array(self._name).data  # whose items are Python's own, which is what is read here

    @cached_property
    def _ends(self) -> memoryview:
        return self._file.array(f"{self._name}.ends").data

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return self._some(*number.indices(len(self)))
        if not 0 <= number < len(self._ends):
            raise IndexError(number)
        return self._bytes(number).decode("utf-8", "surrogatepass")

    def _bytes(self, number: int) -> bytes:
        return self._blob[self._ends[number - 1] if number else 0 : self._ends[number]].tobytes()

    def _some(self, start: int, stop: int, step: int) -> list[str]:
        if step != 1:
            return [self[each] for each in range(start, stop, step)]
        first = self._ends[start - 1] if start else 0
        ends = self._ends[start:stop].tolist()
        blob = self._blob[first : ends[-1] if ends else first].tobytes()
        spans = itertools.pairwise([first, *ends])
        return [blob[begin - first : end - first].decode("utf-8", "surrogatepass") for begin, end in spans]

    def all(self) -> list[str]:
        """Every string."""
        return self._some(0, len(self), 1)

    def blob(self) -> Blob:
        """Every string, as it stands in the file."""
        return Blob(np.asarray(self._blob), np.asarray(self._ends).astype(np.int64))

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
