"""MHTML, a page and its pictures in one file, as browsers write it and as careless programs do.

Mail parsers stop at the first broken header, so the file is cut at its boundary and each part is read for itself.
"""

import binascii
import quopri
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from ztviewer.core.article import Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.pages import Articles, read_page
from ztviewer.importers.source import Source

FILE_BYTES = 256 * 1024 * 1024
PARTS = 20_000
"""How many parts of a file are looked at."""

_SUFFIXES = frozenset({".mht", ".mhtml"})
_HEADERS = 16 * 1024
_BOUNDARY = re.compile(rb"""boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
_KIND = re.compile(rb"multipart/(?:related|mixed|alternative)", re.IGNORECASE)
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*(?:\r?\n[ \t]+.*)*)", re.MULTILINE)
_END_OF_HEADERS = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_ELEMENT = re.compile(rb"\s*<[a-z!]", re.IGNORECASE)
_SPACE = re.compile(rb"[^A-Za-z0-9+/]")


class Mhtml:
    """A page in MHTML (`.mht`, `.mhtml`)."""

    name = "mhtml"

    def accepts(self, source: Source, head: bytes) -> bool:
        """Its headers speak of several parts; a mail with attachments does too, but is not called `.mht`."""
        headers = head[:_HEADERS]
        if not _HEADER.match(headers.lstrip(b"\xef\xbb\xbf \r\n")) or not _BOUNDARY.search(headers):
            return False
        related = re.search(rb"multipart/related", headers, re.IGNORECASE) is not None
        return related or (source.suffix in _SUFFIXES and _KIND.search(headers) is not None)

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The articles of the page; frames are no pages of their own."""
        data = source.read(FILE_BYTES)
        original = Original(source.name, "multipart/related", data)
        yield from read_mhtml(data).documents(source.place, original)


@dataclass(frozen=True, slots=True)
class _Part:
    headers: dict[str, str]
    """by their names in lower case"""
    body: bytes
    """as it is encoded"""

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        if self.media_type:
            return self.media_type in ("text/html", "application/xhtml+xml")
        return _ELEMENT.match(self.body) is not None

    def decoded(self) -> bytes:
        """The content; what is wrong with its encoding is passed over."""
        encoding = self.headers.get("content-transfer-encoding", "").strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        if encoding != "base64":
            return self.body
        letters = _SPACE.sub(b"", self.body)
        try:
            return b64decode(letters[: len(letters) // 4 * 4] + _padded(letters[len(letters) // 4 * 4 :]))
        except binascii.Error:
            return b""


def read_mhtml(data: bytes) -> Articles:
    """The articles of an MHTML file; ImportProblem with the reason where there is none."""
    headers, parts = _parts(data)
    page = next((part for part in parts if part.is_page), None)
    if page is None:
        raise ImportProblem(_("There is no page in this file."))
    url = page.headers.get("content-location") or headers.get("snapshot-content-location")
    url = url if url and url.startswith(("http://", "https://")) else None
    found = _by_address(parts, url)
    charset = _CHARSET.search(page.headers.get("content-type", ""))

    def picture(address: str) -> bytes | None:
        part = found.get(_address(address))
        return part.decoded() if part is not None else None

    return read_page(page.decoded(), url=url, declared=charset[1] if charset else None, picture=picture)


def _parts(data: bytes) -> tuple[dict[str, str], list[_Part]]:
    """The file's own headers, and its parts."""
    boundary = _BOUNDARY.search(data[:_HEADERS])
    if boundary is None:
        raise ImportProblem(_("There is no page in this file."))
    mark = re.escape(b"--" + (boundary[1] or boundary[2]))
    first, *rest = re.split(rb"(?:^|\r?\n)" + mark + rb"(?:--)?[ \t]*\r?\n?", data, maxsplit=PARTS)
    return _headers(first), [_part(piece) for piece in rest if piece.strip()]


def _part(piece: bytes) -> _Part:
    """A part; one that begins with its content has no headers."""
    if not _HEADER.match(piece.lstrip(b"\r\n")):
        return _Part({}, piece)
    piece = piece.lstrip(b"\r\n")
    end = _END_OF_HEADERS.search(piece)
    if end is None:
        return _Part(_headers(piece), b"")
    return _Part(_headers(piece[: end.start()]), piece[end.end() :])


def _headers(text: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _HEADER.findall(text[:_HEADERS].lstrip(b"\xef\xbb\xbf")):
        folded = " ".join(value.decode("utf-8", "replace").split())
        found.setdefault(name.decode("ascii").lower(), folded)
    return found


def _by_address(parts: list[_Part], url: str | None) -> dict[str, _Part]:
    """The parts by all the addresses that a page can name them with."""
    found: dict[str, _Part] = {}
    for part in parts:
        if location := part.headers.get("content-location"):
            found.setdefault(_address(location), part)
            if url:
                found.setdefault(_address(_joined(url, location)), part)
        if identity := part.headers.get("content-id"):
            found.setdefault(_address("cid:" + identity.strip("<> ")), part)
    return found


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _address(address: str) -> str:
    return address.partition("#")[0].strip()


def _padded(letters: bytes) -> bytes:
    return letters + b"=" * (-len(letters) % 4) if len(letters) > 1 else b""
