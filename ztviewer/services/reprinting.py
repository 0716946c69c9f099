"""Reprints (转载): articles joined to families as they come, and what the members of a family do not share."""

import threading
from collections.abc import Sequence

from ztviewer.core.article import ArticleId
from ztviewer.core.differences import Comparison, differences
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress, silent
from ztviewer.core.reprints import Member, is_reprint
from ztviewer.search import Sketches, hashed, resemblance, sketched
from ztviewer.storage import ArticleStore, Database, ReprintStore, Uniting

BATCH = 500
"""Articles joined in one transaction."""

MOST_READ = 4
"""Texts that one article is compared with, those that most likely resemble it first."""


class Reprinting:
    """Finds the reprints in one archive."""

    def __init__(self, database: Database) -> None:
        self._articles = ArticleStore(database)
        self._reprints = ReprintStore(database)
        self._sketches = Sketches()
        self._seen = 0
        self._joining = threading.Lock()

    def waiting(self) -> int:
        """How many articles have not been compared with the rest of the archive yet."""
        return self._reprints.waiting()

    def join(self, progress: Progress = silent) -> set[ArticleId]:
        """Compare the articles that came, or changed, with the whole archive. Returns those found to be reprints."""
        found: set[ArticleId] = set()
        with self._joining:
            total = self._reprints.waiting()
            for done in range(0, total, BATCH):
                progress(done, total, _("Looking for reprints"))
                with self._reprints.uniting() as uniting:
                    last, ids = self._next(uniting)
                    found |= uniting.reprints(ids)
                self._seen = last  # not before it is written
        return found

    def _next(self, uniting: Uniting) -> tuple[int, list[ArticleId]]:
        """Join some articles: the number of the last sketch that is known now, and which articles."""
        for ids, made in uniting.sketches(self._seen):
            self._sketches.add(ids, made)
        ids, texts = uniting.unsketched(BATCH)
        made = sketched(texts)
        uniting.enter(ids, made)
        self._sketches.add(ids, made)
        for article, candidates in zip(ids, self._sketches.candidates(made), strict=True):
            if candidates != [article]:
                _join(uniting, article, candidates)
        return uniting.last(), ids

    def family(self, article: ArticleId) -> list[Member]:
        """The family of an article, itself included, earliest first; empty where it has none."""
        return self._reprints.members(article)

    def families(self) -> list[list[Member]]:
        """Every family of two and more articles, each earliest first; the largest family first."""
        return self._reprints.families()

    def compare(self, first: ArticleId, second: ArticleId) -> Comparison:
        """Two articles beside each other, sentence by sentence. NotFound."""
        ours, theirs = (self._articles.get(article).text for article in (first, second))
        return Comparison(resemblance(hashed(ours), hashed(theirs)), differences(ours, theirs))


def _join(uniting: Uniting, article: ArticleId, candidates: Sequence[ArticleId]) -> None:
    """Unite an article with the families of those candidates that it resembles."""
    family, read = uniting.family(article), 0
    own = hashed(uniting.text(article) or "")
    for other in dict.fromkeys(candidates):
        theirs = uniting.family(other)
        if other == article or (family is not None and theirs == family):
            continue
        if read == MOST_READ:
            break
        read += 1
        others = hashed(uniting.text(other) or "")
        if is_reprint(resemblance(own, others), min(len(own), len(others))):
            family = uniting.unite(article, other)
