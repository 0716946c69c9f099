"""The ZIM format (openZIM, major versions 5 and 6): entries by number or address, one cluster unpacked at a time."""

import hashlib
import lzma
import struct
from dataclasses import dataclass
from typing import BinaryIO

import zstandard

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.containers import Budget
from ztviewer.importers.source import damage

MAGIC = b"ZIM\x04"
ENTRIES = 20_000_000
"""How many entries a file may have; the largest encyclopaedia has about as many."""
CLUSTER_BYTES = 128 * 1024 * 1024
"""What a packed cluster may unpack to; writers make them of one or two MiB."""

_HEADER = struct.Struct("<4sHH16sIIQQQQIIQ")
_ENTRY = struct.Struct("<HBcI")
_PLACE = struct.Struct("<II")
_ENTRY_BYTES = 8 * 1024
"""The longest entry that is read: two texts."""
_MIME_BYTES = 64 * 1024
_REDIRECT, _LINK, _DELETED = 0xFFFF, 0xFFFE, 0xFFFD
_PLAIN, _XZ, _ZSTD = {0, 1}, 4, 5
_WIDE = 0x10
_REDIRECTS = 5
_XZ_MEMORY = 512 * 1024 * 1024
_ZSTD_MEMORY = 128 * 1024 * 1024
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at an address of the file."""

    space: str
    """one letter: `C` or, in older files, `A`, `I`, `-`, ... for content, `M` for metadata"""
    path: str
    title: str
    kind: str
    """the media type; nothing for what has no content"""
    cluster: int
    blob: int
    redirect: int | None = None
    """the number of the entry that stands for this one"""


@dataclass(frozen=True, slots=True)
class _Cluster:
    number: int
    data: bytes
    """unpacked, from the list of offsets on"""
    width: int
    """bytes of an offset"""


class ZimFile:
    """An open file. Whatever is wrong with it raises ImportProblem."""

    def __init__(self, file: BinaryIO, size: int, budget: Budget) -> None:
        self._file = file
        self._size = size
        self._budget = budget
        self._unpacked: _Cluster | None = None
        header = self._at(0, _HEADER.size)
        magic, major, minor, _uid, entries, clusters, *places = _HEADER.unpack(header)
        self._paths, _titles, self._clusters, mimes, _main, _layout, self._checksum = places
        if magic != MAGIC or major not in {5, 6}:
            raise ImportProblem(_("This version of ZIM is not read."))
        if entries > ENTRIES:
            raise ImportProblem(_("More than {count} files lie in it.").format(count=ENTRIES))
        self.entries: int = entries
        self._cluster_count: int = clusters
        self.one_space = (major, minor) >= (6, 1)
        """whether all content is in the space `C`"""
        if mimes < _HEADER.size or self._checksum + 16 != size:
            raise _damaged()
        if max(self._paths + 8 * entries, self._clusters + 8 * clusters) > size:
            raise _damaged()
        self._mimes = self._mime_list(mimes)

    def entry(self, number: int) -> Entry:
        """The entry of a number, in the order of their addresses."""
        if not 0 <= number < self.entries:
            raise _damaged()
        (place,) = struct.unpack("<Q", self._at(self._paths + 8 * number, 8))
        data = self._at(place, max(1, min(_ENTRY_BYTES, self._size - place)))
        with damage():
            kind, _extra, space, _revision = _ENTRY.unpack_from(data)
            start, redirect, cluster, blob, mime = _ENTRY.size, None, 0, 0, ""
            if kind == _REDIRECT:
                (redirect,) = struct.unpack_from("<I", data, start)
                start += 4
            elif kind not in {_LINK, _DELETED}:
                cluster, blob = _PLACE.unpack_from(data, start)
                start += _PLACE.size
                if kind >= len(self._mimes):
                    raise _damaged()
                mime = self._mimes[kind]
            path, title, _rest = data[start:].split(b"\0", 2)
            return Entry(
                space.decode("ascii"),
                path.decode("utf-8"),
                title.decode("utf-8") or path.decode("utf-8"),
                mime,
                cluster,
                blob,
                redirect,
            )

    def find(self, space: str, path: str) -> Entry | None:
        """The entry at an address, or what it redirects to; None where there is none."""
        wanted = (space.encode(), path.encode("utf-8", "replace"))
        low, high = 0, self.entries
        while low < high:
            middle = (low + high) // 2
            entry = self.entry(middle)
            here = (entry.space.encode(), entry.path.encode())
            if here == wanted:
                return self._target(entry)
            low, high = (middle + 1, high) if here < wanted else (low, middle)
        return None

    def content(self, entry: Entry, limit: int) -> bytes:
        """The bytes of an entry; ImportProblem where there are more than `limit`."""
        if entry.cluster >= self._cluster_count:
            raise _damaged()
        (place,) = struct.unpack("<Q", self._at(self._clusters + 8 * entry.cluster, 8))
        kind = self._at(place, 1)[0]
        width = 8 if kind & _WIDE else 4
        packing = kind & 0x0F
        if packing in _PLAIN:
            start, end = self._plain_offsets(place + 1, entry.blob, width)
            self._refuse_long(end - start, limit)
            data = self._at(place + 1 + start, end - start)
        else:
            cluster = self._unpack(entry.cluster, place + 1, packing, width)
            first, start, end = (_offset(cluster, number) for number in (0, entry.blob, entry.blob + 1))
            if not first <= start <= end <= len(cluster.data) or (entry.blob + 2) * width > first:
                raise _damaged()
            self._refuse_long(end - start, limit)
            data = cluster.data[start:end]
        self._budget.spend(len(data))
        return data

    def is_whole(self) -> bool:
        """Whether the file is what it was when it was written, by its own checksum (MD5)."""
        digest = hashlib.md5(usedforsecurity=False)
        self._file.seek(0)
        left = self._checksum
        while left and (piece := self._file.read(min(_PIECE, left))):
            digest.update(piece)
            left -= len(piece)
        return self._at(self._checksum, 16) == digest.digest()

    def _at(self, place: int, count: int) -> bytes:
        """The bytes at a place of the file."""
        if place + count > self._size:
            raise _damaged()
        self._file.seek(place)
        data = self._file.read(count)
        if len(data) != count:
            raise _damaged()
        return data

    def _mime_list(self, place: int) -> list[str]:
        """The media types: texts that end with NUL, an empty one behind the last."""
        text = self._at(place, max(0, min(_MIME_BYTES, self._size - place)))
        mimes, end, _rest = text.partition(b"\0\0")
        if not end:
            raise _damaged()
        return [one.decode("utf-8", "replace") for one in mimes.split(b"\0")]

    def _target(self, entry: Entry) -> Entry | None:
        for _time in range(_REDIRECTS):
            if entry.redirect is None:
                return entry
            entry = self.entry(entry.redirect)
        return None

    def _plain_offsets(self, place: int, blob: int, width: int) -> tuple[int, int]:
        """Where a blob of a cluster that is not packed begins and ends, from the list of offsets on."""
        code = "<Q" if width == 8 else "<I"
        (first,) = struct.unpack(code, self._at(place, width))
        if (blob + 2) * width > first:
            raise _damaged()
        start, end = (
            struct.unpack(code, self._at(place + number * width, width))[0] for number in (blob, blob + 1)
        )
        if not first <= start <= end:
            raise _damaged()
        return start, end

    def _unpack(self, number: int, place: int, packing: int, width: int) -> _Cluster:
        """A packed cluster; the last one is kept, for the entries of one stand together."""
        if self._unpacked is None or self._unpacked.number != number:
            self._unpacked = None
            self._file.seek(place)
            with damage():
                data = _unpacked(self._file, packing)
            self._budget.spend(len(data))
            self._unpacked = _Cluster(number, data, width)
        return self._unpacked

    def _refuse_long(self, size: int, limit: int) -> None:
        if size > limit:
            raise ImportProblem(_("The file is larger than {size} MiB.").format(size=limit >> 20))


def _unpacked(file: BinaryIO, packing: int) -> bytes:
    """The content of a packed cluster that begins here."""
    if packing == _XZ:
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
        data = bytearray()
        while not unpacker.eof and len(data) <= CLUSTER_BYTES:
            piece = file.read(_PIECE) if unpacker.needs_input else b""
            if unpacker.needs_input and not piece:
                raise _damaged()
            data += unpacker.decompress(piece, CLUSTER_BYTES + 1 - len(data))
    elif packing == _ZSTD:
        with zstandard.ZstdDecompressor(max_window_size=_ZSTD_MEMORY).stream_reader(
            file, closefd=False
        ) as reader:
            data = bytearray(reader.read(CLUSTER_BYTES + 1))
    else:
        raise ImportProblem(_("A part of the file is packed in a way that is not read."))
    if len(data) > CLUSTER_BYTES:
        raise ImportProblem(_("Unpacked, this is too large for its size."))
    return bytes(data)


def _offset(cluster: _Cluster, number: int) -> int:
    place = number * cluster.width
    return int.from_bytes(cluster.data[place : place + cluster.width], "little")


def _damaged() -> ImportProblem:
    return ImportProblem(_("The file is damaged, or ends too early."))
