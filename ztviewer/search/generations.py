"""Commits: batches become segments, small segments are merged, and a new table of contents makes it count.

Everything goes through Whoosh's own lock, names and table of contents, so `whoosh.index.open_dir` opens what stands
here at any moment.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from whoosh.index import TOC, LockError, clean_files
from whoosh.util.filelock import try_for

from ztviewer.core.article import ArticleId, Document
from ztviewer.search.codec.segment import EXTENSION, ArraySegment, Inverted, SegmentFile, write_segment
from ztviewer.search.folder import NAME, Folder

_PATIENCE = 60.0
"""seconds that a commit waits for another program's"""

_BATCH_CHARACTERS = 500_000
"""inverted at a time; a call over all of them holds Python's lock for up to 20 ms, with three times as many too long"""

_SEGMENT_BATCHES = 18
"""batches that make a segment; as many again are held in memory while it is written"""

_THREADS = 1
"""that invert and write, beside the one that reads; a second one gained 4 % and took from the window what it draws with"""

_MERGED_AT_ONCE = 24
"""segments, whose tokens are all held in memory"""

_LEVEL_BITS = 3
"""a level's segments are 1 << this times larger than those of the level below, and so many of them are merged"""

_MOST_DELETED = 1 / 3
"""of a segment's documents; with more deleted it is written anew"""


class Commit:
    """One change of the index, under Whoosh's lock, from opening to the new table of contents."""

    def __init__(self, folder: Folder, open_files: dict[str, SegmentFile]) -> None:
        self._folder = folder
        self._files = dict(open_files)
        self._lock = folder.lock(f"{NAME}_WRITELOCK")
        if not try_for(self._lock.acquire, timeout=_PATIENCE, delay=0.05):
            raise LockError
        try:
            self.seen = folder.unseal()
            table = TOC.read(folder, NAME)
        except BaseException:
            self._lock.release()
            raise
        self._generation = table.generation + 1
        self._schema = table.schema
        self._segments: list[ArraySegment] = table.segments
        self._pool = ThreadPoolExecutor(_THREADS)
        self._inverting: deque[Future[Inverted]] = deque()
        self._inverted: list[Inverted] = []
        self._writing: Future[ArraySegment] | None = None

    def add(self, batch: Sequence[Document]) -> None:
        """Add a batch; documents of the same ids are replaced. What is slow goes on beside, until `flush`."""
        self._inverting.append(self._pool.submit(Inverted.of, batch))
        if len(self._inverting) > _THREADS:
            self._collect()

    def flush(self) -> None:
        """Wait until everything added is written."""
        while self._inverting:
            self._collect()
        self._write()
        self._written()

    def delete(self, ids: Iterable[int]) -> None:
        """Delete documents."""
        wanted = np.fromiter(ids, np.int64)
        for segment in self._segments:
            self._delete_in(segment, wanted)

    def merge(self, *, everything: bool) -> bool:
        """Merge segments of the same level where there are many, and those with much deleted; or all into one.

        Returns whether there was anything to merge.
        """
        before = list(self._segments)
        while chosen := list(self._segments) if everything and not self._is_one() else self._crowded():
            for first in range(0, len(chosen), _MERGED_AT_ONCE):
                self._rewrite(chosen[first : first + _MERGED_AT_ONCE])
        return self._segments != before

    def finish(self, seen: int) -> None:
        """Make it count: write the table of contents, then remove the files that it no longer names."""
        self._folder.seen = seen
        TOC(self._schema, self._segments, self._generation).write(self._folder, NAME)
        clean_files(self._folder, NAME, self._generation, self._segments)
        self._folder.tidy()

    def close(self) -> None:
        """Let go of the lock, whether it was finished or not."""
        self._pool.shutdown(cancel_futures=True)
        self._lock.release()

    def _collect(self) -> None:
        """Take the oldest batch that is being inverted; enough of them become a segment."""
        self._inverted.append(self._inverting.popleft().result())
        if len(self._inverted) == _SEGMENT_BATCHES:
            self._write()

    def _write(self) -> None:
        """Begin to write a segment of the batches that are inverted, once the one before is written."""
        self._written()
        if not self._inverted:
            return
        later = np.zeros(0, np.int64)
        for batch in reversed(self._inverted):  # an article that comes twice counts as it came last
            batch.live[np.isin(batch.columns.ids, later)] = False
            later = np.concatenate((later, batch.columns.ids))
        self.delete(later.tolist())
        self._writing = self._pool.submit(self._segment, self._inverted)
        self._inverted = []

    def _written(self) -> None:
        """Wait for the segment that is being written."""
        if self._writing is not None:
            self._segments.append(self._writing.result())
            self._writing = None

    def _segment(self, parts: Sequence[Inverted | tuple[SegmentFile, NDArray[np.bool_]]]) -> ArraySegment:
        segment = ArraySegment(NAME)
        path = self._folder.path / segment.make_filename(EXTENSION)
        segment.set_doc_count(write_segment(path, parts))
        return segment

    def _file(self, segment: ArraySegment) -> SegmentFile:
        name = segment.segment_id()
        if name not in self._files:
            self._files[name] = SegmentFile(self._folder.path / segment.make_filename(EXTENSION))
        return self._files[name]

    def _delete_in(self, segment: ArraySegment, ids: NDArray[np.int64]) -> None:
        segment.delete(np.flatnonzero(np.isin(self._file(segment).columns.ids, ids)).tolist())

    def _is_one(self) -> bool:
        return len(self._segments) <= 1 and not any(segment.deleted_count() for segment in self._segments)

    def _crowded(self) -> list[ArraySegment]:
        """Segments that should become one: too many of a level with those below it, or one with much deleted."""
        levels: dict[int, list[ArraySegment]] = {}
        for segment in self._segments:
            levels.setdefault(_level(segment.doc_count()), []).append(segment)
        below: list[ArraySegment] = []
        for level in sorted(levels):
            below = [*below, *levels[level]]
            if len(levels[level]) >= 1 << _LEVEL_BITS:
                return below
        return [
            segment
            for segment in self._segments
            if segment.deleted_count() > _MOST_DELETED * segment.doc_count_all()
        ]

    def _rewrite(self, chosen: Sequence[ArraySegment]) -> None:
        """Put one segment in place of some."""
        parts = [(self._file(segment), segment.live()) for segment in chosen if segment.doc_count()]
        new = [self._segment(parts)] if parts else []
        for segment in chosen:
            self._files.pop(segment.segment_id(), None)
        self._segments = [*(segment for segment in self._segments if segment not in chosen), *new]


def _level(documents: int) -> int:
    return max(0, (documents.bit_length() - 1) // _LEVEL_BITS)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in groups of a bounded size; the last of an id counts."""
    group: dict[ArticleId, Document] = {}
    characters = 0
    for document in documents:
        group[document.id] = document
        characters += len(document.text) + len(document.title) + sum(map(len, document.captions))
        if characters > _BATCH_CHARACTERS:
            yield list(group.values())
            group, characters = {}, 0
    if group:
        yield list(group.values())
