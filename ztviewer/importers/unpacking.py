"""The containers that are read: ZIP, tar, and what gzip, bzip2 and xz pack."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from io import BufferedReader, RawIOBase
from itertools import pairwise
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.attachments import attachment_folders, is_part
from ztviewer.importers.base import Rejected, Span
from ztviewer.importers.charset import decode
from ztviewer.importers.containers import UNPACKING_ERRORS, Budget, Container, Member, members
from ztviewer.importers.source import Source, damage, nothing
from ztviewer.importers.walk import is_picture
from ztviewer.importers.zip_file import MAGIC, is_encrypted, open_zip, zip_names

_XZ = b"\xfd7zXZ\x00"
_XZ_MEMORY = 512 * 1024 * 1024
_PACKED: dict[bytes, Callable[[BinaryIO], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    b"BZh": bz2.BZ2File,
    _XZ: lzma.LZMAFile,
}
SPAN_BYTES = 1024 * 1024
MOST_SPANS = 32
"""How a ZIP is divided: into stretches of so many bytes, larger ones where there would be more than so many."""
_ENDINGS = {".gz", ".bz2", ".xz"}
_TARS = {".tgz", ".tbz", ".tbz2", ".txz"}


class Zip:
    """ZIP, also with names in GBK."""

    def accepts(self, source: Source, head: bytes) -> bool:  # noqa: ARG002 -- the magic number says it all
        """By its magic number."""
        return head.startswith(MAGIC)

    @contextmanager
    def opened(
        self, source: Source, budget: Budget, span: Span | None = None
    ) -> Iterator[Iterator[Source | Rejected]]:
        """Its files in the order of their names; with a span, those that begin in it."""
        with source.random_access() as file, open_zip(file) as packed:
            infos = [info for info in packed.infolist() if not info.is_dir()]
            budget.spend(0, members=len(infos))
            listing = [
                Member(
                    name,
                    info.file_size,
                    partial(_zip_member, packed, info),
                    _("It is encrypted.") if is_encrypted(info) else None,
                    start=info.header_offset,
                )
                for info, name in zip(infos, zip_names(infos), strict=True)
            ]
            yield members(source, listing, budget, span)

    def spans(self, source: Source) -> list[Span]:
        """The stretches in which it can be read. None where it has to be read as a whole:

        where it is damaged or too large, or holds pictures that are no part of a page and come after all else.
        """
        with (
            suppress(ImportProblem, *UNPACKING_ERRORS),
            source.random_access() as file,
            open_zip(file) as packed,
        ):
            infos = [info for info in packed.infolist() if not info.is_dir()]
            Budget(source.size).spend(sum(info.file_size for info in infos), len(infos))
            names = zip_names(infos)
            folders = attachment_folders(names)
            starts = sorted(info.header_offset for info in infos)
            inside = not starts or (starts[0] >= 0 and starts[-1] < source.size)
            if inside and not any(is_picture(name) and not is_part(name, folders) for name in names):
                return _stretches(starts, source.size)
        return []


def _stretches(starts: list[int], size: int) -> list[Span]:
    """A file of so many bytes in stretches, each from the beginning of a member; for each the list is read again."""
    least = max(SPAN_BYTES, size // MOST_SPANS)
    begins, firsts = [0], [1]
    for number, start in enumerate(starts, start=1):
        if start - begins[-1] >= least:
            begins.append(start)
            firsts.append(number)
    return [Span(*ends, first) for ends, first in zip(pairwise([*begins, size]), firsts, strict=True)]


def _zip_member(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    with damage():  # what stands before the member may differ from what the list of members says
        return cast(BinaryIO, packed.open(info))


class Tar:
    """tar, of every kind that Python's own module reads."""

    def accepts(self, source: Source, head: bytes) -> bool:  # noqa: ARG002 -- the checksum says it all
        """By the checksum of its first header."""
        try:
            tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
        except (tarfile.TarError, ValueError):
            return False
        return True

    @contextmanager
    def opened(self, source: Source, budget: Budget) -> Iterator[Iterator[Source | Rejected]]:
        """Its files in the order of their names; links are passed over, for what they lead to has a name itself."""
        with (
            source.random_access() as file,
            tarfile.open(fileobj=file, mode="r:", encoding="utf-8", errors="surrogateescape") as packed,
        ):
            infos = []
            with damage():  # a size below nothing leads to a place before the beginning
                for info in packed:
                    budget.spend(0, members=1)
                    if not (info.isdir() or info.islnk() or info.issym()):
                        infos.append(info)
            listing = [
                Member(
                    name,
                    info.size,
                    partial(_tar_member, packed, info),
                    None if info.isreg() else _("This is not a regular file."),
                    direct=True,
                )
                for info, name in zip(infos, _tar_names(infos), strict=True)
            ]
            yield members(source, listing, budget)


def _tar_names(infos: list[tarfile.TarInfo]) -> list[str]:
    """The names of members, in the charset that suits all of them best."""
    raw = [info.name.encode("utf-8", "surrogateescape") for info in infos]
    charset = decode(b"\n".join(name for name in raw if not name.isascii())).charset
    return [name.decode(charset, "replace").removeprefix("./") for name in raw]


def _tar_member(packed: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    with damage():
        return cast(BinaryIO, packed.extractfile(info))


class Compressed:
    """One file packed by gzip, bzip2 or xz: a tar, or a document."""

    def accepts(self, source: Source, head: bytes) -> bool:  # noqa: ARG002 -- the magic number says it all
        """By its magic number."""
        return any(head.startswith(magic) for magic in _PACKED)

    @contextmanager
    def opened(self, source: Source, budget: Budget) -> Iterator[Iterator[Source | Rejected]]:
        """The one file in it, which goes by the container's own place."""
        head = source.head()
        unpack = next(unpack for magic, unpack in _PACKED.items() if head.startswith(magic))
        if (
            unpack is lzma.LZMAFile
        ):  # where the header asks for more memory, this raises; LZMAFile has no such bound
            lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY).decompress(head, 1)

        def opened() -> BinaryIO:
            packed = source.open()
            return BufferedReader(_Counted(packed, unpack(packed), budget))

        yield iter(
            [replace(source, name=_unpacked_name(source.name), open=opened, direct=False, beside=nothing)]
        )


def _unpacked_name(name: str) -> str:
    path = PurePosixPath(name)
    if path.suffix.lower() in _TARS:
        return f"{path.stem}.tar"
    return path.stem if path.suffix.lower() in _ENDINGS else name


class _Counted(RawIOBase):
    """A stream that is unpacked while it is read, and says how much came out."""

    def __init__(self, packed: BinaryIO, stream: IO[bytes], budget: Budget) -> None:
        self._packed, self._stream, self._budget = packed, stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._stream.read(len(view))
        self._budget.spend(len(data))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()


ZIP = Zip()
CONTAINERS: tuple[Container, ...] = (ZIP, Compressed(), Tar())
"""Asked where no importer takes a file."""
