"""Fields of several sources written as one: batches fresh from the inverter, or segments that are there.

Documents of the sources follow one another; those that are deleted are left out, with the terms only they held. A
piece of the terms is merged at a time, and what grows with the terms waits in files, so that memory stays bounded.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import numpy as np

from ztviewer.search.carried import narrow
from ztviewer.search.codec.counts import encode_counts
from ztviewer.search.codec.format import Array, ArrayWriter, Bytes, Spool
from ztviewer.search.codec.listfile import Sizes
from ztviewer.search.codec.lists import Encoded, Numbers, encode, spread
from ztviewer.search.codec.pages import write_pages
from ztviewer.search.codec.sources import Lists, Piece, Some, Sources
from ztviewer.search.codec.vocabulary import united
from ztviewer.search.stretches import begins

Result = TypeVar("Result")

_PIECE = 1 << 19
"""postings merged at a time; a longer list is a piece by itself"""

_PAIRS = 1 << 20
"""pairs looked at at a time"""

_SECOND = 0xFFFFFFFF
_FIRST_BITS = 32

_GONE = np.uint32(0xFFFFFFFF)
"""stands for an entry of a deleted document"""


class FieldMerger:
    """Writes one field of a segment from its sources.

    `documents` says for each source what becomes of its documents: the new number of each, -1 for one that is deleted.
    """

    def __init__(
        self,
        writer: ArrayWriter,
        name: str,
        page_bits: int,
        sources: Sources,
        documents: Sequence[Numbers],
        threads: int = 1,
    ) -> None:
        self._writer = writer
        self._name = name
        self._page_bits = page_bits
        self._sources = sources
        self._documents = documents
        self._numbers = [each.astype(np.uint32) for each in documents]  # -1 becomes _GONE
        self._threads = threads

    def write(self) -> None:
        """Write every array of the field."""
        lengths, pages = self._kept("lengths"), self._kept("pages")
        self._writer.add(f"{self._name}.lengths", narrow(lengths))
        self._writer.add(f"{self._name}.total", np.array([lengths.sum()], np.int64))
        write_pages(self._writer, self._name, pages)
        names, maps = united([part.tokens for part in self._sources.parts])
        used = self._write_singles(maps, len(names))
        names.chosen(np.append(0, used)).write(self._writer, f"{self._name}.tokens")
        renumbered = np.zeros(len(names), np.int64)
        renumbered[used] = np.arange(1, len(used) + 1)
        self._write_pairs(maps, (np.cumsum(pages) - pages) << self._page_bits, renumbered)

    def _kept(self, what: str) -> Numbers:
        """A column of the documents that stay."""
        pairs = zip(self._sources.parts, self._documents, strict=True)
        columns = [getattr(part, what)[documents >= 0] for part, documents in pairs]
        return np.concatenate([*columns, np.zeros(0, np.int64)])

    def _write_singles(self, maps: Sequence[Some], tokens: int) -> Numbers:
        """The lists of single tokens; returns those that any document holds."""
        keys = [each[part.singles] for each, part in zip(maps, self._sources.parts, strict=True)]
        bounds = [part.single_bounds for part in self._sources.parts]
        found = [np.zeros(0, np.int64)]
        tasks = (partial(self._single_piece, keys, each) for each in _pieces(keys, bounds))
        with _ListWriter(self._writer, f"{self._name}.postings", f"{self._name}.posting_codes") as lists:
            for terms, encoded in _ahead(tasks, self._threads):
                found.append(terms)
                lists.append(encoded)
        return np.concatenate(found)

    def _single_piece(self, keys: Sequence[Some], pieces: Sequence[Piece]) -> tuple[Numbers, Encoded]:
        """Some terms and their lists, each of documents and then of weights."""
        lists = self._sources.single_lists(pieces)
        for (number, _, _), span in zip(pieces, _spans(pieces, lists.counts), strict=True):
            lists.entries[span] = self._numbers[number].take(lists.entries[span])
        terms, merged = _merged(_terms(keys, pieces), self._living(lists))
        encoded = encode(merged.entries, merged.counts)
        data, sizes = _interleave(encoded, *encode_counts(merged.weights, merged.counts))
        return terms, Encoded(data, sizes, encoded.codes)

    def _write_pairs(self, maps: Sequence[Some], bases: Numbers, renumbered: Numbers) -> None:
        """The lists of pairs. Until they are written, tokens have the numbers that leave none out."""
        tokens = int(renumbered.max()) + 1
        firsts = np.zeros(tokens, np.int64)
        seconds = Spool(np.uint32)
        moves = [self._move(number, bases) for number in range(len(self._documents))]
        tasks = self._pair_pieces(maps, moves, len(renumbered))
        with _ListWriter(self._writer, f"{self._name}.positions", f"{self._name}.position_codes") as lists:
            for terms, encoded in _ahead(tasks, self._threads):
                firsts += np.bincount(renumbered[terms >> _FIRST_BITS], minlength=tokens)
                seconds.append(renumbered[terms & _SECOND])
                lists.append(encoded)
        self._writer.add(f"{self._name}.firsts", np.append(0, np.cumsum(firsts)).astype(np.uint32))
        self._writer.add_spool(f"{self._name}.seconds", seconds)

    def _pair_pieces(
        self, maps: Sequence[Some], moves: Sequence[Some], tokens: int
    ) -> Iterator[Callable[[], tuple[Numbers, Encoded]]]:
        """What is to be done for the pairs, a piece at a time."""
        for starts, stops in self._ranges(maps, tokens):
            self._sources.forget()
            keys, bounds = self._keys(maps, starts, stops)
            for pieces in _pieces(keys, bounds):
                yield partial(self._pair_piece, keys, pieces, starts, moves)

    def _pair_piece(
        self, keys: Sequence[Numbers], pieces: Sequence[Piece], starts: Sequence[int], moves: Sequence[Some]
    ) -> tuple[Numbers, Encoded]:
        """Some pairs and their lists of positions."""
        lists = self._sources.pair_lists(
            [(number, starts[number] + start, starts[number] + stop) for number, start, stop in pieces]
        )
        for (number, _, _), span in zip(pieces, _spans(pieces, lists.counts), strict=True):
            pages = lists.entries[span] >> np.uint32(self._page_bits)
            lists.entries[span] += moves[number].take(pages)
            gone = self._documents[number] < 0
            if gone.any():
                lists.entries[span][np.repeat(gone, self._sources.parts[number].pages).take(pages)] = _GONE
        terms, merged = _merged(_terms(keys, pieces), self._living(lists))
        return terms, encode(merged.entries, merged.counts)

    def _living(self, lists: Lists) -> Lists:
        """Lists without the entries of deleted documents; some may be empty then."""
        keep = lists.entries != _GONE
        if keep.all():
            return lists
        ends = np.append(0, np.cumsum(keep))
        counts = np.diff(ends[np.append(0, np.cumsum(lists.counts))])
        weights = lists.weights[keep] if len(lists.weights) else lists.weights
        return Lists(counts, lists.entries[keep], weights)

    def _ranges(self, maps: Sequence[Some], tokens: int) -> Iterator[tuple[list[int], list[int]]]:
        """Ranges of first tokens with few enough pairs: where their lists start in each source, and where they stop."""
        totals = np.zeros(tokens + 1, np.int64)
        for each, part in zip(maps, self._sources.parts, strict=True):
            totals[each + 1] += np.diff(part.firsts)
        group = np.cumsum(totals) // _PAIRS
        edges = [0, *(np.flatnonzero(np.diff(group[:-1])) + 1).tolist(), tokens]
        places = [
            part.firsts[np.searchsorted(each, edges)].tolist()
            for each, part in zip(maps, self._sources.parts, strict=True)
        ]
        for number in range(len(edges) - 1):
            yield [place[number] for place in places], [place[number + 1] for place in places]

    def _keys(
        self, maps: Sequence[Some], starts: Sequence[int], stops: Sequence[int]
    ) -> tuple[list[Numbers], list[Numbers]]:
        """The pairs of a range in each source as keys, and about how long each list is."""
        keys, bounds = [], []
        for each, part, start, stop in zip(maps, self._sources.parts, starts, stops, strict=True):
            firsts, seconds, most = part.pairs(start, stop)
            keys.append(each[firsts].astype(np.int64) << _FIRST_BITS | each[seconds])
            bounds.append(most)
        return keys, bounds

    def _move(self, number: int, bases: Numbers) -> Some:
        """How far the positions of each page of a source move, modulo 1 << 32."""
        pages, documents = self._sources.parts[number].pages, self._documents[number]
        old = (np.cumsum(pages) - pages) << self._page_bits
        by_document = np.where(documents >= 0, bases[documents] if len(bases) else 0, 0) - old
        return np.repeat(by_document.astype(np.uint32), pages)


class _ListWriter:
    """Lists of a field as they come; sizes and codes wait until all are there."""

    def __init__(self, writer: ArrayWriter, name: str, codes: str) -> None:
        self._writer = writer
        self._names = name, codes
        self._sizes = Sizes()
        self._codes = Spool(np.uint8)

    def __enter__(self) -> "_ListWriter":
        self._writer.begin(self._names[0], np.uint8)
        return self

    def append(self, encoded: Encoded) -> None:
        """Write more lists."""
        self._writer.append(encoded.data)
        self._sizes.append(encoded.sizes)
        self._codes.append(encoded.codes)

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            self._sizes.write(self._writer, self._names[0])
            self._writer.add_spool(self._names[1], self._codes)


def _ahead(tasks: Iterable[Callable[[], Result]], threads: int) -> Iterator[Result]:
    """The results of tasks in their order, a few of them being worked on at a time."""
    if threads == 1:
        yield from (task() for task in tasks)
        return
    running: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for task in tasks:
            running.append(pool.submit(task))
            if len(running) > threads:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _terms(keys: Sequence[Array], pieces: Sequence[Piece]) -> Numbers:
    """The term of each list of some pieces."""
    found = [keys[number][start:stop] for number, start, stop in pieces]
    return np.concatenate([*found, np.zeros(0, np.int64)])


def _spans(pieces: Sequence[Piece], counts: Numbers) -> Iterator[slice]:
    """Which entries are those of each piece."""
    ends = np.append(0, np.cumsum(counts))
    lists = np.append(0, np.cumsum([stop - start for _, start, stop in pieces]))
    edges = ends[lists].tolist()
    return (slice(edges[place], edges[place + 1]) for place in range(len(pieces)))


def _pieces(keys: Sequence[Array], bounds: Sequence[Numbers]) -> Iterator[list[Piece]]:
    """Ranges of terms of few enough postings: for each the sources that have some, from which list to which."""
    terms = _distinct(keys)
    totals = np.zeros(len(terms), np.int64)
    places = [np.searchsorted(terms, each) for each in keys]
    for place, bound in zip(places, bounds, strict=True):
        totals[place] += bound
    group = np.cumsum(totals) // _PIECE
    edges = [*np.flatnonzero(begins(group)).tolist(), len(terms)]
    cuts = [np.searchsorted(place, edges).tolist() for place in places]
    for number in range(len(edges) - 1):
        yield [
            (source, cut[number], cut[number + 1])
            for source, cut in enumerate(cuts)
            if cut[number] < cut[number + 1]
        ]


def _distinct(keys: Sequence[Array]) -> Numbers:
    """The different keys, ascending."""
    together = np.concatenate([*keys, np.zeros(0, np.int64)])
    together.sort(kind="stable")  # which merges runs that are in order already
    distinct: Numbers = together[begins(together)]
    return distinct


def _merged(terms: Numbers, lists: Lists) -> tuple[Numbers, Lists]:
    """Lists of sources, whose documents follow one another, as one list a term; empty ones are left out."""
    full = np.flatnonzero(lists.counts)
    full = full[np.argsort(terms[full], kind="stable")]
    terms, counts = terms[full], lists.counts[full]
    if len(full) and terms[0] != terms[-1]:  # of one term they are in order
        starts = (np.cumsum(lists.counts) - lists.counts)[full]
        at = spread(starts, counts)
        weights = lists.weights.take(at) if len(lists.weights) else lists.weights
        lists = Lists(counts, lists.entries.take(at), weights)
    edges = np.flatnonzero(begins(terms))
    summed = np.add.reduceat(counts, edges) if len(edges) else counts
    return terms[edges], Lists(summed, lists.entries, lists.weights)


def _interleave(lists: Encoded, weights: Bytes, weight_sizes: Numbers) -> tuple[Bytes, Numbers]:
    """Each list followed by its weights, and the sizes so."""
    sizes = np.stack((lists.sizes, weight_sizes), axis=1).ravel()
    begins = np.cumsum(sizes) - sizes
    data = np.empty(int(sizes.sum()), np.uint8)
    data[spread(begins[::2], lists.sizes)] = lists.data
    data[spread(begins[1::2], weight_sizes)] = weights
    return data, sizes
