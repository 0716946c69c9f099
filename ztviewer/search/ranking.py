"""BM25 over one field, and the weights of the fields: the only place that holds ranking parameters.

The score of a document is the sum, over the leaves of the query and the three fields, of
weight * idf * tf (k1 + 1) / (tf + k1 (1 - b + b * length / average)),  idf = ln(1 + (n - df + 1/2) / (df + 1/2)).
Robertson & Zaragoza 2009, eq. 3.15, with the idf of Lucene, which is never negative.
"""

from math import log

from whoosh.matching import Matcher
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from ztviewer.core.query import Field

K1 = 1.2
B = 0.75
WEIGHTS = {Field.TITLE: 2.0, Field.CAPTION: 1.0, Field.BODY: 1.0}
WHOLE = 100.0
"""What an article gets that holds an unquoted run whole: more than any sum of leaves, so that it ranks above."""


def idf(documents: int, frequency: int) -> float:
    """How much a leaf tells that `frequency` of so many `documents` hold."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class Scorer(BaseScorer):
    """Scores the postings of one leaf in one field."""

    def __init__(self, searcher: Searcher, field: str, frequency: int) -> None:
        parent = searcher.get_parent()
        self._factor = WEIGHTS[Field(field)] * idf(parent.doc_count_all(), frequency) * (K1 + 1)
        self._average = parent.avg_field_length(field) or 1.0
        self._reader = searcher.reader()
        self._field = field

    def score(self, matcher: Matcher) -> float:
        """The score of the document that the matcher stands on."""
        tf = matcher.weight()
        length = self._reader.doc_field_length(matcher.id(), self._field, 0)
        return float(self._factor * tf / (tf + K1 * (1 - B + B * length / self._average)))

    def max_quality(self) -> float:
        """No score is higher."""
        return self._factor

    def block_quality(self, matcher: Matcher) -> float:
        """No score of any block is higher."""
        return self._factor


class Bm25(WeightingModel):
    """The ranking as a Whoosh weighting model."""

    def scorer(self, searcher: Searcher, fieldname: str, text: str | bytes, qf: int = 1) -> Scorer:
        """A scorer for one term."""
        return Scorer(searcher, fieldname, searcher.get_parent().doc_frequency(fieldname, text))
