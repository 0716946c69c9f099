"""PDF with a text layer: lines are put together again into paragraphs; a scan without text is rejected as such.

On request its pages come along as pictures, and then a scan is an article of pictures.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from statistics import median

import pypdfium2
from pypdfium2 import raw

from ztviewer.core.article import ArticleDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.byline import Byline, is_byline, read_byline
from ztviewer.importers.pdf_pages import page_figures
from ztviewer.importers.pdf_streams import refuse_bombs
from ztviewer.importers.plain_text import as_html, printable, title_of
from ztviewer.importers.script import language
from ztviewer.importers.source import Source, damage

FILE_BYTES = 256 * 1024 * 1024
PAGES = 2_000
_CHARACTERS = 2_000_000
_PAGE_CHARACTERS = 200_000
"""A newspaper's page has some 10,000."""
_BREAKS = frozenset({0x0A, 0x0D})
_INVISIBLE = frozenset({0, 0x20, 0xA0, 0x3000, 0xFFFE, 0xFFFF})

_TITLE_LINES = 6
_BYLINES = 4
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_ENDS = re.compile(r"[。！？…：；.!?:;][”’」』）)》】\]]*$")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page; points, the origin at the lower left."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


class PdfDocuments:
    """One article a file."""

    name = "pdf"

    def accepts(self, source: Source, head: bytes) -> bool:  # noqa: ARG002 -- the magic number says it all
        """By its magic number, which readers look for in the first kilobyte."""
        return b"%PDF-" in head[:1024]

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The one article of the file."""
        data = source.read(FILE_BYTES)
        refuse_bombs(data)
        with damage():
            lines = _lines(data)
            figures = tuple(page_figures(data)) if source.options.pdf_pages else ()
        if not lines and not figures:
            raise ImportProblem(
                _("There are only pictures in this PDF, no text; it has to be recognised first.")
            )
        original = Original(source.name, "application/pdf", data)
        if lines:
            draft = replace(_draft(lines, original), figures=figures)
        else:
            draft = ArticleDraft(PurePosixPath(source.name).stem, "", figures=figures, original=original)
        yield Imported(source.place, draft)


def _lines(data: bytes) -> list[_Line]:
    """The lines of all pages in reading order, without what stands above or below each page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        raise ImportProblem(
            _("It is encrypted.") if encrypted else _("The file is damaged: {reason}.").format(reason=error)
        ) from error
    with document:
        lines: list[_Line] = []
        characters = 0
        for number in range(min(len(document), PAGES)):
            lines += _page_lines(document, number)
            characters += sum(len(line.text) for line in lines if line.page == number)
            if characters > _CHARACTERS:
                raise ImportProblem(
                    _("The text is longer than {count} characters.").format(count=_CHARACTERS)
                )
        return _without_margins(lines)


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    """The lines of a page, in the order in which they are written."""
    page = document[number]
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > _PAGE_CHARACTERS:
            raise ImportProblem(
                _("The text is longer than {count} characters.").format(count=_PAGE_CHARACTERS)
            )
        units = [raw.FPDFText_GetUnicode(text.raw, index) for index in range(count)]
        ends = [index for index, unit in enumerate(units) if unit in _BREAKS]
        starts = [0, *(end + 1 for end in ends)]
        return [
            line
            for start, end in zip(starts, [*ends, count], strict=True)
            if (line := _line(text, number, start, units[start:end])) is not None
        ]
    finally:
        text.close()
        page.close()


