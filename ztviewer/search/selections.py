"""Sets of documents as Whoosh queries: they choose and add nothing to a score."""

from abc import abstractmethod
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher


class Selection(Query):
    """Documents that match without a score."""

    @abstractmethod
    def documents(self, searcher: Searcher, context: SearchContext) -> Iterable[int]:
        """Those of one segment, ascending."""

    def is_leaf(self) -> bool:
        """It has no parts that Whoosh knows."""
        return True

    def estimate_size(self, ixreader: IndexReader) -> int:
        """How many documents it may match, for Whoosh to choose where to begin."""
        return int(ixreader.doc_count_all())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """Whoosh's way of evaluating it in one segment."""
        found = list(self.documents(searcher, context or searcher.context()))
        return ListMatcher(found, [0.0] * len(found)) if found else NullMatcher


class Selected(Selection):
    """A set of documents, given as a mask over all of the index."""

    def __init__(self, mask: NDArray[np.bool_]) -> None:
        self.mask = mask

    def __repr__(self) -> str:
        return f"Selected({np.count_nonzero(self.mask)})"

    def documents(self, searcher: Searcher, context: SearchContext) -> Iterable[int]:
        """The documents of one segment that belong to the set."""
        leaves = searcher.get_parent().leaf_searchers()
        offset = next(offset for leaf, offset in leaves if leaf is searcher)
        mask = self.mask[offset : offset + searcher.doc_count_all()]
        return np.flatnonzero(mask).tolist()


class Rest(Selection):
    """Every document that does not match a query."""

    def __init__(self, part: Query) -> None:
        self.part = part

    def __repr__(self) -> str:
        return f"Rest({self.part!r})"

    def documents(self, searcher: Searcher, context: SearchContext) -> Iterable[int]:
        """The documents of one segment that the query leaves."""
        matched = set(self.part.matcher(searcher, context).all_ids())
        return (number for number in searcher.reader().all_doc_ids() if number not in matched)
