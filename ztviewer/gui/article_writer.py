"""Sets an article into a QTextDocument, piece by piece, so that the longest one never holds up the window."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTableCellFormat,
    QTextTableFormat,
)

from ztviewer.gui import theme
from ztviewer.gui.article_blocks import Block, Cell, Run, Shown, Style, Table, Text
from ztviewer.gui.figure_object import figure_format

PIECE = 5000
"""Characters set at a time: about 6 ms."""
OBJECT = "\ufffc"

_SIZES = {
    Style.TITLE: 1.65,
    Style.SUBTITLE: 1.15,
    Style.BYLINE: 0.8,
    Style.HEADING_2: 1.25,
    Style.HEADING_3: 1.1,
    Style.HEADING_4: 1.0,
    Style.CELL: 0.88,
    Style.CAPTION: 0.82,
}
"""Sizes of type, in ems of the body."""
_SPACES = {
    Style.TITLE: (0.6, 0.35),
    Style.SUBTITLE: (0.0, 0.4),
    Style.BYLINE: (0.25, 1.5),
    Style.HEADING_2: (1.5, 0.6),
    Style.HEADING_3: (1.2, 0.5),
    Style.HEADING_4: (1.0, 0.4),
    Style.PARAGRAPH: (0.75, 0.75),
    Style.ITEM: (0.0, 0.3),
    Style.CELL: (0.15, 0.15),
    Style.CAPTION: (0.0, 0.3),
}
"""Above and below, in ems of the body."""
_LEADING = {Style.TITLE: 1.4, Style.SUBTITLE: 1.5, Style.CELL: 1.55, Style.CAPTION: 1.6, Style.BYLINE: 1.6}
_BOLD = (Style.TITLE, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)
_MUTED = (Style.SUBTITLE, Style.BYLINE, Style.CAPTION)


@dataclass(frozen=True, slots=True)
class Typography:
    """How an article is set."""

    font_size: int = 17
    """of the body, in pixels"""
    serif: bool = False
    leading: float = 1.75
    """line height in ems"""


class ArticleWriter:
    """Writes blocks at the end of a document. `texts` are the blocks of text so far, each with its position."""

    def __init__(
        self, document: QTextDocument, typography: Typography, note: Callable[[Text, int], None]
    ) -> None:
        """`note` hears of every block of text, with the document position of its first character."""
        self._document = document
        self._note = note
        self._size = typography.font_size
        self._leading = typography.leading
        self._serif = typography.serif
        self._cursor = QTextCursor(document)
        self._lists: dict[int, QTextList] = {}
        self._blank = True
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(1.6 * self._size)
        frame.setBottomMargin(4 * self._size)
        document.rootFrame().setFrameFormat(frame)
        document.setDefaultFont(theme.article_font(typography.font_size, serif=typography.serif))

    def pieces(self, items: list[Block]) -> Iterator[None]:
        """Write the blocks; yields whenever PIECE characters were set."""
        size = 0
        self._cursor.beginEditBlock()
        for item in (part for whole in items for part in _parts(whole)):
            self._write(item)
            size += _size(item)
            if size >= PIECE:
                size = 0
                self._cursor.endEditBlock()
                yield
                self._cursor.beginEditBlock()
        self._cursor.endEditBlock()

    def _write(self, item: "Block | _Rest") -> None:
        match item:
            case _Rest():
                self._rest(item)
            case Text():
                self._text(item)
            case Shown():
                self._figure(item)
            case Table():
                self._table(item)

    def _open(self, form: QTextBlockFormat) -> None:
        """A new block of a form; the first one of a document or a cell is there already."""
        if self._blank:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(QTextCharFormat())
        else:
            self._cursor.insertBlock(form, QTextCharFormat())
        self._blank = False

    def _text(self, item: Text) -> None:
        self._open(self._block_format(item))
        if item.listed is not None:
            self._list(*item.listed)
            self._cursor.setBlockCharFormat(self._face(Style.BYLINE, Run("")))  # the bullet's
        self._note(item, self._cursor.position())
        for run in item.runs:
            self._cursor.insertText(run.text, self._face(item.style, run))

    def _rest(self, item: "_Rest") -> None:
        """What follows a cut: as if the block before went on."""
        before = self._cursor.blockFormat()
        before.setBottomMargin(0)
        self._cursor.setBlockFormat(before)
        form = self._block_format(item.whole)
        form.setTopMargin(0)
        form.setIndent(item.whole.listed[1] if item.whole.listed is not None else 0)
        self._open(form)
        for run in item.runs:
            self._cursor.insertText(run.text, self._face(item.whole.style, run))

    def _block_format(self, item: Text) -> QTextBlockFormat:
        style = item.style
        form = QTextBlockFormat()
        above, below = _SPACES[style]
        form.setTopMargin(above * self._size)
        form.setBottomMargin(below * self._size)
        own = _SIZES.get(style, 1.0) * self._size
        height = _LEADING.get(style, self._leading) * own
        form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        form.setLeftMargin(2 * self._size * item.quoted)
        form.setRightMargin(self._size * min(item.quoted, 1))
        if style is Style.CAPTION:
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        elif style is Style.PARAGRAPH and _is_han(item.text):
            form.setAlignment(Qt.AlignmentFlag.AlignJustify)
        return form

    def _face(self, style: Style, run: Run) -> QTextCharFormat:
        colours = theme.colours()
        face = QTextCharFormat()
        font = theme.article_font(round(_SIZES.get(style, 1.0) * self._size), serif=self._serif)
        if style in (Style.BYLINE, Style.CAPTION):
            font.setFamilies(list(theme.SANS))
        if style in _BOLD or run.strong:
            font.setWeight(QFont.Weight.Bold)
        face.setFont(font)
        faint = style is Style.CAPTION and run.em
        ink = colours.faint if faint else colours.muted if style in _MUTED or run.em else colours.text
        if run.link:
            face.setAnchor(True)
            face.setAnchorHref(run.link)
            face.setToolTip(run.link)
            ink = colours.accent
        face.setForeground(QColor(ink))
        return face

    def _list(self, number: int, depth: int, counted: bool) -> None:
        block = self._cursor.block()
        if number in self._lists:
            self._lists[number].add(block)
            return
        form = QTextListFormat()
        form.setStyle(QTextListFormat.Style.ListDecimal if counted else QTextListFormat.Style.ListDisc)
        form.setIndent(depth)
        self._lists[number] = self._cursor.createList(form)

    def _figure(self, item: Shown) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(0.9 * self._size)
        form.setBottomMargin(0.35 * self._size)
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._open(form)
        self._cursor.insertText(OBJECT, figure_format(item.figure))

    def _table(self, item: Table) -> None:
        columns = item.columns
        table = self._cursor.insertTable(len(item.rows), columns, self._table_format(item))
        for row, column, cell in _placed(item, columns):
            down = min(cell.down, len(item.rows) - row)
            across = min(cell.across, columns - column)
            if down > 1 or across > 1:
                table.mergeCells(row, column, down, across)
            place = table.cellAt(row, column)
            self._cursor = place.firstCursorPosition()
            self._blank = True
            for inner in cell.blocks:
                self._write(_emphasised(inner) if cell.header else inner)
            place.setFormat(
                self._ruled(header=cell.header)
            )  # last: a cell's format is that of its first block
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._blank = True

    def _ruled(self, *, header: bool) -> QTextTableCellFormat:
        """A cell with a thin rule below it."""
        colours = theme.colours()
        form = QTextTableCellFormat()
        form.setBottomBorder(1)
        form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBottomBorderBrush(QColor(colours.faint if header else colours.border))
        return form

    def _table_format(self, item: Table) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderCollapse(True)
        form.setCellSpacing(0)
        form.setCellPadding(0.35 * self._size)
        form.setTopMargin(0 if item.part else 0.5 * self._size)
        form.setBottomMargin(0 if item.part else self._size)
        if item.part:  # so that the columns of all parts stand below one another
            each = QTextLength(QTextLength.Type.PercentageLength, 100 / item.columns)
            form.setColumnWidthConstraints([each] * item.columns)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return form


@dataclass(frozen=True, slots=True)
class _Rest:
    """A part of a text that was cut, but for its first one."""

    whole: Text
    runs: tuple[Run, ...]


def _parts(item: Block) -> Iterator[Block | _Rest]:
    """A text that is too long to be laid out at once in its parts; anything else whole."""
    if isinstance(item, Text) and item.parts:
        yield replace(item, runs=item.parts[0])
        yield from (_Rest(item, runs) for runs in item.parts[1:])
    else:
        yield item


def _placed(table: Table, columns: int) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with the row and column of the grid where it begins."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            if column >= columns:
                break
            for down in range(cell.down):
                taken.update((row + down, column + across) for across in range(cell.across))
            yield row, column, cell


def _emphasised(item: Block) -> Block:
    if not isinstance(item, Text):
        return item
    runs = tuple(Run(run.text, True, run.em, run.link) for run in item.runs)
    return Text(item.style, runs, item.field, item.quoted, item.listed)


def _size(item: Block | _Rest) -> int:
    """How much there is to set, in characters."""
    match item:
        case Text() | _Rest():
            return sum(len(run.text) for run in item.runs)
        case Table():
            return PIECE
        case Shown():
            return 400


def _is_han(text: str) -> bool:
    """Whether a text is mostly Chinese, whose lines want even edges; words with spaces between look worse for it."""
    start = text[:100]
    return 2 * sum("\u3400" <= character <= "\u9fff" for character in start) > len(start)
