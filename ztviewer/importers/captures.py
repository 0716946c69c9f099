"""Web captures (WARC, ARC, WACZ): every article page in one, its pictures from the same capture, never the network."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from typing import BinaryIO, cast
from urllib.parse import unquote, urlsplit

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from ztviewer.core.article import Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Read, Rejected
from ztviewer.importers.containers import Budget
from ztviewer.importers.pages.markup import PAGE_BYTES
from ztviewer.importers.pages.reading import read_page
from ztviewer.importers.source import BESIDE_BYTES, Source, damage, shown
from ztviewer.importers.zip_file import MAGIC, open_zip, zip_parts

RECORDS = 5_000_000
"""How many records of one capture are looked at."""

_BEGINNINGS = (b"WARC/", b"filedesc://")
_HTML = {"text/html", "application/xhtml+xml"}
_NAME = 80


class _Records(ArchiveIterator):  # type: ignore[misc]  # it carries no types
    """The records of a file, without what warcio would print about odd ones."""

    INC_RECORD = ""


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a page lies in a capture."""

    file: int
    offset: int
    url: str
    declared: str | None
    """the charset that its server named"""


@dataclass(slots=True)
class _Capture:
    """What the files of a capture hold, by where it lies; pages and pictures are read again when they are needed."""

    files: list[BinaryIO]
    budget: Budget
    """what may still come out of it; a picture counts for each page that shows it"""
    pages: list[_Page] = field(default_factory=list)
    pictures: dict[str, tuple[int, int]] = field(default_factory=dict)

    def index(self, number: int) -> None:
        """Note what one file holds; ImportProblem where it is damaged, what stands before that is kept."""
        with damage():
            for count, (offset, record) in enumerate(_records(self.files[number], 0)):
                if count >= RECORDS:
                    raise ImportProblem(_("More than {count} files lie in it.").format(count=RECORDS))
                self._note(number, offset, record)

    def _note(self, number: int, offset: int, record: ArcWarcRecord) -> None:
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        if not url.startswith(("http://", "https://")) or not _is_whole(record):
            return
        kind, charset = _content_type(record)
        if kind in _HTML:
            self.pages.append(_Page(number, offset, url, charset))
        elif kind.startswith("image/"):
            self.pictures.setdefault(_key(url), (number, offset))

    def content(self, number: int, offset: int, limit: int) -> bytes:
        """What was sent, its transfer and packing undone."""
        with damage():
            records = _records(self.files[number], offset)  # kept, for what it has given ends with it
            data = _content(next(records)[1], limit + 1)
        if len(data) > limit:
            raise ImportProblem(_("The file is larger than {size} MiB.").format(size=limit >> 20))
        self.budget.spend(len(data))
        return data

    def picture(self, address: str) -> bytes | None:
        """The picture at an address; None where the capture has none that can be read."""
        place = self.pictures.get(_key(address))
        try:
            return self.content(*place, BESIDE_BYTES) if place else None
        except ImportProblem:
            return None


class Captures:
    """WARC and the older ARC, also packed by gzip a record at a time."""

    name = "warc"

    def accepts(self, source: Source, head: bytes) -> bool:  # noqa: ARG002 -- the beginning says it all
        """By how the first record begins."""
        return _unpacked(head).startswith(_BEGINNINGS)

    def read(self, source: Source) -> Iterator[Read]:
        """One document a page, named by the file and the page's address."""
        with source.random_access() as file:
            yield from _read(source, [file], Budget(source.size))


class PackedCaptures:
    """WACZ: the WARC files of one capture, in a ZIP."""

    name = "wacz"

    def accepts(self, source: Source, head: bytes) -> bool:
        """A ZIP with a description and WARC files in the folder that the format names."""
        if not head.startswith(MAGIC):
            return False
        parts = zip_parts(source)
        return "datapackage.json" in parts and any(map(_is_warc, parts))

    def read(self, source: Source) -> Iterator[Read]:
        """One document a page, named by the file and the page's address."""
        budget = Budget(source.size)
        with ExitStack() as stack:
            packed = open_zip(stack.enter_context(source.random_access()))
            stack.enter_context(packed)
            files = []
            for info in filter(lambda one: _is_warc(one.filename), packed.infolist()):
                budget.spend(info.file_size, members=1)
                member = Source(source.place, info.filename, info.file_size, partial(_opened, packed, info))
                files.append(stack.enter_context(member.random_access()))
            yield from _read(source, files, budget)


def _opened(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    with damage():  # what stands before the member may differ from what the list of members says
        return cast(BinaryIO, packed.open(info))


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _unpacked(head: bytes) -> bytes:
    if not head.startswith(b"\x1f\x8b"):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 64)
    except zlib.error:
        return b""


def _read(source: Source, files: list[BinaryIO], budget: Budget) -> Iterator[Read]:
    """The pages of a capture, then what is wrong with its files."""
    place, capture = source.place, _Capture(files, budget)
    problems = []
    for number in range(len(files)):
        try:
            capture.index(number)
        except ImportProblem as error:
            problems.append(Rejected(place, str(error)))
    for page in capture.pages:
        yield from _read_page(source, capture, page)
    yield from problems
    if not capture.pages and not problems:
        yield Rejected(place, _("There is no page in this capture."))


def _read_page(source: Source, capture: _Capture, page: _Page) -> Iterator[Read]:
    shown_place = f"{source.place}!{shown(page.url)}"
    try:
        data = capture.content(page.file, page.offset, PAGE_BYTES)
        if known := source.known(shown_place, data):
            yield known
            return
        with damage():
            articles = read_page(data, url=page.url, declared=page.declared, picture=capture.picture)
    except ImportProblem as error:
        yield Rejected(shown_place, str(error))
        return
    original = Original(_file_name(page.url), "text/html", data)
    yield from articles.documents(shown_place, original)


def _records(file: BinaryIO, start: int) -> Iterator[tuple[int, ArcWarcRecord]]:
    """The records from a place on, with where each begins."""
    file.seek(start)
    records = _Records(file, arc2warc=True)
    for record in records:
        yield records.offset, record  # asking for it by method would first skip to the record's end


def _content(record: ArcWarcRecord, limit: int) -> bytes:
    """The first bytes of what was sent, unpacked."""
    headers = record.http_headers
    packed = headers is not None and (headers.get_header("Content-Encoding") or "").strip().lower() == "br"
    if packed:  # warcio's own way does not work with today's brotli, nor is it bounded
        headers.replace_header("Content-Encoding", "identity")
    data: bytes = record.content_stream().read(limit)
    if packed:
        data = brotli.Decompressor().process(data, output_buffer_limit=limit)
    return data


def _is_whole(record: ArcWarcRecord) -> bool:
    """Whether a record holds what stood at an address, and not an error, a request or a reference."""
    if record.rec_type == "resource":
        return True
    return (
        record.rec_type == "response"
        and record.http_headers is not None
        and record.http_headers.get_statuscode() == "200"
    )


def _content_type(record: ArcWarcRecord) -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    message = Message()
    message["Content-Type"] = headers.get_header("Content-Type") or ""
    charset = message.get_param("charset")
    return message.get_content_type(), charset if isinstance(charset, str) else None


def _key(url: str) -> str:
    """An address without what makes no other picture of it: scheme, fragment."""
    return url.partition("#")[0].partition("://")[2]


def _file_name(url: str) -> str:
    try:
        name = posixpath.basename(unquote(urlsplit(url).path))
    except ValueError:
        name = ""
    return shown(name)[-_NAME:] or "index.html"
