"""One file of named arrays: written once from front to back, mapped for reading, checked block by block.

Layout, little-endian: MAGIC and VERSION in 64 bytes; the arrays, each aligned to 64; the table, as JSON; a CRC-32 for
each block of all before the table; the footer, with the CRC-32 of table, checksums and footer. A block is compared
with its checksum before the first byte of it is used.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.errors import IndexUnusable
from ztviewer.core.i18n import _

MAGIC = b"ZTVARRAY"
VERSION = 1

_BLOCK_BITS = 14
BLOCK = 1 << _BLOCK_BITS
"""bytes that share a checksum"""

_ALIGN = 64
_SPOOLED = 1 << 20
"""bytes that need no temporary file"""

_HEAD = struct.Struct("<8sI52x")
_FOOT = struct.Struct("<QQII8s")
"""length of the table, length of the checksums, version, CRC-32 of all from the table on, magic"""

Array = NDArray[Any]
Bytes = NDArray[np.uint8]


class ArrayWriter:
    """Writes the file. Arrays are added whole, or opened and appended to one after another."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._pending = bytearray()
        self._checksums: list[int] = []
        self._length = 0
        self._table: dict[str, list[Any]] = {}
        self._open = ""
        self._write(_HEAD.pack(MAGIC, VERSION))

    def add(self, name: str, array: Array) -> None:
        """Write a whole array."""
        self.begin(name, array.dtype)
        self.append(array)

    def begin(self, name: str, dtype: np.dtype[Any] | type) -> None:
        """Open an array; the one before is complete."""
        self._write(bytes(-self._length % _ALIGN))
        self._table[name] = [self._length, 0, np.dtype(dtype).newbyteorder("<").str]
        self._open = name

    def append(self, array: Array) -> None:
        """Write more of the array that was opened last."""
        entry = self._table[self._open]
        data = np.ascontiguousarray(array, dtype=entry[2])
        entry[1] += len(data)
        self._write(data.tobytes())

    def add_spool(self, name: str, spool: "Spool") -> None:
        """Write what waited in a file of its own."""
        self.begin(name, spool.dtype)
        for piece in spool.pieces():
            self.append(piece)

    def close(self, facts: dict[str, Any]) -> None:
        """Write the table, with some facts of the writer's own, and make it durable."""
        if self._pending:
            self._checksums.append(zlib.crc32(self._pending))
            self._file.write(self._pending)
        table = json.dumps({"arrays": self._table, "facts": facts}, ensure_ascii=False).encode()
        checksums = np.array(self._checksums, "<u4").tobytes()
        begin = _FOOT.pack(len(table), len(checksums), VERSION, 0, MAGIC)
        total = zlib.crc32(begin, zlib.crc32(checksums, zlib.crc32(table)))
        self._file.write(table + checksums + _FOOT.pack(len(table), len(checksums), VERSION, total, MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Let go of a file that will not be finished."""
        self._file.close()

    def _write(self, data: bytes | memoryview) -> None:
        self._length += len(data)
        self._pending += data
        if len(self._pending) < BLOCK:
            return
        whole = len(self._pending) & -BLOCK
        view = memoryview(self._pending)
        self._checksums.extend(zlib.crc32(view[at : at + BLOCK]) for at in range(0, whole, BLOCK))
        self._file.write(view[:whole])
        view.release()
        del self._pending[:whole]


class Spool:
    """An array that grows while another one is written, in a temporary file once it is large."""

    def __init__(self, dtype: np.dtype[Any] | type) -> None:
        self.dtype = np.dtype(dtype)
        self._file = SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115 - `pieces` closes it
        finalize(self, self._file.close)  # where nobody comes to read it, since writing failed

    def append(self, array: Array) -> None:
        """Put more at its end."""
        self._file.write(array.astype(self.dtype, copy=False).tobytes())

    def pieces(self) -> Iterator[Array]:
        """All of it, once."""
        self._file.seek(0)
        with self._file:
            while data := self._file.read(_SPOOLED):
                yield np.frombuffer(data, self.dtype)


class ArrayFile:
    """The file mapped into memory. Arrays are views of it; whoever keeps one keeps the mapping alive."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise damaged() from error
        self._view = memoryview(self._map)
        try:
            self._arrays, self.facts = self._read_table()
        except (ValueError, KeyError, TypeError, struct.error) as error:
            raise damaged() from error

    def _read_table(self) -> tuple[dict[str, tuple[int, int, np.dtype[Any]]], dict[str, Any]]:
        size = len(self._map)
        if size < _HEAD.size + _FOOT.size:
            raise damaged()
        table, checksums, version, total, magic = _FOOT.unpack(self._map[-_FOOT.size :])
        begin = size - _FOOT.size - table - checksums
        if magic != MAGIC or version != VERSION or begin < _HEAD.size:
            raise damaged()
        rest = self._map[begin : size - _FOOT.size]
        if zlib.crc32(_FOOT.pack(table, checksums, version, 0, magic), zlib.crc32(rest)) != total:
            raise damaged()
        self._end = begin
        self._checksums = np.frombuffer(rest, "<u4", checksums // 4, table).astype(np.uint32).data
        self._good = bytearray(len(self._checksums))
        if len(self._checksums) != -(-begin // BLOCK):
            raise damaged()
        self._check(0, _HEAD.size)
        content = json.loads(rest[:table])
        entries = content["arrays"].items()
        arrays = {name: (int(at), int(count), np.dtype(kind)) for name, (at, count, kind) in entries}
        return arrays, content["facts"]

    def names(self) -> list[str]:
        """The names of all arrays."""
        return list(self._arrays)

    def array(self, name: str) -> Array:
        """A whole array, checked."""
        at, count, dtype = self._arrays[name]
        self._check(at, at + count * dtype.itemsize)
        return np.frombuffer(self._map, dtype, count, at)

    def piece(self, name: str, start: int, stop: int) -> Array:
        """Entries from `start` to `stop` of an array, checked."""
        at, count, dtype = self._arrays[name]
        if not 0 <= start <= stop <= count:
            raise damaged()
        first = at + start * dtype.itemsize
        self._check(first, at + stop * dtype.itemsize)
        return np.frombuffer(self._map, dtype, stop - start, first)

    def some(self, name: str, places: NDArray[np.int64]) -> Array:
        """Some entries of an array, by their places; only the blocks that they stand in are checked."""
        at, count, dtype = self._arrays[name]
        end = at + count * dtype.itemsize
        if len(places) > end - at >> _BLOCK_BITS:
            self._check(at, end)
        elif 0 in self._good[at >> _BLOCK_BITS : (end >> _BLOCK_BITS) + 1]:
            for block in {*(at + places * dtype.itemsize >> _BLOCK_BITS).tolist()}:
                self._check_block(block)
        return np.frombuffer(self._map, dtype, count, at).take(places)

    def length(self, name: str) -> int:
        """How many entries an array has."""
        return self._arrays[name][1]

    def octets(self, name: str, start: int, stop: int) -> bytes:
        """The same of an array of bytes, as bytes: faster for a few."""
        at, count, _dtype = self._arrays[name]
        if not 0 <= start <= stop <= count:
            raise damaged()
        self._check(at + start, at + stop)
        return self._map[at + start : at + stop]

    def forget(self) -> None:
        """Let the system take back the memory of what was read; it comes again when it is read again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def _check(self, start: int, stop: int) -> None:
        """Compare the blocks of some bytes with their checksums, each block once."""
        first, end = start >> _BLOCK_BITS, (stop - 1 >> _BLOCK_BITS) + 1
        if start >= stop or 0 not in self._good[first:end]:
            return
        for block in range(first, end):
            self._check_block(block)

    def _check_block(self, block: int) -> None:
        if not self._good[block]:
            begin = block << _BLOCK_BITS
            if zlib.crc32(self._view[begin : min(begin + BLOCK, self._end)]) != self._checksums[block]:
                raise damaged()
            self._good[block] = 1


def damaged() -> IndexUnusable:
    """The error for a file that is not as it was written."""
    return IndexUnusable(_("The search index is damaged."))
