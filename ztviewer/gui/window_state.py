"""What the window remembers between two starts: its place and size, the panes, the sort order, the last archive."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QDialog, QMainWindow, QSplitter

from ztviewer.core.paths import config_folder
from ztviewer.core.query import Sort

PANES = (244, 516, 680)
"""Widths of the three panes on a first start; they share the window in this proportion."""


class WindowState:
    """Reads and writes one small file in the user's config folder; losing it loses nothing but comfort."""

    def __init__(self) -> None:
        self._stored = _stored()

    def restore(self, window: QMainWindow) -> None:
        """Put a window back to where it was."""
        geometry = self._stored.value("geometry")
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            window.resize(1440, 900)

    def restore_panes(self, panes: QSplitter) -> None:
        """Give the panes the widths they had."""
        widths = self._stored.value("panes")
        if not (isinstance(widths, QByteArray) and panes.restoreState(widths)):
            panes.setSizes(list(PANES))

    def keep(self, panes: QSplitter, sort: Sort, *, grouped: bool) -> None:
        """Remember how an archive was looked at."""
        self._stored.setValue("panes", panes.saveState())
        self._stored.setValue("sort", sort.value)
        self._stored.setValue("grouped", str(grouped))

    def keep_window(self, window: QMainWindow, archive: Path | None) -> None:
        """Remember a window that is closed, and the archive that was open in it."""
        self._stored.setValue("geometry", window.saveGeometry())
        self._stored.setValue("archive", str(archive) if archive is not None else "")
        self._stored.sync()

    @property
    def sort(self) -> Sort:
        """The order that was chosen last."""
        value = self._stored.value("sort")
        return Sort(value) if value in [sort.value for sort in Sort] else Sort.RELEVANCE

    @property
    def grouped(self) -> bool:
        """Whether reprints were grouped."""
        return bool(self._stored.value("grouped") != str(False))

    @property
    def archive(self) -> Path | None:
        """The archive that was open when the window was closed."""
        value = self._stored.value("archive")
        return Path(value) if isinstance(value, str) and value else None


def remember_size(dialog: QDialog, *panes: QSplitter) -> None:
    """Give a dialog and its panes the sizes they had, and keep those they have when it is closed.

    What is kept goes by the dialog's object name.
    """
    stored, name = _stored(), dialog.objectName()
    size = stored.value(f"{name}/size")
    if isinstance(size, QSize):
        dialog.resize(size)
    for number, pane in enumerate(panes):
        state = stored.value(f"{name}/panes{number}")
        if isinstance(state, QByteArray):
            pane.restoreState(state)

    def keep() -> None:
        stored.setValue(f"{name}/size", dialog.size())
        for number, pane in enumerate(panes):
            stored.setValue(f"{name}/panes{number}", pane.saveState())

    dialog.finished.connect(keep)


def _stored() -> QSettings:
    return QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)
