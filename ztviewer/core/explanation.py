"""Why a query finds what it finds: how it was read, and how many articles each part of it has."""

from collections.abc import Iterator
from dataclasses import dataclass

from ztviewer.core.corrections import Correction
from ztviewer.core.i18n import _, ngettext
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

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query, by itself."""

    query: Query
    total: int
    """the articles that it finds"""
    parts: tuple["Part", ...] = ()
    near: tuple[Correction, ...] = ()
    """where it finds nothing: what sounds alike or is one letter off, with what that finds"""

    def __str__(self) -> str:
        """In the user's language, a line a part, parts indented under what they are parts of."""
        return "\n".join(_lines(self, 0))


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a typed query was read, as a tree whose parts are those of the query."""

    text: str
    remarks: tuple[str, ...]
    whole: Part


def _lines(part: Part, depth: int) -> Iterator[str]:
    count = ngettext("{count} article", "{count} articles", part.total).format(count=f"{part.total:,}")
    yield f"{_INDENT * depth}{described(part.query)}: {count}"
    for near in part.near:
        line = _("near it: {text} ({count})").format(text=near.text, count=f"{near.total:,}")
        yield f"{_INDENT * (depth + 1)}{line}"
    for each in part.parts:
        yield from _lines(each, depth + 1)


def described(query: Query) -> str:
    """What one condition asks for, without its parts, in the user's language."""
    match query:
        case Everything():
            return _("every article")
        case And():
            return _("all of")
        case Or():
            return _("any of")
        case Not():
            return _("none of")
        case Keyed(key, text):
            return _("{key} holds “{text}”").format(key=_key(key), text=text)
        case Dated(first, last):
            return _("published from {first} to {last}").format(first=first or "…", last=last or "…")
        case Has(what):
            return _having(what)
        case Words() | AnyWord() | Phrase() | Near() | Prefix() | Fuzzy():
            asked = _asked(query)
            if isinstance(query, Phrase | Near) and query.exact:
                asked = _("{condition} in these very characters").format(condition=asked)
            return (
                _("{condition} in {field}").format(condition=asked, field=_field(query.field))
                if query.field
                else asked
            )


def _asked(query: Words | AnyWord | Phrase | Near | Prefix | Fuzzy) -> str:
    match query:
        case Words(text):
            return _("the words of “{text}”").format(text=text)
        case AnyWord(text):
            return _("any word of “{text}”").format(text=text)
        case Phrase(text):
            return _("exactly “{text}”").format(text=text)
        case Near(texts, distance):
            quoted = " ".join(f"“{text}”" for text in texts)
            return _("{texts} within {distance} characters").format(texts=quoted, distance=distance)
        case Prefix(text):
            return _("beginning with “{text}”").format(text=text)
        case Fuzzy(text, edits):
            return ngettext(
                "spelt like “{text}”, {edits} letter off", "spelt like “{text}”, {edits} letters off", edits
            ).format(text=text, edits=edits)


def _field(field: Field) -> str:
    return {Field.TITLE: _("the title"), Field.BODY: _("the body"), Field.CAPTION: _("the captions")}[field]


def _key(key: Key) -> str:
    return {
        Key.SOURCE: _("the source"),
        Key.AUTHOR: _("the author"),
        Key.EDITOR: _("the editor"),
        Key.COLUMN: _("the column"),
        Key.TAG: _("a tag"),
        Key.TOPIC: _("a topic"),
    }[key]


def _having(what: Having) -> str:
    return {
        Having.IMAGE: _("with a picture"),
        Having.NOTE: _("with a note"),
        Having.TAG: _("with a tag"),
        Having.TRASH: _("in the trash"),
    }[what]
