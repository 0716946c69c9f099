"""Where a text shows what a query asked for. Spans are sorted, apart, and exact in the original text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ztviewer.core.fold import fold
from ztviewer.core.query import Excerpt, Field, Query, Span
from ztviewer.search.marking import Target, targets

ELLIPSIS = "…"
_BREAKS = str.maketrans("\n\r\t\u2028\u2029", "     ")
_SENTENCE_END = re.compile(r"[。！？；!?;…\n\u2028][”’」』）)]*\s*|[.](?:\s+|$)")
_CLAUSE_END = re.compile(r"[，、：,:]\s*|\s+")
_BLANK = re.compile(r"\s*")
_LEAD = 3
"""At most one part in so many of an excerpt stands before its first mark."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    target: Target


class Marker:
    """Marks texts for one query; may be used for any number of texts, from any thread."""

    def __init__(self, query: Query) -> None:
        self._targets = tuple(dict.fromkeys(targets(query)))

    def spans(self, text: str, field: Field | None = None) -> list[Span]:
        """What is marked in a text of a field; without a field, what is marked in any.

        Where places overlap the longest is kept, of equals the first. The text may have many paragraphs.
        """
        return [(mark.start, mark.end) for mark in self._marks(text, field)]

    def excerpt(self, text: str, captions: Sequence[str], width: int = 120) -> Excerpt:
        """The piece of a body, or else of a caption, that shows most of what was asked for.

        At most `width` characters, on one line. Without anything to mark it is the beginning of the body.
        """
        marks = self._marks(text, Field.BODY)
        for caption in () if marks else captions:
            if found := self._marks(caption, Field.CAPTION):
                text, marks = caption, found
                break
        return _cut(text, marks, width)

    def _marks(self, text: str, field: Field | None) -> list[_Mark]:
        folded = fold(text)
        wanted = [
            target for target in self._targets if None in (field, target.field) or field is target.field
        ]
        found = [_Mark(*place, target) for target in wanted for place in target.places(text, folded)]
        return list(_apart(found, len(text)))


def _apart(marks: list[_Mark], length: int) -> Iterator[_Mark]:
    """The marks that do not overlap a longer one, in order."""
    taken = bytearray(length)
    kept = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        if taken.find(1, mark.start, mark.end) < 0:
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
            kept.append(mark)
    yield from sorted(kept, key=lambda mark: mark.start)


def _cut(text: str, marks: list[_Mark], width: int) -> Excerpt:
    """The best piece of a text, at most `width` long, an ellipsis for each end that was cut."""
    room = max(width - 2 * len(ELLIPSIS), 1)
    start = _beginning(text, 0)
    if len(text) - start > width:
        start = _start(text, *_best(marks, room), room) if marks else start
        end = min(start + room, len(text))
    else:
        end = len(text)
    piece = text[start:end].translate(_BREAKS).rstrip()
    end = start + len(piece)
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    shown = [(max(mark.start, start), min(mark.end, end)) for mark in marks]
    shift = len(before) - start
    return Excerpt(
        before + piece + after, tuple((first + shift, last + shift) for first, last in shown if first < last)
    )


def _best(marks: list[_Mark], room: int) -> Span:
    """The stretch of marks that fits and is worth most: the weight of its different targets, then its marks."""
    counts: Counter[Target] = Counter()
    worth = 0
    best, stretch = (-1, -1), (0, 0)
    first = 0
    for last, mark in enumerate(marks):
        worth += mark.target.weight if not counts[mark.target] else 0
        counts[mark.target] += 1
        while first < last and mark.end - marks[first].start > room:
            left = marks[first].target
            counts[left] -= 1
            worth -= left.weight if not counts[left] else 0
            first += 1
        value = (worth, last - first)
        if value > best:
            best, stretch = value, (marks[first].start, mark.end)
    return stretch


def _start(text: str, first: int, last: int, room: int) -> int:
    """Where an excerpt begins that shows a stretch: at a sentence, or else a clause, if one is near before it."""
    lead = max(min(room - (last - first), room // _LEAD), 0)
    earliest = min(first - lead, len(text) - room)
    if earliest <= 0:
        return _beginning(text, 0)
    for pattern in (_SENTENCE_END, _CLAUSE_END):
        ends = [match.end() for match in pattern.finditer(text, earliest - 1, first)]
        if ends:
            return ends[0]
    return earliest


def _beginning(text: str, at: int) -> int:
    """The first place from here on that is not blank."""
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
