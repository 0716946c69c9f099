"""How a draft becomes rows: cleaned, told from what is there already, and accounted for."""

import hashlib
import sqlite3
from pathlib import PurePosixPath, PureWindowsPath

from ztviewer.core.article import ArticleDraft, ArticleId, FigureDraft, Picture
from ztviewer.core.body import clean, fill, paragraphs
from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _
from ztviewer.storage.originals import keep
from ztviewer.storage.plain import name, one_line

SEPARATOR = "\0"
"""Stands between the parts of what is digested; no stored text can hold it."""


def digest(title: str, source: str | None, published: str | None, text: str) -> str:
    """What tells one document from another: SHA-256 of title, source, publication time and text."""
    return hashlib.sha256(SEPARATOR.join((title, source or "", published or "", text)).encode()).hexdigest()


class Entering:
    """Takes drafts into the archive within one transaction."""

    def __init__(self, connection: sqlite3.Connection, moment: str, agent: str | None) -> None:
        self._connection = connection
        self._moment = moment
        self._agent = agent

    def enter(self, draft: ArticleDraft) -> tuple[ArticleId, bool]:
        """Store a draft, or find the article that it already is: (its id, whether it is new)."""
        title = one_line(draft.title)
        if title is None:
            raise Refused(_("An article needs a title."))
        source = one_line(draft.source)
        published = draft.published.iso if draft.published else None
        figures = [_fit(figure) for figure in draft.figures]
        html = fill(clean(draft.html), figures)
        text = "\n".join(paragraphs(html))
        identity = digest(title, source, published, text)
        row = self._connection.execute("SELECT id FROM article WHERE digest = ?", (identity,)).fetchone()
        if row is not None:
            return ArticleId(row[0]), False
        article = self._insert(draft, (title, source, published, html, text, identity))
        for position, figure in enumerate(figures, start=1):
            self._figure(article, position, figure)
        self._connection.execute(
            "INSERT INTO event (article, kind, agent, at) VALUES (?, 'ingestion', ?, ?)",
            (article, self._agent, self._moment),
        )
        return article, True

    def _insert(self, draft: ArticleDraft, rest: tuple[str | None, ...]) -> ArticleId:
        original = file = None
        if draft.original is not None:
            original = keep(self._connection, draft.original)
            file = _file_name(draft.original.name)
        cursor = self._connection.execute(
            """INSERT INTO article (subtitle, author, editor, "column", url, language, original, original_name, added,
                title, source, published, html, text, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                *map(
                    one_line,
                    (draft.subtitle, draft.author, draft.editor, draft.column, draft.url, draft.language),
                ),
                original,
                file,
                self._moment,
                *rest,
            ),
        )
        if cursor.lastrowid is None:
            raise RuntimeError("SQLite gave the new article no id")
        return ArticleId(cursor.lastrowid)

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


def _fit(figure: FigureDraft) -> FigureDraft:
    return FigureDraft(
        figure.picture, *map(one_line, (figure.caption, figure.alt, figure.credit, figure.url))
    )


def _file_name(given: str) -> str:
    """A file's own name, whichever system's folders stand before it."""
    return name(PurePosixPath(PureWindowsPath(given).name).name) or "?"
