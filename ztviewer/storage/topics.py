"""Topic dossiers (专题): an introduction, articles in a chosen order, a note on each."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from ztviewer.core.article import ArticleId
from ztviewer.core.curation import Entry, Topic, TopicId
from ztviewer.core.errors import NotFound, Refused
from ztviewer.core.i18n import _
from ztviewer.storage.database import Database
from ztviewer.storage.events import record
from ztviewer.storage.plain import name, plain
from ztviewer.storage.rows import among

_CHANGED: Final = "metadata modification"
_TOPICS = """
    SELECT topic.id, title, introduction, (
        SELECT count(*) FROM topic_article JOIN article ON article.id = topic_article.article
        WHERE topic_article.topic = topic.id AND article.state = 'active'
    ) FROM topic
"""


class TopicStore:
    """Reads and writes topics, which are named by their titles. NotFound where there is none of a title.

    Articles in the trash keep their place in a topic; they are not shown or counted until they are taken back.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Topic]:
        """Every topic, in their order."""
        with self._database.reading() as connection:
            rows = connection.execute(f"{_TOPICS} ORDER BY topic.position, topic.id")
            return [_topic(row) for row in rows]

    def get(self, title: str) -> Topic:
        """One topic."""
        with self._database.reading() as connection:
            return _topic(
                connection.execute(f"{_TOPICS} WHERE id = ?", (_found(connection, title),)).fetchone()
            )

    def entries(self, title: str) -> list[Entry]:
        """A topic's articles in order."""
        with self._database.reading() as connection:
            return [
                Entry(ArticleId(article), note)
                for article, note, state in _entries(connection, _found(connection, title))
                if state == "active"
            ]

    def create(self, title: str, introduction: str = "") -> Topic:
        """Make a topic, the last of all. Refused where there is one of that title."""
        with self._database.transaction() as connection:
            fit = _free(connection, title)
            _make(connection, fit, plain(introduction) or "")
            record(connection, self._database, _CHANGED, None, f"topic made: {fit}")
            return _topic(connection.execute(f"{_TOPICS} WHERE title = ?", (fit,)).fetchone())

    def change(self, title: str, *, new_title: str | None = None, introduction: str | None = None) -> None:
        """Give a topic another title or introduction; None leaves it as it is."""
        with self._database.transaction() as connection:
            topic = _found(connection, title)
            if new_title is not None and name(new_title) != name(title):
                connection.execute(
                    "UPDATE topic SET title = ? WHERE id = ?", (_free(connection, new_title), topic)
                )
            if introduction is not None:
                connection.execute(
                    "UPDATE topic SET introduction = ? WHERE id = ?", (plain(introduction) or "", topic)
                )
            record(connection, self._database, _CHANGED, None, f"topic changed: {new_title or title}")

    def delete(self, title: str) -> None:
        """Delete a topic; its articles stay in the archive."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM topic WHERE id = ?", (_found(connection, title),))
            record(connection, self._database, _CHANGED, None, f"topic deleted: {title}")

    def add(self, title: str, ids: Sequence[ArticleId]) -> list[ArticleId]:
        """Put articles at the end of a topic, in order. Returns those that were not in it."""
        with self._database.transaction() as connection:
            topic = _found(connection, title)
            added = [article for article in ids if _appended(connection, topic, article)]
            record(connection, self._database, _CHANGED, added, f"topic added: {title}")
            return added

    def remove(self, title: str, ids: Sequence[ArticleId]) -> list[Entry]:
        """Take articles out of a topic. Returns the entries that were there, in order."""
        with self._database.transaction() as connection:
            topic, wanted = _found(connection, title), set(ids)
            gone = [
                Entry(ArticleId(article), note)
                for article, note, _state in _entries(connection, topic)
                if article in wanted
            ]
            connection.execute(
                "DELETE FROM topic_article WHERE topic = ? AND article IN (SELECT value FROM json_each(?))",
                (topic, among(ids)),
            )
            record(
                connection,
                self._database,
                _CHANGED,
                [entry.article for entry in gone],
                f"topic removed: {title}",
            )
            return gone

    def reorder(self, title: str, ids: Sequence[ArticleId]) -> None:
        """Put a topic's articles in this order. Refused unless it names each of them once."""
        with self._database.transaction() as connection:
            topic = _found(connection, title)
            rows = _entries(connection, topic)
            shown = [article for article, _note, state in rows if state == "active"]
            if sorted(ids) != sorted(shown):
                raise Refused(
                    _("The new order of “{title}” must name each of its articles once.").format(title=title)
                )
            hidden = [article for article, _note, state in rows if state != "active"]
            connection.executemany(
                "UPDATE topic_article SET position = ? WHERE topic = ? AND article = ?",
                ((position, topic, article) for position, article in enumerate([*ids, *hidden], start=1)),
            )
            record(connection, self._database, _CHANGED, None, f"topic reordered: {title}")

    def annotate(self, title: str, article: ArticleId, note: str | None) -> None:
        """Say something of an article within a topic. NotFound where it is not in it."""
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "UPDATE topic_article SET note = ? WHERE topic = ? AND article = ?",
                (plain(note), _found(connection, title), article),
            )
            if not cursor.rowcount:
                message = _("Article {id} is not in “{title}”.")
                raise NotFound(message.format(id=article, title=title))
            record(connection, self._database, _CHANGED, [article], f"topic note: {title}")


