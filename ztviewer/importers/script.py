"""Which Chinese script a text is written in, told by the characters that only one of the two has."""

import re
from collections.abc import Set
from functools import cache

_SAMPLE = 500
_KANA = re.compile("[ぁ-ゖァ-ヺ]")


def language(text: str) -> str | None:
    """`zh-Hans`, `zh-Hant`, or None where the beginning of a text does not tell (or is Japanese)."""
    sample = text[:_SAMPLE]
    if len(_KANA.findall(sample)) * 10 > len(sample):
        return None
    simplified, traditional = _distinctive()
    if simplified.search(sample) and not traditional.search(sample):
        return "zh-Hans"  # nearly always, and nothing has to be counted
    hans, hant = len(set(simplified.findall(sample))), len(set(traditional.findall(sample)))
    if hans == hant:
        return "zh-Hans" if len(_han().intersection(sample)) > 20 and hans == 0 else None
    return "zh-Hans" if hans > hant else "zh-Hant"


@cache
def _distinctive() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Matches for the characters of GB 2312 that Big5 lacks, and the other way round: sets take five times as long.

    Each national set was made for one script, so the difference is what only that script writes.
    """
    gb, big5 = _han(), _set_of("big5", range(0xA4, 0xFA), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return _any_of(gb - big5), _any_of(big5 - gb)


def _any_of(chars: Set[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(chars))}]")


@cache
def _han() -> frozenset[str]:
    return _set_of("gb2312", range(0xB0, 0xF8), tuple(range(0xA1, 0xFF)))


def _set_of(charset: str, leads: range, trails: tuple[int, ...]) -> frozenset[str]:
    cells = bytes(byte for lead in leads for trail in trails for byte in (lead, trail))
    return frozenset(char for char in cells.decode(charset, "ignore") if char >= "\u3400")
