"""Names of an archive for what is being typed, kept in memory: those of the last change at the latest."""

import threading
from dataclasses import dataclass

from ztviewer.core.curation import SEPARATOR
from ztviewer.search import Names
from ztviewer.storage import Browsing, ChangeLog, Database, TagStore, TopicStore

MOST_NEW = 1000
"""Changes since all titles were laid out; with more of them, all are laid out anew."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """Names as they stood at a change."""

    names: Names
    seen: int


class Suggesting:
    """Looks through titles, sources, tags and topics. May be called from any thread.

    All titles are laid out once (a quarter of a second for 100,000). The few that changed since, and what else has
    names, are laid out after each change. A title that is no longer there may be suggested until `prepare`.
    """

    def __init__(self, database: Database) -> None:
        self._browsing = Browsing(database)
        self._changes = ChangeLog(database)
        self._tags = TagStore(database)
        self._topics = TopicStore(database)
        self._titles: _Laid | None = None
        self._others: _Laid | None = None
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Lay everything out anew where something changed."""
        self._current(0)

    def suggestions(self, text: str, limit: int) -> list[str]:
        """The names that what was typed stands for, tags, topics and sources before titles, the best first."""
        titles, others = self._current(MOST_NEW)
        found = dict.fromkeys(others.matching(text, limit))
        if len(found) < limit:
            found |= dict.fromkeys(titles.matching(text, limit))
        return list(found)[:limit]

    def _current(self, most_new: int) -> tuple[Names, Names]:
        with self._lock:
            last = self._changes.last()
            titles, others = self._titles, self._others
            if titles is None or last - titles.seen > most_new:
                titles, others = _Laid(Names([self._browsing.titles()]), last), None
            if others is None or others.seen != last:
                new = self._browsing.titles(titles.seen)
                others = _Laid(Names([self._named(), self._browsing.sources(), new]), last)
            self._titles, self._others = titles, others
            return titles.names, others.names

    def _named(self) -> list[str]:
        """Of a tag its own name: no text holds the whole path."""
        tags = [tag.path.rpartition(SEPARATOR)[2] for tag in self._tags.all()]
        return tags + [topic.title for topic in self._topics.all()]
