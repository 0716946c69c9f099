"""Asks what to import and how: files and folders, the columns of tables, rules; beside it what would come of them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.importing import ImportOptions, Preview, Rule
from ztviewer.gui.drops import dropped_paths
from ztviewer.gui.import_account import ImportWish
from ztviewer.gui.import_columns import ImportColumns
from ztviewer.gui.import_preview import ImportPreview
from ztviewer.gui.import_preview_model import PreviewModel
from ztviewer.gui.import_rules import ImportRules, RulesModel
from ztviewer.gui.import_sources import ImportSources
from ztviewer.gui.task_line import TaskLine
from ztviewer.services.survey import Survey

PAUSE_MS = 120
"""How long choices rest before documents are read again."""


class ImportDialog(QDialog):
    """Emits what the user wants read, tried and imported."""

    previewWanted = Signal()
    """other documents, or read otherwise: `wish` says what and how"""
    sourcesChanged = Signal(object)
    """the paths that are chosen now"""
    rulesChanged = Signal(object)
    """a tuple of all Rules"""
    tryWanted = Signal(object)
    """an ImportWish"""
    wished = Signal(object)
    """an ImportWish"""

    def __init__(
        self, tags: Sequence[str], topics: Sequence[str], archive: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ImportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setWindowTitle(_("Import into “{archive}”").format(archive=archive))
        self._forced: frozenset[str] = frozenset()
        self._previews = PreviewModel(self)
        self.rules_model = RulesModel(self._previews.fitting, self)
        self.sources = ImportSources(self)
        self.columns = ImportColumns(self)
        self.rules = ImportRules(self.rules_model, tags, topics, self)
        self.preview = ImportPreview(self._previews, self)
        self.task = TaskLine(self)
        self._problem = QLabel(self)
        self._problem.setObjectName("Problem")
        self._problem.setWordWrap(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self._enable()

    def wish(self) -> ImportWish:
        """What is chosen now."""
        return ImportWish(self.sources.paths, self._options())

    def _options(self) -> ImportOptions:
        return ImportOptions(
            self.rules_model.rules, self.columns.made, self.sources.pdf_pages.isChecked(), self._forced
        )

    def add(self, paths: Sequence[Path]) -> None:
        """Choose more files and folders."""
        self.sources.add(paths)

    def force(self, documents: frozenset[str]) -> None:
        """Take some documents anyway, given by their report paths."""
        self._forced |= documents
        text = ngettext(
            "{count} document will be imported anyway.",
            "{count} documents will be imported anyway.",
            len(self._forced),
        )
        self.say(text.format(count=len(self._forced)))

    def show_rules(self, rules: Sequence[Rule]) -> None:
        """Show other rules."""
        self.rules_model.show(rules)

    def show_survey(self, found: Survey) -> None:
        """Show how much is chosen, and the tables among it."""
        self.sources.show_count(found.files, found.size)
        self.columns.show_tables(found.tables)
        self.tabs.setTabVisible(self.tabs.indexOf(self.columns), bool(found.tables))

    def show_previews(self, previews: Sequence[Preview]) -> None:
        """Show how the first documents will be read."""
        self.preview.show_previews(previews)
        self.rules_model.count_again()

    def say(self, sentence: str) -> None:
        """Tell something about what was wanted; it stays until the next choice."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    @property
    def sentence(self) -> str:
        """What was told last, or nothing."""
        return self._problem.text()

    def accept(self) -> None:
        wish = self.wish()
        super().accept()
        self.wished.emit(wish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter imports, but not where it opens what a list or table shows."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enters and isinstance(self.focusWidget(), QAbstractItemView)):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(dropped_paths(event.mimeData()))

    def _connect(self) -> None:
        self.sources.changed.connect(self._sources_changed)
        self.rules_model.changed.connect(self._rules_changed)
        self.columns.changed.connect(self._pause.start)
        self.sources.pdf_pages.toggled.connect(lambda _on: self._read_again())
        self._pause.timeout.connect(self.previewWanted)

    def _sources_changed(self) -> None:
        self.say("")
        self._enable()
        self.sourcesChanged.emit(self.sources.paths)
        if self.sources.paths:
            self.preview.wait()
            self._pause.start()
        else:
            self._pause.stop()
            self.preview.fail(_("Choose files or folders, or drop them here."))

    def _read_again(self) -> None:
        """The same documents are read otherwise."""
        if self.sources.paths:
            self._pause.start()

    def _rules_changed(self) -> None:
        self.say("")
        rules = self.rules_model.rules
        self._previews.apply(rules)
        self.tabs.setTabText(
            self.tabs.indexOf(self.rules),
            _("Rules ({count})").format(count=len(rules)) if rules else _("Rules"),
        )
        self.rulesChanged.emit(rules)

    def _enable(self) -> None:
        for button in (self._try, self._import):
            button.setEnabled(bool(self.sources.paths))

    def _lay_out(self) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.sources, _("Files"))
        self.tabs.addTab(self.columns, _("Table columns"))
        self.tabs.setTabVisible(self.tabs.indexOf(self.columns), False)
        self.tabs.addTab(self.rules, _("Rules"))
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(16)
        for pane, least, stretch in ((self.tabs, 250, 0), (self.preview, 420, 1)):
            pane.setMinimumWidth(least)
            self.panes.addWidget(pane)
            self.panes.setStretchFactor(self.panes.count() - 1, stretch)
        self.panes.setSizes([290, 934])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.panes, 1)
        layout.addWidget(self._problem)
        layout.addLayout(self._buttons())
        self.resize(1280, 760)

    def _buttons(self) -> QHBoxLayout:
        self._try = QPushButton(_("Try"), self)
        self._try.setToolTip(_("Read everything and show what would become of it; nothing is stored"))
        self._try.setAutoDefault(False)
        self._try.clicked.connect(lambda: self.tryWanted.emit(self.wish()))
        cancel = QPushButton(_("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._import = QPushButton(_("Import"), self)
        self._import.setDefault(True)
        self._import.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.task, 1)
        row.addStretch(1)
        for button in (self._try, cancel, self._import):
            row.addWidget(button)
        return row
