"""The tree of tags, and which article carries which.

A tag is named by its path. A path is found whatever its letter case, and kept as it was first written.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ztviewer.core.article import ArticleId
from ztviewer.core.curation import SEPARATOR, Tag, TagId
from ztviewer.core.errors import NotFound, Refused
from ztviewer.core.i18n import _
from ztviewer.storage.database import Database
from ztviewer.storage.events import record
from ztviewer.storage.plain import name, plain
from ztviewer.storage.rows import among

DEPTH = 16
"""How deep the tree may grow: far beyond any use, and shallow enough for every reader."""

_CHANGED: Final = "metadata modification"


def key_of(path: str) -> str:
    """A path with letter case folded away."""
    return path.casefold()


def well_formed(path: str) -> str:
    """A path as it is stored. Refused where a part of it is empty, or there are too many."""
    parts = [name(part) for part in path.split(SEPARATOR)]
    if not all(parts) or len(parts) > DEPTH:
        raise Refused(_("“{path}” cannot be the name of a tag.").format(path=path))
    return SEPARATOR.join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A tag that was taken out of the tree, by its path below the tag that was cut, with all it carried."""

    below: str
    position: int
    colour: str | None
    note: str | None
    tagged: tuple[tuple[int, str | None, str], ...]
    """article, who, when"""


