"""The Whoosh schema of an index: three text fields of tokens and pairs, and the id of each article."""

from collections.abc import Generator
from typing import Any

from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Positions

from ztviewer.core.query import Field
from ztviewer.search.terms import counts, occurrences

ID = "id"


class Tokens(FieldType):
    """Text, one paragraph a line, as single tokens and pairs with positions; its length is its number of tokens."""

    scorable = True
    format = Positions()
    analyzer = None

    def __init__(self) -> None:
        pass

    def index(
        self, value: str, **kwargs: object
    ) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """Each term with what it adds to the length, its weight and its positions, encoded."""
        for term, places in sorted(occurrences(value).items()):
            counted = len(places) if counts(term) else 0
            yield term.encode(), counted, float(len(places)), self.format.encode(places)


def schema() -> Schema:
    """The schema of a new index."""
    return Schema(**{ID: STORED()}, **{field.value: Tokens() for field in Field})
