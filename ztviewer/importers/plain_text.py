"""Plain text on its way into an archive: without characters no archive should hold, paragraphs as HTML, a title."""

import re
from collections.abc import Iterable
from html import escape

from ztviewer.core.i18n import _
from ztviewer.core.importing import Guess

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_TITLE = 40
_SENTENCE = re.compile(r".{1,40}?(?:[。！？!?；;]+[”’」』）)]*|$)")
_CLAUSE = re.compile(r".{4,40}(?=[，,、：:])")


def printable(text: str) -> str:
    """A text without control characters, lone surrogates and stray byte order marks."""
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that has one a line; white space around them is layout."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def as_html(lines: Iterable[str]) -> str:
    """Paragraphs as HTML."""
    return "".join([f"<p>{escape(line, quote=False)}</p>" for line in lines])


def first_sentence() -> Guess:
    """What is said where `title_of` gave a title."""
    return Guess("title", _("from the first sentence"))


def title_of(paragraph: str) -> str:
    """The first sentence of a paragraph, at most 40 characters: cut at a clause where the sentence is longer."""
    match = _SENTENCE.match(paragraph) or _CLAUSE.match(paragraph)
    return match[0].rstrip("。；; ") if match else paragraph[:_TITLE]