def _line(text: pypdfium2.PdfTextPage, page: int, start: int, units: list[int]) -> _Line | None:
    """The line of the characters from `start` on; None where there is nothing to see."""
    seen = [index for index, unit in enumerate(units) if unit not in _INVISIBLE]
    if not seen:
        return None
    left, bottom, _right, top = text.get_charbox(start + seen[0], loose=True)
    right = text.get_charbox(start + seen[-1], loose=True)[2]
    said = "".join(map(chr, units)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _Line(page, printable(said), left, right, bottom, top)


def _glued(before: str, after: str) -> str:
    """Two pieces as one: Chinese runs on, words are parted, a word that was broken is whole again."""
    if not before or not after or _WIDE.match(before[-1]) or _WIDE.match(after[0]):
        return before + after
    if before.endswith("-") and len(before) > 1 and before[-2].isalpha() and after[0].islower():
        return before[:-1] + after
    return f"{before.rstrip()} {after.lstrip()}"


def _without_margins(lines: list[_Line]) -> list[_Line]:
    """The lines without those that come again at the edge of most pages, and without page numbers."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {id(line) for page in pages.values() for line in _extremes(page)}
    repeated = Counter(text for text, _page in {(_plain(one), one.page) for one in lines if id(one) in edges})
    most = max(2, len(pages) // 2)
    return [
        line
        for line in lines
        if id(line) not in edges
        or not (
            repeated[_plain(line)] >= most
            or re.fullmatch(r"[-—–·\s第]*\d{1,4}[-—–·\s页]*", line.text.strip())
        )
    ]


def _plain(line: _Line) -> str:
    return _NUMBERS.sub("#", line.text.strip())


def _extremes(page: Sequence[_Line]) -> list[_Line]:
    """The two highest and the two lowest lines."""
    ordered = sorted(page, key=lambda line: line.top)
    return [*ordered[:2], *ordered[-2:]] if len(ordered) > 4 else ordered[:1] + ordered[-1:]


def _draft(lines: list[_Line], original: Original) -> ArticleDraft:
    usual = median(line.height for line in lines)
    title, rest = _title(lines, usual)
    byline, rest = _byline(rest)
    paragraphs = _paragraphs(rest, usual)
    if not paragraphs and not title:
        raise ImportProblem(_("There is no article in this text."))
    text = "".join(paragraphs)
    return ArticleDraft(
        title=title or title_of(paragraphs[0]),
        html=as_html(paragraphs),
        source=byline.source,
        author=byline.author,
        editor=byline.editor,
        column=byline.column,
        published=byline.published,
        language=language((title or "") + text),
        original=original,
    )


def _title(lines: list[_Line], usual: float) -> tuple[str | None, list[_Line]]:
    """The largest lines at the top of the first page, and the others; without larger ones there is no title."""
    top = [line for line in lines if line.page == lines[0].page][:_TITLE_LINES]
    largest = max(line.height for line in top)
    if largest < usual * 1.2:
        first = lines[0].text.strip()
        if (
            len(lines) > 1
            and len(first) <= 40
            and not _ENDS.search(first)
            and lines[0].right < lines[1].right
        ):
            return first, lines[1:]  # short and no sentence, as typewriters set it
        return None, lines
    first_at = next(number for number, line in enumerate(top) if line.height > largest * 0.9)
    last = first_at
    while last + 1 < len(top) and top[last + 1].height > largest * 0.9:
        last += 1
    title = ""
    for line in top[first_at : last + 1]:
        title = _glued(title, line.text.strip())
    return " ".join(title.split()), lines[:first_at] + lines[last + 1 :]


def _byline(lines: list[_Line]) -> tuple[Byline, list[_Line]]:
    byline, taken = Byline(), set()
    for number, line in enumerate(lines[:_BYLINES]):
        if is_byline(line.text.strip()):
            byline = byline.with_line(read_byline(line.text.strip()))
            taken.add(number)
    return byline, [line for number, line in enumerate(lines) if number not in taken]


def _paragraphs(lines: list[_Line], usual: float) -> list[str]:
    """Lines as paragraphs: one begins where a line is set in, after a gap, and after a line that ends early."""
    found: list[str] = []
    last: _Line | None = None
    for column in _columns(lines, usual):
        left, right = min(line.left for line in column), max(line.right for line in column)
        for number, line in enumerate(column):
            text = line.text.strip()
            if number == 0:
                goes_on = (
                    last is not None
                    and abs(last.height - line.height) < 0.3 * usual
                    and line.left - left < 1.2 * usual
                    and not _ENDS.search(found[-1])
                )
            else:
                goes_on = not _begins(column[number - 1], line, left, right, usual)
            if goes_on:
                found[-1] = _glued(found[-1], text)
            else:
                found.append(text)
            last = line
    return [unicodedata.normalize("NFC", one) for one in found]


def _columns(lines: list[_Line], usual: float) -> list[list[_Line]]:
    """Lines that stand below one another; a new page, or a line that stands higher, begins another column."""
    columns: list[list[_Line]] = []
    for line in lines:
        last = columns[-1][-1] if columns else None
        if last is None or last.page != line.page or line.bottom > last.bottom + usual:
            columns.append([])
        columns[-1].append(line)
    return columns


def _begins(before: _Line, line: _Line, left: float, right: float, usual: float) -> bool:
    """Whether a line begins a paragraph, in a column that reaches from `left` to `right`."""
    if line.text.startswith("\u3000") or line.left - max(left, before.left) > 1.2 * usual:
        return True
    if line.left - left > 1.2 * usual and line.left >= before.left and _ENDS.search(before.text.strip()):
        return True  # one line that is a paragraph follows another
    if abs(before.height - line.height) > 0.3 * usual or before.bottom - line.top > 1.2 * usual:
        return True
    return right - before.right > 2.5 * usual and bool(_ENDS.search(before.text.strip()))
