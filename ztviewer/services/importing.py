"""Documents taken into the archive, with an account of what became of each."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.body import clean, paragraphs
from ztviewer.core.curation import Changes
from ztviewer.core.errors import Cancelled, Refused
from ztviewer.core.importing import Given, ImportOptions, ImportResult, Outcome, OutcomeKind, Preview, given
from ztviewer.core.progress import Progress, silent
from ztviewer.importers import Imported, Rejected, read
from ztviewer.services import merging
from ztviewer.storage import ArticleStore, Database, Entry, entry

BATCH = 500
"""Documents written in one transaction: few enough that little is repeated after a kill, enough to be fast."""

Report = Callable[[Outcome], None]
"""Hears of every document, in the order of the documents."""


def _unheard(_outcome: Outcome) -> None:
    """A Report that nobody reads."""


class Importing:
    """Brings documents of every format that ZTViewer reads into the archive."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._articles = ArticleStore(database)

    def run(
        self,
        paths: Sequence[Path],
        progress: Progress = silent,
        report: Report = _unheard,
        options: ImportOptions = ImportOptions(),
    ) -> ImportResult:
        """Import files and folders. Each document is reported once it is safely stored, and not before.

        The same call again goes on where a cancel or a kill stopped it: what is there already is recognised.
        """
        documents, archives = _apart(paths)

        def store(batch: Sequence[Imported | Rejected]) -> Iterator[Outcome]:
            return self._store(batch, options)

        outcomes = itertools.chain(
            _stored(read(documents, progress), store, progress),
            *(merging.merge(self._database, path, store, progress) for path in archives),
        )
        return _accounted(outcomes, report, options, merged=bool(archives))

    def dry_run(
        self,
        paths: Sequence[Path],
        progress: Progress = silent,
        report: Report = _unheard,
        options: ImportOptions = ImportOptions(),
    ) -> ImportResult:
        """Read everything as `run` does and report what would become of it; nothing is stored."""
        coming: set[str] = set()
        told = _stored(self._read(paths, progress), lambda batch: self._tell(batch, coming), progress)
        return _accounted(told, report, options, merged=False)

    def preview(
        self,
        paths: Sequence[Path],
        options: ImportOptions = ImportOptions(),
        limit: int = 20,
        progress: Progress = silent,
    ) -> list[Preview]:
        """The first documents as they will be read, with what the rules give them; nothing is stored."""
        return [_preview(one, options) for one in itertools.islice(self._read(paths, progress), limit)]

    def add(self, drafts: Iterable[ArticleDraft]) -> list[ArticleId]:
        """Store articles that a program made, and return their ids in order."""
        return [added.id for added in self._articles.add(drafts)]

    def _read(self, paths: Sequence[Path], progress: Progress) -> Iterator[Imported | Rejected]:
        """Every document as it would come, those of other archives included."""
        documents, archives = _apart(paths)
        yield from read(documents, progress)
        for path in archives:
            yield from merging.articles(self._database, path)

    def _store(self, batch: Sequence[Imported | Rejected], options: ImportOptions) -> Iterator[Outcome]:
        """Write a batch in one transaction, then say in the documents' order what became of each."""
        entries = [_entry(document, options) for document in batch]
        stored = iter(self._articles.enter([one for one in entries if isinstance(one, Entry)]))
        for document, one in zip(batch, entries, strict=True):
            if isinstance(one, Entry):
                added = next(stored)
                yield _outcome(document, "added" if added.new else "duplicate", added.id)
            else:
                yield Outcome(document.path, "rejected", reason=one)

    def _tell(self, batch: Sequence[Imported | Rejected], coming: set[str]) -> Iterator[Outcome]:
        """Say what would become of each, `coming` being the digests of those before."""
        entries = [_entry(document, ImportOptions()) for document in batch]
        there = self._articles.there([one.digest for one in entries if isinstance(one, Entry)])
        for document, one in zip(batch, entries, strict=True):
            if not isinstance(one, Entry):
                yield Outcome(document.path, "rejected", reason=one)
            elif one.digest in there or one.digest in coming:
                yield _outcome(document, "duplicate", there.get(one.digest))
            else:
                coming.add(one.digest)
                yield _outcome(document, "added", None)


def _apart(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """What importers read, and the archives that are merged."""
    archives = [path for path in paths if merging.is_archive(path)]
    return [path for path in paths if path not in archives], archives


def _stored(
    documents: Iterator[Imported | Rejected], store: merging.Store, progress: Progress
) -> Iterator[Outcome]:
    """Store documents batch by batch, and say of each what became of it."""
    done = 0
    while batch := list(itertools.islice(documents, BATCH)):
        yield from store(batch)
        done += len(batch)
        progress(done, None, batch[-1].path)


def _accounted(
    outcomes: Iterator[Outcome], report: Report, options: ImportOptions, *, merged: bool
) -> ImportResult:
    """Report every outcome and add them up; a cancel keeps what is done."""
    result, ids = ImportResult(), set[ArticleId]()
    try:
        for outcome in outcomes:
            result += outcome
            if outcome.outcome in ("added", "reprint") and outcome.article_id is not None:
                ids.add(outcome.article_id)
            report(outcome)
    except Cancelled:
        result = replace(result, cancelled=True)
    tags = merged or (bool(ids) and any(rule.tags for rule in options.rules))
    topics = merged or (bool(ids) and any(rule.topic for rule in options.rules))
    return replace(result, changes=Changes(frozenset(ids), tags=tags, topics=topics))


def _outcome(document: Imported | Rejected, kind: OutcomeKind, article: ArticleId | None) -> Outcome:
    if isinstance(document, Rejected):
        return Outcome(document.path, "rejected", reason=document.reason)
    return Outcome(document.path, kind, article, None, document.charset, document.guessed)


def _entry(document: Imported | Rejected, options: ImportOptions) -> Entry | str:
    """A document made ready, or why it cannot be stored."""
    if isinstance(document, Rejected):
        return document.reason
    draft = document.draft
    try:
        got = given(options.rules, document.path, draft.source, draft.title)
        return entry(replace(draft, column=got.column or draft.column), got.tags, got.topics)
    except Refused as error:
        return str(error)


def _preview(document: Imported | Rejected, options: ImportOptions) -> Preview:
    if isinstance(document, Rejected):
        return Preview(document.path, None, reason=document.reason)
    draft = document.draft
    text = "\n".join(paragraphs(clean(draft.html)))
    got = (
        given(options.rules, document.path, draft.source, f"{draft.title}\n{text}")
        if options.rules
        else Given()
    )
    return Preview(document.path, draft, text, got, document.charset, document.guessed)
