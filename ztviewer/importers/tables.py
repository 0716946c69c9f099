"""Tables: one article a row below a row of names, its pictures in files beside the table; CSV and TSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import TextIO

from ztviewer.core.article import ArticleDraft, FigureDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.charset import decode
from ztviewer.importers.fields import Columns, draft_of
from ztviewer.importers.pictures import read_picture
from ztviewer.importers.source import Source

CELL_CHARACTERS = 32 * 1024 * 1024
"""The longest cell that is read."""
COLUMNS = 1_000_000
"""How many delimiters may stand in a line, those in its texts among them."""
HEADER_ROWS = 10
"""In how many rows the names are looked for: titles and notes stand above them."""

_DELIMITERS = (",", "\t", ";", "|", "，")
_SUFFIXES = {".csv", ".tsv", ".tab"}
_BETWEEN_PICTURES = str.maketrans(";；|\n", "\n\n\n\n")
_PICTURES = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is a table; what a person is shown, and may change, before it is read."""

    delimiter: str
    header: int
    """the number of the row that names the columns, from 1"""
    columns: Columns


class Csv:
    """Values parted by commas, tabs, semicolons or bars."""

    name = "csv"

    def accepts(self, source: Source, head: bytes) -> bool:
        """Its first rows name columns that an article has: two of them, or one where the name says `.csv`."""
        found = _layout(decode(head).text)
        return found is not None and (source.suffix in _SUFFIXES or _known(found.columns) > 1)

    def layout(self, source: Source) -> Layout:
        """What the beginning of a table tells of it; ImportProblem where no row names an article's columns."""
        found = _layout(decode(source.head()).text)
        if found is None:
            raise ImportProblem(_("No row of this table names its columns."))
        return found

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """One document a row, named by the file and the row's number."""
        yield from self.read_as(source, self.layout(source))

    def read_as(self, source: Source, layout: Layout) -> Iterator[Imported | Rejected]:
        """The rows below the one that names the columns, read as a person has said."""
        charset = decode(source.head()).charset
        csv.field_size_limit(CELL_CHARACTERS)
        with TextIOWrapper(source.open(), charset, "replace", newline="") as text:
            try:
                lines = _lines(text, layout.delimiter)
                rows = enumerate(csv.reader(lines, delimiter=layout.delimiter), start=1)
                yield from read_rows(source, source.place, islice(rows, layout.header, None), layout.columns)
            except csv.Error as error:
                raise ImportProblem(_("The file is damaged: {reason}.").format(reason=error)) from error


def _lines(text: TextIO, delimiter: str) -> Iterator[str]:
    """The lines of a table; ImportProblem where one is too long, or would be too many cells."""
    while line := text.readline(CELL_CHARACTERS):
        if len(line) == CELL_CHARACTERS and not line.endswith("\n"):
            raise ImportProblem(_("The line is longer than {size} MiB.").format(size=CELL_CHARACTERS >> 20))
        if line.count(delimiter) > COLUMNS:
            raise ImportProblem(_("A row of this table has too many columns."))
        yield line


def _layout(text: str) -> Layout | None:
    """The layout by which most columns are known."""
    if "\0" in text:
        return None
    beginning = text.removeprefix("\ufeff")
    found = []
    for delimiter in _DELIMITERS:
        rows = csv.reader(StringIO(beginning, newline=""), delimiter=delimiter)
        try:
            for number, row in zip(range(1, HEADER_ROWS + 1), rows, strict=False):
                if columns := Columns.guess([cell.strip() for cell in row]):
                    found.append(Layout(delimiter, number, columns))
                    break
        except csv.Error:
            continue
    return max(found, key=lambda one: _known(one.columns), default=None)


def _known(columns: Columns) -> int:
    return sum(field is not None for field in columns.fields)


def read_rows(
    source: Source, place: str, rows: Iterable[tuple[int, Sequence[str]]], columns: Columns
) -> Iterator[Imported | Rejected]:
    """The articles of numbered rows; empty ones are passed over."""
    found = False
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        found = True
        try:
            yield Imported(f"{place}:{number}", _draft(source, row, columns))
        except ImportProblem as error:
            yield Rejected(f"{place}:{number}", str(error))
    if not found:
        yield Rejected(place, _("The table has no rows."))


def _draft(source: Source, row: Sequence[str], columns: Columns) -> ArticleDraft:
    values = columns.values(row)
    figures = _figures(source, values)
    written = StringIO(newline="")
    csv.writer(written).writerows([columns.headers, row])
    original = Original(source.name, "text/csv", written.getvalue().encode("utf-8", "replace"))
    return draft_of(values, figures, original)


def _figures(source: Source, values: dict[str, str]) -> tuple[FigureDraft, ...]:
    """The pictures that a row names, the caption below the last; ImportProblem where the row is nothing else."""
    named = [
        name.strip().replace("\\", "/")
        for name in values.get("picture", "").translate(_BETWEEN_PICTURES).splitlines()
        if name.strip()
    ][:_PICTURES]
    if not named or (set(values) >= {"text"} and all(name.isdecimal() for name in named)):
        return ()  # a number beside a text counts the pictures, as in our own export
    figures: list[FigureDraft] = []
    for number, name in enumerate(named, start=1):
        caption = values.get("caption") if number == len(named) else None
        try:
            data = source.beside(name)
            picture = read_picture(data) if data is not None else None
        except ImportProblem:
            if "text" not in values and "html" not in values:
                raise
            picture = None
        if picture is None and not {"text", "html"} & set(values):
            raise ImportProblem(_("The picture {name} is not there.").format(name=name))
        figures.append(FigureDraft(picture, caption, credit=values.get("credit")))
    return tuple(figures)
