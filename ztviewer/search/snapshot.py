"""One state of the index, as questions see it: it stays as it is while later commits go on."""

from collections.abc import Sequence
from functools import cached_property, partial
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from whoosh.index import TOC, FileIndex
from whoosh.searching import Searcher

from ztviewer.core.progress import Progress
from ztviewer.core.query import Everything, Facets, Query, Request, Sort
from ztviewer.search import facets
from ztviewer.search.codec.segment import ArraySegment, SegmentFile
from ztviewer.search.columns import Columns
from ztviewer.search.compile import Compiler, scored
from ztviewer.search.evaluate import Evaluator
from ztviewer.search.folder import Folder
from ztviewer.search.grouping import Grouped
from ztviewer.search.lexicon import SegmentLexicon
from ztviewer.search.ranking import Bm25
from ztviewer.search.remembered import Remembered
from ztviewer.search.results import Order
from ztviewer.search.segmenter import words

Answer = tuple[Order, Grouped, Facets]

_REMEMBERED = 128 << 20
"""bytes of decoded lists that are kept"""


class Snapshot:
    """The segments of one generation, read as one."""

    def __init__(self, folder: Folder, table: TOC, seen: int, files: Sequence[SegmentFile]) -> None:
        self.generation: int = table.generation
        self.seen = seen
        self.segments: list[ArraySegment] = table.segments
        self.files = {segment.segment_id(): file for segment, file in zip(table.segments, files, strict=True)}
        self._searcher = partial(_searcher, folder, table)

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Which documents are not deleted."""
        return np.concatenate([*(segment.live() for segment in self.segments), np.zeros(0, bool)])

    @cached_property
    def columns(self) -> Columns:
        """The columns of all documents."""
        files = self.files.values()
        return Columns.joined([file.columns for file in files]) if files else Columns.of([])

    @cached_property
    def compiler(self) -> Compiler:
        """Turns questions into trees over all segments."""
        return Compiler(self.columns, self.live, SegmentLexicon(list(self.files.values())), words)

    @cached_property
    def _evaluate(self) -> Evaluator:
        files = list(self.files.values())
        offsets = [0, *accumulate(map(len, files))][: len(files)]
        return Evaluator(files, self.live, offsets, self._searcher, Remembered(_REMEMBERED))

    def answer(self, request: Request, progress: Progress) -> Answer:
        """Every article that matches, in order; the same with reprints put together; the facets. `progress` may stop it."""
        if isinstance(request.query, Everything) and not request.choices:
            return self._everything[request.sort]
        matched = self._evaluate(self.compiler.tree(request.query), progress)
        progress(0, None)
        documents, scores = matched.documents, matched.scores
        if request.choices:
            keep = facets.chosen(self.columns, request.choices).take(documents)
            documents, scores = documents[keep], scores[keep]
        ranked = request.sort is Sort.RELEVANCE and scored(request.query)
        order = Order(self.columns, documents, scores if ranked else None, request.sort)
        return order, Grouped(order), self.columns.counting.count(documents)

    def count(self, query: Query) -> int:
        """How many articles match."""
        return len(self._evaluate(self.compiler.tree(query)).documents)

    @cached_property
    def _everything(self) -> dict[Sort, Answer]:
        """The answer that the window opens with; its order is sorted once."""
        documents = np.flatnonzero(self.live & ~self.columns.trash)
        counted = self.columns.counting.count(documents)
        orders = {sort: Order(self.columns, documents, None, sort) for sort in Sort}
        return {sort: (order, Grouped(order), counted) for sort, order in orders.items()}


def _searcher(folder: Folder, table: TOC) -> Searcher:
    """Whoosh's own way to read a generation."""
    reader = FileIndex._reader(folder, table.schema, table.segments, table.generation)
    return Searcher(reader, weighting=Bm25())
