"""Names found by what is typed of them: characters, pinyin, initials, and any mixture (`镇江`, `zhenj`, `zj`, `镇j`).

Each character of a name takes some of the letters typed: all of one of its readings, the first letter of one, `zh`,
`ch` or `sh`; the last one any beginning of a reading. What separates tokens is overlooked on both sides. The names
are arrays of characters, and one typed text goes over all of them at once.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.fold import fold
from ztviewer.core.tokens import SEPARATOR, kinds
from ztviewer.search.pinyin import syllables

MOST_TYPED = 32
"""Characters of a typed text that are looked at."""

_DOUBLE = ("zh", "ch", "sh")
_LONGEST = 1 << 12
"""names longer than this are ranked as if this long"""
_NAME_BITS = 26
_MANY = 8
"""so many times more places are ranked than names wanted, since a name may stand at several"""

Numbers = NDArray[np.int64]
Masks = dict[int, NDArray[np.bool_]]
"""How many typed letters a character may take, and which characters do."""


class Names:
    """Names in groups; of names that match equally well those of an earlier group come first."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        names = [name for group in groups for name in group]
        self._group = np.repeat(np.arange(len(groups)), [len(group) for group in groups]).astype(np.int64)
        self._text = "\n".join([*names, ""])
        self._sizes = np.fromiter(map(len, names), np.int64, len(names))
        self._ends = np.cumsum(self._sizes + 1) - 1
        """where the line end after each name stands in the text"""
        self._characters: list[str] = []
        self._lay_out()
        self._by_character: dict[str, list[int]] = defaultdict(list)
        self._by_spelling: dict[str, list[int]] = defaultdict(list)
        self._spell()

    @property
    def nbytes(self) -> int:
        """The memory that the arrays and the text take."""
        arrays = (self._line, self._owner, self._order, self._starts, self._sizes, self._ends, self._group)
        return sum(array.nbytes for array in arrays) + self._text.__sizeof__()

    def matching(self, typed: str, limit: int) -> list[str]:
        """The names that hold what is typed, each once.

        Those read from the fewest characters come first (`zhen` is 镇 rather than four initials), then by group, then
        those that begin with it, then the shortest.
        """
        wanted = _significant(fold(typed))[:MOST_TYPED]
        if not wanted or not len(self._sizes):
            return []
        starts, after = self._places(wanted)
        if not len(starts):
            return []
        name = self._owner.take(starts).astype(np.int64)
        inside = self._owner.take(starts - 1) == name  # before the first name stands the end of the last
        key = np.minimum(after - starts, MOST_TYPED) * 8 + self._group.take(name) * 2 + inside
        key = (key * _LONGEST + np.minimum(self._sizes.take(name), _LONGEST - 1) << _NAME_BITS) + name
        most = limit * _MANY
        best = np.partition(key, most)[:most] if len(key) > most else key
        found = (int(each) & (1 << _NAME_BITS) - 1 for each in np.sort(best))
        return list(dict.fromkeys(map(self._name, found)))[:limit]

    def _name(self, number: int) -> str:
        end = int(self._ends[number])
        return self._text[end - int(self._sizes[number]) : end]

    def _lay_out(self) -> None:
        """All names as one line of character numbers, without what separates; 0 stands at the end of each."""
        points = np.frombuffer(self._text.encode("utf-32-le", "surrogatepass"), np.uint32)
        table = np.frombuffer(kinds(), np.uint8)
        keep = table.take(points) != SEPARATOR
        table_of = np.zeros(0x110000, np.uint32)
        seen = np.zeros(0x110000, bool)
        seen[points[keep]] = True
        distinct = np.flatnonzero(seen)
        table_of[distinct] = np.arange(1, len(distinct) + 1)
        self._characters = ["", *map(chr, distinct.tolist())]
        keep[self._ends] = True  # a line end separates, so that its number is 0
        self._line = table_of.take(points[keep]).astype(np.min_scalar_type(len(distinct) + 1))
        owner = np.repeat(np.arange(len(self._sizes), dtype=np.uint32), self._sizes + 1)
        self._owner = owner[keep]
        self._order = np.argsort(self._line, kind="stable").astype(np.uint32)
        counts = np.bincount(self._line, minlength=len(self._characters))
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    def _spell(self) -> None:
        """Which characters are written so, and which are read so."""
        for number, character in enumerate(self._characters):
            self._by_character[fold(character)].append(number)
            for syllable in syllables(character) if character else ():
                for spelling in {syllable, syllable.replace("v", "u")}:
                    self._by_spelling[spelling].append(number)

    def _places(self, wanted: str) -> tuple[Numbers, Numbers]:
        """Where in the line the typed text begins, and where it has ended."""
        nowhere = np.zeros(0, np.int64)
        reached: dict[int, list[tuple[Numbers, Numbers]]] = defaultdict(list)
        for taken in range(len(wanted)):
            for size, mask in self._masks(wanted, taken).items():
                if not taken:
                    starts = self._of(np.flatnonzero(mask))
                    reached[size].append((starts, starts + 1))
                for starts, at in reached[taken]:
                    go_on = mask.take(self._line.take(at))
                    reached[taken + size].append((starts[go_on], at[go_on] + 1))
            reached.pop(taken, None)
        ends = reached[len(wanted)]
        return (
            np.concatenate([nowhere, *(starts for starts, _ in ends)]),
            np.concatenate([nowhere, *(at for _, at in ends)]),
        )

    def _of(self, characters: Numbers) -> Numbers:
        """Where some characters stand."""
        pieces = [self._order[self._starts[each] : self._starts[each + 1]] for each in characters.tolist()]
        return np.concatenate([np.zeros(0, np.uint32), *pieces]).astype(np.int64)

    def _masks(self, wanted: str, taken: int) -> Masks:
        masks: Masks = {}
        rest = wanted[taken:]
        for size, numbers in self._taking(rest):
            mask = masks.setdefault(size, np.zeros(len(self._characters), bool))
            mask[numbers] = True
        return masks

    def _taking(self, rest: str) -> Iterator[tuple[int, list[int]]]:
        """How much of the rest of a typed text some characters may take."""
        if rest[0] in self._by_character:
            yield 1, self._by_character[rest[0]]
        for spelling, numbers in self._by_spelling.items():
            if spelling[0] == rest[0]:
                yield 1, numbers
                if spelling.startswith(_DOUBLE) and rest.startswith(spelling[:2]):
                    yield 2, numbers
                if rest.startswith(spelling):
                    yield len(spelling), numbers
                elif spelling.startswith(rest):
                    yield len(rest), numbers


def _significant(folded: str) -> str:
    """A text without what separates tokens."""
    return "".join(character for character in folded if _KINDS[ord(character)] != SEPARATOR)


_KINDS = kinds()
