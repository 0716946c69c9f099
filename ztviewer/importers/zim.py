"""ZIM, in which encyclopaedias and whole sites are carried offline: every page in it, with pictures from the same file."""

import posixpath
import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from ztviewer.core.article import Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Read, Rejected
from ztviewer.importers.containers import Budget
from ztviewer.importers.pages import read_page
from ztviewer.importers.pages.markup import PAGE_BYTES
from ztviewer.importers.plain_text import printable
from ztviewer.importers.source import BESIDE_BYTES, Source, damage, shown
from ztviewer.importers.zim_file import MAGIC, Entry, ZimFile

_PAGE_KINDS = ("text/html", "application/xhtml+xml")
_PART = re.compile(r"\.zim[a-z]{2}$")
_NAME = 200
_METADATA_BYTES = 4096
_ENTRY_BITS = 32


class Zim:
    """A file for Kiwix and its like."""

    name = "zim"

    def accepts(self, source: Source, head: bytes) -> bool:
        """By its magic number; the parts that a large one was cut into have none but in the first."""
        return head.startswith(MAGIC) or _PART.search(source.suffix) is not None

    def read(self, source: Source) -> Iterator[Read]:
        """One document a page, named by the file and the page's address in it."""
        if _PART.search(source.suffix):
            raise ImportProblem(_("This is a part of a ZIM file; put its parts together first."))
        with source.random_access() as file:
            zim = ZimFile(file, file.seek(0, 2), Budget(source.size))
            pages, problem = _pages(zim)
            creator = _creator(zim)
            for place in pages:
                entry = zim.entry(place & ((1 << _ENTRY_BITS) - 1))
                yield from _documents(source, zim, entry, creator)
            if problem is not None:
                yield Rejected(source.place, problem)
            elif not zim.is_whole():
                yield Rejected(source.place, _("Its checksum is wrong: something in it was changed."))
            elif not pages:
                yield Rejected(source.place, _("There is no page in this file."))


def _pages(zim: ZimFile) -> tuple[list[int], str | None]:
    """The numbers of the pages' entries below those of their clusters, in the order of these; and what is wrong."""
    space = "C" if zim.one_space else "A"
    found, problem, before = array("Q"), None, ("", "")
    for number in range(zim.entries):
        try:
            entry = zim.entry(number)
        except ImportProblem as error:
            problem = str(error)
            continue
        if (entry.space, entry.path) < before:
            problem = _("Its entries are not in order.")
        before = (entry.space, entry.path)
        if entry.space == space and entry.kind.startswith(_PAGE_KINDS):
            found.append(entry.cluster << _ENTRY_BITS | number)
    return sorted(found), problem


def _creator(zim: ZimFile) -> str | None:
    """Who the file says has made its content."""
    try:
        entry = zim.find("M", "Creator")
        data = zim.content(entry, _METADATA_BYTES) if entry is not None else b""
    except ImportProblem:
        return None
    return " ".join(printable(data.decode("utf-8", "replace")).split())[:_NAME] or None


def _documents(source: Source, zim: ZimFile, entry: Entry, creator: str | None) -> Iterator[Read]:
    """The articles of a page, or why there are none."""
    named = f"{source.place}!{shown(entry.path)}"
    try:
        data = zim.content(entry, PAGE_BYTES)
        if known := source.known(named, data):
            yield known
            return
        with damage():
            articles = read_page(data, url=None, declared="utf-8", picture=_pictures(zim, entry))
    except ImportProblem as error:
        yield Rejected(named, str(error))
        return
    original = Original(shown(posixpath.basename(entry.path))[-_NAME:] or "index.html", "text/html", data)
    for document in articles.documents(named, original):
        draft = document.draft
        yield replace(document, draft=replace(draft, source=draft.source or creator))


def _pictures(zim: ZimFile, page: Entry) -> Callable[[str], bytes | None]:
    """What a page shows, by addresses relative to its own; in older files the space is a folder of it."""
    folder = posixpath.dirname(page.path if zim.one_space else f"{page.space}/{page.path}")

    def picture(address: str) -> bytes | None:
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            return None
        path = posixpath.normpath(posixpath.join("/", folder, unquote(parts.path))).lstrip("/")
        space, name = ("C", path) if zim.one_space else (path[:1], path[2:])
        try:
            entry = zim.find(space, name)
            return zim.content(entry, BESIDE_BYTES) if entry is not None and entry.kind else None
        except ImportProblem:
            return None

    return picture
