"""All importers, and how the format of a file is told: everything is either read or rejected with a reason."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.mapping import Table
from ztviewer.core.progress import Progress
from ztviewer.core.signature import is_archive
from ztviewer.importers.anyway import read_anyway
from ztviewer.importers.base import Divisible, Imported, Importer, Read, Rejected, Span
from ztviewer.importers.captures import Captures, PackedCaptures
from ztviewer.importers.containers import UNPACKING_ERRORS, Budget
from ztviewer.importers.documents import WordDocuments
from ztviewer.importers.epub import Epub
from ztviewer.importers.html import Html
from ztviewer.importers.json_file import Json
from ztviewer.importers.json_lines import JsonLines
from ztviewer.importers.markdown import Markdown
from ztviewer.importers.mhtml import Mhtml
from ztviewer.importers.pdf import PdfDocuments
from ztviewer.importers.picture_files import PictureFiles
from ztviewer.importers.press_text import PressText
from ztviewer.importers.source import Content, Known, Source, file_source, shown
from ztviewer.importers.tables import Csv
from ztviewer.importers.unpacking import CONTAINERS, ZIP
from ztviewer.importers.walk import is_picture, unreadable, walk
from ztviewer.importers.workbook import Workbooks
from ztviewer.importers.zim import Zim

IMPORTERS: tuple[Importer, ...] = (
    JsonLines(),
    Json(),
    Captures(),
    PackedCaptures(),
    Zim(),
    Mhtml(),
    Workbooks(),
    WordDocuments(),
    Epub(),
    PdfDocuments(),
    PictureFiles(),
    Html(),
    Markdown(),
    Csv(),
    PressText(),
)
"""Asked in this order; the pickiest first."""

TABLES = (JsonLines(), Json(), Workbooks(), Csv())
"""Those that read files of tables."""

DEPTH = 5
"""How many containers may lie in one another."""

WHOLE_BYTES = 32 * 1024 * 1024
"""Up to this size a file is held in memory, and recognised by all its bytes where the archive has it."""

_DIVIDED_BYTES = 4 * 1024 * 1024
"""From this size on a file is read in stretches, where its format allows."""


def read(paths: Sequence[Path], progress: Progress) -> Iterator[Imported | Rejected]:
    """The documents of files, folders and containers one by one, all in this process and none known before.

    Pictures come last, those that other documents show do not come at all. `progress` hears of every document; it
    may raise Cancelled.
    """
    done = 0
    for start in paths:
        shown_by_others = set[Content]()
        for pictures in (False, True):
            for found in walk(start, pictures=pictures):
                progress(done, None, found.path if isinstance(found, Rejected) else shown(found.path))
                source = found if isinstance(found, Rejected) else file_source(found.path, _top(start))
                for document in read_source(source, shown_by_others if pictures else frozenset()):
                    if isinstance(document, Known):
                        continue
                    if not pictures:
                        shown_by_others.update(pictures_shown(document))
                    yield document
                    done += 1
                    progress(done, None, document.path)


def tables_of(source: Source) -> list[Table]:
    """The tables of a file, with what their columns hold; ImportProblem where it is no file of tables."""
    head = source.head()
    importer = next((one for one in TABLES if one.accepts(source, head)), Csv())
    found = [table for table in importer.tables(source) if len(table.columns.header) > 1]
    if not found:
        raise ImportProblem(_("This is no table."))
    return found


def _top(start: Path) -> Path | None:
    return start if start.is_dir() else None


def read_source(source: Source | Rejected, shown_by_others: Set[Content] = frozenset()) -> Iterator[Read]:
    """The documents of one file; none where it is a picture that others show."""
    return _read(source, shown_by_others, None, 0)


def spans(source: Source) -> Iterator[Span]:
    """The stretches in which a large file can be read; none where it has to be read as a whole."""
    if source.size < _DIVIDED_BYTES:
        return iter(())
    head = source.head()
    importer = _importer(source, head)
    if importer is None and ZIP.accepts(source, head):
        return iter(ZIP.spans(source))
    return importer.spans(source) if isinstance(importer, Divisible) else iter(())


def read_span(source: Source, span: Span) -> Iterator[Read]:
    """The documents of one stretch of a file."""
    head = source.head()
    if ZIP.accepts(source, head):  # which importers would take long to tell from their own kinds of it
        budget = Budget(span.stop - span.start)
        with ZIP.opened(source, budget, span) as members:
            yield from _members(members, budget, 1)
        return
    importer = _importer(source, head)
    if not isinstance(importer, Divisible):
        raise ImportProblem(_("The file has changed while it was read."))
    yield from importer.read_span(source, span)


def pictures_shown(document: Read) -> Set[Content]:
    """The pictures that a document shows."""
    if isinstance(document, Known):
        return document.shown
    figures = document.draft.figures if isinstance(document, Imported) else ()
    pictures = (figure.picture for figure in figures)
    return {(len(one.data), one.digest) for one in pictures if one is not None}


def _importer(source: Source, head: bytes) -> Importer | None:
    return next((one for one in IMPORTERS if one.accepts(source, head)), None)


def _read(
    source: Source | Rejected, shown_by_others: Set[Content], budget: Budget | None, depth: int
) -> Iterator[Read]:
    if isinstance(source, Rejected):
        yield source
        return
    try:
        with source.open() as file:
            data = file.read(WHOLE_BYTES + 1)
        if shown_by_others and (len(data), hashlib.sha256(data).hexdigest()) in shown_by_others:
            return
        if len(data) > WHOLE_BYTES:
            yield from _by_format(source, budget, depth)
        elif known := source.known(source.place, data):
            yield known
        else:
            held = replace(source, open=lambda: BytesIO(data), direct=True)
            try:
                yield from _by_format(held, budget, depth)
            except ImportProblem as error:
                if source.place not in source.options.forced:
                    raise
                yield read_anyway(held, data, error)
    except ImportProblem as error:
        yield Rejected(source.place, str(error))
    except UNPACKING_ERRORS as error:
        yield Rejected(source.place, _("The file is damaged: {reason}.").format(reason=error))
    except OSError as error:
        yield Rejected(source.place, unreadable(error))


def _by_format(source: Source, budget: Budget | None, depth: int) -> Iterator[Read]:
    head = source.head()
    if not head:
        yield Rejected(source.place, _("The file is empty."))
    elif importer := _importer(source, head):
        yield from importer.read(source)
    elif container := next((one for one in CONTAINERS if one.accepts(source, head)), None):
        if depth == DEPTH:
            raise ImportProblem(
                _("More than {count} containers lie in one another here.").format(count=DEPTH)
            )
        budget = budget or Budget(source.size)
        with container.opened(source, budget) as members:
            yield from _members(members, budget, depth + 1)
    elif is_archive(head):
        message = _("This is an archive of ZTViewer: import it by itself, unpacked, to merge it.")
        yield Rejected(source.place, message)
    else:
        raise ImportProblem(_("The file is of no known format."))


def _members(members: Iterable[Source | Rejected], budget: Budget, depth: int) -> Iterator[Read]:
    """The documents of what lies in one container, pictures last and only where nothing has shown them."""
    pictures, shown_by_others = [], set[Content]()
    for source in members:
        if isinstance(source, Source) and is_picture(source.name):
            pictures.append(source)
            continue
        for document in _read(source, frozenset(), budget, depth):
            shown_by_others.update(pictures_shown(document))
            yield document
    for source in pictures:
        yield from _read(source, shown_by_others, budget, depth)
