"""Another archive taken into this one: its articles as documents, then what people have added to them."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ztviewer.core.article import ArticleDraft, ArticleId, Figure, FigureDraft, Original, Picture, State
from ztviewer.core.errors import ArchiveError, ImportProblem, NotFound, Refused, ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportOptions, Outcome
from ztviewer.core.progress import Progress
from ztviewer.core.signature import is_archive as says_so
from ztviewer.importers import Imported, Rejected, read_picture
from ztviewer.importers.source import shown
from ztviewer.services.pipeline import Result, ready
from ztviewer.storage import ArticleStore, Database, ImageStore, Joining

BATCH = 500
BATCH_BYTES = 32 * 1024 * 1024
"""Articles stored in one transaction, and bytes of their pictures and originals after which there are fewer."""

_HEAD = 100

Store = Callable[[Sequence[Result], ImportOptions], Iterator[Outcome]]
"""Stores documents in one transaction, or only tells, and says of each, in order, what becomes of it."""
Merge = Callable[[Database, Path, ImportOptions, Store, Progress], Iterator[Outcome]]


def apart(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """What importers read, and the archives that are merged."""
    archives = [path for path in paths if is_archive(path)]
    return [path for path in paths if path not in archives], archives


def is_archive(path: Path) -> bool:
    """Whether a path is a file that says it is an archive of ZTViewer."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return says_so(file.read(_HEAD))
    except OSError:
        return False


def merge(
    database: Database, path: Path, options: ImportOptions, store: Store, progress: Progress
) -> Iterator[Outcome]:
    """Take the archive at a path into another, and say of each article what became of it, once it is safe.

    Killed at any moment and called again, it ends as if nothing had happened: what is there is recognised.
    """
    try:
        with _opened(database, path) as other:
            joining = Joining(database, other)
            joining.tree()
            twins: dict[ArticleId, ArticleId] = {}
            total = ArticleStore(other).count()
            for batch in _batches(database, other, options):
                outcomes = list(store([document for _number, document in batch], options))
                become = {
                    number: outcome.article_id
                    for (number, _document), outcome in zip(batch, outcomes, strict=True)
                    if outcome.article_id is not None
                }
                joining.annotations(become)
                twins |= become
                yield from outcomes
                progress(len(twins), total, shown(path))
            joining.collections(twins)
    except _Unusable as error:
        yield Outcome(shown(path), "rejected", reason=str(error))


def foretell(
    database: Database, path: Path, options: ImportOptions, store: Store, progress: Progress
) -> Iterator[Outcome]:
    """Say what would become of each article of an archive; nothing is stored."""
    documents = articles(database, path, options)
    done = 0
    while batch := list(islice(documents, BATCH)):
        yield from store(batch, options)
        done += len(batch)
        progress(done, None, shown(path))


def articles(database: Database, path: Path, options: ImportOptions) -> Iterator[Result]:
    """The articles of an archive as they would come."""
    try:
        with _opened(database, path) as other:
            for batch in _batches(database, other, options):
                yield from (document for _number, document in batch)
    except _Unusable as error:
        yield Rejected(shown(path), str(error))


class _Unusable(Exception):
    """The other archive cannot be used; nothing is wrong with ours."""


@contextmanager
def _opened(database: Database, path: Path) -> Iterator[Database]:
    """An archive that may come from anywhere, checked and open for reading only."""
    try:
        if path.samefile(database.path):
            raise Refused(_("This is the archive itself."))
        other = Database.open(path, writable=False)
    except (ArchiveError, Refused, OSError) as error:
        raise _Unusable(str(error)) from error
    with other:
        try:
            Joining(database, other).check()
        except ArchiveError as error:
            raise _Unusable(str(error)) from error
        yield other


def _batches(
    database: Database, other: Database, options: ImportOptions
) -> Iterator[list[tuple[ArticleId, Result]]]:
    """The other's articles, each with its number there."""
    batch, weight = list[tuple[ArticleId, Result]](), 0
    for number, document in _Reading(database, other).documents():
        if isinstance(document, Imported):
            batch.append((number, ready(document, options)))
            weight += _weight(document.draft)
        else:
            batch.append((number, document))
        if len(batch) == BATCH or weight >= BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _weight(draft: ArticleDraft) -> int:
    """Bytes, as far as they matter."""
    pictures = sum(len(figure.picture.data) for figure in draft.figures if figure.picture is not None)
    return pictures + (len(draft.original.data) if draft.original is not None else 0)


class _Reading:
    """Reads another archive's articles as documents."""

    def __init__(self, database: Database, other: Database) -> None:
        self._place = shown(other.path)
        self._articles = ArticleStore(other)
        self._ours, self._others = ImageStore(database), ImageStore(other)

    def documents(self) -> Iterator[tuple[ArticleId, Imported | Rejected]]:
        """Every article with its number."""
        for number in self._articles.all_ids():
            path = f"{self._place}:{number}"
            try:
                yield number, self._document(path, number)
            except ZTViewerError as error:
                yield number, Rejected(path, str(error))

    def _document(self, path: str, number: ArticleId) -> Imported | Rejected:
        article = self._articles.get(number)
        if article.state is State.TRASH:
            return Rejected(path, _("It is in the trash of that archive."))
        draft = ArticleDraft(
            title=article.title,
            html=article.html,
            subtitle=article.subtitle,
            source=article.source,
            author=article.author,
            editor=article.editor,
            column=article.column,
            published=article.published,
            url=article.url,
            language=article.language,
            figures=tuple(map(self._figure, article.figures)),
            original=self._original(number),
        )
        return Imported(path, draft)

    def _original(self, number: ArticleId) -> Original | None:
        original = self._articles.original(number)
        if original is None or re.fullmatch(r"[\w.+-]+/[\w.+-]+", original.media_type):
            return original
        return replace(original, media_type="application/octet-stream")

    def _figure(self, figure: Figure) -> FigureDraft:
        return FigureDraft(self._picture(figure), figure.caption, figure.alt, figure.credit, figure.url)

    def _picture(self, figure: Figure) -> Picture | None:
        """The picture of a figure, ours where we have it, else decoded anew: the other's may come from anywhere."""
        if figure.image is None:
            return None
        try:
            return self._ours.get(figure.image)
        except NotFound:
            pass
        try:
            return read_picture(self._others.get(figure.image).data)
        except ImportProblem:
            return None
