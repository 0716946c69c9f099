"""A topic dossier on the desk: its title and introduction, its articles in order, a note on each.

Nothing is changed before the user agrees to all of it: topics have no undo.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.article import ArticleId, Summary
from ztviewer.core.curation import Changes, Entry, Topic
from ztviewer.core.i18n import _, ngettext
from ztviewer.gui.dates import shown_date
from ztviewer.gui.tool_button import tool_button
from ztviewer.services.curating import Curating

_ID = int(Qt.ItemDataRole.UserRole)
_NOTE = _ID + 1


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """What the user made of a topic; parts that were left as they are, are as before."""

    title: str
    """as it was before"""
    new_title: str
    introduction: str
    entries: tuple[Entry, ...]
    before: tuple[Entry, ...]
    introduction_before: str

    def apply(self, curating: Curating) -> Changes:
        """Make the changes, one after another; may run off the GUI thread."""
        kept = [entry.article for entry in self.entries]
        gone = [entry.article for entry in self.before if entry.article not in set(kept)]
        notes = {entry.article: entry.note for entry in self.before}
        changes = Changes(topics=True)
        if gone:
            changes |= curating.remove(self.title, gone)
        if kept and kept != [entry.article for entry in self.before if entry.article not in set(gone)]:
            changes |= curating.reorder(self.title, kept)
        for entry in self.entries:
            if entry.note != notes[entry.article]:
                changes |= curating.annotate(self.title, entry.article, entry.note)
        if (self.new_title, self.introduction) != (self.title, self.introduction_before):
            title = self.new_title if self.new_title != self.title else None
            changes |= curating.change(self.title, new_title=title, introduction=self.introduction)
        return changes


class TopicDialog(QDialog):
    """Edits one topic; emits `agreed` with a TopicEdit."""

    agreed = Signal(object)

    def __init__(
        self,
        topic: Topic,
        entries: Sequence[Entry],
        summaries: Mapping[ArticleId, Summary],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Topic"))
        self._topic = topic
        self._entries = tuple(entries)
        self.model = QStandardItemModel(self)
        for entry in entries:
            self.model.appendRow(_item(entry, summaries.get(entry.article)))
        self._build()
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.model.rowsRemoved.connect(self._count)
        self._choose(QModelIndex())
        self._count()

    def edit(self) -> TopicEdit:
        """What the user has made of the topic so far."""
        items = [self.model.item(row) for row in range(self.model.rowCount())]
        return TopicEdit(
            self._topic.title,
            self.title.text().strip(),
            self.introduction.toPlainText().strip(),
            tuple(Entry(item.data(_ID), item.data(_NOTE) or None) for item in items),
            self._entries,
            self._topic.introduction,
        )

    def accept(self) -> None:
        super().accept()
        self.agreed.emit(self.edit())

    def move(self, by: int) -> None:  # type: ignore[override]
        """Move the chosen article up (-1) or down (1)."""
        row = self.list.currentIndex().row()
        wanted = row + by
        if row >= 0 and 0 <= wanted < self.model.rowCount():
            item = self.model.takeRow(row)
            self.model.insertRow(wanted, item)
            self.list.setCurrentIndex(self.model.index(wanted, 0))

    def take_out(self) -> None:
        """Take the chosen articles out of the topic."""
        rows = sorted({index.row() for index in self.list.selectedIndexes()}, reverse=True)
        for row in rows:
            self.model.removeRow(row)

    def _choose(self, index: QModelIndex) -> None:
        there = index.isValid()
        self.note.setEnabled(there)
        self.note.blockSignals(True)
        self.note.setPlainText((index.data(_NOTE) or "") if there else "")
        self.note.blockSignals(False)

    def _write_note(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.model.setData(index, self.note.toPlainText().strip() or None, _NOTE)

    def _count(self) -> None:
        count = self.model.rowCount()
        self._counter.setText(ngettext("{count} article", "{count} articles", count).format(count=count))

    # The widget itself

    def _build(self) -> None:
        self.title = QLineEdit(self._topic.title, self)
        self.introduction = QPlainTextEdit(self._topic.introduction, self)
        self.introduction.setPlaceholderText(_("What this topic is about, and how its articles were chosen"))
        self.introduction.setTabChangesFocus(True)
        self.introduction.setFixedHeight(110)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Title"), self.title)
        form.addRow(_("Introduction"), self.introduction)
        self.note = QPlainTextEdit(self)
        self.note.setPlaceholderText(_("A note on the chosen article"))
        self.note.setAccessibleName(_("A note on the chosen article"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(72)
        self.note.textChanged.connect(self._write_note)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel,
            Qt.Orientation.Horizontal,
            self,
        )
        buttons.button(QDialogButtonBox.StandardButton.Save).setText(_("Save"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.title.textChanged.connect(lambda text: save.setEnabled(bool(text.strip())))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addLayout(self._list_head())
        layout.addWidget(self._list_view(), 1)
        layout.addWidget(self.note)
        layout.addWidget(buttons)
        self.resize(680, 640)

    def _list_head(self) -> QHBoxLayout:
        self._counter = QLabel(self)
        self._counter.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._counter)
        head.addStretch(1)
        for name, tip, keys, deed in (
            ("up", _("Move up (Alt+↑)"), "Alt+Up", lambda: self.move(-1)),
            ("down", _("Move down (Alt+↓)"), "Alt+Down", lambda: self.move(1)),
            ("remove", _("Take out of the topic"), "", self.take_out),
        ):
            button: QToolButton = tool_button(name, tip, self)
            button.clicked.connect(lambda _checked=False, deed=deed: deed())
            head.addWidget(button)
            if keys:
                QShortcut(QKeySequence(keys), self, deed)
        return head

    def _list_view(self) -> QListView:
        self.list = QListView(self)
        self.list.setObjectName("Names")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(_("Articles of this topic, in order"))
        return self.list


def _item(entry: Entry, summary: Summary | None) -> QStandardItem:
    """An article as a line that can be dragged between others, but not onto one."""
    if summary is None:
        text = _("Article {number}").format(number=entry.article)
    else:
        place = "  ·  ".join(part for part in (summary.source, shown_date(summary.published)) if part)
        text = f"{summary.title}    {place}" if place else summary.title
    item = QStandardItem(text)
    item.setData(entry.article, _ID)
    item.setData(entry.note, _NOTE)
    item.setEditable(False)
    item.setDropEnabled(False)
    item.setToolTip(text)
    return item
