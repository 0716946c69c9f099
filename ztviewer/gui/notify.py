"""The one place where errors appear: a calm bar inside the window for what users can act on, a report for bugs."""

import platform
import traceback
from collections.abc import Callable

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ztviewer import __version__
from ztviewer.core.errors import ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.gui import theme
from ztviewer.gui.icon_label import IconLabel

SHOWN_MS = 8000
"""How long a sentence stays that needs no answer; errors stay until they are closed."""

NARROWEST, WIDEST = 360, 760
ABOVE_FOOT = 48
"""Pixels between the bar and the lower edge of its parent."""


class NoticeBar(QWidget):
    """A sentence that floats above the foot of its parent, with at most one thing to do about it.

    It lies over the content, so that nothing moves when it comes and goes.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._beside: QWidget | None = None
        parent.installEventFilter(self)
        self.setObjectName("NoticeBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = IconLabel(theme.icon("info"), 18, self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton(self)
        self._action.clicked.connect(self.act)
        close = QToolButton(self)
        close.setIcon(theme.icon("close"))
        close.setToolTip(_("Close"))
        close.setAccessibleName(_("Close this message"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(close)
        self._deed: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def stand_over(self, part: QWidget | None) -> None:
        """Stand over a part of the parent, so that the rest stays free; None: over its middle."""
        self._beside = part

    def say(self, sentence: str, action: str = "", deed: Callable[[], None] | None = None) -> None:
        """Tell what was done; goes away by itself."""
        self._show("info", sentence, action, deed)
        self._timer.start()

    def warn(self, sentence: str, action: str = "", deed: Callable[[], None] | None = None) -> None:
        """Tell what could not be done; stays until it is closed."""
        self._timer.stop()
        self._show("warning", sentence, action, deed)

    def error(self, error: object) -> None:
        """Show whatever was raised: a sentence of ours, or else a bug."""
        if isinstance(error, ZTViewerError):
            self.warn(str(error))
        elif isinstance(error, BaseException):
            report = bug_report(error)
            self.warn(
                _("Something went wrong inside ZTViewer. Your archive is not affected."),
                _("Show report…"),
                lambda: BugDialog(report, self.window()).open(),
            )

    @property
    def sentence(self) -> str:
        """What is shown, or nothing."""
        return "" if self.isHidden() else self._text.text()

    def _show(self, kind: str, sentence: str, action: str, deed: Callable[[], None] | None) -> None:
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_icon(theme.icon(kind))
        self._text.setText(sentence)
        self._deed = deed
        self._action.setText(action)
        self._action.setVisible(deed is not None)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """As wide as the sentence needs, in the middle of its part, just above the status bar."""
        room = self._over.rect()
        if self._beside is not None and self._beside.isVisible():
            room.setLeft(self._beside.mapTo(self._over, QPoint()).x())
            room.setWidth(max(self._beside.width(), NARROWEST))
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        width = min(max(NARROWEST, words + 150 + self._action.sizeHint().width()), room.width() - 32, WIDEST)
        self._text.setFixedWidth(
            width - 110 - (0 if self._action.isHidden() else self._action.sizeHint().width())
        )
        self.resize(width, max(44, self._text.heightForWidth(self._text.width()) + 16))
        self.move(room.left() + (room.width() - width) // 2, room.height() - self.height() - ABOVE_FOOT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def act(self) -> None:
        """Do what the notice offers."""
        self.hide()
        if self._deed is not None:
            self._deed()


def bug_report(error: BaseException) -> str:
    """All that a developer needs of an unexpected error; nothing of what the archive holds."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"ZTViewer {__version__}\nPython {platform.python_version()}, PySide6 {qt_version}\n"
        f"{platform.platform()}\n\n{trace}"
    )


class BugDialog(QDialog):
    """A report of a bug, to copy into an issue."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Report of a bug"))
        self.resize(680, 420)
        text = QLabel(
            _("This should not have happened. Copy the report and send it to the developers."), self
        )
        text.setWordWrap(True)
        self._report = QPlainTextEdit(report, self)
        self._report.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(_("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(self._report)
        layout.addWidget(buttons)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())
