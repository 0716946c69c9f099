"""What was chosen to be imported: files and folders, with add and remove, how much lies in them, and what is kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _, ngettext
from ztviewer.gui.shown_path import shown_path
from ztviewer.gui.tool_button import tool_button


class ImportSources(QWidget):
    """Emits `changed` when other files and folders are chosen than before."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._names = QStringListModel(self)
        self.list = QListView(self)
        self.list.setObjectName("Names")
        self.list.setModel(self._names)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("Chosen files and folders"))
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        self._count.setWordWrap(True)
        self.pdf_pages = QCheckBox(_("Keep PDF pages as pictures too"), self)
        self.pdf_pages.setToolTip(
            _(
                "Each page becomes a picture of its article, and a scan an article of pictures; the archive grows."
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._count)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._tools())
        layout.addWidget(self.pdf_pages)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete),
            self.list,
            self._remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    @property
    def paths(self) -> tuple[Path, ...]:
        """What is chosen now."""
        return tuple(self._paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Choose more, each once."""
        self._paths = list(dict.fromkeys((*self._paths, *paths)))
        self._show()

    def show_count(self, files: int, size: int) -> None:
        """How many files lie in what was chosen, and their bytes."""
        text = ngettext("{count} file", "{count} files", files).format(count=f"{files:,}")
        self._count.setText(f"{text}  ·  {QLocale().formattedDataSize(size)}")

    def _show(self) -> None:
        self._names.setStringList([shown_path(path) for path in self._paths])
        self._count.setText(_("Counting…") if self._paths else _("Nothing is chosen yet."))
        self.changed.emit()

    def _remove(self) -> None:
        gone = {index.row() for index in self.list.selectedIndexes()}
        if gone:
            self._paths = [path for row, path in enumerate(self._paths) if row not in gone]
            self._show()

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        files = tool_button("new", _("Add files…"), self)
        folder = tool_button("open", _("Add a folder…"), self)
        take = tool_button("remove", _("Leave out what is selected"), self)
        files.clicked.connect(lambda: self._ask(_("Add files"), QFileDialog.FileMode.ExistingFiles))
        folder.clicked.connect(lambda: self._ask(_("Add a folder"), QFileDialog.FileMode.Directory))
        take.clicked.connect(self._remove)
        for button in (files, folder, take):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _ask(self, title: str, mode: QFileDialog.FileMode) -> None:
        chooser = QFileDialog(self, title)
        chooser.setFileMode(mode)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        chooser.open()
