"""The articles that were ticked: a selection that survives every search, in the order of ticking."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Signal

from ztviewer.core.article import ArticleId


class Basket(QObject):
    """A set of article ids that remembers its order."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[ArticleId, None] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, article: object) -> bool:
        return article in self._ids

    def __iter__(self) -> Iterator[ArticleId]:
        return iter(self._ids)

    def put(self, ids: Iterable[ArticleId], ticked: bool) -> None:
        """Tick articles, or take their ticks away."""
        if ticked:
            self._ids.update(dict.fromkeys(ids))
        else:
            for article in ids:
                self._ids.pop(article, None)
        self.changed.emit()

    def replace(self, ids: dict[ArticleId, None]) -> None:
        """Tick exactly these: a mapping made off the GUI thread, so that a million cost nothing here."""
        self._ids = ids
        self.changed.emit()

    def clear(self) -> None:
        """Take every tick away."""
        self.replace({})
