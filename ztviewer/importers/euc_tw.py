"""EUC-TW, which Python does not know: the characters of CNS 11643, planes 1 and 2, as all of Big5 has them and more.

Two bytes are a character of plane 1; four bytes (8E, the plane from A1, row, cell) one of any plane. Importing this
module makes the codec `euc_tw` known to Python, for reading only.
"""

import codecs
import re
from functools import cache

from ztviewer.core.paths import resource

NAME = "euc_tw"
_UNIT = re.compile("[\x00-\x7f]+|\x8e[\xa1-\xb0][\xa1-\xfe]{2}|[\xa1-\xfe]{2}|.", re.DOTALL)
_LONGEST = 4


@cache
def _characters() -> dict[str, str]:
    """The characters by their bytes, those written as Latin-1; plane 1 both short and long."""
    found: dict[str, str] = {}
    for line in resource("cns11643.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        plane, row, cell, characters = line.split("\t")
        for number, character in enumerate(characters, int(cell)):
            place = chr(0xA0 + int(row)) + chr(0xA0 + number)
            found[f"\x8e{chr(0xA0 + int(plane))}{place}"] = character
            if plane == "1":
                found[place] = character
    return found


def _decode(data: bytes, errors: str = "strict", final: bool = True) -> tuple[str, int]:
    """The text, and how many bytes it took: a character that is cut at the end waits unless `final`."""
    known, pieces, done = _characters(), [], 0
    for unit in _UNIT.finditer(bytes(data).decode("latin-1")):
        piece = unit[0]
        if piece[0] < "\x80":
            pieces.append(piece)
        elif (character := known.get(piece)) is not None:
            pieces.append(character)
        elif not final and len(piece) == 1 and unit.start() > len(data) - _LONGEST:
            break
        else:
            broken = UnicodeDecodeError(NAME, bytes(data), *unit.span(), "no character of CNS 11643")
            pieces.append(str(codecs.lookup_error(errors)(broken)[0]))
        done = unit.end()
    return "".join(pieces), done


def _encode(text: str, _errors: str = "strict") -> tuple[bytes, int]:
    raise UnicodeEncodeError(NAME, text, 0, len(text), "EUC-TW is only read")


class _Incremental(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
        return _decode(data, errors, final)


# Buffer, which typeshed asks of a decoder, has no name before Python 3.12.
_INFO = codecs.CodecInfo(_encode, _decode, incrementaldecoder=_Incremental, name=NAME)  # type: ignore[arg-type]
codecs.register(lambda name: _INFO if name == NAME else None)
