"""Press text saved from a page: a title, a line of source and time, pictures as repeated titles, paragraphs indented.

Nothing that reads like the article is lost; what stands behind its end (`编辑：…`, navigation) is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ztviewer.core.article import ArticleDraft, FigureDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.byline import Byline, is_byline, read_byline
from ztviewer.importers.charset import decode
from ztviewer.importers.lines import captioned, said, signed
from ztviewer.importers.plain_text import as_html, printable
from ztviewer.importers.script import language
from ztviewer.importers.source import Source

FILE_BYTES = 32 * 1024 * 1024

_INDENTED = re.compile(r"[\u3000\u00a0 \t]{2,}|\u3000|\t")
_CLOSED = re.compile(r"[。！？…；：，、.!?;:,][”’」』）)》】\]\s]*$")
_HEADING_LENGTH = 40
_CAPTION_LENGTH = 120
_HEADER_LINES = 12
_NAVIGATION = (3, 8)
"""This many lines of at most so many characters without a full stop, at the very end, are a menu."""
_MARKUP = re.compile(r"\s*(<[!?a-zA-Z]|[{\[]\s*[\"{\[]|%PDF|---\s*$)")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indented: bool


@dataclass(slots=True)
class _Parts:
    """An article while it is read: pieces of HTML in order, figures as they come."""

    pieces: list[str] = field(default_factory=list)
    figures: list[FigureDraft] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    byline: Byline = field(default_factory=Byline)


class PressText:
    """A plain text file with one article."""

    name = "press_text"

    def accepts(self, source: Source, head: bytes) -> bool:
        """Text with a source line, indented paragraphs or repeated titles; any prose when the name says `.txt`."""
        text = decode(head).text
        broken = sum(text.count(char) for char in "\0\x01\x02\x03\x04\x05\ufffd")
        if broken * 100 > len(text) or _MARKUP.match(text) or not text.strip():
            return False
        lines = _lines(text)
        if source.suffix in {".txt", ".text"}:
            return True
        signs = any(is_byline(line.text) for line in lines[1:_HEADER_LINES]) or any(
            line.text == lines[0].text for line in lines[1:]
        )
        return signs and any("\u4e00" <= char <= "\u9fff" for char in lines[0].text)

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The one article of the file."""
        data = source.read(FILE_BYTES)
        original = Original(source.name, "text/plain", data)
        decoded = decode(data)
        yield Imported(source.place, read_text(decoded.text, original), decoded.charset, decoded.guessed)


def read_text(text: str, original: Original | None = None) -> ArticleDraft:
    """The article that a press text holds; ImportProblem where there is none."""
    lines = _lines(text)
    if len(lines) < 2:
        raise ImportProblem(_("There is no article in this text."))
    title = lines[0].text
    start, byline, subtitle = _header(lines)
    end, last = _end(lines, start, title)
    parts = _body(lines[start:end], title)
    byline = last.with_line(byline).with_line(parts.byline)
    if not parts.texts and not parts.figures:
        raise ImportProblem(_("There is no article in this text."))
    return ArticleDraft(
        title=" ".join(title.split()),
        html="".join(parts.pieces),
        subtitle=subtitle,
        source=byline.source,
        author=byline.author or signed(parts.texts),
        editor=byline.editor,
        column=byline.column,
        published=byline.published,
        language=language(title + "".join(parts.texts)),
        figures=tuple(parts.figures),
        original=original,
    )


def _lines(text: str) -> list[_Line]:
    """The lines that say something, and whether they are indented."""
    return [
        _Line(line.strip("\u3000\u00a0 \t\ufeff"), bool(_INDENTED.match(line)))
        for line in printable(text).splitlines()
        if line.strip("\u3000\u00a0 \t\ufeff")
    ]


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _header(lines: list[_Line]) -> tuple[int, Byline, str | None]:
    """Where the body begins, the byline before it, and the subtitle between the two."""
    byline, subtitle, start = Byline(), None, 1
    known = [n for n, line in enumerate(lines[:_HEADER_LINES]) if n and is_byline(line.text)]
    for number in known:
        before = lines[start:number]
        if any(line.indented or line.text == lines[0].text for line in before) or len(before) > 1:
            break
        subtitle = before[0].text if before else subtitle
        byline = byline.with_line(read_byline(lines[number].text))
        start = number + 1
    return start, byline, subtitle


def _end(lines: list[_Line], start: int, title: str) -> tuple[int, Byline]:
    """Where the article ends (exclusive), and what its end says."""
    prose = [len(line.text) if line.indented or _CLOSED.search(line.text) else 0 for line in lines]
    whole, begun = max(sum(prose[start:]), 1), False
    for number in range(start, len(lines)):
        line = lines[number]
        behind = sum(prose[number + 1 :]) / whole
        if begun and (byline := said(line.text, behind=behind)) is not None:
            return number, byline
        begun = begun or (_key(line.text) != _key(title) and bool(_CLOSED.search(line.text)))
    return _before_menu(lines, start), Byline()


def _before_menu(lines: list[_Line], start: int) -> int:
    """The end of the lines without a menu that trails behind an indented text."""
    fewest, longest = _NAVIGATION
    end = len(lines)
    if not any(line.indented for line in lines[start:]):
        return end
    while end > start and not (last := lines[end - 1]).indented and len(last.text) <= longest:
        if _CLOSED.search(last.text):
            break
        end -= 1
    return end if len(lines) - end >= fewest else len(lines)


def _body(lines: list[_Line], title: str) -> _Parts:
    parts = _Parts()
    headings = _headings(lines, title)
    set_in = any(line.indented for line in lines)
    after_picture = False
    for number, line in enumerate(lines):
        if not line.indented and _key(line.text) == _key(title):
            parts.pieces.append("<figure></figure>")
            parts.figures.append(FigureDraft())
            after_picture = True
            continue
        if after_picture and not line.indented and (set_in or len(line.text) <= _CAPTION_LENGTH):
            parts.figures[-1] = FigureDraft(caption=line.text, credit=captioned(line.text)[1])
        elif (found := said(line.text, behind=None)) is not None:
            parts.byline = parts.byline.with_line(found)
        else:
            html = as_html([line.text])
            parts.pieces.append(f"<h2>{html[3:-4]}</h2>" if number in headings else html)
            parts.texts.append(line.text)
        after_picture = False
    return parts


def _headings(lines: list[_Line], title: str) -> set[int]:
    """Which lines are headings: short, without a closing mark, at most two together, and a paragraph follows."""
    set_in = any(line.indented for line in lines)
    text = [
        number
        for number, line in enumerate(lines)
        if _key(line.text) != _key(title) and (line.indented or not set_in)
    ]
    found: set[int] = set()
    run: list[int] = []
    for number in text:
        line = lines[number].text
        if len(line) <= _HEADING_LENGTH and not _CLOSED.search(line):
            run.append(number)
            continue
        found.update(run if len(run) <= 2 else ())
        run = []
    return found
