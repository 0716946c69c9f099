"""Choices and counts over the columns of an index: exact, over every match."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.query import Choice, Facet, Facets
from ztviewer.search.columns import CATEGORIES, MONTH, RANK_BITS, YEAR, Columns
from ztviewer.search.stretches import begins

Mask = NDArray[np.bool_]


def chosen(columns: Columns, choices: Iterable[Choice]) -> Mask:
    """Which documents the choices leave: those of one facet add up, different facets narrow; one entry a document."""
    result = np.ones(len(columns), bool)
    wanted = sorted((choice for choice in choices if not choice.excluded), key=lambda choice: choice.facet)
    for _facet, group in groupby(wanted, key=lambda choice: choice.facet):
        result &= np.logical_or.reduce([_carrying(columns, choice) for choice in group])
    for choice in choices:
        if choice.excluded:
            result &= ~_carrying(columns, choice)
    return result


def _carrying(columns: Columns, choice: Choice) -> Mask:
    if choice.facet in CATEGORIES:
        return columns.categories[CATEGORIES[choice.facet]].carrying(choice.value)
    if choice.facet is Facet.IMAGE:
        return columns.pictures > 0
    parts = [int(part) for part in choice.value.split("-") if part.isdigit()]
    if len(parts) != (2 if choice.facet is Facet.MONTH else 1):
        return np.zeros(len(columns), bool)
    by_year = choice.facet is Facet.YEAR
    codes = columns.moments >> (YEAR if by_year else MONTH)
    mask: Mask = codes == (parts[0] if by_year else parts[0] << YEAR - MONTH | parts[1])
    return mask


class Counts(Sequence[tuple[str, int]]):
    """The values of a facet in order, by their codes, and how many carry each; made into text when they are read."""

    def __init__(
        self, codes: NDArray[np.int64], numbers: NDArray[np.int64], name: Callable[[int], str]
    ) -> None:
        self._codes = codes
        self._numbers = numbers
        self._name = name

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> tuple[str, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, int] | list[tuple[str, int]]:
        if isinstance(place, slice):
            names = map(self._name, self._codes[place].tolist())
            return list(zip(names, self._numbers[place].tolist(), strict=True))
        return self._name(int(self._codes[place])), int(self._numbers[place])


def _year(code: int) -> str:
    return f"{code:04}"


def _month(code: int) -> str:
    return f"{code >> YEAR - MONTH:04}-{code & 15:02}"


def count(columns: Columns, documents: NDArray[np.int64]) -> Facets:
    """The values of every facet that occur among the documents, with their exact counts."""
    if not len(documents):
        return dict.fromkeys(Facet, ())
    numbers = columns.tallies.count(documents)
    counts: dict[Facet, Sequence[tuple[str, int]]] = dict(_frequent(columns, numbers))
    counts[Facet.YEAR], counts[Facet.MONTH] = _periods(numbers["months"], columns.first_month + 1)
    pictured = int(numbers["pictured"][0])
    counts[Facet.IMAGE] = [("yes", pictured)] if pictured else []
    return counts


def _frequent(columns: Columns, numbers: Mapping[str, NDArray[np.int64]]) -> Iterator[tuple[Facet, Counts]]:
    """Of each category the values that are carried, most frequent first, equals in the order of their names.

    Those of all categories are sorted at once: there are few, and each step costs more than they do.
    """
    counts = np.concatenate([numbers[key.value] for key in CATEGORIES.values()])
    codes = np.flatnonzero(counts)
    counts = counts.take(codes)
    starts = columns.first_values
    edges = np.searchsorted(codes, starts).tolist()
    order = np.argsort(columns.value_ranks.take(codes) - (counts << RANK_BITS))
    codes, counts = codes.take(order), counts.take(order)
    for number, (facet, key) in enumerate(CATEGORIES.items()):
        span = slice(edges[number], edges[number + 1])
        yield (
            facet,
            Counts(codes[span] - starts[number], counts[span], columns.categories[key].values.__getitem__),
        )


def _periods(
    months: NDArray[np.int64], least: int
) -> tuple[Sequence[tuple[str, int]], Sequence[tuple[str, int]]]:
    """Years and months, newest first, of a number for each month from `least` on."""
    found = np.flatnonzero(months)[::-1]
    numbers = months.take(found)
    found += least
    by_year = found >> YEAR - MONTH
    edges = np.flatnonzero(begins(by_year))
    in_years = np.add.reduceat(numbers, edges) if len(edges) else edges
    known = found & 15 > 0
    return Counts(by_year.take(edges), in_years, _year), Counts(found[known], numbers[known], _month)
