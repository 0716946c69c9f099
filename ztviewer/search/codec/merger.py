"""Fields of several sources written as one: batches fresh from the inverter and segments that are there alike.

Documents of the sources follow one another; those that are deleted are left out, with the terms only they held. A
piece of the terms is merged at a time, so that memory stays bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.codec.counts import decode_all_counts, encode_counts
from ztviewer.search.codec.field import TextField
from ztviewer.search.codec.format import Array, ArrayWriter, Bytes
from ztviewer.search.codec.inverter import Postings
from ztviewer.search.codec.listfile import Sizes
from ztviewer.search.codec.lists import Encoded, Numbers, decode_all, encode, spread
from ztviewer.search.codec.strings import write_strings

_PIECE = 1 << 22
"""postings merged at a time"""

_SECOND = np.uint64(0xFFFFFFFF)
_FIRST_BITS = np.uint64(32)

Keys = NDArray[np.uint64]
Some = NDArray[np.uint32]


class Batch:
    """A source fresh from the inverter."""

    def __init__(self, postings: Postings) -> None:
        self.tokens = postings.tokens
        self.lengths, self.pages = postings.lengths, postings.pages
        self.singles, self.single_counts = postings.single, postings.single_counts
        self.pairs, self.pair_counts = postings.pairs, postings.pair_counts
        self._postings = postings
        self._single_ends = np.append(0, np.cumsum(postings.single_counts))
        self._pair_ends = np.append(0, np.cumsum(postings.pair_counts))

    def single_lists(self, start: int, stop: int) -> tuple[Numbers, Some, Some]:
        """Lengths of the lists, their documents, their weights."""
        span = slice(self._single_ends[start], self._single_ends[stop])
        return self.single_counts[start:stop], self._postings.documents[span], self._postings.weights[span]

    def pair_lists(self, start: int, stop: int) -> tuple[Numbers, Some]:
        """Lengths of the lists, their positions."""
        span = slice(self._pair_ends[start], self._pair_ends[stop])
        return self.pair_counts[start:stop], self._postings.positions[span]


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
        return self._field.postings.range(0, 2 * len(self.singles))[1][::2]

    @cached_property
    def pairs(self) -> Keys:
        """The pairs of the lists."""
        ends: Numbers = self._file.array(f"{self._field.name}.firsts").astype(np.int64)
        counts = ends[1:] - ends[:-1]
        firsts = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        return firsts << _FIRST_BITS | self._file.array(f"{self._field.name}.seconds")

    @cached_property
    def pair_counts(self) -> Numbers:
        """No list is longer: its bytes."""
        return self._field.positions.all_sizes()

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


@dataclass(frozen=True, slots=True)
class Source:
    """A source and what becomes of its documents."""

    lists: Batch | Stored
    documents: Numbers
    """the new number of each document, -1 for one that is deleted"""


class FieldMerger:
    """Writes one field of a segment from its sources."""

    def __init__(self, writer: ArrayWriter, name: str, page_bits: int, sources: Sequence[Source]) -> None:
        self._writer = writer
        self._name = name
        self._page_bits = page_bits
        self._sources = sources

    def write(self) -> None:
        """Write every array of the field."""
        lengths, pages = self._kept("lengths"), self._kept("pages")
        self._writer.add(f"{self._name}.lengths", _narrow(lengths))
        self._writer.add(f"{self._name}.pages", _narrow(pages))
        bases = (np.cumsum(pages) - pages) << self._page_bits
        tokens = sorted(set().union(*(source.lists.tokens for source in self._sources)) | {""})
        numbers = {token: number for number, token in enumerate(tokens)}
        maps = [np.array([numbers[token] for token in source.lists.tokens]) for source in self._sources]
        used = self._write_singles(maps, len(tokens))
        write_strings(
            self._writer, f"{self._name}.tokens", ["", *(tokens[number] for number in used.tolist())]
        )
        renumbered = np.zeros(len(tokens), np.int64)
        renumbered[used] = np.arange(1, len(used) + 1)
        self._write_pairs([renumbered[each] for each in maps], bases, len(used) + 1)

    def _kept(self, what: str) -> Numbers:
        """A column of the documents that stay."""
        columns = [getattr(source.lists, what)[source.documents >= 0] for source in self._sources]
        return np.concatenate([*columns, np.zeros(0, np.int64)])

    def _write_singles(self, maps: Sequence[Numbers], tokens: int) -> Numbers:
        """The lists of single tokens; returns those that any document holds."""
        keys = [each[source.lists.singles] for each, source in zip(maps, self._sources, strict=True)]
        found, codes, sizes = [], [], Sizes()
        self._writer.begin(f"{self._name}.postings", np.uint8)
        bounds = [source.lists.single_counts for source in self._sources]
        for pieces in _pieces(keys, bounds):
            lists = [
                _Lists.of(keys[number][start:stop], *self._single_lists(number, start, stop))
                for number, start, stop in pieces
            ]
            terms, counts, documents, weights = _merged(lists)
            if not len(terms):
                continue
            found.append(terms)
            encoded = encode(documents, counts)
            data, piece_sizes = _interleave(encoded, *encode_counts(weights, counts))
            self._writer.append(data)
            codes.append(encoded.codes)
            sizes.append(piece_sizes)
        sizes.write(self._writer, f"{self._name}.postings")
        self._writer.add(f"{self._name}.posting_codes", np.concatenate([*codes, np.zeros(0, np.uint8)]))
        return np.concatenate([*found, np.zeros(0, np.int64)])

    def _single_lists(self, number: int, start: int, stop: int) -> tuple[Numbers, Some, Some]:
        source = self._sources[number]
        lengths, documents, weights = source.lists.single_lists(start, stop)
        return _mapped(lengths, source.documents[documents], weights)

    def _write_pairs(self, maps: Sequence[Numbers], bases: Numbers, tokens: int) -> None:
        keys = [
            each.astype(np.uint64)[(pairs := source.lists.pairs) >> _FIRST_BITS] << _FIRST_BITS
            | each.astype(np.uint64)[pairs & _SECOND]
            for each, source in zip(maps, self._sources, strict=True)
        ]
        firsts, seconds, codes, sizes = np.zeros(tokens, np.int64), [], [], Sizes()
        self._writer.begin(f"{self._name}.positions", np.uint8)
        bounds = [source.lists.pair_counts for source in self._sources]
        moves = [self._move(source, bases) for source in self._sources]
        for pieces in _pieces(keys, bounds):
            lists = [
                _Lists.of(keys[number][start:stop], *self._pair_lists(number, start, stop, moves[number]))
                for number, start, stop in pieces
            ]
            terms, counts, positions, _nothing = _merged(lists)
            if not len(terms):
                continue
            firsts += np.bincount((terms >> _FIRST_BITS).astype(np.int64), minlength=tokens)
            seconds.append((terms & _SECOND).astype(np.uint32))
            encoded = encode(positions, counts)
            self._writer.append(encoded.data)
            codes.append(encoded.codes)
            sizes.append(encoded.sizes)
        sizes.write(self._writer, f"{self._name}.positions")
        self._writer.add(f"{self._name}.position_codes", np.concatenate([*codes, np.zeros(0, np.uint8)]))
        self._writer.add(f"{self._name}.firsts", np.append(0, np.cumsum(firsts)).astype(np.uint32))
        self._writer.add(f"{self._name}.seconds", np.concatenate([*seconds, np.zeros(0, np.uint32)]))

    def _move(self, source: Source, bases: Numbers) -> Numbers:
        """How far the positions of each page move; the least number where its document is deleted."""
        pages = source.lists.pages
        old = (np.cumsum(pages) - pages) << self._page_bits
        stays = source.documents >= 0
        by_document = np.full(len(pages), np.iinfo(np.int64).min)
        by_document[stays] = bases[source.documents[stays]] - old[stays]
        return np.repeat(by_document, pages)

    def _pair_lists(self, number: int, start: int, stop: int, moves: Numbers) -> tuple[Numbers, Some, Some]:
        lengths, positions = self._sources[number].lists.pair_lists(start, stop)
        wide = positions.astype(np.int64)
        moved = np.maximum(moves[wide >> self._page_bits] + wide, -1)
        return _mapped(lengths, moved, positions[:0])


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists of one source, none empty."""

    terms: NDArray[np.int64] | Keys
    counts: Numbers
    entries: Some
    weights: Some

    @classmethod
    def of(cls, terms: NDArray[np.int64] | Keys, counts: Numbers, entries: Some, weights: Some) -> "_Lists":
        """The lists that are not empty."""
        full = counts > 0
        return cls(terms[full], counts[full], entries, weights)


