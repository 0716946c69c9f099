"""What a query marks in a text: each condition as something that finds its places in a folded text."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from ztviewer.core.fold import fold
from ztviewer.core.numerals import spellings, ways
from ztviewer.core.particles import telling
from ztviewer.core.query import And, AnyWord, Field, Fuzzy, Near, Or, Phrase, Prefix, Query, Span, Words
from ztviewer.core.spelling import distance
from ztviewer.core.tokens import PARAGRAPH, RUN_TOKEN, stands_at, token_texts, written
from ztviewer.search.segmenter import words

Tokens = tuple[str, ...]


class Target(Protocol):
    """Something that is marked."""

    @property
    def field(self) -> Field | None:
        """The only field it is marked in; None for any."""

    @property
    def weight(self) -> int:
        """What it is worth to see it in an excerpt: a whole is worth more than its parts."""

    def places(self, text: str, folded: str) -> Iterator[Span]:
        """Where it stands in a text, given with its fold, in order; places may overlap."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens one after another."""

    tokens: Tokens
    field: Field | None
    written: Tokens = ()
    """in which characters it must be written, where not in any"""

    @property
    def weight(self) -> int:
        """The square of its length."""
        return len(self.tokens) ** 2

    def places(self, text: str, folded: str) -> Iterator[Span]:
        """Each from the start of the first token to the end of the last."""
        if all(token in folded for token in self.tokens):
            start = folded.find(self.tokens[0])
            while start >= 0:
                end = stands_at(folded, start, self.tokens)
                if end is not None and self._is_written(text[start:end]):
                    yield start, end
                start = folded.find(self.tokens[0], start + 1)

    def _is_written(self, piece: str) -> bool:
        return not self.written or tuple(written(piece)) == self.written


@dataclass(frozen=True, slots=True)
class Together:
    """Runs that stand near one another, as `core.query.Near` says."""

    runs: tuple[Run, ...]
    distance: int
    field: Field | None

    @property
    def weight(self) -> int:
        """That of one run."""
        return self.runs[0].weight

    def places(self, text: str, folded: str) -> Iterator[Span]:
        """The places of the runs in every piece of a paragraph that holds them all."""
        offset = 0
        for line in folded.split(PARAGRAPH):
            stop = offset + len(line)
            for start, end in self._in_paragraph(text[offset:stop], line):
                yield offset + start, offset + end
            offset = stop + len(PARAGRAPH)

    def _in_paragraph(self, text: str, line: str) -> Iterator[Span]:
        found = [[(start, end, run) for start, end in run.places(text, line)] for run in self.runs]
        if not all(found):
            return
        piece: list[tuple[int, int, Run]] = []
        reached = 0
        for place in sorted(chain(*found), key=lambda place: place[:2]):
            if piece and len(token_texts(line[reached : place[0]])) > self.distance:
                yield from self._whole(piece)
                piece = []
            piece.append(place)
            reached = max(reached, place[1])
        yield from self._whole(piece)

    def _whole(self, piece: list[tuple[int, int, Run]]) -> Iterator[Span]:
        if {run for _, _, run in piece} >= set(self.runs):
            yield from ((start, end) for start, end, _ in piece)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A token that begins so."""

    letters: str
    field: Field | None
    weight: int = 1

    def places(self, text: str, folded: str) -> Iterator[Span]:
        """The whole of each such token."""
        start = folded.find(self.letters)
        while start >= 0:
            token = RUN_TOKEN.match(folded, start)
            if token and token[0].startswith(self.letters) and stands_at(folded, start, (token[0],)):
                yield token.span()
            start = folded.find(self.letters, start + 1)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A run at most so many edits from this one."""

    letters: str
    edits: int
    field: Field | None
    weight: int = 1

    def places(self, text: str, folded: str) -> Iterator[Span]:
        """The whole of each such run."""
        known: dict[str, bool] = {}
        for token in RUN_TOKEN.finditer(folded):
            run = token[0]
            if abs(len(run) - len(self.letters)) > self.edits:
                continue
            if run not in known:
                known[run] = distance(run, self.letters) <= self.edits
            if known[run]:
                yield token.span()


def targets(query: Query) -> Iterator[Target]:
    """What a query marks: its conditions on text, but those it rules out."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from targets(part)
        case Words(text, field) | AnyWord(text, field):
            for each in spellings(text):
                yield from _words(each, field)
        case Phrase(text, field, exact):
            if _tokens(text):
                yield _run(text, field, exact)
        case Near(texts, apart, field, exact):
            for way in [texts] if exact else ways(texts):
                runs = tuple(_run(text, field, exact) for text in way)
                if runs and all(run.tokens for run in runs):
                    yield Together(runs, apart, field)
        case Prefix(text, field):
            yield Beginning(fold(text), field)
        case Fuzzy(text, edits, field):
            yield Spelling(fold(text), edits, field)


def _run(text: str, field: Field | None, exact: bool) -> Run:
    return Run(_tokens(text), field, tuple(written(text)) if exact else ())


def _words(text: str, field: Field | None) -> Iterator[Run]:
    """The whole run and each word of it; particles would paint the page."""
    whole = _tokens(text)
    parts = [_tokens(word) for word in words(text)]
    if not parts:
        return
    yield Run(whole, field)
    yield from (Run(part, field) for part in telling(parts))


def _tokens(text: str) -> Tokens:
    return tuple(token_texts(fold(text)))
