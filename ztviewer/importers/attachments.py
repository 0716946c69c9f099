"""Which files are parts of others or of the system, and so are no documents of their own."""

from collections.abc import Iterable
from pathlib import PurePosixPath

_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_FOLDERS = ("_files", ".files", "_file")
"""How browsers call the folder that they save a page's pictures into."""


def attachment_folders(names: Iterable[str]) -> frozenset[str]:
    """The folders that belong to the saved pages among some names; with folders in front, those stay in front."""
    stems = {name[: -len(end)] for name in names for end in _PAGES if name.lower().endswith(end)}
    return frozenset(stem + end for stem in stems for end in _FOLDERS)


def is_hidden(name: str) -> bool:
    """Whether a file or folder is one that its system hides."""
    return name.startswith(".") or name in {"__MACOSX", "Thumbs.db", "desktop.ini", "Desktop.ini"}


def is_part(member: str, folders: frozenset[str]) -> bool:
    """Whether a member of a container is hidden, or lies in one of those folders."""
    path = PurePosixPath(member)
    return any(is_hidden(part) for part in path.parts if part != "..") or any(
        str(folder) in folders for folder in path.parents
    )
