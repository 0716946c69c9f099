"""Topic dossiers (专题): their introduction, their articles in order, and a note on each; and the trash."""

from collections.abc import Sequence
from functools import partial

from ztviewer.core.article import ArticleId, State
from ztviewer.core.curation import Changes, Entry, Topic
from ztviewer.core.i18n import ngettext
from ztviewer.services.done import Done
from ztviewer.storage import ArticleStore, Database, TopicStore


class Curating:
    """Everything a user can do with topics, which are named by their title, and with the trash."""

    def __init__(self, database: Database) -> None:
        self._topics = TopicStore(database)
        self._articles = ArticleStore(database)

    def topics(self) -> list[Topic]:
        """All topics, in their order."""
        return self._topics.all()

    def topic(self, title: str) -> tuple[Topic, list[Entry]]:
        """One topic and its articles in order. NotFound where there is none of that title."""
        return self._topics.get(title), self._topics.entries(title)

    def create(self, title: str, introduction: str = "") -> Changes:
        """Make a topic."""
        self._topics.create(title, introduction)
        return Changes(topics=True)

    def change(self, title: str, *, new_title: str | None = None, introduction: str | None = None) -> Changes:
        """Give a topic another title or introduction."""
        self._topics.change(title, new_title=new_title, introduction=introduction)
        return self._touched(new_title or title) if new_title else Changes(topics=True)

    def delete(self, title: str) -> Changes:
        """Delete a topic; its articles stay in the archive."""
        changes = self._touched(title)
        self._topics.delete(title)
        return changes

    def add(self, title: str, ids: Sequence[ArticleId]) -> Changes:
        """Put articles at the end of a topic; those that are in it stay where they are."""
        return Changes(frozenset(self._topics.add(title, ids)), topics=True)

    def remove(self, title: str, ids: Sequence[ArticleId]) -> Changes:
        """Take articles out of a topic."""
        self._topics.remove(title, ids)
        return Changes(frozenset(ids), topics=True)

    def reorder(self, title: str, ids: Sequence[ArticleId]) -> Changes:
        """Put a topic's articles, all of them, in this order."""
        self._topics.reorder(title, ids)
        return Changes(topics=True)

    def annotate(self, title: str, article: ArticleId, note: str | None) -> Changes:
        """Say something of an article within a topic."""
        self._topics.annotate(title, article, note)
        return Changes(topics=True)

    def trash(self, ids: Sequence[ArticleId]) -> Done:
        """Put articles into the trash, where no search finds them unless it asks for the trash."""
        touched = self._articles.set_state(ids, State.TRASH)
        text = ngettext(
            "{count} article put into the trash.", "{count} articles put into the trash.", len(touched)
        )
        changes = Changes(frozenset(touched), tags=True, topics=True)
        return Done(changes, text.format(count=len(touched)), partial(self.restore, touched))

    def restore(self, ids: Sequence[ArticleId]) -> Done:
        """Take articles back out of the trash."""
        touched = self._articles.set_state(ids, State.ACTIVE)
        text = ngettext(
            "{count} article taken out of the trash.",
            "{count} articles taken out of the trash.",
            len(touched),
        )
        changes = Changes(frozenset(touched), tags=True, topics=True)
        return Done(changes, text.format(count=len(touched)), partial(self.trash, touched))

    def _touched(self, title: str) -> Changes:
        return Changes(frozenset(entry.article for entry in self._topics.entries(title)), topics=True)
