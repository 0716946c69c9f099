"""Segments merged while answers and updates go on: beside, in a thread, the larger ones in a process."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from ztviewer.core.errors import Cancelled, IndexUnusable
from ztviewer.search.codec.segment import ArraySegment
from ztviewer.search.folder import Folder
from ztviewer.search.generations import segment_path
from ztviewer.search.locking import exclusive
from ztviewer.search.writers import LocalWriter, WriterProcess

_WORTH_A_PROCESS = 2_000
"""documents; fewer are merged sooner than a process has started"""

_NEW = "new-"
"""how the names of files begin that no commit has taken in yet"""

Merge = Callable[[Path, Sequence[ArraySegment], Callable[[], None]], int]


def new_path(folder: Path) -> Path:
    """A name for a file that is written while others may commit; `tidy` removes what a kill leaves of it."""
    return folder / f"{_NEW}{uuid4().hex}"


def tidy(folder: Path) -> None:
    """Remove files that were being written when a program died; none may be writing such files now."""
    for path in folder.glob(f"{_NEW}*"):
        path.unlink(missing_ok=True)


def merge(
    folder: Folder, path: Path, segments: Sequence[ArraySegment], threads: int, waiting: Callable[[], None]
) -> int:
    """Write a file of what is live in some segments; returns how many documents that are."""
    small = sum(segment.doc_count_all() for segment in segments) < _WORTH_A_PROCESS
    writer = LocalWriter() if small else WriterProcess()
    try:
        paths = [segment_path(folder, segment) for segment in segments]
        writer.merge(path, paths, [segment.deleted_docs() for segment in segments], threads)
        return writer.result(waiting)
    finally:
        writer.close()


class Merging:
    """A thread that merges what is crowded, as long as there is something, unless another program does so."""

    def __init__(self, folder: Path, one: Callable[[Callable[[], None]], bool]) -> None:
        self._folder = folder
        self._one = one
        """merges once; whether there was anything to merge"""
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._failed: Exception | None = None

    def begin(self) -> None:
        """Merge what is crowded, soon. IndexUnusable where that did not go well the last time."""
        failed, self._failed = self._failed, None
        if failed is not None:
            raise failed
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="ztviewer-merging", daemon=True)
            self._thread.start()

    def finish(self) -> None:
        """Wait until it has nothing more to do."""
        if self._thread is not None:
            self._thread.join()

    def stop(self) -> None:
        """Give up what is being merged."""
        self._stopping.set()
        self.finish()

    def _run(self) -> None:
        try:
            with suppress(Cancelled), exclusive(self._folder, _busy):
                tidy(self._folder)
                while self._one(self._waiting):
                    pass
        except IndexUnusable as error:
            self._failed = error

    def _waiting(self) -> None:
        if self._stopping.is_set():
            raise Cancelled


def _busy() -> None:
    raise Cancelled
