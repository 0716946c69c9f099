"""Tables: one article a row below a row of names, its pictures in files beside the table; CSV and TSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import TextIO

from ztviewer.core.article import ArticleDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.mapping import ColumnMapping, Table
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.charset import Decoded, decode
from ztviewer.importers.columns import SAMPLE_ROWS, columns_of, guess, values_of
from ztviewer.importers.fields import draft_of, figures_of
from ztviewer.importers.source import Source

CELL_CHARACTERS = 32 * 1024 * 1024
"""The longest cell that is read."""
REPAIRED_BYTES = 256 * 1024 * 1024
"""The largest table whose charset is repaired."""
COLUMNS = 1_000_000
"""How many delimiters may stand in a line, those in its texts among them."""
HEADER_ROWS = 10
"""In how many rows the names are looked for: titles and notes stand above them."""

_DELIMITERS = (",", "\t", ";", "|", "，")
_SUFFIXES = {".csv", ".tsv", ".tab"}


@dataclass(frozen=True, slots=True)
class _Layout:
    delimiter: str
    table: Table


class Csv:
    """Values parted by commas, tabs, semicolons or bars."""

    name = "csv"

    def accepts(self, source: Source, head: bytes) -> bool:
        """Its first rows name columns that an article has: two of them, or one where the name says `.csv`."""
        found = _layout(source, decode(head).text)
        return found is not None and (source.suffix in _SUFFIXES or found.table.columns.known > 1)

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """One document a row, named by the file and the row's number."""
        decoded = decode(source.head())
        found = _layout(source, decoded.text)
        if found is None:
            raise ImportProblem(_("No row of this table names its columns."))
        csv.field_size_limit(CELL_CHARACTERS)
        with _text(source, decoded) as text:
            try:
                lines = _lines(text, found.delimiter)
                rows = enumerate(csv.reader(lines, delimiter=found.delimiter), start=1)
                below = islice(rows, found.table.row, None)
                for document in read_rows(source, source.place, below, found.table.columns):
                    if isinstance(document, Imported):
                        yield replace(document, charset=decoded.charset, guessed=decoded.guessed)
                    else:
                        yield document
            except csv.Error as error:
                raise ImportProblem(_("The file is damaged: {reason}.").format(reason=error)) from error

    def tables(self, source: Source) -> Iterator[Table]:
        """The one table of the file; the columns of a table that names none of them are those of its first row."""
        text = decode(source.head()).text
        if found := _layout(source, text):
            yield found.table
        else:
            yield max(
                (_unnamed(source, text, delimiter) for delimiter in _DELIMITERS),
                key=lambda table: len(table.columns.header),
            )


def _text(source: Source, head: Decoded) -> TextIO:
    """The whole text, line by line, or all of it at once where it has to be repaired."""
    if head.repaired is not None:
        return StringIO(decode(source.read(REPAIRED_BYTES)).text, newline="")
    return TextIOWrapper(source.open(), head.charset, "replace", newline="")


def _lines(text: TextIO, delimiter: str) -> Iterator[str]:
    """The lines of a table; ImportProblem where one is too long, or would be too many cells."""
    while line := text.readline(CELL_CHARACTERS):
        if len(line) == CELL_CHARACTERS and not line.endswith("\n"):
            raise ImportProblem(_("The line is longer than {size} MiB.").format(size=CELL_CHARACTERS >> 20))
        if line.count(delimiter) > COLUMNS:
            raise ImportProblem(_("A row of this table has too many columns."))
        yield line


def _layout(source: Source, text: str) -> _Layout | None:
    """The layout by which most columns are known."""
    found = []
    for delimiter in _DELIMITERS if "\0" not in text else ():
        if table := table_in(source.place, _beginning(text, delimiter), source.options.mappings):
            found.append(_Layout(delimiter, table))
    return max(found, key=lambda one: one.table.columns.known, default=None)


def _unnamed(source: Source, text: str, delimiter: str) -> Table:
    rows = _beginning(text, delimiter)
    return Table(source.place, 1, guess(rows[0] if rows else (), rows[1:]), tuple(map(tuple, rows[1:])))


def _beginning(text: str, delimiter: str) -> list[list[str]]:
    """The first rows of a text, as far as it can be read in this way."""
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    with suppress(csv.Error):
        rows.extend(islice(reader, HEADER_ROWS + SAMPLE_ROWS))
    return rows


def table_in(place: str, rows: Sequence[Sequence[str]], mappings: Sequence[ColumnMapping]) -> Table | None:
    """The table that begins in some rows: the first of them that names its columns."""
    for number, row in enumerate(rows[:HEADER_ROWS], start=1):
        names = [cell.strip() for cell in row]
        sample = tuple(map(tuple, rows[number:][:SAMPLE_ROWS]))
        if columns := columns_of(names, sample, mappings):
            return Table(place, number, columns, sample)
    return None


def read_rows(
    source: Source, place: str, rows: Iterable[tuple[int, Sequence[str]]], columns: ColumnMapping
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


def _draft(source: Source, row: Sequence[str], columns: ColumnMapping) -> ArticleDraft:
    values = values_of(columns, row)
    written = StringIO(newline="")
    csv.writer(written).writerows([columns.header, row])
    original = Original(source.name, "text/csv", written.getvalue().encode("utf-8", "replace"))
    figures = figures_of(source, values)
    if "title" in values and not (figures or {"text", "html"}.intersection(values)):
        raise ImportProblem(_("There is a title, but no text."))
    return draft_of(values, figures, original)
