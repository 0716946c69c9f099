"""Saved web pages: one file, its pictures in the `_files` folder beside it or in the page itself."""

import codecs
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ztviewer.core.article import Original
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.pages import read_page
from ztviewer.importers.pages.markup import PAGE_BYTES
from ztviewer.importers.source import Source

_SUFFIXES = frozenset(".html .htm .xhtml .shtml".split())
_FOLDERS = ("_files", ".files", "_file")
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT = re.compile(rb"<[a-z!]", re.IGNORECASE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SOME = 1000
"""Bytes in which a file that is no text has something that no text has."""


class Html:
    """A saved web page."""

    name = "html"

    def accepts(self, source: Source, head: bytes) -> bool:
        """It begins as a page does, or it is called one and has elements."""
        plain = head.replace(b"\0", b"") if b"\0" in head[:200] else head  # UTF-16
        if _BEGINNING.match(plain):
            return True
        if source.suffix not in _SUFFIXES:
            return False
        text = plain if head.startswith(_UTF16) else head
        return bool(_ELEMENT.search(text)) and not _BINARY.search(text[:_SOME])

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The articles of the page."""
        data = source.read(PAGE_BYTES)
        articles = read_page(data, url=None, declared=None, picture=_beside(source))
        yield from articles.documents(source.place, Original(source.name, "text/html", data))


def _beside(source: Source) -> Callable[[str], bytes | None]:
    """What a page shows, from the files beside it: as it names them, or by their own name in its folder."""
    stem = PurePosixPath(source.name).stem

    def picture(address: str) -> bytes | None:
        parts = urlsplit(address)
        path = unquote(parts.path)
        found = source.beside(path) if not parts.scheme and not parts.netloc else None
        own_name = PurePosixPath(path).name
        for folder in _FOLDERS if found is None and own_name else ():
            found = found or source.beside(f"{stem}{folder}/{own_name}")
        return found

    return picture
