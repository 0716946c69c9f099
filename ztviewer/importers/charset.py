"""Bytes as text: byte order marks, Unicode, GB 18030, Big5 and EUC-TW, told apart by how Chinese the result reads.

What a document declares and what its bytes say are checked against each other. Something always comes out: bytes that
cannot be read become U+FFFD, and text that had been read wrongly before is repaired.
"""

import codecs
import re
from dataclasses import dataclass

from ztviewer.core.i18n import _
from ztviewer.core.importing import Guess
from ztviewer.importers import euc_tw
from ztviewer.importers.legibility import likelihood, mean
from ztviewer.importers.mojibake import repaired

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
"""GB 18030 holds GBK and GB 2312, Big5-HKSCS holds Big5. Of two that read equally well, the earlier."""
_WIDE = ("utf-32-le", "utf-32-be")
"""Asked too where there are NULs."""
_POOR = 1.0
"""Where the best of them reads worse on average, EUC-TW is asked too, which is rare and slow to read."""
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_FAMILIES = {"gb": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8", "euc-tw": euc_tw.NAME}
_SAMPLE = 64 * 1024
_DECLARED_BYTES = 1024
_TRUST = 6.0
"""What a declaration counts: two frequent characters. Pages that lie about their charset are common."""
_WELL_FORMED = 2.0
"""What each well-formed UTF-8 sequence of several bytes counts on top: chance makes them one time in six."""
_CERTAIN = 24
"""So many of them, and not one that is not, are no chance."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was written."""

    text: str
    charset: str
    """a name that Python's codecs know: `gb18030`"""
    repaired: str | None = None
    """what had been done to the text before, and was undone: `utf-8 read as gb18030`"""

    @property
    def guessed(self) -> tuple[Guess, ...]:
        """What the report says of it."""
        if self.repaired is None:
            return ()
        return (Guess("charset", _("repaired: {what}").format(what=self.repaired)),)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read bytes in the charset in which they make the best Chinese. `declared` is what a server said of them.

    What is declared decides between charsets that read alike, and where no Chinese comes out.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _decoded(data, charset)
    sample = data[:_SAMPLE]
    if b"\0" not in data and (text := _utf8(data)) is not None:
        return restored(text, "utf-8")
    said = _declared(sample[:_DECLARED_BYTES]) or declared
    charset = _sniffed(sample, _family(said))
    decoded = _decoded(data, charset)
    if declared and "\ufffd" in decoded.text:
        try:
            return Decoded(data.decode(declared), codecs.lookup(declared).name)
        except (LookupError, ValueError):
            pass
    return decoded


def _decoded(data: bytes, charset: str) -> Decoded:
    return restored(data.decode(charset, "replace").removeprefix("\ufeff"), charset)


def restored(text: str, charset: str) -> Decoded:
    """A text that was written in a charset, repaired where it had been read wrongly before."""
    text, ways = repaired(text)
    return Decoded(text, charset, ", ".join(map(str, ways)) or None)


def _utf8(data: bytes) -> str | None:
    """Bytes that are UTF-8 throughout (a character cut at the end is no fault), and enough of it to be certain."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            return None
        text = data.decode("utf-8", "replace")
    return text if data.isascii() or len(data) - len(text) >= 2 * _CERTAIN else None


def _declared(beginning: bytes) -> str | None:
    """The charset that a document claims to be written in, as XML and HTML do."""
    match = _DECLARED.search(beginning)
    return match[1].decode("ascii", "ignore") if match else None


def _family(name: str | None) -> str | None:
    """The candidate that a name stands for."""
    plain = (name or "").lower().replace("_", "-")
    return next((charset for start, charset in _FAMILIES.items() if plain.startswith(start)), None)


def _sniffed(sample: bytes, said: str | None) -> str:
    """The charset in which the sample reads best."""
    candidates = _CANDIDATES + (_WIDE if b"\0" in sample else ())
    scores = {charset: _score(sample, charset, said) for charset in candidates}
    best = max(candidates, key=scores.__getitem__)
    if best in ("gb18030", "big5hkscs") and mean(_read(sample, best)) < _POOR:
        rare = _score(sample, euc_tw.NAME, said)
        best = euc_tw.NAME if rare > scores[best] else best
    return best


def _score(sample: bytes, charset: str, said: str | None) -> float:
    """How much better the sample reads as Chinese in a charset than as noise."""
    text = _read(sample, charset)
    score = likelihood(text) + (_TRUST if charset == said else 0.0)
    if charset == "utf-8":
        score += _WELL_FORMED * sum("\x7f" < char != "\ufffd" for char in text)
    return score


def _read(sample: bytes, charset: str) -> str:
    """The sample's text; a character cut at its end is no fault."""
    return codecs.getincrementaldecoder(charset)("replace").decode(sample)
