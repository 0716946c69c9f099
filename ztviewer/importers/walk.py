"""The walk over files and folders: everything met is a file to read, or rejected with a reason. Nothing is opened."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from ztviewer.core.i18n import _
from ztviewer.importers.attachments import attachment_folders, is_hidden
from ztviewer.importers.base import Rejected
from ztviewer.importers.source import shown

_PICTURES = frozenset(".jpg .jpeg .jpe .jfif .png .gif .webp .avif .heic .heif .tif .tiff .bmp .svg".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file."""

    path: Path
    size: int
    """bytes"""


def is_picture(name: str) -> bool:
    """Whether a file is called a picture.

    These are read after everything else beside them: what others show by then is no document of its own.
    """
    return PurePath(name).suffix.lower() in _PICTURES


def walk(start: Path, *, pictures: bool) -> Iterator[Found | Rejected]:
    """The files at or below a path in the order of their names: either the pictures, or all others and what is amiss.

    Hidden ones are passed over, no link is followed out of the folder.
    """
    root = start.resolve()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        try:
            if path != start and path.is_symlink() and not path.resolve().is_relative_to(root):
                if not pictures:
                    yield Rejected(shown(path), _("This is a link that leads out of the folder."))
            elif path.is_dir():
                if path == start or not path.is_symlink():  # what a link leads to is met under its own name
                    waiting += _inside(path)
            elif pictures == is_picture(path.name):
                yield _file(path)
        except OSError as error:
            if not pictures:
                yield Rejected(shown(path), unreadable(error))


def _inside(folder: Path) -> list[Path]:
    """What a folder holds, the last name first."""
    names = sorted(os.listdir(folder), reverse=True)  # noqa: PTH208 -- a Path for each name takes ten times as long
    attached = attachment_folders(names)
    return [folder / name for name in names if name not in attached and not is_hidden(name)]


def _file(path: Path) -> Found | Rejected:
    if path.is_file():
        return Found(path, path.stat().st_size)
    if path.exists():
        return Rejected(shown(path), _("This is not a regular file."))
    return Rejected(shown(path), _("There is no such file."))


def unreadable(error: OSError) -> str:
    """Why a file cannot be read."""
    return _("It cannot be read: {reason}.").format(reason=error.strerror or error)
