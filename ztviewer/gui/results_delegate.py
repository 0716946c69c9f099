"""Draws a row of the result list: title and excerpt with their marks, source and date, tags, a thumbnail, a tick box."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ztviewer.core.article import State
from ztviewer.core.query import Span
from ztviewer.gui import painting, theme
from ztviewer.gui.dates import shown_date
from ztviewer.gui.results_model import Fold, Line, Role, reprints_text

ROW_HEIGHT = 122
THUMBNAIL = QSize(108, 81)
ROOMY = 440
"""Pixels from which a row has room for a thumbnail of this size."""
MARGIN, GAP, TICK = 14, 12, 18
LEFT = MARGIN + TICK + GAP
UNDER = 20
"""Pixels by which reprints stand in from the article above them."""
KEPT = 80
"""Rows kept as they were drawn: some screens."""

_META = (29, 51)
"""Where source and date stand below a title of one line, of two."""

_SHOWN = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver

Index = QModelIndex | QPersistentModelIndex


class ResultsDelegate(QStyledItemDelegate):
    """Rows of a fixed height; what has not been read yet is drawn as quiet bars."""

    turned = Signal(int)
    """the row whose reprints shall be shown or hidden"""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._drawn: OrderedDict[tuple[object, ...], tuple[object, QPixmap]] = OrderedDict()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row, or copy it where it was drawn so before: scrolling repaints all rows at every step."""
        line, fold = index.data(Role.LINE), index.data(Role.FOLD)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        ratio = painter.device().devicePixelRatio()
        look = (
            option.rect.width(),
            option.state & _SHOWN,
            ticked,
            fold,
            ratio,
            theme.colours().dark,
            option.font.key(),
        )
        key = (id(line), *look)
        kept = self._drawn.get(key)
        if kept is None:
            # the line is kept along with its picture, so that no other can take its id
            kept = line, self._draw(option, line, fold, ticked, ratio)
            self._drawn[key] = kept
            if len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        painter.drawPixmap(option.rect.topLeft(), kept[1])

    def _draw(
        self, option: QStyleOptionViewItem, line: object, fold: Fold, ticked: bool, ratio: float
    ) -> QPixmap:
        colours = theme.colours()
        pixmap = QPixmap(round(option.rect.width() * ratio), round(option.rect.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(colours.surface))
        rect = QRect(QPoint(0, 0), option.rect.size())
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, option.state, rect)
        painting.tick_box(painter, tick_rect(rect), ticked)
        if isinstance(line, Line):
            _Row(painter, option.font, rect, line, fold).paint()
        else:
            _placeholder(painter, rect, QColor(colours.placeholder))
        if fold.under:
            painter.fillRect(LEFT, 0, 2, rect.height(), QColor(colours.border))
        left = LEFT + UNDER if fold.under else LEFT
        painter.fillRect(left, rect.bottom(), rect.width() - left, 1, QColor(colours.border))
        painter.end()
        return pixmap

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, ROW_HEIGHT)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the tick box, generously measured, ticks, one on the reprints shows or hides them.

        The row is not chosen by either.
        """
        if not isinstance(event, QMouseEvent):
            return False
        point = event.position().toPoint()
        left = event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
        if tick_rect(option.rect).adjusted(-12, -12, 10, 12).contains(point):
            if left:
                ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
                state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
                index.model().setData(index, state, Qt.ItemDataRole.CheckStateRole)
            return True
        if fold_rect(option.rect, option.font, index).contains(point):
            if left:
                self.turned.emit(index.row())
            return True
        return False

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole title where it was cut."""
        line = index.data(Role.LINE)
        if isinstance(line, Line):
            room = _text_rect(option.rect, line, index.data(Role.FOLD)).width()
            if (
                QFontMetrics(_title_font(option.font)).horizontalAdvance(line.result.summary.title)
                > 2 * room - 40
            ):
                QToolTip.showText(event.globalPos(), line.result.summary.title, view)
                return True
        QToolTip.hideText()
        return False

    @staticmethod
    def _background(painter: QPainter, state: QStyle.StateFlag, rect: QRect) -> None:
        colours = theme.colours()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRect(0, 0, 3, rect.height() - 1), QColor(colours.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))


