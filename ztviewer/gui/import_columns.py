"""The tables among what is imported: what their columns hold, to be changed with a list beside each."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _
from ztviewer.core.mapping import FIELDS, ColumnMapping, Table, mapping_for
from ztviewer.gui.import_columns_model import ColumnsModel, Part
from ztviewer.gui.import_words import field_name, short_name
from ztviewer.gui.painting import chevron
from ztviewer.gui.rows_table import RowDelegate, rows_table

Index = QModelIndex | QPersistentModelIndex


class ImportColumns(QWidget):
    """Emits `changed` when the user has said what a column holds."""

    changed = Signal()
    guessWanted = Signal(object)
    """a ColumnMapping that is to be forgotten, so that its columns are guessed again"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: list[Table] = []
        self._made: list[ColumnMapping] = []
        self.model = ColumnsModel(self)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(_("Table"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.table = rows_table(self.model, {Part.NAME: 84, Part.HOLDS: 96}, Part.EXAMPLE, self)
        self.table.setAccessibleName(_("Columns of the table"))
        self.table.setItemDelegateForColumn(Part.HOLDS, _FieldDelegate(self.table))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.table.clicked.connect(self._offer)
        self.table.activated.connect(self._offer)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        about = QLabel(
            _("How the columns of this table are read. Kept for every table with the same columns."), self
        )
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        self._problem = QLabel(_("Say which column holds the title or the text."), self)
        self._problem.setObjectName("Problem")
        self._problem.setWordWrap(True)
        again = QPushButton(_("Guess again"), self)
        again.setAutoDefault(False)
        again.clicked.connect(self._guess_again)
        foot = QHBoxLayout()
        foot.addWidget(again)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(about)
        layout.addWidget(self.choice)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._problem)
        layout.addLayout(foot)
        self.choice.currentIndexChanged.connect(self._choose)
        self.model.changed.connect(self._make)

    @property
    def made(self) -> tuple[ColumnMapping, ...]:
        """What the user has said of columns."""
        return tuple(self._made)

    def show_tables(self, tables: Sequence[Table]) -> None:
        """Show the tables of what is imported, as they are read by what the user has said so far."""
        chosen = self.choice.currentText()
        self._tables = [
            replace(table, columns=mapping_for(table.columns.header, self._made) or table.columns)
            for table in tables
        ]
        self.choice.blockSignals(True)
        self.choice.clear()
        for table in self._tables:
            self.choice.addItem(short_name(table.place), table.place)
        self.choice.setCurrentIndex(max(0, self.choice.findText(chosen)))
        self.choice.blockSignals(False)
        self.choice.setVisible(len(self._tables) > 1)
        self._choose()

    def _choose(self) -> None:
        row = self.choice.currentIndex()
        self.model.show(self._tables[row] if row >= 0 else None)
        self._check()

    def _offer(self, index: QModelIndex) -> None:
        """Open the list of what the column of a row may hold."""
        holds = self.model.index(index.row(), Part.HOLDS)
        if not self.table.isPersistentEditorOpen(holds):
            self.table.setCurrentIndex(holds)
            self.table.edit(holds)

    def _make(self, mapping: ColumnMapping) -> None:
        self._forget(mapping)
        self._made.append(mapping)
        row = self.choice.currentIndex()
        self._tables[row] = replace(self._tables[row], columns=mapping)
        self._check()
        self.changed.emit()

    def _guess_again(self) -> None:
        mapping = self.model.columns
        if mapping is not None:
            self._forget(mapping)
            self.guessWanted.emit(mapping)

    def _forget(self, mapping: ColumnMapping) -> None:
        self._made = [other for other in self._made if mapping_for(mapping.header, [other]) is None]

    def _check(self) -> None:
        columns = self.model.columns
        self._problem.setVisible(columns is not None and not columns.suffices)


class _FieldDelegate(RowDelegate):
    """Shows what a column holds with a sign that there is a choice, and offers it."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setAccessibleName(
            _("What the column “{name}” holds").format(
                name=index.model().index(index.row(), Part.NAME).data()
            )
        )
        box.addItem(_("Not read"), None)
        for field in FIELDS:
            box.addItem(field_name(field), field)
        box.view().setMinimumWidth(150)
        box.activated.connect(lambda _row: self._take(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(model.index(index.row(), index.column()), editor.currentData())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        chevron(painter, option.rect.right() - 12, option.rect.center().y() + 1.5, is_open=True)

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)
