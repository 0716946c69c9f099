"""Query trees evaluated by arrays: a whole list at a time, over all segments at once.

A result is a mask over all documents, which adds nothing to a score, or the ascending documents with a score each, or
both for every document, where many are found. What a tree may hold says `compile`.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray
from whoosh.query import And, AndMaybe, ConstantScoreQuery, Query, Term
from whoosh.query.compound import DefaultOr
from whoosh.searching import Searcher

from ztviewer.core.progress import Progress, silent
from ztviewer.core.query import Field
from ztviewer.search.codec.field import TextField, Weights
from ztviewer.search.codec.lists import Numbers
from ztviewer.search.codec.segment import SegmentFile
from ztviewer.search.leaves import Exact, Leaf, Near, Run, Spellings
from ztviewer.search.ranking import K1, WEIGHTS, B, idf
from ztviewer.search.remembered import Remembered
from ztviewer.search.runs import NOWHERE, exact_positions, pieces, run_positions
from ztviewer.search.selections import Rest, Selected

Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]

_DENSE = 16
"""Lists of more than one in so many documents are put together in an array over all documents."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents, ascending, and the score of each."""

    documents: Numbers
    scores: Scores

    def where(self, keep: Mask) -> "Scored":
        """Those of it that are kept; one entry a document of it."""
        return Scored(self.documents[keep], self.scores[keep])


@dataclass(frozen=True, slots=True)
class Dense:
    """The same with an entry for every document: whether it is found, and its score, 0 where it is not."""

    mask: Mask
    scores: Scores


Result = Mask | Scored | Dense


