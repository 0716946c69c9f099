"""Choices and counts over the columns of an index: exact, over every match."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.query import Choice, Facet, Facets, Key
from ztviewer.search.categories import Category
from ztviewer.search.columns import MONTH, YEAR, Columns

Count = Callable[[NDArray[np.int64]], NDArray[np.int64]]

_KEYS = {Facet.TOPIC: Key.TOPIC, Facet.TAG: Key.TAG, Facet.SOURCE: Key.SOURCE, Facet.COLUMN: Key.COLUMN}

Mask = NDArray[np.bool_]


def chosen(columns: Columns, choices: Iterable[Choice]) -> Mask:
    """Which documents the choices leave: those of one facet add up, different facets narrow; one entry a document."""
    result = np.ones(len(columns.ids), bool)
    wanted = sorted((choice for choice in choices if not choice.excluded), key=lambda choice: choice.facet)
    for _facet, group in groupby(wanted, key=lambda choice: choice.facet):
        result &= np.logical_or.reduce([_carrying(columns, choice) for choice in group])
    for choice in choices:
        if choice.excluded:
            result &= ~_carrying(columns, choice)
    return result


def _carrying(columns: Columns, choice: Choice) -> Mask:
    if choice.facet in _KEYS:
        return columns.categories[_KEYS[choice.facet]].mask(lambda value: value == choice.value)
    if choice.facet is Facet.IMAGE:
        return columns.pictures > 0
    parts = [int(part) for part in choice.value.split("-") if part.isdigit()]
    if len(parts) != (2 if choice.facet is Facet.MONTH else 1):
        return np.zeros(len(columns.ids), bool)
    by_year = choice.facet is Facet.YEAR
    codes = columns.moments >> (YEAR if by_year else MONTH)
    mask: Mask = codes == (parts[0] if by_year else parts[0] << YEAR - MONTH | parts[1])
    return mask


class Counts(Sequence[tuple[str, int]]):
    """Values and how many carry them, most frequent first; made into text when they are read."""

    def __init__(self, category: Category, numbers: NDArray[np.int64]) -> None:
        codes = np.flatnonzero(numbers)
        order = np.lexsort((category.ranks.take(codes), -numbers.take(codes)))
        self._values = category.values
        self._codes = codes[order]
        self._numbers = numbers.take(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, place: int) -> tuple[str, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, int] | list[tuple[str, int]]:
        if isinstance(place, slice):
            pairs = zip(self._codes[place].tolist(), self._numbers[place].tolist(), strict=True)
            return [(self._values[code], number) for code, number in pairs]
        return self._values[int(self._codes[place])], int(self._numbers[place])


class Periods(Sequence[tuple[str, int]]):
    """Years, or months as moments shifted by MONTH, and how many were published then; text when they are read."""

    def __init__(
        self, codes: NDArray[np.int64], numbers: NDArray[np.int64], name: Callable[[int], str]
    ) -> None:
        self._codes = codes
        self._numbers = numbers
        self._name = name

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, place: int) -> tuple[str, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, int] | list[tuple[str, int]]:
        if isinstance(place, slice):
            pairs = zip(self._codes[place].tolist(), self._numbers[place].tolist(), strict=True)
            return [(self._name(code), number) for code, number in pairs]
        return self._name(int(self._codes[place])), int(self._numbers[place])


def _year(code: int) -> str:
    return f"{code:04}"


def _month(code: int) -> str:
    return f"{code >> YEAR - MONTH:04}-{code & 15:02}"


def _counter(columns: Columns, documents: NDArray[np.int64]) -> Callable[[str, Count], NDArray[np.int64]]:
    """What counts something in the documents: where they are most of all, by taking the rest from the whole."""
    if 2 * len(documents) <= len(columns.ids):
        return lambda _name, count: count(documents)
    mask = np.ones(len(columns.ids), bool)
    mask[documents] = False
    rest = np.flatnonzero(mask)
    return lambda name, count: columns.total(name, count) - count(rest)


def count(columns: Columns, documents: NDArray[np.int64]) -> Facets:
    """The values of every facet that occur among the documents, with their exact counts."""
    counts: dict[Facet, Sequence[tuple[str, int]]] = {}
    counted = _counter(columns, documents)
    for facet, key in _KEYS.items():
        category = columns.categories[key]
        counts[facet] = Counts(category, counted(key.value, category.count)) if len(category.values) else ()
    least = columns.first_month
    months = counted("months", columns.count_months)
    months[:1] = 0
    found = np.flatnonzero(months)[::-1]
    numbers = months.take(found)
    found += least
    by_year = found >> YEAR - MONTH
    edges = np.flatnonzero(np.diff(by_year, prepend=-1))
    in_years = np.add.reduceat(numbers, edges) if len(edges) else edges
    known = found & 15 > 0
    counts[Facet.YEAR] = Periods(by_year.take(edges), in_years, _year)
    counts[Facet.MONTH] = Periods(found[known], numbers[known], _month)
    pictured = int(counted("pictured", columns.count_pictured)[0])
    counts[Facet.IMAGE] = [("yes", pictured)] if pictured else []
    return counts
