"""Reprints (转载): articles joined to families as they come, and what the members of a family do not share."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ztviewer.core.article import ArticleId
from ztviewer.core.differences import Comparison, differences
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress, silent
from ztviewer.core.reprints import Member, is_reprint
from ztviewer.search import Hashes, Sketches, hashed, resemblance, sketched
from ztviewer.services.sketching import with_sketches
from ztviewer.storage import Added, ArticleStore, Database, Entry, ReprintStore, Uniting

BATCH = 500
"""Articles that wait, joined in one transaction."""

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

    def enter(self, entries: Sequence[Entry]) -> tuple[list[Added], set[ArticleId]]:
        """Store articles and join them to families in one transaction. What came of each, and which are reprints."""
        with self._joining:
            entries = with_sketches(entries)
            with self._articles.entering(entries) as (added, uniting):
                new = {one.id: entry for one, entry in zip(added, entries, strict=True) if one.new}
                sketches = {number: entry.sketch or b"" for number, entry in new.items()}
                last = self._unite(uniting, {number: entry.text for number, entry in new.items()}, sketches)
                found = uniting.reprints(new)
            self._seen = last  # not before it is written
        return added, found

    def join(self, progress: Progress = silent) -> set[ArticleId]:
        """Join the articles that wait, or changed, to families. Returns those found to be reprints."""
        found: set[ArticleId] = set()
        with self._joining:
            total = self._reprints.waiting()
            for done in range(0, total, BATCH):
                progress(done, total, _("Looking for reprints"))
                with self._reprints.uniting() as uniting:
                    texts = uniting.unsketched(BATCH)
                    made = dict(zip(texts, sketched(list(texts.values())), strict=True))
                    last = self._unite(uniting, texts, made)
                    found |= uniting.reprints(texts)
                self._seen = last
        return found

    def _unite(
        self, uniting: Uniting, texts: Mapping[ArticleId, str], made: Mapping[ArticleId, bytes]
    ) -> int:
        """Compare some articles, whose sketches are new, with the whole archive.

        Returns the number of the last sketch that is known now.
        """
        for known in uniting.sketches_after(self._seen):
            self._sketches.add(known)
        uniting.enter(made)
        self._sketches.add(made)
        for (article, text), likely in zip(
            texts.items(), self._sketches.alike(list(made.values())), strict=True
        ):
            if others := [other for other in likely if other != article]:
                _join(uniting, article, text, others)
        return uniting.last()

    @contextmanager
    def looking(self) -> Iterator[tuple[Uniting, Sketches]]:
        """One state of the archive to compare texts with, and the sketches of all that is in it; nothing is joined.

        What waits is not among them.
        """
        with self._joining, self._reprints.looking() as known:
            for sketches in known.sketches_after(self._seen):
                self._sketches.add(sketches)
            self._seen = known.last()
            yield known, self._sketches

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


def _join(uniting: Uniting, article: ArticleId, text: str, candidates: Sequence[ArticleId]) -> None:
    """Unite an article with the families of those candidates that it resembles."""
    family, read = uniting.family(article), 0
    own = hashed(text)
    for other in candidates:
        theirs = uniting.family(other)
        if family is not None and theirs == family:
            continue
        if read == MOST_READ:
            break
        read += 1
        if are_reprints(own, hashed(uniting.text(other) or "")):
            family = uniting.unite(article, other)


def are_reprints(first: Hashes, second: Hashes) -> bool:
    """Whether two texts are reprints, given their shingles."""
    return is_reprint(resemblance(first, second), min(len(first), len(second)))
