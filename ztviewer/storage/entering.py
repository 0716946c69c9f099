"""How an article becomes rows: told from what is there already, and accounted for."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ztviewer.core.article import ArticleId, FigureDraft, Picture
from ztviewer.storage.entry import Entry
from ztviewer.storage.originals import Kept
from ztviewer.storage.tags import made, put
from ztviewer.storage.topics import end_of


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was to be added."""

    id: ArticleId
    new: bool
    """False: the same document was in the archive already, maybe in the trash, and stays as it is"""


class Entering:
    """Takes articles into the archive within one transaction."""

    def __init__(self, connection: sqlite3.Connection, moment: str, agent: str | None) -> None:
        self._connection = connection
        self._moment = moment
        self._agent = agent
        self._tags: dict[str, int] = {}
        self._ends: dict[
            str, tuple[int, int]
        ] = {}  # the topics by title: number, and the last position in it

    def enter(self, entries: Iterable[Entry], there: Mapping[str, ArticleId]) -> list[Added]:
        """Store articles, or find those that they already are: `there`, by digest, or before them."""
        known, came, events = dict(there), list[Added](), list[tuple[object, ...]]()
        for entry in entries:
            article = known.get(entry.digest)
            if article is None:
                known[entry.digest] = new = self._new(entry)
                events.append((new, _detail(entry), self._agent, self._moment))
            came.append(Added(known[entry.digest], new=article is None))
        self._connection.executemany(
            "INSERT INTO event (article, kind, detail, agent, at) VALUES (?, 'ingestion', ?, ?, ?)", events
        )
        return came

    def _new(self, entry: Entry) -> ArticleId:
        article = self._insert(entry)
        for position, figure in enumerate(entry.figures, start=1):
            self._figure(article, position, figure)
        self._curate(entry, article)
        return article

    def _insert(self, entry: Entry) -> ArticleId:
        original = entry.original
        if original is not None:
            self._original(original)
        cursor = self._connection.execute(
            """INSERT INTO article (title, subtitle, source, author, editor, "column", published, url, language,
                html, text, digest, original, original_name, added)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                entry.title,
                entry.subtitle,
                entry.source,
                entry.author,
                entry.editor,
                entry.column,
                entry.published,
                entry.url,
                entry.language,
                entry.html,
                entry.text,
                entry.digest,
                original.digest if original is not None else None,
                original.name if original is not None else None,
                self._moment,
            ),
        )
        if cursor.lastrowid is None:
            raise RuntimeError("SQLite gave the new article no id")
        return ArticleId(cursor.lastrowid)

    def _curate(self, entry: Entry, article: ArticleId) -> None:
        """Put the tags on it, and it into the topics, that it was given; they are made where there are none."""
        for path in entry.tags:
            if path not in self._tags:
                self._tags[path] = made(self._connection, path)
            put(self._connection, self._tags[path], [(article, self._agent, self._moment)])
        for title in entry.topics:
            if title not in self._ends:
                self._ends[title] = end_of(self._connection, title)
            topic, last = self._ends[title]
            self._ends[title] = topic, last + 1
            self._connection.execute(
                "INSERT INTO topic_article (topic, article, position) VALUES (?, ?, ?)",
                (topic, article, last + 1),
            )

    def _original(self, original: Kept) -> None:
        """Keep a document once, however many articles come from it."""
        self._connection.execute(
            "INSERT OR IGNORE INTO original (digest, media_type, bytes, data) VALUES (?, ?, ?, ?)",
            (original.digest, original.media_type, original.size, original.data),
        )

    def _figure(self, article: ArticleId, position: int, figure: FigureDraft) -> None:
        if figure.picture is not None:
            self._picture(figure.picture)
        self._connection.execute(
            "INSERT INTO figure (article, position, image, caption, alt, credit, url) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                article,
                position,
                figure.picture.digest if figure.picture else None,
                figure.caption,
                figure.alt,
                figure.credit,
                figure.url,
            ),
        )

    def _picture(self, picture: Picture) -> None:
        there = self._connection.execute("SELECT 1 FROM image WHERE digest = ?", (picture.digest,)).fetchone()
        if there is None:
            self._connection.execute(
                "INSERT INTO image (digest, media_type, width, height, bytes, thumbnail, data)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    picture.digest,
                    picture.media_type,
                    picture.width,
                    picture.height,
                    len(picture.data),
                    picture.thumbnail,
                    picture.data,
                ),
            )


def _detail(entry: Entry) -> str | None:
    """What the article was given when it entered."""
    if not entry.tags and not entry.topics:
        return None
    said = [*(f"tag added: {path}" for path in entry.tags), *(f"topic added: {one}" for one in entry.topics)]
    return "; ".join(said)
