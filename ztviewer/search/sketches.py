"""The sketches of a whole archive in memory: which articles may resemble a text, in a time that hardly grows.

A sketch is cut into BANDS of three fingerprints. Articles that agree in a band are candidates: of two texts with a
resemblance of 0.5 a band agrees in 88 of 100 cases, of 0.7 in 99.9, of 0.1 in 2 (Indyk and Motwani 1998; Broder 1997).
Every band of every article is one number, band above article, in sorted runs that are merged when they are nearly as
long as one another (a log-structured merge). Of each fingerprint one byte is kept beside them, by which candidates are
told that agree by chance. An article takes 8 BANDS + BINS + 8 = 184 bytes.
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
thousand of those miss), and twice what texts have that agree in a band by chance. One in 256 agrees in its byte alone.
"""
_ODD = np.uint64(0x9E3779B97F4A7C15)

Entries = NDArray[np.uint64]
Fingerprints = NDArray[np.uint16]
"""Those of some sketches: shape (sketches, BINS)."""


class Sketches:
    """Takes sketches of articles, and tells which of them have a text that others may be reprints of."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._bytes = bytearray()
        self._runs: list[Entries] = []

    def add(self, sketches: Mapping[ArticleId, bytes]) -> None:
        """Take the sketches of some articles; an article may come again with another one."""
        known = [(article, sketch) for article, sketch in sketches.items() if sketch]
        if not known:
            return
        places = np.arange(len(self._ids), len(self._ids) + len(known), dtype=np.uint64)
        fingerprints = _fingerprints([sketch for _, sketch in known])
        self._ids.extend(article for article, _ in known)
        self._bytes += fingerprints.astype(np.uint8).tobytes()
        self._runs.append(np.sort(_bands(fingerprints) | places[:, None], axis=None))
        while len(self._runs) > 1 and len(self._runs[-2]) < _RATIO * len(self._runs[-1]):
            last = np.concatenate((self._runs.pop(-2), self._runs.pop()))
            last.sort(kind="stable")  # which merges what is sorted
            self._runs.append(last)

    @property
    def size(self) -> int:
        """The memory that they take, in bytes."""
        return sum(run.nbytes for run in self._runs) + len(self._bytes) + self._ids.itemsize * len(self._ids)

    def alike(self, sketches: Sequence[bytes]) -> list[dict[ArticleId, int]]:
        """For each sketch the articles whose text may be a reprint of its own, and in how many fingerprints they agree.

        The most alike come first, of equals those that were added first.
        """
        asked = np.flatnonzero([bool(sketch) for sketch in sketches])
        own = _fingerprints([sketches[number] for number in asked.tolist()])
        askers, places = self._agreeing(_bands(own))
        others = np.frombuffer(self._bytes, np.uint8).reshape(-1, BINS)
        agree = np.count_nonzero(own.astype(np.uint8)[askers] == others[places], axis=1)
        order = np.argsort(-agree, kind="stable")
        order = order[: np.count_nonzero(agree >= _ALIKE)]
        result: list[dict[ArticleId, int]] = [{} for _ in sketches]
        columns = (asked[askers[order]].tolist(), places[order].tolist(), agree[order].tolist())
        for asker, place, number in zip(*columns, strict=True):
            result[asker].setdefault(ArticleId(self._ids[place]), number)
        return result

    def _agreeing(self, bands: Entries) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The pairs of a row of bands and the place of an article that agree in a band, each once, ascending."""
        wanted = bands.ravel()
        order = np.argsort(wanted)  # in order the searches below stay close to one another
        wanted, askers = wanted[order], order.astype(np.uint64) // np.uint64(BANDS)
        found = [askers[:0]]
        for run in self._runs:
            first = np.searchsorted(run, wanted)
            for offset in range(_LOOKED_AT):
                at = np.minimum(first + offset, len(run) - 1)
                agrees = (run[at] ^ wanted) >> _PLACE == 0
                found.append(askers[agrees] << _PLACE | run[at[agrees]] & _low(_PLACE))
        pairs = np.unique(np.concatenate(found))
        return (pairs >> _PLACE).astype(np.intp), (pairs & _low(_PLACE)).astype(np.intp)


def _fingerprints(sketches: Sequence[bytes]) -> Fingerprints:
    return np.frombuffer(b"".join(sketches), "<u2").reshape(len(sketches), BINS)


def _bands(fingerprints: Fingerprints) -> Entries:
    """The bands of each sketch, with no place in them: shape (sketches, BANDS)."""
    parts = fingerprints.reshape(len(fingerprints), BANDS, BINS // BANDS).astype(np.uint64)
    numbers = parts[..., 0] << np.uint64(32) | parts[..., 1] << np.uint64(16) | parts[..., 2]
    numbers = (numbers << np.uint64(8) | np.arange(BANDS, dtype=np.uint64)) * _ODD
    return (numbers ^ numbers >> np.uint64(31)) * _ODD >> _PLACE << _PLACE


def _low(bits: np.uint64) -> np.uint64:
    return (np.uint64(1) << bits) - np.uint64(1)
