"""Query trees evaluated by arrays: a whole list at a time, over all segments at once.

A result is a mask over all documents, which adds nothing to a score, or the ascending documents with a score each. What
a tree may hold says `compile`.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce

import numpy as np
from whoosh.query import And, ConstantScoreQuery, Query
from whoosh.query.compound import DefaultOr
from whoosh.searching import Searcher

from ztviewer.core.progress import Progress, silent
from ztviewer.core.query import Field
from ztviewer.search.codec.field import TextField
from ztviewer.search.codec.lists import Numbers
from ztviewer.search.codec.segment import SegmentFile
from ztviewer.search.leaves import Exact, Leaf, Near, Run, Spellings
from ztviewer.search.raising import Raised
from ztviewer.search.ranking import K1, B, FieldWeights, idf
from ztviewer.search.remembered import Remembered
from ztviewer.search.runs import exact_count, exact_positions, pieces, run_positions
from ztviewer.search.scored import NO_SCORES, NOTHING, Mask, Scored, Scores, united
from ztviewer.search.selections import Rest, Selected

Result = Mask | Scored


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
    _norms: dict[tuple[tuple[Field, float], ...], Scores] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "deletions", not self.live.all())

    def __call__(self, tree: Query, progress: Progress = silent) -> Scored:
        """The documents that match and their scores. `progress` is called at every part of the tree."""
        return self._listed(self._result(tree, progress))

    def _result(self, tree: Query, progress: Progress) -> Result:
        progress(0, None)
        result = partial(self._result, progress=progress)
        match tree:
            case Leaf():
                return self._leaf(tree)
            case Selected():
                return tree.mask
            case Rest():
                return self._without(self.live, result(tree.part))
            case And():
                return self._all(tree.subqueries, result)
            case DefaultOr():
                return self._any([result(part) for part in tree.subqueries])
            case Raised():
                required, optional = (self._listed(result(part)) for part in tree.subqueries)
                return required.raised(optional, len(self.live))
            case ConstantScoreQuery():
                documents = self._listed(result(tree.child)).documents
                return Scored(documents, np.full(len(documents), tree.score, np.float32))
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

    def _listed(self, result: Result) -> Scored:
        if isinstance(result, Scored):
            return result
        documents = np.flatnonzero(result)
        return Scored(documents, np.zeros(len(documents), np.float32))

    def _without(self, mask: Mask, result: Result) -> Mask:
        """The documents of a mask that a result leaves."""
        if not isinstance(result, Scored):
            return mask & ~result
        left = mask.copy()
        left[result.documents] = False
        return left

    def _all(self, parts: Sequence[Query], evaluated: Callable[[Query], Result]) -> Result:
        """What all parts share, with the sum of their scores. What is ruled out is taken from the list of the rest."""
        results = [evaluated(part) for part in parts if not isinstance(part, Rest)]
        masks = [each for each in results if not isinstance(each, Scored)]
        lists = sorted(
            (each for each in results if isinstance(each, Scored)), key=lambda each: len(each.documents)
        )
        ruled_out = [evaluated(part.part) for part in parts if isinstance(part, Rest)]
        if not lists:
            return reduce(self._without, ruled_out, reduce(np.logical_and, masks, self.live))
        found = lists[0]
        for mask in masks:
            found = found.where(mask.take(found.documents))
        for each in lists[1:]:
            found = found.shared(each, len(self.live))
        for result in ruled_out:
            found = found.where(self._left(found, result))
        return found

    def _left(self, found: Scored, result: Result) -> Mask:
        """Which of the documents found a result leaves."""
        if isinstance(result, Scored):
            return ~result.holds(found.documents, len(self.live))
        return ~result.take(found.documents)

    def _any(self, results: Sequence[Result]) -> Result:
        """What any result has, with the sum of its scores."""
        masks = [each for each in results if not isinstance(each, Scored)]
        lists = [each for each in results if isinstance(each, Scored)]
        found = united(lists, len(self.live))
        if not masks:
            return found
        mask = reduce(np.logical_or, masks)
        if not len(found.documents):
            return mask
        mask = mask.copy()
        mask[found.documents] = True
        return self._listed(mask).raised(found, len(self.live))

    def _leaf(self, leaf: Leaf) -> Scored:
        """The documents of a leaf, scored by their number in all segments."""
        found = self.remembered.get(repr(leaf), lambda: self._scored(leaf))
        return found if leaf.share == 1 else Scored(found.documents, found.scores * np.float32(leaf.share))

    def _scored(self, leaf: Leaf) -> Scored:
        parts = [self._counted(segment, leaf) for segment in self.segments]
        if len(parts) == 1:
            found = parts[0]
        else:
            places = [part.documents + offset for part, offset in zip(parts, self.offsets, strict=True)]
            counts = [part.scores for part in parts]
            found = Scored(np.concatenate([*places, NOTHING.documents]), np.concatenate([*counts, NO_SCORES]))
        if self.deletions:
            found = found.where(self.live.take(found.documents))
        factor = np.float32(idf(len(self.live), len(found.documents)) * (K1 + 1))
        scores = self._norm(leaf.weights).take(found.documents)
        scores += found.scores
        np.divide(found.scores, scores, out=scores)
        scores *= factor
        return Scored(found.documents, scores)

    def _norm(self, weights: FieldWeights) -> Scores:
        """What the length of each document adds to the denominator of BM25."""
        key = tuple(weights.items())
        if key not in self._norms:
            lengths, total = np.zeros(len(self.live), np.float32), 0.0
            for segment, offset in zip(self.segments, self.offsets, strict=True):
                for each, weight in key:
                    text = segment.fields[each]
                    if text.total_length:
                        total += weight * text.total_length
                        lengths[offset : offset + len(segment)] += text.lengths * np.float32(weight)
            average = total / max(1, len(lengths)) or 1.0
            lengths *= np.float32(K1 * B / average)
            lengths += np.float32(K1 * (1 - B))
            self._norms[key] = lengths
        return self._norms[key]

    def _counted(self, segment: SegmentFile, leaf: Leaf) -> Scored:
        """The documents of one segment that hold a leaf, and how often, weighted by field."""
        lists = []
        for each, weight in leaf.weights.items():
            found = _occurrences(segment.fields[each], leaf)
            lists.append(found if weight == 1 else Scored(found.documents, found.scores * np.float32(weight)))
        return united(lists, len(segment))


def _occurrences(text: TextField, leaf: Leaf) -> Scored:
    """The documents of one segment that hold a leaf in one field, and how often."""
    match leaf:
        case Exact():
            return Scored(*exact_count(text, leaf.written))
        case Run(run=[only]):
            token = text.tokens.find(only)
            return Scored(*text.single(token)) if token else NOTHING
        case Run():
            return Scored(*text.count(run_positions(text, leaf.run)))
        case Near():
            places = [_places(text, run) for run in leaf.runs]
            return Scored(*text.count(pieces(text, places, [len(run.run) for run in leaf.runs], leaf.apart)))
        case Spellings():
            lists = [text.single(token) for each in leaf.run if (token := text.tokens.find(each))]
            return united([Scored(*each) for each in lists], len(text.lengths))
    raise NotImplementedError(f"nothing here evaluates {leaf!r}")


def _places(text: TextField, run: Run) -> Numbers:
    return exact_positions(text, run.written) if isinstance(run, Exact) else run_positions(text, run.run)
