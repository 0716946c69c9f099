"""What tells an article from others: pairs of neighbours that are frequent in it and rare in the archive."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from ztviewer.core.article import Document
from ztviewer.core.query import Field
from ztviewer.search import terms
from ztviewer.search.codec.segment import SegmentFile

MOST_CHARACTERS = 20_000
"""Of a longer body the beginning stands for the rest."""

_IN_TITLE = 3
"""what a pair of the title counts beside one of the body"""
_AT_LEAST = 2
"""A pair that stands in fewer places than this leads to no other article."""


def telling(segments: Sequence[SegmentFile], document: Document, most: int) -> list[str]:
    """The most telling pairs of an article, each as a text."""
    counts: Counter[tuple[str, str]] = Counter()
    for text, weight in ((document.title, _IN_TITLE), (document.text[:MOST_CHARACTERS], 1)):
        for line in terms.paragraphs(text):
            for each in pairwise(line):
                counts[each] += weight
    everything = sum(segment.fields[Field.BODY].total_length for segment in segments) + 1
    values = {
        each: (1 + log(count)) * log(everything / frequency)
        for each, count in counts.items()
        if (frequency := _frequency(segments, *each)) >= _AT_LEAST
    }
    best = sorted(values, key=lambda each: (-values[each], each))[:most]
    return [" ".join(each) for each in best]


def _frequency(segments: Sequence[SegmentFile], first: str, second: str) -> int:
    """About how often a pair stands in the articles: the bytes that its positions take."""
    found = 0
    for segment in segments:
        for field in (Field.TITLE, Field.BODY):
            text = segment.fields[field]
            numbers = text.tokens.find(first), text.tokens.find(second)
            if numbers[0] is not None and numbers[1] is not None:
                number = text.pair(numbers[0], numbers[1])
                found += 0 if number is None else text.positions.size(number)
    return found
