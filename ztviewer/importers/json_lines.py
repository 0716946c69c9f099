"""JSON Lines: one article an object, one object a line; what our own export writes comes back."""

import gzip
import json
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import TextIOWrapper
from itertools import islice

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.mapping import ColumnMapping, Table
from ztviewer.importers.base import Read, Rejected, Span
from ztviewer.importers.charset import Decoded, decode, restored
from ztviewer.importers.columns import SAMPLE_ROWS
from ztviewer.importers.json_objects import document_of, table_of
from ztviewer.importers.source import Source

LINE_BYTES = 32 * 1024 * 1024
"""The longest line that is read."""
SKIPPED_BYTES = 512 * 1024 * 1024
"""How far the end of a longer one is looked for."""
SPAN_BYTES = 1024 * 1024
"""The least that is read at a time where several processes share a file: some 500 articles."""

_XZ, _GZIP = b"\xfd7zXZ\x00", b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_XZ_MEMORY = 512 * 1024 * 1024
_OBJECT = re.compile(r'\s*\{\s*("|\})')
_NAMES = (".jsonl", ".ndjson")


class JsonLines:
    """`.jsonl`, also compressed with gzip or xz.

    Our own export has `title`, `html`, `text` (one paragraph a line), `subtitle`, `source`, `author`, `editor`,
    `column`, `published`, `url`, `language` and `figures`; other keys are told as the columns of a table are.
    """

    name = "jsonl"

    def accepts(self, source: Source, head: bytes) -> bool:
        """The first line is a JSON object, or could be one and the name says so."""
        line, whole = _first_line(_unpacked(head))
        if not _OBJECT.match(line):
            return False
        return _is_object(line) if whole else not line.strip().endswith("{") or source.name.endswith(_NAMES)

    def read(self, source: Source) -> Iterator[Read]:
        """One document a line, named by the path and the line's number."""
        try:
            with ExitStack() as stack:
                keys = _keys(source).columns
                for number, line in _lines(_reader(source, stack), 1):
                    yield _document(source, number, line, keys)
        except (lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile, UnicodeError) as error:
            raise ImportProblem(_("The file is damaged: {reason}.").format(reason=error)) from error

    def spans(self, source: Source) -> Iterator[Span]:
        """Stretches of whole lines; none of a file that is compressed, or in UTF-16."""
        with source.open() as file:
            if file.read(len(_XZ)).startswith((_XZ, _GZIP, *_UTF16)):
                return
            start, first = file.seek(0), 1
            while piece := file.read(SPAN_BYTES):
                lines = piece.count(b"\n")
                while not piece.endswith(b"\n") and (piece := file.readline(SPAN_BYTES)):
                    lines += piece.endswith(b"\n")
                yield Span(start, file.tell(), first)
                start, first = file.tell(), first + lines

    def read_span(self, source: Source, span: Span) -> Iterator[Read]:
        """The documents of some lines."""
        with source.open() as file:
            file.seek(span.start)
            lines = _lines(lambda limit: file.readline(min(limit, span.stop - file.tell())), span.first)
            keys = _keys(source).columns
            for number, line in lines:
                yield _document(source, number, line, keys)

    def tables(self, source: Source) -> Iterator[Table]:
        """The keys of the file's first objects, as the columns of a table."""
        yield _keys(source)


def _unpacked(head: bytes) -> bytes:
    """The beginning of what a compressed head holds, or the head itself."""
    try:
        if head.startswith(_XZ):
            return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY).decompress(head, len(head))
        if head.startswith(_GZIP):
            return zlib.decompressobj(wbits=31).decompress(head, len(head))
    except (lzma.LZMAError, zlib.error):
        return b""
    return head


def _first_line(head: bytes) -> tuple[str, bool]:
    """The first line that is not blank, and whether all of it is there."""
    text = head.decode("utf-16" if head.startswith(_UTF16) else "utf-8", "replace")
    line, end, _rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    return line, bool(end)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _reader(source: Source, stack: ExitStack) -> Callable[[int], bytes]:
    """`readline(limit)` over the unpacked bytes of a file, as UTF-8 where it was UTF-16."""
    with source.open() as beginning:
        magic = beginning.read(len(_XZ))
    file = stack.enter_context(source.open())
    if magic.startswith(_XZ):
        return stack.enter_context(lzma.open(file)).readline
    if magic.startswith(_GZIP):
        return stack.enter_context(gzip.open(file)).readline
    if magic.startswith(_UTF16):
        text = stack.enter_context(TextIOWrapper(file, encoding="utf-16", newline="\n"))
        return lambda limit: text.readline(limit).encode("utf-8")
    return file.readline


def _lines(readline: Callable[[int], bytes], first: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines that are not blank, numbered from `first`; None stands for one that is too long."""
    number = first - 1
    while line := readline(LINE_BYTES):
        number += 1
        if len(line) >= LINE_BYTES and not line.endswith(b"\n"):
            yield number, None
            _skip_line(readline)
        elif not line.isspace():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _skip_line(readline: Callable[[int], bytes]) -> None:
    skipped = 0
    while (piece := readline(1 << 20)) and not piece.endswith(b"\n"):
        skipped += len(piece)
        if skipped > SKIPPED_BYTES:
            raise ImportProblem(_("A line of this file does not end."))


def _document(source: Source, number: int, line: bytes | None, keys: ColumnMapping) -> Read:
    place = f"{source.place}:{number}"
    if line is None:
        return Rejected(place, _("The line is longer than {size} MiB.").format(size=LINE_BYTES >> 20))
    data = line.rstrip(b"\r\n")
    try:
        if known := source.known(place, data):
            return known
        decoded = _decoded(data)
        fields = json.loads(decoded.text)
        if not isinstance(fields, dict):
            return Rejected(place, _("This is JSON, but no object."))
        return document_of(place, source, fields, keys, data, decoded)
    except (ValueError, RecursionError) as error:
        return Rejected(place, _("This is not JSON: {reason}.").format(reason=error))
    except ImportProblem as error:
        return Rejected(place, str(error))


def _decoded(line: bytes) -> Decoded:
    """A line as text: UTF-8 as a rule, and repaired where that leaves it JSON."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line)
    repaired = restored(text, "utf-8")
    return repaired if repaired.repaired is None or _is_object(repaired.text) else Decoded(text, "utf-8")


def _keys(source: Source) -> Table:
    """What the keys hold of the objects with which a file begins."""
    return table_of(source, islice(_objects(_unpacked(source.head())), SAMPLE_ROWS))


def _objects(head: bytes) -> Iterator[dict[str, object]]:
    text = head.decode("utf-16" if head.startswith(_UTF16) else "utf-8", "replace")
    for line in text.lstrip("\ufeff").split("\n"):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found
