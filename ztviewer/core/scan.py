"""What every query means, said as a plain scan of one article: the specification that engines are tested against."""

from collections.abc import Callable, Iterator, Sequence

from ztviewer.core.article import Document, State
from ztviewer.core.fold import fold
from ztviewer.core.numerals import spellings, ways
from ztviewer.core.particles import telling
from ztviewer.core.published import Published
from ztviewer.core.query import (
    And,
    AnyWord,
    Dated,
    Everything,
    Field,
    Fuzzy,
    Has,
    Having,
    Key,
    Keyed,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Words,
)
from ztviewer.core.spelling import distance
from ztviewer.core.tokens import PARAGRAPH, is_run, token_texts, written

Segment = Callable[[str], Sequence[str]]
"""The words of a text, in order."""


def matches(query: Query, document: Document, words: Segment) -> bool:
    """Whether an article is found. `words` is `search.segmenter.words`, which this layer cannot import."""
    if document.state is State.TRASH and not _asks_for_trash(query):
        return False
    return _holds(query, document, words)


def _asks_for_trash(query: Query) -> bool:
    match query:
        case And(parts) | Or(parts):
            return any(_asks_for_trash(part) for part in parts)
        case Not(part):
            return _asks_for_trash(part)
    return query == Has(Having.TRASH)


def _holds(query: Query, document: Document, words: Segment) -> bool:
    match query:
        case Everything():
            return True
        case And(parts):
            return all(_holds(part, document, words) for part in parts)
        case Or(parts):
            return any(_holds(part, document, words) for part in parts)
        case Not(part):
            return not _holds(part, document, words)
        case Keyed(key, text):
            return any(fold(text) in fold(value) for value in _values(document, key))
        case Dated(first, last):
            return _published_between(document.published, first, last)
        case Has(what):
            return _has(document, what)
        case Words(text, field):
            return any(all(_holding(words(each), field, document)) for each in spellings(text) if words(each))
        case AnyWord(text, field):
            return any(any(_holding(telling(words(each)), field, document)) for each in spellings(text))
        case Phrase() | Near() | Prefix() | Fuzzy():
            return _holds_text(query, document)


def _holds_text(query: Phrase | Near | Prefix | Fuzzy, document: Document) -> bool:
    match query:
        case Near(texts, apart, field, exact):
            lines = list(_paragraphs(document, field, exact))
            wanted = [[_tokens(text, exact) for text in way] for way in ([texts] if exact else ways(texts))]
            return any(_near(runs, apart, line) for runs in wanted for line in lines)
        case Phrase(text, field, exact):
            run = _tokens(text, exact)
            return any(_places(run, line) for line in _paragraphs(document, field, exact))
        case Prefix(text, field):
            return any(token.startswith(fold(text)) for token in _all_tokens(document, field))
        case Fuzzy(text, edits, field):
            runs = filter(is_run, _all_tokens(document, field))
            return any(distance(token, fold(text)) <= edits for token in runs)


def _holding(words: Sequence[str], field: Field | None, document: Document) -> Iterator[bool]:
    """For each word, whether it stands anywhere."""
    lines = list(_paragraphs(document, field))
    runs = map(_tokens, words)
    return (any(_places(run, line) for line in lines) for run in runs)


def _places(wanted: Sequence[str], line: Sequence[str]) -> list[int]:
    """Where the wanted tokens stand one after another."""
    size = len(wanted)
    starts = range(len(line) - size + 1) if size else range(0)
    return [start for start in starts if line[start : start + size] == wanted]


def _near(texts: Sequence[Sequence[str]], apart: int, line: Sequence[str]) -> bool:
    """Whether one piece of the paragraph, with no gap over `apart` tokens in it, holds every text."""
    found = sorted(
        (start, start + len(wanted), number)
        for number, wanted in enumerate(texts)
        for start in _places(wanted, line)
    )
    held: set[int] = set()
    reached = 0
    for start, end, number in found:
        if start - reached > apart:
            held = set()
        held.add(number)
        reached = max(reached, end)
        if len(held) == len(texts):
            return True
    return False


def _paragraphs(document: Document, field: Field | None, exact: bool = False) -> Iterator[list[str]]:
    """The tokens of every paragraph of a field, or of all fields."""
    texts = {Field.TITLE: (document.title,), Field.BODY: (document.text,), Field.CAPTION: document.captions}
    for each in (field,) if field else Field:
        for text in texts[each]:
            yield from (_tokens(line, exact) for line in text.split(PARAGRAPH))


def _all_tokens(document: Document, field: Field | None) -> Iterator[str]:
    return (token for line in _paragraphs(document, field) for token in line)


def _tokens(text: str, exact: bool = False) -> list[str]:
    return written(text) if exact else token_texts(fold(text))


def _values(document: Document, key: Key) -> tuple[str, ...]:
    match key:
        case Key.TAG:
            return document.tags
        case Key.TOPIC:
            return document.topics
    single = {
        Key.SOURCE: document.source,
        Key.AUTHOR: document.author,
        Key.EDITOR: document.editor,
        Key.COLUMN: document.column,
    }
    value = single[key]
    return (value,) if value else ()


def _published_between(published: Published | None, first: str | None, last: str | None) -> bool:
    """Whether any day an article may be of lies between two days; text order is time order."""
    if published is None:
        return False
    known = published.iso[:10]
    earliest = known + "0000-01-01"[len(known) :]
    latest = known + "0000-12-31"[len(known) :]
    return (first is None or latest >= first) and (last is None or earliest <= last)


def _has(document: Document, what: Having) -> bool:
    match what:
        case Having.IMAGE:
            return document.pictures > 0
        case Having.NOTE:
            return document.notes > 0
        case Having.TAG:
            return bool(document.tags)
        case Having.TRASH:
            return document.state is State.TRASH
