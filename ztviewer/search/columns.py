"""What the index knows of each article besides its words, as arrays: one entry a document, in document order.

A moment is one integer whose order is the order of publication: 14 bits year, 4 month, 5 day, 17 time of day; what is
not known is 0, and an undated article is 0 altogether.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.article import Document, State
from ztviewer.core.curation import SEPARATOR
from ztviewer.core.fold import fold
from ztviewer.core.published import Published
from ztviewer.core.query import Key

Naturals = NDArray[np.integer[Any]]
"""Numbers that are not negative, in whatever type holds them."""

DAY = 17
MONTH = DAY + 5
YEAR = MONTH + 4
"""How far a moment is shifted right to leave the day, the month, the year."""

_MINUTE = 61
"""Codes a minute: one for a moment known to the minute, then its seconds."""


def moment(published: Published | None) -> int:
    """The integer that stands for a time of publication."""
    if published is None:
        return 0
    iso = published.iso
    year, month, day = int(iso[:4]), int(iso[5:7] or 0), int(iso[8:10] or 0)
    time = 0
    if len(iso) > 10:
        second = int(iso[17:19]) + 1 if len(iso) > 22 else 0
        time = 1 + (int(iso[11:13]) * 60 + int(iso[14:16])) * _MINUTE + second
    return year << YEAR | month << MONTH | day << DAY | time


def day_code(day: str) -> int:
    """A day (`2021-05-14`) as a moment shifted right by DAY."""
    return (int(day[:4]) << YEAR | int(day[5:7]) << MONTH | int(day[8:10]) << DAY) >> DAY


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of one document."""

    id: int
    title: str
    """folded, for sorting"""
    moment: int
    length: int
    """tokens of the body"""
    pictures: int
    notes: int
    trash: bool
    family: int
    """the number of its reprint family, 0 where it has none"""
    values: tuple[tuple[str, ...], ...]
    """for each Key, in the order of Key, the values the article carries; tags with those above them"""

    @classmethod
    def of(cls, document: Document, length: int) -> "Row":
        """The columns of an article whose body has so many tokens."""
        single = (document.source, document.author, document.editor, document.column)
        values = (
            *((value,) if value else () for value in single),
            _with_ancestors(document.tags),
            document.topics,
        )
        return cls(
            document.id,
            fold(document.title),
            moment(document.published),
            length,
            document.pictures,
            document.notes,
            document.state is State.TRASH,
            document.family or 0,
            values,
        )


