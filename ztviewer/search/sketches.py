"""The sketches of a whole archive in memory: which articles may resemble a text, in a time that hardly grows.

A sketch is cut into BANDS of three fingerprints. Articles that agree in a band are candidates: of two texts with a
resemblance of 0.5 a band agrees in 88 of 100 cases, of 0.7 in 99.9, of 0.1 in 2 (Indyk and Motwani 1998; Broder 1997).
Every band of every article is one number, band above article, in sorted runs that are merged when they are nearly as
long as one another (a log-structured merge). It takes 8 BANDS = 128 bytes an article.
"""

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.article import ArticleId
from ztviewer.search.shingling import BINS

BANDS = 16

_PLACE = np.uint64(26)
"""bits for an article's place among those that were added; the rest are for the band"""
_RATIO = 4
"""A run that is not so many times as long as the one after it is merged with it."""
_LOOKED_AT = 4
"""Articles of one run that agree in a band, of which a thousand may do: issues of one pattern."""
_ALIKE = BINS // 3
"""Fingerprints that agree where texts may be reprints: half of what the least alike have on average (which two in a
thousand of those miss), and twice what texts have that agree in a band by chance."""
_ODD = np.uint64(0x9E3779B97F4A7C15)

Entries = NDArray[np.uint64]


class Sketches:
    """Takes sketches of articles, and tells which of them agree with others in a band."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._runs: list[Entries] = []

    def add(self, sketches: Mapping[ArticleId, bytes]) -> None:
        """Take the sketches of some articles; an article may come again with another one."""
        known = [(article, sketch) for article, sketch in sketches.items() if sketch]
        if not known:
            return
        places = np.arange(len(self._ids), len(self._ids) + len(known), dtype=np.uint64)
        self._ids.extend(article for article, _ in known)
        entries = _bands([sketch for _, sketch in known]) | places[:, None]
        self._runs.append(np.sort(entries, axis=None))
        while len(self._runs) > 1 and len(self._runs[-2]) < _RATIO * len(self._runs[-1]):
            last = np.concatenate((self._runs.pop(-2), self._runs.pop()))
            last.sort(kind="stable")  # which merges what is sorted
            self._runs.append(last)

    @property
    def size(self) -> int:
        """The memory that they take, in bytes."""
        return sum(run.nbytes for run in self._runs) + self._ids.itemsize * len(self._ids)

    def candidates(self, sketches: Sequence[bytes]) -> list[list[ArticleId]]:
        """For each sketch the articles that agree with it in a band, those that agree in most bands first."""
        asked = np.flatnonzero([bool(sketch) for sketch in sketches])
        bands = _bands([sketches[number] for number in asked.tolist()])
        wanted = bands.ravel()
        order = np.argsort(wanted)  # in order the searches below stay close to one another
        wanted, askers = wanted[order], np.repeat(asked.astype(np.uint64), BANDS)[order]
        found = [askers[:0]]
        for run in self._runs:
            first = np.searchsorted(run, wanted)
            for offset in range(_LOOKED_AT):
                at = np.minimum(first + offset, len(run) - 1)
                agrees = (run[at] ^ wanted) >> _PLACE == 0
                found.append(askers[agrees] << _PLACE | run[at[agrees]] & _low(_PLACE))
        pairs, counts = np.unique(np.concatenate(found), return_counts=True)
        result: list[list[ArticleId]] = [[] for _ in sketches]
        for pair in pairs[np.argsort(-counts, kind="stable")].tolist():
            result[pair >> int(_PLACE)].append(ArticleId(self._ids[pair & int(_low(_PLACE))]))
        return result


def alike(sketch: bytes, others: Mapping[ArticleId, bytes]) -> list[ArticleId]:
    """Those whose sketch agrees in so much that their text may be a reprint, the most alike first."""
    ids = list(others)
    agree = np.count_nonzero(_fingerprints(list(others.values())) == _fingerprints([sketch]), axis=1)
    order = np.argsort(-agree, kind="stable")
    return [ids[number] for number in order[agree[order] >= _ALIKE].tolist()]


def _fingerprints(sketches: Sequence[bytes]) -> NDArray[np.uint16]:
    """The fingerprints of each sketch: shape (sketches, BINS)."""
    return np.frombuffer(b"".join(sketches), "<u2").reshape(len(sketches), BINS)


def _bands(sketches: Sequence[bytes]) -> Entries:
    """The bands of each sketch, with no place in them: shape (sketches, BANDS)."""
    parts = _fingerprints(sketches).reshape(len(sketches), BANDS, BINS // BANDS).astype(np.uint64)
    numbers = parts[..., 0] << np.uint64(32) | parts[..., 1] << np.uint64(16) | parts[..., 2]
    numbers = (numbers << np.uint64(8) | np.arange(BANDS, dtype=np.uint64)) * _ODD
    return (numbers ^ numbers >> np.uint64(31)) * _ODD >> _PLACE << _PLACE


def _low(bits: np.uint64) -> np.uint64:
    return (np.uint64(1) << bits) - np.uint64(1)
