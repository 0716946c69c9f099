"""Documents taken into the archive, with an account of what became of each."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from ztviewer.core.article import ArticleDraft, ArticleId, State
from ztviewer.core.curation import Changes
from ztviewer.core.errors import Cancelled
from ztviewer.core.i18n import language
from ztviewer.core.importing import Given, ImportOptions, ImportResult, Outcome, OutcomeKind, Preview
from ztviewer.core.pace import Pace
from ztviewer.core.progress import Progress, silent
from ztviewer.core.published import Published
from ztviewer.importers.rules import own_rules
from ztviewer.services import merging
from ztviewer.services.foretelling import Foretelling
from ztviewer.services.pipeline import Extracted, Pool, Recognised, Result, Setup, size_of, units
from ztviewer.services.reprinting import Reprinting
from ztviewer.storage import Added, ArticleStore, Database, Entry, entry

BATCH = 2000
"""Documents written in one transaction: few enough that little is repeated after a kill, enough to be fast."""
BATCH_BYTES = 32 * 1024 * 1024
BATCH_SECONDS = 2.0
"""What ends a transaction sooner: the size of its documents, and the time since the first of them was read."""

_PATIENCE = 0.1
"""Seconds between two chances to cancel."""

Report = Callable[[Outcome], None]
"""Hears of every document, in the order of the documents."""


def unheard(_outcome: Outcome) -> None:
    """A Report that nobody reads."""


class Importing:
    """Brings documents of every format that ZTViewer reads into the archive."""

    def __init__(self, database: Database, reprinting: Reprinting) -> None:
        self._database = database
        self._articles = ArticleStore(database)
        self._reprinting = reprinting

    def run(
        self,
        paths: Sequence[Path],
        progress: Progress = silent,
        report: Report = unheard,
        options: ImportOptions = ImportOptions(),
    ) -> ImportResult:
        """Import files and folders. Each document is reported once it is safely stored, and not before.

        The same call again goes on where a cancel or a kill stopped it: what is there already is recognised, and
        what had not been compared with the archive yet is.
        """
        with self._database.bulk():
            try:
                self._reprinting.join(progress)  # what an earlier version or a kill has left
            except Cancelled:
                return ImportResult(cancelled=True)
            return self._run(paths, progress, report, options, self._store, merging.merge)

    def dry_run(
        self,
        paths: Sequence[Path],
        progress: Progress = silent,
        report: Report = unheard,
        options: ImportOptions = ImportOptions(),
    ) -> ImportResult:
        """Read everything as `run` does and report what would become of it; nothing is stored."""
        with closing(Foretelling(self._articles, self._reprinting)) as trial:
            return self._run(paths, progress, report, options, trial.tell, merging.foretell)

    def preview(
        self, paths: Sequence[Path], options: ImportOptions = ImportOptions(), limit: int = 20
    ) -> list[Preview]:
        """The first documents as they will be read, with what the rules give them; nothing is stored."""
        own_rules()
        documents, archives = merging.apart(paths)
        with Pool(units(documents), Setup(options, language(), None, ArticleId(0)), processes=1) as pool:
            merged = (merging.articles(self._database, path, options) for path in archives)
            first = islice(chain(_documents(pool), chain.from_iterable(merged)), limit)
            return [_preview(document) for document in first]

    def add(self, drafts: Iterable[ArticleDraft]) -> list[ArticleId]:
        """Store articles that a program made, and return their ids in order."""
        self._reprinting.join()  # what waits
        added, _reprints = self._reprinting.enter([entry(draft) for draft in drafts])
        return [one.id for one in added]

    def _run(
        self,
        paths: Sequence[Path],
        progress: Progress,
        report: Report,
        options: ImportOptions,
        store: Callable[[Sequence[Result], ImportOptions], Iterator[Outcome]],
        merge: merging.Merge,
    ) -> ImportResult:
        own_rules()  # what cannot be used is said before anything is read
        counts, ids, cancelled = Counter[OutcomeKind](), set[ArticleId](), False
        documents, archives = merging.apart(paths)
        last = self._articles.last()
        setup = Setup(options, language(), self._database.path if last else None, last)
        try:
            with Pool(units(documents), setup) as pool:
                stored = (store(batch, options) for batch in _batches(pool, documents, progress))
                merged = (merge(self._database, path, options, store, progress) for path in archives)
                for outcome in chain.from_iterable(chain(stored, merged)):
                    counts[outcome.outcome] += 1
                    if outcome.outcome in ("added", "reprint") and outcome.article_id is not None:
                        ids.add(outcome.article_id)
                    report(outcome)
        except Cancelled:
            cancelled = True
        added = counts["added"] + counts["reprint"]
        changes = _changes(ids, options, merged=bool(archives))
        return ImportResult(
            added, counts["reprint"], counts["duplicate"], counts["rejected"], cancelled, changes
        )

    def _store(self, batch: Sequence[Result], options: ImportOptions) -> Iterator[Outcome]:
        """Write a batch in one transaction, then say in the documents' order what became of each."""
        entries = [one.entry for one in batch if isinstance(one, Extracted)]
        came, reprints = self._reprinting.enter(entries)
        stored = iter(came)
        for document in batch:
            match document:
                case Extracted(path, _, charset, guessed):
                    added = next(stored)
                    new: OutcomeKind = "reprint" if added.id in reprints else "added"
                    kind = new if added.new or self._restored(path, added, options) else "duplicate"
                    yield Outcome(path, kind, added.id, None, charset, guessed)
                case Recognised(path, article):
                    yield Outcome(path, "duplicate", article)
                case _:
                    yield Outcome(document.path, "rejected", reason=document.reason)

    def _restored(self, path: str, added: Added, options: ImportOptions) -> bool:
        """Whether a document that was wanted anyway lay in the trash, and was taken out of it."""
        return path in options.forced and bool(self._articles.set_state([added.id], State.ACTIVE))


