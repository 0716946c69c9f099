"""Fields of several sources written as one: batches fresh from the inverter and segments that are there alike.

Documents of the sources follow one another; those that are deleted are left out, with the terms only they held. A
piece of the terms is merged at a time, so that memory stays bounded.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from ztviewer.search.codec.counts import encode_counts
from ztviewer.search.codec.format import Array, ArrayWriter, Bytes
from ztviewer.search.codec.listfile import Sizes
from ztviewer.search.codec.lists import Encoded, Numbers, encode, spread
from ztviewer.search.codec.sources import Batch, Some, Stored
from ztviewer.search.codec.strings import write_strings

Result = TypeVar("Result")

_PIECE = 1 << 21
"""postings merged at a time"""

_THREADS = 2
"""that merge pieces; array operations let go of Python's lock"""

_PAIRS = 1 << 20
"""pairs looked at at a time"""

_SECOND = 0xFFFFFFFF
_FIRST_BITS = 32


@dataclass(frozen=True, slots=True)
class Source:
    """A source and what becomes of its documents."""

    lists: Batch | Stored
    documents: Numbers
    """the new number of each document, -1 for one that is deleted"""


Piece = tuple[int, int, int]
"""A source, and from which of its lists to which."""


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
        self._write_pairs(maps, bases, renumbered)

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
        for terms, encoded in _ahead(
            partial(self._single_piece, keys, each) for each in _pieces(keys, bounds)
        ):
            found.append(terms)
            self._writer.append(encoded.data)
            codes.append(encoded.codes)
            sizes.append(encoded.sizes)
        sizes.write(self._writer, f"{self._name}.postings")
        self._writer.add(f"{self._name}.posting_codes", np.concatenate([*codes, np.zeros(0, np.uint8)]))
        return np.concatenate([*found, np.zeros(0, np.int64)])

    def _single_piece(self, keys: Sequence[Numbers], pieces: Sequence[Piece]) -> tuple[Numbers, Encoded]:
        """Some terms and their lists, each of documents and then of weights."""
        lists = [
            _Lists.of(keys[number][start:stop], *self._single_lists(number, start, stop))
            for number, start, stop in pieces
        ]
        terms, counts, documents, weights = _merged(lists)
        encoded = encode(documents, counts)
        data, sizes = _interleave(encoded, *encode_counts(weights, counts))
        return terms, Encoded(data, sizes, encoded.codes)

    def _single_lists(self, number: int, start: int, stop: int) -> tuple[Numbers, Some, Some]:
        source = self._sources[number]
        lengths, documents, weights = source.lists.single_lists(start, stop)
        return _mapped(lengths, source.documents[documents], weights)

    def _write_pairs(self, maps: Sequence[Numbers], bases: Numbers, renumbered: Numbers) -> None:
        """The lists of pairs. Until they are written, tokens have the numbers that leave none out."""
        tokens = int(renumbered.max()) + 1
        firsts, seconds, codes, sizes = np.zeros(tokens, np.int64), [], [], Sizes()
        self._writer.begin(f"{self._name}.positions", np.uint8)
        moves = [self._move(source, bases) for source in self._sources]
        for terms, encoded in _ahead(self._pair_pieces(maps, moves, len(renumbered))):
            firsts += np.bincount(renumbered[terms >> _FIRST_BITS], minlength=tokens)
            seconds.append(renumbered[terms & _SECOND].astype(np.uint32))
            self._writer.append(encoded.data)
            codes.append(encoded.codes)
            sizes.append(encoded.sizes)
        sizes.write(self._writer, f"{self._name}.positions")
        self._writer.add(f"{self._name}.position_codes", np.concatenate([*codes, np.zeros(0, np.uint8)]))
        self._writer.add(f"{self._name}.firsts", np.append(0, np.cumsum(firsts)).astype(np.uint32))
        self._writer.add(f"{self._name}.seconds", np.concatenate([*seconds, np.zeros(0, np.uint32)]))

    def _pair_pieces(
        self, maps: Sequence[Numbers], moves: Sequence[Numbers], tokens: int
    ) -> Iterator[Callable[[], tuple[Numbers, Encoded]]]:
        """What is to be done for the pairs, a piece at a time."""
        for starts, stops in self._ranges(maps, tokens):
            for source in self._sources:
                source.lists.forget()
            keys, bounds = self._keys(maps, starts, stops)
            for pieces in _pieces(keys, bounds):
                yield partial(self._pair_piece, keys, pieces, starts, moves)

    def _pair_piece(
        self,
        keys: Sequence[Numbers],
        pieces: Sequence[Piece],
        starts: Sequence[int],
        moves: Sequence[Numbers],
    ) -> tuple[Numbers, Encoded]:
        """Some pairs and their lists of positions."""
        lists = [
            _Lists.of(
                keys[number][start:stop],
                *self._pair_lists(number, starts[number] + start, starts[number] + stop, moves[number]),
            )
            for number, start, stop in pieces
        ]
        terms, counts, positions, _nothing = _merged(lists)
        return terms, encode(positions, counts)

    def _ranges(self, maps: Sequence[Numbers], tokens: int) -> Iterator[tuple[list[int], list[int]]]:
        """Ranges of first tokens with few enough pairs: where their lists start in each source, and where they stop."""
        totals = np.zeros(tokens + 1, np.int64)
        for each, source in zip(maps, self._sources, strict=True):
            np.add.at(totals, each + 1, np.diff(source.lists.firsts))
        group = np.cumsum(totals) // _PAIRS
        edges = [0, *(np.flatnonzero(np.diff(group[:-1])) + 1).tolist(), tokens]
        places = [
            source.lists.firsts[np.searchsorted(each, edges)].tolist()
            for each, source in zip(maps, self._sources, strict=True)
        ]
        for number in range(len(edges) - 1):
            yield [place[number] for place in places], [place[number + 1] for place in places]

    def _keys(
        self, maps: Sequence[Numbers], starts: Sequence[int], stops: Sequence[int]
    ) -> tuple[list[Numbers], list[Numbers]]:
        """The pairs of a range in each source as keys, and how long each list is at most."""
        keys, bounds = [], []
        for each, source, start, stop in zip(maps, self._sources, starts, stops, strict=True):
            firsts, seconds, most = source.lists.pairs(start, stop)
            keys.append(each[firsts] << _FIRST_BITS | each[seconds])
            bounds.append(most)
        return keys, bounds

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

    terms: Numbers
    counts: Numbers
    entries: Some
    weights: Some

    @classmethod
    def of(cls, terms: Numbers, counts: Numbers, entries: Some, weights: Some) -> "_Lists":
        """The lists that are not empty."""
        full = counts > 0
        return cls(terms[full], counts[full], entries, weights)


