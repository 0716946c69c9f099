"""One text field of a segment, read: its tokens, lists of documents, lists of positions, lengths."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.query import Field
from ztviewer.search.codec.counts import decode_counts
from ztviewer.search.codec.format import ArrayFile
from ztviewer.search.codec.listfile import ByteStrings
from ztviewer.search.codec.lists import Numbers, decode
from ztviewer.search.codec.pages import Pages
from ztviewer.search.codec.strings import Strings

_PAGE_BITS = {Field.TITLE.value: 4, Field.CAPTION.value: 5}


def page_bits(field: str) -> int:
    """A page of positions is 1 << this; each document begins on a new one. About half a usual text of the field."""
    return _PAGE_BITS.get(field, 8)


Weights = NDArray[np.float32]


class TextField:
    """Everything that the postings of one field tell."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.file = file
        self.name = field
        self.page_bits = page_bits(field)

    @cached_property
    def tokens(self) -> Strings:
        """Its tokens, ascending, the empty one first."""
        return Strings(self.file, f"{self.name}.tokens")

    @cached_property
    def lengths(self) -> NDArray[np.uint32]:
        """The tokens of each document."""
        return self.file.array(f"{self.name}.lengths")

    @cached_property
    def pages(self) -> Pages:
        """The documents of its pages of positions."""
        return Pages(self.file, self.name)

    @cached_property
    def postings(self) -> ByteStrings:
        """The list of each token, and then its weights."""
        return ByteStrings(self.file, f"{self.name}.postings")

    @cached_property
    def positions(self) -> ByteStrings:
        """The list of each pair."""
        return ByteStrings(self.file, f"{self.name}.positions")

    @cached_property
    def firsts(self) -> NDArray[np.uint32]:
        """Where the lists of the pairs of each first token begin, and where the last end."""
        return self.file.array(f"{self.name}.firsts")

    @cached_property
    def total_length(self) -> int:
        """Tokens of all documents."""
        return int(self.file.array(f"{self.name}.total")[0])

    @cached_property
    def page_counts(self) -> Numbers:
        """How many pages each document has."""
        return self.pages.counts(len(self.lengths))

    @cached_property
    def bases(self) -> Numbers:
        """The first position of each document."""
        return (np.cumsum(self.page_counts) - self.page_counts) << self.page_bits

    def single(self, token: int) -> tuple[Numbers, Weights]:
        """The documents that hold a token, and how often."""
        code = self.file.octets(f"{self.name}.posting_codes", token - 1, token)[0]
        documents = decode(self.postings[2 * token - 2], code)
        return documents, decode_counts(self.postings[2 * token - 1], len(documents))

    def pairs_of(self, first: int) -> tuple[int, int]:
        """From which to which list the pairs of a first token stand."""
        return int(self.firsts[first]), int(self.firsts[first + 1])

    def seconds(self, start: int, stop: int) -> NDArray[np.uint32]:
        """The second tokens of some lists of pairs."""
        return self.file.piece(f"{self.name}.seconds", start, stop)

    def pair(self, first: int, second: int) -> int | None:
        """The list of a pair, None where it never stands."""
        start, stop = self.pairs_of(first)
        seconds = self.seconds(start, stop)
        place = int(np.searchsorted(seconds, np.uint32(second)))
        return start + place if place < len(seconds) and seconds[place] == second else None

    def pair_positions(self, number: int) -> Numbers:
        """Where a pair stands, by the number of its list."""
        code = self.file.octets(f"{self.name}.position_codes", number, number + 1)[0]
        return decode(self.positions[number], code)

    def token_positions(self, token: int) -> Numbers:
        """Where a single token stands: where a pair begins with it."""
        start, stop = self.pairs_of(token)
        lists = [self.pair_positions(number) for number in range(start, stop)]
        return np.sort(np.concatenate(lists)) if lists else np.zeros(0, np.int64)

    def count(self, positions: Numbers) -> tuple[Numbers, Weights]:
        """The documents that ascending positions lie in, and how many in each."""
        documents = self.pages.documents(positions >> self.page_bits)
        last = np.ones(len(documents), bool)
        np.not_equal(documents[1:], documents[:-1], out=last[:-1])
        ends = np.flatnonzero(last)
        counts = ends.astype(np.float32)
        counts[:1] += 1
        np.subtract(ends[1:], ends[:-1], out=counts[1:], casting="unsafe")
        return documents.take(ends).astype(np.int64), counts