def _mapped(lengths: Numbers, entries: Numbers, weights: Some) -> tuple[Numbers, Some, Some]:
    """Lists without the entries that are negative, and their lengths then."""
    gone = entries < 0
    if gone.any():
        lengths = np.diff(np.append(0, np.cumsum(~gone)[np.cumsum(lengths) - 1]))
        entries = entries[~gone]
        weights = weights[~gone] if len(weights) else weights
    return lengths, entries.astype(np.uint32), weights


def _pieces(
    keys: Sequence[Numbers | Keys], bounds: Sequence[Numbers]
) -> Iterator[list[tuple[int, int, int]]]:
    """Ranges of terms of few enough postings: for each the sources that have some, from which list to which."""
    terms = _distinct(keys)
    totals = np.zeros(len(terms), np.int64)
    places = [np.searchsorted(terms, each) for each in keys]
    for place, bound in zip(places, bounds, strict=True):
        totals[place] += bound
    group = np.cumsum(totals) // _PIECE
    edges = [0, *(np.flatnonzero(np.diff(group)) + 1).tolist(), len(terms)]
    cuts = [np.searchsorted(place, edges).tolist() for place in places]
    for number in range(len(edges) - 1):
        yield [
            (source, cut[number], cut[number + 1])
            for source, cut in enumerate(cuts)
            if cut[number] < cut[number + 1]
        ]


