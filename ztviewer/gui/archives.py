"""Opens and makes archives: from a dialog, from the list of recent ones, the sample; off the GUI thread."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ztviewer.core.errors import ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.core.paths import sample_archive
from ztviewer.gui.session import Session
from ztviewer.gui.tasks import TaskRunner
from ztviewer.services import settings
from ztviewer.services.archive import Archive
from ztviewer.services.sample import sample_copy


class Archives(QObject):
    """Emits a Session once an archive is open. A TaskRunner lives as long as its archive."""

    opened = Signal(object)
    failed = Signal(object)
    """what was raised"""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._closing: list[tuple[TaskRunner, Session | None]] = []

    def open(self, path: Path) -> None:
        """Open an archive."""
        self._start(lambda: Archive.open(path))

    def open_sample(self) -> None:
        """Open the user's copy of the sample."""
        self._start(lambda: Archive.open(sample_copy()))

    def make(self, path: Path) -> None:
        """Make an archive and open it; it is called as its file is."""
        path = path if path.suffix else path.with_suffix(".db")
        self._start(lambda: Archive.create(path, path.stem))

    def ask_open(self) -> None:
        """Let the user choose an archive."""
        chooser = self._chooser(_("Open an archive"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([_("Archives (*.db)"), _("All files (*)")])
        chooser.fileSelected.connect(lambda name: self.open(Path(name)))
        chooser.open()

    def ask_new(self) -> QFileDialog:
        """Let the user say where a new archive should lie."""
        chooser = self._chooser(_("New archive"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setNameFilters([_("Archives (*.db)")])
        chooser.setDefaultSuffix("db")
        chooser.fileSelected.connect(lambda name: self.make(Path(name)))
        chooser.open()
        return chooser

    def let_go(self, session: Session) -> None:
        """Close an archive in the background."""
        session.close()
        self._keep(session.tasks, session)

    def wait(self) -> None:
        """Wait until all archives that were let go are closed."""
        for tasks, _session in self._closing:
            tasks.wait()
        self._bury()

    def _keep(self, tasks: TaskRunner, session: Session | None) -> None:
        """Hold what is being closed until its threads have ended: a QObject must not die on another thread."""
        self._bury()
        self._closing.append((tasks, session))

    def _bury(self) -> None:
        """Delete what has come to its end."""
        for tasks, session in self._closing:
            if not tasks.alive:
                tasks.deleteLater()
                if session is not None:
                    session.deleteLater()
        self._closing = [entry for entry in self._closing if entry[0].alive]

    def _chooser(self, title: str) -> QFileDialog:
        chooser = QFileDialog(self._window, title)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return chooser

    def _start(self, work: Callable[[], Archive]) -> None:
        tasks = TaskRunner()

        def failed(error: ZTViewerError) -> None:
            tasks.close()
            self._keep(tasks, None)
            self.failed.emit(error)

        tasks.erred.connect(self.failed)
        tasks.run(lambda _p: work(), lambda archive: self._ready(archive, tasks), failed)

    def _ready(self, archive: Archive, tasks: TaskRunner) -> None:
        tasks.erred.disconnect(self.failed)
        if archive.path.parent != sample_archive().parent:
            settings.save(settings.load().with_recent(archive.path))
        self.opened.emit(Session(archive, tasks))
