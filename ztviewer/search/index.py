"""The search index of one archive: a Whoosh index in a folder of its own, which answers every question exactly.

The folder holds one pickle, as every Whoosh index does (its table of contents). It lies in the user's own cache, this
program wrote and sealed it, and none is ever accepted from anyone.

A commit is the renaming of one file, the table of contents; what it must hold was sealed before (`folder`). So a kill
at any moment leaves the generation before, whole. A reader holds a `Snapshot`, which no commit changes.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Self

import numpy as np
from whoosh.index import TOC, FileIndex

from ztviewer.core.article import ArticleId, Document
from ztviewer.core.errors import IndexUnusable
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress, silent
from ztviewer.core.query import Found, Key, Query, Request
from ztviewer.search import sounds
from ztviewer.search.building import Building, Step, Written, processes
from ztviewer.search.codec.segment import ArraySegment, SegmentFile
from ztviewer.search.failures import translated
from ztviewer.search.folder import NAME, Folder
from ztviewer.search.generations import Commit, crowded, segment_path
from ztviewer.search.locking import exclusive
from ztviewer.search.merging import Merging, merge, new_path, tidy
from ztviewer.search.resembling import resembling
from ztviewer.search.results import Ids, Scores
from ztviewer.search.schema import schema
from ztviewer.search.snapshot import Snapshot
from ztviewer.search.telling import telling
from ztviewer.search.writers import LocalWriter, WriterProcess

FORMAT = 8
"""Part of the folder's name: raised whenever what is written changes its meaning."""

_MERGED_AT_ONCE = 256
"""segments; each takes some memory, a map of its tokens most of all"""

_FRESH = 0.5
"""seconds for which an answer need not know of another program's commits"""


