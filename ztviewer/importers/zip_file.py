"""ZIP files opened within bounds, with names in whatever charset they were written."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.charset import decode
from ztviewer.importers.source import Source

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_DIRECTORY_BYTES = 64 * 1024 * 1024
"""The longest list of members that is read: some 700,000 short names."""
_DAMAGE = (
    zipfile.BadZipFile,
    ValueError,
    NotImplementedError,
    struct.error,
    OverflowError,
    EOFError,
    zlib.error,
)
_UTF8 = 0x800
_ENCRYPTED = 0x1


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """A ZIP file; ImportProblem where it is none or its list of members is too long to be honest."""
    if _directory_bytes(file) > _DIRECTORY_BYTES:
        raise ImportProblem(_("The list of what it holds is too long."))
    try:
        return zipfile.ZipFile(file)
    except _DAMAGE as error:
        raise ImportProblem(_("The file is damaged: {reason}.").format(reason=error)) from error


def zip_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of members. Those without the UTF-8 flag are read together, in the charset that suits them best."""
    raw = [b"" if info.flag_bits & _UTF8 else _raw(info.filename) for info in infos]
    charset = decode(b"\n".join(name for name in raw if not name.isascii())).charset
    return [
        name.decode(charset, "replace") if name else info.filename
        for info, name in zip(infos, raw, strict=True)
    ]


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Whether a password is needed."""
    return bool(info.flag_bits & _ENCRYPTED)


def _raw(name: str) -> bytes:
    """The bytes of a name that `zipfile` has read as code page 437; none where an extra field gave it."""
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return b""


def _directory_bytes(file: BinaryIO) -> int:
    """How long the central directory says it is (PKWARE APPNOTE 4.3.14 and 4.3.16)."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 66_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 16:
        return 0
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    if size == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 48:
        size = struct.unpack_from("<Q", tail, wide + 40)[0]
    return size


def zip_parts(source: Source) -> frozenset[str]:
    """The names of what a ZIP holds, to see of which format it is; none where it is damaged."""
    try:
        with source.random_access() as file, open_zip(file) as packed:
            return frozenset(packed.namelist())
    except (ImportProblem, OSError, *_DAMAGE):
        return frozenset()
