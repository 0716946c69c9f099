"""A question as Whoosh's query tree: text becomes leaves over fields, conditions on columns become sets of documents.

The tree holds only Whoosh's And, Or, AndMaybe, ConstantScoreQuery and Term, and the queries of `leaves` and `selections`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.query import And as AllOf
from whoosh.query import AndMaybe, ConstantScoreQuery, Term
from whoosh.query import Query as Tree
from whoosh.query.compound import DefaultOr as AnyOf  # Or itself may drop what scores nothing

from ztviewer.core import query as asked
from ztviewer.core.fold import fold
from ztviewer.core.numerals import spellings, ways
from ztviewer.core.query import Field, Having, Key, Query
from ztviewer.core.tokens import written
from ztviewer.search import terms
from ztviewer.search.columns import Columns
from ztviewer.search.leaves import Exact, Near, Run, Spellings
from ztviewer.search.ranking import WHOLE
from ztviewer.search.selections import Rest, Selected

FIELDS = tuple(Field)


class Lexicon(Protocol):
    """The single tokens of a field over the whole index."""

    def starting(self, field: Field, prefix: str) -> list[str]:
        """Those that begin so."""

    def within(self, field: Field, token: str, edits: int) -> list[str]:
        """Those at most so many letters off."""


@dataclass(frozen=True, slots=True)
class Compiler:
    """Turns questions into trees over one state of an index."""

    columns: Columns
    live: NDArray[np.bool_]
    """which documents are not deleted"""
    lexicon: Lexicon
    words: Callable[[str], Sequence[str]]
    """the words of a text, whose tokens one after another are the text's"""

    def tree(self, query: Query) -> Tree:
        """The tree of a question; what is in the trash is left out unless it asks for the trash."""
        tree = self._tree(query)
        if mentions_trash(query) or not self.columns.any_trash:
            return tree
        return AllOf([tree, Selected(self.live & ~self.columns.trash)])

    def _tree(self, query: Query) -> Tree:
        match query:
            case asked.And(parts):
                return AllOf([self._tree(part) for part in parts]) if parts else Selected(self.live)
            case asked.Or(parts):
                return AnyOf([self._tree(part) for part in parts]) if parts else self._nothing()
            case asked.Not(part):
                return Rest(self._tree(part))
            case asked.Words(text, field):
                found = [self._words(each, field) for each in spellings(text)]
                return AnyOf(found) if len(found) > 1 else found[0]
            case asked.Phrase(text, field, exact):
                return self._exact(written(text), field) if exact else self._run(terms.words(text), field)
            case asked.Near(texts, distance, field, exact):
                written_so = [texts] if exact else ways(texts)
                found = [self._near(way, distance, field, exact) for way in written_so]
                return AnyOf(found) if len(found) > 1 else found[0]
            case asked.Prefix(text, field):
                return self._spellings(lambda each: self.lexicon.starting(each, fold(text)), field)
            case asked.Fuzzy(text, edits, field):
                return self._spellings(lambda each: self.lexicon.within(each, fold(text), edits), field)
            case _:
                return Selected(self._mask(query) & self.live)

    def _nothing(self) -> Tree:
        return Selected(np.zeros(len(self.live), bool))

    def _words(self, text: str, field: Field | None) -> Tree:
        whole = terms.words(text)
        words = [found for word in self.words(text) if (found := terms.words(word))]
        if len(words) < 2:
            return self._run(whole, field)
        return AndMaybe(
            AllOf([self._run(word, field) for word in words]),
            ConstantScoreQuery(self._run(whole, field), WHOLE),
        )

    def _run(self, tokens: Sequence[str], field: Field | None) -> Tree:
        return _over(field, lambda each: _leaf(each, tokens)) if tokens else self._nothing()

    def _near(self, texts: Sequence[str], distance: int, field: Field | None, exact: bool) -> Tree:
        runs = [written(each) if exact else terms.words(each) for each in texts]
        if not all(runs):
            return self._nothing()
        run = Exact if exact else Run
        return _over(field, lambda each: Near(each, [run(each, tokens) for tokens in runs], distance))

    def _exact(self, characters: Sequence[str], field: Field | None) -> Tree:
        """A run as it is written; where no other way to write it is known, it is any run."""
        if not any(terms.forms_at(characters)):
            return self._run(characters, field)
        return _over(field, lambda each: Exact(each, characters))

    def _spellings(self, find: Callable[[Field], list[str]], field: Field | None) -> Tree:
        return _over(field, lambda each: Spellings(each, find(each)))

    def _mask(self, query: Query) -> NDArray[np.bool_]:
        columns = self.columns
        match query:
            case asked.Keyed(key, text):
                needle = fold(text)
                return columns.categories[key].mask(lambda value: needle in value, folded=True)
            case asked.Dated(first, last):
                return columns.published(first, last)
            case asked.Has(Having.IMAGE):
                return columns.pictures > 0
            case asked.Has(Having.NOTE):
                return columns.notes > 0
            case asked.Has(Having.TAG):
                return columns.categories[Key.TAG].counts > 0
            case asked.Has(Having.TRASH):
                return columns.trash
            case _:
                return self.live


def mentions_trash(query: Query) -> bool:
    """Whether a question asks for the trash anywhere."""
    match query:
        case asked.And(parts) | asked.Or(parts):
            return any(map(mentions_trash, parts))
        case asked.Not(part):
            return mentions_trash(part)
    return query == asked.Has(Having.TRASH)


def scored(query: Query) -> bool:
    """Whether a question has a condition on text that ranks what it finds."""
    match query:
        case asked.And(parts) | asked.Or(parts):
            return any(map(scored, parts))
        case asked.Words() | asked.Phrase() | asked.Near() | asked.Prefix() | asked.Fuzzy():
            return True
    return False


def _over(field: Field | None, leaf: Callable[[Field], Tree]) -> Tree:
    return leaf(field) if field else AnyOf([leaf(each) for each in FIELDS])


def _leaf(field: Field, tokens: Sequence[str]) -> Tree:
    match tokens:
        case [only]:
            return Term(str(field), only)
        case [first, second]:
            return Term(str(field), terms.pair(first, second))
    return Run(field, tokens)