@dataclass(frozen=True)
class Evaluator:
    """Evaluates trees over some segments."""

    segments: Sequence[SegmentFile]
    live: Mask
    offsets: Sequence[int]
    """the number of each segment's first document"""
    searcher: Callable[[], Searcher]
    """opens the same segments for Whoosh"""
    remembered: Remembered
    deletions: bool = field(init=False)
    norms: dict[Field, Scores] = field(init=False, default_factory=dict)
    """for each field, what the length of a document adds to the denominator of BM25"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "deletions", not self.live.all())
        for each in Field:
            fields = [segment.fields[each] for segment in self.segments]
            average = sum(text.total_length for text in fields) / max(1, len(self.live)) or 1.0
            lengths = np.concatenate([_NO_WEIGHTS, *(text.lengths for text in fields)], dtype=np.float32)
            self.norms[each] = np.float32(K1 * (1 - B)) + np.float32(K1 * B / average) * lengths

    def __call__(self, tree: Query, progress: Progress = silent) -> Scored:
        """The documents that match and their scores. `progress` is called at every part of the tree."""
        return self._listed(self._result(tree, progress))

    def _result(self, tree: Query, progress: Progress) -> Result:
        progress(0, None)
        result = partial(self._result, progress=progress)
        match tree:
            case Selected():
                return tree.mask
            case Rest():
                return self.live & ~self._mask(result(tree.part))
            case And():
                return self._all([result(part) for part in tree.subqueries])
            case DefaultOr():
                return self._any([result(part) for part in tree.subqueries])
            case AndMaybe():
                required, optional = map(result, tree.subqueries)
                return self._raised(self._listed(required), self._listed(optional))
            case ConstantScoreQuery():
                documents = self._listed(result(tree.child)).documents
                return Scored(documents, np.full(len(documents), tree.score, np.float32))
            case Term() | Leaf():
                return self._leaf(tree)
        return self._by_whoosh(tree)

    def _by_whoosh(self, tree: Query) -> Scored:
        """What nothing here knows, evaluated by Whoosh's matchers, one document at a time."""
        documents, scores = array("q"), array("f")
        with self.searcher() as searcher:
            for leaf, offset in searcher.leaf_searchers():
                matcher = tree.matcher(leaf, leaf.context())
                while matcher.is_active():
                    documents.append(offset + matcher.id())
                    scores.append(matcher.score())
                    matcher.next()
        return Scored(np.array(documents, np.int64), np.array(scores, np.float32))

    def _mask(self, result: Result) -> Mask:
        if isinstance(result, Dense):
            return result.mask
        if not isinstance(result, Scored):
            return result
        mask = np.zeros(len(self.live), bool)
        mask[result.documents] = True
        return mask

    def _listed(self, result: Result) -> Scored:
        if isinstance(result, Scored):
            return result
        if isinstance(result, Dense):
            documents = np.flatnonzero(result.mask)
            return Scored(documents, result.scores.take(documents))
        documents = np.flatnonzero(result)
        return Scored(documents, np.zeros(len(documents), np.float32))

    def _all(self, results: Sequence[Result]) -> Result:
        """What all results share, with the sum of their scores."""
        masks = [result for result in results if isinstance(result, np.ndarray)]
        wide = [result for result in results if isinstance(result, Dense)]
        lists = sorted(
            (each for each in results if isinstance(each, Scored)), key=lambda each: len(each.documents)
        )
        masks += [each.mask for each in wide]
        mask = reduce(np.logical_and, masks) if masks else None
        if not lists:
            if mask is None:
                return self.live
            return Dense(mask, reduce(np.add, [each.scores for each in wide]) * mask) if wide else mask
        found = lists[0]
        if mask is not None:
            found = found.where(mask.take(found.documents))
        for each in lists[1:]:
            found = self._both(found, each)
        return Scored(
            found.documents, sum((each.scores.take(found.documents) for each in wide), found.scores)
        )

    def _both(self, one: Scored, other: Scored) -> Scored:
        """What two lists share; `one` is the shorter."""
        if len(one.documents) * _DENSE < len(other.documents):
            place = np.searchsorted(other.documents, one.documents)
            place[place == len(other.documents)] = 0
            keep = other.documents.take(place) == one.documents
            return Scored(one.documents[keep], one.scores[keep] + other.scores.take(place[keep]))
        wide = self._dense([other])
        both = one.where(wide.mask.take(one.documents))
        return Scored(both.documents, both.scores + wide.scores.take(both.documents))

    def _any(self, results: Sequence[Result]) -> Result:
        """What any result has, with the sum of its scores."""
        masks = [result for result in results if isinstance(result, np.ndarray)]
        lists = [result for result in results if isinstance(result, Scored) and len(result.documents)]
        wide = [result for result in results if isinstance(result, Dense)]
        if not masks and not wide:
            if sum(len(each.documents) for each in lists) * _DENSE < len(self.live):
                return _united(lists)
            return lists[0] if len(lists) == 1 else self._dense(lists)
        if not lists and not wide:
            return reduce(np.logical_or, masks)
        all_lists = [self._dense(lists), *wide]
        mask = reduce(np.logical_or, [*masks, *(each.mask for each in all_lists)])
        return Dense(mask, reduce(np.add, [each.scores for each in all_lists]))

    def _dense(self, lists: Sequence[Scored]) -> Dense:
        """Lists as one, with an entry for every document."""
        mask, scores = np.zeros(len(self.live), bool), np.zeros(len(self.live), np.float32)
        for number, each in enumerate(lists):
            mask[each.documents] = True
            scores[each.documents] = scores.take(each.documents) + each.scores if number else each.scores
        return Dense(mask, scores)

    def _raised(self, required: Scored, optional: Scored) -> Scored:
        """The documents required, with the scores of those that are optional added."""
        if not len(optional.documents):
            return required
        raised = self._dense([optional]).scores.take(required.documents)
        return Scored(required.documents, required.scores + raised)

    def _leaf(self, leaf: Term | Leaf) -> Scored:
        """The documents of a leaf, scored by their number in all segments."""
        name = Field(leaf.fieldname)
        documents, weights = self._found(name, leaf)
        frequency = len(documents)
        if self.deletions:
            keep = self.live.take(documents)
            documents, weights = documents[keep], weights[keep]
            if isinstance(leaf, Leaf):
                frequency = len(documents)
        factor = np.float32(WEIGHTS[name] * idf(len(self.live), frequency) * (K1 + 1))
        scores = self.norms[name].take(documents)
        scores += weights
        np.divide(weights, scores, out=scores)
        scores *= factor
        return Scored(documents, scores)

    def _found(self, name: Field, leaf: Term | Leaf) -> tuple[Numbers, Weights]:
        """The documents of all segments that hold a leaf, and how often."""
        key = repr(leaf)
        found = [
            self.remembered.get((id(segment), key), partial(self._counts, segment.fields[name], leaf))
            for segment in self.segments
        ]
        if len(found) == 1:
            return found[0]
        places = [each + offset for (each, _), offset in zip(found, self.offsets, strict=True)]
        return np.concatenate([*places, NOWHERE]), np.concatenate(
            [each for _, each in found] or [_NO_WEIGHTS]
        )

    def _counts(self, text: TextField, leaf: Term | Leaf) -> tuple[Numbers, Weights]:
        """The documents of one segment that hold a leaf, and how often."""
        match leaf:
            case Term():
                first, space, second = str(leaf.text).partition(" ")
                if not space:
                    token = text.tokens.find(first)
                    return text.single(token) if token else (NOWHERE, _NO_WEIGHTS)
                return text.count(run_positions(text, (first, second)))
            case Run():
                return text.count(_places(text, leaf))
            case Near():
                places = [_places(text, run) for run in leaf.runs]
                return text.count(pieces(text, places, [len(run.run) for run in leaf.runs], leaf.apart))
            case Spellings():
                lists = [text.single(token) for each in leaf.run if (token := text.tokens.find(each))]
                return _summed(lists)
        raise NotImplementedError(f"nothing here evaluates {leaf!r}")


_NO_WEIGHTS: Weights = np.zeros(0, np.float32)


def _places(text: TextField, run: Run) -> Numbers:
    return exact_positions(text, run.written) if isinstance(run, Exact) else run_positions(text, run.run)


def _summed(lists: Sequence[tuple[Numbers, Weights]]) -> tuple[Numbers, Weights]:
    united = _united([Scored(*each) for each in lists])
    return united.documents, united.scores


def _united(lists: Sequence[Scored]) -> Scored:
    """Lists as one, the scores of a document added."""
    if not lists:
        return Scored(NOWHERE, np.zeros(0, np.float32))
    documents = np.concatenate([each.documents for each in lists])
    scores = np.concatenate([each.scores for each in lists])
    order = np.argsort(documents, kind="stable")
    documents, scores = documents[order], scores[order]
    new = np.ones(len(documents), bool)
    np.not_equal(documents[1:], documents[:-1], out=new[1:])
    edges = np.flatnonzero(new)
    return Scored(documents[edges], np.add.reduceat(scores, edges) if len(edges) else scores)
