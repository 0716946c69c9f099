"""How rows are read for many articles at once, and how stored values become core values again."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ztviewer.core.article import ArticleId
from ztviewer.core.published import Published
from ztviewer.storage.failures import damaged

BATCH = 500
"""Articles read by one statement: enough that statements cost little, few enough for flat memory."""


def among(ids: Iterable[int] | Iterable[str]) -> str:
    """Ids or digests as one parameter: SQL reads them as `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(ids))


def batches(ids: Sequence[ArticleId]) -> Iterator[Sequence[ArticleId]]:
    """The ids in portions of BATCH."""
    return (ids[first : first + BATCH] for first in range(0, len(ids), BATCH))


def gathered(
    connection: sqlite3.Connection, sql: str, ids: Sequence[ArticleId]
) -> Mapping[int, tuple[str, ...]]:
    """The strings that belong to each of some articles: `sql` takes `among` and yields (article, string) in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for article, value in connection.execute(sql, (among(ids),)):
        found[article].append(value)
    return {article: tuple(values) for article, values in found.items()}


def published(value: str | None, path: Path) -> Published | None:
    """A publication time as stored. ArchiveDamaged where it is none."""
    if value is None:
        return None
    try:
        return Published(value)
    except ValueError as error:
        raise damaged(path) from error


TAGS = """
    SELECT article, path FROM article_tag JOIN tag ON tag.id = article_tag.tag
    WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, path
"""

TOPICS = """
    SELECT article, title FROM topic_article JOIN topic ON topic.id = topic_article.topic
    WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, topic.position, topic.id
"""

CAPTIONS = """
    SELECT article, caption FROM figure
    WHERE article IN (SELECT value FROM json_each(?)) AND caption IS NOT NULL ORDER BY article, position
"""
