"""What commands print: progress to standard error, tables and JSON to standard output."""

import json
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

_BAR = 24
_INTERVAL = 0.1
"""seconds between two drawings of the bar"""


class Bar:
    """A Progress that draws one line on standard error, where that is a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._drawn = 0.0

    def __call__(self, done: int, total: int | None, note: str = "") -> None:
        moment = time.monotonic()
        if not self._shown or moment - self._drawn < _INTERVAL:
            return
        self._drawn = moment
        filled = _BAR * done // max(total or 1, 1) if total else 0
        counts = f"{done:,}/{total:,}" if total else f"{done:,}"
        sys.stderr.write(f"\r\033[K[{'#' * filled:<{_BAR}}] {counts}  {cut(note, 40)}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Wipe the line, so that what is printed next stands alone."""
        if self._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


@contextmanager
def progress_bar() -> Iterator[Bar]:
    """A bar for the time that something slow takes."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.clear()


def print_json(value: object) -> None:
    """One JSON document, Chinese as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """Rows of cells, each cut or filled to its column's width in terminal cells; the last one runs free."""
    for row in rows:
        cells = [fill(cell, width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, *row[len(widths) :]]).rstrip())


def fill(text: str, width: int) -> str:
    """The text in exactly so many terminal cells."""
    text = cut(text, width)
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """The text in at most so many terminal cells, with an ellipsis where it was cut."""
    text = " ".join(text.split())
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return text + "…"


def cells(text: str) -> int:
    """How many terminal cells a text takes: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
