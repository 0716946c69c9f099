"""What runs in the background, in a line: its title, how far it is, a note, and a button to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from ztviewer.core.i18n import _
from ztviewer.gui import theme
from ztviewer.gui.elided_label import ElidedLabel

NOTE_WIDTH = 380


class TaskLine(QWidget):
    """Hidden while nothing runs. To be joined to the long lane of a TaskRunner."""

    cancelWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._note = ElidedLabel(self, elide=Qt.TextElideMode.ElideMiddle)
        self._note.setProperty("role", "muted")
        self._note.setFixedWidth(NOTE_WIDTH)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        stop = QToolButton(self)
        stop.setIcon(theme.icon("stop"))
        stop.setToolTip(_("Stop"))
        stop.setAccessibleName(_("Stop the background task"))
        stop.clicked.connect(self.cancelWanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._note)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(stop)
        self._name = ""
        self.hide()

    def start(self, title: str) -> None:
        """A task has begun."""
        self._name = title
        self._title.setText(title)
        self._say("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.show()

    def progress(self, done: int, total: int | None, note: str) -> None:
        """How far it is: `done` of `total` steps, where anybody knows how many there are."""
        if total:
            # a bar counts in 32 bits; a thousand steps are finer than its pixels
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, done * 1000 // total))
            self._title.setText(f"{self._name}  {done:,} / {total:,}")
        else:
            self._bar.setRange(0, 0)
            self._title.setText(f"{self._name}  {done:,}" if done else self._name)
        self._say(note if note != self._name else "")
        self.setToolTip(note)

    def _say(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))
