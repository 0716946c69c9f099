"""How Chinese characters are read aloud, in letters without tones: `重` is `zhong`, `chong` or `tong`; `女` is `nv`."""

import os
import unicodedata
from functools import cache, lru_cache

from ztviewer.core.fold import fold

_MARKED = "āáǎàēéěèêếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
_DOTS = "\u0308"
"""what makes an u an ü, which is typed as v"""


def _letter(marked: str) -> str:
    parts = unicodedata.normalize("NFD", marked)
    return "v" if _DOTS in parts else parts[0]


_LETTERS = {ord(marked): _letter(marked) for marked in _MARKED} | dict.fromkeys(range(0x300, 0x370))


@lru_cache(maxsize=1 << 15)
def syllables(character: str) -> tuple[str, ...]:
    """Every reading of a character, the most usual first; none for what is no Chinese character.

    Of what the fold makes one (`著` and `着`) each is read in its own ways first, then in the other's.
    """
    readings = [
        _toneless(reading)
        for each in dict.fromkeys((character, fold(character)))
        for reading in _dictionary().get(ord(each), "").split(",")
    ]
    return tuple(dict.fromkeys(filter(None, readings)))


def _toneless(reading: str) -> str:
    return reading.translate(_LETTERS)


def same_sound(character: str) -> tuple[str, ...]:
    """The characters, as the fold writes them, that have a reading in common with this one; itself among them."""
    found = (each for syllable in syllables(character) for each in _by_sound().get(syllable, ()))
    return tuple(dict.fromkeys((fold(character), *found)))


@cache
def _by_sound() -> dict[str, list[str]]:
    """The characters of the basic block that the fold leaves alone, by their readings."""
    found: dict[str, list[str]] = {}
    for number, readings in _dictionary().items():
        if 0x4E00 <= number <= 0x9FFF and fold(chr(number)) == chr(number):
            for syllable in dict.fromkeys(map(_toneless, readings.split(","))):
                found.setdefault(syllable, []).append(chr(number))
    return found


@cache
def _dictionary() -> dict[int, str]:
    """The readings of single characters. The phrases of pypinyin take half a second to load and are not needed."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT
