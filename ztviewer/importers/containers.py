"""What every container is: its members as sources, within bounds, and no file ever written under one of their names."""

import lzma
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.attachments import attachment_folders, is_part
from ztviewer.importers.base import Rejected, Span
from ztviewer.importers.source import BESIDE_BYTES, Source, damage, shown, within

UNPACKED_BYTES = 256 * 1024 * 1024
"""What may come out of any container, however small."""
UNPACKED_RATIO = 200
"""What may come out of a large one, in times its own size; text seldom packs to less than a fiftieth."""
MEMBERS = 500_000
"""How many files may lie in a container and in those inside it."""

UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    NotImplementedError,  # what zipfile says of a way of packing that it does not know
    struct.error,
)
"""What reading a member of a damaged container raises, beside OSError and ImportProblem."""


class Budget:
    """What may still be unpacked from one container and all those inside it."""

    def __init__(self, size: int) -> None:
        self._bytes = max(UNPACKED_BYTES, UNPACKED_RATIO * size)
        self._members = MEMBERS

    def spend(self, size: int, members: int = 0) -> None:
        """Count bytes and members; ImportProblem where there are too many, as in a file built to fill the disk."""
        self._bytes -= size
        self._members -= members
        if self._bytes < 0:
            raise ImportProblem(_("Unpacked, this is too large for its size."))
        if self._members < 0:
            raise ImportProblem(_("More than {count} files lie in it.").format(count=MEMBERS))


class Container(Protocol):
    """A format whose files hold files."""

    def accepts(self, source: Source, head: bytes) -> bool:
        """Whether a file that begins with `head` is of this format."""

    def opened(self, source: Source, budget: Budget) -> AbstractContextManager[Iterator[Source | Rejected]]:
        """The members, which can be read while the container is open."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container."""

    name: str
    size: int
    """bytes, as its header says"""
    open: Callable[[], BinaryIO]
    problem: str | None = None
    """why it cannot be read"""
    direct: bool = False
    """whether seeking in it is quick"""
    start: int = 0
    """where in the container it begins, in bytes"""


def members(
    source: Source, listing: Sequence[Member], budget: Budget, span: Span | None = None
) -> Iterator[Source | Rejected]:
    """The members of a container in the order of their names, without those that are hidden or part of a page.

    With a span, only those that begin in it; what lies beside them may be anywhere.
    """
    exact = {member.name: member for member in reversed(listing)}
    folded = {unicodedata.normalize("NFC", name): member for name, member in exact.items()}
    folders = attachment_folders(exact)

    def beside(folder: str, reference: str) -> bytes | None:
        name = within(folder, reference)
        if name is None:
            return None
        member = exact.get(name) or folded.get(unicodedata.normalize("NFC", name))
        if member is None or member.problem is not None or member.size > BESIDE_BYTES:
            return None
        budget.spend(member.size)
        try:
            with damage(), member.open() as file:
                return file.read(BESIDE_BYTES)
        except ImportProblem:
            return None

    for member in sorted(listing, key=lambda one: one.name):
        place = _place(source, member.name)
        if is_part(member.name, folders) or not (span is None or span.start <= member.start < span.stop):
            continue
        if member.problem is not None:
            yield Rejected(place, member.problem)
            continue
        budget.spend(member.size)
        folder = str(PurePosixPath(member.name).parent)
        yield replace(_member_source(source, member), beside=partial(beside, folder))


def _member_source(source: Source, member: Member) -> Source:
    """A member as a document of its own, with nothing beside it."""
    return replace(
        source,
        place=_place(source, member.name),
        name=shown(PurePosixPath(member.name).name),
        size=member.size,
        open=member.open,
        direct=member.direct,
    )


def _place(source: Source, name: str) -> str:
    return f"{source.place}!{shown(name)}"
