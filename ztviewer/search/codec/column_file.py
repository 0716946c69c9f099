"""The columns of a segment in its file."""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.query import Key
from ztviewer.search.codec.format import ArrayFile, ArrayWriter
from ztviewer.search.codec.lists import Numbers
from ztviewer.search.codec.strings import Strings, write_strings
from ztviewer.search.columns import Category, Columns, Naturals

_NUMBERS = ("ids", "lengths", "pictures", "notes", "families")


def write_columns(writer: ArrayWriter, columns: Columns) -> None:
    """Write every column."""
    for name in _NUMBERS:
        writer.add(f"column.{name}", narrow(getattr(columns, name)))
    writer.add("column.moments", columns.moments)
    writer.add("column.trash", columns.trash.astype(np.uint8))
    write_strings(writer, "column.titles", columns.titles)
    for key, category in columns.categories.items():
        write_strings(writer, f"column.{key}", category.values)
        writer.add(f"column.{key}.counts", narrow(category.counts))
        writer.add(f"column.{key}.codes", narrow(category.codes))


def read_columns(file: ArrayFile) -> Columns:
    """The columns; titles and values are decoded when they are asked for."""
    numbers = {name: file.array(f"column.{name}") for name in _NUMBERS}
    return Columns(
        **numbers,
        moments=file.array("column.moments"),
        titles=Strings(file, "column.titles"),
        trash=file.array("column.trash").view(bool),
        categories={key: _category(file, f"column.{key}") for key in Key},
    )


def _category(file: ArrayFile, name: str) -> Category:
    return Category(Strings(file, name).all(), file.array(f"{name}.counts"), file.array(f"{name}.codes"))


def joined(parts: Sequence[Columns], kept: Sequence[NDArray[np.bool_]]) -> Columns:
    """The columns of several sets of documents, one after another, of each those that are kept."""
    numbers = {
        name: np.concatenate([getattr(part, name)[keep] for part, keep in zip(parts, kept, strict=True)])
        for name in (*_NUMBERS, "moments", "trash")
    }
    titles = [(part.titles, np.flatnonzero(keep)) for part, keep in zip(parts, kept, strict=True)]
    categories = {key: _joined([part.categories[key] for part in parts], kept) for key in Key}
    return Columns(**numbers, titles=_Chosen(titles), categories=categories)


class _Chosen(Sequence[str]):
    """Some strings of several sequences, read when they are asked for."""

    def __init__(self, parts: Sequence[tuple[Sequence[str], Numbers]]) -> None:
        self._parts = parts
        self._ends = list(itertools.accumulate(len(places) for _, places in parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        part = bisect_right(self._ends, number)
        strings, places = self._parts[part]
        return strings[int(places[number - (self._ends[part - 1] if part else 0)])]

    def __iter__(self) -> Iterator[str]:
        for strings, places in self._parts:
            yield from (strings[place] for place in places.tolist())


def _joined(parts: Sequence[Category], kept: Sequence[NDArray[np.bool_]]) -> Category:
    """One category of several; a value that no document carries any more is left out."""
    values: dict[str, int] = {}
    counts, codes = [], []
    for part, keep in zip(parts, kept, strict=True):
        local = part.codes[keep[part.carriers]]
        used = np.flatnonzero(np.bincount(local, minlength=len(part.values)))
        table = np.zeros(len(part.values), np.uint32)
        table[used] = [values.setdefault(part.values[code], len(values)) for code in used.tolist()]
        codes.append(table[local])
        counts.append(part.counts[keep])
    return Category(list(values), np.concatenate(counts), np.concatenate(codes))


def narrow(values: Naturals) -> NDArray[np.unsignedinteger]:
    """The values, none negative, in the narrowest type that holds them."""
    most = int(values.max()) if len(values) else 0
    return values.astype(np.min_scalar_type(most))
