"""What a field of a segment is written from: batches fresh from the inverter, or the field of other segments.

Lists are read a piece at a time, of all sources at once: the lists of one source after those of another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.counts import decode_all_counts
from ztviewer.search.codec.field import TextField
from ztviewer.search.codec.format import Array
from ztviewer.search.codec.inverter import Postings
from ztviewer.search.codec.lists import Encoded, Numbers, decode_all, spread
from ztviewer.search.titles import Ascending, Sorted

_SECOND = np.uint64(0xFFFFFFFF)
_FIRST_BITS = np.uint64(32)

Some = NDArray[np.uint32]

Piece = tuple[int, int, int]
"""A source, and from which of its lists to which."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of several sources, one after another, with a weight an entry or none at all; whoever got them owns them."""

    counts: Numbers
    """entries, one a list"""
    entries: Some
    weights: Some


class Source(Protocol):
    """One field of some documents."""

    lengths: Numbers
    pages: Numbers

    @property
    def tokens(self) -> Ascending:
        """Its tokens, the empty one first."""

    @property
    def singles(self) -> Numbers:
        """The tokens that have a list."""

    @property
    def single_bounds(self) -> Numbers:
        """About how many entries each of those lists has."""

    @property
    def firsts(self) -> Numbers:
        """Where the pairs of each first token begin, and where the last end."""

    def pairs(self, start: int, stop: int) -> tuple[Numbers, Numbers, Numbers]:
        """First tokens of some lists, second tokens, and about how many entries each has."""


class Sources(Protocol):
    """The same field of several sources."""

    @property
    def parts(self) -> Sequence[Source]:
        """Each by itself."""

    def single_lists(self, pieces: Sequence[Piece]) -> Lists:
        """The documents of single tokens, with weights."""

    def pair_lists(self, pieces: Sequence[Piece]) -> Lists:
        """The positions of pairs."""

    def forget(self) -> None:
        """Let go of the memory of what was read, until it is read again."""


class Batch:
    """A source fresh from the inverter."""

    def __init__(self, postings: Postings) -> None:
        self.lengths, self.pages = postings.lengths, postings.pages
        self.singles = postings.single
        self.single_bounds = postings.single_counts
        self.postings = postings
        self.tokens: Ascending = Sorted(postings.tokens)
        self.single_ends = np.append(0, np.cumsum(postings.single_counts))
        self.pair_ends = np.append(0, np.cumsum(postings.pair_counts))
        firsts = (postings.pairs >> _FIRST_BITS).astype(np.int64)
        self.firsts = np.searchsorted(firsts, np.arange(len(self.tokens) + 1))

    def pairs(self, start: int, stop: int) -> tuple[Numbers, Numbers, Numbers]:
        """First tokens of some lists, second tokens, and how many entries each has."""
        pairs = self.postings.pairs[start:stop]
        firsts, seconds = (pairs >> _FIRST_BITS).astype(np.int64), (pairs & _SECOND).astype(np.int64)
        return firsts, seconds, self.postings.pair_counts[start:stop]


class Batches:
    """Batches as sources."""

    def __init__(self, parts: Sequence[Batch]) -> None:
        self.parts = parts

    def single_lists(self, pieces: Sequence[Piece]) -> Lists:
        """The documents of single tokens, with weights."""
        found = [(self.parts[number], start, stop) for number, start, stop in pieces]
        spans = [(one.postings, slice(one.single_ends[a], one.single_ends[b])) for one, a, b in found]
        return Lists(
            _joined([one.single_bounds[start:stop] for one, start, stop in found]),
            np.concatenate([postings.documents[span] for postings, span in spans]),
            np.concatenate([postings.weights[span] for postings, span in spans]),
        )

    def pair_lists(self, pieces: Sequence[Piece]) -> Lists:
        """The positions of pairs."""
        found = [(self.parts[number], start, stop) for number, start, stop in pieces]
        return Lists(
            _joined([one.postings.pair_counts[start:stop] for one, start, stop in found]),
            np.concatenate(
                [one.postings.positions[one.pair_ends[a] : one.pair_ends[b]] for one, a, b in found]
            ),
            _NONE,
        )

    def forget(self) -> None:
        """There is nothing that could be read again."""


class Stored:
    """A source that is a field of a segment."""

    def __init__(self, field: TextField) -> None:
        self.field = field
        self.tokens: Ascending = field.tokens
        self.lengths, self.pages = field.lengths.astype(np.int64), field.page_counts

    @property
    def singles(self) -> Numbers:
        """The tokens that have a list."""
        return np.arange(1, len(self.tokens))

    @property
    def single_bounds(self) -> Numbers:
        """About how many entries each of those lists has: its bytes."""
        return self.field.postings.sizes(0, 2 * len(self.tokens) - 2)[::2]

    @cached_property
    def firsts(self) -> Numbers:
        """Where the pairs of each first token begin, and where the last end."""
        return self.field.firsts.astype(np.int64)

    def pairs(self, start: int, stop: int) -> tuple[Numbers, Numbers, Numbers]:
        """First tokens of some lists, second tokens, and about how many entries each has: its bytes."""
        first, last = np.searchsorted(self.firsts, [start, stop], side="right") - 1
        edges = np.clip(self.firsts[first : last + 2], start, stop)
        return (
            np.repeat(np.arange(first, first + len(edges) - 1), np.diff(edges)),
            self.field.seconds(start, stop).astype(np.int64),
            self.field.positions.sizes(start, stop),
        )


class Segments:
    """Fields of segments as sources."""

    def __init__(self, fields: Sequence[TextField]) -> None:
        self.parts = [Stored(field) for field in fields]

    def single_lists(self, pieces: Sequence[Piece]) -> Lists:
        """The documents of single tokens, with weights."""
        doubled = [(number, 2 * start, 2 * stop) for number, start, stop in pieces]
        data, sizes = self._read("postings", doubled)
        begins = np.cumsum(sizes) - sizes
        lists = Encoded(
            data[spread(begins[::2], sizes[::2])], sizes[::2], self._codes("posting_codes", pieces)
        )
        documents, counts = decode_all(lists)
        weights = data[spread(begins[1::2], sizes[1::2])]
        return Lists(counts, documents, decode_all_counts(weights, sizes[1::2], counts))

    def pair_lists(self, pieces: Sequence[Piece]) -> Lists:
        """The positions of pairs."""
        positions, counts = decode_all(
            Encoded(*self._read("positions", pieces), self._codes("position_codes", pieces))
        )
        return Lists(counts, positions, _NONE)

    def forget(self) -> None:
        """Let the system take back the memory of what was read."""
        for part in self.parts:
            part.field.file.forget()

    def _read(self, what: str, pieces: Sequence[Piece]) -> tuple[NDArray[np.uint8], Numbers]:
        """The bytes of lists and their sizes."""
        found = [getattr(field, what).range(start, stop) for field, start, stop in self._fields(pieces)]
        return _joined([data for data, _ in found]), _joined([sizes for _, sizes in found])

    def _codes(self, what: str, pieces: Sequence[Piece]) -> NDArray[np.uint8]:
        return _joined(
            [
                field.file.piece(f"{field.name}.{what}", start, stop)
                for field, start, stop in self._fields(pieces)
            ]
        )

    def _fields(self, pieces: Sequence[Piece]) -> Iterator[tuple[TextField, int, int]]:
        return ((self.parts[number].field, start, stop) for number, start, stop in pieces)


_NONE: Some = np.zeros(0, np.uint32)


def _joined(arrays: Sequence[Array]) -> Array:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
