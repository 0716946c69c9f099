"""What lies packed in a PDF, looked at before the reader meets it: it unpacks whatever a page names, without bound."""

import re
import zlib

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _

DRAWN_BYTES = 32 * 1024 * 1024
"""What one stream may unpack to. A page of a newspaper is drawn by less than one MiB, a large map by ten."""

_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01-\xda])")
"""The beginning of one that zlib has packed (RFC 1950, 2.2)."""
_BEFORE = 1000
"""Bytes in which a stream's dictionary is looked for."""
_PIECE = 1 << 20


def refuse_bombs(data: bytes) -> None:
    """ImportProblem where a stream unpacks to more than a page can need; pictures are bounded by their pixels."""
    for match in _STREAM.finditer(data):
        dictionary = data[max(0, match.start() - _BEFORE) : match.start()].rpartition(b" obj")[2]
        if b"/Image" not in dictionary and _is_bomb(data, match.end()):
            raise ImportProblem(_("Unpacked, this is too large for its size."))


def _is_bomb(data: bytes, start: int) -> bool:
    unpacker, size, at = zlib.decompressobj(), 0, start
    packed = b""
    try:
        while not unpacker.eof and (packed or at < len(data)):
            if not packed:
                packed, at = data[at : at + _PIECE], at + _PIECE
            size += len(unpacker.decompress(packed, _PIECE))
            packed = unpacker.unconsumed_tail
            if size > DRAWN_BYTES:
                return True
    except zlib.error:  # it is no stream, or a broken one
        pass
    return False