def _ahead(tasks: Iterable[Callable[[], Result]]) -> Iterator[Result]:
    """The results of tasks in their order, a few of them being worked on at a time."""
    running: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        for task in tasks:
            running.append(pool.submit(task))
            if len(running) > _THREADS:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _mapped(lengths: Numbers, entries: Numbers, weights: Some) -> tuple[Numbers, Some, Some]:
    """Lists without the entries that are negative, and their lengths then."""
    gone = entries < 0
    if gone.any():
        lengths = np.diff(np.append(0, np.cumsum(~gone)[np.cumsum(lengths) - 1]))
        entries = entries[~gone]
        weights = weights[~gone] if len(weights) else weights
    return lengths, entries.astype(np.uint32), weights


def _pieces(keys: Sequence[Numbers], bounds: Sequence[Numbers]) -> Iterator[list[Piece]]:
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


def _distinct(keys: Sequence[Numbers]) -> Numbers:
    """The different keys, ascending. `np.unique` hashes, which is ten times slower here."""
    together = np.concatenate(keys) if keys else np.zeros(0, np.int64)
    together.sort()
    new = np.ones(len(together), bool)
    np.not_equal(together[1:], together[:-1], out=new[1:])
    distinct: Numbers = together[new]
    return distinct


def _merged(lists: Sequence[_Lists]) -> tuple[Numbers, Numbers, Some, Some]:
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
