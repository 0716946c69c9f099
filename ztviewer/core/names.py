"""Names that the user wants to be words of a query: one a line, a weight behind it where one is wanted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ztviewer.core.fold import fold
from ztviewer.core.tokens import tokens

MOST_CHARACTERS = 64
"""A longer line is no name."""
MOST_NAMES = 50_000
LARGEST_WEIGHT = 10**9

_LINE = re.compile(r"\s*(\S.*?)(?:\s+([0-9]{1,10}))?\s*", re.ASCII)
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and how frequent a word it is to be; None: frequent enough to stay whole."""

    text: str
    weight: int | None = None

    def __str__(self) -> str:
        """Its line in a file."""
        return self.text if self.weight is None else f"{self.text} {self.weight}"

    def is_same(self, other: "Name") -> bool:
        """Whether both name the same, after the fold."""
        return fold(self.text) == fold(other.text)


def read_name(line: str) -> Name | None:
    """The name on a line; None for an empty line, a comment, and what no query can hold."""
    match = _LINE.fullmatch(line)
    if match is None or line.lstrip().startswith(_COMMENT) or len(match[1]) > MOST_CHARACTERS:
        return None
    weight = min(int(match[2]), LARGEST_WEIGHT) if match[2] else None
    return Name(match[1], weight) if tokens(fold(match[1])) else None


def read_names(lines: Iterable[str]) -> tuple[Name, ...]:
    """The names of a file, at most MOST_NAMES; of two that are the same the later counts."""
    names = {fold(name.text): name for line in lines if (name := read_name(line))}
    return tuple(names.values())[:MOST_NAMES]
