"""Indexes of the same archive in older formats: removed once there is one in the present format."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from whoosh.util.filelock import FileLock

_LOCKS = ("writing.lock", "MAIN_WRITELOCK")
"""Ours, and Whoosh's."""
_GONE = ".gone"
"""How the name of a folder ends that is being removed."""


def remove_outdated(folder: Path) -> None:
    """Remove the folders beside one whose names differ only in a lower number at the end, the format.

    Where another program writes to one, or on Windows reads it, it stays until the next time. Links are not followed.
    """
    stem, _dash, number = folder.name.rpartition("-")
    pattern = re.compile(rf"{re.escape(stem)}-([0-9]{{1,9}})({re.escape(_GONE)})?")
    with suppress(OSError):
        for path in list(folder.parent.iterdir()):
            match = pattern.fullmatch(path.name)
            if match and int(match[1]) < int(number) and path.is_dir() and not path.is_symlink():
                _remove(path, begun=match[2] is not None)


def _remove(folder: Path, *, begun: bool) -> None:
    """Remove a folder that nobody uses, first under another name: so it is never seen with half of its files."""
    if not begun:
        if _in_use(folder):
            return
        gone = folder.with_name(folder.name + _GONE)
        try:
            folder = folder.rename(gone)
        except OSError:  # something in it is open
            return
    shutil.rmtree(folder, ignore_errors=True)


def _in_use(folder: Path) -> bool:
    """Whether a program holds one of the folder's locks."""
    with ExitStack() as held:
        for path in _locks(folder):
            lock = FileLock(str(path))
            try:
                if not lock.acquire(False):
                    return True
            except OSError:
                return True
            held.callback(lock.release)
    return False


def _locks(folder: Path) -> Iterator[Path]:
    """The files of locks in a folder of indexes and in each of the indexes."""
    inside = (path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    for place in (folder, *inside):
        for name in _LOCKS:
            if (path := place / name).is_file() and not path.is_symlink():
                yield path
