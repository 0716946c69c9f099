"""The archive answered by SQL alone, while there is no index: everything, narrowed by facets, in an order."""

import sqlite3
import time
from collections.abc import Iterable
from itertools import groupby

from ztviewer.core.article import ArticleId
from ztviewer.core.query import Choice, Facet, Facets, Found, Request, Sort
from ztviewer.storage.database import Database
from ztviewer.storage.tags import key_of

Condition = tuple[str, tuple[str, ...]]
"""SQL over `article`, and its parameters."""

_COUNTED = {
    Facet.TOPIC: """
        SELECT topic.title, count(*) FROM topic JOIN topic_article ON topic_article.topic = topic.id
        JOIN article ON article.id = topic_article.article WHERE {chosen} GROUP BY topic.id ORDER BY 2 DESC, 1""",
    Facet.TAG: """
        SELECT upper.path, count(DISTINCT article.id) FROM tag AS upper
        JOIN tag ON tag.key = upper.key OR tag.key > upper.key || '/' AND tag.key < upper.key || '0'
        JOIN article_tag ON article_tag.tag = tag.id
        JOIN article ON article.id = article_tag.article WHERE {chosen} GROUP BY upper.id ORDER BY 2 DESC, 1""",
    Facet.SOURCE: """
        SELECT source, count(*) FROM article WHERE {chosen} AND source IS NOT NULL
        GROUP BY source ORDER BY 2 DESC, 1""",
    Facet.YEAR: """
        SELECT substr(published, 1, 4), count(*) FROM article WHERE {chosen} AND published IS NOT NULL
        GROUP BY 1 ORDER BY 1 DESC""",
    Facet.MONTH: """
        SELECT substr(published, 1, 7), count(*) FROM article WHERE {chosen} AND length(published) >= 7
        GROUP BY 1 ORDER BY 1 DESC""",
    Facet.COLUMN: """
        SELECT "column", count(*) FROM article WHERE {chosen} AND "column" IS NOT NULL
        GROUP BY "column" ORDER BY 2 DESC, 1""",
    Facet.IMAGE: """
        SELECT 'yes', pictured FROM (
            SELECT count(*) AS pictured FROM article
            WHERE {chosen} AND EXISTS (SELECT 1 FROM figure WHERE figure.article = article.id AND image IS NOT NULL)
        ) WHERE pictured > 0""",
}

_LISTED = "SELECT id FROM article WHERE {chosen} ORDER BY {order}"

_ORDERS = {
    Sort.RELEVANCE: ("published DESC, id", True),
    Sort.NEWEST: ("published DESC, id", True),
    Sort.OLDEST: ("published, id", True),
    Sort.TITLE: ("title, id", False),
    Sort.LENGTH: ("length DESC, id", False),
}
"""The SQL of each order, and whether articles without a publication time have to be put last."""


class Browsing:
    """Lists and counts the articles that are not in the trash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, request: Request) -> Found:
        """Answer a question as far as it goes: its choices and order count, its query is not looked at."""
        began = time.perf_counter()
        with self._database.reading():  # one state for both
            ids, facets = self.ids(request.choices, request.sort), self.facets(request.choices)
        return Found(ids, (), facets, (time.perf_counter() - began) * 1000, indexed=False)

    def ids(self, choices: Iterable[Choice], sort: Sort) -> list[ArticleId]:
        """Every article that the choices leave, in order; without text, RELEVANCE is newest first."""
        chosen, parameters = _chosen(choices)
        order, dated = _ORDERS[sort]
        halves = (" AND published IS NOT NULL", " AND published IS NULL") if dated else ("",)
        with self._database.reading() as connection:
            return [
                ArticleId(article)
                for half in halves
                for (article,) in connection.execute(
                    _LISTED.format(chosen=chosen + half, order=order), parameters
                )
            ]

    def facets(self, choices: Iterable[Choice]) -> Facets:
        """The values of every facet that occur among the articles that the choices leave."""
        chosen, parameters = _chosen(choices)
        with self._database.reading() as connection:
            return {
                facet: _rows(connection, sql.format(chosen=chosen), parameters)
                for facet, sql in _COUNTED.items()
            }

    def sources(self) -> list[str]:
        """Every source there is, in no order that means anything."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT source FROM article WHERE state = 'active' AND source IS NOT NULL"
            )
            return [source for (source,) in rows]

    def titles(self, seen: int = 0) -> list[str]:
        """The titles of the articles that changed after the change numbered `seen`; from 0 those of all."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT title FROM article WHERE state = 'active'"
                " AND id IN (SELECT article FROM change WHERE seq > ?)",
                (seen,),
            )
            return [title for (title,) in rows]


def _rows(connection: sqlite3.Connection, sql: str, parameters: tuple[str, ...]) -> list[tuple[str, int]]:
    return [(value, count) for value, count in connection.execute(sql, parameters)]


def _chosen(choices: Iterable[Choice]) -> Condition:
    """What the choices leave: those of one facet add up, different facets narrow."""
    kept = list(choices)
    conditions: list[Condition] = [("article.state = 'active'", ())]
    wanted = sorted((choice for choice in kept if not choice.excluded), key=lambda choice: choice.facet)
    for _facet, group in groupby(wanted, key=lambda choice: choice.facet):
        parts = [_holds(choice) for choice in group]
        conditions.append(
            (
                f"({' OR '.join(sql for sql, _values in parts)})",
                sum((v for _sql, v in parts), ()),
            )
        )
    for choice in kept:
        if choice.excluded:
            sql, values = _holds(choice)
            conditions.append((f"({sql}) IS NOT TRUE", values))
    return " AND ".join(sql for sql, _values in conditions), sum((values for _sql, values in conditions), ())


def _holds(choice: Choice) -> Condition:
    """What it takes for an article to have a facet's value."""
    value = choice.value
    match choice.facet:
        case Facet.SOURCE:
            return "article.source = ?", (value,)
        case Facet.COLUMN:
            return 'article."column" = ?', (value,)
        case Facet.YEAR | Facet.MONTH:  # `~` comes after every character of a publication time
            return "article.published >= ? AND article.published < ?", (value, value + "~")
        case Facet.TAG:
            key = key_of(value)
            return (
                """article.id IN (SELECT article FROM article_tag JOIN tag ON tag.id = article_tag.tag
                WHERE tag.key = ? OR tag.key > ? AND tag.key < ?)""",
                (key, key + "/", key + "0"),
            )
        case Facet.TOPIC:
            return (
                """article.id IN (SELECT article FROM topic_article JOIN topic ON topic.id = topic_article.topic
                WHERE topic.title = ?)""",
                (value,),
            )
        case Facet.IMAGE:
            return "EXISTS (SELECT 1 FROM figure WHERE figure.article = article.id AND image IS NOT NULL)", ()
