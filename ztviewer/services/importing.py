"""Documents taken into the archive, with an account of what became of each."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.curation import Changes
from ztviewer.core.errors import Cancelled, Refused
from ztviewer.core.progress import Progress, silent
from ztviewer.importers import Imported, Rejected, read
from ztviewer.services.reprinting import Reprinting
from ztviewer.storage import ArticleStore, Database

BATCH = 500
"""Documents written in one transaction: few enough that little is repeated after a kill, enough to be fast."""

Came = Literal["added", "reprint", "duplicate", "rejected"]
"""New; new, and joined to the family of an article that it reprints; there already; not readable."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    path: str
    outcome: Came
    article_id: ArticleId | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of all of them. After a cancel, what had been added stays."""

    added: int = 0
    reprints: int = 0
    """those of the added ones that joined the family of an article that they reprint"""
    duplicates: int = 0
    rejected: int = 0
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)

    def __add__(self, outcome: Outcome) -> "ImportResult":
        match outcome.outcome:
            case "added":
                return replace(self, added=self.added + 1)
            case "reprint":
                return replace(self, added=self.added + 1, reprints=self.reprints + 1)
            case "duplicate":
                return replace(self, duplicates=self.duplicates + 1)
            case "rejected":
                return replace(self, rejected=self.rejected + 1)


class Importing:
    """Brings documents of every format that ZTViewer reads into the archive."""

    def __init__(self, database: Database, reprinting: Reprinting) -> None:
        self._articles = ArticleStore(database)
        self._reprinting = reprinting

    def run(
        self,
        paths: Sequence[Path],
        progress: Progress = silent,
        report: Callable[[Outcome], None] | None = None,
    ) -> ImportResult:
        """Import files and folders. Each document is reported once it is safely stored, and not before."""
        result, ids = ImportResult(), set[ArticleId]()
        try:
            self._reprinting.join(progress)  # what an earlier version left, or a kill
            for batch in _batches(read(paths, progress)):
                for outcome in self._store(batch):
                    result += outcome
                    if outcome.outcome in ("added", "reprint") and outcome.article_id is not None:
                        ids.add(outcome.article_id)
                    if report is not None:
                        report(outcome)
                progress(result.added + result.duplicates + result.rejected, None, batch[-1].path)
        except Cancelled:
            result = replace(result, cancelled=True)
        return replace(result, changes=Changes(articles=frozenset(ids)))

    def add(self, drafts: Iterable[ArticleDraft]) -> list[ArticleId]:
        """Store articles that a program made, and return their ids in order."""
        stored = self._articles.add(drafts)
        self._reprinting.join()
        return [added.id for added in stored]

    def _store(self, batch: Sequence[Imported | Rejected]) -> Iterator[Outcome]:
        """Write a batch in one transaction, then say in the documents' order what became of each."""
        drafts = [document.draft for document in batch if isinstance(document, Imported)]
        try:
            stored = iter(self._articles.add(drafts))
        except Refused as error:
            if len(batch) == 1:
                yield Outcome(batch[0].path, "rejected", None, str(error))
                return
            for (
                document
            ) in batch:  # one of them breaks a rule of the archive: the others are stored without it
                yield from self._store([document])
            return
        reprints = self._reprinting.join()
        for document in batch:
            if isinstance(document, Rejected):
                yield Outcome(document.path, "rejected", None, document.reason)
            else:
                added = next(stored)
                came: Came = "reprint" if added.id in reprints else "added"
                yield Outcome(document.path, came if added.new else "duplicate", added.id, None)


def _batches(documents: Iterator[Imported | Rejected]) -> Iterator[list[Imported | Rejected]]:
    while batch := list(itertools.islice(documents, BATCH)):
        yield batch
