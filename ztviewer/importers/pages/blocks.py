"""A tree of HTML as the flat list of what a reader sees: paragraphs, headings, list items, tables, pictures, in order.

Hidden elements, forms and programs are not seen. Layout tables are looked through; tables of data are one block.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree
from lxml.html import HtmlElement

_UNSEEN = frozenset(
    "script style noscript template iframe frame frameset object embed applet svg math canvas audio video map "
    "select textarea button input option datalist dialog title meta link base param source track wbr".split()
)
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em"}
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var".split()
)
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_EDGES = " \u3000\u00a0\t\r\n\u200b\ufeff"
_INDENT = re.compile(r"^\s*(?:\u3000|\u00a0{2}|(?:\u00a0 ?){2})")
_ITEM = 300
"""Characters: a list item with blocks in it that is longer is layout."""
_FORM = 200
"""Characters: a longer form is one that some servers put around the whole page."""
_TABLE_CELL = 200
"""Characters: a table with a longer cell is layout."""


@dataclass(frozen=True, slots=True)
class Block:
    """One thing a reader sees."""

    kind: str
    """`p`, `h2`, `h3`, `h4`, `li`, `table`, `caption` or `img`"""
    html: str
    """the inside as HTML, marks and links kept (of a table: its rows)"""
    text: str
    linked: int
    """how many characters of the text are links"""
    element: HtmlElement
    """the innermost block-level element it stands in; of a picture the `img` itself"""
    group: tuple[str, ...] = ()
    """what it stands in that is kept: `ul`, `ol`, `blockquote`, outermost first"""

    @property
    def is_text(self) -> bool:
        """Whether it is prose of the article, or could be."""
        return self.kind != "img"


@dataclass(slots=True)
class _Run:
    """Text at hand, not yet a block."""

    pieces: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str, marks: tuple[str, ...], href: str | None) -> None:
        text = _SPACES.sub(" ", text)
        if not text:
            return
        html = escape(text, quote=False)
        for mark in marks:
            html = f"<{mark}>{html}</{mark}>"
        if href:
            html = f'<a href="{escape(href)}">{html}</a>'
            self.linked += len(text.strip())
        self.pieces.append(html)
        self.text.append(text)

    @property
    def blank(self) -> bool:
        return not "".join(self.text).strip(_EDGES)


def blocks(root: HtmlElement) -> list[Block]:
    """Everything that is seen in an element, in order."""
    reader = _Reader()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            reader.start(element)
        else:
            reader.end(element, at_root=element is root)
    reader.flush()
    return reader.found


class _Reader:
    """Takes the starts and ends of elements and makes blocks of what is in them."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._run = _Run()
        self._kinds: list[str] = ["p"]
        self._places: list[HtmlElement] = []
        self._marks: list[str] = []
        self._links: list[str | None] = []
        self._groups: list[str] = []
        self._unseen: HtmlElement | None = None
        self._breaks = 0

    def start(self, element: HtmlElement) -> None:
        """Take the start of an element and the text up to its first child."""
        if self._unseen is not None:
            return
        name = str(element.tag)
        if not self._places:
            self._places.append(element)
        if unseen(element):
            self._unseen = element
        elif name == "table" and is_data(element):
            self.flush()
            self.found.append(_table(element, tuple(self._groups)))
            self._unseen = element
        elif name == "br":
            self._break()
        elif name == "img":
            self.flush()
            self.found.append(Block("img", "", "", 0, element, tuple(self._groups)))
        elif name in _INLINE:
            self._start_inline(element, name)
        else:
            self._start_block(element, name)
        if self._unseen is None:
            self._text(element.text)

    def end(self, element: HtmlElement, *, at_root: bool) -> None:
        """Take the end of an element and the text behind it."""
        if self._unseen is not None:
            if self._unseen is not element:
                return
            self._unseen = None
        else:
            self._close(element, str(element.tag))
        if not at_root:
            self._text(element.tail)

    def flush(self) -> None:
        """Make a block of the text at hand."""
        run, self._run, self._breaks = self._run, _Run(), 0
        if run.blank or not self._places:
            return
        text = _trimmed(run.text)
        html = "".join(run.pieces).strip(_EDGES)
        while html.endswith("<br>"):
            html = html.removesuffix("<br>").rstrip(_EDGES)
        self.found.append(Block(self._kinds[-1], html, text, run.linked, self._places[-1], self._group()))

    def _group(self) -> tuple[str, ...]:
        """What the text stands in; a list only as far as it is an item of one."""
        if self._kinds[-1] == "li":
            return tuple(self._groups)
        return tuple(name for name in self._groups if name == "blockquote")

    def _start_inline(self, element: HtmlElement, name: str) -> None:
        if name == "a":
            self._links.append(element.get("href"))
        elif name in _MARKS:
            self._marks.append(_MARKS[name])

    def _start_block(self, element: HtmlElement, name: str) -> None:
        self.flush()
        if self._places[-1] is not element:
            self._places.append(element)
        self._kinds.append("p" if name == "li" and _is_layout(element) else _kind(name, self._kinds[-1]))
        if name in ("ul", "ol", "blockquote"):
            self._groups.append(name)

    def _close(self, element: HtmlElement, name: str) -> None:
        if name in ("br", "img"):
            return
        if name == "a":
            if self._links:
                self._links.pop()
        elif name in _MARKS:
            if self._marks:
                self._marks.pop()
        elif name not in _INLINE:
            self.flush()
            if len(self._kinds) > 1:
                self._kinds.pop()
            if name in ("ul", "ol", "blockquote") and self._groups:
                self._groups.pop()
            if len(self._places) > 1 and self._places[-1] is element:
                self._places.pop()

    def _text(self, text: str | None) -> None:
        if not text or (not self._run.text and not text.strip(_EDGES)):
            return
        if self._breaks and (self._breaks > 1 or _INDENT.match(text)):
            self.flush()  # a blank line, or a new line that is indented: a paragraph
        elif self._breaks and text.strip():
            self._run.pieces.append("<br>")
            self._run.text.append("\n")
        if text.strip(_EDGES) or not self._breaks:
            if not self._run.text:
                text = text.lstrip(_EDGES)
            self._breaks = 0
            self._run.add(text, tuple(dict.fromkeys(self._marks)), self._links[-1] if self._links else None)

    def _break(self) -> None:
        if self._run.text:
            self._breaks += 1