class Index:
    """An open index. Any thread may ask; updates wait for one another, in all programs."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder)
        self._writing = threading.Lock()
        self._looked = time.monotonic()
        self._open: Snapshot | None = self._newest({})
        self._merging = Merging(self._folder.path, self._merge_crowded)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index in a folder, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        FileIndex.create(Folder(folder), schema(), NAME)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in a folder; IndexUnusable where there is none that can be read."""
        with translated():
            return cls(folder)

    @property
    def seen(self) -> int:
        """The number of the last change of the archive that it holds."""
        return self._current().seen

    def documents(self) -> int:
        """How many articles it holds, those in the trash included."""
        return int(np.count_nonzero(self._current().live))

    def find(self, request: Request, progress: Progress = silent) -> Found:
        """Every article that matches, in the order asked for, with exact facets. `progress` may raise Cancelled."""
        begin = time.perf_counter()
        with translated():
            order, grouped, counts = self._current().answer(request, progress)
            took = (time.perf_counter() - begin) * 1000
            return Found(Ids(order), Scores(order), counts, took, grouping=grouped)

    def count(self, query: Query) -> int:
        """How many articles match."""
        with translated():
            return self._current().count(query)

    def sounding_alike(self, text: str) -> list[str]:
        """Other ways to write a text that sound the same, the likeliest first, from what the articles hold."""
        with translated():
            return sounds.alike(list(self._current().files.values()), text)

    def values_near(self, key: Key, text: str) -> list[str]:
        """The sources, tags, ... that sound like a text or are one character off."""
        with translated():
            return resembling(self._current().columns.categories[key].values, text)

    def telling(self, document: Document, most: int) -> list[str]:
        """Pairs of tokens that tell an article from others, the most telling first."""
        with translated():
            return telling(list(self._current().files.values()), document, most)

    def update(self, documents: Iterable[Document], ids: Iterable[ArticleId], seen: int) -> None:
        """Add or replace documents and drop those of `ids` that are not among them, in one commit.

        What was added answers when it returns; segments that should be merged are merged after that, beside.
        """
        step = Step(documents, list(ids), seen)
        with self._writing, self._commit() as commit:
            with Building(LocalWriter, 1, commit.new_path, _never) as building:
                self._take_in(commit, building.written([step]), seen)
            self._refresh()
        if crowded(self._snapshot.segments):
            self._merging.begin()
        if crowded(self._snapshot.segments, far=True):
            self._merging.finish()

    def build(self, steps: Iterable[Step], progress: Progress) -> None:
        """Follow many changes, a commit now and then: what is committed stays when `progress` raises to give up."""
        waiting = partial(progress, 0, None, _("Indexing"))
        name = partial(new_path, self._folder.path)
        with self._alone(waiting), Building(WriterProcess, processes(), name, waiting) as building:
            pending: list[Written] = []
            for written in building.written(steps):
                pending.append(written)
                if written.seen is not None:
                    with self._writing, self._commit() as commit:
                        self._take_in(commit, pending, written.seen)
                        self._refresh()
                    pending = []

    def compact(self, progress: Progress = silent) -> None:
        """Merge all segments into one, which answers fastest; worth its time after a build."""
        with self._alone(partial(progress, 0, None, _("Indexing"))):
            while not _is_one(self._snapshot.segments):
                chosen = self._snapshot.segments[:_MERGED_AT_ONCE]
                self._merge(chosen, partial(progress, 0, None, _("Merging the search index")))

    def _merge_crowded(self, waiting: Callable[[], None]) -> bool:
        """Merge once what is crowded now; whether there was anything."""
        chosen = crowded(self._snapshot.segments)
        if chosen:
            self._merge(chosen, waiting)
        return bool(chosen)

    def _merge(self, chosen: Sequence[ArraySegment], waiting: Callable[[], None]) -> None:
        """Put one segment in place of some, unless they are no more when it is ready."""
        path = new_path(self._folder.path)
        try:
            with translated():
                documents = merge(self._folder, path, chosen, processes(), waiting)
            with self._writing, self._commit() as commit, translated():
                if commit.replace(chosen, path, documents):
                    commit.finish(commit.seen)
                self._refresh()
        finally:
            path.unlink(missing_ok=True)

    def _take_in(self, commit: Commit, files: Iterable[Written], seen: int) -> None:
        for written in files:
            with translated():
                commit.delete(written.ids)
                if written.documents:
                    commit.add(written.path, written.documents)
        with translated():
            commit.finish(seen)

    @contextmanager
    def _alone(self, waiting: Callable[[], None]) -> Iterator[None]:
        """While no other, in any program, writes files that no commit has taken in."""
        with exclusive(self._folder.path, waiting):
            tidy(self._folder.path)
            try:
                yield
            finally:
                tidy(self._folder.path)

    @contextmanager
    def _commit(self) -> Iterator[Commit]:
        with translated():
            commit = Commit(self._folder, self._snapshot.files)
        with closing(commit):
            yield commit

    def close(self) -> None:
        """Let go of the files, as soon as no answer reads them any more."""
        self._merging.stop()
        self._open = None

    @property
    def _snapshot(self) -> Snapshot:
        if self._open is None:
            raise IndexUnusable(_("The search index is closed."))
        return self._open

    def _current(self) -> Snapshot:
        """The newest state, looked for now and then: another program may have committed."""
        now = time.monotonic()
        if now - self._looked > _FRESH:
            self._looked = now
            if self._folder.generation() != self._snapshot.generation:
                with translated():
                    self._refresh()
        return self._snapshot

    def _refresh(self) -> None:
        self._open = self._newest(self._snapshot.files)

    def _newest(self, known: dict[str, SegmentFile]) -> Snapshot:
        """The newest generation; files that are open already are not opened again."""
        while True:
            generation = self._folder.generation()
            try:
                seen = self._folder.unseal()
                table = TOC.read(self._folder, NAME)
                files = [
                    known.get(segment.segment_id()) or self._opened(segment) for segment in table.segments
                ]
                return Snapshot(self._folder, table, seen, files)
            except Exception:
                # Another program's commit may have removed the files of the generation that was being opened.
                if self._folder.generation() == generation:
                    raise

    def _opened(self, segment: ArraySegment) -> SegmentFile:
        return SegmentFile(segment_path(self._folder, segment))


def _is_one(segments: Sequence[ArraySegment]) -> bool:
    return len(segments) <= 1 and not any(segment.deleted_count() for segment in segments)


def _never() -> None:
    """A writer in this process is not waited for."""
