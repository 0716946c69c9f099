"""The rows of a result: ids for all of them, lines only for those that were looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage

from ztviewer.core.article import ArticleId, State
from ztviewer.core.i18n import _
from ztviewer.core.query import ResultLine
from ztviewer.gui.basket import Basket

KEPT = 3000
"""Lines kept in memory: some hundred screens, whatever the length of the result."""

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row holds beside its text."""

    LINE = Qt.ItemDataRole.UserRole
    """a Line; None while it has not been read"""
    ID = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is drawn."""

    result: ResultLine
    thumbnail: QImage | None
    colours: tuple[str | None, ...]
    """of its tags, `#rrggbb`"""


class ResultsModel(QAbstractListModel):
    """All ids of a result; `missing` says which rows should be read, `fill` takes what was read."""

    toggled = Signal(object, bool)
    """ids, ticked"""

    def __init__(self, basket: Basket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[ArticleId] = ()
        self._lines: dict[int, Line | None] = {}
        self._stale: set[int] = set()
        self._basket = basket
        basket.changed.connect(self._ticks_changed)

    def show(
        self, ids: Sequence[ArticleId], first: int = 0, lines: Mapping[ArticleId, Line] | None = None
    ) -> None:
        """Show another result, with the lines from row `first` on where they are known already."""
        self.beginResetModel()
        self._ids = ids
        self._stale = set()
        self._lines = {}
        if lines:
            self._lines = {
                row: lines[ids[row]] for row in range(first, first + len(lines)) if ids[row] in lines
            }
        self.endResetModel()

    def missing(self, first: int, last: int) -> tuple[int, list[ArticleId]] | None:
        """The first row and the ids of the shortest run that covers all unread rows from `first` to `last`."""
        first, last = max(0, first), min(last, len(self._ids) - 1)
        rows = [row for row in range(first, last + 1) if row not in self._lines or row in self._stale]
        if not rows:
            return None
        return rows[0], list(self._ids[rows[0] : rows[-1] + 1])

    def fill(self, first: int, ids: Sequence[ArticleId], lines: Mapping[ArticleId, Line]) -> None:
        """Take what was read for the rows from `first` on; of a result that is gone by now, nothing."""
        if list(self._ids[first : first + len(ids)]) != list(ids):
            return
        if len(self._lines) > KEPT:
            self._lines = {row: line for row, line in self._lines.items() if abs(row - first) < KEPT // 4}
        for row, article in enumerate(ids, start=first):
            self._lines[row] = lines.get(article)
            self._stale.discard(row)
        self.dataChanged.emit(self.index(first), self.index(first + len(ids) - 1))

    def forget(self) -> None:
        """Read all lines again: what they show has changed. What is drawn stays until then."""
        self._stale = set(self._lines)

    def article(self, row: int) -> ArticleId | None:
        """The article in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def articles(self, first: int, last: int) -> list[ArticleId]:
        """The articles of some rows, both ends included."""
        return list(self._ids[first : last + 1])

    @property
    def ids(self) -> Sequence[ArticleId]:
        """Every article of the result, in its order."""
        return self._ids

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return (
            super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable
            if index.isValid()
            else super().flags(index)
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        article = self._ids[index.row()]
        match role:
            case Role.ID:
                return article
            case Qt.ItemDataRole.CheckStateRole:
                ticked = article in self._basket
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Role.LINE:
                return self._lines.get(index.row())
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.toggled.emit([self._ids[index.row()]], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _spoken(self, row: int) -> str:
        """A row in words, for screen readers."""
        line = self._lines.get(row)
        if line is None:
            return _("Loading…")
        summary = line.result.summary
        parts = [summary.title, summary.source, str(summary.published or ""), *summary.tags]
        if summary.state is State.TRASH:
            parts.append(_("in the trash"))
        return ", ".join(part for part in parts if part)

    def _ticks_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(
                self.index(0), self.index(len(self._ids) - 1), [Qt.ItemDataRole.CheckStateRole]
            )
