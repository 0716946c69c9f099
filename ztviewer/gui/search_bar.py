"""Where one types what to find; nothing is searched while an input method composes."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QToolButton, QVBoxLayout, QWidget

from ztviewer.core.corrections import Correction
from ztviewer.core.i18n import _
from ztviewer.gui import theme

PAUSE_MS = 140
"""A pause in typing after which the search starts: shorter than the gap between two words, longer than in one."""

OFFERED = 5
"""Names to complete to: few enough that most of the results stay in sight."""


class SearchField(QLineEdit):
    """A line of text that knows whether an input method is composing."""

    settled = Signal()
    """what is typed has changed, and no input method is composing"""
    keyed = Signal(QKeyEvent)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.textChanged.connect(lambda _text: None if self.composing else self.settled.emit())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was = self.composing
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if was and not self.composing and not event.commitString():
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(False)
        self.keyed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """Emits `searched` once typing pauses."""

    searched = Signal(str)
    exactToggled = Signal(bool)
    """what is typed is to be found in the very characters typed, or no longer"""
    completionsWanted = Signal(str)
    left = Signal()
    """the user goes on to the results"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField(self)
        self.field.setObjectName("SearchField")
        self.field.setAccessibleName(_("Search"))
        self.field.setPlaceholderText(_("Search titles, text and captions"))
        self.field.setMinimumHeight(36)
        self.field.addAction(
            QAction(theme.icon("search"), "", self.field), QLineEdit.ActionPosition.LeadingPosition
        )
        self._clear = QAction(theme.icon("close"), _("Clear"), self.field)
        self._clear.triggered.connect(self.field.clear)
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.exact = _ExactSwitch(self)
        self.completions = Completions(self.field)
        self.completions.picked.connect(self._complete)
        self._remarks = QLabel(self)
        self._remarks.setObjectName("Remarks")
        self._remarks.setWordWrap(True)
        self._remarks.hide()
        self._corrections = Corrections(self)
        self._corrections.chosen.connect(self._correct)
        self._lay_out()
        self.setFocusProxy(self.field)
        self.setTabOrder(self._corrections, self.exact)
        self._searched = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.field.settled.connect(self._typed)
        self.field.keyed.connect(self._key)
        self.exact.toggled.connect(self._toggle)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.field)
        line.addWidget(self.exact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._remarks)
        layout.addWidget(self._corrections)

    def text(self) -> str:
        """What is typed."""
        return self.field.text()

    def begin(self) -> None:
        """Put the cursor here, over what is typed."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def set_text(self, text: str, *, exact: bool = False) -> None:
        """Put a query there without searching for it."""
        self._searched = text
        with QSignalBlocker(self.exact):
            self.exact.setChecked(exact)
        self.field.setText(text)
        self._pause.stop()
        self.completions.hide()

    def forget(self) -> None:
        """Empty the field without searching."""
        self.set_text("", exact=self.exact.isChecked())

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Say below how the query was read."""
        self._remarks.setText("\n".join(remarks))
        self._remarks.setVisible(bool(remarks))

    def show_corrections(self, corrections: Sequence[Correction]) -> None:
        """Offer below what the query may have meant."""
        self._corrections.offer(corrections)

    def show_completions(self, text: str, names: Sequence[str]) -> None:
        """Offer names for what was typed, unless something else is typed by now."""
        wanted = text == self.text() and self.field.hasFocus() and not self.field.composing
        self.completions.offer([name for name in names if name != text] if wanted else [])

    def _typed(self) -> None:
        self._pause.start()

    def _search(self) -> None:
        if self.field.composing or self.text() == self._searched:
            return
        self._searched = self.text()
        self.searched.emit(self._searched)
        if self._searched.strip() and self.field.hasFocus():
            self.completionsWanted.emit(self._searched)
        else:
            self.completions.hide()

    def _toggle(self, exact: bool) -> None:
        """Search at once for what is typed by now."""
        self._pause.stop()
        self._searched = self.text()
        self.exactToggled.emit(exact)

    def _complete(self, name: str) -> None:
        quoted = f'"{name}"' if any(character in name for character in ' /()":') else name
        self.set_text(quoted, exact=self.exact.isChecked())
        self.searched.emit(quoted)  # who has picked one is offered no more

    def _correct(self, text: str) -> None:
        """Search as if it had been typed; the completions stay away, since the field has no focus yet."""
        self.field.setText(text)
        self._pause.stop()
        self._search()
        self.field.setFocus()

    def _key(self, event: QKeyEvent) -> None:
        key, listed = event.key(), self.completions.isVisible()
        if key == Qt.Key.Key_Down and listed:
            self.completions.step(1)
        elif key == Qt.Key.Key_Up and listed:
            self.completions.step(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and listed and self.completions.pick():
            pass
        elif key == Qt.Key.Key_Escape and listed:
            self.completions.hide()
        elif key == Qt.Key.Key_Escape and self.text():
            self.field.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._pause.stop()
            self.completions.hide()
            self._search()
            self.left.emit()
        else:
            return
        event.accept()


class _ExactSwitch(QToolButton):
    """Whether what is typed is to be found in the very characters typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Exact")
        self.setText(_("Exact"))
        self.setToolTip(
            _(
                "Exact search on or off: traditional, simplified and variant characters kept apart, texts whole"
            )
        )
        self.setCheckable(True)
        self.setFixedHeight(36)


class Corrections(QLabel):
    """A quiet line of other queries; each can be clicked, or reached with Tab and taken with Enter."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Corrections")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._offered: tuple[Correction, ...] = ()
        self.linkActivated.connect(lambda number: self.chosen.emit(self._offered[int(number)].text))
        self.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab comes to a query, not to the line as a whole."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def offer(self, corrections: Sequence[Correction]) -> None:
        """Show queries, or nothing where there are none."""
        self._offered = tuple(corrections)
        links = [
            _("{query} ({count})").format(
                query=f'<a href="{number}">{escape(each.text)}</a>', count=f"{each.total:,}"
            )
            for number, each in enumerate(self._offered)
        ]
        self.setText(_("Did you mean {queries}?").format(queries=_(", ").join(links)))
        self.setVisible(bool(links))


class Completions(QListView):
    """Names to choose from, below a field.

    A plain child of the window, not a popup: a field under a popup loses its input method on Windows (QTBUG-83490).
    """

    picked = Signal(str)

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self.setObjectName("Completions")
        self.setAccessibleName(_("Suggestions"))
        self._field = field
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.picked.emit(index.data()))
        field.installEventFilter(self)
        self.hide()

    def offer(self, names: Sequence[str]) -> None:
        """Show names, or nothing where there are none."""
        self._names.setStringList(list(names[:OFFERED]))
        self.setVisible(bool(names))
        if not names:
            return
        self.setParent(self._field.window())
        corner = self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 4))
        self.ensurePolished()
        height = self.sizeHintForRow(0) * self._names.rowCount() + 2 * self.frameWidth() + 10
        self.setGeometry(corner.x(), corner.y(), self._field.width(), height)
        self.raise_()
        self.show()

    def step(self, rows: int) -> None:
        """Move the cursor; from the first name up there is none."""
        row = self.currentIndex().row() + rows
        self.setCurrentIndex(self._names.index(min(row, self._names.rowCount() - 1)))

    def pick(self) -> bool:
        """Take the name under the cursor; False where there is none."""
        index = self.currentIndex()
        if index.isValid():
            self.picked.emit(index.data())
        return index.isValid()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        return False
