"""Exports from the window: asks what and where to, writes in the background, offers to open the folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ztviewer.core.article import ArticleId
from ztviewer.core.i18n import _, ngettext
from ztviewer.core.progress import Progress
from ztviewer.gui.export_dialog import SELECTION, ExportDialog, ExportWish, Form
from ztviewer.gui.notify import NoticeBar
from ztviewer.gui.session import Session


class ExportAction:
    """Runs exports of one session."""

    def __init__(self, session: Session, notices: NoticeBar, window: QWidget) -> None:
        self._session = session
        self._notices = notices
        self._window = window

    def ask(self, topic: str | None = None) -> ExportDialog:
        """Open the dialog, with a topic chosen where one is given."""
        session = self._session
        forms = [Form(form.name, form.label, form.suffix) for form in session.archive.exporting.formats()]
        dialog = ExportDialog(len(session.basket), len(session.ids), session.topics, forms, self._window)
        if topic is not None:
            dialog.choose_topic(topic)
        dialog.wished.connect(self.run)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def run(self, wish: ExportWish) -> None:
        """Write in the background."""
        archive, ids, ticked = self._session.archive, self._session.ids, tuple(self._session.basket)

        def work(progress: Progress) -> tuple[int, Path]:
            chosen: list[ArticleId]
            if wish.topic is not None:
                chosen = [entry.article for entry in archive.curating.topic(wish.topic)[1]]
            else:
                chosen = list(ticked if wish.what == SELECTION else ids)
            exported = archive.exporting.run(chosen, wish.form, wish.target, progress, wish.topic)
            return exported.articles, exported.target

        self._session.tasks.run_long(_("Exporting"), work, self._finished)

    def _finished(self, written: tuple[int, Path]) -> None:
        count, target = written
        text = ngettext(
            "{count} article exported to “{name}”.", "{count} articles exported to “{name}”.", count
        )
        sentence = text.format(count=f"{count:,}", name=target.name)
        self._notices.say(sentence, _("Open folder"), lambda: _open_folder(target))


def _open_folder(target: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target if target.is_dir() else target.parent)))
