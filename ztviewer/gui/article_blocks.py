"""An article as a flat run of blocks to be set: what each says, in which style, and where a search looks for it.

No Qt: this runs off the GUI thread. The text of a block is, character for character, the text that the document will
hold, so that a span found in one is a span in the other; only where a block is cut, the document has one character more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import accumulate, count, pairwise

import lxml.html

from ztviewer.core.article import Article, Figure
from ztviewer.core.body import LINE_BREAK
from ztviewer.core.i18n import _
from ztviewer.core.query import Field
from ztviewer.gui.dates import shown_date

_SPACE = re.compile(r"[ \t\r\n\f\v\0]+")
_PARAGRAPH_ENDS = str.maketrans(dict.fromkeys("\u2029\ufdd0\ufdd1\ufffc", " "))
"""Characters that Qt takes for the end of a block or for an object."""


_WIDEST = 40
"""Columns of a table that are set."""
_CELLS = 48
"""Cells of a table that are set at once: about 8 ms."""
_LONGEST = 3000
"""Characters of a block that are laid out at once; Qt never lays out a part of one."""
_SENTENCE = re.compile("[。！？；.!?; ]")


class Style(Enum):
    """How a block is set."""

    TITLE = auto()
    SUBTITLE = auto()
    BYLINE = auto()
    HEADING_2 = auto()
    HEADING_3 = auto()
    HEADING_4 = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    CELL = auto()
    CAPTION = auto()


_HEADINGS = {"h2": Style.HEADING_2, "h3": Style.HEADING_3, "h4": Style.HEADING_4}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    strong: bool = False
    em: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One block of text."""

    style: Style
    runs: tuple[Run, ...]
    field: Field | None = None
    """where a search looks for it; None: nowhere"""
    quoted: int = 0
    """how many quotations it stands in"""
    listed: tuple[int, int, bool] | None = None
    """number of its list within the article, depth from 1, whether it is counted"""
    parts: tuple[tuple[Run, ...], ...] = ()
    """the runs of a very long text, as they are set: each part in a block of the document of its own"""
    cuts: tuple[int, ...] = ()
    """where all parts but the first begin, in UTF-16 units"""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Shown:
    """The place of a figure's picture."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `across` columns wide and `down` rows high."""

    blocks: tuple["Block", ...]
    header: bool
    across: int
    down: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table, row by row; or a part of one that is too large to be set at once."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    part: bool = False
    """others of the same columns follow or went before"""


Block = Text | Shown | Table


def blocks(article: Article) -> list[Block]:
    """The whole article: its title block, its body, and figures that its body does not place."""
    return [*_head(article), *_Body(article).blocks()]


def texts(items: Iterable[Block]) -> Iterator[Text]:
    """Every block of text in the order it is set, those in tables included."""
    for item in items:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Table):
            for row in item.rows:
                for cell in row:
                    yield from texts(cell.blocks)


def _head(article: Article) -> Iterator[Text]:
    yield Text(Style.TITLE, (Run(_plain(article.title)),), Field.TITLE)
    if article.subtitle:
        yield Text(Style.SUBTITLE, (Run(_plain(article.subtitle)),), Field.TITLE)
    known = (article.source or "", shown_date(article.published), article.column or "")
    where = "  ·  ".join(_plain(part) for part in known if part)
    people = [_("By {name}").format(name=article.author)] if article.author else []
    people += [_("Edited by {name}").format(name=article.editor)] if article.editor else []
    line = "　　".join(part for part in (where, *map(_plain, people)) if part)
    runs = [Run(line)] if line else []
    if article.url and article.url.startswith(("http://", "https://")):
        runs.append(Run("　　" if line else ""))
        runs.append(Run(_("Original page").replace(" ", "\u00a0"), link=article.url))
    if runs:
        yield Text(Style.BYLINE, tuple(run for run in runs if run.text))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).translate(_PARAGRAPH_ENDS).strip()


