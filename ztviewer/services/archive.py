"""One open archive with everything that can be done with it: what a window or a command holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from ztviewer.core.paths import archive_key, cache_folder, data_folder
from ztviewer.core.published import now
from ztviewer.services.curating import Curating
from ztviewer.services.exporting import Exporting
from ztviewer.services.importing import Importing
from ztviewer.services.indexing import Indexing
from ztviewer.services.reading import Reader
from ztviewer.services.reports import Reports
from ztviewer.services.reprinting import Reprinting
from ztviewer.services.searching import Searching
from ztviewer.services.tagging import Tagging
from ztviewer.services.verifying import Verifying
from ztviewer.storage import ArchiveInfo, Database, info


class Archive:
    """An open archive. Its services may be called from any thread; `close` when none of them runs."""

    def __init__(self, database: Database, cache: Path) -> None:
        self._database = database
        self.path = database.path
        self.read_only = database.read_only
        self.why_read_only = database.why_read_only
        self.indexing = Indexing(database, cache)
        self.reading = Reader(database)
        self.searching = Searching(database, self.indexing)
        self.tagging = Tagging(database)
        self.curating = Curating(database)
        self.reprinting = Reprinting(database)
        self.importing = Importing(database, self.reprinting)
        self.reports = Reports(data_folder() / "reports" / archive_key(database.uid, database.path))
        self.exporting = Exporting(database)
        self.verifying = Verifying(database)

    @classmethod
    def open(cls, path: Path, *, cache: Path | None = None) -> Self:
        """Open an archive, read-only where it cannot be written. An ArchiveError where it cannot be used at all.

        `cache` is where search indexes lie, the user's cache folder unless told.
        """
        return cls(Database.open(path), cache or cache_folder())

    @classmethod
    def create(
        cls,
        path: Path,
        title: str,
        *,
        uid: str | None = None,
        clock: Callable[[], str] = now,
        agent: str | None = None,
        cache: Path | None = None,
    ) -> Self:
        """Make a new archive. Refused where a file of that name is there already.

        `uid`, `clock` and `agent` are for archives that must come out the same each time, such as the sample.
        """
        return cls(
            Database.create(path, title=title, uid=uid, clock=clock, agent=agent), cache or cache_folder()
        )

    @property
    def info(self) -> ArchiveInfo:
        """What the archive says of itself, and how much it holds."""
        return info(self._database)

    def describe(self, terms: dict[str, str]) -> None:
        """Set terms of the archive's description, in Dublin Core names (`creator`, `description`, ...)."""
        self._database.describe(terms)

    def compact(self) -> None:
        """Rewrite the file without gaps; the content stays the same."""
        self._database.compact()

    def close(self) -> None:
        """Finish: everything is in the one file afterwards."""
        self.indexing.close()
        self._database.close()
