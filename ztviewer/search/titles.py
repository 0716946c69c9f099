"""Strings in ascending order, each once, and the titles of articles as places among them: sorting takes no comparison."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.carried import Naturals


class Ascending(Protocol):
    """Different strings in ascending order."""

    def __len__(self) -> int: ...

    def __getitem__(self, places: slice) -> Sequence[str]: ...

    def place(self, string: str) -> int:
        """How many of them are smaller."""


class Sorted:
    """Such strings in memory."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings

    def __len__(self) -> int:
        return len(self._strings)

    def __getitem__(self, places: slice) -> list[str]:
        return self._strings[places]

    def place(self, string: str) -> int:
        """How many of them are smaller."""
        return bisect_left(self._strings, string)


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of some documents."""

    values: Ascending
    ranks: Naturals
    """the place of each document's title"""

    @classmethod
    def of(cls, titles: Iterable[str]) -> "Titles":
        """These titles, one a document."""
        each = list(titles)
        values = sorted(set(each))
        places = {title: place for place, title in enumerate(values)}
        return cls(Sorted(values), np.array([places[title] for title in each], np.int64))


def ranks(parts: Sequence[Titles]) -> Naturals:
    """The place of each document in the order of titles, over several sets of documents; equal titles share one.

    The titles of all sets but the largest are looked for in that one, so the cost is theirs.
    """
    if len(parts) == 1:
        return parts[0].ranks
    base = max(parts, key=lambda part: len(part.values)).values
    count = len(base)
    more: dict[str, int] = {}
    for part in parts:
        if part.values is not base:
            more.update((title, base.place(title)) for title in part.values[:] if title not in more)
    new = sorted(title for title, place in more.items() if base[place : place + 1] != [title])
    before = np.array([more[title] for title in new], np.int64)
    final = np.arange(count) + np.searchsorted(before, np.arange(count), side="right")
    places = {
        title: place + number for number, (title, place) in enumerate(zip(new, before.tolist(), strict=True))
    }
    columns: list[NDArray[np.int64]] = []
    for part in parts:
        table = final
        if part.values is not base:
            known = (
                places[title] if title in places else int(final[more[title]]) for title in part.values[:]
            )
            table = np.fromiter(known, np.int64, len(part.values))
        columns.append(table[part.ranks])
    return np.concatenate(columns)
