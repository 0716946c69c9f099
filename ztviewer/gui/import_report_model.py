"""The report of an import as rows: all outcomes are kept, those that a filter lets through are shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ztviewer.core.i18n import _
from ztviewer.core.importing import Outcome, OutcomeKind
from ztviewer.gui import theme
from ztviewer.gui.import_words import guess_sentence, outcome_name
from ztviewer.gui.shown_path import shown_path

Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """The columns."""

    OUTCOME = 0
    PATH = 1
    REASON = 2
    ARTICLE = 3


class ReportModel(QAbstractTableModel):
    """A hundred thousand outcomes cost no more than their list: a row is put into words where it is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcomes: Sequence[Outcome] = ()
        self._shown: Sequence[int] = ()
        self._kind: OutcomeKind | None = None
        self._text = ""

    def show(self, outcomes: Sequence[Outcome]) -> None:
        """Show another report, as far as the filter lets it through."""
        self._outcomes = outcomes
        self._narrow()

    def narrow(self, kind: OutcomeKind | None, text: str) -> None:
        """Let through what ended so (None: however it ended) and has a text in its path or reason."""
        self._kind, self._text = kind, text.strip().casefold()
        self._narrow()

    def counts(self) -> Mapping[OutcomeKind, int]:
        """How many documents ended in each way, whatever is shown."""
        return Counter(outcome.outcome for outcome in self._outcomes)

    def outcome(self, row: int) -> Outcome:
        """The outcome in a row."""
        return self._outcomes[self._shown[row]]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Outcome"), _("Document"), _("Why, and what was guessed"), _("Article"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        outcome, part = self.outcome(index.row()), Part(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(outcome, part)
            case Qt.ItemDataRole.ToolTipRole:
                return outcome.path if part is Part.PATH else _words(outcome, part) or None
            case Qt.ItemDataRole.ForegroundRole:
                return _colour(outcome, part)
        return None

    def _narrow(self) -> None:
        self.beginResetModel()
        if self._kind is None and not self._text:
            self._shown = range(len(self._outcomes))
        else:
            self._shown = [number for number, outcome in enumerate(self._outcomes) if self._lets(outcome)]
        self.endResetModel()

    def _lets(self, outcome: Outcome) -> bool:
        if self._kind not in (None, outcome.outcome):
            return False
        return self._text in outcome.path.casefold() or self._text in (outcome.reason or "").casefold()


def _words(outcome: Outcome, part: Part) -> str:
    match part:
        case Part.OUTCOME:
            return outcome_name(outcome.outcome)
        case Part.PATH:
            return shown_path(Path(outcome.path))
        case Part.REASON:
            told = [outcome.reason or "", outcome.charset or "", *map(guess_sentence, outcome.guessed)]
            return "  ·  ".join(part for part in told if part)
        case Part.ARTICLE:
            return str(outcome.article_id or "")


def _colour(outcome: Outcome, part: Part) -> QColor | None:
    colours = theme.colours()
    if part is Part.OUTCOME:
        inks = {"added": colours.success, "reprint": colours.accent, "rejected": colours.danger}
        return QColor(inks.get(outcome.outcome, colours.muted))
    return QColor(colours.muted) if part is not Part.PATH and outcome.outcome != "rejected" else None