def _changes(ids: set[ArticleId], options: ImportOptions, *, merged: bool) -> Changes:
    topics = any(rule.topic for rule in options.rules)
    return Changes(frozenset(ids), merged or bool(ids), merged or (bool(ids) and topics))


def _documents(pool: Pool) -> Iterator[Result]:
    while (taken := pool.take(_PATIENCE)) is not None:
        yield from taken.documents


def _batches(pool: Pool, paths: Sequence[Path], progress: Progress) -> Iterator[list[Result]]:
    """What is written together. All that was read from one document as it was received stays together:

    so where the archive has some of it, it has all of it.
    """
    pace = Pace(size_of(paths, progress), time.monotonic())
    batch, weight, began = list[Result](), 0, time.monotonic()
    count = size = 0
    while (taken := pool.take(_PATIENCE)) is not None:
        for document in taken.documents:
            full = len(batch) >= BATCH or weight >= BATCH_BYTES or time.monotonic() - began > BATCH_SECONDS
            if batch and full and not _are_one(batch[-1], document):
                yield batch
                batch, weight = [], 0
            began = began if batch else time.monotonic()
            batch.append(document)
            weight += _weight(document)
        if batch and taken.size and time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, weight = [], 0
        count, size = count + len(taken.documents), size + taken.size
        pace.step(time.monotonic(), count, size)
        place = taken.documents[-1].path if taken.documents else ""
        progress(count, pace.expected, f"{pace}  {place}")
    if batch:
        yield batch


def _original(document: Result) -> str | None:
    return (
        document.entry.original.digest
        if isinstance(document, Extracted) and document.entry.original
        else None
    )


def _are_one(before: Result, document: Result) -> bool:
    """Whether two were read from the same bytes."""
    original = _original(before)
    return original is not None and original == _original(document)


def _weight(document: Result) -> int:
    """Bytes, as far as they matter."""
    if not isinstance(document, Extracted):
        return 0
    entry = document.entry
    pictures = sum(len(figure.picture.data) for figure in entry.figures if figure.picture is not None)
    return len(entry.html) + pictures + (len(entry.original.data) if entry.original is not None else 0)


def _preview(document: Result) -> Preview:
    match document:
        case Extracted(path, entry, charset, guessed):
            got = Given(entry.tags, entry.topics, entry.column)
            return Preview(path, _draft(entry), entry.text, got, charset, guessed)
        case Recognised(path):
            raise RuntimeError(f"nothing is known to a preview, but {path} was")
        case _:
            return Preview(document.path, None, reason=document.reason)


def _draft(entry: Entry) -> ArticleDraft:
    """An article that was made ready, as it would be shown."""
    return ArticleDraft(
        entry.title,
        entry.html,
        entry.subtitle,
        entry.source,
        entry.author,
        entry.editor,
        entry.column,
        Published(entry.published) if entry.published else None,
        entry.url,
        entry.language,
        entry.figures,
    )
