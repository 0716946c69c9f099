"""The tokens of several sources as one ascending list, and how the numbers of each source become its numbers."""

from collections.abc import Sequence

import numpy as np

from ztviewer.search.codec.sources import Some, Source
from ztviewer.search.codec.strings import Blob

_AT_ONCE = 1 << 17
"""tokens of all sources that are looked at together"""


def united(sources: Sequence[Source]) -> tuple[Blob, list[Some]]:
    """Every token once, the empty one first; and for each source the place of each of its tokens there."""
    blobs: list[Blob] = []
    maps: list[list[Some]] = [[np.zeros(0, np.uint32)] for _ in sources]
    count = 0
    for spans in _ranges(sources):
        found = [source.names(start, stop) for source, (start, stop) in zip(sources, spans, strict=True)]
        names = sorted(set[str]().union(*found))
        numbers = {name: number for number, name in enumerate(names, start=count)}
        count += len(names)
        blobs.append(Blob.of(names))
        for pieces, each in zip(maps, found, strict=True):
            pieces.append(np.fromiter(map(numbers.__getitem__, each), np.uint32, len(each)))
    return Blob.joined(blobs), [np.concatenate(pieces) for pieces in maps]


def _ranges(sources: Sequence[Source]) -> list[list[tuple[int, int]]]:
    """For each range of the alphabet, where its tokens begin and end in each source."""
    richest = max(sources, key=lambda source: source.tokens)
    step = max(1, _AT_ONCE // len(sources))
    pivots = [richest.names(at, at + 1)[0] for at in range(step, richest.tokens, step)]
    edges = [[0, *map(source.place, pivots), source.tokens] for source in sources]
    return [[(edge[number], edge[number + 1]) for edge in edges] for number in range(len(pivots) + 1)]
