"""The line at the bottom: how many articles, how fast, how many are ticked, what runs in the background."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ztviewer.core.i18n import _, ngettext
from ztviewer.gui.task_line import TaskLine


class StatusBar(QWidget):
    """Shows what it is told; emits what the user clicks."""

    cancelWanted = Signal()
    selectionWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("StatusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        self._found = QLabel(self)
        self._ticked = QToolButton(self)
        self._ticked.setObjectName("Ticked")
        self._ticked.setToolTip(_("Show the ticked articles"))
        self._ticked.clicked.connect(self.selectionWanted)
        self._lock = QLabel(self)
        self._task = TaskLine(self)
        self._task.cancelWanted.connect(self.cancelWanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 10, 0)
        layout.setSpacing(14)
        layout.addWidget(self._found)
        layout.addWidget(self._ticked)
        layout.addStretch(1)
        layout.addWidget(self._task)
        layout.addWidget(self._lock)
        self.show_ticked(0)
        self.show_read_only(None)

    def show_found(self, count: int, took_ms: float | None) -> None:
        """How many articles were found, and how long it took (None: nothing was searched)."""
        text = ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}")
        if took_ms is not None:
            text += "  ·  " + _("{time} ms").format(time=f"{took_ms:.0f}" if took_ms >= 1 else "<1")
        self._found.setText(text)

    def clear(self) -> None:
        """No archive is open."""
        self._found.setText("")
        self.show_ticked(0)
        self.show_read_only(None)

    def show_ticked(self, count: int) -> None:
        """How many articles are ticked."""
        self._ticked.setText(ngettext("{count} ticked", "{count} ticked", count).format(count=f"{count:,}"))
        self._ticked.setVisible(count > 0)

    def show_read_only(self, why: str | None) -> None:
        """Why nothing can be changed, where that is so."""
        self._lock.setVisible(why is not None)
        self._lock.setText(_("Read-only"))
        self._lock.setToolTip(why or "")
        self._lock.setAccessibleDescription(why or "")

    def start(self, title: str) -> None:
        """A background task has begun."""
        self._task.start(title)

    def progress(self, done: int, total: int | None, note: str) -> None:
        """How far the background task is."""
        self._task.progress(done, total, note)

    def end(self) -> None:
        """The background task is over."""
        self._task.hide()
