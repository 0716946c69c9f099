"""The window: puts the parts together and joins the open archive to them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ztviewer.core.article import Article, ArticleId
from ztviewer.core.i18n import _
from ztviewer.core.query import Facet
from ztviewer.core.reprints import Member
from ztviewer.gui import theme
from ztviewer.gui.answers import Answer
from ztviewer.gui.archives import Archives
from ztviewer.gui.commands import ARCHIVE, ARTICLE, IMPORTED, REDO, TICKED, UNDO, WRITABLE, Commands
from ztviewer.gui.comparison import ComparisonDialog
from ztviewer.gui.deeds import Deeds
from ztviewer.gui.drops import DropZone
from ztviewer.gui.export_action import ExportAction
from ztviewer.gui.here import Here
from ztviewer.gui.import_action import ImportAction
from ztviewer.gui.menus import window_menus
from ztviewer.gui.notify import NoticeBar
from ztviewer.gui.picture_viewer import PictureViewer
from ztviewer.gui.session import Session
from ztviewer.gui.start_page import StartPage
from ztviewer.gui.status_bar import StatusBar
from ztviewer.gui.top_bar import TopBar
from ztviewer.gui.vocabulary_actions import VocabularyActions
from ztviewer.gui.window_state import WindowState
from ztviewer.gui.workspace import Workspace
from ztviewer.services import settings
from ztviewer.services.settings import Settings


class MainWindow(QMainWindow):
    """One window, with at most one archive open in it."""

    settingsUsed = Signal(object, object)
    """old and new Settings"""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowIcon(theme.application_icon())
        self.here: Here | None = None
        self._to_import: list[Path] = []
        """dropped while no archive was open, and waiting for one"""
        self.archives = Archives(self)
        self.top = TopBar(self)
        self.status = StatusBar(self)
        self.start_page = StartPage(self)
        self._state = WindowState()
        self._lay_out()
        self.deeds = Deeds(self)
        self.commands = Commands(self, window_menus(self.deeds))
        self._connect()
        self._show_recent()
        self._state.restore(self)
        self._leave_workspace()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start_page)
        content = QWidget(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part, stretch in ((self.top, 0), (self._stack, 1), (self.status, 0)):
            layout.addWidget(part, stretch)
        self.setCentralWidget(content)
        self.notices = NoticeBar(content)
        self.drops = DropZone(self, self._what_a_drop_does)
        self.drops.guard(self)

    def _connect(self) -> None:
        deeds, top, start = self.deeds, self.top, self.start_page
        self.archives.opened.connect(self.enter)
        self.archives.failed.connect(self.notices.error)
        self.archives.failed.connect(self._to_import.clear)
        self.drops.dropped.connect(self._dropped)
        start.openWanted.connect(deeds.open_archive)
        start.newWanted.connect(deeds.new_archive)
        start.sampleWanted.connect(deeds.open_sample)
        start.recentChosen.connect(self.archives.open)
        top.facetsToggled.connect(deeds.toggle_facets)
        top.exportWanted.connect(deeds.export)
        top.selectionWanted.connect(deeds.show_selection)
        top.settingsWanted.connect(deeds.settings)
        top.search.searched.connect(self._search)
        top.search.exactToggled.connect(self._search_exactly)
        top.search.completionsWanted.connect(self._complete)
        top.search.left.connect(self._to_results)
        self.status.selectionWanted.connect(deeds.show_selection)
        self.status.cancelWanted.connect(self._cancel)

    # An archive comes and goes

    def opened(self) -> Here:
        """What is open; only to be asked while something is."""
        if self.here is None:
            raise LookupError("no archive is open")
        return self.here

    def enter(self, session: Session) -> None:
        """Show an archive that was opened; the one before is closed."""
        self.leave()
        workspace = Workspace(session, self)
        exports = ExportAction(session, self.notices, self)
        imports = ImportAction(session, self.notices, self)
        self.here = Here(session, workspace, imports, exports, VocabularyActions(session, exports, workspace))
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self._state.restore_panes(workspace.panes)
        self.notices.stand_over(workspace.results)
        workspace.set_typography(settings.load())
        self._connect_session(session)
        self._connect_workspace(workspace)
        for signal in (imports.accounted, imports.found):
            signal.connect(self._enable)
        imports.look()
        self.drops.guard(workspace)
        self.top.show()
        self.top.show_title(session.archive.path.stem)
        self.top.search.set_text(session.asked.text, exact=session.asked.exact)
        self.status.show()
        self.status.show_read_only(session.archive.why_read_only if session.archive.read_only else None)
        self.setWindowTitle(_("{name} – ZTViewer").format(name=session.archive.path.name))
        self._show_recent()
        self._ticked()
        session.start(self._state.sort, grouped=self._state.grouped)
        workspace.results.view.setFocus()
        if self._to_import:
            imports.begin(tuple(self._to_import))
            self._to_import.clear()

    def leave(self) -> None:
        """Close the archive and show the start page."""
        if self.here is not None:
            self.archives.let_go(self.hand_over())

    def hand_over(self) -> Session:
        """Part from the session that is open, which stays as it is, and show the start page."""
        here = self.opened()
        session, workspace = here.session, here.workspace
        here.imports.close()
        self._state.keep(workspace.panes, session.asked.sort, grouped=session.asked.grouped)
        self.here = None
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        self._leave_workspace()
        return session

    def _leave_workspace(self) -> None:
        self.notices.stand_over(None)
        self._stack.setCurrentWidget(self.start_page)
        self.top.hide()
        self.status.hide()
        self.status.clear()
        self.setWindowTitle(_("ZTViewer"))
        self._enable()

    def _connect_session(self, session: Session) -> None:
        session.answered.connect(self._answered)
        session.articleRead.connect(self._enable)
        session.done.connect(self.notices.say)
        session.titleRead.connect(self.top.show_title)
        session.basket.changed.connect(self._ticked)
        session.undo.canUndoChanged.connect(self._enable)
        session.undo.canRedoChanged.connect(self._enable)
        session.completed.connect(self.top.search.show_completions)
        session.corrected.connect(self.top.search.show_corrections)
        tasks = session.tasks
        tasks.longStarted.connect(self.status.start)
        tasks.longProgressed.connect(self.status.progress)
        tasks.longEnded.connect(self.status.end)
        tasks.erred.connect(self.notices.error)

    def _connect_workspace(self, workspace: Workspace) -> None:
        workspace.menuWanted.connect(self._facet_menu)
        workspace.results.view.menuWanted.connect(self._article_menu)
        workspace.pictureWanted.connect(self._show_picture)
        workspace.comparisonWanted.connect(self._show_comparison)
        workspace.said.connect(self.notices.say)
        workspace.textCleared.connect(self.top.search.forget)
        workspace.fontSizeChanged.connect(_keep_font_size)

    # What the session says

    def _answered(self, answer: Answer) -> None:
        took = None if answer.asked.listed else answer.found.took_ms
        self.status.show_found(len(answer.found.ids), took)
        waiting = _("The search index is being built; what you typed is searched once it is ready.")
        self.top.search.show_remarks(
            (*answer.reading.remarks, waiting) if answer.pending else answer.reading.remarks
        )

    def _ticked(self) -> None:
        if self.here is not None:
            self.status.show_ticked(len(self.here.session.basket))
            self._enable()

    def _enable(self) -> None:
        """Enable the commands that make sense now."""
        there = set[str]()
        if self.here is not None:
            session = self.here.session
            present = {
                ARCHIVE: True,
                WRITABLE: not session.archive.read_only,
                ARTICLE: session.article is not None,
                IMPORTED: self.here.imports.accountable,
                TICKED: len(session.basket) > 0,
                UNDO: session.undo.canUndo(),
                REDO: session.undo.canRedo(),
            }
            there = {name for name, is_there in present.items() if is_there}
            undo, redo = session.undo.undoText(), session.undo.redoText()
            self.commands.action("undo").setToolTip(undo)
            self.commands.action("redo").setToolTip(redo)
        self.commands.enable(frozenset(there))

    # What the user does

    def _search(self, text: str) -> None:
        if self.here is not None:
            self.here.workspace.ask(text=text)

    def _search_exactly(self, exact: bool) -> None:
        if self.here is not None:
            self.here.workspace.ask(self.top.search.text(), exact=exact)

    def _complete(self, text: str) -> None:
        if self.here is not None:
            self.here.session.complete(text)

    def _to_results(self) -> None:
        if self.here is not None:
            self.here.workspace.results.enter(self.here.session.asked)

    def _cancel(self) -> None:
        if self.here is not None:
            self.here.session.tasks.cancel_long()

    def _facet_menu(self, facet: Facet, value: str, at: QPoint) -> None:
        if self.here is not None:
            self.here.vocabulary.menu(facet, value, at)

    def _article_menu(self, at: QPoint) -> None:
        """The menu of the result list: what the Article menu holds."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in (
            "tick",
            None,
            "tag_article",
            "untag_article",
            "add_to_topic",
            None,
            "similar",
            "cite",
            "trash",
            "restore",
        ):
            if name is None:
                menu.addSeparator()
            else:
                menu.addAction(self.commands.action(name))
        menu.popup(at)

    def _show_picture(self, article: Article, position: int) -> None:
        if self.here is not None:
            session = self.here.session
            viewer = PictureViewer(session.picture_tasks, session.archive.reading.picture, self)
            viewer.show_article(article, position)

    def _show_comparison(self, family: list[Member], article: ArticleId) -> None:
        if self.here is not None:
            session = self.here.session
            dialog = ComparisonDialog(family, article, self)
            dialog.wanted.connect(partial(session.compare, dialog.show_comparison))
            dialog.open()

    def focus_pane(self, step: int) -> None:
        """Go round the panes with the keyboard."""
        if self.here is not None:
            self.here.workspace.focus_next(step)

    def use_settings(self, new: Settings) -> None:
        """Keep settings and live by them at once."""
        old = settings.load()
        settings.save(new)
        if self.here is not None:
            self.here.workspace.set_typography(new)
        self.settingsUsed.emit(old, new)

    def _show_recent(self) -> None:
        recent = settings.load().recent
        self.start_page.show_recent(recent)
        menu = self.commands.submenu("recent")
        menu.clear()
        for name in recent:
            menu.addAction(name, partial(self.archives.open, Path(name)))
        menu.setEnabled(bool(recent))

    def _what_a_drop_does(self, paths: Sequence[Path]) -> tuple[str, bool]:
        """In a sentence, and whether it does anything."""
        session = self.here.session if self.here is not None else None
        if _is_archive(paths):
            return _("Open the archive “{name}”").format(name=paths[0].name), True
        if session is None:
            return _("Make a new archive of what is dropped"), True
        if session.archive.read_only:
            return _("This archive is read-only: nothing can be imported"), False
        return _("Import into “{archive}”").format(archive=session.archive.path.stem), True

    def _dropped(self, paths: list[Path]) -> None:
        """An archive is opened, anything else imported, where no archive is open into a new one."""
        if _is_archive(paths):
            self.archives.open(paths[0])
        elif self.here is not None:
            self.here.imports.begin(paths)
        else:
            self._to_import[:] = paths
            self.archives.ask_new().rejected.connect(self._to_import.clear)

    def closeEvent(self, event: QCloseEvent) -> None:
        archive = self.here.session.archive.path if self.here is not None else None
        self._state.keep_window(self, archive)
        self.hide()
        self.leave()
        self.archives.wait()
        super().closeEvent(event)


def _keep_font_size(font_size: int) -> None:
    settings.save(replace(settings.load(), font_size=font_size))


def _is_archive(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].suffix == ".db"
