"""The words of the resource, read as its description says, without the program's own reader."""

import itertools
from functools import cache

import numpy as np

from ztviewer.core.paths import resource
from ztviewer.search.wordlist import HEAD, layout


@cache
def dictionary() -> dict[str, int]:
    """Every word with its frequency, shorter ones first."""
    data = resource("wordlist.bin").read_bytes()
    _magic, _version, *counts, _total = HEAD.unpack_from(data)
    kinds = layout(*counts)
    starts = itertools.accumulate((np.dtype(kind).itemsize * size for kind, size in kinds), initial=HEAD.size)
    arrays = [np.frombuffer(data, kind, size, at) for (kind, size), at in zip(kinds, starts, strict=False)]
    children, frequencies, alphabet, added, ranks = (array.tolist() for array in arrays[2:])
    written = [""]
    for node, (first, beyond) in enumerate(itertools.pairwise(children)):
        written += [written[node] + chr(alphabet[added[child]]) for child in range(first, beyond)]
    return {word: frequencies[rank] for word, rank in zip(written, ranks, strict=True) if rank}
