"""Figures within the text of an article: an object that takes its place at once and is painted when it is seen.

Its size comes from the archive's own knowledge of the picture, so nothing moves when the picture arrives.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QPainter,
    QPainterPath,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from ztviewer.core.article import Figure, ImageDigest
from ztviewer.core.i18n import _
from ztviewer.gui import theme
from ztviewer.gui.shelf import PictureShelf

FIGURE = QTextFormat.ObjectTypes.UserObject.value + 1
"""Our kind of object in a document."""
POSITION, DIGEST, _WIDTH, _HEIGHT = range(
    QTextFormat.Property.UserProperty.value + 1, QTextFormat.Property.UserProperty.value + 5
)
TALLEST = 1.35
"""How tall a picture may be, in widths of the column."""
_EMPTY_HEIGHT = 76
_RADIUS = 4


def figure_format(figure: Figure) -> QTextCharFormat:
    """What stands for a figure in a document."""
    made = QTextCharFormat()
    made.setObjectType(FIGURE)
    made.setProperty(POSITION, figure.position)
    made.setProperty(DIGEST, figure.image or "")
    made.setProperty(_WIDTH, figure.width or 0)
    made.setProperty(_HEIGHT, figure.height or 0)
    made.setToolTip(figure.alt or "")
    return made


def shown_size(width: int, height: int, measure: float) -> QSizeF:
    """A picture's size in the column: never enlarged, never taller than TALLEST columns are wide."""
    if width <= 0 or height <= 0:
        return QSizeF(measure, measure * 0.6)
    scale = min(1.0, measure / width, measure * TALLEST / height)
    return QSizeF(round(width * scale), round(height * scale))


class FigureObject(QPyTextObject):
    """Measures and paints figures."""

    def __init__(self, shelf: PictureShelf, document: QTextDocument) -> None:
        super().__init__(document)
        self._shelf = shelf
        self.pixel_ratio = 1.0

    def intrinsicSize(self, doc: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        measure = doc.textWidth()
        if not form.stringProperty(DIGEST):
            return QSizeF(measure, _EMPTY_HEIGHT)
        return shown_size(form.intProperty(_WIDTH), form.intProperty(_HEIGHT), measure)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        form: QTextFormat,
    ) -> None:
        rect = QRectF(rect)
        digest = form.stringProperty(DIGEST)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if not digest:
            _empty(painter, rect, _("Picture not in the archive"))
        else:
            pixels = QSize(round(rect.width() * self.pixel_ratio), round(rect.height() * self.pixel_ratio))
            image = self._shelf.image(ImageDigest(digest), pixels)
            path = QPainterPath()
            path.addRoundedRect(rect, _RADIUS, _RADIUS)
            painter.setClipPath(path)
            if image is None:
                painter.fillRect(rect, QColor(theme.colours().placeholder))
            elif image.isNull():
                _empty(painter, rect, _("This picture cannot be shown"))
            else:
                painter.drawImage(rect, image)
        painter.restore()


def _empty(painter: QPainter, rect: QRectF, sentence: str) -> None:
    """A quiet box that says why there is no picture."""
    colours = theme.colours()
    painter.setPen(QColor(colours.border))
    painter.setBrush(QColor(colours.placeholder))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    font = QFont(painter.font())
    font.setFamilies(list(theme.SANS))
    font.setPixelSize(13)
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(sentence) + 28
    left = rect.center().x() - wide / 2
    pixmap = theme.icon("picture").pixmap(
        QSize(20, 20), painter.device().devicePixelRatioF(), QIcon.Mode.Disabled
    )
    painter.drawPixmap(QPointF(left, rect.center().y() - 10), pixmap)
    painter.setPen(QColor(colours.muted))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(left + 28, rect.top(), wide, rect.height()), flags, sentence)
