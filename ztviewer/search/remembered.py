"""What was decoded lately, kept while there is room: frequent words come again while someone types."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from ztviewer.search.codec.field import Weights
from ztviewer.search.codec.lists import Numbers

Found = tuple[Numbers, Weights]

_WORTHWHILE = 100
"""documents; shorter lists are decoded faster than they are looked up"""


class Remembered:
    """Lists of documents with how often, the latest used, up to a number of bytes. Any thread may use it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._lists: OrderedDict[Hashable, Found] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What stands under a key, found where it is not there."""
        with self._lock:
            if key in self._lists:
                self._lists.move_to_end(key)
                return self._lists[key]
        found = find()
        if len(found[0]) >= _WORTHWHILE:
            with self._lock:
                self._keep(key, found)
        return found

    def _keep(self, key: Hashable, found: Found) -> None:
        if key not in self._lists:
            self._lists[key] = found
            self._held += _size(found)
        while self._held > self._most:
            self._held -= _size(self._lists.popitem(last=False)[1])


def _size(found: Found) -> int:
    return found[0].nbytes + found[1].nbytes
