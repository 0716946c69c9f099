"""Which Chinese script a text is written in, told by the characters that only one of the two has."""

from functools import cache

_SAMPLE = 500
_KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))


def language(text: str) -> str | None:
    """`zh-Hans`, `zh-Hant`, or None where the beginning of a text does not tell (or is Japanese)."""
    sample = text[:_SAMPLE]
    distinct = set(sample)
    if not _KANA.isdisjoint(distinct) and sum(map(sample.count, distinct & _KANA)) * 10 > len(sample):
        return None
    simplified, traditional = _distinctive()
    if traditional.isdisjoint(distinct) and not simplified.isdisjoint(distinct):
        return "zh-Hans"  # nearly always, and nothing has to be counted
    hans, hant = len(distinct & simplified), len(distinct & traditional)
    if hans == hant:
        return "zh-Hans" if len(distinct & _han()) > 20 and hans == 0 else None
    return "zh-Hans" if hans > hant else "zh-Hant"


@cache
def _distinctive() -> tuple[frozenset[str], frozenset[str]]:
    """The characters of GB 2312 that Big5 lacks, and the other way round.

    Each national set was made for one script, so the difference is what only that script writes.
    """
    gb, big5 = _han(), _set_of("big5", range(0xA4, 0xFA), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return gb - big5, big5 - gb


@cache
def _han() -> frozenset[str]:
    return _set_of("gb2312", range(0xB0, 0xF8), tuple(range(0xA1, 0xFF)))


def _set_of(charset: str, leads: range, trails: tuple[int, ...]) -> frozenset[str]:
    cells = bytes(byte for lead in leads for trail in trails for byte in (lead, trail))
    return frozenset(char for char in cells.decode(charset, "ignore") if char >= "\u3400")
