"""The article as it is read: a column of even measure, figures, and the marks of a search.

Marks are painted over what is in view, never written into the document, so their number does not matter.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from ztviewer.core.body import LINE_BREAK
from ztviewer.core.i18n import _
from ztviewer.core.query import Span
from ztviewer.gui import theme
from ztviewer.gui.article_writer import OBJECT
from ztviewer.gui.figure_object import DIGEST, FIGURE, POSITION, FigureObject
from ztviewer.gui.shelf import PictureShelf

MEASURE = 40
"""Han characters a line."""
SIDE = 28
"""Pixels between the column and the edge, at least."""
LONG = 20_000
"""Characters from which a document is set anew, piece by piece, rather than laid out again at once."""
BLOCK = 50
"""What laying out a block costs beside its text, in characters."""


Place = tuple[int, int]
"""A position in the document, and how many pixels its line stands above the view's top."""


class ArticleView(QTextBrowser):
    """Shows a document that somebody else writes into."""

    columnChanged = Signal()
    """the column of a long document has another width: it wants to be set anew"""
    figureActivated = Signal(int)
    """a figure's position"""
    zoomWanted = Signal(int)
    """1: larger, -1: smaller"""

    def __init__(self, shelf: PictureShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[Span] = []
        self._starts: list[int] = []
        self._current: int | None = None
        self._font_size = 17
        self._pressed = QPoint()
        self._widths = QTimer(self, interval=200, singleShot=True)
        self._widths.timeout.connect(self.columnChanged)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(_("Article"))
        self._figures = FigureObject(shelf, self.document())
        self.document().documentLayout().registerHandler(FIGURE, self._figures)
        shelf.arrived.connect(self._repaint)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.verticalScrollBar().rangeChanged.connect(self._moved)

    def set_font_size(self, font_size: int) -> None:
        """The size of type the column's width follows, in pixels. Takes effect with the next `fit`."""
        self._font_size = font_size

    def fit(self) -> None:
        """Make the column as wide as the window lets it be."""
        column = self._wanted_column()
        self._centre(column)
        if column != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(column)

    def _wanted_column(self) -> int:
        """Whole characters, so that both edges of a full line are even."""
        most = min(MEASURE * self._font_size, self._room() - 2 * SIDE)
        return max(most // self._font_size, 8) * self._font_size

    def _room(self) -> int:
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def _centre(self, column: int) -> None:
        side = max((self._room() - column) // 2, 8)
        self.setViewportMargins(side, 0, max(self._room() - column - side, 0), 0)

    def set_marks(self, marks: Sequence[Span], current: int | None) -> None:
        """Mark spans of the document, sorted by position; `current` stands out."""
        self._marks = list(marks)
        self._starts = [start for start, _end in marks]
        self._current = current
        self._paint_marks()

    def first_mark_in_view(self) -> int:
        """The number of the first mark that does not end above the view."""
        return bisect_left(self._starts, self.place()[0])

    def place(self) -> Place:
        """What is at the top of the view."""
        cursor = self.cursorForPosition(QPoint(0, 1))
        return cursor.position(), -self.cursorRect(cursor).top()

    def go_to(self, place: Place) -> None:
        """Bring a place to the top of the view."""
        self.scroll_to(place[0], 0)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + place[1])

    def scroll_to(self, position: int, share: float) -> None:
        """Scroll so that a position stands at a share of the view's height, 0 (top) to 1."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(max(position, 0), self.document().characterCount() - 1))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - round(share * self.viewport().height()))

    def is_in_view(self, position: int) -> bool:
        """Whether a document position is seen."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        rect = self.cursorRect(cursor)
        return rect.top() >= 0 and rect.bottom() <= self.viewport().height()

    def shares(self, positions: Sequence[int]) -> list[float]:
        """Where blocks of document positions stand: shares of the document's height, 0 to 1."""
        document, layout = self.document(), self.document().documentLayout()
        height = max(document.size().height(), 1.0)
        return [
            layout.blockBoundingRect(document.findBlock(position)).top() / height for position in positions
        ]

    def _paint_marks(self) -> None:
        """Hand the marks in view, and a screen's worth around them, to the text."""
        height = self.viewport().height()
        first = self.cursorForPosition(QPoint(0, -height)).position()
        last = self.cursorForPosition(QPoint(self.viewport().width(), 2 * height)).position()
        low = max(bisect_left(self._starts, first) - 1, 0)
        high = bisect_right(self._starts, last)
        colours = theme.colours()
        plain = _mark_format(colours.mark, colours.mark_text)
        current = _mark_format(colours.current_mark, colours.current_mark_text)
        end = self.document().characterCount() - 1
        selections = []
        for number in range(low, high):
            begin, stop = self._marks[number]
            if stop > end:
                break
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(begin)
            cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = current if number == self._current else plain
            selections.append(selection)
        self.setExtraSelections(selections)

    def _moved(self) -> None:
        if self._marks:
            self._paint_marks()

    def _repaint(self) -> None:
        self.viewport().update()

    def _figure_at(self, point: QPoint) -> int | None:
        """The position of the figure under a point of the viewport."""
        layout = self.document().documentLayout()
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        place = layout.hitTest((point + offset).toPointF(), Qt.HitTestAccuracy.ExactHit)
        form = layout.format(place) if place >= 0 else QTextFormat()
        if not form.isValid() or form.objectType() != FIGURE:
            return None
        return form.intProperty(POSITION) if form.stringProperty(DIGEST) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        still = (point - self._pressed).manhattanLength() < 4
        figure = self._figure_at(point) if still and event.button() == Qt.MouseButton.LeftButton else None
        if figure is not None:
            self.figureActivated.emit(figure)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons() and self._figure_at(event.position().toPoint()) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._figures.pixel_ratio = self.devicePixelRatioF()
        column = int(self.lineWrapColumnOrWidth())
        if column == self._wanted_column() or self._cost() < LONG:
            anchor = self.place()
            self.fit()
            if column != self.lineWrapColumnOrWidth():
                self.go_to(anchor)
        else:
            self._centre(column)
            self._widths.start()

    def _cost(self) -> int:
        return self.document().characterCount() + BLOCK * self.document().blockCount()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms; the base class would change the type behind the document's back."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            self.zoomWanted.emit(1 if event.angleDelta().y() > 0 else -1)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:  # beside the column
            return QCoreApplication.sendEvent(self.verticalScrollBar(), event)
        return super().event(event)

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002
        return None  # nothing in an article is fetched from anywhere

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copying gives plain text, without what stands for pictures."""
        data = QMimeData()
        text = self.textCursor().selectedText().replace("\u2029", "\n").replace(LINE_BREAK, "\n")
        data.setText("\n".join(line for line in text.replace(OBJECT, "").split("\n") if line.strip()))
        return data


def _mark_format(background: str, ink: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setBackground(QColor(background))
    form.setForeground(QColor(ink))
    return form
