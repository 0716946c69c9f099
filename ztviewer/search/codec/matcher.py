"""The postings of one term as Whoosh walks through them, one document at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer

if TYPE_CHECKING:
    from ztviewer.search.codec.whoosh_codec import FieldTerms


class ArrayMatcher(LeafMatcher):
    """One block of all documents of a term."""

    def __init__(
        self,
        terms: "FieldTerms",
        number: int,
        format_: Format,
        term: tuple[str, bytes],
        scorer: BaseScorer | None,
    ) -> None:
        self._terms = terms
        self._number = number
        self.format = format_
        self._term = term
        self.scorer = scorer
        self._documents, self._weights = terms.postings(number)
        self._positions: Any = None
        self._at = 0

    def is_active(self) -> bool:
        """Whether it stands on a document."""
        return self._at < len(self._documents)

    def reset(self) -> None:
        """Go back to the first."""
        self._at = 0

    def copy(self) -> "ArrayMatcher":
        """Another that stands on the same document."""
        other = ArrayMatcher(self._terms, self._number, self.format, self._term, self.scorer)
        other._at = self._at
        return other

    def id(self) -> int:
        """The document it stands on."""
        return int(self._documents[self._at])

    def all_ids(self) -> Iterator[int]:
        """Every document."""
        return iter(self._documents.tolist())

    def next(self) -> None:
        """Go to the next document."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's name for it
        """Go to the first document from one on."""
        if not self.is_active():
            raise ReadTooFar
        self._at = max(self._at, int(np.searchsorted(self._documents, id)))

    def weight(self) -> float:
        """How often the term stands in the document."""
        return float(self._weights[self._at])

    def value(self) -> bytes:
        """The positions in the document, as the format encodes them."""
        if self._positions is None:
            self._positions = self._terms.positions(self._number)
        document = self.id()
        field = self._terms.field
        start = int(field.bases[document])
        low, high = np.searchsorted(
            self._positions, [start, start + (int(field.page_counts[document]) << field.page_bits)]
        )
        encoded: bytes = self.format.encode((self._positions[low:high] - start).tolist())  # type: ignore[attr-defined]
        return encoded

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """Every document and the positions in it."""
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def block_max_weight(self) -> float:
        """No weight is larger."""
        return float(self._weights.max())

    def block_min_length(self) -> int:
        """No document is shorter."""
        return int(self._terms.field.lengths[self._documents].min())

    def skip_to_quality(self, minquality: float) -> int:
        """Go to a block that is good enough; there is but one."""
        if self.block_quality() <= minquality:
            self._at = len(self._documents)
            return 1
        return 0
