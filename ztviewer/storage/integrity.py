"""Whether an archive still holds, unchanged, what was put into it: read through once from end to end."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from ztviewer.core.body import clean, fill, images, paragraphs
from ztviewer.core.errors import ArchiveDamaged, Cancelled
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress, silent
from ztviewer.storage.articles import figures_of
from ztviewer.storage.database import Database
from ztviewer.storage.entry import digest
from ztviewer.storage.originals import expanded
from ztviewer.storage.rows import BATCH

_STEPS_BETWEEN_LOOKS = 1_000_000
"""Instructions of SQLite's machine, some tens of milliseconds, after which a cancel is heard."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was put in."""

    kind: Literal["file", "reference", "article", "picture", "original", "tag"]
    subject: str
    """which one: an article's id, a digest, a path, a table"""
    message: str
    """a sentence"""


def check(database: Database, progress: Progress = silent) -> list[Problem]:
    """Check the file, every article, picture and original. An empty list: all is well.

    Where the file is damaged, what can still be read is checked all the same.
    """
    problems: list[Problem] = []
    for look in (_file, _references, _articles, _pictures, _originals, _tags):
        try:
            problems += look(database, progress)
        except ArchiveDamaged as error:
            problems.append(Problem("file", database.path.name, str(error)))
    return list(dict.fromkeys(problems))


def _file(database: Database, progress: Progress) -> Iterator[Problem]:
    """SQLite's own check of pages, indexes and constraints."""
    progress(0, None, _("Checking the file"))
    with database.reading() as connection, _heard(connection, progress):
        for (message,) in connection.execute("PRAGMA integrity_check"):
            if message != "ok":
                yield Problem(
                    "file", database.path.name, _("The file is damaged: {what}").format(what=message)
                )


@contextmanager
def _heard(connection: sqlite3.Connection, progress: Progress) -> Iterator[None]:
    """Let a cancel interrupt a statement that gives no rows for long."""
    cancelled: list[Cancelled] = []

    def look() -> bool:
        try:
            progress(0, None, _("Checking the file"))
        except Cancelled as wish:
            cancelled.append(wish)
        return bool(cancelled)

    connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.OperationalError:
        if cancelled:
            raise cancelled[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _references(database: Database, progress: Progress) -> Iterator[Problem]:
    """Rows that point at rows which are not there."""
    progress(0, None, _("Checking references"))
    with database.reading() as connection, _heard(connection, progress):
        for table, _row, parent, _key in connection.execute("PRAGMA foreign_key_check"):
            message = _("A row of “{table}” belongs to something in “{parent}” that is missing.")
            yield Problem("reference", table, message.format(table=table, parent=parent))


def _articles(database: Database, progress: Progress) -> Iterator[Problem]:
    """Texts that are not what their digest says, bodies that are not what their text and figures say."""
    last, done, total = 0, 0, _total(database, "SELECT count(*) FROM article")
    while True:
        progress(done, total, _("Checking articles"))
        with database.reading() as connection:
            rows = connection.execute(
                "SELECT id, title, source, published, text, digest, html FROM article WHERE id > ? ORDER BY id LIMIT ?",
                (last, BATCH),
            ).fetchall()
            for article, title, source, published, text, identity, html in rows:
                figures = figures_of(connection, article)
                if digest(title, source, published, text) != identity:
                    yield Problem(
                        "article", str(article), _("The text of article {id} was changed.").format(id=article)
                    )
                if images(html) != [figure.image for figure in figures if figure.image is not None]:
                    message = _("The body and the figures of article {id} do not agree.")
                    yield Problem("article", str(article), message.format(id=article))
                cleaned = fill(clean(html), figures)
                # White space is no part of the comparison: it may be normalised differently one day.
                if "".join("".join(paragraphs(cleaned)).split()) != "".join(text.split()):
                    message = _("The body and the text of article {id} do not agree.")
                    yield Problem("article", str(article), message.format(id=article))
        if not rows:
            return
        last, done = rows[-1][0], done + len(rows)


def _pictures(database: Database, progress: Progress) -> Iterator[Problem]:
    """Pictures whose bytes are not what their digest says."""
    for digest_, data in _blobs(database, progress, "image", _("Checking pictures")):
        if hashlib.sha256(data).hexdigest() != digest_:
            yield Problem("picture", digest_, _("Picture {digest} was changed.").format(digest=digest_))


def _originals(database: Database, progress: Progress) -> Iterator[Problem]:
    """Originals that no longer expand to what their digest says."""
    for digest_, data in _blobs(database, progress, "original", _("Checking originals")):
        with database.reading() as connection:
            (size,) = connection.execute("SELECT bytes FROM original WHERE digest = ?", (digest_,)).fetchone()
        whole = expanded(data, size)
        if whole is None or hashlib.sha256(whole).hexdigest() != digest_:
            yield Problem("original", digest_, _("Original {digest} was changed.").format(digest=digest_))


_COUNTED = {"image": "SELECT count(*) FROM image", "original": "SELECT count(*) FROM original"}
_NEXT = {
    "image": "SELECT digest, data FROM image WHERE digest > ? ORDER BY digest LIMIT 1",
    "original": "SELECT digest, data FROM original WHERE digest > ? ORDER BY digest LIMIT 1",
}


def _blobs(database: Database, progress: Progress, table: str, note: str) -> Iterator[tuple[str, bytes]]:
    """A table's digests and bytes, one row in memory at a time."""
    last, done, total = "", 0, _total(database, _COUNTED[table])
    while True:
        progress(done, total, note)
        with database.reading() as connection:
            row = connection.execute(_NEXT[table], (last,)).fetchone()
        if row is None:
            return
        yield row
        last, done = row[0], done + 1


def _tags(database: Database, progress: Progress) -> Iterator[Problem]:
    """Tags whose path is not that of the tag above them and one name more."""
    progress(0, None, _("Checking tags"))
    with database.reading() as connection:
        rows = connection.execute(
            """SELECT tag.path FROM tag LEFT JOIN tag AS upper ON upper.id = tag.parent
            WHERE tag.parent IS NOT NULL
                AND (upper.path IS NULL OR substr(tag.path, 1, length(upper.path) + 1) <> upper.path || '/'
                    OR instr(substr(tag.path, length(upper.path) + 2), '/') > 0)"""
        )
        for (path,) in rows:
            yield Problem("tag", path, _("The tag “{path}” hangs below the wrong tag.").format(path=path))


def _total(database: Database, sql: str) -> int:
    with database.reading() as connection:
        return int(connection.execute(sql).fetchone()[0])
