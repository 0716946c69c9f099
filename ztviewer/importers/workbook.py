"""XLSX: every sheet that names its columns is a table, formulas stand as the values they last had."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import openpyxl
from openpyxl.workbook import Workbook

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.mapping import Table
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.columns import SAMPLE_ROWS, guess
from ztviewer.importers.source import Source, damage
from ztviewer.importers.tables import HEADER_ROWS, read_rows, table_in
from ztviewer.importers.zip_file import MAGIC, open_zip, zip_parts

PART_BYTES = 512 * 1024 * 1024
"""What the parts of a workbook may unpack to; the shared strings of it are held in memory."""
ROWS = 1_048_576
"""How many rows Excel knows."""


class Workbooks:
    """What Excel and its like save today."""

    name = "xlsx"

    def accepts(self, source: Source, head: bytes) -> bool:
        """A ZIP with the part that every workbook has."""
        return head.startswith(MAGIC) and "xl/workbook.xml" in zip_parts(source)

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """One document a row, named by the file, the sheet and the row's number."""
        found = False
        with _opened(source) as book:
            for name in book.sheetnames:
                table = _table(source, book, name)
                if table is not None:
                    found = True
                    below = islice(_rows(book, name), table.row, None)
                    yield from read_rows(source, table.place, below, table.columns)
        if not found:
            raise ImportProblem(_("No row of this table names its columns."))

    def tables(self, source: Source) -> Iterator[Table]:
        """The sheets; the columns of a sheet that names none of them are those of its first row."""
        with _opened(source) as book:
            for name in book.sheetnames:
                if table := _table(source, book, name):
                    yield table
                elif rows := _beginning(book, name):
                    yield Table(
                        f"{source.place}:{name}", 1, guess(rows[0], rows[1:]), tuple(map(tuple, rows[1:]))
                    )


@contextmanager
def _opened(source: Source) -> Iterator[Workbook]:
    with source.random_access() as file:
        with open_zip(file) as parts:
            if sum(info.file_size for info in parts.infolist()) > PART_BYTES:
                raise ImportProblem(_("Unpacked, this is too large for its size."))
        file.seek(0)
        with damage():
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _table(source: Source, book: Workbook, name: str) -> Table | None:
    return table_in(f"{source.place}:{name}", _beginning(book, name), source.options.mappings)


def _beginning(book: Workbook, name: str) -> list[Sequence[str]]:
    return [row for _number, row in islice(_rows(book, name), HEADER_ROWS + SAMPLE_ROWS)]


def _rows(book: Workbook, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The numbered rows of a sheet as text."""
    with damage():
        sheet = book[name]
        if not hasattr(sheet, "iter_rows"):  # a sheet that is a chart
            return
        sheet.reset_dimensions()  # programs that write workbooks often get them wrong
        rows = sheet.iter_rows(values_only=True)
    for number in range(1, ROWS + 1):
        with damage():
            row = next(rows, None)
        if row is None:
            return
        yield number, [_text(value) for value in row]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case float() if value.is_integer():
            return str(int(value))
    return str(value).replace("_x000D_", "").strip()
