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
from ztviewer.core.query import Facet, Key
from ztviewer.search.carried import Naturals
from ztviewer.search.categories import Category, joined
from ztviewer.search.counting import MONTH_BITS, Counting
from ztviewer.search.titles import Titles, ranks

DAY = 17
MONTH = DAY + 5
YEAR = MONTH + MONTH_BITS
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


CATEGORIES = {
    Facet.TOPIC: Key.TOPIC,
    Facet.TAG: Key.TAG,
    Facet.SOURCE: Key.SOURCE,
    Facet.COLUMN: Key.COLUMN,
}
"""The facets that are of a category."""

NUMBERS = ("ids", "moments", "months", "lengths", "pictures", "notes", "trash", "families")
"""The columns that are numbers."""


class Columns:
    """Every column of a set of documents, each read when it is asked for."""

    def __init__(
        self,
        size: int,
        numbers: Callable[[str], NDArray[Any]],
        titles: Callable[[], Sequence[Titles]],
        category: Callable[[Key], Category],
        first_month: int,
        some: Callable[[str, NDArray[np.int64]], NDArray[Any]] | None = None,
    ) -> None:
        self._size = size
        self._numbers = numbers
        self._some = some or self._taken
        self.titles = titles
        """those of each set of documents that these are joined of"""
        self.categories = _Categories(category)
        self.first_month = first_month
        """a moment shifted by MONTH, less one: what is taken from the codes of `months`"""

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Columns":
        """The columns of these rows."""
        moments = np.array([row.moment for row in rows], np.int64)
        codes = moments >> MONTH
        first_month = int(codes[codes > 0].min()) - 1 if codes.any() else 0
        numbers = {
            "ids": np.array([row.id for row in rows], np.int64),
            "moments": moments,
            "months": np.maximum(codes - first_month, 0),
            "lengths": np.array([row.length for row in rows], np.int64),
            "pictures": np.array([row.pictures for row in rows], np.int64),
            "notes": np.array([row.notes for row in rows], np.int64),
            "trash": np.array([row.trash for row in rows], bool),
            "families": np.array([row.family for row in rows], np.int64),
        }
        places = {key: place for place, key in enumerate(Key)}
        return cls(
            len(rows),
            numbers.__getitem__,
            lambda: [Titles.of(row.title for row in rows)],
            lambda key: Category.of([row.values[places[key]] for row in rows]),
            first_month,
        )

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        """The columns of several sets of documents, one after another."""
        if len(parts) == 1:
            return parts[0]
        first_month = min((part.first_month for part in parts if part.first_month), default=0)

        def numbers(name: str) -> NDArray[Any]:
            columns = [part.number(name) for part in parts]
            if name == "months":
                columns = [
                    moved(column, part.first_month - first_month)
                    for column, part in zip(columns, parts, strict=True)
                ]
            return np.concatenate([*columns, np.zeros(0, columns[0].dtype)])

        return cls(
            sum(map(len, parts)),
            numbers,
            lambda: [titles for part in parts for titles in part.titles()],
            lambda key: joined([part.categories[key] for part in parts]),
            first_month,
        )

    def __len__(self) -> int:
        """How many documents they are of."""
        return self._size

    def number(self, name: str) -> NDArray[Any]:
        """One of NUMBERS."""
        column: NDArray[Any] = getattr(self, name)
        return column

    def some(self, name: str, documents: NDArray[np.int64]) -> NDArray[Any]:
        """What one of NUMBERS but the trash says of some documents; of a file no more is read than that takes."""
        return self._some(name, documents)

    def _taken(self, name: str, documents: NDArray[np.int64]) -> NDArray[Any]:
        return self.number(name).take(documents)

    @cached_property
    def ids(self) -> Naturals:
        """The id of each article."""
        return self._numbers("ids")

    @cached_property
    def moments(self) -> NDArray[np.int64]:
        """When it was published, as `moment` writes it."""
        return self._numbers("moments")

    @cached_property
    def months(self) -> Naturals:
        """Year and month (a moment shifted by MONTH) less `first_month`; 0 where undated."""
        return self._numbers("months")

    @cached_property
    def lengths(self) -> Naturals:
        """Tokens of the body."""
        return self._numbers("lengths")

    @cached_property
    def pictures(self) -> Naturals:
        """How many pictures it has."""
        return self._numbers("pictures")

    @cached_property
    def notes(self) -> Naturals:
        """How many notes it has."""
        return self._numbers("notes")

    @cached_property
    def trash(self) -> NDArray[np.bool_]:
        """Whether it is in the trash."""
        return self._numbers("trash")

    @cached_property
    def families(self) -> Naturals:
        """The number of its reprint family; 0 where it has none."""
        return self._numbers("families")

    @cached_property
    def kin(self) -> NDArray[np.int64]:
        """The documents that are in reprint families, one family after another, each earliest first."""
        found = np.flatnonzero(self.families)
        keys = (self.ids.take(found), self.oldest.take(found), self.families.take(found))
        return found[np.lexsort(keys)]

    @cached_property
    def oldest(self) -> NDArray[np.int64]:
        """The moments, with what is undated behind all that is dated."""
        return np.where(self.moments == 0, np.iinfo(np.int64).max, self.moments)

    @cached_property
    def counting(self) -> Counting:
        """Counts the facets."""
        categories = {facet: self.categories[key] for facet, key in CATEGORIES.items()}
        return Counting(categories, self.months, self.first_month, self.pictures)

    @cached_property
    def any_trash(self) -> bool:
        """Whether any document is in the trash."""
        return bool(self.trash.any())

    @cached_property
    def title_ranks(self) -> Naturals:
        """The place of each document in the order of titles; equal titles share one."""
        return ranks(self.titles())

    def published(self, first: str | None, last: str | None) -> NDArray[np.bool_]:
        """Which documents may have been published between two days, both included."""
        begins, ends = self.days
        result = ends >= (1 if first is None else day_code(first))
        if last is not None:
            result &= begins <= day_code(last)
        return result

    @cached_property
    def days(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The first and the last day that each document may be of, as `day_code` writes them; 0 where undated."""
        begins = (self.moments >> DAY).astype(np.int32)
        unknown = np.where(begins & 0x1FF == 0, 0x1FF, np.where(begins & 0x1F == 0, 0x1F, 0))
        return begins, (begins | np.where(begins > 0, unknown, 0)).astype(np.int32)


class _Categories(dict[Key, Category]):
    """The categories, each read when it is asked for."""

    def __init__(self, read: Callable[[Key], Category]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: Key) -> Category:
        self[key] = found = self._read(key)
        return found


def moved(months: Naturals, by: int) -> Naturals:
    """Codes of months as they are when counted from so many months earlier."""
    return months if not by else np.where(months > 0, months + np.int64(by), 0)
