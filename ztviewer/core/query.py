"""What is asked of an archive, as values: a tree of conditions, the facets chosen, the order wanted.

The docstrings of the conditions say exactly when each matches; `core.scan` says it again as a program. Texts are
compared as `core.tokens` of their `core.fold`. A paragraph is a line of the title or body, or a line of a caption.
A text without any token (`！`) matches nothing. An article in the trash never matches, unless `Has(TRASH)` stands
anywhere in the query.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from ztviewer.core.article import ArticleId, Summary

Span = tuple[int, int]
"""Start and end (exclusive) of characters in a text."""


class Field(StrEnum):
    """Text that is searched; a condition without a field looks at all three."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"


class Key(StrEnum):
    """A value an article carries whole, compared after the fold, matched where it holds the text asked for.

    It holds it as a substring, character by character. A tag's value is its whole path, so what carries a tag below
    the one named is found too.
    """

    SOURCE = "source"
    AUTHOR = "author"
    EDITOR = "editor"
    COLUMN = "column"
    TAG = "tag"
    TOPIC = "topic"


class Having(StrEnum):
    """Something an article has or is."""

    IMAGE = "image"
    NOTE = "note"
    TAG = "tag"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article (that is not in the trash, unless the query asks for the trash)."""


@dataclass(frozen=True, slots=True)
class Words:
    """An unquoted run (`镇江高新区产业`): all its words, those that hold it whole ranked first.

    Its words are those of `search.segmenter`: a text of two characters side by side is one. Each matches as a Phrase
    does, in whichever paragraph or field. A text with numbers or dates matches in each of its
    `core.numerals.spellings`: `30万` finds what `三十万` finds.
    """

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class AnyWord:
    """A question in plain language: any of the words that Words would ask for all of, `core.particles` aside.

    Articles that hold all are ranked first, and those that hold it whole before these.
    """

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quoted run: its tokens one after another in one paragraph, punctuation aside.

    With `exact` each also as it is written here (`core.tokens.written`): `鎮江` does not find `镇江`.
    """

    text: str
    field: Field | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """All `texts`, each as a Phrase, in any order, with at most `distance` tokens between neighbours.

    Take the places of all the texts in one paragraph in the order of their first tokens, and cut where more than
    `distance` tokens lie between the end reached so far and the next start: a piece must hold every text.
    Places may overlap. Texts with numbers or dates match in any of their `core.numerals.ways`, all of them in one
    way; not with `exact`, which says what it says for a Phrase.
    """

    texts: tuple[str, ...]
    distance: int
    field: Field | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """A token, so a run of letters or digits, that begins so: `danfos*`."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A run of letters or digits (`core.tokens.is_run`) at most `edits` letters off: `danfoss~1`.

    A letter too many, too few, another one, or two neighbours swapped is one edit (`core.spelling`); the first letter
    counts like any other.
    """

    text: str
    edits: int
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Keyed:
    """An article's source, author, editor, column, tag or topic."""

    key: Key
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Published between two days, both included; None leaves that side open. ISO 8601: `2021-05-14`.

    An article known only to the month or year counts when any day of it lies between.
    """

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Has:
    """An article with a picture, a note or a tag; or one in the trash."""

    what: Having


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article but these."""

    part: "Query"


Query = Everything | Words | AnyWord | Phrase | Near | Prefix | Fuzzy | Keyed | Dated | Has | And | Or | Not


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed query was read."""

    text: str
    query: Query
    remarks: tuple[str, ...] = ()
    """sentences for the user: what was mended (`the quotation mark was not closed`)"""


class Facet(StrEnum):
    """What the left side of the window narrows by."""

    TOPIC = "topic"
    TAG = "tag"
    SOURCE = "source"
    YEAR = "year"
    MONTH = "month"
    COLUMN = "column"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet's value that was clicked: only articles with it, or (excluded) none with it.

    Values: a topic's title, a tag's path (its descendants included), a source or column as written, `2022`,
    `2022-06`, and `yes` for articles with pictures. Choices of one facet add up; different facets narrow.
    """

    facet: Facet
    value: str
    excluded: bool = False


class Sort(StrEnum):
    """The order of a result; ties go by id."""

    RELEVANCE = "relevance"
    OLDEST = "date"
    NEWEST = "-date"
    TITLE = "title"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the archive. RELEVANCE without any text condition means newest first."""

    query: Query = field(default_factory=Everything)
    choices: tuple[Choice, ...] = ()
    sort: Sort = Sort.RELEVANCE


Facets = Mapping[Facet, Sequence[tuple[str, int]]]
"""For each facet its values that occur, with exact counts, most frequent first; years and months newest first.

A tag counts the articles that carry it or a tag below it.
"""


class Grouping(Protocol):
    """A result with the reprints (转载) among it put together: each family stands where its earliest article does."""

    @property
    def leads(self) -> Sequence[ArticleId]:
        """The articles found, in order, without those that an earlier one of their family stands for."""

    @property
    def folded(self) -> Mapping[ArticleId, Sequence[ArticleId]]:
        """For each lead that stands for others, these, earliest first. All leads and all these are the result."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: every matching article in the order asked for, never a part of it."""

    ids: Sequence[ArticleId]
    scores: Sequence[float]
    """one an id, or empty where nothing was scored"""
    facets: Facets
    took_ms: float
    indexed: bool = True
    """False: answered by browsing the archive, since the index is not ready; text conditions were not applied"""
    grouping: Grouping | None = None
    """None where reprints are not told from other articles"""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text, with the spans in it that match."""

    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of a result list."""

    summary: Summary
    title_marks: tuple[Span, ...]
    excerpt: Excerpt