class _Body:
    """Walks the closed HTML of one article."""

    def __init__(self, article: Article) -> None:
        self._html = article.html
        self._figures = iter(article.figures)
        self._lists = count()

    def blocks(self) -> Iterator[Block]:
        if self._html.strip():
            root = lxml.html.fragment_fromstring(self._html, create_parent="body")
            yield from self._inside(root, Style.PARAGRAPH, 0, None)
        for figure in self._figures:
            yield from _figure(figure)

    def _inside(
        self, element: lxml.html.HtmlElement, style: Style, quoted: int, listed: tuple[int, int, bool] | None
    ) -> Iterator[Block]:
        """The blocks within an element; loose text and inline marks between them in the element's own style."""
        loose: list[Run] = [Run(element.text or "")]
        for child in element:
            if child.tag in ("a", "strong", "em", "br"):
                loose.extend(_runs(child, Run("")))
            else:
                yield from _block(style, loose, quoted, listed)
                loose = []
                yield from self._child(child, style, quoted, listed)
            loose.append(Run(child.tail or ""))
        yield from _block(style, loose, quoted, listed)

    def _child(
        self, child: lxml.html.HtmlElement, style: Style, quoted: int, listed: tuple[int, int, bool] | None
    ) -> Iterator[Block]:
        match child.tag:
            case "figure":
                figure = next(self._figures, None)
                if figure is not None:
                    yield from _figure(figure)
            case "table":
                yield from self._tables(child)
            case "ul" | "ol":
                nested = (next(self._lists), (listed[1] if listed else 0) + 1, child.tag == "ol")
                for item in child.iterchildren("li"):
                    yield from self._inside(item, Style.ITEM, quoted, nested)
            case "blockquote":
                yield from self._inside(child, style, quoted + 1, listed)
            case "h2" | "h3" | "h4":
                yield from self._inside(child, _HEADINGS[child.tag], quoted, None)
            case _:
                yield from self._inside(child, style, quoted, listed)

    def _tables(self, table: lxml.html.HtmlElement) -> Iterator[Table]:
        rows = [
            tuple(
                Cell(
                    tuple(self._inside(cell, Style.CELL, 0, None)),
                    cell.tag == "th",
                    _span(cell, "colspan"),
                    _span(cell, "rowspan"),
                )
                for cell in row.iterchildren("td", "th")
            )
            for row in table.iterdescendants("tr")
        ]
        columns = min(max((sum(cell.across for cell in row) for row in rows), default=0), _WIDEST)
        if not columns:
            return
        step = max(_CELLS // columns, 1)
        for first in range(0, len(rows), step):
            yield Table(tuple(rows[first : first + step]), columns, part=len(rows) > step)


def _span(cell: lxml.html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), _WIDEST) if value.isdecimal() else 1


def _figure(figure: Figure) -> Iterator[Block]:
    yield Shown(figure)
    parts = [Run(_plain(figure.caption))] if figure.caption else []
    if parts:
        yield Text(Style.CAPTION, tuple(parts), Field.CAPTION)
    if figure.credit:
        yield Text(Style.CAPTION, (Run(_plain(figure.credit), em=True),))


def _runs(element: lxml.html.HtmlElement, face: Run) -> Iterator[Run]:
    """An inline element as runs, in the face of what it stands in and its own."""
    if element.tag == "br":
        yield Run(LINE_BREAK)
        return
    strong = face.strong or element.tag == "strong"
    em = face.em or element.tag == "em"
    link = element.get("href") if element.tag == "a" else face.link
    own = Run("", strong, em, link)
    yield Run(element.text or "", strong, em, link)
    for child in element:
        yield from _runs(child, own)
        yield Run(child.tail or "", strong, em, link)


def _block(
    style: Style, runs: list[Run], quoted: int, listed: tuple[int, int, bool] | None
) -> Iterator[Text]:
    """One block of runs with its white space made even; nothing where there is nothing to read."""
    even: list[Run] = []
    for run in runs:
        text = _SPACE.sub(" ", run.text).translate(_PARAGRAPH_ENDS)
        if not even or even[-1].text.endswith((" ", LINE_BREAK)):
            text = text.lstrip(" \u3000" + ("" if even else LINE_BREAK))
        if text:
            even.append(Run(text, run.strong, run.em, run.link))
    while even:
        last = even.pop()
        text = last.text.rstrip(" \u3000" + LINE_BREAK)
        if text:
            even.append(Run(text, last.strong, last.em, last.link))
            whole = Text(style, tuple(even), Field.BODY, quoted, listed)
            yield whole if style is Style.CELL else _cut(whole)
            return


def _cut(whole: Text) -> Text:
    """A text that is too long to be laid out at once with the parts it is set in."""
    text = whole.text
    if len(text) <= _LONGEST:
        return whole
    bounds = [0]
    while len(text) - bounds[-1] > _LONGEST:
        half, most = bounds[-1] + _LONGEST // 2, bounds[-1] + _LONGEST
        ends = [found.end() for found in _SENTENCE.finditer(text, half, most)]
        bounds.append(ends[-1] if ends else most)
    bounds.append(len(text))
    cuts = accumulate(_units(text[start:end]) for start, end in pairwise(bounds[:-1]))
    parts = tuple(tuple(_between(whole.runs, start, end)) for start, end in pairwise(bounds))
    return replace(whole, parts=parts, cuts=tuple(cuts))


def _units(text: str) -> int:
    """Its length as Qt counts."""
    return len(text.encode("utf-16-le")) // 2


def _between(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """The runs of a part of a text."""
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            yield replace(run, text=text)