class TagStore:
    """Reads and writes tags. NotFound where a tag that must be there is not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Tag]:
        """The whole tree, depth first, siblings by position, then path."""
        with self._database.reading() as connection:
            counts = dict(connection.execute(_COUNTS).fetchall())
            rows = connection.execute(
                "SELECT id, parent, path, colour, note FROM tag ORDER BY position DESC, path DESC"
            ).fetchall()
        children: dict[int | None, list[tuple[int, str, str | None, str | None]]] = {}
        for number, parent, *rest in rows:
            children.setdefault(parent, []).append((number, *rest))
        tree, waiting = list[Tag](), children.get(None, [])
        while waiting:
            number, path, colour, note = waiting.pop()
            tree.append(Tag(TagId(number), path, colour, note, counts.get(number, 0)))
            waiting += children.get(number, [])
        return tree

    def paths(self) -> list[str]:
        """The paths of all tags, a tag before those below it; without the counts, which take their time."""
        with self._database.reading() as connection:
            return [path for (path,) in connection.execute("SELECT path FROM tag ORDER BY path")]

    def get(self, path: str) -> Tag:
        """One tag."""
        with self._database.reading() as connection:
            return self._tag(connection, _found(connection, path))

    def create(self, path: str, colour: str | None = None, note: str | None = None) -> Tag:
        """Make a tag, and those above it where they are missing. Refused where it is there."""
        with self._database.transaction() as connection:
            if _id(connection, path) is not None:
                raise Refused(_("There is a tag “{path}” already.").format(path=path))
            number = made(connection, path)
            _describe(connection, number, colour, note)
            record(connection, self._database, _CHANGED, None, f"tag made: {path}")
            return self._tag(connection, number)

    def change(self, path: str, *, colour: str | None, note: str | None) -> None:
        """Give a tag another colour (`#rrggbb`) and note."""
        with self._database.transaction() as connection:
            _describe(connection, _found(connection, path), colour, note)
            record(connection, self._database, _CHANGED, None, f"tag changed: {path}")

    def add(self, path: str, ids: Sequence[ArticleId]) -> list[ArticleId]:
        """Put a tag, made where there is none, on articles. Returns those that did not carry it."""
        with self._database.transaction() as connection:
            tagged = [(article, self._database.agent, self._database.clock()) for article in ids]
            touched = put(connection, made(connection, path), tagged)
            record(connection, self._database, _CHANGED, touched, f"tag added: {path}")
            return touched

    def remove(self, path: str, ids: Sequence[ArticleId]) -> list[ArticleId]:
        """Take a tag from articles; the tag itself stays. Returns those that carried it."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "DELETE FROM article_tag WHERE tag = ? AND article IN (SELECT value FROM json_each(?)) RETURNING article",
                (_found(connection, path), among(ids)),
            ).fetchall()
            touched = sorted(ArticleId(article) for (article,) in rows)
            record(connection, self._database, _CHANGED, touched, f"tag removed: {path}")
            return touched

    def rename(self, path: str, new_path: str) -> None:
        """Give a tag another path; those below it move along. Refused where that path is taken or below itself."""
        with self._database.transaction() as connection:
            number = _found(connection, path)
            old, new = self._tag(connection, number).path, well_formed(new_path)
            if _id(connection, new) not in (None, number):
                raise Refused(_("There is a tag “{path}” already.").format(path=new))
            if key_of(new).startswith(key_of(old) + SEPARATOR):
                raise Refused(_("“{path}” cannot be moved below itself.").format(path=old))
            above = new.rpartition(SEPARATOR)[0]
            parent = made(connection, above) if above else None
            if parent is not None:  # as the tag above is written, whatever case was asked for
                new = self._tag(connection, parent).path + SEPARATOR + new.rpartition(SEPARATOR)[2]
            for moving, whole in _subtree(connection, old):
                moved = well_formed(new + whole[len(old) :])
                connection.execute(
                    "UPDATE tag SET path = ?, key = ?, parent = iif(id = ?, ?, parent) WHERE id = ?",
                    (moved, key_of(moved), number, parent, moving),
                )
            record(connection, self._database, _CHANGED, None, f"tag renamed: {old} -> {new}")

    def merge(self, path: str, into: str) -> list[ArticleId]:
        """Put all that one tag holds under another, and drop the first. Returns the articles new to the other.

        Tags below the first go below the other, joined with those of the same name. The other keeps its colour.
        """
        with self._database.transaction() as connection:
            old = self._tag(connection, _found(connection, path)).path
            target = self._tag(connection, _found(connection, into)).path
            if (key_of(target) + SEPARATOR).startswith(key_of(old) + SEPARATOR):
                raise Refused(_("“{path}” cannot be merged into itself.").format(path=old))
            first, *others = _cut(connection, old)
            touched = put(connection, _found(connection, target), first.tagged)
            for cut in others:
                _plant(connection, target, cut)
            record(connection, self._database, _CHANGED, touched, f"tag merged: {old} -> {target}")
            return touched

    def delete(self, path: str) -> list[ArticleId]:
        """Delete a tag with all below it. Returns the articles that carried one of them."""
        with self._database.transaction() as connection:
            return self._delete(connection, path)

    def carriers(self, path: str, *, below: bool = False) -> list[ArticleId]:
        """The articles that carry a tag (or, with `below`, one of its subtree), those in the trash included."""
        with self._database.reading() as connection:
            key = key_of(self._tag(connection, _found(connection, path)).path)
            rows = connection.execute(
                """SELECT DISTINCT article FROM article_tag JOIN tag ON tag.id = article_tag.tag
                WHERE tag.key = :key OR :below AND tag.key > :key || '/' AND tag.key < :key || '0'
                ORDER BY article""",
                {"key": key, "below": below},
            )
            return [ArticleId(article) for (article,) in rows]

    def subtree(self, path: str) -> list[tuple[Tag, list[ArticleId]]]:
        """A tag and all below it, from the top down, each with the articles that carry it."""
        with self._database.reading() as connection:
            top = self._tag(connection, _found(connection, path)).path
            return [
                (
                    self._tag(connection, number),
                    [ArticleId(article) for article, _who, _when in _tagged(connection, number)],
                )
                for number, _path in _subtree(connection, top)
            ]

    def replace(self, paths: Iterable[str], branches: Sequence[tuple[Tag, Sequence[ArticleId]]]) -> None:
        """Delete tags with all below them, and plant others (as `subtree` gives them) in one transaction."""
        with self._database.transaction() as connection:
            for path in paths:
                if _id(connection, path) is not None:  # not gone with one above it
                    self._delete(connection, path)
            for tag, ids in branches:
                number = made(connection, tag.path)
                _describe(connection, number, tag.colour, tag.note)
                moment = self._database.clock()
                touched = put(
                    connection, number, [(article, self._database.agent, moment) for article in ids]
                )
                record(connection, self._database, _CHANGED, touched, f"tag added: {tag.path}")

    def _delete(self, connection: sqlite3.Connection, path: str) -> list[ArticleId]:
        cuts = _cut(connection, self._tag(connection, _found(connection, path)).path)
        touched = sorted({ArticleId(article) for cut in cuts for article, _who, _when in cut.tagged})
        record(connection, self._database, _CHANGED, touched, f"tag deleted: {path}")
        record(connection, self._database, _CHANGED, None, f"tag deleted: {path}")
        return touched

    def _tag(self, connection: sqlite3.Connection, number: int) -> Tag:
        path, colour, note = connection.execute(
            "SELECT path, colour, note FROM tag WHERE id = ?", (number,)
        ).fetchone()
        (articles,) = connection.execute(
            """SELECT count(DISTINCT article.id) FROM tag JOIN article_tag ON article_tag.tag = tag.id
            JOIN article ON article.id = article_tag.article AND article.state = 'active'
            WHERE tag.key = :key OR tag.key > :key || '/' AND tag.key < :key || '0'""",
            {"key": key_of(path)},
        ).fetchone()
        return Tag(TagId(number), path, colour, note, articles)


