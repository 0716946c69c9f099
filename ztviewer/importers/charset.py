"""Bytes as text: byte order marks, UTF-8, UTF-16, GB 18030 and Big5, told apart by how Chinese the result reads.

Something always comes out; bytes that cannot be read become U+FFFD.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

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
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_SAMPLE = 64 * 1024
_DECLARED_BYTES = 1024

# Log-likelihood ratios (natural, rounded) of a character in Chinese prose against one that wrong decoding makes up.
_FREQUENT, _COMMON, _RARE, _FOREIGN, _BROKEN = 3.0, 0.5, -3.0, -3.0, -8.0
_TRUST = 6.0
"""What a declaration counts: two frequent characters. Pages that lie about their charset are common."""
_WELL_FORMED = 2.0
"""What each well-formed UTF-8 sequence of several bytes counts on top: chance makes them one time in six."""

_MOST_FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么"
    "心多天而能好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同已老从动两长知民样现分"
    "将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位"
    "因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场"
    "這來國個到說們為時過學對後麼沒於還發當無開見經頭動兩長樣現將與進實點種聲話兒問機給幾業間電門東聽氣關內"
    "產萬體別處總場記報區設廣導組織據稱報导记报区设广导组织据称领導領参會会年月日镇鎮江城市建展经济省县縣"
    "，。、：；？！“”（）《》「」『』…—　·"
)
_PLAIN = frozenset(map(chr, (9, 10, 13, *range(0x20, 0x7F))))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was written."""

    text: str
    charset: str
    """a name that Python's codecs know: `gb18030`"""


def decode(data: bytes) -> Decoded:
    """Read bytes in the charset in which they make the best Chinese."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _decoded(data, charset)
    if data.isascii() and b"\0" not in data:
        return _decoded(data, "utf-8")
    sample = data[:_SAMPLE]
    declared = _declared(sample[:_DECLARED_BYTES])
    return _decoded(data, max(_CANDIDATES, key=lambda charset: _score(sample, charset, declared)))


def _decoded(data: bytes, charset: str) -> Decoded:
    return Decoded(data.decode(charset, "replace").removeprefix("\ufeff"), charset)


def _declared(beginning: bytes) -> str | None:
    """The candidate that a document claims to be written in, as XML and HTML do."""
    match = _DECLARED.search(beginning)
    if match is None:
        return None
    name = match[1].decode("ascii", "ignore").lower()
    families = {"gb": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8"}
    return next((charset for start, charset in families.items() if name.startswith(start)), None)


def _score(sample: bytes, charset: str, declared: str | None) -> float:
    """How much better the sample reads as Chinese in a charset than as noise."""
    text = codecs.getincrementaldecoder(charset)("replace").decode(
        sample
    )  # a character cut at the end is no fault
    score = sum(_weight(char) * count for char, count in Counter(text).items())
    if charset == "utf-8":
        score += _WELL_FORMED * sum(
            count for char, count in Counter(text).items() if "\x7f" < char != "\ufffd"
        )
    return score + (_TRUST if charset == declared else 0.0)


@cache
def _weight(char: str) -> float:
    """What one character says for a decoding that gives it."""
    if char in _PLAIN:
        return 0.0
    if char in _MOST_FREQUENT:
        return _FREQUENT
    if char in _everyday():
        return _COMMON
    code = ord(char)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code < 0xF900 or char == "\ufffd":
        return _BROKEN
    return _RARE if 0x3400 <= code < 0xA000 else _FOREIGN


@cache
def _everyday() -> frozenset[str]:
    """The first levels of GB 2312 and of Big5: the characters both standards list as everyday ones.

    Their symbols, wide letters and digits belong to them; kana and the other alphabets do not.
    """
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    rows = {"gb2312": (0xA1, 0xA2, 0xA3, *range(0xB0, 0xD8)), "big5": (0xA1, 0xA2, *range(0xA4, 0xC7))}
    return frozenset(
        char
        for charset, leads in rows.items()
        for lead in leads
        for trail in trails
        for char in bytes((lead, trail)).decode(charset, "ignore")
        if not char.isascii()  # the second byte alone, where there is no such character
    )
