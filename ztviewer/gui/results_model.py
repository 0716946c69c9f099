"""The rows of a result: ids for all of them, lines only for those that were looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage

from ztviewer.core.article import ArticleId, State
from ztviewer.core.i18n import _, ngettext
from ztviewer.core.query import ResultLine
from ztviewer.gui.basket import Basket
from ztviewer.gui.rows import Rows

KEPT = 3000
"""Lines kept in memory: some hundred screens, whatever the length of the result."""

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row holds beside its text."""

    LINE = Qt.ItemDataRole.UserRole
    """a Line; None while it has not been read"""
    ID = Qt.ItemDataRole.UserRole + 1
    FOLD = Qt.ItemDataRole.UserRole + 2
    """a Fold"""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is drawn."""

    result: ResultLine
    thumbnail: QImage | None
    colours: tuple[str | None, ...]
    """of its tags, `#rrggbb`"""


@dataclass(frozen=True, slots=True)
class Fold:
    """How a row stands to the reprints of its article."""

    reprints: int
    """how many stand under it, shown or not"""
    is_open: bool
    """whether they are shown"""
    under: bool
    """it is one of those itself"""


class ResultsModel(QAbstractListModel):
    """All ids of a result; `missing` says which rows should be read, `fill` takes what was read."""

    toggled = Signal(object, bool)
    """ids, ticked"""

    def __init__(self, basket: Basket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows()
        self._lines: dict[int, Line | None] = {}
        self._stale: set[int] = set()
        self._basket = basket
        basket.changed.connect(self._ticks_changed)

    def show(
        self,
        ids: Sequence[ArticleId],
        first: int = 0,
        lines: Mapping[ArticleId, Line] | None = None,
        folded: Mapping[ArticleId, Sequence[ArticleId]] | None = None,
    ) -> None:
        """Show another result, with the lines from row `first` on where they are known already.

        `folded` are the reprints that stand under some of the articles.
        """
        self.beginResetModel()
        self._rows = Rows(ids, folded)
        self._stale = set()
        self._lines = {}
        if lines:
            self._lines = {
                row: lines[ids[row]] for row in range(first, first + len(lines)) if ids[row] in lines
            }
        self.endResetModel()

    def missing(self, first: int, last: int) -> tuple[int, list[ArticleId]] | None:
        """The first row and the ids of the shortest run that covers all unread rows from `first` to `last`."""
        first, last = max(0, first), min(last, len(self._rows) - 1)
        rows = [row for row in range(first, last + 1) if row not in self._lines or row in self._stale]
        if not rows:
            return None
        return rows[0], list(self._rows[rows[0] : rows[-1] + 1])

    def fill(self, first: int, ids: Sequence[ArticleId], lines: Mapping[ArticleId, Line]) -> None:
        """Take what was read for the rows from `first` on; of a result that is gone by now, nothing."""
        if list(self._rows[first : first + len(ids)]) != list(ids):
            return
        if len(self._lines) > KEPT:
            self._lines = {row: line for row, line in self._lines.items() if abs(row - first) < KEPT // 4}
        for row, article in enumerate(ids, start=first):
            self._lines[row] = lines.get(article)
            self._stale.discard(row)
        self.dataChanged.emit(self.index(first), self.index(first + len(ids) - 1))

    def turn(self, row: int) -> None:
        """Show the reprints under an article, or hide them again; nothing where it has none."""
        count = len(self._rows.reprints(row))
        if not count:
            return
        if self._rows.is_open(row):
            self.beginRemoveRows(QModelIndex(), row + 1, row + count)
            self._rows.turn(row)
            self._shift(row, -count)
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), row + 1, row + count)
            self._rows.turn(row)
            self._shift(row, count)
            self.endInsertRows()
        self.dataChanged.emit(self.index(row), self.index(row), [Role.FOLD])

    def _shift(self, row: int, by: int) -> None:
        """What is known of the rows below one moves with them; that of the rows taken away is forgotten."""
        first = row + 1 - min(by, 0)

        def moved(other: int) -> int:
            return other + by if other >= first else other

        stays = {other for other in self._lines if other <= row or other >= first}
        self._lines = {moved(other): self._lines[other] for other in stays}
        self._stale = {moved(other) for other in self._stale if other in stays}

    def opened(self) -> list[ArticleId]:
        """The articles whose reprints are shown."""
        return self._rows.opened()

    def open_again(self, leads: Sequence[ArticleId]) -> None:
        """Show the reprints of these once more, after the same was asked again."""
        wanted = set(leads)
        rows = [row for row, article in enumerate(self._rows[:]) if article in wanted] if wanted else []
        for row in reversed(rows):
            self.turn(row)

    def lead(self, row: int) -> int:
        """The row of the article that a row's article stands under; the row itself where it is one."""
        return row - self._rows.place(row)[1]

    def row_of(self, number: int) -> int:
        """The row of an article of the result, given its number in the result's order."""
        return self._rows.row(number)

    def fold(self, row: int) -> Fold:
        """How a row stands to the reprints of its article."""
        reprints = self._rows.reprints(row)
        return Fold(len(reprints), bool(reprints) and self._rows.is_open(row), self._rows.place(row)[1] > 0)

    def forget(self) -> None:
        """Read all lines again: what they show has changed. What is drawn stays until then."""
        self._stale = set(self._lines)

    def article(self, row: int) -> ArticleId | None:
        """The article in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def articles(self, first: int, last: int) -> list[ArticleId]:
        """The articles of some rows, both ends included."""
        return list(self._rows[first : last + 1])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return (
            super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable
            if index.isValid()
            else super().flags(index)
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        article = self._rows[index.row()]
        match role:
            case Role.ID:
                return article
            case Qt.ItemDataRole.CheckStateRole:
                ticked = article in self._basket
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Role.FOLD:
                return self.fold(index.row())
            case Role.LINE:
                return self._lines.get(index.row())
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.toggled.emit([self._rows[index.row()]], Qt.CheckState(value) == Qt.CheckState.Checked)
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
        if count := self.fold(row).reprints:
            parts.append(reprints_text(count))
        return ", ".join(part for part in parts if part)

    def _ticks_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(
                self.index(0), self.index(len(self._rows) - 1), [Qt.ItemDataRole.CheckStateRole]
            )


def reprints_text(count: int) -> str:
    """How many reprints an article has."""
    return ngettext("{count} reprint", "{count} reprints", count).format(count=f"{count:,}")
