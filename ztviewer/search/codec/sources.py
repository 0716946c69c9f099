"""What a field of a segment is written from: a batch fresh from the inverter, or the field of another segment."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.counts import decode_all_counts
from ztviewer.search.codec.field import TextField
from ztviewer.search.codec.inverter import Postings
from ztviewer.search.codec.lists import Encoded, Numbers, decode_all, spread

_SECOND = np.uint64(0xFFFFFFFF)
_FIRST_BITS = np.uint64(32)

Some = NDArray[np.uint32]


class Batch:
    """A source fresh from the inverter."""

    def __init__(self, postings: Postings) -> None:
        self.tokens = postings.tokens
        self.lengths, self.pages = postings.lengths, postings.pages
        self.singles, self.single_counts = postings.single, postings.single_counts
        self._postings = postings
        self._single_ends = np.append(0, np.cumsum(postings.single_counts))
        self._pair_ends = np.append(0, np.cumsum(postings.pair_counts))
        firsts = (postings.pairs >> _FIRST_BITS).astype(np.int64)
        self.firsts = np.searchsorted(firsts, np.arange(len(self.tokens) + 1))

    def pairs(self, start: int, stop: int) -> tuple[Numbers, Numbers, Numbers]:
        """First tokens of some lists, second tokens, and how long each is at most."""
        pairs = self._postings.pairs[start:stop]
        firsts, seconds = (pairs >> _FIRST_BITS).astype(np.int64), (pairs & _SECOND).astype(np.int64)
        return firsts, seconds, self._postings.pair_counts[start:stop]

    def forget(self) -> None:
        """There is nothing that could be read again."""

    def single_lists(self, start: int, stop: int) -> tuple[Numbers, Some, Some]:
        """Lengths of the lists, their documents, their weights."""
        span = slice(self._single_ends[start], self._single_ends[stop])
        return self.single_counts[start:stop], self._postings.documents[span], self._postings.weights[span]

    def pair_lists(self, start: int, stop: int) -> tuple[Numbers, Some]:
        """Lengths of the lists, their positions."""
        span = slice(self._pair_ends[start], self._pair_ends[stop])
        return self._postings.pair_counts[start:stop], self._postings.positions[span]


class Stored:
    """A source that is a field of a segment."""

    def __init__(self, field: TextField) -> None:
        self._field = field
        self._file = field.file
        self.tokens = field.tokens.all()
        self.lengths, self.pages = field.lengths.astype(np.int64), field.pages.astype(np.int64)

    @cached_property
    def singles(self) -> Numbers:
        """The tokens of the lists."""
        return np.arange(1, len(self.tokens))

    @cached_property
    def single_counts(self) -> Numbers:
        """No list is longer: its bytes."""
        return self._field.postings.sizes(0, 2 * len(self.singles))[::2]

    @cached_property
    def firsts(self) -> Numbers:
        """Where the pairs of each first token begin, and where the last end."""
        return self._field.firsts.astype(np.int64)

    def pairs(self, start: int, stop: int) -> tuple[Numbers, Numbers, Numbers]:
        """First tokens of some lists, second tokens, and how long each is at most: its bytes."""
        firsts = np.searchsorted(self.firsts, np.arange(start, stop), side="right") - 1
        return (
            firsts,
            self._field.seconds(start, stop).astype(np.int64),
            self._field.positions.sizes(start, stop),
        )

    def forget(self) -> None:
        """Let go of the memory of what was read, until it is read again."""
        self._file.forget()

    def single_lists(self, start: int, stop: int) -> tuple[Numbers, Some, Some]:
        """Lengths of the lists, their documents, their weights."""
        data, sizes = self._field.postings.range(2 * start, 2 * stop)
        codes = self._file.piece(f"{self._field.name}.posting_codes", start, stop)
        ends = np.cumsum(sizes)
        begins = ends - sizes
        lists = data[spread(begins[::2], sizes[::2])]
        documents, lengths = decode_all(Encoded(lists, sizes[::2], codes))
        weights = data[spread(begins[1::2], sizes[1::2])]
        return lengths, documents, decode_all_counts(weights, sizes[1::2], lengths)

    def pair_lists(self, start: int, stop: int) -> tuple[Numbers, Some]:
        """Lengths of the lists, their positions."""
        data, sizes = self._field.positions.range(start, stop)
        codes = self._file.piece(f"{self._field.name}.position_codes", start, stop)
        positions, lengths = decode_all(Encoded(data, sizes, codes))
        return lengths, positions
