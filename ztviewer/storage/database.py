"""One archive file: its connections, its transactions, and the way it is opened, made and closed.

Every thread has a connection of its own. A write is one transaction. Nothing is written to the file before the first
transaction; it goes into write-ahead mode then, and is one plain file again once the last program has closed it.
"""

import getpass
import re
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from ztviewer.core.errors import ArchiveDamaged, ArchiveError, ArchiveReadOnly, Refused
from ztviewer.core.i18n import _
from ztviewer.core.published import now
from ztviewer.storage.checkpoints import Checkpoints
from ztviewer.storage.failures import damaged, shown, translated
from ztviewer.storage.inspection import Access, access, inspect, inspect_schema
from ztviewer.storage.plain import one_line, plain
from ztviewer.storage.schema import VERSION, migrate, missing_tables

BUSY_SECONDS = 5.0
"""How long a write waits for another program's."""

BULK_CACHE_KIB = 256 * 1024
"""Digests and dates fall all over their indexes."""

_CACHE_SIZE, _CHECKPOINT_PAGES = -2000, 1000
"""What SQLite does unless told."""

DESCRIBABLE = (
    "title description creator contributor publisher subject language coverage rights source relation".split()
)
"""The Dublin Core terms in which people describe an archive."""

_UID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
"""Safe in a file name, whoever made the archive."""