def end_of(connection: sqlite3.Connection, title: str) -> tuple[int, int]:
    """The topic of a title, made where there is none: its number, and the last position in it. Refused without a title."""
    fit = name(title)
    if fit is None:
        raise Refused(_("A topic needs a title."))
    found = "SELECT id, (SELECT max(position) FROM topic_article WHERE topic = topic.id) FROM topic WHERE title = ?"
    if connection.execute(found, (fit,)).fetchone() is None:
        _make(connection, fit, "")
    topic, last = connection.execute(found, (fit,)).fetchone()
    return int(topic), int(last or 0)


def _make(connection: sqlite3.Connection, title: str, introduction: str) -> None:
    connection.execute(
        """INSERT INTO topic (title, introduction, position)
        VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM topic))""",
        (title, introduction),
    )


def _topic(row: tuple[int, str, str, int]) -> Topic:
    return Topic(TopicId(row[0]), *row[1:])


def _found(connection: sqlite3.Connection, title: str) -> int:
    row = connection.execute("SELECT id FROM topic WHERE title = ?", (name(title),)).fetchone()
    if row is None:
        raise NotFound(_("There is no topic “{title}”.").format(title=title))
    return int(row[0])


def _free(connection: sqlite3.Connection, title: str) -> str:
    """A title as it is stored. Refused where it is taken."""
    fit = name(title)
    if fit is None:
        raise Refused(_("A topic needs a title."))
    if connection.execute("SELECT 1 FROM topic WHERE title = ?", (fit,)).fetchone() is not None:
        raise Refused(_("There is a topic “{title}” already.").format(title=fit))
    return fit


def _entries(connection: sqlite3.Connection, topic: int) -> list[tuple[int, str | None, str]]:
    """All of a topic's articles in order, those in the trash included: (article, note, state)."""
    return connection.execute(
        """SELECT article, note, state FROM topic_article JOIN article ON article.id = topic_article.article
        WHERE topic = ? ORDER BY position, article""",
        (topic,),
    ).fetchall()


def _appended(connection: sqlite3.Connection, topic: int, article: ArticleId) -> bool:
    cursor = connection.execute(
        """INSERT OR IGNORE INTO topic_article (topic, article, position)
        SELECT ?, id, (SELECT coalesce(max(position), 0) + 1 FROM topic_article WHERE topic = ?)
        FROM article WHERE id = ?""",
        (topic, topic, article),
    )
    return bool(cursor.rowcount)
