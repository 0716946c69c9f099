"""Articles with their figures and the documents they were read from: the same document is stored once."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ztviewer.core.article import (
    Article,
    ArticleDraft,
    ArticleId,
    Document,
    Figure,
    ImageDigest,
    Original,
    State,
    Summary,
)
from ztviewer.core.body import clean, fill
from ztviewer.core.errors import NotFound
from ztviewer.core.i18n import _
from ztviewer.storage.database import Database
from ztviewer.storage.entering import Added, Entering
from ztviewer.storage.entry import Entry, entry
from ztviewer.storage.events import record
from ztviewer.storage.failures import damaged
from ztviewer.storage.originals import expanded
from ztviewer.storage.reprints import Uniting
from ztviewer.storage.rows import CAPTIONS, TAGS, TOPICS, among, batches, gathered, published


class ArticleStore:
    """Reads and writes articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, drafts: Iterable[ArticleDraft]) -> list[Added]:
        """Store articles in one transaction, in order. Refused where one has no title."""
        with self.entering([entry(draft) for draft in drafts]) as (added, _uniting):
            return added

    @contextmanager
    def entering(self, entries: Sequence[Entry]) -> Iterator[tuple[list[Added], Uniting]]:
        """One transaction in which articles that were made ready are stored, in order, and joined to families."""
        with self._database.transaction() as connection:
            entering = Entering(connection, self._database.clock(), self._database.agent)
            there = self.there([one.digest for one in entries])
            yield entering.enter(entries, there), Uniting(connection)

    def last(self) -> ArticleId:
        """The number of the newest article; 0 where there is none."""
        with self._database.reading() as connection:
            return ArticleId(connection.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])

    def received(self, original: str, last: ArticleId) -> list[ArticleId]:
        """The articles up to the number `last` that were read from an original (`fixity`), in order.

        Of the index SQLite has to be told: that nothing is NULL, and by `+` not to put ?1 for the column everywhere.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM article WHERE substr(original, 1, 8) = substr(?1, 1, 8) AND original IS NOT NULL"
                " AND +original = ?1 AND id <= ?2 ORDER BY id",
                (original, last),
            )
            return [ArticleId(number) for (number,) in rows]

    def pictures(self, ids: Sequence[ArticleId]) -> frozenset[tuple[int, ImageDigest]]:
        """The pictures that some articles show: bytes and digest."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT bytes, digest FROM figure JOIN image ON image.digest = figure.image"
                " WHERE article IN (SELECT value FROM json_each(?))",
                (among(ids),),
            )
            return frozenset((size, ImageDigest(digest)) for size, digest in rows)

    def there(self, digests: Sequence[str]) -> dict[str, ArticleId]:
        """The articles that are in the archive already among those of some digests (`Entry.digest`)."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT digest, id FROM article WHERE digest IN (SELECT value FROM json_each(?))",
                (among(digests),),
            )
            return {digest: ArticleId(number) for digest, number in rows}

    def get(self, article: ArticleId) -> Article:
        """One whole article, its body cleaned once more: the file may come from anywhere. NotFound."""
        with self._database.reading() as connection:
            row = connection.execute(
                'SELECT title, subtitle, source, author, editor, "column", published, url, language, html, text, state'
                " FROM article WHERE id = ?",
                (article,),
            ).fetchone()
            if row is None:
                raise NotFound(_("There is no article {id}.").format(id=article))
            figures = figures_of(connection, article)
            tags = gathered(connection, TAGS, [article])
            topics = gathered(connection, TOPICS, [article])
        title, subtitle, source, author, editor, column, moment, url, language, html, text, state = row
        return Article(
            article,
            title,
            subtitle,
            source,
            author,
            editor,
            column,
            published(moment, self._database.path),
            url,
            language,
            fill(clean(html), figures),
            text,
            self._state(state),
            figures,
            tags.get(article, ()),
            topics.get(article, ()),
        )

    def summaries(self, ids: Sequence[ArticleId]) -> list[Summary]:
        """What a list shows of these articles, in this order; those that are not there are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT id, title, source, published, text, state, (
                    SELECT image FROM figure WHERE article = id AND image IS NOT NULL ORDER BY position LIMIT 1
                ) FROM article WHERE id IN (SELECT value FROM json_each(?))""",
                (among(ids),),
            ).fetchall()
            tags = gathered(connection, TAGS, ids)
            captions = gathered(connection, CAPTIONS, ids)
        found = {
            ArticleId(number): Summary(
                ArticleId(number),
                title,
                source,
                published(moment, self._database.path),
                tags.get(number, ()),
                image,
                text,
                captions.get(number, ()),
                self._state(state),
            )
            for number, title, source, moment, text, state, image in rows
        }
        return [found[article] for article in ids if article in found]

    def documents(self, ids: Sequence[ArticleId]) -> Iterator[Document]:
        """What the index needs of these articles, lazily and in no order; those that are not there are left out."""
        for batch in batches(ids):
            yield from self._documents(batch)

    def _documents(self, ids: Sequence[ArticleId]) -> list[Document]:
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT id, title, subtitle, text, source, author, editor, "column", published, state,
                    (SELECT count(image) FROM figure WHERE article = article.id),
                    (SELECT count(*) FROM note WHERE article = article.id),
                    (SELECT family FROM sketch WHERE article = article.id)
                FROM article WHERE id IN (SELECT value FROM json_each(?))""",
                (among(ids),),
            ).fetchall()
            captions = gathered(connection, CAPTIONS, ids)
            tags = gathered(connection, TAGS, ids)
            topics = gathered(connection, TOPICS, ids)
        return [
            self._document(row, captions.get(row[0], ()), tags.get(row[0], ()), topics.get(row[0], ()))
            for row in rows
        ]

    def _document(
        self, row: tuple[Any, ...], captions: tuple[str, ...], tags: tuple[str, ...], topics: tuple[str, ...]
    ) -> Document:
        (
            number,
            title,
            subtitle,
            text,
            source,
            author,
            editor,
            column,
            moment,
            state,
            pictures,
            notes,
            family,
        ) = row
        return Document(
            ArticleId(number),
            title if subtitle is None else f"{title}\n{subtitle}",
            text,
            captions,
            source,
            author,
            editor,
            column,
            tags,
            topics,
            published(moment, self._database.path),
            pictures,
            notes,
            self._state(state),
            family,
        )

    def all_ids(self) -> list[ArticleId]:
        """Every article, those in the trash included, ascending."""
        with self._database.reading() as connection:
            return [
                ArticleId(number) for (number,) in connection.execute("SELECT id FROM article ORDER BY id")
            ]

    def count(self) -> int:
        """How many articles there are, without those in the trash."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT count(*) FROM article WHERE state = 'active'").fetchone()
        return int(row[0])

    def set_state(self, ids: Sequence[ArticleId], state: State) -> list[ArticleId]:
        """Put articles into the trash or take them out. Returns those that were not there already, ascending."""
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE article SET state = ? WHERE state <> ? AND id IN (SELECT value FROM json_each(?)) RETURNING id",
                (state, state, among(ids)),
            ).fetchall()
            touched = sorted(ArticleId(number) for (number,) in changed)
            record(connection, self._database, "metadata modification", touched, f"state: {state}")
            return touched

    def original(self, article: ArticleId) -> Original | None:
        """The document an article was read from, where it was kept. NotFound where there is no such article."""
        with self._database.reading() as connection:
            row = connection.execute(
                """SELECT original, original_name, media_type, bytes, data
                FROM article LEFT JOIN original ON original.digest = article.original WHERE id = ?""",
                (article,),
            ).fetchone()
        if row is None:
            raise NotFound(_("There is no article {id}.").format(id=article))
        digest, name, media_type, size, data = row
        if digest is None:
            return None
        whole = None if data is None else expanded(data, size)
        if whole is None:
            raise damaged(self._database.path)
        return Original(name, media_type, whole)

    def _state(self, value: str) -> State:
        try:
            return State(value)
        except ValueError as error:
            raise damaged(self._database.path) from error


def figures_of(connection: sqlite3.Connection, article: int) -> tuple[Figure, ...]:
    """An article's figures in order; one whose picture is missing stands without it."""
    rows = connection.execute(
        """SELECT position, image.digest, caption, alt, credit, url, width, height
        FROM figure LEFT JOIN image ON image.digest = figure.image WHERE article = ? ORDER BY position""",
        (article,),
    )
    return tuple(
        Figure(position, None if image is None else ImageDigest(image), *rest)
        for position, image, *rest in rows
    )
