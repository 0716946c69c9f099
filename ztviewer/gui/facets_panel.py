"""The left side: topics, tags, sources, time and columns with their counts; a click narrows the result."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _
from ztviewer.core.query import Facet
from ztviewer.gui import painting, theme
from ztviewer.gui.choices import Click
from ztviewer.gui.facets_model import FacetsModel, Key, Node, Role, filtered, shortened

ROW, SECTION = 28, 38
INDENT, EDGE = 16, 10

Index = QModelIndex | QPersistentModelIndex


class FacetsPanel(QWidget):
    """Emits which value was clicked and how."""

    valueClicked = Signal(Facet, str, Click)
    menuWanted = Signal(Facet, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("FacetsPanel")
        self._sections: tuple[Node, ...] = ()
        self._whole: frozenset[str] = frozenset()
        self._open: set[Key] = {("section", name) for name in ("topic", "tag", "source", "date", "more")}
        self._filter = QLineEdit(self)
        self._filter.setObjectName("FacetFilter")
        self._filter.setPlaceholderText(_("Filter"))
        self._filter.setAccessibleName(_("Filter topics, tags and sources"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(
            QAction(theme.icon("filter"), "", self._filter), QLineEdit.ActionPosition.LeadingPosition
        )
        self._why = QLabel(self)
        self._why.setObjectName("FacetsWhy")
        self._why.setProperty("role", "muted")
        self._why.setWordWrap(True)
        self._why.hide()
        self._model = FacetsModel(self)
        self.tree = FacetsTree(self._model, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(4)
        row = QVBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._filter)
        layout.addLayout(row)
        layout.addWidget(self._why)
        layout.addWidget(self.tree)
        self._filter.textChanged.connect(lambda _text: self._refresh())
        self.tree.nodeClicked.connect(self._clicked)
        self.tree.menuWanted.connect(self._menu)
        self.tree.expanded.connect(lambda index: self._remember(index, True))
        self.tree.collapsed.connect(lambda index: self._remember(index, False))

    def show_facets(self, sections: Sequence[Node], why_none: str) -> None:
        """Show the counts of another result; where there are none, why."""
        self._sections = tuple(sections)
        self._why.setText(why_none)
        self._why.setVisible(not sections)
        self._filter.setVisible(bool(sections))
        self._refresh()

    def values(self, facet: Facet) -> tuple[Node, ...]:
        """The values of a facet that occur in the result, those that are folded away included."""
        return tuple(
            child for section in self._sections for child in section.children if child.facet is facet
        )

    def _refresh(self) -> None:
        text = self._filter.text()
        shown = filtered(self._sections, text) if text.strip() else shortened(self._sections, self._whole)
        scroll = self.tree.verticalScrollBar().value()
        self._model.show(shown)
        self.tree.blockSignals(True)
        if text.strip():
            self.tree.expandAll()
        else:
            for key in self._open:
                index = self._model.index_of(key)
                if index.isValid() and not self.tree.isExpanded(index):
                    self.tree.expand(index)
            for index in self._model.chosen():
                self._reveal(index.parent())
        self.tree.blockSignals(False)
        self.tree.verticalScrollBar().setValue(scroll)

    def _reveal(self, index: QModelIndex) -> None:
        """Open everything above a chosen value, so that a choice is always in sight."""
        while index.isValid():
            if not self.tree.isExpanded(index):
                self.tree.expand(index)
            index = index.parent()

    def _remember(self, index: QModelIndex, is_open: bool) -> None:
        if self._filter.text().strip():
            return
        key = self._model.node(index).key
        if is_open:
            self._open.add(key)
        else:
            self._open.discard(key)

    def _clicked(self, index: QModelIndex, click: Click) -> None:
        node = self._model.node(index)
        if node.facet is not None:
            self.valueClicked.emit(node.facet, node.key[1], click)
        elif node.key[0] == "section":
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        else:
            self._whole ^= {node.key[1]}
            self._refresh()

    def _menu(self, index: QModelIndex, at: QPoint) -> None:
        node = self._model.node(index)
        if node.facet is not None:
            self.menuWanted.emit(node.facet, node.key[1], at)


class FacetsTree(QTreeView):
    """The tree itself: draws its own arrows, tells a click from Ctrl-click and Alt-click."""

    nodeClicked = Signal(QModelIndex, Click)
    menuWanted = Signal(QModelIndex, QPoint)

    def __init__(self, model: FacetsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Facets")
        self.setAccessibleName(_("Narrow by"))
        self.setAccessibleDescription(_("Enter narrows, Ctrl+Enter adds, Alt+Enter excludes"))
        self.setModel(model)
        self.setItemDelegate(_FacetDelegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._pressed = QPersistentModelIndex()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Nothing: the delegate draws the arrow beside the name."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._pressed = QPersistentModelIndex(index)
        if index.isValid():
            self.setCurrentIndex(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self._pressed != index:
            return
        if event.button() == Qt.MouseButton.RightButton:
            self.menuWanted.emit(index, event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton:
            on_arrow = event.position().x() < name_left(index) and self.model().rowCount(index) > 0
            if on_arrow:
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self.nodeClicked.emit(index, _click(event.modifiers()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.nodeClicked.emit(index, _click(event.modifiers()))
        elif index.isValid() and _asks_for_menu(event):
            self.menuWanted.emit(index, self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        else:
            super().keyPressEvent(event)


def _asks_for_menu(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Menu or (
        event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    )


def _click(modifiers: Qt.KeyboardModifier) -> Click:
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return Click.EXCLUDE
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Click.ADD
    return Click.NARROW


def _depth(index: Index) -> int:
    depth, parent = 0, index.parent()
    while parent.isValid():
        depth, parent = depth + 1, parent.parent()
    return depth


def name_left(index: Index) -> int:
    """Where a row's name begins; left of it is its arrow."""
    depth = _depth(index)
    return 30 if depth == 0 else 14 + INDENT * depth


