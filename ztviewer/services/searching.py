"""Questions to the archive: typed text in, all matching articles out, with what a list shows of them."""

from collections.abc import Sequence

from ztviewer.core.article import ArticleId
from ztviewer.core.corrections import Correction
from ztviewer.core.errors import IndexUnusable
from ztviewer.core.explanation import Explanation
from ztviewer.core.names import Name
from ztviewer.core.progress import Progress, silent
from ztviewer.core.query import (
    Everything,
    Field,
    Found,
    Or,
    Phrase,
    Query,
    Reading,
    Request,
    ResultLine,
    Span,
)
from ztviewer.core.query_language import read
from ztviewer.search import Marker
from ztviewer.services.correcting import corrections
from ztviewer.services.dictionary import Dictionary
from ztviewer.services.explaining import explanation
from ztviewer.services.indexing import Indexing
from ztviewer.services.suggesting import Suggesting
from ztviewer.services.widening import meant
from ztviewer.storage import ArticleStore, Browsing, Database

MOST_TELLING = 32
"""Pairs of neighbours that stand for an article when others like it are looked for."""


class Searching:
    """Answers from the index; while there is none, from the archive itself, which knows facets but not text."""

    def __init__(self, database: Database, indexing: Indexing) -> None:
        self._indexing = indexing
        self._browsing = Browsing(database)
        self._articles = ArticleStore(database)
        self._suggesting = Suggesting(database)
        self._dictionary = Dictionary()
        self._dictionary.follow()

    def read(self, text: str, *, exact: bool = False) -> Reading:
        """Typed text as a query, with remarks on what was mended. Nothing typed is an error.

        With `exact` all of it in the very characters typed.
        """
        self._dictionary.follow()
        reading = read(text, exact=exact)
        index = self._indexing.current()
        try:
            return meant(index, reading) if index is not None else reading
        except IndexUnusable:
            self._indexing.discard()
            return reading

    def find(self, request: Request, progress: Progress = silent) -> Found:
        """Every article that matches, in the order asked for, with exact facets. Cancelled, if `progress` says so."""
        index = self._indexing.current()
        if index is not None:
            try:
                return index.find(request, progress)
            except IndexUnusable:
                self._indexing.discard()
        return self._browsing.find(request)

    def lines(self, ids: Sequence[ArticleId], query: Query) -> list[ResultLine]:
        """What a result list shows of these articles, in their order; those no longer there are left out."""
        marker = Marker(query)
        return [
            ResultLine(
                summary,
                tuple(marker.spans(summary.title, Field.TITLE)),
                marker.excerpt(summary.text, summary.captions),
            )
            for summary in self._articles.summaries(ids)
        ]

    def marks(self, query: Query, texts: Sequence[str], field: Field | None = None) -> list[list[Span]]:
        """The spans that a query marks in each of some texts."""
        if isinstance(query, Everything):
            return [[] for _text in texts]
        marker = Marker(query)
        return [marker.spans(text, field) for text in texts]

    def corrections(self, reading: Reading, found: Found, limit: int = 3) -> list[Correction]:
        """What a query that found little, or not as it stands, may have meant: it sounds the same and is usual."""
        index = self._indexing.current()
        if index is None or not found.indexed:
            return []
        try:
            return corrections(index, reading, limit)
        except IndexUnusable:
            self._indexing.discard()
            return []

    def explain(self, reading: Reading) -> Explanation | None:
        """How a query was read, and how many articles each part of it has; None while there is no index."""
        index = self._indexing.current()
        try:
            return explanation(index, reading) if index is not None else None
        except IndexUnusable:
            self._indexing.discard()
            return None

    def similar(self, article: ArticleId, limit: int = 10) -> list[ArticleId]:
        """Articles like this one, the most alike first; none while there is no index, or no such article."""
        index = self._indexing.current()
        if index is None:
            return []
        try:
            for document in self._articles.documents([article]):
                pairs = index.telling(document, MOST_TELLING)
                found = index.find(Request(Or(tuple(map(Phrase, pairs))))).ids
                return [other for other in found[: limit + 1] if other != article][:limit]
        except IndexUnusable:
            self._indexing.discard()
        return []

    def dictionary(self) -> tuple[Name, ...]:
        """The names that queries keep whole, the user's own; the same for every archive."""
        return self._dictionary.names()

    def add_name(self, text: str, weight: int | None = None) -> None:
        """Keep a name whole from now on, or give it another weight. Refused where it is none."""
        self._dictionary.add(text, weight)

    def remove_name(self, text: str) -> None:
        """Forget a name. NotFound."""
        self._dictionary.remove(text)

    def prepare_suggestions(self) -> None:
        """Lay out what `suggestions` looks through, for it to answer at once: to be called in the background."""
        self._suggesting.prepare()

    def suggestions(self, text: str, limit: int = 8) -> list[str]:
        """Titles, sources, tags and topics that hold what was typed: characters, pinyin, initials, any mixture."""
        return self._suggesting.suggestions(text, limit)
