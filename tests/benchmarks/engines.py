"""What the benchmarks ask of an engine, ours under it, and the names of all."""

import importlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, cast

from tests.benchmarks.questions import Kind, Question
from ztviewer.core.article import Document
from ztviewer.core.progress import silent
from ztviewer.core.query import (
    And,
    Dated,
    Everything,
    Facet,
    Key,
    Keyed,
    Not,
    Or,
    Phrase,
    Query,
    Request,
    Sort,
    Words,
)
from ztviewer.search import Step

OURS = "ZTViewer"
ENGINES = {
    OURS: "tests.benchmarks.engines:ZTViewer",
    "tantivy": "tests.benchmarks.peers:Tantivy",
    "FTS5 words": "tests.benchmarks.peers:Fts5Words",
    "FTS5 trigram": "tests.benchmarks.peers:Fts5Trigram",
    "Whoosh": "tests.benchmarks.peers:StockWhoosh",
}
"""Each by its name; a class is imported only in the process that measures it."""

PAGE = 20
CHANGES = 2000
"""that are read at a time, as the service does"""
_FACETS = (Facet.TOPIC, Facet.TAG, Facet.SOURCE, Facet.YEAR, Facet.COLUMN)

Answer = Callable[[], int]
"""Fetches the first page and returns the exact total."""


class Engine(Protocol):
    """An engine with one index."""

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """Index the documents in an empty folder, ready for questions."""

    def open(self, folder: Path) -> None:
        """Open what was built."""

    def read(self, question: Question) -> Answer | None:
        """A question in the engine's own form; None for what it cannot do."""


def engine(name: str) -> Engine:
    """The engine of that name."""
    module, _, kind = ENGINES[name].partition(":")
    return cast(Engine, getattr(importlib.import_module(module), kind)())


class ZTViewer:
    """Our index, through the interface that the program uses; each answer with five facets."""

    def __init__(self) -> None:
        from ztviewer.search import Index

        self._type = Index

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """As a window builds it: in processes, then merged into one segment."""
        index = self._type.create(folder)
        index.build(_steps(documents), silent)
        index.compact()
        index.close()

    def open(self, folder: Path) -> None:
        """Open the index."""
        self._index = self._type.open(folder)

    def read(self, question: Question) -> Answer:
        """The question as the window asks it."""
        request = Request(_query(question), (), Sort.RELEVANCE)

        def answer() -> int:
            found = self._index.find(request)
            list(found.ids[:PAGE])
            for facet in _FACETS:
                list(found.facets[facet])
            return len(found.ids)

        return answer


def _steps(documents: Iterable[Document]) -> Iterator[Step]:
    """The documents a few at a time, as they come with the changes of an archive."""
    remaining = iter(documents)
    while few := list(itertools.islice(remaining, CHANGES)):
        yield Step(few, [document.id for document in few], few[-1].id)


def _query(question: Question) -> Query:
    parts: tuple[Query, ...] = tuple(Words(part) for part in question.parts)
    match question.kind:
        case Kind.EVERYTHING:
            return Everything()
        case Kind.DATED:
            return And((Dated(question.first, question.last), Keyed(Key.TAG, question.tag)))
        case Kind.PHRASE | Kind.NOTHING:
            return Phrase(question.parts[0])
        case Kind.ALL:
            return And(parts)
        case Kind.ANY:
            return Or(parts)
        case Kind.WITHOUT:
            return And((*parts[:2], Not(parts[2])))
    return parts[0]