def _with_ancestors(paths: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for path in paths:
        names = path.split(SEPARATOR)
        found.update((SEPARATOR.join(names[:end]), None) for end in range(1, len(names) + 1))
    return tuple(found)


@dataclass(frozen=True)
class Category:
    """The values of one key: the first document carries the values of the first counts[0] codes, and so on."""

    values: Sequence[str]
    counts: Naturals
    codes: Naturals

    @cached_property
    def folded(self) -> list[str]:
        """The values as conditions compare them."""
        return [fold(value) for value in self.values]

    @cached_property
    def carriers(self) -> NDArray[np.int64]:
        """The document of each entry of `codes`."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each value in the order of values."""
        ranks = np.empty(len(self.values), np.int64)
        ranks[sorted(range(len(self.values)), key=self.values.__getitem__)] = np.arange(len(self.values))
        return ranks

    @cached_property
    def only(self) -> NDArray[np.intp] | None:
        """The code of each document's value and one more, 0 where it has none; None where some have several."""
        if len(self.counts) and self.counts.max() > 1:
            return None
        codes = np.zeros(len(self.counts), np.intp)
        codes[self.counts > 0] = self.codes.astype(np.intp) + 1
        return codes

    def mask(self, wanted: Callable[[str], bool], *, folded: bool = False) -> NDArray[np.bool_]:
        """Which documents carry a value that is wanted; one entry a document."""
        values = self.folded if folded else self.values
        codes = np.fromiter((wanted(value) for value in values), bool, len(values))
        result = np.zeros(len(self.counts), bool)
        if codes.any():
            result[self.carriers[codes[self.codes]]] = True
        return result

    def count(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many of some documents carry each value."""
        if self.only is not None:
            return np.bincount(self.only.take(documents), minlength=len(self.values) + 1)[1:]
        chosen = np.zeros(len(self.counts), bool)
        chosen[documents] = True
        return np.bincount(self.codes[chosen.take(self.carriers)], minlength=len(self.values))

    @classmethod
    def of(cls, rows: Sequence[tuple[str, ...]]) -> "Category":
        """The category of documents that carry these values."""
        values: dict[str, int] = {}
        codes = [values.setdefault(value, len(values)) for row in rows for value in row]
        return cls(list(values), np.array([len(row) for row in rows], np.int64), np.array(codes, np.int64))


@dataclass(frozen=True)
class Columns:
    """Every column of a set of documents."""

    ids: Naturals
    titles: Sequence[str]
    moments: NDArray[np.int64]
    lengths: Naturals
    pictures: Naturals
    notes: Naturals
    trash: NDArray[np.bool_]
    families: Naturals
    categories: dict[Key, Category]

    @cached_property
    def oldest(self) -> NDArray[np.int64]:
        """The moments, with what is undated behind all that is dated."""
        return np.where(self.moments == 0, np.iinfo(np.int64).max, self.moments)

    @cached_property
    def kin(self) -> NDArray[np.int64]:
        """The documents that are in reprint families, one family after another, each earliest first."""
        found = np.flatnonzero(self.families)
        keys = (self.ids.take(found), self.oldest.take(found), self.families.take(found))
        return found[np.lexsort(keys)]

    @cached_property
    def months(self) -> tuple[NDArray[np.intp], int]:
        """Year and month of each document (a moment shifted by MONTH) less the second number; 0 where undated."""
        codes = self.moments >> MONTH
        dated = codes > 0
        least = int(codes[dated].min()) - 1 if dated.any() else 0
        return np.where(dated, codes - least, 0).astype(np.intp), least

    def count_months(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents were published in each month, by the codes of `months`."""
        return np.bincount(self.months[0].take(documents), minlength=self._most_month + 1)

    @cached_property
    def _most_month(self) -> int:
        return int(self.months[0].max()) if len(self.ids) else 0

    def count_pictured(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents have pictures, as an array of one."""
        return np.array([np.count_nonzero(self.pictured.take(documents))])

    def total(self, name: str, count: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> NDArray[np.int64]:
        """What a count says of all documents, kept under a name."""
        if name not in self._totals:
            self._totals[name] = count(np.arange(len(self.ids)))
        return self._totals[name]

    @cached_property
    def _totals(self) -> dict[str, NDArray[np.int64]]:
        return {}

    @cached_property
    def any_trash(self) -> bool:
        """Whether any document is in the trash."""
        return bool(self.trash.any())

    @cached_property
    def pictured(self) -> NDArray[np.bool_]:
        """Which documents have pictures."""
        return self.pictures > 0

    @cached_property
    def title_ranks(self) -> NDArray[np.int64]:
        """The place of each document in the order of titles; equal titles share one."""
        places = {title: place for place, title in enumerate(sorted(set(self.titles)))}
        return np.fromiter((places[title] for title in self.titles), np.int64, len(self.titles))

    def published(self, first: str | None, last: str | None) -> NDArray[np.bool_]:
        """Which documents may have been published between two days, both included."""
        begins, ends = self.days
        result = begins > 0
        if first is not None:
            result &= ends >= day_code(first)
        if last is not None:
            result &= begins <= day_code(last)
        return result

    @cached_property
    def days(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The first and the last day that each document may be of, as `day_code` writes them; 0 where undated."""
        begins = self.moments >> DAY
        unknown = np.where(begins & 0x1FF == 0, 0x1FF, np.where(begins & 0x1F == 0, 0x1F, 0))
        return begins.astype(np.int32), (begins | np.where(begins > 0, unknown, 0)).astype(np.int32)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Columns":
        """The columns of these rows."""
        return cls(
            np.array([row.id for row in rows], np.int64),
            [row.title for row in rows],
            np.array([row.moment for row in rows], np.int64),
            np.array([row.length for row in rows], np.int64),
            np.array([row.pictures for row in rows], np.int64),
            np.array([row.notes for row in rows], np.int64),
            np.array([row.trash for row in rows], bool),
            np.array([row.family for row in rows], np.int64),
            {key: Category.of([row.values[place] for row in rows]) for place, key in enumerate(Key)},
        )