class _FacetDelegate(QStyledItemDelegate):
    """Draws sections as quiet headings, values with a count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW if index.parent().isValid() else SECTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(Role.NODE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        left = rect.left() + name_left(index)
        if node.key[0] == "section":
            self._section(painter, option, node, left)
        else:
            self._background(painter, option, node)
            self._value(painter, option, node, left)
        if self._has_arrow(index):
            self._arrow(painter, option, index, left)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.colours().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(6.5, 1.5, -6.5, -1.5), 6, 6)
        painter.restore()

    @staticmethod
    def _has_arrow(index: Index) -> bool:
        return bool(index.model().rowCount(index) > 0)

    @staticmethod
    def _section(painter: QPainter, option: QStyleOptionViewItem, node: Node, left: int) -> None:
        font = QFont(option.font)
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().muted))
        rect = QRect(left, option.rect.top() + 8, option.rect.width(), option.rect.height() - 10)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, node.label)

    @staticmethod
    def _background(painter: QPainter, option: QStyleOptionViewItem, node: Node) -> None:
        colours = theme.colours()
        box = QRectF(option.rect).adjusted(6, 1, -6, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if node.state:
            painter.setBrush(painting.tint(QColor(colours.accent), QColor(colours.window), 0.18))
            painter.drawRoundedRect(box, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(box, 6, 6)

    @staticmethod
    def _value(painter: QPainter, option: QStyleOptionViewItem, node: Node, left: int) -> None:
        colours = theme.colours()
        font = QFont(option.font)
        font.setStrikeOut(node.state is False)
        font.setWeight(QFont.Weight.DemiBold if node.state else QFont.Weight.Normal)
        rect = QRect(left, option.rect.top(), option.rect.right() - left - EDGE - 4, option.rect.height())
        count = "" if node.count is None else f"{node.count:,}"
        small = QFont(option.font)
        small.setPixelSize(12)
        painter.setFont(small)
        painter.setPen(QColor(colours.accent if node.state else colours.faint))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(count) - 8)
        if node.colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(node.colour))
            painter.drawEllipse(QRectF(rect.left() + 1, rect.center().y() - 3, 8, 8))
            rect.setLeft(rect.left() + 16)
        painter.setFont(font)
        ink = (
            colours.accent
            if node.facet is None or node.state
            else colours.muted
            if node.state is False
            else colours.text
        )
        painter.setPen(QColor(ink))
        text = painter.fontMetrics().elidedText(node.label, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    @staticmethod
    def _arrow(painter: QPainter, option: QStyleOptionViewItem, index: Index, left: int) -> None:
        """A small chevron: down where open, right where closed."""
        tree = option.widget
        is_open = isinstance(tree, QTreeView) and tree.isExpanded(index)
        middle = option.rect.center().y() + (0.5 if index.parent().isValid() else 4.5)
        painting.chevron(painter, left - 10, middle, is_open=is_open)
