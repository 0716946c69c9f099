"""Segments made of documents and of other segments, in this process or in another one.

Another process inverts and writes while this one reads documents and a window draws: threads would share one
interpreter's lock with both. It ends with the process that started it, however that ends.
"""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

import numpy as np

from ztviewer.core.article import Document
from ztviewer.core.errors import IndexUnusable
from ztviewer.core.i18n import _
from ztviewer.search.codec.segment import Inverted, SegmentFile, write_batches, write_merged

_LOOK_EVERY = 0.1
"""seconds between two calls of who waits for a result"""


class Writer(Protocol):
    """Gathers documents until it is told to write them."""

    def invert(self, documents: Sequence[Document]) -> None:
        """Take documents; those of the same ids that it has are replaced."""

    def drop(self, ids: Sequence[int]) -> None:
        """Forget documents that it has."""

    def write(self, path: Path) -> None:
        """Write a segment of all it has, and forget it."""

    def merge(
        self, path: Path, paths: Sequence[Path], deleted: Sequence[frozenset[int]], threads: int
    ) -> None:
        """Write a segment of those documents of others that are not deleted."""

    def result(self, waiting: Callable[[], None]) -> int:
        """How many documents were written last; for 0 there is no file.

        `waiting` is called now and then, and may raise to give up.
        """

    def close(self) -> None:
        """Give up whatever it is doing."""


class LocalWriter:
    """A writer in this process."""

    def __init__(self) -> None:
        self._batches: list[Inverted] = []
        self._written = 0

    def invert(self, documents: Sequence[Document]) -> None:
        """Take documents; those of the same ids that it has are replaced."""
        self.drop([document.id for document in documents])
        self._batches.append(Inverted.of(documents))

    def drop(self, ids: Sequence[int]) -> None:
        """Forget documents that it has."""
        for batch in self._batches:
            batch.live[np.isin(batch.columns.ids, ids)] = False

    def write(self, path: Path) -> None:
        """Write a segment of all it has, and forget it."""
        batches, self._batches = self._batches, []
        self._written = write_batches(path, batches) if any(batch.live.any() for batch in batches) else 0

    def merge(
        self, path: Path, paths: Sequence[Path], deleted: Sequence[frozenset[int]], threads: int
    ) -> None:
        """Write a segment of those documents of others that are not deleted."""
        files = [SegmentFile(each) for each in paths]
        live = [np.ones(len(file), bool) for file in files]
        for mask, gone in zip(live, deleted, strict=True):
            mask[np.fromiter(gone, np.int64, len(gone))] = False
        self._written = write_merged(path, files, live, threads) if any(map(np.any, live)) else 0

    def result(self, waiting: Callable[[], None]) -> int:
        """How many documents were written last."""
        return self._written

    def close(self) -> None:
        """It is doing nothing."""


class WriterProcess:
    """A writer in a process of its own. What it is told it does in that order."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="ztviewer-writer", daemon=True)
        self._process.start()
        theirs.close()

    def invert(self, documents: Sequence[Document]) -> None:
        """Take documents; those of the same ids that it has are replaced."""
        self._tell("invert", documents)

    def drop(self, ids: Sequence[int]) -> None:
        """Forget documents that it has."""
        self._tell("drop", ids)

    def write(self, path: Path) -> None:
        """Write a segment of all it has, and forget it."""
        self._tell("write", path)

    def merge(
        self, path: Path, paths: Sequence[Path], deleted: Sequence[frozenset[int]], threads: int
    ) -> None:
        """Write a segment of those documents of others that are not deleted."""
        self._tell("merge", path, paths, deleted, threads)

    def result(self, waiting: Callable[[], None]) -> int:
        """How many documents were written last."""
        try:
            while not self._pipe.poll(_LOOK_EVERY):
                waiting()
            found = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise _ended() from error
        if isinstance(found, Exception):
            raise found
        return int(found)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _tell(self, verb: str, *arguments: object) -> None:
        try:
            self._pipe.send((verb, arguments))
        except OSError as error:
            raise _ended() from error


def _ended() -> IndexUnusable:
    return IndexUnusable(_("A process that writes the search index has ended."))


def _serve(pipe: Connection) -> None:
    """What the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends this process
    told: SimpleQueue[tuple[str, tuple[object, ...]]] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, told.put), daemon=True).start()
    writer = LocalWriter()
    failed: Exception | None = None
    while True:
        verb, arguments = told.get()
        try:
            if failed is None:
                getattr(writer, verb)(*arguments)
        except Exception as error:
            failed = error
        if verb in ("write", "merge"):
            pipe.send(failed or writer.result(lambda: None))


def _receive(pipe: Connection, put: Callable[[tuple[str, tuple[object, ...]]], None]) -> None:
    """Hand on what is sent, so that the sender need not wait; the end of the sender is the end of this process."""
    try:
        while True:
            put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
