"""The columns of a table as rows: what each is called, an example of it, and which part of an article it holds."""

from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from ztviewer.core.i18n import _
from ztviewer.core.mapping import ColumnMapping, Table
from ztviewer.gui import theme
from ztviewer.gui.import_words import field_name

EXAMPLE = 60
"""Characters of a value that are shown."""

Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """The columns."""

    NAME = 0
    EXAMPLE = 1
    HOLDS = 2


class ColumnsModel(QAbstractTableModel):
    """Shows one Table; what a column holds can be changed."""

    changed = Signal(object)
    """a ColumnMapping that the user made"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None

    @property
    def columns(self) -> ColumnMapping | None:
        """What the columns hold; None while there is no table."""
        return self._table.columns if self._table is not None else None

    def show(self, table: Table | None) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() or self.columns is None else len(self.columns.header)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = index.isValid() and index.column() == Part.HOLDS
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if editable else super().flags(index)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Name"), _("For example"), _("Is read as"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._table is None:
            return None
        row, part = index.row(), Part(index.column())
        field = self._table.columns.fields[row]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._words(row, part) or None
            case Qt.ItemDataRole.EditRole if part is Part.HOLDS:
                return field
            case Qt.ItemDataRole.ForegroundRole:
                quiet = part is Part.EXAMPLE or (part is Part.HOLDS and field is None)
                return QColor(theme.colours().muted) if quiet else None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say what a column holds; a column that held the same does no longer."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self._table is None:
            return False
        columns = self._table.columns
        if value != columns.fields[index.row()]:
            fields = [None if field == value else field for field in columns.fields]
            fields[index.row()] = value
            self._table = replace(self._table, columns=replace(columns, fields=tuple(fields)))
            self.dataChanged.emit(self.index(0, 0), self.index(len(fields) - 1, len(Part) - 1))
            self.changed.emit(self._table.columns)
        return True

    def _words(self, row: int, part: Part) -> str:
        table = self._table
        if table is None:
            return ""
        match part:
            case Part.NAME:
                return table.columns.header[row]
            case Part.EXAMPLE:
                values = (line[row].strip() for line in table.sample if row < len(line))
                return " ".join(next(filter(None, values), "")[:EXAMPLE].split())
            case Part.HOLDS:
                field = table.columns.fields[row]
                return field_name(field) if field is not None else _("Not read")