def _is_layout(item: HtmlElement) -> bool:
    """Whether a list item is a part of the page and no item of a list."""
    inside = item.xpath("count(./div | ./p | ./section | ./article | ./table | ./div/div/p)")
    return isinstance(inside, float) and inside > 0 and len("".join(item.itertext()).strip()) > _ITEM


def unseen(element: HtmlElement) -> bool:
    """Whether an element and all in it is hidden, a program or part of a form."""
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    if element.tag == "form" and len("".join(element.itertext()).strip()) < _FORM:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds data: rows of at least two short cells, no table in it, no pictures."""
    if next(table.iterdescendants("table", "img", "form", "ul"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    if len(rows) < 2:
        return False
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    wide = sum(len(row) > 1 for row in cells)
    longest = max((len("".join(cell.itertext()).strip()) for row in cells for cell in row), default=0)
    return wide * 2 > len(rows) and longest <= _TABLE_CELL


def _table(table: HtmlElement, groups: tuple[str, ...]) -> Block:
    rows, texts = [], []
    for row in table.iter("tr"):
        cells = [(str(cell.tag), cell, _seen_text(cell)) for cell in row if cell.tag in ("td", "th")]
        rows.append(
            "".join(f"<{tag}{_spans(cell)}>{escape(text, quote=False)}</{tag}>" for tag, cell, text in cells)
        )
        texts.append("\t".join(text for _tag, _cell, text in cells))
    linked = sum(len("".join(link.itertext()).strip()) for link in table.iter("a"))
    html = "".join(f"<tr>{row}</tr>" for row in rows if row)
    return Block("table", html, "\n".join(texts).strip(), linked, table, groups)


def _seen_text(cell: HtmlElement) -> str:
    return " ".join("".join(_texts(cell)).split())


def _texts(element: HtmlElement) -> Iterator[str]:
    if element.text and not unseen(element):
        yield element.text
    for child in element.iterdescendants():
        if isinstance(child.tag, str) and not unseen(child) and child.text:
            yield child.text
        if child.tail:
            yield child.tail


def _spans(cell: HtmlElement) -> str:
    spans = ((name, cell.get(name, "")) for name in ("colspan", "rowspan"))
    return "".join(f' {name}="{int(value)}"' for name, value in spans if re.fullmatch("[0-9]{1,3}", value))


def _kind(name: str, around: str) -> str:
    """What text directly in an element is."""
    if name in _HEADINGS:
        return _HEADINGS[name]
    if name == "figcaption":
        return "caption"
    if name == "li":
        return "li"
    return around if around in ("caption", *_HEADINGS.values()) else "li" if around == "li" else "p"


def _trimmed(texts: list[str]) -> str:
    return "".join(texts).strip(_EDGES + "\n")
