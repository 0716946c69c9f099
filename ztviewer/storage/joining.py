"""What people added to another archive (tags, notes, topics, saved searches), joined to what is in this one.

Nothing that is here is changed or comes twice: joining again, after a kill at any moment, gives the same.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import ArchiveDamaged, Refused
from ztviewer.core.i18n import _
from ztviewer.core.sanitised import fit as printable
from ztviewer.storage.database import Database
from ztviewer.storage.events import record
from ztviewer.storage.failures import shown
from ztviewer.storage.plain import name, one_line, plain
from ztviewer.storage.rows import among
from ztviewer.storage.tags import made, put

Twins = Mapping[ArticleId, ArticleId]
"""Articles of the other archive, and what they are in this one."""

_CHANGED: Final = "metadata modification"
_MOMENT = re.compile(r"....-..-..T..:..:..[-+]..:..")
_COLOUR = re.compile("#[0-9a-f]{6}")
_SORTS = ("relevance", "date", "-date", "title", "length")


class Joining:
    """Joins the annotations of another archive, which may come from anywhere, to those of this one."""

    def __init__(self, database: Database, other: Database) -> None:
        self._database = database
        self._other = other

    def check(self) -> None:
        """Read the other archive through once. ArchiveDamaged where its pages or the types in them are not as they must be.

        SQLite does not know the CHECK constraints of a file that it may not write; what they say is seen to below.
        """
        with self._other.reading() as connection:
            (result,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            message = _("{path} is damaged: {what}.")
            raise ArchiveDamaged(message.format(path=shown(self._other.path), what=result))

    def tree(self) -> None:
        """Bring the tree of tags, in one transaction: a tag that is here keeps its colour, and gains the note."""
        with self._other.reading() as connection:
            tags = connection.execute("SELECT path, position, colour, note FROM tag ORDER BY key").fetchall()
        with self._database.transaction() as connection:
            for path, position, colour, note in tags:
                with suppress(Refused):  # a path that this program would never have written
                    fit = colour if colour and _COLOUR.fullmatch(colour) else None
                    _tag(connection, path, position, fit, plain(note))

    def annotations(self, twins: Twins) -> None:
        """Put the tags and notes of some articles on their twins, in one transaction."""
        with self._other.reading() as connection:
            ids = (among(list(twins)),)
            tags = connection.execute(_TAGGED, ids).fetchall()
            notes = connection.execute(_NOTES, ids).fetchall()
        with self._database.transaction() as connection:
            tagged: dict[str, list[tuple[int, str | None, str]]] = {}
            for article, path, who, moment in tags:
                tagged.setdefault(path, []).append((twins[article], one_line(who), self._moment(moment)))
            for path, carriers in tagged.items():
                with suppress(Refused):
                    touched = put(connection, made(connection, path), carriers)
                    record(connection, self._database, _CHANGED, touched, f"tag added: {path}")
            for article, first, past, quote, body, who, moment in notes:
                said = (
                    twins[article],
                    max(first, 0),
                    max(first, past, 0),
                    printable(quote),
                    printable(body),
                    one_line(who),
                    self._moment(moment),
                )
                connection.execute(_NOTE, said)

    def collections(self, twins: Twins) -> None:
        """Bring the topics, with those of their articles that have twins, and the saved searches, in one transaction."""
        with self._other.reading() as connection:
            topics = connection.execute(
                "SELECT id, title, introduction FROM topic ORDER BY position, id"
            ).fetchall()
            entries = {topic: connection.execute(_ENTRIES, (topic,)).fetchall() for topic, *_rest in topics}
            searches = connection.execute(
                "SELECT name, query, sort FROM saved_search ORDER BY position, id"
            ).fetchall()
        with self._database.transaction() as connection:
            for topic, title, introduction in topics:
                _topic(connection, title, introduction, entries[topic], twins)
            for label, query, sort in searches:
                _search(connection, label, plain(query) or "", sort if sort in _SORTS else _SORTS[0])
            record(connection, self._database, "ingestion", None, f"merged: {self._other.uid}")

    def _moment(self, written: str) -> str:
        return written if _MOMENT.fullmatch(written) else self._database.clock()


_TAGGED = """
    SELECT article, path, who, tagged FROM article_tag JOIN tag ON tag.id = article_tag.tag
    WHERE article IN (SELECT value FROM json_each(?)) ORDER BY path, article
"""
_NOTES = """
    SELECT article, first, past, quote, body, who, written FROM note
    WHERE article IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_NOTE = """
    INSERT INTO note (article, first, past, quote, body, who, written)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
    WHERE NOT EXISTS (SELECT 1 FROM note WHERE article = ?1 AND first = ?2 AND past = ?3 AND quote = ?4 AND body = ?5)
"""
_ENTRIES = "SELECT article, note FROM topic_article WHERE topic = ? ORDER BY position, article"


def _both(here: str | None, there: str | None) -> str | None:
    """Two texts as one; what is in the other already does not come again."""
    if not here or not there:
        return here or there
    return here if there in here else f"{here}\n{there}"


def _tag(
    connection: sqlite3.Connection, path: str, position: int, colour: str | None, note: str | None
) -> None:
    tags = connection.execute("SELECT count(*) FROM tag").fetchone()
    number = made(connection, path)
    new = connection.execute("SELECT count(*) FROM tag").fetchone() != tags
    here, described = connection.execute("SELECT colour, note FROM tag WHERE id = ?", (number,)).fetchone()
    connection.execute(
        "UPDATE tag SET colour = ?, note = ?, position = iif(?, ?, position) WHERE id = ?",
        (here or colour, _both(described, note), new, position, number),
    )


def _topic(
    connection: sqlite3.Connection,
    title: str,
    introduction: str,
    entries: Iterable[tuple[ArticleId, str | None]],
    twins: Twins,
) -> None:
    """Make a topic or add to it: what is new in it comes behind what is there, in the other's order."""
    fit = name(title)
    connection.execute(
        """INSERT OR IGNORE INTO topic (title, position)
        SELECT ?, (SELECT coalesce(max(position), 0) + 1 FROM topic) WHERE ? IS NOT NULL""",
        (fit, fit),
    )
    row = connection.execute("SELECT id, introduction FROM topic WHERE title = ?", (fit,)).fetchone()
    if row is None:
        return
    topic, here = row
    whole = _both(here, plain(introduction)) or ""
    connection.execute("UPDATE topic SET introduction = ? WHERE id = ?", (whole, topic))
    for article, note in entries:
        if article not in twins:
            continue
        connection.execute(
            """INSERT OR IGNORE INTO topic_article (topic, article, position)
            VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM topic_article WHERE topic = ?1))""",
            (topic, twins[article]),
        )
        place = (topic, twins[article])
        (said,) = connection.execute(
            "SELECT note FROM topic_article WHERE topic = ? AND article = ?", place
        ).fetchone()
        connection.execute(
            "UPDATE topic_article SET note = ? WHERE topic = ? AND article = ?",
            (_both(said, plain(note)), *place),
        )


def _search(connection: sqlite3.Connection, label: str, query: str, sort: str) -> None:
    """Save a search under its name, or the first number behind it that is free or is this very search."""
    fit, number = name(label), 1
    while fit is not None:
        numbered = fit if number == 1 else f"{fit} ({number})"
        row = connection.execute(
            "SELECT query, sort FROM saved_search WHERE name = ?", (numbered,)
        ).fetchone()
        if row is None:
            connection.execute(
                """INSERT INTO saved_search (name, query, sort, position)
                VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_search))""",
                (numbered, query, sort),
            )
        if row is None or row == (query, sort):
            return
        number += 1
