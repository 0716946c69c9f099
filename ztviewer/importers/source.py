"""What importers read from: a file or a member of a container, alike. Nothing is ever written under a name from inside."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import Cancelled, ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportOptions

HEAD_BYTES = 64 * 1024
"""How much of a document's beginning an importer sees to tell its format."""
BESIDE_BYTES = 64 * 1024 * 1024
"""The largest file that is fetched from beside a document."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_IN_MEMORY = 16 * 1024 * 1024
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{kind}{number}" for kind in ("com", "lpt") for number in "0123456789¹²³"]
)


Content = tuple[int, str]
"""What tells a file by what is in it: its bytes, and their SHA-256."""


def nothing(_reference: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is not read, because the archive has it."""

    path: str
    articles: tuple[ArticleId, ...]
    """what it became, at least one"""
    shown: frozenset[Content]
    """the pictures they show"""


def _unknown(_place: str, _data: bytes) -> Known | None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one document, and those beside it."""

    place: str
    """how it is named in the report: `folder/news.txt`, `news.zip!a/b.txt`"""
    name: str
    """its own name, without folders"""
    size: int
    """bytes"""
    open: Callable[[], BinaryIO]
    """the bytes from their beginning, each time anew; whoever opens closes"""
    direct: bool = False
    """whether going back and forth in it is quick"""
    beside: Callable[[str], bytes | None] = nothing
    """the bytes of a file that is named relative to this one (`x_files/1.jpg`, `../1.jpg`); None where there is none,
    where it lies outside what is imported, or where it is larger than BESIDE_BYTES"""
    known: Callable[[str, bytes], Known | None] = _unknown
    """to be asked of a document, by its place and its bytes as received, before it is read: what to give in its stead
    where the archive has it; ImportProblem where reading it has ended a process"""
    options: ImportOptions = ImportOptions()

    @property
    def suffix(self) -> str:
        """The end of the name in lower case: `.txt`, or nothing."""
        return PurePosixPath(self.name).suffix.lower()

    def head(self) -> bytes:
        """The first HEAD_BYTES."""
        with self.open() as file:
            return file.read(HEAD_BYTES)

    def read(self, limit: int) -> bytes:
        """All bytes; ImportProblem where there are more than `limit`."""
        with self.open() as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise ImportProblem(_("The file is larger than {size} MiB.").format(size=limit >> 20))
        return data

    @contextmanager
    def random_access(self) -> Iterator[BinaryIO]:
        """The bytes as a file that is quick to seek in: unpacked into a nameless temporary one where need be."""
        with self.open() as file:
            if self.direct:
                yield file
                return
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
                shutil.copyfileobj(file, spooled, 1 << 20)
                spooled.seek(0)
                yield spooled  # type: ignore[misc]  # all that BinaryIO is, but by no common base


@contextmanager
def damage() -> Iterator[None]:
    """What a library raises over a document's bytes, as an ImportProblem.

    Broken bytes make parsers raise anything (KeyError, struct.error, RecursionError, ...); no list is complete.
    """
    try:
        yield
    except (ImportProblem, Cancelled):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ImportProblem(_("The file is damaged: {reason}.").format(reason=reason)) from error


def file_source(path: Path, root: Path | None = None) -> Source:
    """A file below `root`, which what lies beside it must not leave (without one: its own folder)."""
    top = (root or path.parent).resolve()

    def beside(reference: str) -> bytes | None:
        if not is_plain(reference):
            return None
        try:
            found = (path.parent / reference).resolve()
            if not found.is_relative_to(top) or not found.is_file() or found.stat().st_size > BESIDE_BYTES:
                return None
            return found.read_bytes()
        except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle
            return None

    place = shown(path)
    return Source(place, Path(place).name, path.stat().st_size, lambda: path.open("rb"), True, beside)


def bytes_source(place: str, name: str, data: bytes) -> Source:
    """Bytes that are at hand."""
    return Source(place, name, len(data), lambda: BytesIO(data), True)


def is_plain(reference: str) -> bool:
    """Whether a reference names a file beside: relative, no address, no device, nothing no file system stores."""
    if not reference or len(reference) > 1000 or any(ord(char) < 32 for char in reference):
        return False
    if reference.startswith(("/", "\\")) or "\\" in reference or ":" in reference:
        return False
    return not any(part.split(".")[0].strip().lower() in _DEVICES for part in PurePosixPath(reference).parts)


def within(folder: str, reference: str) -> str | None:
    """Where in a container a member lies that another one in `folder` names; None where that is outside."""
    if not is_plain(reference):
        return None
    parts: list[str] = [part for part in folder.split("/") if part not in {"", "."}]
    for part in PurePosixPath(reference).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return "/".join(parts)


def shown(path: Path | str) -> str:
    """A path as it can be printed and stored, also where its bytes are no text."""
    text = os.fsencode(path).decode("utf-8", "replace") if isinstance(path, Path) else path
    return _UNPRINTABLE.sub("\ufffd", text)
