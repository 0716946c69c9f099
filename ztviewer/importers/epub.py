"""EPUB: every chapter is an article whose source is the book, in the order of the spine, its pictures kept.

A press reader's e-books are issues of a paper, an article a chapter; and a book of 300,000 characters as one article
could neither be cited nor found in. What the contents do not name and has no heading goes on from the chapter before.
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from ztviewer.core.article import ArticleDraft, FigureDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.bodies import read_body, take_title, text_of, without_controls
from ztviewer.importers.containers import Budget
from ztviewer.importers.dates import read_moment
from ztviewer.importers.pages.markup import parse
from ztviewer.importers.plain_text import printable
from ztviewer.importers.script import language
from ztviewer.importers.source import BESIDE_BYTES, Source, damage, within
from ztviewer.importers.zip_file import MAGIC, open_zip, zip_parts

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbncx+xml"}
_PART_BYTES = 32 * 1024 * 1024
_CHAPTERS = 20_000


@dataclass(frozen=True, slots=True)
class _Book:
    """What its package file says."""

    title: str
    author: str | None
    published: str | None
    language: str | None
    chapters: tuple[str, ...]
    """the members in reading order, the contents left out"""
    contents: str | None
    """the member that lists the chapters by name"""


@dataclass(slots=True)
class _Chapter:
    """A chapter while it is put together from the members that it goes on in."""

    member: str
    title: str
    html: str
    text: str
    figures: list[FigureDraft] = field(default_factory=list)
    data: bytes = b""


class Epub:
    """EPUB 2 and 3."""

    name = "epub"

    def accepts(self, source: Source, head: bytes) -> bool:
        """A ZIP with the member that every EPUB has."""
        return head.startswith(MAGIC) and _CONTAINER in zip_parts(source)

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """One document a chapter, named by the book and the chapter's file."""
        with source.random_access() as file, open_zip(file) as packed:
            Budget(source.size).spend(sum(info.file_size for info in packed.infolist()))
            with damage():
                book = _book(packed)
                names = _names(packed, book.contents)
            found = False
            for chapter in _chapters(packed, book, names):
                found = True
                if isinstance(chapter, Rejected):
                    yield Rejected(f"{source.place}!{chapter.path}", chapter.reason)
                else:
                    yield Imported(f"{source.place}!{chapter.member}", _draft(chapter, book))
            if not found:
                raise ImportProblem(_("There is no text in this book."))


def _draft(chapter: _Chapter, book: _Book) -> ArticleDraft:
    name = posixpath.basename(chapter.member)
    return ArticleDraft(
        title=chapter.title,
        html=chapter.html,
        source=book.title,
        author=book.author,
        published=read_moment(book.published) if book.published else None,
        language=language(chapter.text) or book.language,
        figures=tuple(chapter.figures),
        original=Original(name, "application/xhtml+xml", chapter.data),
    )


def _member(packed: zipfile.ZipFile, name: str, limit: int = _PART_BYTES) -> bytes | None:
    """The bytes of a member; None where there is none or it is too large."""
    try:
        info = packed.getinfo(name)
    except KeyError:
        return None
    return packed.read(info) if info.file_size <= limit else None