def tick_rect(row: QRect) -> QRect:
    """Where a row's tick box is."""
    return QRect(row.left() + MARGIN, row.top() + 15, TICK, TICK)


def _frame(row: QRect) -> QSize:
    """The size of a thumbnail: smaller where the words need the room."""
    return THUMBNAIL if row.width() >= ROOMY else THUMBNAIL * 0.75


def _text_rect(row: QRect, line: Line, fold: Fold) -> QRect:
    right = MARGIN + (_frame(row).width() + GAP + 4 if line.thumbnail is not None else 0)
    return row.adjusted(LEFT + UNDER * fold.under, 11, -right, -10)


def fold_rect(row: QRect, font: QFont, index: Index) -> QRect:
    """Where a row says how many reprints stand under it; empty where none do."""
    line, fold = index.data(Role.LINE), index.data(Role.FOLD)
    if not isinstance(line, Line) or not fold.reprints:
        return QRect()
    text = _text_rect(row, line, fold)
    title = _title(line, font, text.width())
    return _fold_rect(text, _META[title.lineCount() > 1], font, fold)


def _fold_rect(text: QRect, top: int, font: QFont, fold: Fold) -> QRect:
    width = QFontMetrics(_small_font(font)).horizontalAdvance(reprints_text(fold.reprints)) + 30
    return QRect(text.right() - width, text.top() + top, width, 20)


def _title(line: Line, font: QFont, width: int) -> QTextLayout:
    """The title with its marks in one or two lines."""
    title = line.result.summary.title.replace("\n", " ")
    return marked_layout(title, line.result.title_marks, _title_font(font), width, 2)


def _title_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPixelSize(16)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _small_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPixelSize(12)
    return font


def _excerpt_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPixelSize(13)
    return font


