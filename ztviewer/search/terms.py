"""How the text of a field becomes terms: single tokens, pairs of neighbours, and a mark where paragraphs begin.

A character that the fold changes is a token beside the one it folds to, as it is written (`鎮` beside `镇`): a term,
and a pair with `""`, which holds its positions. It is no neighbour of any other and does not count to the length.

Terms are named so that their order as bytes is the order of (first token, second token): a space stands below every
character of a token.
"""

from collections.abc import Iterator, Sequence

from ztviewer.core.article import Document
from ztviewer.core.fold import fold
from ztviewer.core.query import Field
from ztviewer.core.tokens import PARAGRAPH, forms, token_texts, written


def pair(first: str, second: str) -> str:
    """The term of two neighbours. The last token of a paragraph has `""` for a neighbour."""
    return f"{first} {second}"


MARK = pair("", "")
"""The term whose positions are those of the first token of each paragraph."""


def texts(document: Document) -> Iterator[tuple[Field, str]]:
    """The text of each field, one paragraph a line."""
    yield Field.TITLE, document.title
    yield Field.BODY, document.text
    yield Field.CAPTION, PARAGRAPH.join(document.captions)


def words(text: str) -> tuple[str, ...]:
    """The tokens of a text after the fold."""
    return tuple(token_texts(fold(text)))


def counts(term: str) -> bool:
    """Whether a term counts to the length of a text: a token, and no other way to write one."""
    return " " not in term and fold(term) == term


def forms_at(characters: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """What holds where a run stands as it is `written`: at which place which form must stand, or must not."""
    for place, token in enumerate(characters):
        if token != fold(token):
            yield place, token, True
        else:
            yield from ((place, form, False) for form in forms().get(token, ()))


def paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """The tokens of each line that has any."""
    return filter(None, map(words, text.split(PARAGRAPH)))


def occurrences(text: str) -> dict[str, list[int]]:
    """Every term with its positions, ascending. A pair stands where its first token does."""
    found: dict[str, list[int]] = {}
    position = 0
    for line in filter(None, map(written, text.split(PARAGRAPH))):
        found.setdefault(MARK, []).append(position)
        folded = [*map(fold, line), ""]
        for first, second, form in zip(folded, folded[1:], line, strict=False):
            names = {first, pair(first, second)} | ({form, pair(form, "")} if form != first else set())
            for name in names:
                found.setdefault(name, []).append(position)
            position += 1
        position += 1  # so that tokens of different paragraphs are never neighbours
    return found
