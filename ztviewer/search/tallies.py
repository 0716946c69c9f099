"""How many of some documents carry each value of several kinds: exact, the cheapest way there is for so many."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ztviewer.search.carried import Carried
from ztviewer.search.joint import Joint

Counts = NDArray[np.int64]
"""How many documents carry each value, those of all kinds one after another."""


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
        return self._all - self._of(rest) if len(rest) else self._all

    @cached_property
    def _all(self) -> Counts:
        return np.concatenate([kind.count(None) for kind in self._kinds.values()])

    def _of(self, documents: NDArray[np.int64]) -> Counts:
        self._counted += len(documents)
        joint = self._joint.count(documents) if self._counted >= self._size else {}
        return np.concatenate(
            [joint[name] if name in joint else kind.count(documents) for name, kind in self._kinds.items()]
        )

    @cached_property
    def _joint(self) -> Joint:
        return Joint.of(self._kinds)
