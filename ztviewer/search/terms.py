"""How the text of a field becomes terms: single tokens, pairs of neighbours, and a mark where paragraphs begin.

Terms are named so that their order as bytes is the order of (first token, second token): a space stands below every
character of a token.
"""

from collections.abc import Iterator

from ztviewer.core.article import Document
from ztviewer.core.fold import fold
from ztviewer.core.query import Field
from ztviewer.core.tokens import PARAGRAPH, token_texts


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


def paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """The tokens of each line that has any."""
    return filter(None, map(words, text.split(PARAGRAPH)))


def occurrences(text: str) -> dict[str, list[int]]:
    """Every term with its positions, ascending. A pair stands where its first token does."""
    found: dict[str, list[int]] = {}
    position = 0
    for line in paragraphs(text):
        found.setdefault(MARK, []).append(position)
        for first, second in zip(line, (*line[1:], ""), strict=True):
            found.setdefault(first, []).append(position)
            found.setdefault(pair(first, second), []).append(position)
            position += 1
        position += 1  # so that tokens of different paragraphs are never neighbours
    return found
