"""SQLite's errors as ours: translated once, wherever SQL runs, so that no caller ever sees a sqlite3 error.

What is not translated (a broken constraint, wrong SQL) is a bug and stays what it is.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ztviewer.core.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveReadOnly
from ztviewer.core.i18n import _

_PRIMARY = 0xFF
"""The bits of SQLite's extended result codes that hold the primary code."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Run SQL; what goes wrong with the file at `path` is raised as an ArchiveError."""
    try:
        yield
    except sqlite3.Error as error:
        ours = _ours(error, path)
        if ours is None:
            raise
        raise ours from error


def shown(path: Path) -> str:
    """A path as it can stand in a sentence, also where its bytes are no text."""
    return os.fsencode(path).decode("utf-8", "replace")


def damaged(path: Path) -> ArchiveDamaged:
    """What is raised when content turns out to be corrupt."""
    return ArchiveDamaged(_("{path} is damaged. Use a copy of it, if you have one.").format(path=shown(path)))


def _ours(error: sqlite3.Error, path: Path) -> ArchiveError | None:
    place = shown(path)
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return ArchiveBusy(_("Another program is writing to {path}. Try again.").format(path=place))
        case sqlite3.SQLITE_READONLY:
            return ArchiveReadOnly(_("{path} cannot be written.").format(path=place))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_FULL:
            return ArchiveError(_("There is no space left to write {path}.").format(path=place))
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_NOLFS:
            return ArchiveError(_("Cannot use {path}: {reason}.").format(path=place, reason=error))
    if "Could not decode to UTF-8" in str(error):  # raised by the sqlite3 module itself, without a code
        return damaged(path)
    return None
