"""Same-sound correction: after a query that found little, what an input method may have meant."""

import time
from collections.abc import Iterator

from ztviewer.core.corrections import Correction
from ztviewer.core.query import And, AnyWord, Near, Not, Or, Phrase, Query, Reading, Words
from ztviewer.core.query_language import read
from ztviewer.search import Index
from ztviewer.services.widening import tightened

LITTLE = 2
"""A query that finds more than this is corrected only where a text of it stands whole no more often than this."""
SURELY = 10
"""So many times as often the other way to write a text must stand whole to be offered for a query that found much."""
MOST_TRIED = 8
"""Ways to write one text that are looked for."""
MOST_TEXTS = 4
"""Texts of a query that other ways to write are looked for."""
TIME = 0.04
"""seconds after which only the likeliest way is tried"""


def corrections(index: Index, reading: Reading, limit: int) -> list[Correction]:
    """Queries that sound like one, the likeliest first.

    One text of the query is rewritten at a time. `镇将` finds every article that holds 镇 and 将, so it is the text as
    a whole that tells whether it was meant.
    """
    total = index.count(tightened(reading.query))
    until = time.monotonic() + TIME
    offered: list[tuple[int, Correction]] = []
    for text in list(dict.fromkeys(_texts(reading.query)))[:MOST_TEXTS]:
        whole = index.count(Phrase(text))
        if text not in reading.text or min(total, whole) > LITTLE:
            continue
        for number, other in enumerate(index.sounding_alike(text)[:MOST_TRIED]):
            if number and time.monotonic() > until:
                break
            stands = index.count(Phrase(other))
            if total > LITTLE and stands < SURELY * (whole + 1):
                continue
            written = reading.text.replace(text, other, 1)
            found = index.count(read(written).query)
            if found > total or total > LITTLE:
                offered.append((stands, Correction(written, found)))
    offered.sort(key=lambda each: (-each[0], -each[1].total))
    return [correction for _, correction in offered[:limit]]


def _texts(query: Query) -> Iterator[str]:
    """The texts that a query looks for, but those it rules out."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _texts(part)
        case Not():
            return
        case Words(text) | Phrase(text, exact=False):
            yield text
        case AnyWord(text):
            yield from text.split(" ")
        case Near(texts, exact=False):
            yield from texts
