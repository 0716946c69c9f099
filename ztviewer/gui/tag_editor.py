"""The tags and topics of the open article as chips, with a field that completes over all tags."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.curation import SEPARATOR, Tag
from ztviewer.core.i18n import _
from ztviewer.gui import theme
from ztviewer.gui.flow_layout import FlowLayout
from ztviewer.gui.painting import tint

_HEIGHT = 26
_WIDEST = 240
"""The longest name a chip shows whole, in pixels."""
_ROWS = 3
"""How many rows of chips are seen at once; more of them scroll."""
_SHOWN_COMPLETIONS = 12


class Chip(QWidget):
    """A name on a rounded ground: a click on it follows it, a click on its cross takes it away."""

    followed = Signal(str)
    removed = Signal(str)

    def __init__(
        self,
        name: str,
        colour: str | None = None,
        *,
        path: bool,
        removable: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`path`: the name is a tag's path."""
        super().__init__(parent)
        self._colour = colour
        self._label = QToolButton(self)
        shown = name.replace(SEPARATOR, " › ") if path else name
        self._label.setText(self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, _WIDEST))
        self._label.setToolTip(name)
        self._label.setProperty("role", "chip")
        self._label.setCursor(Qt.CursorShape.PointingHandCursor)
        self._label.clicked.connect(lambda: self.followed.emit(name))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(7, 0, 3 if removable else 7, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label)
        if removable:
            cross = QToolButton(self)
            cross.setIcon(theme.icon("close"))
            cross.setIconSize(QSize(12, 12))
            cross.setProperty("role", "chip")
            cross.setToolTip(_("Take “{tag}” away").format(tag=name))
            cross.setAccessibleName(_("Take “{tag}” away").format(tag=name))
            cross.clicked.connect(lambda: self.removed.emit(name))
            layout.addWidget(cross)
        self.setFixedHeight(_HEIGHT)
        self._dress()

    def _dress(self) -> None:
        """The name's colour is a tint of the tag's own, readable on either theme."""
        colours = theme.colours()
        ink = QColor(colours.chip_text)
        if self._colour is not None:
            ink = tint(QColor(self._colour), QColor(colours.text), 0.72)
        palette = self._label.palette()
        palette.setColor(QPalette.ColorRole.ButtonText, ink)
        self._label.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        ground = QColor(colours.chip)
        if self._colour is not None:
            ground = tint(QColor(self._colour), QColor(colours.surface), 0.16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)


class TagField(QLineEdit):
    """A field that completes over tag paths; Enter, or a click on a completion, takes it.

    The completer looks at what was committed only, so an input method composes in peace.
    """

    chosen = Signal(str)
    left = Signal()
    """Escape: done with tags"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = QStringListModel(self)
        completer = QCompleter(self._paths, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_SHOWN_COMPLETIONS)
        completer.activated.connect(self._choose)
        self.setCompleter(completer)
        self.returnPressed.connect(lambda: self._choose(self.text()))

    def set_paths(self, paths: Sequence[str]) -> None:
        """What can be completed to."""
        self._paths.setStringList(list(paths))

    def _choose(self, text: str) -> None:
        path = SEPARATOR.join(part.strip() for part in text.split(SEPARATOR) if part.strip())
        if path and self.text():
            self._empty()
            QTimer.singleShot(0, self._empty)  # the completer writes its choice into the field after this
            self.chosen.emit(path)

    def _empty(self) -> None:
        """Empty, and nothing to be taken back: `clear` would be undone by the next Ctrl+Z."""
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Where there is no typing to take back, Ctrl+Z is the window's: it takes the tag back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if (event.matches(undo) and not self.isUndoAvailable()) or (
                event.matches(redo) and not self.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._empty()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TagEditor(QWidget):
    """Chips for the topics and tags of one article, and a field to add a tag."""

    added = Signal(str)
    removed = Signal(str)
    tagActivated = Signal(str)
    topicActivated = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: dict[str, str | None] = {}
        self._tags: tuple[str, ...] = ()
        self._topics: tuple[str, ...] = ()
        self._editable = True
        self._layout = FlowLayout(self)
        self._chips: list[QWidget] = []
        self._field = TagField(self)
        self._field.setPlaceholderText(_("Add a tag…"))
        self._field.setAccessibleName(_("Add a tag to this article"))
        self._field.setProperty("role", "quiet")
        self._field.setFixedSize(150, _HEIGHT)
        self._field.chosen.connect(self._add)
        self._field.left.connect(self.left)
        self._layout.addWidget(self._field)

    def set_known(self, tags: Sequence[Tag]) -> None:
        """All tags of the archive: what the field completes to, and the chips' colours."""
        colours = {tag.path: tag.colour for tag in tags}
        self._field.set_paths(list(colours))
        repaint = any(colours.get(path) != self._colours.get(path) for path in self._tags)
        self._colours = colours
        if repaint:
            self._rebuild()

    def set_editable(self, editable: bool) -> None:
        """Whether tags can be added and taken away."""
        self._editable = editable
        self._rebuild()

    def show_article(self, tags: Sequence[str], topics: Sequence[str]) -> None:
        """The tags and topics of the open article."""
        if (tuple(tags), tuple(topics)) != (self._tags, self._topics):
            self._tags, self._topics = tuple(tags), tuple(topics)
            self._rebuild()

    def edit(self) -> None:
        """Put the cursor into the field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self, path: str) -> None:
        if path not in self._tags:
            self.added.emit(path)

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self._layout.removeWidget(self._field)
        if self._topics:
            self._put(self._sign("topic", _("Topics")))
        for topic in self._topics:
            chip = Chip(topic, path=False, removable=False, parent=self)
            chip.followed.connect(self.topicActivated)
            self._put(chip)
        if self._tags or self._editable:
            self._put(self._sign("tag", _("Tags")))
        for path in self._tags:
            chip = Chip(path, self._colours.get(path), path=True, removable=self._editable, parent=self)
            chip.followed.connect(self.tagActivated)
            chip.removed.connect(self.removed)
            self._put(chip)
        self._layout.addWidget(self._field)
        self._field.setVisible(self._editable)
        self.setVisible(bool(self._chips) or self._editable)
        self.updateGeometry()

    def _sign(self, name: str, label: str) -> QLabel:
        sign = QLabel(self)
        sign.setPixmap(theme.icon(name).pixmap(QSize(16, 16), self.devicePixelRatioF()))
        sign.setFixedSize(18, _HEIGHT)
        sign.setToolTip(label)
        sign.setAccessibleName(label)
        return sign

    def _put(self, widget: QWidget) -> None:
        self._chips.append(widget)
        self._layout.addWidget(widget)
        widget.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._rebuild)


class TagStrip(QScrollArea):
    """A tag editor that is as high as its chips need, up to a few rows."""

    def __init__(self, editor: TagEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "foot")
        self.setWidgetResizable(True)
        inner = QWidget(self)
        inner.setObjectName("TagStrip")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(editor)
        layout.addStretch(1)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        needed = self._editor.heightForWidth(self.viewport().width() - 32)
        most = _ROWS * (_HEIGHT + 6)
        self.setFixedHeight(min(needed, most) + 17)