def _xml(data: bytes | None) -> etree._Element:
    """A tree, without what namespaces say, entities never expanded; ImportProblem where there is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser) if data else None
    if root is None:
        raise ImportProblem(_("A part that every such file has is missing or damaged."))
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def _book(packed: zipfile.ZipFile) -> _Book:
    place = _xml(_member(packed, _CONTAINER)).find(".//rootfile")
    package = place.get("full-path", "") if place is not None else ""
    root = _xml(_member(packed, package))
    folder = posixpath.dirname(package)
    items: dict[str, str] = {}
    contents = None
    for item in root.iter("item"):
        member = within(folder, unquote(item.get("href", "")))
        if member is None or item.get("media-type") not in _PAGES:
            continue
        listing = "nav" in item.get("properties", "").split()
        if listing or (contents is None and item.get("media-type") == "application/x-dtbncx+xml"):
            contents = member
        if not listing:
            items[item.get("id", "")] = member
    chapters = dict.fromkeys(
        items[key] for one in root.iter("itemref") if (key := one.get("idref", "")) in items
    )
    _refuse_protected(packed, chapters)
    return _Book(
        _said(root, "title") or _("A book without a title"),
        _said(root, "creator"),
        _said(root, "date"),
        _said(root, "language"),
        tuple(chapters)[:_CHAPTERS],
        contents,
    )


def _said(root: etree._Element, name: str) -> str | None:
    """What the metadata say first of something."""
    found = root.find(f".//metadata//{name}")
    return (
        " ".join(printable("".join(map(str, found.itertext()))).split()) or None
        if found is not None
        else None
    )


def _refuse_protected(packed: zipfile.ZipFile, chapters: Mapping[str, None]) -> None:
    """ImportProblem where chapters are encrypted; that fonts often are does not matter."""
    data = _member(packed, _ENCRYPTION)
    if data is None:
        return
    named = {unquote(one.get("URI", "")) for one in _xml(data).iter("CipherReference")}
    if named & set(chapters):
        raise ImportProblem(_("It is encrypted."))


def _names(packed: zipfile.ZipFile, contents: str | None) -> dict[str, str]:
    """What the contents call each member; the first name of each counts."""
    data = _member(packed, contents) if contents else None
    if not contents or data is None:
        return {}
    root, folder = _xml(data), posixpath.dirname(contents)
    named: dict[str, str] = {}
    if contents.endswith(".ncx") or root.tag == "ncx":
        pairs = [(one.find("content"), one.find("navLabel/text")) for one in root.iter("navPoint")]
        links = [
            (at.get("src", ""), said.text or "") for at, said in pairs if at is not None and said is not None
        ]
    else:
        lists = [one for one in root.iter("nav") if "toc" in str(one.attrib.values())] or list(
            root.iter("nav")
        )
        links = [
            (a.get("href", ""), "".join(map(str, a.itertext()))) for one in lists[:1] for a in one.iter("a")
        ]
    for address, text in links:
        member = within(folder, unquote(address.partition("#")[0]))
        title = " ".join(printable(text).split())
        if member and title:
            named.setdefault(member, title)
    return named


def _chapters(
    packed: zipfile.ZipFile, book: _Book, names: Mapping[str, str]
) -> Iterator[_Chapter | Rejected]:
    """The chapters that have something to read, each with what goes on from it."""
    current: _Chapter | None = None
    for member in book.chapters:
        try:
            with damage():
                chapter = _chapter(packed, member, names.get(member), book.title)
        except ImportProblem as error:
            yield Rejected(member, str(error))
            continue
        if chapter is None:
            continue
        if current is not None and chapter.title == "":
            current.html += chapter.html
            current.text += chapter.text
            current.figures += chapter.figures
            current.data += b"\n" + chapter.data
            continue
        if current is not None:
            yield current
        chapter.title = chapter.title or book.title
        current = chapter
    if current is not None:
        yield current


def _chapter(packed: zipfile.ZipFile, member: str, name: str | None, book: str) -> _Chapter | None:
    """A member of the spine; without a title where it has none, None where it is empty or only names the book."""
    data = _member(packed, member)
    if data is None:
        raise ImportProblem(_("A part that every such file has is missing or damaged."))
    tree: HtmlElement = without_controls(parse(data, None).tree)
    body = tree.find("body") if tree.tag == "html" else tree
    if body is None or _is_contents(body):
        return None
    heading = take_title(body, *([name] if name and _has_heading(body, name) else []))
    folder = posixpath.dirname(member)

    def beside(reference: str) -> bytes | None:
        place = within(folder, reference)
        return _member(packed, place, BESIDE_BYTES) if place else None

    read = read_body(body, beside)
    title = name or heading or ""
    if not read.text and (not read.figures or title in {"", book}):
        return None
    return _Chapter(member, title, read.html, read.text, list(read.figures), data)


def _has_heading(body: HtmlElement, name: str) -> bool:
    first = next(iter(body.iter("h1", "h2", "h3", "h4", "h5", "h6")), None)
    return first is not None and "".join(str(first.text_content()).split()) == "".join(name.split())


def _is_contents(body: HtmlElement) -> bool:
    """Whether a page is links into the book and hardly anything else."""
    linked = sum(len(text_of(link)) for link in body.iter("a") if ":" not in (link.get("href") or ":"))
    return linked > 0 and linked * 10 > len(text_of(body)) * 8
