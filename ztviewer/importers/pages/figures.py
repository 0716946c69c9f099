"""Pictures of a page, from its folder, its capture or the page itself; decoration is told from pictures by size."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from ztviewer.core.article import FigureDraft, Picture
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.data_uri import data_bytes
from ztviewer.importers.pictures import read_picture
from ztviewer.importers.plain_text import printable

Resolve = Callable[[str], bytes | None]
"""What stands at an address in the folder or capture; None where nothing does."""

MOST = 300
"""How many pictures of one page are looked at."""
_SMALLEST = 48
"""Pixels: what is smaller both ways is an icon."""
_SOURCES = (
    "src",
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-url",
    "original",
    "_src",
)
_SET = re.compile(r"\s*([^\s,]\S*)")
_SIZE = re.compile(r"\s*(\d{1,5})\s*(?:px)?\s*$")
_ALT = 200


@dataclass(slots=True)
class Pictures:
    """Looks up the pictures of one page."""

    resolve: Resolve
    base: str | None
    """the page's address, against which those of its pictures stand"""
    _looked_at: int = 0

    def figure(self, image: HtmlElement) -> FigureDraft | None:
        """The figure that an `img` is; None where it is decoration."""
        if _tiny(image) or self._looked_at >= MOST:
            return None
        self._looked_at += 1
        addresses = list(_addresses(image))
        picture = next(filter(None, map(self._picture, addresses)), None)
        if picture is not None and max(picture.width, picture.height) < _SMALLEST:
            return None
        url = self._url(addresses)
        if picture is None and url is None:
            return None
        alt = " ".join(printable(image.get("alt") or image.get("title") or "").split())[:_ALT]
        return FigureDraft(picture=picture, alt=alt or None, url=url)

    def _picture(self, address: str) -> Picture | None:
        data = data_bytes(address) if _is_inline(address) else self._resolved(address)
        if data is None:
            return None
        try:
            return read_picture(data)
        except ImportProblem:
            return None

    def _resolved(self, address: str) -> bytes | None:
        found = self.resolve(address)
        joined = self._joined(address)
        return self.resolve(joined) if found is None and joined != address else found

    def _joined(self, address: str) -> str:
        try:
            return urljoin(self.base or "", address)
        except ValueError:
            return address

    def _url(self, addresses: list[str]) -> str | None:
        """Where the picture was on the web: the last of its addresses, behind any stand-in."""
        joined = map(self._joined, reversed(addresses))
        return next((url for url in joined if url.startswith(("http://", "https://"))), None)


def _addresses(image: HtmlElement) -> Iterator[str]:
    """The addresses an `img` gives, each once: the one that is shown, then those that a script would show.

    What stands in the page itself comes last: it is the picture, or a blank that keeps its place.
    """
    listed = [image.get(name) or "" for name in _SOURCES]
    if first := _SET.match(image.get("srcset") or image.get("data-srcset") or ""):
        listed.append(first[1])
    given = dict.fromkeys(address for address in map(str.strip, listed) if address)
    yield from sorted(given, key=_is_inline)


def _is_inline(address: str) -> bool:
    return address[:5].lower() == "data:"


def _tiny(image: HtmlElement) -> bool:
    sizes = [_SIZE.match(image.get(name) or "") for name in ("width", "height")]
    return any(size is not None and int(size[1]) < _SMALLEST for size in sizes)
