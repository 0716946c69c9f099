"""Files and folders that appear whole or not at all, never over something else, under names good on any system."""

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from ztviewer.core.errors import ExportProblem
from ztviewer.core.i18n import _

_STEM_BYTES = 120
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that have no place in a file name: control, format (direction overrides), line separators."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Windows opens a device under these names, whatever extension follows.

https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""


def safe_name(title: str) -> str:
    """A title as a file name without extension: at most 120 bytes of UTF-8, its Chinese kept."""
    plain = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in title)
    words = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", plain)).split())
    name = _trim(words.encode("utf-8")[:_STEM_BYTES].decode("utf-8", "ignore"))
    if not name:
        return _("untitled")
    return f"_{name}" if _DEVICES.match(name) else name


def _trim(name: str) -> str:
    """Without dots and spaces at the ends: Windows drops them behind, and a dot in front hides a file."""
    return name.strip(" .")


class Names:
    """The names of one folder: no two that any file system takes for the same."""

    def __init__(self, *reserved: str) -> None:
        self._taken = set(reserved)

    def take(self, title: str, suffix: str) -> str:
        """A file name for a title, numbered where it would be the same as an earlier one."""
        stem, count = safe_name(title), 1
        name = stem
        while (key := unicodedata.normalize("NFKC", name).casefold()) in self._taken:
            count += 1
            name = f"{stem} ({count})"
        self._taken.add(key)
        return name + suffix


@contextmanager
def new_file(target: Path, encoding: str = "utf-8", newline: str = "\n") -> Iterator[TextIO]:
    """A text file to write; it stands at `target` once the block ends well, and nowhere otherwise."""
    with _appearing(target) as temporary, temporary.open("x", encoding=encoding, newline=newline) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill; it stands at `target` once the block ends well, and nowhere otherwise."""
    with _appearing(target) as temporary:
        temporary.mkdir()
        yield temporary


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """A free path beside the target; what is made there is moved to the target, or removed after a failure."""
    temporary = target.parent / f".ztviewer-{secrets.token_hex(6)}.part"
    try:
        _refuse_existing(target)
        yield temporary
        _refuse_existing(target)
        temporary.replace(target)
    except OSError as error:
        _remove(temporary)
        reason = error.strerror or str(error)
        raise ExportProblem(_("Cannot write {path}: {reason}.").format(path=target, reason=reason)) from error
    except BaseException:
        _remove(temporary)
        raise


def _refuse_existing(target: Path) -> None:
    if not target.parent.is_dir():
        raise ExportProblem(_("There is no folder {path}.").format(path=target.parent))
    if os.path.lexists(target):
        raise ExportProblem(_("{path} exists already; choose another name.").format(path=target))


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
