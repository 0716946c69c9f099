"""Commits: segments come, go and lose documents, and a new table of contents makes it count.

Everything goes through Whoosh's own lock, names and table of contents, so `whoosh.index.open_dir` opens what stands
here at any moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from whoosh.index import TOC, LockError, clean_files
from whoosh.util.filelock import try_for

from ztviewer.search.codec.lists import Numbers
from ztviewer.search.codec.segment import EXTENSION, ArraySegment, SegmentFile
from ztviewer.search.folder import NAME, Folder

_PATIENCE = 60.0
"""seconds that a commit waits for another program's"""

_LEVEL_BITS = 3
"""a level's segments are 1 << this times larger than those of the level below, and so many of them are merged"""

_MOST_DELETED = 1 / 3
"""of a segment's documents; with more deleted it is written anew"""


class Commit:
    """One change of the index, under Whoosh's lock, from opening to the new table of contents."""

    def __init__(self, folder: Folder, open_files: Mapping[str, SegmentFile]) -> None:
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

    def delete(self, ids: Iterable[int]) -> None:
        """Delete documents."""
        wanted = np.unique(np.fromiter(ids, np.int64))
        for segment in self._segments:
            self._delete_in(segment, wanted)

    def new_path(self) -> Path:
        """A name for a file that this commit will take in, and that the next one removes if a kill prevents that."""
        return segment_path(self._folder, ArraySegment(NAME))

    def add(self, path: Path, documents: int) -> None:
        """Take a file in as a segment of so many documents."""
        self._segments.append(self._taken(path, documents))

    def replace(self, merged: Sequence[ArraySegment], path: Path, documents: int) -> bool:
        """Take a file in place of the segments that it was made of, or not at all if one of them is no more.

        What was deleted of them since is deleted of it.
        """
        now = {segment.segment_id(): segment for segment in self._segments}
        if not all(segment.segment_id() in now for segment in merged):
            return False
        segment = self._taken(path, documents)
        for old in merged:
            current = now.pop(old.segment_id())
            since = np.fromiter(current.deleted_docs() - old.deleted_docs(), np.int64)
            self._delete_in(segment, np.sort(self._file(old).columns.ids[since].astype(np.int64)))
        self._segments = [*now.values(), segment]
        return True

    def finish(self, seen: int) -> None:
        """Make it count: write the table of contents, then remove the files that it no longer names."""
        self._segments = [segment for segment in self._segments if segment.doc_count()]
        self._folder.seen = seen
        TOC(self._schema, self._segments, self._generation).write(self._folder, NAME)
        clean_files(self._folder, NAME, self._generation, self._segments)
        self._folder.tidy()

    def close(self) -> None:
        """Let go of the lock, whether it was finished or not."""
        self._lock.release()

    def _taken(self, path: Path, documents: int) -> ArraySegment:
        segment = ArraySegment(NAME)
        segment.set_doc_count(documents)
        path.rename(segment_path(self._folder, segment))
        return segment

    def _file(self, segment: ArraySegment) -> SegmentFile:
        name = segment.segment_id()
        if name not in self._files:
            self._files[name] = SegmentFile(segment_path(self._folder, segment))
        return self._files[name]

    def _delete_in(self, segment: ArraySegment, ids: Numbers) -> None:
        if len(ids):
            segment.delete(self._file(segment).documents(ids).tolist())


def segment_path(folder: Folder, segment: ArraySegment) -> Path:
    """The file of a segment."""
    return folder.path / str(segment.make_filename(EXTENSION))


def crowded(segments: Sequence[ArraySegment], *, far: bool = False) -> list[ArraySegment]:
    """Segments that should become one: too many of a level with those below it, or one with much deleted.

    `far`: only where they are far too many.
    """
    levels: dict[int, list[ArraySegment]] = {}
    for segment in segments:
        levels.setdefault(_level(segment.doc_count()), []).append(segment)
    below: list[ArraySegment] = []
    for level in sorted(levels):
        below = [*below, *levels[level]]
        if len(levels[level]) >= 1 << _LEVEL_BITS + (2 if far else 0):
            return below
    worn = (
        segment for segment in segments if segment.deleted_count() > _MOST_DELETED * segment.doc_count_all()
    )
    return [] if far else list(worn)[:1]


def _level(documents: int) -> int:
    return max(0, (documents.bit_length() - 1) // _LEVEL_BITS)
