"""The dictionary that texts are cut with: jieba's words, searched in place in a file that is mapped into memory.

`packaging/wordlist.py` makes `resources/wordlist.bin`. All numbers are little-endian:

* HEAD: the magic, the version, how many nodes, different frequencies and characters there are, and the sum of the
  frequencies of all words;
* what `layout` lists, one array after another;
* the CRC-32 of everything before.

The words are a trie in level order: node 0 is the empty word, and the children of node n are the nodes from
`children[n]` to `children[n + 1]`, sorted by the character that each adds. A character stands as its place in the
alphabet. A node's rank is the place of its word's frequency among the different ones; rank 0, frequency 0: no word,
only the beginning of some. A hidden Markov model for what is no word has the states B, E, M, S (a character begins a
word, ends it, is inside of it, is one by itself); its probabilities are logarithms.
"""

import mmap
import struct
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from ztviewer.core.errors import ProgramDamaged
from ztviewer.core.i18n import _
from ztviewer.core.paths import resource

MAGIC, VERSION = b"ZTVWORDS", 1
HEAD, FOOT = struct.Struct("<8sIIIIQ"), struct.Struct("<I")

NEVER = -3.14e100
"""jieba's logarithm of the probability of what never happens"""
UNKNOWN = -1
"""the place of a character that is not in the alphabet"""


def layout(nodes: int, frequencies: int, characters: int) -> tuple[tuple[str, int], ...]:
    """The type and the length of each array of the file, in order."""
    return (
        ("<f8", 4 + 4 * 4),  # how likely each state is at the beginning, then after each state
        ("<f8", 4 * characters),  # how likely each character is in the four states
        ("<u4", nodes + 1),  # children
        ("<u4", frequencies),  # the different frequencies, from 0 up
        ("<u4", characters),  # the alphabet: code points, sorted
        ("<u2", nodes),  # the character that each node adds
        ("<u2", nodes),  # ranks
    )


class WordList:
    """The file, opened and checked: four megabytes, which all processes share. It may be read from any thread."""

    def __init__(self, path: Path) -> None:
        """Map it and compare it with its checksum. ProgramDamaged, where it is missing or not as it was made."""
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # an empty file cannot be mapped
            raise _damaged(path) from error
        end = len(mapped) - FOOT.size
        if end < HEAD.size:
            raise _damaged(path)
        magic, version, *counts, self.total = HEAD.unpack(mapped[: HEAD.size])
        kinds = [(np.dtype(kind), length) for kind, length in layout(*counts)]
        size = HEAD.size + sum(kind.itemsize * length for kind, length in kinds)
        if (magic, version, size) != (MAGIC, VERSION, end):
            raise _damaged(path)
        if _checksum(mapped, end) != FOOT.unpack(mapped[end:]):
            raise _damaged(path)
        arrays, at = [], HEAD.size
        for kind, length in kinds:
            array = np.frombuffer(mapped, kind, length, at)
            arrays.append(array.astype(kind.newbyteorder("="), copy=False).data)
            at += array.nbytes
        model, self._emissions, self._children, self._frequencies, self._alphabet, *nodes = arrays
        self._added, self._ranks = nodes
        self.first, *self.following = (model[at : at + 4].tolist() for at in range(0, len(model), 4))

    def places(self, text: str) -> list[int]:
        """The place of each character in the alphabet, or UNKNOWN."""
        alphabet = self._alphabet
        found = []
        for point in map(ord, text):
            place = bisect_left(alphabet, point)
            found.append(place if place < len(alphabet) and alphabet[place] == point else UNKNOWN)
        return found

    def words_at(self, places: Sequence[int], start: int) -> dict[int, int]:
        """The words that begin at `start` in a text of such characters: where each ends, and how frequent it is."""
        children, added, ranks = self._children, self._added, self._ranks
        found = {}
        node = 0
        for end in range(start, len(places)):
            wanted = places[end]
            beyond = children[node + 1]
            node = bisect_left(added, wanted, children[node], beyond)
            if node == beyond or added[node] != wanted:
                break
            if rank := ranks[node]:
                found[end + 1] = self._frequencies[rank]
        return found

    def emission(self, place: int) -> Sequence[float]:
        """How likely a character is in each of the four states."""
        if place == UNKNOWN:
            return (NEVER,) * 4
        return self._emissions[4 * place : 4 * place + 4].tolist()


@cache
def wordlist() -> WordList:
    """The one of the program, opened when first asked for. ProgramDamaged."""
    return WordList(resource("wordlist.bin"))


def _checksum(data: mmap.mmap, end: int) -> tuple[int]:
    with memoryview(data) as whole, whole[:end] as checked:
        return (zlib.crc32(checked),)


def _damaged(path: Path) -> ProgramDamaged:
    return ProgramDamaged(
        _("{path} is missing or damaged: ZTViewer has to be installed anew.").format(path=path)
    )
