"""One picture, zoomed, moved and turned; however large it is, no more is painted than is seen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ztviewer.gui import theme

STEP = 1.25
"""What one step of zooming multiplies by."""
LARGEST = 16.0
_MARGIN = 24
_SMALLEST_LEVEL = 1000
"""Levels are halved until both sides are at most this, in pixels."""


def levels(image: QImage) -> list[QImage]:
    """The picture and its halves, quarters, ..., so that a small view of a large one is painted from a small one.

    May run on any thread.
    """
    made = [image]
    while max(made[-1].width(), made[-1].height()) > _SMALLEST_LEVEL:
        last = made[-1]
        half = QSize(max(last.width() // 2, 1), max(last.height() // 2, 1))
        made.append(
            last.scaled(
                half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
    return made


class PictureCanvas(QWidget):
    """Shows a picture. `scale` is device pixels a picture's pixel."""

    zoomed = Signal(float)
    """the scale: 1.0 is 100 %"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: Sequence[QImage] = ()
        self._size = QSize()
        self._scale = 1.0
        self._fitting = True
        self._centre = QPointF()
        """of the picture, relative to the widget's, in widget pixels"""
        self._turn = 0
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 150)

    def show_levels(self, size: QSize, made: Sequence[QImage]) -> None:
        """Show a picture of `size` pixels; with another size than before it is fitted into the view."""
        self._levels = made
        if size != self._size:
            self._size, self._turn = size, 0
            self.fit()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._levels, self._size = (), QSize()
        self.update()

    def fit(self) -> None:
        """The whole picture, never larger than 100 %."""
        self._fitting = True
        self._centre = QPointF()
        self._scale = self._fitting_scale()
        self._changed()

    def actual_size(self, around: QPointF | None = None) -> None:
        """100 %: a pixel of the picture is a pixel of the screen."""
        self._zoom_to(1.0, around)

    def zoom(self, steps: float, around: QPointF | None = None) -> None:
        """Zoom in (positive) or out by steps; the point of the picture at `around` stays where it is."""
        self._zoom_to(self._scale * STEP**steps, around)

    def turn(self, quarters: int) -> None:
        """Turn clockwise by quarters."""
        self._turn = (self._turn + quarters) % 4
        if self._fitting:
            self.fit()
        else:
            self._centre = QPointF()
            self._changed()

    def move_by(self, dx: float, dy: float) -> None:
        """Move the picture, in widget pixels."""
        self._centre += QPointF(dx, dy)
        self._changed()

    @property
    def scale(self) -> float:
        """Device pixels a picture's pixel."""
        return self._scale

    @property
    def overflows(self) -> bool:
        """Whether the picture is larger than the view."""
        shown = self._shown_size()
        return shown.width() > self.width() + 1 or shown.height() > self.height() + 1

    def _fitting_scale(self) -> float:
        turned = self._turned()
        if turned.isEmpty():
            return 1.0
        ratio = self.devicePixelRatioF()
        wide = (self.width() - 2 * _MARGIN) * ratio / turned.width()
        high = (self.height() - 2 * _MARGIN) * ratio / turned.height()
        return max(min(wide, high, 1.0), 0.001)

    def _turned(self) -> QSize:
        return self._size.transposed() if self._turn % 2 else self._size

    def _shown_size(self) -> QSizeF:
        return QSizeF(self._turned()) * (self._scale / self.devicePixelRatioF())

    def _zoom_to(self, scale: float, around: QPointF | None) -> None:
        middle = QRectF(self.rect()).center()
        fixed = (middle if around is None else around) - middle
        scale = min(max(scale, min(self._fitting_scale(), 1.0) / 4), LARGEST)
        self._centre = fixed + (self._centre - fixed) * (scale / self._scale)
        self._scale = scale
        self._fitting = False
        self._changed()

    def _changed(self) -> None:
        """Keep the picture within reach: no side of it leaves a gap that the other side could fill."""
        shown = self._shown_size()
        most_x = max((shown.width() - self.width()) / 2, 0) + (_MARGIN if shown.width() > self.width() else 0)
        most_y = max((shown.height() - self.height()) / 2, 0) + (
            _MARGIN if shown.height() > self.height() else 0
        )
        self._centre = QPointF(
            min(max(self._centre.x(), -most_x), most_x), min(max(self._centre.y(), -most_y), most_y)
        )
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.overflows else Qt.CursorShape.ArrowCursor)
        self.zoomed.emit(self._scale)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().window))
        if not self._levels or self._size.isEmpty():
            return
        level = next(
            (image for image in reversed(self._levels) if image.width() >= self._size.width() * self._scale),
            None,
        )
        image = level if level is not None else self._levels[0]
        scale = self._scale / self.devicePixelRatioF()
        middle = QRectF(self.rect()).center() + self._centre
        transform = QTransform()
        transform.translate(middle.x(), middle.y())
        transform.rotate(90 * self._turn)
        transform.scale(scale, scale)
        transform.translate(-self._size.width() / 2, -self._size.height() / 2)
        painter.setTransform(transform)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < 4)
        painter.drawImage(QRectF(0, 0, self._size.width(), self._size.height()), image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit()
        else:
            self._changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom_to(self._scale * (1 + event.value()), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()
        if self.overflows:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            moved = event.position() - self._held
            self._held = event.position()
            self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._fitting and self._scale < 1:
            self.actual_size(event.position())
        else:
            self.fit()
