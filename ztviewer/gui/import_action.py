"""Imports from the window: chosen or dropped files and folders, prepared in a dialog, in the background, with a report."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ztviewer.core.curation import Changes
from ztviewer.core.errors import ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportResult, Outcome
from ztviewer.core.progress import Progress
from ztviewer.gui.import_account import ImportAccount, ImportWish
from ztviewer.gui.import_preparation import ImportPreparation
from ztviewer.gui.import_report import ImportReport
from ztviewer.gui.import_words import import_sentence
from ztviewer.gui.notify import NoticeBar
from ztviewer.gui.session import Session
from ztviewer.gui.window_state import remember_size
from ztviewer.services.mappings import Mappings
from ztviewer.services.report import save_report


class ImportAction(QObject):
    """Runs imports into one session's archive."""

    accounted = Signal()
    """the session has another account of an import"""

    def __init__(self, session: Session, notices: NoticeBar, window: QWidget) -> None:
        super().__init__()
        self._session = session
        self._notices = notices
        self._window = window
        self._report: ImportReport | None = None

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
        importing, outcomes = self._session.archive.importing, list[Outcome]()

        def work(progress: Progress) -> ImportResult:
            mappings = Mappings()
            for mapping in wish.options.mappings:
                mappings.save(mapping)
            return importing.run(wish.paths, progress, outcomes.append, mappings.joined(wish.options))

        def finished(result: ImportResult) -> None:
            self._finished(ImportAccount(wish, outcomes, result.cancelled), result.changes, amends)

        def failed(error: ZTViewerError) -> None:
            # what was stored before stays, and is accounted for
            ids = frozenset(one.article_id for one in outcomes if one.article_id is not None)
            changes = Changes(ids, tags=bool(ids), topics=bool(ids))
            self._finished(ImportAccount(wish, outcomes, cancelled=True), changes, amends)
            self._notices.error(error)

        self._session.tasks.run_long(_("Importing"), work, finished, failed)

    def show_report(self) -> None:
        """Show what became of the last import."""
        if self._session.imported is None:
            return
        if self._report is None:
            self._report = self._made(self._session.imported, self._window)
            self._report.finished.connect(self._forget)
            self._report.anywayWanted.connect(self._take_anyway)
            self._report.goOnWanted.connect(self._go_on)
            self._report.show()
        self._report.raise_()
        self._report.activateWindow()

    def close(self) -> None:
        """The archive is about to be closed, and its report with it."""
        if self._report is not None:
            self._report.close()

    def _ask(self, title: str, mode: QFileDialog.FileMode) -> None:
        chooser = QFileDialog(self._window, title)
        chooser.setFileMode(mode)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda names: self.begin([Path(name) for name in names]))
        chooser.open()

    def _finished(self, account: ImportAccount, changes: Changes, amends: ImportAccount | None) -> None:
        """Say what became of an import, and show what it changed."""
        sentence = import_sentence(account.result)
        whole = account if amends is None else amends.mended(account)
        self._session.imported = whole
        if self._report is not None:
            self._report.show_account(whole)
        tell = self._notices.warn if account.cancelled or account.result.rejected else self._notices.say
        tell(sentence, _("Show report"), self.show_report)
        self._session.refresh(changes)
        self.accounted.emit()

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
        report = ImportReport(account, parent)
        report.articleChosen.connect(self._session.read_article)
        report.saveWanted.connect(lambda path: self._save(path, report.account))
        remember_size(report)
        return report

    def _save(self, path: Path, account: ImportAccount) -> None:
        def saved(_nothing: None) -> None:
            self._notices.say(_("The report was saved as “{name}”.").format(name=path.name))

        self._session.tasks.run(lambda _p: save_report(path, account.outcomes), saved)
