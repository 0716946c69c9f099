"""Which articles changed since a search index looked last. Triggers write the log; nothing else does."""

from ztviewer.core.article import ArticleId
from ztviewer.storage.database import Database


class ChangeLog:
    """The archive's own count of its changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> int:
        """The number of the last change; 0 for an archive that never held anything."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT max(seq) FROM change").fetchone()
        return int(row[0] or 0)

    def since(self, seen: int, limit: int | None = None) -> tuple[int, list[ArticleId]]:
        """The articles touched by the changes after `seen`, at most `limit` changes on, ascending, each once.

        Returned with the number of the last change that was looked at. Deleted articles are listed too.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT seq, article FROM change WHERE seq > ? ORDER BY seq LIMIT ?",
                (seen, -1 if limit is None else limit),
            ).fetchall()
        return (rows[-1][0] if rows else seen), sorted({ArticleId(article) for _seq, article in rows})