_COUNTS = """
    SELECT upper.id, count(DISTINCT article.id) FROM tag AS upper
    JOIN tag ON tag.key = upper.key OR tag.key > upper.key || '/' AND tag.key < upper.key || '0'
    JOIN article_tag ON article_tag.tag = tag.id
    JOIN article ON article.id = article_tag.article AND article.state = 'active'
    GROUP BY upper.id
"""


def _id(connection: sqlite3.Connection, path: str) -> int | None:
    row = connection.execute("SELECT id FROM tag WHERE key = ?", (key_of(well_formed(path)),)).fetchone()
    return None if row is None else int(row[0])


def _found(connection: sqlite3.Connection, path: str) -> int:
    number = _id(connection, path)
    if number is None:
        raise NotFound(_("There is no tag “{path}”.").format(path=path))
    return number


def made(connection: sqlite3.Connection, path: str) -> int:
    """The tag of a path, made where it is missing, as are those above it."""
    parent, whole = None, ""
    for part in well_formed(path).split(SEPARATOR):
        wanted = f"{whole}{SEPARATOR}{part}" if whole else part
        row = connection.execute("SELECT id, path FROM tag WHERE key = ?", (key_of(wanted),)).fetchone()
        if row is None:
            row = connection.execute(
                "INSERT INTO tag (parent, path, key) VALUES (?, ?, ?) RETURNING id, path",
                (parent, wanted, key_of(wanted)),
            ).fetchone()
        parent, whole = row
    if parent is None:
        raise RuntimeError("a path has at least one part")
    return int(parent)


def _describe(connection: sqlite3.Connection, number: int, colour: str | None, note: str | None) -> None:
    fit = colour.lower() if colour else None
    if fit is not None and not (len(fit) == 7 and fit[0] == "#" and set(fit[1:]) <= set("0123456789abcdef")):
        raise Refused(_("“{colour}” is not a colour; one is written #rrggbb.").format(colour=colour))
    connection.execute("UPDATE tag SET colour = ?, note = ? WHERE id = ?", (fit, plain(note), number))


def put(
    connection: sqlite3.Connection, tag: int, tagged: Iterable[tuple[int, str | None, str]]
) -> list[ArticleId]:
    """Put a tag on articles. Returns those that did not carry it; ids of no article are left out."""
    touched = []
    for article, who, moment in tagged:
        cursor = connection.execute(
            """INSERT OR IGNORE INTO article_tag (article, tag, who, tagged)
            SELECT id, ?, ?, ? FROM article WHERE id = ?""",
            (tag, who, moment, article),
        )
        if cursor.rowcount:
            touched.append(ArticleId(article))
    return touched


def _subtree(connection: sqlite3.Connection, path: str) -> list[tuple[int, str]]:
    """The tag of a path and all below it, those above first: (number, path)."""
    return connection.execute(
        """SELECT id, path FROM tag
        WHERE key = :key OR key > :key || '/' AND key < :key || '0' ORDER BY key""",
        {"key": key_of(path)},
    ).fetchall()


def _tagged(connection: sqlite3.Connection, number: int) -> tuple[tuple[int, str | None, str], ...]:
    rows = connection.execute(
        "SELECT article, who, tagged FROM article_tag WHERE tag = ? ORDER BY article", (number,)
    )
    return tuple(rows)


def _cut(connection: sqlite3.Connection, path: str) -> list[_Cut]:
    """Take a tag and all below it out of the tree, those above first."""
    cuts = []
    for number, whole in _subtree(connection, path):
        position, colour, note = connection.execute(
            "SELECT position, colour, note FROM tag WHERE id = ?", (number,)
        ).fetchone()
        cuts.append(_Cut(whole[len(path) :], position, colour, note, _tagged(connection, number)))
    connection.execute("DELETE FROM tag WHERE key = ?", (key_of(path),))
    return cuts


def _plant(connection: sqlite3.Connection, above: str, cut: _Cut) -> None:
    """Put a tag back below another; one that is there keeps its colour and note and gains the articles."""
    path = above + cut.below
    there = _id(connection, path)
    number = made(connection, path)
    if there is None:
        connection.execute(
            "UPDATE tag SET position = ?, colour = ?, note = ? WHERE id = ?",
            (cut.position, cut.colour, cut.note, number),
        )
    put(connection, number, cut.tagged)
