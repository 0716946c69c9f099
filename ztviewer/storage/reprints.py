"""Sketches of articles and the reprint families they form: whose text resembles whose."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from ztviewer.core.article import ArticleId
from ztviewer.core.reprints import Member
from ztviewer.storage.database import Database
from ztviewer.storage.rows import among, published

_PORTION = 20_000
"""sketches read at a time"""

Family = int
"""The least number among its members."""


class Uniting:
    """Joins articles to families within one transaction: two programs that did so at a time would miss each other's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last(self) -> int:
        """The number of the sketch that was made last."""
        return int(self._connection.execute("SELECT max(number) FROM sketch").fetchone()[0] or 0)

    def sketches_after(self, seen: int) -> Iterator[dict[ArticleId, bytes]]:
        """The articles that got a sketch after the one numbered `seen`, with their sketches, in portions.

        Those whose text is too short for one are left out.
        """
        cursor = self._connection.execute(
            "SELECT article, data FROM sketch WHERE number > ? AND length(data) = 96 ORDER BY number", (seen,)
        )
        while rows := cursor.fetchmany(_PORTION):
            yield {ArticleId(article): data for article, data in rows}

    def unsketched(self, limit: int) -> dict[ArticleId, str]:
        """The first articles that have no sketch, and their texts."""
        rows = self._connection.execute(
            """SELECT id, text FROM article
            WHERE id IN (SELECT article FROM unsketched ORDER BY article LIMIT ?) ORDER BY id""",
            (limit,),
        )
        return {ArticleId(article): text for article, text in rows}

    def enter(self, sketches: Mapping[ArticleId, bytes]) -> None:
        """Give articles that have no sketch theirs."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO sketch (article, data) VALUES (?, ?)", sketches.items()
        )
        self._connection.executemany("DELETE FROM unsketched WHERE article = ?", ((one,) for one in sketches))

    def text(self, article: ArticleId) -> str | None:
        """The text of an article; None where it is gone."""
        row = self._connection.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()
        return None if row is None else row[0]

    def family(self, article: ArticleId) -> Family | None:
        """The family an article is in, if any."""
        row = self._connection.execute("SELECT family FROM sketch WHERE article = ?", (article,)).fetchone()
        return None if row is None else row[0]

    def unite(self, first: ArticleId, second: ArticleId) -> Family:
        """Make one family of two articles and the families they are in."""
        families = [self.family(first) or first, self.family(second) or second]
        family = min(families)
        self._connection.executemany(
            "UPDATE sketch SET family = ? WHERE family = ?", [(family, max(families))]
        )
        self._connection.execute(
            "UPDATE sketch SET family = ? WHERE article IN (?, ?)", (family, first, second)
        )
        return family

    def reprints(self, ids: Iterable[ArticleId]) -> set[ArticleId]:
        """Those of some articles that have joined a family; its first member has not, the others came to it."""
        rows = self._connection.execute(
            "SELECT article FROM sketch WHERE family < article AND article IN (SELECT value FROM json_each(?))",
            (among(ids),),
        )
        return {ArticleId(article) for (article,) in rows}


class ReprintStore:
    """Reads and makes reprint families."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def uniting(self) -> Iterator[Uniting]:
        """One transaction in which articles are joined to families."""
        with self._database.transaction() as connection:
            yield Uniting(connection)

    @contextmanager
    def looking(self) -> Iterator[Uniting]:
        """One state of the archive in which articles are compared and nothing is joined."""
        with self._database.reading() as connection:
            yield Uniting(connection)

    def waiting(self) -> int:
        """How many articles have no sketch yet."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM unsketched WHERE EXISTS (SELECT 1 FROM article WHERE id = unsketched.article)"
            ).fetchone()
        return int(row[0])

    def members(self, article: ArticleId) -> list[Member]:
        """The family of an article, itself included, earliest first; empty where nothing else is in it."""
        with self._database.reading() as connection:
            rows = connection.execute(_MEMBERS.format(which=_OF_ARTICLE), (article,)).fetchall()
        return [self._member(row) for row in rows] if len(rows) > 1 else []

    def families(self) -> list[list[Member]]:
        """Every family of two and more articles, each earliest first; the largest family first."""
        found: dict[Family, list[Member]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(_MEMBERS.format(which="family IS NOT NULL")):
                found.setdefault(row[0], []).append(self._member(row))
        return sorted((members for members in found.values() if len(members) > 1), key=len, reverse=True)

    def _member(self, row: tuple[Family, int, str, str | None, str | None]) -> Member:
        _family, article, title, source, moment = row
        return Member(ArticleId(article), title, source, published(moment, self._database.path))


_MEMBERS = """
    SELECT family, id, title, source, published FROM sketch JOIN article ON id = article
    WHERE {which} AND state = 'active' ORDER BY published IS NULL, published, id
"""
_OF_ARTICLE = "family = (SELECT family FROM sketch WHERE article = ?)"
