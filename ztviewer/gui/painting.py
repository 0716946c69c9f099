"""Small things that several widgets draw alike: chips and tick boxes, in the colours of the theme."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ztviewer.core.query import Span
from ztviewer.gui import theme


def chip_width(text: str, metrics: QFontMetrics) -> int:
    """How wide a tag's chip is."""
    return metrics.horizontalAdvance(text) + 16


def chip(painter: QPainter, rect: QRectF, text: str, colour: str | None) -> None:
    """A tag: a tint of its colour, or a neutral one."""
    colours = theme.colours()
    background, ink = QColor(colours.chip), QColor(colours.chip_text)
    if colour is not None:
        background = tint(QColor(colour), QColor(colours.surface), 0.16)
        ink = tint(QColor(colour), QColor(colours.text), 0.72)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def tint(colour: QColor, ground: QColor, share: float) -> QColor:
    """A share of a colour upon a ground, 0 to 1."""
    mixed = (
        round(share * one + (1 - share) * other)
        for one, other in zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


def tick_box(painter: QPainter, rect: QRect, ticked: bool) -> None:
    """A box to tick an article with."""
    colours = theme.colours()
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(colours.accent if ticked else colours.faint), 1.2))
    painter.setBrush(QColor(colours.accent if ticked else colours.surface))
    painter.drawRoundedRect(box, 4.5, 4.5)
    if ticked:
        pen = QPen(QColor(colours.on_accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        left, top = box.left(), box.top()
        size = box.width()
        painter.drawPolyline(
            [QPointF(left + size * x, top + size * y) for x, y in ((0.24, 0.53), (0.43, 0.71), (0.77, 0.31))]
        )


def chevron(painter: QPainter, x: float, y: float, *, is_open: bool) -> None:
    """A small arrow around a point: down where open, right where closed."""
    pen = QPen(QColor(theme.colours().faint), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    shape = (
        ((-3.5, -1.75), (0.0, 1.75), (3.5, -1.75)) if is_open else ((-1.75, -3.5), (1.75, 0.0), (-1.75, 3.5))
    )
    painter.drawPolyline([QPointF(x + dx, y + dy) for dx, dy in shape])


def utf16(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Spans of characters as spans of Qt's UTF-16 units, which differ behind rare characters (𠮷)."""
    if not text or max(text) <= "\uffff":
        return spans
    return [(_units(text[:first]), _units(text[:last])) for first, last in spans]


def characters(text: str, units: int) -> int:
    """How many characters the first UTF-16 units of a text are."""
    if not text or max(text) <= "\uffff":
        return units
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
