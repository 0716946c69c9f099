"""The write-ahead log put in its place while writing goes on."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

EVERY = 5
"""Transactions after which the log is put in its place: a page that several of them wrote is written there once."""


class Checkpoints:
    """Puts the log in its place in a thread of its own, for many transactions one after another.

    SQLite begins the log anew once all of it is in its place. So what was written meanwhile is put there between two
    transactions, which is a small part of it. `connection` gives the calling thread's own.
    """

    def __init__(self, connection: Callable[[], sqlite3.Connection]) -> None:
        self._connection = connection
        self._thread = ThreadPoolExecutor(1, "checkpoint")
        self._under_way: Future[None] | None = None
        self._transactions = 0

    def committed(self) -> None:
        """A transaction has been committed."""
        self._transactions += 1
        if self._under_way is None:
            if self._transactions >= EVERY:
                self._under_way = self._thread.submit(self._checkpoint)
        elif self._under_way.done():
            self._checkpoint()
            self._under_way, self._transactions = None, 0

    def close(self) -> None:
        """Wait for the thread."""
        self._thread.shutdown()

    def _checkpoint(self) -> None:
        with suppress(sqlite3.Error):  # what cannot be put in its place stays in the log, which is as safe
            self._connection().execute("PRAGMA wal_checkpoint(PASSIVE)")
