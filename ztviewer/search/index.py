"""The search index of one archive: a Whoosh index in a folder of its own, which answers every question exactly.

The folder holds one pickle, as every Whoosh index does (its table of contents). It lies in the user's own cache, this
program wrote and sealed it, and none is ever accepted from anyone.

A commit is the renaming of one file, the table of contents; what it must hold was sealed before (`folder`). So a kill
at any moment leaves the generation before, whole. A reader holds a `Snapshot`, which no commit changes.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

import numpy as np
from whoosh.index import TOC, FileIndex, LockError

from ztviewer.core.article import ArticleId, Document
from ztviewer.core.errors import ArchiveBusy, IndexUnusable
from ztviewer.core.i18n import _
from ztviewer.core.query import Found, Key, Request
from ztviewer.search import sounds
from ztviewer.search.codec.segment import EXTENSION, ArraySegment, SegmentFile
from ztviewer.search.folder import NAME, Folder
from ztviewer.search.generations import Commit, batches
from ztviewer.search.resembling import resembling
from ztviewer.search.results import Ids, Scores
from ztviewer.search.schema import schema
from ztviewer.search.snapshot import Snapshot
from ztviewer.search.telling import telling

FORMAT = 4
"""Part of the folder's name: raised whenever what is written changes its meaning."""

_FRESH = 0.5
"""seconds for which an answer need not know of another program's commits"""


class Index:
    """An open index. Any thread may ask; updates wait for one another, in all programs."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder)
        self._writing = threading.Lock()
        self._looked = time.monotonic()
        self._open: Snapshot | None = self._newest({})

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index in a folder, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        FileIndex.create(Folder(folder), schema(), NAME)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in a folder; IndexUnusable where there is none that can be read."""
        with _translated():
            return cls(folder)

    @property
    def seen(self) -> int:
        """The number of the last change of the archive that it holds."""
        return self._current().seen

    def documents(self) -> int:
        """How many articles it holds, those in the trash included."""
        return int(np.count_nonzero(self._current().live))

    def find(self, request: Request) -> Found:
        """Every article that matches, in the order asked for, with exact facets."""
        begin = time.perf_counter()
        with _translated():
            order, grouped, counts = self._current().answer(request)
            took = (time.perf_counter() - begin) * 1000
            return Found(Ids(order), Scores(order), counts, took, grouping=grouped)

    def sounding_alike(self, text: str) -> list[str]:
        """Other ways to write a text that sound the same, the likeliest first, from what the articles hold."""
        with _translated():
            return sounds.alike(list(self._current().files.values()), text)

    def values_near(self, key: Key, text: str) -> list[str]:
        """The sources, tags, ... that sound like a text or are one character off."""
        with _translated():
            return resembling(self._current().columns.categories[key].values, text)

    def telling(self, document: Document, most: int) -> list[str]:
        """Pairs of tokens that tell an article from others, the most telling first."""
        with _translated():
            return telling(list(self._current().files.values()), document, most)

    def update(self, documents: Iterable[Document], gone: Iterable[ArticleId], seen: int) -> None:
        """Add or replace documents and drop those that are gone, in one commit; doing it twice does no more.

        What was added answers as soon as it is committed; segments that should be merged are merged after that.
        """
        groups = batches(documents)
        with self._writing:
            with _commit(self._folder, self._snapshot.files) as commit:
                with _translated():
                    commit.delete(gone)
                for group in groups:
                    with _translated():
                        commit.add(group)
                with _translated():
                    commit.flush()
                    commit.finish(seen)
            self._refresh()
            self._merge(everything=False)

    def compact(self) -> None:
        """Merge all segments into one, which answers fastest; worth its time after a build."""
        with self._writing:
            self._merge(everything=True)

    def _merge(self, *, everything: bool) -> None:
        with _commit(self._folder, self._snapshot.files) as commit, _translated():
            if commit.merge(everything=everything):
                commit.finish(commit.seen)
                self._refresh()

    def close(self) -> None:
        """Let go of the files, as soon as no answer reads them any more."""
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
                with _translated():
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
        return SegmentFile(self._folder.path / segment.make_filename(EXTENSION))


@contextmanager
def _commit(folder: Folder, files: dict[str, SegmentFile]) -> Iterator[Commit]:
    with _translated():
        commit = Commit(folder, files)
    with closing(commit):
        yield commit


@contextmanager
def _translated() -> Iterator[None]:
    """Whatever goes wrong inside an index means that it has to be rebuilt."""
    try:
        yield
    except LockError as error:
        raise ArchiveBusy(_("Another program is updating the search index.")) from error
    except IndexUnusable:
        raise
    except Exception as error:
        raise IndexUnusable(_("The search index cannot be read: {reason}").format(reason=error)) from error
