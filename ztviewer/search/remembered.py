"""What leaves of queries were found to score, kept while there is room: they come again while someone types."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from ztviewer.search.scored import Scored

_ENTRY = 500
"""bytes that a list takes besides its numbers"""


class Remembered:
    """Lists of documents with their scores, the latest used, up to a number of bytes. Any thread may use it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._lists: OrderedDict[str, Scored] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, find: Callable[[], Scored]) -> Scored:
        """What stands under a key, found where it is not there."""
        with self._lock:
            if key in self._lists:
                self._lists.move_to_end(key)
                return self._lists[key]
        found = find()
        with self._lock:
            self._keep(key, found)
        return found

    def _keep(self, key: str, found: Scored) -> None:
        if key not in self._lists:
            self._lists[key] = found
            self._held += _size(found)
        while self._held > self._most:
            self._held -= _size(self._lists.popitem(last=False)[1])


def _size(found: Scored) -> int:
    return found.documents.nbytes + found.scores.nbytes + _ENTRY
