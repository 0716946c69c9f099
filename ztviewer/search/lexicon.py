"""The tokens of an index that are spelt in some way, over all its segments."""

from collections.abc import Sequence
from itertools import takewhile

from ztviewer.core.query import Field
from ztviewer.core.spelling import distance
from ztviewer.core.tokens import is_run
from ztviewer.search.codec.segment import SegmentFile


class SegmentLexicon:
    """The single tokens of the fields of some segments."""

    def __init__(self, segments: Sequence[SegmentFile]) -> None:
        self._segments = segments

    def starting(self, field: Field, prefix: str) -> list[str]:
        """Those that begin so."""
        found: set[str] = set()
        for segment in self._segments:
            tokens = segment.fields[field].tokens
            rest = (tokens[number] for number in range(tokens.place(prefix), len(tokens)))
            found.update(takewhile(lambda token: token.startswith(prefix), rest))
        return sorted(found - {""})

    def within(self, field: Field, token: str, edits: int) -> list[str]:
        """The runs of letters or digits at most so many letters off.

        An edit touches one or two letters, so of 2 * edits + 1 pieces of the token one is left whole.
        """
        number = 2 * edits + 1
        pieces = [
            token[len(token) * place // number : len(token) * (place + 1) // number]
            for place in range(number)
        ]
        found: set[str] = set()
        for segment in self._segments:
            near = (
                each
                for each in segment.fields[field].tokens.all()
                if abs(len(each) - len(token)) <= edits and any(piece in each for piece in pieces)
            )
            found.update(
                each for each in near if each not in found and is_run(each) and distance(each, token) <= edits
            )
        return sorted(found)
