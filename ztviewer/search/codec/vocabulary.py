"""Ascending strings of several sources, tokens or titles, as one such list, and where those of each source are there."""

from collections.abc import Sequence

import numpy as np

from ztviewer.search.codec.sources import Some
from ztviewer.search.codec.strings import Blob
from ztviewer.search.titles import Ascending

_AT_ONCE = 1 << 17
"""strings of all sources that are looked at together"""


def united(sources: Sequence[Ascending]) -> tuple[Blob, list[Some]]:
    """Every string once; and for each source the place of each of its strings there."""
    blobs: list[Blob] = []
    maps: list[list[Some]] = [[np.zeros(0, np.uint32)] for _ in sources]
    count = 0
    for spans in _ranges(sources):
        found = [source[start:stop] for source, (start, stop) in zip(sources, spans, strict=True)]
        names = sorted(set[str]().union(*found))
        numbers = {name: number for number, name in enumerate(names, start=count)}
        count += len(names)
        blobs.append(Blob.of(names))
        for pieces, each in zip(maps, found, strict=True):
            pieces.append(np.fromiter(map(numbers.__getitem__, each), np.uint32, len(each)))
    return Blob.joined(blobs), [np.concatenate(pieces) for pieces in maps]


def _ranges(sources: Sequence[Ascending]) -> list[list[tuple[int, int]]]:
    """For each range of the alphabet, where its strings begin and end in each source."""
    richest = max(sources, key=len)
    step = max(1, _AT_ONCE // len(sources))
    pivots = [richest[at : at + 1][0] for at in range(step, len(richest), step)]
    edges = [[0, *map(source.place, pivots), len(source)] for source in sources]
    return [[(edge[number], edge[number + 1]) for edge in edges] for number in range(len(pivots) + 1)]
