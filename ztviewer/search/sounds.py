"""Other ways to write a text that sound the same, such as an input method might have meant: `镇将` is `镇江`.

Every character may become any that shares a reading with it. Of all the ways those are kept whose neighbours stand
side by side in the articles, and most often.
"""

from collections.abc import Sequence
from math import log

import numpy as np

from ztviewer.core.query import Field
from ztviewer.core.tokens import is_run
from ztviewer.search import terms
from ztviewer.search.codec.field import TextField
from ztviewer.search.codec.segment import SegmentFile
from ztviewer.search.pinyin import same_sound

MOST_TOKENS = 12
"""Longer texts have no same-sound readings here: they are sentences, not names."""
MOST_WAYS = 16
"""Ways to write the beginning of a text that are followed further."""
MOST_CHARACTERS = 24
"""Characters that one may become: those of most neighbours in the articles."""

_NEVER = -4.0
"""what two neighbours count that never stand side by side: a text may be two words that never do"""
_CHANGED = -1.5
"""what a character counts that is not the one typed"""

Counts = dict[tuple[str, str], int]
_Way = tuple[tuple[str, ...], float]


def alike(segments: Sequence[SegmentFile], text: str) -> list[str]:
    """The ways to write a text that sound the same and are not the text, the likeliest first; at most MOST_WAYS."""
    tokens = terms.words(text)
    if not 2 <= len(tokens) <= MOST_TOKENS or all(map(is_run, tokens)):
        return []
    fields = [segment.fields[field] for segment in segments for field in (Field.TITLE, Field.BODY)]
    choices = [_choices(fields, token) for token in tokens]
    ways: list[_Way] = [((each,), _CHANGED * (each != tokens[0])) for each in choices[0]]
    for token, after in zip(tokens[1:], choices[1:], strict=True):
        counts = _pairs(fields, [way[-1] for way, _ in ways], after)
        longer = [
            ((*way, each), value + _fits(counts.get((way[-1], each))) + _CHANGED * (each != token))
            for way, value in ways
            for each in after
        ]
        ways = sorted(longer, key=lambda scored: -scored[1])[:MOST_WAYS]
    return [written for way, _ in ways if (written := _written(way)) != _written(tokens)]


def _fits(count: int | None) -> float:
    return _NEVER if count is None else log(1 + count)


def _written(way: Sequence[str]) -> str:
    """The tokens as a text, a space only between runs."""
    return "".join(
        f" {token}" if place and is_run(token) and is_run(way[place - 1]) else token
        for place, token in enumerate(way)
    )


def _choices(fields: Sequence[TextField], token: str) -> list[str]:
    """What a token may become, itself first."""
    if is_run(token):
        return [token]
    neighbours = {other: sum(_neighbours(text, other) for text in fields) for other in same_sound(token)}
    known = [other for other, count in neighbours.items() if count and other != token]
    return [token, *sorted(known, key=lambda other: -neighbours[other])[: MOST_CHARACTERS - 1]]


def _neighbours(text: TextField, token: str) -> int:
    """How many different tokens follow one."""
    number = text.tokens.find(token)
    if number is None:
        return 0
    start, stop = text.pairs_of(number)
    return stop - start


def _pairs(fields: Sequence[TextField], firsts: Sequence[str], seconds: Sequence[str]) -> Counts:
    """Which of the first tokens stand before which of the second, and about how often."""
    found: Counts = {}
    for text in fields:
        _count(text, firsts, seconds, found)
    return found


def _count(text: TextField, firsts: Sequence[str], seconds: Sequence[str], found: Counts) -> None:
    numbers = {number: each for each in seconds if (number := text.tokens.find(each)) is not None}
    wanted = np.array(sorted(numbers), np.uint32)
    for first in dict.fromkeys(firsts):
        number = text.tokens.find(first)
        if number is None:
            continue
        start, stop = text.pairs_of(number)
        standing = text.seconds(start, stop)
        places = np.searchsorted(standing, wanted)
        places[places == len(standing)] = 0
        if not len(standing):
            continue
        for hit in np.flatnonzero(standing[places] == wanted).tolist():
            pair = (first, numbers[int(wanted[hit])])
            found[pair] = found.get(pair, 0) + text.positions.size(start + int(places[hit]))
