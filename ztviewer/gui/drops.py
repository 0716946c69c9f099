"""Files and folders dropped anywhere on the window: a hint over all of it while they hover, then their paths."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from ztviewer.gui import theme

LINGER_MS = 80
"""How long the hint stays when a drag leaves the window: it may have gone over to the hint itself."""


def dropped_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropZone(QWidget):
    """Lies over the whole window while files hover above it.

    `explain` says in a sentence what a drop would do, and whether it would do anything.
    """

    dropped = Signal(object)
    """a list of paths"""

    def __init__(self, window: QWidget, explain: Callable[[Sequence[Path]], tuple[str, bool]]) -> None:
        super().__init__(window)
        self._window = window
        self._explain = explain
        self._sentence = ""
        self._takes = False
        self.setAcceptDrops(True)
        self._leaving = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._leaving.timeout.connect(self.hide)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """What a drop would do now; nothing while no files hover."""
        return "" if self.isHidden() else self._sentence

    def guard(self, part: QWidget) -> None:
        """Keep the fields of a part from taking files as text."""
        for field in part.findChildren(QLineEdit):
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and dropped_paths(event.mimeData()):
            self.dragEnterEvent(event)
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and not self.isHidden():
            self.dropEvent(event)
            return True
        if isinstance(event, QDragLeaveEvent):
            self._leaving.start()
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if not paths:
            return
        self._sentence, self._takes = self._explain(paths)
        self._leaving.stop()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.update()
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(self._takes)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._leaving.start()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hide()
        if self._takes:
            event.acceptProposedAction()
            self.dropped.emit(dropped_paths(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil with a frame of dashes, and the sentence in the middle."""
        colours = theme.colours()
        ink = QColor(colours.accent if self._takes else colours.muted)
        veil = QColor(colours.surface)
        veil.setAlphaF(0.9)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 14, 14)
        square = QRect(0, 0, 44, 44)
        square.moveCenter(self.rect().center() - QPoint(0, 46))
        theme.icon("open" if self._takes else "warning").paint(painter, square)
        font = self.font()
        font.setPixelSize(20)
        painter.setFont(font)
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(64, 64, -64, -64), flags, self._sentence)
