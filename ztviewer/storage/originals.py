"""Documents as they were received, compressed and expanded again within the size they had."""

import hashlib
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath, PureWindowsPath

from ztviewer.core.article import Original
from ztviewer.storage.plain import name

LEVEL = 6
"""Measured on 300 saved pages of 13 kB: zlib 6 leaves 17.2% in 0.11 ms, zlib 9 the same, LZMA 16.0% in 2.2 ms.

On pieces of 2 kB zlib is even the smaller one. Twenty times the time for a fourteenth of the space is no bargain.
"""


@dataclass(frozen=True)
class Kept:
    """A document as it was received, as its row will say it."""

    name: str
    """the file's own name"""
    media_type: str
    digest: str
    """SHA-256 of the bytes as received"""
    size: int
    """of them, in bytes"""
    data: bytes
    """compressed with zlib"""


def compressed(original: Original) -> Kept:
    """A document made ready to be stored."""
    data = original.data
    return Kept(_file_name(original.name), original.media_type, fixity(data), len(data), _deflated(data))


def _deflated(data: bytes) -> bytes:
    """In the zlib format, with no more memory to prepare than so many bytes need: half the time for a line of JSON."""
    window = min(max(len(data).bit_length(), 10), zlib.MAX_WBITS)
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, window, min(window - 6, zlib.DEF_MEM_LEVEL))
    return stream.compress(data) + stream.flush()


@lru_cache(64)  # a million lines come from one file
def _file_name(given: str) -> str:
    """A file's own name, whichever system's folders stand before it."""
    return name(PurePosixPath(PureWindowsPath(given).name).name) or "?"


def fixity(data: bytes) -> str:
    """What tells a document as it was received from every other: SHA-256."""
    return hashlib.sha256(data).hexdigest()


def expanded(data: bytes, size: int) -> bytes | None:
    """The document again; None where it is not what was compressed. Never more than `size` bytes are made."""
    stream = zlib.decompressobj()
    try:
        whole = stream.decompress(data, size + 1)
    except zlib.error:
        return None
    return whole if len(whole) == size and stream.eof else None
