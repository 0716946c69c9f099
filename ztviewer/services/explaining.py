"""Explains a query: asks the index for each of its parts, and for what is near a part that finds nothing."""

from collections.abc import Iterator

from ztviewer.core.corrections import Correction
from ztviewer.core.explanation import Explanation, Part
from ztviewer.core.fold import fold
from ztviewer.core.query import And, AnyWord, Fuzzy, Keyed, Not, Or, Phrase, Query, Reading, Words
from ztviewer.core.tokens import is_run, tokens
from ztviewer.search import Index
from ztviewer.search.segmenter import words

MOST_NEAR = 3
"""Things near a part that finds nothing."""


def explanation(index: Index, reading: Reading) -> Explanation:
    """How many articles each part of a query finds. What is in the trash counts only in a part that asks for it."""
    return Explanation(reading.text, reading.remarks, _part(index, reading.query))


def _part(index: Index, query: Query) -> Part:
    total = index.count(query)
    parts = tuple(_part(index, each) for each in _parts(query))
    return Part(query, total, parts, () if total else tuple(_near(index, query)))


def _parts(query: Query) -> tuple[Query, ...]:
    match query:
        case And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case Words(text, field) | AnyWord(text, field):
            cut = dict.fromkeys(words(text))
            return tuple(Phrase(word, field) for word in cut) if len(cut) > 1 else ()
    return ()


def _near(index: Index, query: Query) -> Iterator[Correction]:
    """What is near a part that finds nothing, the likeliest first."""
    match query:
        case Phrase(text, field, exact=True):
            ways: list[tuple[str, Query]] = [(f'"{text}"', Phrase(text, field))]
        case Words(text, field) | AnyWord(text, field) | Phrase(text, field):
            ways = [(way, Phrase(way, field)) for way in index.sounding_alike(text)]
            found = tokens(fold(text))
            if len(found) == 1 and is_run(found[0].text):
                ways = [(f"{found[0].text}~1", Fuzzy(found[0].text, 1, field))]
        case Keyed(key, text):
            ways = [(value, Keyed(key, value)) for value in index.values_near(key, text)]
        case _:
            ways = []
    counted = (Correction(way, index.count(each)) for way, each in ways[: 2 * MOST_NEAR])
    yield from [near for near in counted if near.total][:MOST_NEAR]
