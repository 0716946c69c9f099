"""The search index kept true to its archive: built where it is missing, followed after every change.

An index is a folder in the user's cache that can be deleted at any time. A new one is made in a folder of its own and
takes the old one's place when it is whole, so that a kill at any moment leaves either the old or the new. What an
earlier version of the program built in another format goes when there is a whole one.
"""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ztviewer.core.article import Document
from ztviewer.core.errors import IndexUnusable
from ztviewer.core.i18n import _
from ztviewer.core.paths import archive_key
from ztviewer.core.progress import Progress, silent
from ztviewer.search import FORMAT, Index, Step, exclusive, remove_outdated
from ztviewer.storage import ArticleStore, ChangeLog, Database

BATCH = 2_000
"""Changes that are followed together: what a kill or a cancel makes it do again is not many times that."""

_MANY = 4_000
"""changes; fewer are followed sooner than a process has started"""

_BUILDING = "building"


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index stands to its archive."""

    state: Literal["ready", "behind", "missing"]
    documents: int
    behind: int
    """changes it has not seen"""


class Indexing:
    """Finds, builds and follows the index of one archive."""

    def __init__(self, database: Database, cache: Path) -> None:
        self._articles = ArticleStore(database)
        self._changes = ChangeLog(database)
        self._folder = cache / "index" / f"{archive_key(database.uid, database.path)}-{FORMAT}"
        self._index: Index | None = None
        self._generation: Path | None = None
        self._lock = threading.RLock()

    def current(self) -> Index | None:
        """The index that answers now, opened on first use; None where there is none that can be read."""
        with self._lock:
            newest = self._generations()[-1:]
            if self._index is None or newest != [self._generation]:  # another program may have built one
                self.close()
                self._index = self._open_newest()
            return self._index

    def discard(self) -> None:
        """Forget an index that turned out to be damaged; `bring_up_to_date` builds another."""
        with self._lock:
            self.close()
            for generation in self._generations():
                shutil.rmtree(generation, ignore_errors=True)

    def close(self) -> None:
        """Let go of the index's files."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._index = None

    def status(self) -> IndexStatus:
        """How far the index is; cheap enough to ask every second."""
        index, last = self.current(), self._changes.last()
        if index is None:
            return IndexStatus("missing", 0, last)
        behind = max(0, last - index.seen)
        return IndexStatus("behind" if behind else "ready", index.documents(), behind)

    def bring_up_to_date(self, progress: Progress = silent) -> int:
        """Follow the archive's changes, or build the index where there is none. Returns the documents it holds."""
        with exclusive(self._folder, lambda: progress(0, None, _("Another program is updating the index"))):
            index = self.current()
            if index is not None and index.seen <= self._changes.last():
                try:
                    return self._follow(index, progress)
                except IndexUnusable:
                    self.discard()
            return self._build(progress)

    def rebuild(self, progress: Progress = silent) -> int:
        """Build a new index from nothing; the old one answers until the new one is whole."""
        with exclusive(self._folder, lambda: progress(0, None, _("Another program is updating the index"))):
            shutil.rmtree(self._folder / _BUILDING, ignore_errors=True)
            return self._build(progress)

    def _build(self, progress: Progress) -> int:
        """Make an index in a folder of its own, going on where a kill or a cancel stopped, then put it in place."""
        building = self._folder / _BUILDING
        if begun := self._resumed(building):
            try:
                return self._finish(begun, building, progress)
            except IndexUnusable:  # damaged where nothing had read it yet
                shutil.rmtree(building)
        return self._finish(Index.create(building), building, progress)

    def _finish(self, index: Index, building: Path, progress: Progress) -> int:
        try:
            documents = self._follow(index, progress)
            index.compact(progress)
        finally:
            index.close()
        with self._lock:
            self.close()
            old = self._generations()
            number = int(old[-1].name) + 1 if old else 1
            building.replace(self._folder / str(number))
            for generation in old:
                shutil.rmtree(generation, ignore_errors=True)
        return documents

    def _resumed(self, building: Path) -> Index | None:
        if building.is_dir():
            try:
                index = Index.open(building)
            except IndexUnusable:
                shutil.rmtree(building)
            else:
                if index.seen <= self._changes.last():
                    return index
                index.close()
                shutil.rmtree(building)
        return None

    def _follow(self, index: Index, progress: Progress) -> int:
        """Take in the changes that an index has not seen: a few here, many in processes of their own."""
        while (behind := self._changes.last() - index.seen) > 0:
            steps = self._steps(index.seen, behind, progress)
            if behind > _MANY:
                index.build(steps, progress)
            else:
                for step in steps:
                    index.update(step.documents, step.ids, step.seen)
        return index.documents()

    def _steps(self, first: int, total: int, progress: Progress) -> Iterator[Step]:
        """The next changes after one, a few at a time; what changed comes as it is now, and is told of as it is read."""
        seen = first
        while seen < first + total:
            progress(seen - first, total, _("Indexing"))
            last, ids = self._changes.since(seen, BATCH)
            yield Step(_told(self._articles.documents(ids), seen - first, total, progress), ids, last)
            seen = last
        progress(total, total, _("Indexing"))

    def _open_newest(self) -> Index | None:
        for generation in reversed(self._generations()):
            try:
                index = Index.open(generation)
            except IndexUnusable:
                shutil.rmtree(generation, ignore_errors=True)
            else:
                self._generation = generation
                remove_outdated(self._folder)
                return index
        return None

    def _generations(self) -> list[Path]:
        """The whole indexes that lie here, oldest first; as a rule one."""
        if not self._folder.is_dir():
            return []
        return sorted(
            (path for path in self._folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name)
        )


def _told(documents: Iterator[Document], done: int, total: int, progress: Progress) -> Iterator[Document]:
    """The documents as they come, each told of; a Cancelled drops the batch they are in."""
    for number, document in enumerate(documents, start=1):
        progress(min(done + number, total), total, _("Indexing"))
        yield document
