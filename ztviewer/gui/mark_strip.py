"""A narrow strip beside the scroll bar: where in the article the marks are."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ztviewer.gui import theme

WIDTH = 8


class MarkStrip(QWidget):
    """Draws places at their share of the article's height."""

    wanted = Signal(int)
    """the number of the place nearest to a click"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: Sequence[float] = ()
        self._current: int | None = None
        self.setFixedWidth(WIDTH)

    def set_places(self, shares: Sequence[float], current: int | None) -> None:
        """`shares` of the height, 0 to 1, one a place, sorted; `current` is the number of the one that stands out."""
        self._shares, self._current = shares, current
        self.setCursor(Qt.CursorShape.PointingHandCursor if shares else Qt.CursorShape.ArrowCursor)
        self.update()

    def set_current(self, current: int | None) -> None:
        """Another place stands out."""
        self._current = current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        mark = QColor(colours.current_mark)
        mark.setAlpha(110)
        for row in {self._row(share) for share in self._shares}:
            painter.fillRect(QRectF(1, row, WIDTH - 3, 2), mark)
        if self._current is not None and self._current < len(self._shares):
            here = QRectF(0, self._row(self._shares[self._current]) - 1, WIDTH - 1, 4)
            painter.fillRect(here, QColor(colours.current_mark))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._shares:
            y = event.position().y()
            distance = [abs(self._row(share) - y) for share in self._shares]
            self.wanted.emit(distance.index(min(distance)))

    def _row(self, share: float) -> int:
        return round(share * max(self.height() - 3, 0))
