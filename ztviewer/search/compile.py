"""A question as Whoosh's query tree: text becomes leaves over fields, conditions on columns become sets of documents.

The tree holds only Whoosh's And, Or and ConstantScoreQuery, and the queries of `leaves`, `raising` and `selections`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.query import And as AllOf
from whoosh.query import ConstantScoreQuery
from whoosh.query import Query as Tree
from whoosh.query.compound import DefaultOr as AnyOf  # Or itself may drop what scores nothing

from ztviewer.core import query as asked
from ztviewer.core.fold import fold
from ztviewer.core.numerals import spellings, ways
from ztviewer.core.particles import telling
from ztviewer.core.query import Field, Having, Key, Query
from ztviewer.core.tokens import written
from ztviewer.search import terms
from ztviewer.search.columns import Columns
from ztviewer.search.leaves import Exact, Near, Run, Spellings
from ztviewer.search.raising import Raised
from ztviewer.search.ranking import EVERY, PAIRS, SINGLES, WEIGHTS, WHOLE, WORDS, FieldWeights
from ztviewer.search.selections import Rest, Selected

Tokens = tuple[str, ...]


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
        if not self.columns.any_trash or mentions_trash(query):
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
                return self._words(spellings(text), _weights(field))
            case asked.AnyWord(text, field):
                return self._any_word(spellings(text), _weights(field))
            case asked.Phrase(text, field, exact):
                weights = _weights(field)
                return self._exact(text, weights) if exact else self._run(terms.words(text), weights)
            case asked.Near(texts, distance, field, exact):
                written_so = [texts] if exact else ways(texts)
                return _any_of([self._near(way, distance, _weights(field), exact) for way in written_so])
            case asked.Prefix(text, field):
                return self._spelt(lambda each: self.lexicon.starting(each, fold(text)), _weights(field))
            case asked.Fuzzy(text, edits, field):
                return self._spelt(lambda each: self.lexicon.within(each, fold(text), edits), _weights(field))
            case _:
                return Selected(self._mask(query) & self.live)

    def _nothing(self) -> Tree:
        return Selected(np.zeros(len(self.live), bool))

    def _words(self, ways: Sequence[str], weights: FieldWeights) -> Tree:
        """An unquoted run, which may be written in several ways: all its words, the whole above them."""
        trees = []
        for way in ways:
            words, whole = self._cut(way), self._run(terms.words(way), weights)
            if len(words) > 1:
                whole = Raised(self._every(words, weights), ConstantScoreQuery(whole, WHOLE))
            trees.append(whole)
        return _any_of(trees)

    def _any_word(self, ways: Sequence[str], weights: FieldWeights) -> Tree:
        """A question in plain language: any of its words, all of them above that, the whole above these."""
        cut = [self._cut(way) for way in ways]
        if not cut[0]:
            return self._nothing()
        every = _any_of([self._every(words, weights) for words in cut])
        whole = _any_of([self._run(terms.words(way), weights) for way in ways])
        some = Raised(_views(cut, weights), ConstantScoreQuery(every, EVERY))
        return Raised(some, ConstantScoreQuery(whole, WHOLE))

    def _cut(self, text: str) -> list[Tokens]:
        return [tokens for word in self.words(text) if (tokens := terms.words(word))]

    def _every(self, words: Iterable[Tokens], weights: FieldWeights) -> Tree:
        leaves = [self._run(word, weights) for word in dict.fromkeys(words)]
        return AllOf(leaves) if leaves else self._nothing()

    def _run(self, tokens: Sequence[str], weights: FieldWeights) -> Tree:
        return Run(weights, tokens) if tokens else self._nothing()

    def _exact(self, text: str, weights: FieldWeights) -> Tree:
        """A run as it is written; where no other way to write it is known, it is any run."""
        characters = written(text)
        return (
            Exact(weights, characters) if any(terms.forms_at(characters)) else self._run(characters, weights)
        )

    def _near(self, texts: Sequence[str], distance: int, weights: FieldWeights, exact: bool) -> Tree:
        runs = [Exact(weights, written(each)) if exact else Run(weights, terms.words(each)) for each in texts]
        return Near(weights, runs, distance) if all(run.run for run in runs) else self._nothing()

    def _spelt(self, find: Callable[[Field], list[str]], weights: FieldWeights) -> Tree:
        return Spellings(weights, sorted(set(chain.from_iterable(map(find, weights)))))

    def _mask(self, query: Query) -> NDArray[np.bool_]:
        columns = self.columns
        match query:
            case asked.Keyed(key, text):
                return columns.categories[key].holding(fold(text))
            case asked.Dated(first, last):
                return columns.published(first, last)
            case asked.Has(Having.IMAGE):
                return columns.pictures > 0
            case asked.Has(Having.NOTE):
                return columns.notes > 0
            case asked.Has(Having.TAG):
                return columns.categories[Key.TAG].carried.counts > 0
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
        case asked.Words() | asked.AnyWord() | asked.Phrase() | asked.Near() | asked.Prefix() | asked.Fuzzy():
            return True
    return False


def _weights(field: Field | None) -> FieldWeights:
    return {field: 1.0} if field else WEIGHTS


def _any_of(trees: Sequence[Tree]) -> Tree:
    return AnyOf(trees) if len(trees) > 1 else trees[0]


def _views(ways: Sequence[Sequence[Tokens]], weights: FieldWeights) -> Tree:
    """What holds any telling word, in any way to write it, ranked by the words, the pairs and the single tokens.

    A leaf that stands in several views, as a word of two characters is a pair too, is one leaf with what it counts in
    all of them.
    """
    tokens = list(chain.from_iterable(ways[0]))
    words = dict.fromkeys(chain.from_iterable(ways))
    shares = dict.fromkeys(words.keys() - set(ways[0]), WORDS)
    for view, share in (ways[0], WORDS), (pairwise(tokens), PAIRS), (zip(tokens), SINGLES):
        for leaf, times in Counter(view).items():
            shares[leaf] = shares.get(leaf, 0.0) + share * times
    wanted = set(telling(words))
    required = AnyOf([Run(weights, word, shares[word]) for word in words if word in wanted])
    other = [Run(weights, leaf, share) for leaf, share in shares.items() if leaf not in wanted]
    return Raised(required, AnyOf(other)) if other else required
