"""A table whose rows are chosen as a whole: of one height, one column taking the room that the others leave."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

ROW_HEIGHT = 30


def rows_table(
    model: QAbstractTableModel, widths: Mapping[int, int], wide: int, parent: QWidget
) -> QTableView:
    """A view of a model; `widths` in pixels by column, `wide` the column that stretches."""
    table = QTableView(parent)
    table.setObjectName("Rows")
    table.setModel(model)
    table.setItemDelegate(RowDelegate(table))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows, columns = table.verticalHeader(), table.horizontalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(ROW_HEIGHT)
    columns.setHighlightSections(False)
    # a header of its own mind: to see whether a column is selected it would ask of every row at each painting
    columns.setSelectionModel(QItemSelectionModel(model, columns))
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in widths.items():
        columns.resizeSection(column, width)
    columns.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    return table


class RowDelegate(QStyledItemDelegate):
    """Text keeps its colour in a chosen row; `elide` says where it is left out where there is no room for all of it."""

    def __init__(self, parent: QWidget, elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(parent)
        self._elide = elide

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = self._elide
        option.state &= ~QStyle.StateFlag.State_HasFocus  # the row shows where the cursor is
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if ink is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(ink))
