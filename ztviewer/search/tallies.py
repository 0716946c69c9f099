"""How many of some documents carry each value of several kinds: exact, the cheapest way there is for so many."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.carried import Carried
from ztviewer.search.joint import Joint

Counts = Mapping[str, NDArray[np.int64]]
"""For each kind, how many documents carry each of its values."""


class Tallies:
    """Counts kinds of values over one set of documents.

    Combinations are numbered when as many documents have been counted as there are: no first answer waits for it.
    """

    def __init__(self, kinds: Mapping[str, Carried], size: int) -> None:
        self._kinds = kinds
        self._size = size
        self._counted = 0

    def count(self, documents: NDArray[np.int64]) -> Counts:
        """The counts for some documents: where they are most of all, by taking the rest from the whole."""
        if 2 * len(documents) <= self._size:
            return self._of(documents)
        mask = np.ones(self._size, bool)
        mask[documents] = False
        rest = np.flatnonzero(mask)
        if not len(rest):
            return self._all
        return {name: self._all[name] - counts for name, counts in self._of(rest).items()}

    @cached_property
    def _all(self) -> Counts:
        return {name: kind.count(None) for name, kind in self._kinds.items()}

    def _of(self, documents: NDArray[np.int64]) -> Counts:
        self._counted += len(documents)
        if self._counted < self._size:
            return {name: kind.count(documents) for name, kind in self._kinds.items()}
        joint = self._joint.count(documents)
        return {
            name: joint[name] if name in joint else kind.count(documents)
            for name, kind in self._kinds.items()
        }

    @cached_property
    def _joint(self) -> Joint:
        return Joint.of(self._kinds)
