"""How much a text reads like Chinese, by its characters alone: what tells a right decoding from a wrong one."""

from collections import Counter
from functools import cache

# Log-likelihood ratios (natural, rounded) of a character in Chinese prose against one that wrong decoding makes up.
FREQUENT, _COMMON, _RARE, _FOREIGN, _BROKEN = 3.0, 0.5, -3.0, -3.0, -8.0

_MOST_FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么"
    "心多天而能好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同已老从动两长知民样现分"
    "将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位"
    "因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场"
    "這來國個到說們為時過學對後麼沒於還發當無開見經頭動兩長樣現將與進實點種聲話兒問機給幾業間電門東聽氣關內"
    "產萬體別處總場記報區設廣導組織據稱報导记报区设广导组织据称領導領參会会年月日镇鎮江城市建展经济省县縣"
    "，。、：；？！“”（）《》「」『』…—　·"
)
_PLAIN = frozenset(map(chr, (9, 10, 13, *range(0x20, 0x7F))))


def likelihood(text: str) -> float:
    """How much better a text reads as Chinese than as noise: the sum over its characters, plain ASCII counting nothing."""
    return sum(_weight(char) * count for char, count in Counter(text).items())


def mean(text: str) -> float:
    """The same for an average character beyond plain ASCII; 0 where there is none."""
    counts = Counter(text)
    size = sum(count for char, count in counts.items() if char not in _PLAIN)
    return sum(_weight(char) * count for char, count in counts.items()) / size if size else 0.0


@cache
def _weight(char: str) -> float:
    """What one character says for a decoding that gives it."""
    if char in _PLAIN:
        return 0.0
    if char in _MOST_FREQUENT:
        return FREQUENT
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
