"""BM25F and what a query is worth beyond it: the only place that holds ranking parameters.

A leaf of a query is scored once over all the fields that it looks at. With tf the sum over these fields of weight times
occurrences, and length the sum of weight times tokens, it adds

    idf * tf (k1 + 1) / (tf + k1 (1 - b + b * length / average)),  idf = ln(1 + (n - df + 1/2) / (df + 1/2))

where df counts the documents that hold it in any of the fields. Fields are added up before saturation, as in the first
form of BM25F (Robertson, Zaragoza & Taylor 2004); the idf is that of Lucene, which is never negative. How the
parameters were chosen: docs/adr/0025-ranking.md.
"""

from collections.abc import Mapping
from math import log

from whoosh.matching import Matcher
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from ztviewer.core.query import Field

K1 = 0.9
B = 0.9

FieldWeights = Mapping[Field, float]
"""The fields that a leaf looks at, with what an occurrence in each counts."""

WEIGHTS: FieldWeights = {Field.TITLE: 1.5, Field.CAPTION: 1.0, Field.BODY: 1.0}

SINGLES, PAIRS, WORDS = 0.4, 0.4, 0.2
"""What a long question is ranked by: its single tokens, its pairs of neighbours, its words."""

EVERY = 20_000.0
"""What an article gets that holds every word of a long question."""
WHOLE = 10_000.0
"""What one gets that holds an unquoted run whole, above what it gets for every word.

Both are more than leaves add up to: at a million articles one adds at most 27 times its share, a question has at most
64 words, and even of one word of 14 characters, 64 times, the shares are together no more than 64 (0.2 + 0.8 * 14).
"""


def idf(documents: int, frequency: int) -> float:
    """How much a leaf tells that `frequency` of so many `documents` hold."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class Scorer(BaseScorer):
    """Scores the documents of one leaf, whose matcher gives the weighted occurrences."""

    def __init__(self, searcher: Searcher, weights: FieldWeights, frequency: int, share: float = 1.0) -> None:
        parent = searcher.get_parent()
        self._factor = share * idf(parent.doc_count_all(), frequency) * (K1 + 1)
        self._average = sum(weight * parent.avg_field_length(each) for each, weight in weights.items()) or 1.0
        self._reader = searcher.reader()
        self._weights = weights

    def score(self, matcher: Matcher) -> float:
        """The score of the document that the matcher stands on."""
        tf = matcher.weight()
        length = sum(
            weight * self._reader.doc_field_length(matcher.id(), each, 0)
            for each, weight in self._weights.items()
        )
        return float(self._factor * tf / (tf + K1 * (1 - B + B * length / self._average)))

    def max_quality(self) -> float:
        """No score is higher."""
        return self._factor

    def block_quality(self, matcher: Matcher) -> float:
        """No score of any block is higher."""
        return self._factor


class Bm25(WeightingModel):
    """The ranking as a Whoosh weighting model: a term of Whoosh's own looks at one field."""

    def scorer(self, searcher: Searcher, fieldname: str, text: str | bytes, qf: int = 1) -> Scorer:
        """A scorer for one term."""
        frequency = searcher.get_parent().doc_frequency(fieldname, text)
        return Scorer(searcher, {Field(fieldname): 1.0}, frequency)