class _Row:
    """One row being drawn."""

    def __init__(self, painter: QPainter, font: QFont, rect: QRect, line: Line, fold: Fold) -> None:
        self._painter = painter
        self._font = font
        self._rect = rect
        self._line = line
        self._fold = fold
        self._text = _text_rect(rect, line, fold)

    def paint(self) -> None:
        colours = theme.colours()
        summary, excerpt = self._line.result.summary, self._line.result.excerpt
        trashed = summary.state is State.TRASH
        ink = QColor(colours.faint if trashed else colours.text)
        title = _title(self._line, self._font, self._text.width())
        self._painter.setPen(ink)
        title.draw(self._painter, QPointF(self._text.topLeft()))
        two = title.lineCount() > 1
        top, lines = _META[two], 1 if two else 2  # what the title takes, the excerpt gives
        if summary.source or summary.published or summary.tags or self._fold.reprints:
            self._meta(top)
            top += 26
        else:
            top, lines = top + 4, lines + 1
        soft = QColor(colours.faint if trashed else colours.muted)
        text = excerpt.text.replace("\n", " ").replace("\u2028", " ")
        self._marked(text, excerpt.marks, _excerpt_font(self._font), soft, top, lines)
        if self._line.thumbnail is not None:
            self._thumbnail(self._line.thumbnail)

    def _marked(
        self, text: str, marks: Sequence[Span], font: QFont, ink: QColor, top: int, lines: int
    ) -> None:
        """Text with its marks in at most some lines, cut with an ellipsis."""
        layout = marked_layout(text, marks, font, self._text.width(), lines)
        self._painter.setPen(ink)
        layout.draw(self._painter, QPointF(self._text.left(), self._text.top() + top))

    def _meta(self, top: int) -> None:
        """Source · date, then the tags as chips, as many as there is room for; on the right the reprints."""
        colours, summary = theme.colours(), self._line.result.summary
        font = _small_font(self._font)
        metrics = QFontMetrics(font)
        parts = [part for part in (summary.source, shown_date(summary.published)) if part]
        self._painter.setFont(font)
        self._painter.setPen(QColor(colours.muted))
        room = QRect(self._text.left(), self._text.top() + top, self._text.width(), 20)
        if self._fold.reprints:
            fold = _fold_rect(self._text, top, self._font, self._fold)
            self._reprints(fold)
            room.setRight(fold.left() - 8)
            self._painter.setPen(QColor(colours.muted))
        text = metrics.elidedText("  ·  ".join(parts), Qt.TextElideMode.ElideRight, room.width())
        self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        left = room.left() + metrics.horizontalAdvance(text) + (12 if text else 0)
        for tag, colour in zip(summary.tags, self._line.colours, strict=True):
            width = painting.chip_width(tag.rpartition("/")[2], metrics)
            if left + width > room.right():
                break
            chip = QRectF(left, room.top() + 1, width, 18)
            painting.chip(self._painter, chip, tag.rpartition("/")[2], colour)
            left += width + 6

    def _reprints(self, rect: QRect) -> None:
        """How many reprints stand under the article, on a button that shows or hides them."""
        colours = theme.colours()
        self._painter.setPen(Qt.PenStyle.NoPen)
        ground = painting.tint(QColor(colours.accent), QColor(colours.surface), 0.2)
        self._painter.setBrush(ground if self._fold.is_open else QColor(colours.chip))
        self._painter.drawRoundedRect(rect.adjusted(0, 0, 0, -1), 9.5, 9.5)
        painting.chevron(self._painter, rect.left() + 12, rect.top() + 9.5, is_open=self._fold.is_open)
        self._painter.setPen(QColor(colours.chip_text))
        self._painter.drawText(
            rect.adjusted(21, 0, 0, -1), Qt.AlignmentFlag.AlignVCenter, reprints_text(self._fold.reprints)
        )

    def _thumbnail(self, image: QImage) -> None:
        """The picture, filling its frame, with round corners."""
        colours = theme.colours()
        size = _frame(self._rect)
        top = self._rect.top() + (ROW_HEIGHT - size.height()) // 2
        frame = QRectF(QPoint(self._text.right() + GAP + 4, top), size)
        path = QPainterPath()
        path.addRoundedRect(frame, 6, 6)
        self._painter.save()
        self._painter.setClipPath(path)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawImage(frame, image)
        self._painter.restore()
        self._painter.setPen(QColor(colours.border))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(path)


def marked_layout(text: str, marks: Sequence[Span], font: QFont, width: int, lines: int) -> QTextLayout:
    """Text laid out in at most `lines` lines of `width` pixels, its last one cut with an ellipsis."""
    layout = _laid_out(text, marks, font, width, lines + 1)
    start = (
        painting.characters(text, layout.lineAt(lines - 1).textStart())
        if layout.lineCount() > lines
        else None
    )
    if start is None:
        return layout
    metrics = QFontMetrics(font)
    rest = text[start : start + 4 * width // max(1, metrics.averageCharWidth())]
    cut = text[:start] + metrics.elidedText(rest + "…", Qt.TextElideMode.ElideRight, width - 2)
    end = len(cut) - 1
    kept = [(first, min(last, end)) for first, last in marks if first < end]
    return _laid_out(cut, kept, font, width, lines)


def _laid_out(text: str, marks: Sequence[Span], font: QFont, width: int, lines: int) -> QTextLayout:
    colours = theme.colours()
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    style = QTextCharFormat()
    style.setBackground(QColor(colours.mark))
    style.setForeground(QColor(colours.mark_text))
    layout.setFormats([_range(first, last, style) for first, last in painting.utf16(text, marks)])
    layout.beginLayout()
    top = 0.0
    for _number in range(lines):
        line: QTextLine = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height() + 2
    layout.endLayout()
    return layout


def _range(first: int, last: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = first, last - first, style
    return span


def _placeholder(painter: QPainter, row: QRect, colour: QColor) -> None:
    """Quiet bars where a line will be."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for top, height, share in ((16, 14, 0.55), (46, 10, 0.3), (72, 10, 0.85), (92, 10, 0.7)):
        width = int((row.width() - LEFT - MARGIN) * share)
        painter.drawRoundedRect(row.left() + LEFT, row.top() + top, width, height, 4, 4)
