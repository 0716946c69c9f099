"""The first documents of an import as they will be read: one row a document, with what the rules give it."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ztviewer.core.i18n import _
from ztviewer.core.importing import Preview, Rule, given
from ztviewer.gui import theme
from ztviewer.gui.dates import shown_date
from ztviewer.gui.import_words import given_words, guess_sentence, short_name

BEGINNING = 120
"""Characters of a text that a row shows."""

Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """The columns."""

    TITLE = 0
    SOURCE = 1
    DATE = 2
    COLUMN = 3
    GIVEN = 4
    TEXT = 5
    CHARSET = 6


_GUESSED = {
    "title": Part.TITLE,
    "source": Part.SOURCE,
    "published": Part.DATE,
    "column": Part.COLUMN,
    "text": Part.TEXT,
    "charset": Part.CHARSET,
}
"""Where what was guessed of a document is marked."""


class PreviewModel(QAbstractTableModel):
    """Previews that were read without rules; `apply` gives them what rules give."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read: list[Preview] = []
        self._previews: list[Preview] = []
        self._rules: tuple[Rule, ...] = ()

    def show(self, previews: Sequence[Preview]) -> None:
        """Show other documents."""
        self.beginResetModel()
        self._read = list(previews)
        self._previews = [self._with_rules(preview) for preview in self._read]
        self.endResetModel()

    def apply(self, rules: tuple[Rule, ...]) -> None:
        """Show what these rules give."""
        self._rules = rules
        self._previews = [self._with_rules(preview) for preview in self._read]
        if self._previews:
            last = self.index(len(self._previews) - 1, len(Part) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def preview(self, row: int) -> Preview:
        """The document of a row."""
        return self._previews[row]

    def fitting(self, rule: Rule) -> int:
        """How many of these documents a rule fits."""
        return sum(
            preview.draft is not None and rule.matches(preview.path, preview.draft.source, _words(preview))
            for preview in self._previews
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._previews)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            _("Title"),
            _("Source"),
            _("Date"),
            _("Column"),
            _("Tags and topics"),
            _("Text"),
            _("Charset"),
        )
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        preview, part = self._previews[index.row()], Part(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                text = _shown(preview, part)
                return f"≈ {text}" if text and _guesses(preview, part) else text
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(_guesses(preview, part)) or _shown(preview, part) or None
            case Qt.ItemDataRole.ForegroundRole:
                return _colour(preview, part)
        return None

    def _with_rules(self, preview: Preview) -> Preview:
        if preview.draft is None:
            return preview
        got = given(self._rules, preview.path, preview.draft.source, _words(preview), preview.given.tags)
        return replace(preview, given=got)


def _words(preview: Preview) -> str:
    """What a rule for texts looks at."""
    return f"{preview.draft.title}\n{preview.text}" if preview.draft is not None else ""


def _shown(preview: Preview, part: Part) -> str:
    draft = preview.draft
    if draft is None:
        return {Part.TITLE: short_name(preview.path), Part.TEXT: preview.reason or ""}.get(part, "")
    match part:
        case Part.TITLE:
            return draft.title
        case Part.SOURCE:
            return draft.source or ""
        case Part.DATE:
            return shown_date(preview.published)
        case Part.COLUMN:
            return preview.column or ""
        case Part.GIVEN:
            return given_words(replace(preview.given, column=None))
        case Part.TEXT:
            return preview.text[:BEGINNING].replace("\n", " ")
        case Part.CHARSET:
            return preview.charset or ""


def _guesses(preview: Preview, part: Part) -> list[str]:
    return [guess_sentence(guess) for guess in preview.guessed if _GUESSED.get(guess.what) is part]


def _colour(preview: Preview, part: Part) -> QColor | None:
    colours = theme.colours()
    if preview.draft is None:
        return QColor(colours.danger if part is Part.TEXT else colours.muted)
    return QColor(colours.muted) if part in (Part.TEXT, Part.CHARSET) else None
