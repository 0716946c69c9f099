"""Whether a file is an archive that may be opened, told without changing a byte of it or of its folder.

Takes the same time however large the archive is.
"""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

from ztviewer.core.errors import ArchiveDamaged, ArchiveError, ArchiveForeign, ArchiveTooNew, NotAnArchive
from ztviewer.core.i18n import _
from ztviewer.core.signature import APPLICATION_ID, SQLITE
from ztviewer.storage.failures import shown, translated
from ztviewer.storage.schema import VERSION, expected, normalised

_HEADER_BYTES = 100
_WAL = 2
"""The write and read version of a file that is in write-ahead mode."""

_CANNOT_MEND = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite says of a file that was not closed, when it may not write to put that right."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of an SQLite file say (https://www.sqlite.org/fileformat.html)."""

    page_bytes: int
    pages: int
    user_version: int
    application_id: int
    write_ahead: bool

    @classmethod
    def of(cls, head: bytes) -> Self:
        """Read a header of 100 bytes."""

        def number(first: int, size: int = 4) -> int:
            return int.from_bytes(head[first : first + size], "big")

        # The page count holds only when it was written together with the change counter.
        pages = number(28) if number(24) == number(92) else 0
        return cls(
            65536 if number(16, 2) == 1 else number(16, 2), pages, number(60), number(68), head[18] == _WAL
        )


@dataclass(frozen=True, slots=True)
class Access:
    """How a file can be opened."""

    query: str
    """the parameters of an SQLite URI"""
    why_read_only: str | None
    """a sentence, where nothing may be written"""

    def uri(self, path: Path) -> str:
        """The file as SQLite wants it named, whatever characters its path holds."""
        place = path.resolve().as_posix()
        return f"file://{'' if place.startswith('/') else '/'}{quote(os.fsencode(place))}?{self.query}"


def inspect(path: Path) -> Header:
    """Check the file itself. An ArchiveError that says what is wrong with it."""
    place = shown(path)
    head, size = _beginning(path)
    if size == 0:
        raise NotAnArchive(_("{path} is empty.").format(path=place))
    if not head.startswith(SQLITE):
        raise NotAnArchive(_("{path} is not an archive of ZTViewer.").format(path=place))
    if len(head) < _HEADER_BYTES:
        raise _truncated(path)
    header = Header.of(head)
    if header.application_id != APPLICATION_ID:
        raise NotAnArchive(_("{path} is a database of another program.").format(path=place))
    _refuse_newer(path, header.user_version)
    # While a journal lies beside the file, its end may be there and not yet here; SQLite puts that right.
    if size < header.pages * header.page_bytes and not has_journal(path):
        raise _truncated(path)
    return header


def _beginning(path: Path) -> tuple[bytes, int]:
    """The first 100 bytes of a file and its size."""
    place = shown(path)
    try:
        if path.is_dir():
            raise NotAnArchive(_("{path} is a folder, not an archive.").format(path=place))
        if path.exists() and not path.is_file():  # reading a pipe or a device could wait for ever
            raise NotAnArchive(_("{path} is not an archive of ZTViewer.").format(path=place))
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES), os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:
        raise ArchiveError(_("There is no file {path}.").format(path=place)) from error
    except PermissionError as error:
        raise ArchiveError(_("You are not allowed to read {path}.").format(path=place)) from error
    except OSError as error:
        raise ArchiveError(
            _("Cannot read {path}: {reason}.").format(path=place, reason=error.strerror)
        ) from error


def _refuse_newer(path: Path, version: int) -> None:
    if version > VERSION:
        message = _("{path} was made by a newer version of ZTViewer. Please update the program.")
        raise ArchiveTooNew(message.format(path=shown(path)))


def _truncated(path: Path) -> ArchiveDamaged:
    message = _("The end of {path} is missing: it was not copied or downloaded completely.")
    return ArchiveDamaged(message.format(path=shown(path)))


def _unfinished(path: Path) -> ArchiveError:
    message = _(
        "{path} was not closed when it was last written, and its folder is write-protected. "
        "Copy it, with the files of its name beside it, to another folder."
    )
    return ArchiveError(message.format(path=shown(path)))


def has_journal(path: Path) -> bool:
    """Whether another program is writing to the file, or died while it wrote."""
    return any(_sidecar(path, ending) for ending in ("-wal", "-journal"))


def _sidecar(path: Path, ending: str) -> bool:
    real = path.resolve()
    beside = real.with_name(real.name + ending)
    return beside.is_file() and beside.stat().st_size > 0


def inspect_schema(path: Path) -> None:
    """Check that the tables are those of an archive, and the triggers and views no others than ours."""
    version, rows = _schema(path)
    if not rows:  # what had been begun was undone
        raise NotAnArchive(_("{path} is empty.").format(path=shown(path)))
    ours = expected(version)
    strange = [
        name
        for kind, name, sql in rows
        if kind in ("trigger", "view") and (kind == "view" or ours.get(name) != normalised(sql or ""))
    ]
    if strange:
        message = _("{path} holds instructions that ZTViewer did not put there ({name}). It is not opened.")
        raise ArchiveForeign(message.format(path=shown(path), name=", ".join(strange)))
    there = {name: normalised(sql) for _kind, name, sql in rows if sql}
    if missing := [name for name, sql in ours.items() if there.get(name) != sql]:
        message = _("{path} is not a whole archive: {name} is missing or changed.")
        raise ArchiveDamaged(message.format(path=shown(path), name=", ".join(missing)))


def _schema(path: Path) -> tuple[int, list[tuple[str, str, str | None]]]:
    """The schema's version, and every table, trigger and view: (type, name, SQL)."""
    unfinished = has_journal(path)
    # Without a journal beside it the file is whole as it lies there, and is read without a lock or a trace.
    query = "mode=ro" if unfinished else "mode=ro&immutable=1"
    with translated(path):
        try:
            return _schema_through(path, query)
        except sqlite3.OperationalError as error:
            if not unfinished or error.sqlite_errorcode & 0xFF not in _CANNOT_MEND:
                raise
            if not _writable(path):
                raise _unfinished(path) from error
            return _schema_through(path, "mode=rw")  # undoes what a killed program had begun to write


def _schema_through(path: Path, query: str) -> tuple[int, list[tuple[str, str, str | None]]]:
    connection = sqlite3.connect(Access(query, None).uri(path), uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        _refuse_newer(path, version)
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE type <> 'index'")
        return version, rows.fetchall()
    finally:
        connection.close()


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def access(path: Path, header: Header, *, writable: bool) -> Access:
    """How the file can be opened, given what this user may do with it and its folder."""
    folder_writable = os.access(path.resolve().parent, os.W_OK)
    if not os.access(path, os.W_OK):
        why = _("The file is write-protected.")
    elif not folder_writable:
        why = _("The folder of the file is write-protected.")
    elif writable:
        return Access("mode=rw", None)
    else:
        why = _("The archive was opened for reading only.")
    if header.write_ahead and not folder_writable and not has_journal(path):
        # Reading in write-ahead mode needs a file beside the archive, which cannot be made. Nobody is writing.
        return Access("mode=ro&immutable=1", why)
    return Access("mode=ro", why)
