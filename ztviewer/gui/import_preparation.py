"""Joins an open import dialog to the services: counts, previews, tries, and keeps what was chosen, until it is closed."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ztviewer.core.errors import Cancelled, NotFound, ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportResult, Outcome, Preview, Rule
from ztviewer.core.mapping import ColumnMapping
from ztviewer.core.progress import Progress
from ztviewer.gui.import_account import ImportAccount, ImportWish
from ztviewer.gui.import_dialog import ImportDialog
from ztviewer.gui.session import Session
from ztviewer.gui.window_state import remember_size
from ztviewer.services import rules, settings
from ztviewer.services.mappings import Mappings
from ztviewer.services.survey import Survey, survey


class ImportPreparation(QObject):
    """Emits `agreed` with the ImportWish that the user has come to, and `tried` with what one would do."""

    agreed = Signal(object)
    tried = Signal(object)
    """an ImportAccount"""

    def __init__(self, session: Session, window: QWidget) -> None:
        self.dialog = ImportDialog(
            [tag.path for tag in session.tags],
            [topic.title for topic in session.topics],
            session.archive.path.stem,
            window,
        )
        super().__init__(self.dialog)
        self._session = session
        self._tasks = session.preview_tasks
        self._open = True
        self._keeps_rules = False
        self._counting: tuple[Path, ...] = ()
        self.dialog.sources.pdf_pages.setChecked(settings.load().pdf_pages)
        self._connect()
        remember_size(self.dialog, self.dialog.panes, self.dialog.preview.panes)

    def begin(self, paths: Sequence[Path]) -> None:
        """Show the dialog for some files and folders."""
        self._session.tasks.run(lambda _p: rules.load(rules.own_file()), self._show_rules, self._say)
        self.dialog.open()
        self.dialog.add(paths)

    def _connect(self) -> None:
        dialog, tasks = self.dialog, self._tasks
        dialog.sourcesChanged.connect(self._count)
        dialog.previewWanted.connect(self._preview)
        dialog.tryWanted.connect(self._try)
        dialog.columns.guessWanted.connect(self._guess_again)
        dialog.sources.pdf_pages.toggled.connect(_keep_pdf_pages)
        dialog.rulesChanged.connect(self._keep_rules)
        dialog.rules.readWanted.connect(self._read_rules)
        dialog.rules.writeWanted.connect(self._write_rules)
        dialog.wished.connect(self.agreed)
        dialog.finished.connect(self._close)
        dialog.task.cancelWanted.connect(tasks.cancel_long)
        tasks.longStarted.connect(dialog.task.start)
        tasks.longProgressed.connect(dialog.task.progress)
        tasks.longEnded.connect(dialog.task.hide)

    def _close(self) -> None:
        """Stop what runs for the dialog; what it brings is not shown any more."""
        self._open = False
        self._counting = ()
        self._tasks.cancel_long()
        self._tasks.run(lambda _p: None, key="preview")

    def _say(self, error: ZTViewerError) -> None:
        if self._open:
            self.dialog.say(str(error))

    # What was chosen

    def _count(self, paths: tuple[Path, ...]) -> None:
        """Count the files; what is counted or tried for others is of no interest any more."""
        self._counting = paths
        self._tasks.cancel_long()

        def work(progress: Progress) -> Survey:
            if self._counting != paths:
                raise Cancelled
            return survey(paths, progress)

        def counted(found: Survey) -> None:
            if self._open and paths and self._counting == paths:
                self.dialog.show_survey(found)

        self._tasks.run_long(_("Counting files"), work, counted, self._say)

    def _guess_again(self, mapping: ColumnMapping) -> None:
        """Forget what was saved of some columns, and see again what they hold."""

        def forget(_progress: Progress) -> None:
            with suppress(NotFound):  # nothing was saved of them: they were guessed, or changed only now
                Mappings().remove(mapping)

        def forgotten(_nothing: None) -> None:
            if self._open:
                self._count(self.dialog.sources.paths)
                self._preview()

        self._session.tasks.run(forget, forgotten, self._say)

    def _preview(self) -> None:
        """Read the first documents; what the rules give them the dialog tells by itself."""
        wish, importing = self.dialog.wish(), self._session.archive.importing
        options = replace(wish.options, rules=())

        def shown(previews: list[Preview]) -> None:
            if self._open:
                self.dialog.show_previews(previews)

        def failed(error: ZTViewerError) -> None:
            if self._open:
                self.dialog.preview.fail(str(error))

        self._tasks.run(
            lambda _p: importing.preview(wish.paths, Mappings().joined(options)), shown, failed, key="preview"
        )

    def _try(self, wish: ImportWish) -> None:
        """Read everything and tell what would become of it."""
        importing, outcomes = self._session.archive.importing, list[Outcome]()

        def work(progress: Progress) -> ImportResult:
            options = Mappings().joined(wish.options)
            return importing.dry_run(wish.paths, progress, outcomes.append, options)

        def tried(result: ImportResult) -> None:
            if self._open:
                self.tried.emit(ImportAccount(wish, outcomes, result.cancelled, tried=True))

        self._tasks.run_long(_("Trying"), work, tried, self._say)

    # Rules

    def _show_rules(self, loaded: Sequence[Rule]) -> None:
        if self._open:
            self.dialog.show_rules(loaded)
            self._keeps_rules = True

    def _keep_rules(self, changed: tuple[Rule, ...]) -> None:
        """Keep the rules for the next import; a file of them that cannot be read is left as it is."""
        if self._keeps_rules:
            self._session.tasks.run(lambda _p: rules.save(rules.own_file(), changed), failed=self._say)

    def _read_rules(self, path: Path) -> None:
        def loaded(more: tuple[Rule, ...]) -> None:
            if self._open:
                self.dialog.show_rules(tuple(dict.fromkeys((*self.dialog.rules_model.rules, *more))))

        self._session.tasks.run(lambda _p: rules.load(path), loaded, self._say)

    def _write_rules(self, path: Path) -> None:
        written = self.dialog.rules_model.rules
        self._session.tasks.run(lambda _p: rules.save(path, written), failed=self._say)


def _keep_pdf_pages(keep: bool) -> None:
    settings.save(replace(settings.load(), pdf_pages=keep))
