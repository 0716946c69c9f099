"""The rules of an import: a list with add, edit and remove, and how many of the previewed documents each fits."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.importing import Rule
from ztviewer.gui.import_rule_dialog import RuleDialog
from ztviewer.gui.import_words import gives, looks_at
from ztviewer.gui.tool_button import tool_button

Index = QModelIndex | QPersistentModelIndex


class RulesModel(QAbstractListModel):
    """Rules in their order; `fitting` counts the documents that one fits."""

    changed = Signal()
    """other rules than before"""

    def __init__(self, fitting: Callable[[Rule], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fitting = fitting
        self._rules: list[Rule] = []

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules."""
        return tuple(self._rules)

    def show(self, rules: Sequence[Rule]) -> None:
        """Show other rules."""
        self.beginResetModel()
        self._rules = list(rules)
        self.endResetModel()
        self.changed.emit()

    def put(self, row: int, rule: Rule) -> None:
        """Put a rule in the place of another, or after the last."""
        rules = list(self._rules)
        rules[row : row + 1] = [rule]
        self.show(rules)

    def take_out(self, row: int) -> None:
        """Take a rule away."""
        self.show([*self._rules[:row], *self._rules[row + 1 :]])

    def count_again(self) -> None:
        """The documents are others than before."""
        if self._rules:
            self.dataChanged.emit(self.index(0), self.index(len(self._rules) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rules)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        rule = self._rules[index.row()]
        count = self._fitting(rule)
        fits = ngettext("fits {count} document here", "fits {count} documents here", count)
        head = _("{where} “{pattern}”").format(where=looks_at(rule.when), pattern=rule.pattern)
        return f"{head}\n→ {gives(rule)}\n{fits.format(count=count)}"


class ImportRules(QWidget):
    """Shows a RulesModel and changes it; emits which files of rules the user wants read or written."""

    readWanted = Signal(Path)
    writeWanted = Signal(Path)

    def __init__(
        self, model: RulesModel, tags: Sequence[str], topics: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._tags = tags
        self._topics = topics
        about = QLabel(_("What documents are given that fit a pattern. Kept for the next import."), self)
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        self.list = QListView(self)
        self.list.setObjectName("Names")
        self.list.setModel(model)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("Rules"))
        self.list.activated.connect(lambda index: self.edit(index.row()))
        self._empty = QLabel(_("No rules: documents come as they are."), self)
        self._empty.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(about)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._tools())
        model.changed.connect(self._enable)
        self.list.selectionModel().currentChanged.connect(self._enable)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete),
            self.list,
            self._remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        self._enable()

    def add(self) -> RuleDialog:
        """Ask for a new rule."""
        return self._ask(None, self._model.rowCount())

    def edit(self, row: int) -> RuleDialog:
        """Ask how a rule should be."""
        return self._ask(self._model.rules[row], row)

    def _ask(self, rule: Rule | None, row: int) -> RuleDialog:
        dialog = RuleDialog(rule, self._tags, self._topics, self)
        dialog.agreed.connect(lambda agreed: self._put(row, agreed))
        dialog.open()
        return dialog

    def _put(self, row: int, rule: Rule) -> None:
        self._model.put(row, rule)
        self.list.setCurrentIndex(self._model.index(row))

    def _remove(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            self._model.take_out(row)
            self.list.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1)))

    def _enable(self) -> None:
        chosen = self.list.currentIndex().isValid()
        for button in (self._edit, self._take):
            button.setEnabled(chosen)
        self._write.setEnabled(self._model.rowCount() > 0)
        self._empty.setVisible(self._model.rowCount() == 0)

    def _tools(self) -> QHBoxLayout:
        add = tool_button("add", _("Add a rule…"), self)
        self._edit = tool_button("settings", _("Edit the rule…"), self)
        self._take = tool_button("remove", _("Remove the rule"), self)
        read = tool_button("open", _("Read rules from a file…"), self)
        self._write = tool_button("save", _("Save the rules to a file…"), self)
        add.clicked.connect(lambda: self.add())
        self._edit.clicked.connect(lambda: self.edit(self.list.currentIndex().row()))
        self._take.clicked.connect(self._remove)
        read.clicked.connect(self._ask_read)
        self._write.clicked.connect(self._ask_write)
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in (add, self._edit, self._take):
            row.addWidget(button)
        row.addStretch(1)
        for button in (read, self._write):
            row.addWidget(button)
        return row

    def _ask_read(self) -> None:
        chooser = self._chooser(_("Read rules"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda name: self.readWanted.emit(Path(name)))
        chooser.open()

    def _ask_write(self) -> None:
        chooser = self._chooser(_("Save rules"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("toml")
        chooser.fileSelected.connect(lambda name: self.writeWanted.emit(Path(name)))
        chooser.open()

    def _chooser(self, title: str) -> QFileDialog:
        chooser = QFileDialog(self, title)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setNameFilters([_("Rules (*.toml)"), _("All files (*)")])
        return chooser
