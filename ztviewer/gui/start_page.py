"""What the window shows while no archive is open: recent archives, open, new, the sample."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ztviewer.core.i18n import _
from ztviewer.gui import theme
from ztviewer.gui.icon_label import IconLabel
from ztviewer.gui.shown_path import shown_path

WIDTH = 640


class StartPage(QWidget):
    """Emits which archive the user wants."""

    openWanted = Signal()
    newWanted = Signal()
    sampleWanted = Signal()
    recentChosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("StartPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.recent: list[_Recent] = []
        """a button for each archive opened lately"""
        column = QWidget(self)
        column.setFixedWidth(WIDTH)
        outer = QHBoxLayout(self)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(column)
        layout.setSpacing(0)
        layout.addStretch(2)
        layout.addLayout(self._heading())
        layout.addSpacing(32)
        layout.addLayout(self._doors())
        layout.addSpacing(36)
        self._label = QLabel(_("Recent archives"), self)
        self._label.setProperty("role", "muted")
        layout.addWidget(self._label)
        layout.addSpacing(8)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        layout.addLayout(self._recent)
        layout.addStretch(3)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        icon = IconLabel(theme.application_icon(), 64, self)
        name = QLabel(_("ZTViewer"), self)
        name.setObjectName("StartTitle")
        what = QLabel(_("Archives of press articles: browse, search, read, export"), self)
        what.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(what)
        row.addWidget(icon)
        row.addLayout(words, 1)
        return row

    def _doors(self) -> QGridLayout:
        """The three ways in."""
        doors = QGridLayout()
        doors.setSpacing(12)
        entries = (
            ("open", _("Open archive…"), _("A .db file on this computer"), self.openWanted),
            ("new", _("New archive…"), _("Empty, ready to import into"), self.newWanted),
            ("archive", _("Open the sample"), _("A copy to try everything on"), self.sampleWanted),
        )
        for column, (icon, title, what, signal) in enumerate(entries):
            button = _Door(icon, title, what, self)
            button.clicked.connect(signal)
            doors.addWidget(button, 0, column)
        return doors

    def show_recent(self, paths: Sequence[str]) -> None:
        """List the archives opened lately, newest first."""
        for button in self.recent:
            self._recent.removeWidget(button)
            button.deleteLater()
        self.recent = [_Recent(Path(name), self) for name in paths]
        for button in self.recent:
            button.chosen.connect(self.recentChosen)
            self._recent.addWidget(button)
        self._label.setVisible(bool(paths))


class _Door(QPushButton):
    """A large button: an icon, a title, a line about it."""

    def __init__(self, icon: str, title: str, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Door")
        self.setAccessibleName(title)
        self.setAccessibleDescription(what)
        self.setMinimumHeight(112)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        picture, head, text = IconLabel(theme.icon(icon), 24, self), QLabel(title, self), QLabel(what, self)
        head.setObjectName("DoorTitle")
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        for label in (picture, head, text):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        layout.addStretch(1)


class _Recent(QPushButton):
    """One archive: its name, and the folder it lies in."""

    chosen = Signal(Path)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.clicked.connect(lambda: self.chosen.emit(path))
        self.setObjectName("Recent")
        self.setAccessibleName(_("Open {path}").format(path=path))
        self.setToolTip(str(path))
        self.setMinimumHeight(36)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        name, folder = QLabel(path.name, self), QLabel(self)
        where = shown_path(path.parent)
        folder.setText(self.fontMetrics().elidedText(where, Qt.TextElideMode.ElideMiddle, 360))
        folder.setProperty("role", "muted")
        for label in (name, folder):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(name)
        layout.addStretch(1)
        layout.addWidget(folder)