class Database:
    """One open archive file. `agent` is who does what is done: the user's login name unless told."""

    def __init__(
        self, path: Path, how: Access, clock: Callable[[], str], agent: str | None, version: int = VERSION
    ) -> None:
        self.path = path
        self.why_read_only = how.why_read_only
        self.clock = clock
        self.agent = agent if agent is not None else _login()
        self.uid = ""
        """what tells this archive from every other, wherever it lies; safe in a file name"""
        self._how = how
        self._version = version
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._connecting = threading.Lock()
        self._writing = threading.Lock()
        self._checkpoints: dict[threading.Thread, Checkpoints] = {}
        self._closed = False

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        title: str,
        uid: str | None = None,
        clock: Callable[[], str] = now,
        agent: str | None = None,
    ) -> Self:
        """Make a new archive. Refused where a file of that name is there already.

        `uid`, `clock` and `agent` are for archives that must come out the same each time.
        """
        uid = uid if uid is not None else uuid.uuid4().hex
        if not _UID.fullmatch(uid):
            raise Refused(_("An archive cannot have the uid “{uid}”.").format(uid=uid))
        name = one_line(title)
        if name is None:
            raise Refused(_("An archive needs a title."))
        _reserve(path)
        try:
            database = cls(path, Access("mode=rw", None), clock, agent)
            database._make(uid, name)
        except BaseException:
            path.unlink()
            raise
        database.close()
        return cls.open(path, clock=clock, agent=agent)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        writable: bool = True,
        clock: Callable[[], str] = now,
        agent: str | None = None,
    ) -> Self:
        """Open an archive, for reading only where it cannot be written, or is damaged and of an earlier version.

        An ArchiveError says why a file cannot be used at all; it is untouched then.
        """
        header = inspect(path)
        inspect_schema(path)
        how = access(path, header, writable=writable)
        try:
            return cls._used(path, how, clock, agent, header.user_version)
        except ArchiveDamaged:
            if how.why_read_only is not None or header.user_version == VERSION:
                raise
        # It cannot be brought up to this version; what is whole of it can be read.
        how = replace(access(path, header, writable=False), why_read_only=_("The file is damaged."))
        return cls._used(path, how, clock, agent, header.user_version)

    @classmethod
    def _used(
        cls, path: Path, how: Access, clock: Callable[[], str], agent: str | None, version: int
    ) -> Self:
        database = cls(path, how, clock, agent, version)
        try:
            database._begin_using()
        except BaseException:
            database.close()
            raise
        return database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written; `why_read_only` says why."""
        return self.why_read_only is not None

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own connection."""
        thread = threading.current_thread()
        connection = self._connections.get(thread)
        if connection is None:
            with self._connecting:
                if self._closed:
                    raise RuntimeError("the archive is closed")
                for ended in [thread for thread in self._connections if not thread.is_alive()]:
                    self._connections.pop(ended).close()
                connection = self._connections[thread] = self._connect(BUSY_SECONDS)
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read within one state of the archive, whatever others write meanwhile."""
        with translated(self.path):
            connection = self.connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()  # nothing where SQLite ended it by itself, as it does after some errors

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write wholly or not at all. ArchiveReadOnly, or ArchiveBusy while another program writes.

        One write is one transaction: they do not nest.
        """
        if self.why_read_only is not None:
            raise ArchiveReadOnly(self.why_read_only)
        connection = self.connection
        if connection.in_transaction:
            raise RuntimeError("a transaction is open in this thread")
        with self._writing, translated(self.path):
            # Where the file system cannot do it, SQLite stays with a rollback journal; that is as safe.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
            if checkpoints := self._checkpoints.get(threading.current_thread()):
                checkpoints.committed()

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Many writes from this thread, one after another: more is kept in memory and put in its place meanwhile.

        Each transaction is as safe as ever.
        """
        with translated(self.path):
            connection, thread = self.connection, threading.current_thread()
            connection.execute(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute(
                "PRAGMA temp_store = MEMORY"
            )  # what one statement may have to undo: most of the writing
            self._checkpoints[thread] = checkpoints = Checkpoints(lambda: self.connection)
            try:
                yield
            finally:
                del self._checkpoints[thread]
                checkpoints.close()
                connection.execute("PRAGMA temp_store = DEFAULT")
                connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
                connection.execute(f"PRAGMA cache_size = {_CACHE_SIZE}")

    def describe(self, terms: Mapping[str, str]) -> None:
        """Set terms of the archive's description, by their Dublin Core names; an empty one is taken away."""
        if unknown := [term for term in terms if term not in DESCRIBABLE]:
            raise Refused(_("An archive has no “{term}”.").format(term=unknown[0]))
        if "title" in terms and one_line(terms["title"]) is None:
            raise Refused(_("An archive needs a title."))
        with self.transaction() as connection:
            for term, value in terms.items():
                connection.execute("DELETE FROM meta WHERE term = ?", (term,))
                if text := plain(value) if term == "description" else one_line(value):
                    connection.execute("INSERT INTO meta (term, value) VALUES (?, ?)", (term, text))
            self.record(connection, "metadata modification", f"described: {', '.join(terms)}")

    def record(self, connection: sqlite3.Connection, kind: str, detail: str | None) -> None:
        """Write down, within a transaction, what happened to the archive as a whole."""
        connection.execute(
            "INSERT INTO event (kind, detail, agent, at) VALUES (?, ?, ?, ?)",
            (kind, detail, self.agent, self.clock()),
        )

    def compact(self) -> None:
        """Rewrite the file without gaps: the same content in the same order gives the same bytes."""
        if self.why_read_only is not None:
            raise ArchiveReadOnly(self.why_read_only)
        with self._writing, translated(self.path):
            self.connection.execute("VACUUM")

    def close(self) -> None:
        """Close every thread's connection and leave one file, unless another program goes on using it."""
        with self._connecting:
            self._closed = True
            connections, self._connections = list(self._connections.values()), {}
        for connection in connections:
            connection.close()
        if connections and not self.read_only:
            with suppress(sqlite3.Error):  # busy, or gone: it stays in write-ahead mode, which is as safe
                last = self._connect(0)
                try:
                    if last.execute("PRAGMA journal_mode").fetchone() == ("wal",):
                        last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                        last.execute("PRAGMA journal_mode = DELETE")
                finally:
                    last.close()

    def _connect(self, timeout: float) -> sqlite3.Connection:
        # Each connection is used by one thread, but `close` closes them all.
        connection = sqlite3.connect(
            self._how.uri(self.path), uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        if self.read_only:
            for statement in missing_tables(self._version):  # an earlier version's archive is not changed
                connection.execute(statement)
            connection.execute("PRAGMA query_only = ON")
        return connection

    def _begin_using(self) -> None:
        """Read the archive for the first time, and bring one of an earlier version up to this one."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE term = 'identifier'").fetchone()
        if row is None or not _UID.fullmatch(row[0]):
            raise damaged(self.path)
        self.uid = str(row[0])
        if self._version < VERSION and not self.read_only:
            with self.transaction() as connection:
                migrate(connection, self.clock)
                self.record(connection, "migration", f"schema {VERSION}")

    def _make(self, uid: str, title: str) -> None:
        """Fill a new file in one transaction: killed in between, it is still empty."""
        with translated(self.path):
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection, self.clock)
            terms = {"identifier": uid, "title": title, "created": self.clock()}
            connection.executemany("INSERT INTO meta (term, value) VALUES (?, ?)", terms.items())
            self.record(connection, "creation", None)
            connection.execute("COMMIT")


def _reserve(path: Path) -> None:
    """Make an empty file of a name that was free."""
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise Refused(_("{path} is there already.").format(path=shown(path))) from error
    except OSError as error:
        message = _("Cannot make {path}: {reason}.").format(path=shown(path), reason=error.strerror)
        raise ArchiveError(message) from error


def _login() -> str | None:
    try:
        return getpass.getuser()
    except (
        OSError,
        KeyError,
        ImportError,
    ):  # nobody: a container without a user database, Windows without names
        return None
