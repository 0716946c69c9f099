"""Documents with their scores, as arrays, and how lists of them are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.lists import Numbers
from ztviewer.search.stretches import begins

Mask = NDArray[np.bool_]
"""Which documents are found: one entry a document of the index."""
Scores = NDArray[np.float32]

NO_SCORES: Scores = np.zeros(0, np.float32)

_NO_SCORE = np.float32(-0.0)
"""adds nothing, and no score is it: 0 that is a score has other bits, and their sum has those of 0"""

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

    def mask(self, documents: int) -> Mask:
        """Which of so many documents it holds."""
        mask = np.zeros(documents, bool)
        mask[self.documents] = True
        return mask

    def holds(self, some: Numbers, documents: int) -> Mask:
        """Which of some ascending documents it holds, of so many in all."""
        if len(some) * _DENSE < len(self.documents):
            return self._find(some)[0]
        return self.mask(documents).take(some)

    def _find(self, some: Numbers) -> tuple[Mask, NDArray[np.intp]]:
        """Which of some documents it holds, and the place of each."""
        place = np.searchsorted(self.documents, some)
        place[place == len(self.documents)] = 0
        return self.documents.take(place) == some, place

    def shared(self, other: "Scored", documents: int) -> "Scored":
        """What both hold, with the sum of their scores; this is the shorter of the two."""
        if len(self.documents) * _DENSE < len(other.documents):
            there, place = other._find(self.documents)
            return Scored(self.documents[there], self.scores[there] + other.scores.take(place[there]))
        both = self.where(other.mask(documents).take(self.documents))
        return Scored(both.documents, both.scores + _spread([other], documents).take(both.documents))

    def raised(self, optional: "Scored", documents: int) -> "Scored":
        """The same documents, with what another one scores for them added."""
        if not len(optional.documents):
            return self
        return Scored(self.documents, self.scores + _spread([optional], documents).take(self.documents))


NOTHING = Scored(np.zeros(0, np.int64), NO_SCORES)


def united(lists: Sequence[Scored], documents: int) -> Scored:
    """What any list over so many documents holds, the scores of a document added."""
    lists = [each for each in lists if len(each.documents)]
    if len(lists) < 2:
        return lists[0] if lists else NOTHING
    if sum(len(each.documents) for each in lists) * _DENSE < documents:
        return _sorted_together(lists)
    scores = _spread(lists, documents)
    found = np.flatnonzero(scores.view(np.uint32) != _NO_SCORE.view(np.uint32))
    return Scored(found, scores.take(found))


def _spread(lists: Sequence[Scored], documents: int) -> Scores:
    """The score of every document, _NO_SCORE for one in no list."""
    scores = np.full(documents, _NO_SCORE)
    for number, each in enumerate(lists):
        scores[each.documents] = scores.take(each.documents) + each.scores if number else each.scores
    return scores


def _sorted_together(lists: Sequence[Scored]) -> Scored:
    documents = np.concatenate([each.documents for each in lists])
    scores = np.concatenate([each.scores for each in lists])
    order = np.argsort(documents, kind="stable")
    documents, scores = documents[order], scores[order]
    edges = np.flatnonzero(begins(documents))
    return Scored(documents[edges], np.add.reduceat(scores, edges))
