"""One state of the index, as questions see it: it stays as it is while later commits go on."""

from collections.abc import Sequence
from functools import cached_property, partial
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from whoosh.index import TOC, FileIndex
from whoosh.searching import Searcher

from ztviewer.core.query import Everything, Facets, Request, Sort
from ztviewer.search import facets
from ztviewer.search.codec.column_file import joined
from ztviewer.search.codec.segment import SegmentFile
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
        segments = list(zip(table.segments, files, strict=True))
        self.files = {segment.segment_id(): file for segment, file in segments}
        masks = [segment.live() for segment, _ in segments]
        self.live: NDArray[np.bool_] = np.concatenate([*masks, np.zeros(0, bool)])
        self.columns = _columns(files)
        offsets = [0, *accumulate(map(len, files))][: len(files)]
        self.compiler = Compiler(self.columns, self.live, SegmentLexicon(files), words)
        self._evaluate = Evaluator(
            files, self.live, offsets, partial(_searcher, folder, table), Remembered(_REMEMBERED)
        )

    def answer(self, request: Request) -> Answer:
        """Every article that matches, in order; the same with reprints put together; and the facets."""
        if isinstance(request.query, Everything) and not request.choices:
            return self._everything[request.sort]
        matched = self._evaluate(self.compiler.tree(request.query))
        documents, scores = matched.documents, matched.scores
        if request.choices:
            keep = facets.chosen(self.columns, request.choices).take(documents)
            documents, scores = documents[keep], scores[keep]
        ranked = request.sort is Sort.RELEVANCE and scored(request.query)
        order = Order(self.columns, documents, scores if ranked else None, request.sort)
        return order, Grouped(order), facets.count(self.columns, documents)

    @cached_property
    def _everything(self) -> dict[Sort, Answer]:
        """The answer that the window opens with; its order is sorted once."""
        documents = np.flatnonzero(self.live & ~self.columns.trash)
        counted = facets.count(self.columns, documents)
        orders = {sort: Order(self.columns, documents, None, sort) for sort in Sort}
        return {sort: (order, Grouped(order), counted) for sort, order in orders.items()}


def _searcher(folder: Folder, table: TOC) -> Searcher:
    """Whoosh's own way to read a generation."""
    reader = FileIndex._reader(folder, table.schema, table.segments, table.generation)
    return Searcher(reader, weighting=Bm25())


def _columns(files: Sequence[SegmentFile]) -> Columns:
    if not files:
        return Columns.of([])
    if len(files) == 1:
        return files[0].columns
    return joined([file.columns for file in files], [np.ones(len(file), bool) for file in files])
