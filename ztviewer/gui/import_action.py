"""Imports from the window: chosen or dropped files and folders, prepared in a dialog, in the background, with a report."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ztviewer.core.curation import Changes
from ztviewer.core.errors import ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportResult, Outcome
from ztviewer.gui.import_account import ImportAccount, ImportWish
from ztviewer.gui.import_preparation import ImportPreparation
from ztviewer.gui.import_report import ImportReport
from ztviewer.gui.import_run import ImportRun
from ztviewer.gui.import_words import import_sentence
from ztviewer.gui.notify import NoticeBar
from ztviewer.gui.session import Session
from ztviewer.gui.window_state import remember_size
from ztviewer.services.report import save_report
from ztviewer.services.reports import Kept

PATIENCE_MS = 300
"""How long a report may be read before that is said: one of a million documents takes seconds."""


class ImportAction(QObject):
    """Runs imports into one session's archive."""

    accounted = Signal()
    """there is another account of an import"""
    found = Signal()
    """it is known which reports are kept"""

    def __init__(self, session: Session, notices: NoticeBar, window: QWidget) -> None:
        super().__init__()
        self._session = session
        self._notices = notices
        self._window = window
        self._report: ImportReport | None = None
        self._kept: list[Kept] = []
        self._over = False
        self._reading = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._reading.timeout.connect(lambda: notices.say(_("Reading the report…")))

    def ask_files(self) -> None:
        """Let the user choose files."""
        self._ask(_("Import files"), QFileDialog.FileMode.ExistingFiles)

    def ask_folder(self) -> None:
        """Let the user choose a folder; all in it is taken."""
        self._ask(_("Import a folder"), QFileDialog.FileMode.Directory)

    def begin(self, paths: Sequence[Path]) -> ImportPreparation:
        """Show how some files and folders would be read, and import them once the user agrees."""
        preparation = ImportPreparation(self._session, self._window)
        preparation.agreed.connect(self.run)
        preparation.tried.connect(lambda account: self._show_trial(account, preparation))
        preparation.begin(paths)
        return preparation

    def run(self, wish: ImportWish, amends: ImportAccount | None = None) -> None:
        """Import in the background; `amends` is the account of an import of which some documents are taken anyway."""
        imports = ImportRun(self._session.archive, wish, amends)

        def finished(result: ImportResult) -> None:
            self._finished(imports, result.cancelled, result.changes)

        def failed(error: ZTViewerError) -> None:
            # what was stored before stays, and is accounted for
            ids = frozenset(one.article_id for one in imports.outcomes if one.article_id is not None)
            self._finished(imports, cancelled=True, changes=Changes(ids, tags=bool(ids), topics=bool(ids)))
            self._notices.error(error)

        self._session.tasks.run_long(_("Importing"), imports.run, finished, failed)

    @property
    def accountable(self) -> bool:
        """Whether there is a report to show."""
        return self._session.imported is not None or bool(self._kept)

    def look(self) -> None:
        """See which reports are kept."""
        self._session.tasks.run(lambda _p: self._session.archive.reports.kept(), self._looked)

    def show_report(self) -> None:
        """Show what became of the last import, even where that was long ago."""
        held, last = self._session.imported, self._kept[0] if self._kept else None
        if last is not None and (held is None or (held.number or last.number) < last.number):
            self._read(last)
        elif held is not None:
            self._show(held)

    def close(self) -> None:
        """The archive is about to be closed, and its report with it."""
        self._over = True
        self._reading.stop()
        if self._report is not None:
            self._report.close()

    def _ask(self, title: str, mode: QFileDialog.FileMode) -> None:
        chooser = QFileDialog(self._window, title)
        chooser.setFileMode(mode)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda names: self.begin([Path(name) for name in names]))
        chooser.open()

    def _finished(self, imports: ImportRun, cancelled: bool, changes: Changes) -> None:
        """Say what became of an import, and show what it changed."""
        made = ImportAccount(imports.wish, imports.outcomes, cancelled).result
        sentences = [import_sentence(made), *filter(None, [imports.problem])]
        self._session.imported = imports.account(cancelled=cancelled)
        if self._report is not None:
            self._report.show_account(self._session.imported)
        wrong = cancelled or made.rejected or imports.problem
        tell = self._notices.warn if wrong else self._notices.say
        tell(" ".join(sentences), _("Show report"), self.show_report)
        self._session.refresh(changes)
        self.accounted.emit()
        self.look()

    def _looked(self, kept: list[Kept]) -> None:
        self._kept = kept
        if self._report is not None:
            self._report.show_kept(kept)
        self.found.emit()

    def _read(self, kept: Kept) -> None:
        """Read a report that is kept and show it in the place of the one that is shown."""

        def read(found: tuple[list[Outcome], int]) -> None:
            self._reading.stop()
            if not self._over:
                wish = ImportWish(kept.paths, kept.options)
                account = ImportAccount(wish, found[0], not kept.ended, number=kept.number, unread=found[1])
                self._session.imported = account
                self._show(account)

        def failed(error: ZTViewerError) -> None:
            self._reading.stop()
            self._notices.error(error)

        self._reading.start()
        reports = self._session.archive.reports
        self._session.preview_tasks.run(
            lambda progress: reports.read(kept, progress), read, failed, key="report"
        )

    def _show(self, account: ImportAccount) -> None:
        if self._report is None:
            self._report = self._made(account, self._window)
            self._report.finished.connect(self._forget)
            self._report.anywayWanted.connect(self._take_anyway)
            self._report.goOnWanted.connect(self._go_on)
            self._report.otherWanted.connect(self._read)
            self._report.show_kept(self._kept)
            self._report.show()
        else:
            self._report.show_account(account)
        self._report.raise_()
        self._report.activateWindow()

    def _take_anyway(self, documents: frozenset[str]) -> None:
        account = self._session.imported
        if account is not None:
            self.run(account.wish.forcing(documents), account)

    def _go_on(self) -> None:
        """The same import again goes on where it was stopped."""
        account = self._session.imported
        if account is not None:
            self.run(account.wish)

    def _forget(self) -> None:
        self._report = None

    def _show_trial(self, account: ImportAccount, preparation: ImportPreparation) -> None:
        report = self._made(account, preparation.dialog)
        report.anywayWanted.connect(preparation.dialog.force)
        report.anywayWanted.connect(report.accept)
        report.open()

    def _made(self, account: ImportAccount, parent: QWidget) -> ImportReport:
        report = ImportReport(account, parent, writable=not self._session.archive.read_only)
        report.articleChosen.connect(self._session.read_article)
        report.saveWanted.connect(lambda path: self._save(path, report.account))
        remember_size(report)
        return report

    def _save(self, path: Path, account: ImportAccount) -> None:
        def saved(_nothing: None) -> None:
            self._notices.say(_("The report was saved as “{name}”.").format(name=path.name))

        self._session.tasks.run(lambda _p: save_report(path, account.outcomes), saved)
