"""Imports from the window: chosen or dropped files and folders, in the background, with an account at the end."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.progress import Progress
from ztviewer.gui.notify import NoticeBar
from ztviewer.gui.session import Session
from ztviewer.services.importing import ImportResult, Outcome


class ImportAction:
    """Runs imports into one session's archive."""

    def __init__(self, session: Session, notices: NoticeBar, window: QWidget) -> None:
        self._session = session
        self._notices = notices
        self._window = window

    def ask_files(self) -> None:
        """Let the user choose files."""
        self._ask(_("Import files"), QFileDialog.FileMode.ExistingFiles)

    def ask_folder(self) -> None:
        """Let the user choose a folder; all in it is taken."""
        self._ask(_("Import a folder"), QFileDialog.FileMode.Directory)

    def run(self, paths: Sequence[Path]) -> None:
        """Import in the background."""
        importing, rejected = self._session.archive.importing, list[Outcome]()

        def report(outcome: Outcome) -> None:
            if outcome.outcome == "rejected":
                rejected.append(outcome)

        def work(progress: Progress) -> ImportResult:
            return importing.run(paths, progress, report)

        self._session.tasks.run_long(_("Importing"), work, lambda result: self._finished(result, rejected))

    def _ask(self, title: str, mode: QFileDialog.FileMode) -> None:
        chooser = QFileDialog(self._window, title)
        chooser.setFileMode(mode)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda names: self.run([Path(name) for name in names]))
        chooser.open()

    def _finished(self, result: ImportResult, rejected: Sequence[Outcome]) -> None:
        sentence = import_sentence(result)
        if rejected:
            self._notices.warn(sentence, _("Show…"), lambda: RejectedDialog(rejected, self._window).open())
        else:
            self._notices.say(sentence)
        self._session.refresh(result.changes)


def import_sentence(result: ImportResult) -> str:
    """What became of an import, in a sentence."""
    parts = [
        ngettext("{count} article added", "{count} articles added", result.added).format(
            count=f"{result.added:,}"
        )
    ]
    if result.reprints:
        parts.append(
            ngettext("{count} reprint among them", "{count} reprints among them", result.reprints).format(
                count=f"{result.reprints:,}"
            )
        )
    if result.duplicates:
        parts.append(
            ngettext("{count} was there already", "{count} were there already", result.duplicates).format(
                count=f"{result.duplicates:,}"
            )
        )
    if result.rejected:
        parts.append(
            ngettext("{count} could not be read", "{count} could not be read", result.rejected).format(
                count=f"{result.rejected:,}"
            )
        )
    text = _("{parts}.").format(parts=_(", ").join(parts))
    return _("Import stopped: {result}").format(result=text) if result.cancelled else text


class RejectedDialog(QDialog):
    """Every document that could not be read, with the reason."""

    def __init__(self, rejected: Sequence[Outcome], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Not imported"))
        self.resize(720, 420)
        text = QPlainTextEdit("\n".join(f"{one.path}\n    {one.reason}" for one in rejected), self)
        text.setReadOnly(True)
        text.setAccessibleName(_("Documents that could not be read"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(_("These documents could not be read; all others were taken in."), self))
        layout.addWidget(text)
        layout.addWidget(buttons)
