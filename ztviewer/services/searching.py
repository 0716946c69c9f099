"""Questions to the archive: typed text in, all matching articles out, with what a list shows of them."""

from collections.abc import Sequence

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import IndexUnusable
from ztviewer.core.fold import fold
from ztviewer.core.query import Everything, Field, Found, Query, Reading, Request, ResultLine, Span
from ztviewer.core.query_language import read
from ztviewer.search import Marker
from ztviewer.search.segmenter import words
from ztviewer.services.indexing import Indexing
from ztviewer.storage import ArticleStore, Browsing, Database, TagStore, TopicStore


def prepare() -> None:
    """Load the dictionary that queries are cut with: it stops every thread for a tenth of a second, once."""
    words("文")


class Searching:
    """Answers from the index; while there is none, from the archive itself, which knows facets but not text."""

    def __init__(self, database: Database, indexing: Indexing) -> None:
        self._indexing = indexing
        self._browsing = Browsing(database)
        self._articles = ArticleStore(database)
        self._tags = TagStore(database)
        self._topics = TopicStore(database)

    def read(self, text: str) -> Reading:
        """Typed text as a query, with remarks on what was mended. Nothing typed is an error."""
        return read(text)

    def find(self, request: Request) -> Found:
        """Every article that matches, in the order asked for, with exact facets."""
        index = self._indexing.current()
        if index is not None:
            try:
                return index.find(request)
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

    def suggestions(self, text: str, limit: int = 8) -> list[str]:
        """Titles, sources, tags and topics that hold what was typed, the shortest first."""
        wanted = fold(text.strip())
        if not wanted:
            return []
        names = [tag.path for tag in self._tags.all()] + [topic.title for topic in self._topics.all()]
        named = [name for name in [*names, *self._browsing.sources()] if wanted in fold(name)]
        titles = self._indexing.titles(text, limit) if len(named) < limit else []
        return list(dict.fromkeys(sorted(named, key=len) + titles))[:limit]
