"""The columns of a segment in its file."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.query import Key
from ztviewer.search.carried import Carried, narrow
from ztviewer.search.categories import Category, Vocabulary, joined
from ztviewer.search.codec.format import ArrayFile, ArrayWriter
from ztviewer.search.codec.strings import Blob, Strings
from ztviewer.search.codec.vocabulary import united
from ztviewer.search.columns import NUMBERS, Columns
from ztviewer.search.titles import Titles

_WIDE = "moments"
"""the one column that is kept in eight bytes"""
_RARE = "trash"
"""the one column that is kept as the documents for which it is true"""


def write_columns(writer: ArrayWriter, parts: Sequence[Columns], kept: Sequence[NDArray[np.bool_]]) -> None:
    """Write the columns of several sets of documents, one after another, of each those that are kept."""
    columns = Columns.joined(parts)
    keep = np.concatenate(kept)
    for name in NUMBERS:
        numbers = columns.number(name)[keep]
        if name == _RARE:
            numbers = np.flatnonzero(numbers)
        writer.add(f"column.{name}", numbers if name == _WIDE else narrow(numbers))
    writer.add("column.first_month", np.array([columns.first_month], np.int32))
    _write_titles(writer, columns.titles(), keep)
    for key in Key:
        pieces = [part.categories[key].of_documents(stays) for part, stays in zip(parts, kept, strict=True)]
        category = joined(pieces).pruned()
        Blob.of(category.values).write(writer, f"column.{key}")
        writer.add(f"column.{key}.codes", category.carried.codes)
        if category.carried.several is not None:
            writer.add(f"column.{key}.several", category.carried.several)


def _write_titles(writer: ArrayWriter, parts: Sequence[Titles], keep: NDArray[np.bool_]) -> None:
    """Write the titles that are carried, and the place of each document's."""
    values, maps = united([part.values for part in parts])
    ranks = np.concatenate([places[part.ranks] for places, part in zip(maps, parts, strict=True)])[keep]
    used = np.bincount(ranks, minlength=len(values)) > 0
    values.chosen(np.flatnonzero(used)).write(writer, "column.titles")
    writer.add("column.title_ranks", narrow((np.cumsum(used) - 1)[ranks]))


def read_columns(file: ArrayFile) -> Columns:
    """The columns, each read and checked when it is asked for."""
    size = file.length("column.ids")

    def numbers(name: str) -> NDArray[Any]:
        column = file.array(f"column.{name}")
        if name != _RARE:
            return column
        mask = np.zeros(size, bool)
        mask[column] = True
        return mask

    def some(name: str, documents: NDArray[np.int64]) -> NDArray[Any]:
        return file.some(f"column.{name}", documents)

    def category(key: Key) -> Category:
        name = f"column.{key}"
        several = f"{name}.several"
        values = Strings(file, name).all()
        counts = file.array(several) if several in file.names() else None
        return Category(Vocabulary(values), Carried(file.array(f"{name}.codes"), counts, len(values)))

    def titles() -> list[Titles]:
        return [Titles(Strings(file, "column.titles"), file.array("column.title_ranks"))]

    first_month = int(file.array("column.first_month")[0])
    return Columns(size, numbers, titles, category, first_month, some)
