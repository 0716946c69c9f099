"""“3 of 17”: how many marks the open article has, the way from one to the next, and the field to find more."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from ztviewer.core.i18n import _, ngettext
from ztviewer.gui.tool_button import tool_button

PAUSE_MS = 180
"""How long typing pauses before it is looked for."""


class MarkBar(QWidget):
    """Emits what the user wants; knows no article."""

    moved = Signal(int)
    """+1: the next mark, -1: the one before"""
    typed = Signal(str)
    """what to find in the article; empty: the marks of the search again"""

    closed = Signal()
    """the find field was closed"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(_("Find in this article"))
        self._field.setAccessibleName(_("Find in this article"))
        self._field.setClearButtonEnabled(False)
        self._field.setMinimumWidth(150)
        self._field.setMaximumWidth(220)
        self._field.installEventFilter(self)
        self._field.hide()
        self._counter = QLabel(self)
        self._counter.setProperty("role", "muted")
        self._previous = tool_button("up", _("Previous mark (Shift+F3)"), self)
        self._next = tool_button("down", _("Next mark (F3)"), self)
        self._close = tool_button("close", _("Close the find field (Esc)"), self)
        self._close.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._field, self._close, self._counter, self._previous, self._next):
            layout.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self._field.text()))
        self._field.textChanged.connect(self._pause.start)
        self._previous.clicked.connect(lambda: self.moved.emit(-1))
        self._next.clicked.connect(lambda: self.moved.emit(1))
        self._close.clicked.connect(self.close_find)
        self.show_count(None, 0)

    @property
    def finding(self) -> str:
        """What is to be found in the article; empty where the field is closed."""
        return self._field.text() if self._field.isVisibleTo(self) else ""

    def show_count(self, current: int | None, total: int) -> None:
        """`current` counts from 0."""
        if total and current is not None:
            text = _("{number} of {total}").format(number=current + 1, total=total)
        elif total:
            text = ngettext("{count} mark", "{count} marks", total).format(count=total)
        else:
            text = _("Not found") if self.finding else ""
        self._counter.setText(text)
        for button in (self._previous, self._next):
            button.setVisible(bool(total))

    def open_find(self) -> None:
        """Show the field and put the cursor into it."""
        self._field.show()
        self._close.show()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_find(self) -> None:
        """Back to the marks of the search."""
        if not self._field.isVisibleTo(self):
            return
        self._field.hide()
        self._close.hide()
        self._field.clear()
        self._pause.stop()
        self.typed.emit("")
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_find()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.moved.emit(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)
