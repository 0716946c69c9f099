"""Questions in plain language: where all words of a query ask for too much, any of them is enough."""

from collections.abc import Callable
from dataclasses import replace

from ztviewer.core.i18n import _
from ztviewer.core.query import And, AnyWord, Or, Query, Reading, Words
from ztviewer.search import Index
from ztviewer.search.segmenter import words

MANY_WORDS = 6
"""A run of so many words is a sentence, and hardly any article holds all words of a sentence."""


def meant(index: Index, reading: Reading) -> Reading:
    """What a query asks an index for.

    Any word of a sentence is enough, as it is of a query that finds nothing; then a remark says so. What is quoted,
    ruled out, or a condition on something else than words stays as it is.
    """
    query = loosened(reading.query, lambda text: len(words(text)) >= MANY_WORDS)
    if not index.count(query):
        wider = loosened(query, lambda _text: True)
        if wider != query and index.count(wider):
            remark = _("No article has all of these words; the ones that have most of them come first.")
            return replace(reading, query=wider, remarks=(*reading.remarks, remark))
    return replace(reading, query=query)


def loosened(query: Query, sentence: Callable[[str], bool]) -> Query:
    """A query in which sentences ask for any of their words; runs beside a sentence belong to it."""
    match query:
        case Words(text, field) if sentence(text):
            return AnyWord(text, field)
        case Or(parts):
            return Or(tuple(loosened(part, sentence) for part in parts))
        case And(parts):
            return _together([loosened(part, sentence) for part in parts])
    return query


def tightened(query: Query) -> Query:
    """A query that asks for all words of its sentences."""
    match query:
        case AnyWord(text, field):
            return Words(text, field)
        case Or(parts):
            return Or(tuple(map(tightened, parts)))
        case And(parts):
            return And(tuple(map(tightened, parts)))
    return query


def _together(parts: list[Query]) -> Query:
    """The parts of an And, in which all runs in the field of a sentence are one sentence."""
    for field in {part.field for part in parts if isinstance(part, AnyWord)}:
        runs = [part for part in parts if isinstance(part, Words | AnyWord) and part.field == field]
        whole = AnyWord(" ".join(run.text for run in runs), field)
        place = parts.index(runs[0])
        parts = [part for part in parts if part not in runs]
        parts.insert(place, whole)
    return And(tuple(parts)) if len(parts) > 1 else parts[0]
