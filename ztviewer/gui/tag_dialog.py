"""The tree of tags: rename, move, merge, colour, note, delete. Says what is wanted; every change can be undone."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QIcon,
    QKeySequence,
    QPainter,
    QPixmap,
    QShortcut,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.curation import SEPARATOR, Tag
from ztviewer.core.i18n import _, ngettext
from ztviewer.gui import theme
from ztviewer.gui.name_dialog import NameDialog, ask_name

SWATCHES = ("#b03a2e", "#c2762b", "#a88a1f", "#4f8a4c", "#2c7a8a", "#2c5f8a", "#6b4f9a", "#a04a78")
"""Colours that are told apart on a light and on a dark ground."""
_PATH = int(Qt.ItemDataRole.UserRole)


class TagDialog(QDialog):
    """Shows the tags it is given; emits what the user wants done to them."""

    created = Signal(str)
    renamed = Signal(str, str)
    """path, new path"""
    merged = Signal(str, str)
    """path, into"""
    changed = Signal(str, object, object)
    """path, colour or None, note or None"""
    deleted = Signal(str)
    undoWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Tags"))
        self._tags: dict[str, Tag] = {}
        self._path: str | None = None
        self._model = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._model)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._build()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undoWanted.emit)
        self._show_tag(None)

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """All tags, depth first; the chosen one stays chosen where it is still there."""
        wanted = self._path
        self._tags = {tag.path: tag for tag in tags}
        self._model.clear()
        items: dict[str, QStandardItem] = {}
        for tag in tags:
            item = QStandardItem(_dot(tag.colour), tag.name)
            item.setData(tag.path, _PATH)
            item.setEditable(False)
            count = QStandardItem(f"{tag.articles:,}")
            count.setEditable(False)
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            count.setForeground(QColor(theme.colours().muted))
            parent = items.get(tag.path.rpartition(SEPARATOR)[0], self._model.invisibleRootItem())
            parent.appendRow([item, count])
            items[tag.path] = item
        self._tree.expandToDepth(0)
        self._tree.header().setStretchLastSection(False)
        self._tree.header().setSectionResizeMode(0, self._tree.header().ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, self._tree.header().ResizeMode.ResizeToContents)
        if wanted in items:
            self._tree.setCurrentIndex(self._shown.mapFromSource(items[wanted].index()))
        self._show_tag(wanted if wanted in self._tags else None)

    def show_vocabulary(self, tags: Sequence[Tag], _topics: object) -> None:
        """The tags out of what a session read anew."""
        self.set_tags(tags)

    def _choose(self, index: QModelIndex) -> None:
        self._show_tag(index.siblingAtColumn(0).data(_PATH) if index.isValid() else None)

    def _show_tag(self, path: str | None) -> None:
        self._path = path
        tag = self._tags.get(path) if path is not None else None
        self._detail.setEnabled(tag is not None)
        self.name.setText(tag.path if tag else "")
        self.note.setPlainText((tag.note or "") if tag else "")
        colour = tag.colour if tag else None
        for swatch, button in self.swatches.items():
            button.setChecked(tag is not None and swatch == colour)
        if tag is None:
            self._about.setText(
                _("Choose a tag to change it.") if self._tags else _("There are no tags yet.")
            )
        else:
            below = sum(other.startswith(tag.path + SEPARATOR) for other in self._tags)
            on = ngettext("On {count} article", "On {count} articles", tag.articles).format(
                count=tag.articles
            )
            under = ngettext("{count} tag below", "{count} tags below", below).format(count=below)
            self._about.setText(f"{on}  ·  {under}" if below else on)
        self._apply.setEnabled(False)

    def _edited(self) -> None:
        tag = self._tags.get(self._path or "")
        self._apply.setEnabled(
            tag is not None
            and bool(self.name.text().strip())
            and (self.name.text().strip() != tag.path or self.note.toPlainText().strip() != (tag.note or ""))
        )

    def _save(self) -> None:
        tag = self._tags.get(self._path or "")
        if tag is None:
            return
        path, note = self.name.text().strip(), self.note.toPlainText().strip() or None
        if note != tag.note:
            self.changed.emit(tag.path, tag.colour, note)
        if path != tag.path:
            self._path = path
            self.renamed.emit(tag.path, path)

    def _paint(self, colour: str | None) -> None:
        tag = self._tags.get(self._path or "")
        if tag is not None:
            self.changed.emit(tag.path, colour, tag.note)

    def _other_colour(self) -> None:
        tag = self._tags.get(self._path or "")
        dialog = QColorDialog(QColor(tag.colour if tag and tag.colour else SWATCHES[0]), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self._paint(colour.name()))
        dialog.open()

    def _ask_new(self) -> None:
        start = f"{self._path}{SEPARATOR}" if self._path else ""
        what = _("Name of the new tag; “/” puts it below another:")
        dialog = ask_name(NameDialog(_("New tag"), what, [], name=start, parent=self))
        dialog.field.setCursorPosition(len(start))
        dialog.named.connect(self.created)

    def _ask_merge(self) -> None:
        tag = self._tags[self._path or ""]
        others = [
            path for path in self._tags if path != tag.path and not path.startswith(tag.path + SEPARATOR)
        ]
        what = ngettext(
            "“{tag}” is on {count} article, which will carry this tag instead:",
            "“{tag}” is on {count} articles, which will carry this tag instead:",
            tag.articles,
        ).format(tag=tag.path, count=tag.articles)
        dialog = ask_name(NameDialog(_("Merge a tag"), what, others, only_known=True, parent=self))
        dialog.named.connect(lambda into: self.merged.emit(tag.path, into))

    def _delete(self) -> None:
        if self._path is not None:
            self.deleted.emit(self._path)

    # The widget itself

    def _build(self) -> None:
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(_("Filter tags"))
        self._filter.setAccessibleName(_("Filter tags"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._narrow)
        self._tree = QTreeView(self)
        self._tree.setModel(self._shown)
        self._tree.setObjectName("Names")
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        self._tree.setIconSize(QSize(12, 12))
        self._tree.setAccessibleName(_("Tags"))
        self._tree.selectionModel().currentChanged.connect(self._choose)
        new = QPushButton(theme.icon("add"), _("New tag…"), self)
        new.clicked.connect(self._ask_new)
        new.setAutoDefault(False)
        left = QVBoxLayout()
        left.setSpacing(10)
        for widget in (self._filter, self._tree, new):
            left.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(24)
        layout.addLayout(left, 5)
        layout.addWidget(self._detail_side(), 6)
        self.resize(760, 540)

    def _detail_side(self) -> QWidget:
        self._detail = QWidget(self)
        self._about = QLabel(self)
        self._about.setProperty("role", "muted")
        self.name = QLineEdit(self._detail)
        self.name.textChanged.connect(self._edited)
        self.note = QPlainTextEdit(self._detail)
        self.note.setPlaceholderText(_("What the tag stands for, when to use it"))
        self.note.setTabChangesFocus(True)
        self.note.textChanged.connect(self._edited)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Name"), self.name)
        form.addRow(_("Colour"), self._colour_row())
        form.addRow(_("Note"), self.note)
        inner = QVBoxLayout(self._detail)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        inner.addLayout(form, 1)
        inner.addLayout(self._buttons())
        side = QWidget(self)
        outer = QVBoxLayout(side)
        outer.setContentsMargins(0, 6, 0, 0)
        outer.setSpacing(14)
        outer.addWidget(self._about)
        outer.addWidget(self._detail, 1)
        return side

    def _buttons(self) -> QHBoxLayout:
        merge = QPushButton(theme.icon("merge"), _("Merge into…"), self._detail)
        merge.clicked.connect(self._ask_merge)
        delete = QPushButton(theme.icon("trash"), _("Delete"), self._detail)
        delete.clicked.connect(self._delete)
        self._apply = QPushButton(_("Apply"), self._detail)
        self._apply.clicked.connect(self._save)
        self._apply.setDefault(True)
        buttons = QHBoxLayout()
        for button in (merge, delete):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._apply)
        return buttons

    def _colour_row(self) -> QWidget:
        row = QWidget(self._detail)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.swatches: dict[str | None, QToolButton] = {}
        for colour in (None, *SWATCHES):
            button = QToolButton(row)
            button.setCheckable(True)
            button.setIcon(_dot(colour, 18))
            button.setIconSize(QSize(18, 18))
            button.setToolTip(colour or _("No colour"))
            button.setAccessibleName(colour or _("No colour"))
            button.clicked.connect(lambda _checked=False, colour=colour: self._paint(colour))
            layout.addWidget(button)
            self.swatches[colour] = button
        other = QToolButton(row)
        other.setIcon(theme.icon("more"))
        other.setToolTip(_("Another colour…"))
        other.setAccessibleName(_("Another colour…"))
        other.clicked.connect(self._other_colour)
        layout.addWidget(other)
        layout.addStretch(1)
        return row

    def _narrow(self, text: str) -> None:
        self._shown.setFilterFixedString(text.strip())
        if text.strip():
            self._tree.expandAll()


def _dot(colour: str | None, size: int = 12) -> QIcon:
    """A tag's colour; a ring where it has none."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.colours().faint) if colour is None else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if colour is None else QColor(colour))
    painter.drawEllipse(2, 2, size - 4, size - 4)
    painter.end()
    return QIcon(pixmap)
