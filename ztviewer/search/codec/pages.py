"""Which document each page of positions belongs to, kept as it is read: nothing is worked out when a file is opened.

Every GROUP of pages has the number of its first document; each page has the distance from it, mostly in one byte.
"""

import numpy as np

from ztviewer.search.carried import narrow
from ztviewer.search.codec.format import ArrayFile, ArrayWriter
from ztviewer.search.codec.lists import Numbers

_GROUP_BITS = 8
_GROUP = 1 << _GROUP_BITS


def write_pages(writer: ArrayWriter, field: str, counts: Numbers) -> None:
    """Write what `Pages` reads of a field whose documents have so many pages each."""
    documents = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    firsts = documents[::_GROUP]
    writer.add(f"{field}.pages", narrow(documents - np.repeat(firsts, _GROUP)[: len(documents)]))
    writer.add(f"{field}.page_groups", firsts)


class Pages:
    """The pages of one field."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._distances = file.array(f"{field}.pages")
        self._firsts = file.array(f"{field}.page_groups")

    def documents(self, pages: Numbers) -> Numbers:
        """The document of each of some pages."""
        found: Numbers = self._firsts.take(pages >> _GROUP_BITS)
        found += self._distances.take(pages)
        return found

    def counts(self, documents: int) -> Numbers:
        """How many pages each of so many documents has."""
        return np.bincount(self.documents(np.arange(len(self._distances))), minlength=documents)
