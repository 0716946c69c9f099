"""What happened to the archive and its articles, in the event types of PREMIS: rows are only ever added."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ztviewer.core.article import ArticleId
from ztviewer.storage.database import Database
from ztviewer.storage.plain import plain

EventKind = Literal[
    "creation",
    "ingestion",
    "metadata modification",
    "modification",
    "migration",
    "fixity check",
    "dissemination",
    "deletion",
]
"""Types of event, in the words of the PREMIS vocabulary `eventType` (https://id.loc.gov/vocabulary/preservation)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""

    kind: str
    detail: str | None
    agent: str | None
    """who did it, where it is known"""
    at: str
    """when, ISO 8601 with an offset"""


def record(
    connection: sqlite3.Connection,
    database: Database,
    kind: EventKind,
    ids: Sequence[ArticleId] | None,
    detail: str | None,
) -> None:
    """Write down, within a transaction, what happened to each of some articles, or (None) to the archive."""
    if ids is None:
        database.record(connection, kind, plain(detail))
        return
    about, moment = plain(detail), database.clock()
    connection.executemany(
        "INSERT INTO event (article, kind, detail, agent, at) VALUES (?, ?, ?, ?, ?)",
        ((article, kind, about, database.agent, moment) for article in ids),
    )


class EventStore:
    """The history of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, kind: EventKind, ids: Sequence[ArticleId] | None, detail: str | None) -> None:
        """Write down what happened to each of some articles, or (None) to the archive as a whole."""
        with self._database.transaction() as connection:
            record(connection, self._database, kind, ids, detail)

    def of(self, article: ArticleId | None) -> list[Event]:
        """What happened to an article, or (None) to the archive as a whole, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT kind, detail, agent, at FROM event WHERE article IS ? ORDER BY id", (article,)
            )
            return [Event(*row) for row in rows]