def _distinct(keys: Sequence[Numbers | Keys]) -> Numbers | Keys:
    """The different keys, ascending. `np.unique` hashes, which is ten times slower here."""
    together = np.concatenate(keys) if keys else np.zeros(0, np.int64)
    together.sort()
    new = np.ones(len(together), bool)
    np.not_equal(together[1:], together[:-1], out=new[1:])
    distinct: Numbers | Keys = together[new]  # type: ignore[assignment] # NumPy widens the union to any integer
    return distinct


def _merged(lists: Sequence[_Lists]) -> tuple[NDArray[np.int64] | Keys, Numbers, Some, Some]:
    """Lists of sources, whose documents follow one another, as one list a term."""
    if len(lists) == 1:
        return lists[0].terms, lists[0].counts, lists[0].entries, lists[0].weights
    if not lists:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    terms = _distinct([each.terms for each in lists])
    places = [np.searchsorted(terms, each.terms) for each in lists]
    counts = np.zeros(len(terms), np.int64)
    for place, each in zip(places, lists, strict=True):
        counts[place] += each.counts
    filled = np.cumsum(counts) - counts
    entries = np.empty(int(counts.sum()), np.uint32)
    weights = np.empty(len(entries) if any(len(each.weights) for each in lists) else 0, np.uint32)
    for place, each in zip(places, lists, strict=True):
        to = spread(filled[place], each.counts)
        entries[to] = each.entries
        if len(weights):
            weights[to] = each.weights
        filled[place] += each.counts
    return terms, counts, entries, weights


def _interleave(lists: Encoded, weights: Bytes, weight_sizes: Numbers) -> tuple[Bytes, Numbers]:
    """Each list followed by its weights, and the sizes so."""
    sizes = np.stack((lists.sizes, weight_sizes), axis=1).ravel()
    begins = np.cumsum(sizes) - sizes
    data = np.empty(int(sizes.sum()), np.uint8)
    data[spread(begins[::2], lists.sizes)] = lists.data
    data[spread(begins[1::2], weight_sizes)] = weights
    return data, sizes


def _narrow(values: Numbers) -> Array:
    """The values in two bytes each, if they fit."""
    return values.astype(np.uint16 if not len(values) or values.max() < 1 << 16 else np.uint32)
