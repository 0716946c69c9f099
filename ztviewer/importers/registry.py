"""All importers, and the walk over files and folders: everything met is either read or rejected with a reason."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress
from ztviewer.importers.attachments import attachment_folders, is_hidden
from ztviewer.importers.base import Imported, Importer, Rejected
from ztviewer.importers.captures import Captures, PackedCaptures
from ztviewer.importers.containers import UNPACKING_ERRORS, Budget, Container
from ztviewer.importers.documents import WordDocuments
from ztviewer.importers.epub import Epub
from ztviewer.importers.html import Html
from ztviewer.importers.json_lines import JsonLines
from ztviewer.importers.markdown import Markdown
from ztviewer.importers.mhtml import Mhtml
from ztviewer.importers.pdf import PdfDocuments
from ztviewer.importers.picture_files import PictureFiles
from ztviewer.importers.press_text import PressText
from ztviewer.importers.source import Source, file_source, shown
from ztviewer.importers.tables import Csv
from ztviewer.importers.unpacking import CONTAINERS
from ztviewer.importers.workbook import Workbooks
from ztviewer.importers.zim import Zim

IMPORTERS: tuple[Importer, ...] = (
    JsonLines(),
    Captures(),
    PackedCaptures(),
    Zim(),
    Mhtml(),
    Html(),
    Workbooks(),
    WordDocuments(),
    Epub(),
    PdfDocuments(),
    PictureFiles(),
    Markdown(),
    Csv(),
    PressText(),
)
"""Asked in this order; the pickiest first."""

DEPTH = 5
"""How many containers may lie in one another."""

_PICTURES = frozenset(".jpg .jpeg .jpe .jfif .png .gif .webp .avif .heic .heif .tif .tiff .bmp .svg".split())
"""Read after everything else beside them: what a page or a table has shown by then is no document of its own."""


def read(paths: Sequence[Path], progress: Progress) -> Iterator[Imported | Rejected]:
    """The documents of files, folders and containers, one by one; folders are walked in the order of their names.

    Pictures come last, those that other documents show do not come at all. `progress` hears of every document; it
    may raise Cancelled.
    """
    done = 0
    for path in paths:
        used: set[str] = set()

        def starting(place: str) -> None:
            progress(done, None, place)  # noqa: B023 -- it is called within the turn of the loop that made it

        for document in _all(_walk(path, used.add), None, 0, used, starting):
            yield document
            done += 1
            progress(done, None, document.path)


def _walk(start: Path, used: Callable[[str], None]) -> Iterator[Source | Rejected]:
    """The regular files at or below a path. Hidden ones are passed over, no link is followed out of the folder."""
    root = start.resolve()
    top = root if start.is_dir() else None
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path != start and path.is_symlink() and not path.resolve().is_relative_to(root):
            yield Rejected(shown(path), _("This is a link that leads out of the folder."))
        elif path.is_dir():
            if path != start and path.is_symlink():
                continue  # what it leads to is met under its own name
            try:
                inside = sorted(path.iterdir(), reverse=True)
            except OSError as error:
                yield Rejected(shown(path), _unreadable(error))
                continue
            attached = attachment_folders(entry.name for entry in inside)
            waiting.extend(
                entry for entry in inside if entry.name not in attached and not is_hidden(entry.name)
            )
        elif path.is_file():
            try:
                yield file_source(path, top, used)
            except OSError as error:
                yield Rejected(shown(path), _unreadable(error))
        elif path.exists():
            yield Rejected(shown(path), _("This is not a regular file."))
        else:
            yield Rejected(shown(path), _("There is no such file."))


def _all(
    sources: Iterable[Source | Rejected],
    budget: Budget | None,
    depth: int,
    used: set[str],
    starting: Callable[[str], None],
) -> Iterator[Imported | Rejected]:
    """The documents of what lies in one folder or container, pictures last and only where nothing has shown them."""
    pictures = []
    for source in sources:
        if isinstance(source, Rejected):
            starting(source.path)
            yield source
        elif source.suffix in _PICTURES:
            pictures.append(source)
        else:
            starting(source.place)
            yield from _read(source, budget, depth)
    for source in pictures:
        if not used & {source.place, os.path.normpath(source.place)}:
            starting(source.place)
            yield from _read(source, budget, depth)


def _read(source: Source, budget: Budget | None, depth: int) -> Iterator[Imported | Rejected]:
    try:
        head = source.head()
        if not head:
            yield Rejected(source.place, _("The file is empty."))
        elif importer := next((one for one in IMPORTERS if one.accepts(source, head)), None):
            yield from importer.read(source)
        elif container := next((one for one in CONTAINERS if one.accepts(source, head)), None):
            yield from _unpacked(container, source, budget or Budget(source.size), depth + 1)
        else:
            yield Rejected(source.place, _("The file is of no known format."))
    except ImportProblem as error:
        yield Rejected(source.place, str(error))
    except UNPACKING_ERRORS as error:
        yield Rejected(source.place, _("The file is damaged: {reason}.").format(reason=error))
    except OSError as error:
        yield Rejected(source.place, _unreadable(error))


def _unpacked(
    container: Container, source: Source, budget: Budget, depth: int
) -> Iterator[Imported | Rejected]:
    if depth > DEPTH:
        raise ImportProblem(_("More than {count} containers lie in one another here.").format(count=DEPTH))
    used: set[str] = set()
    with container.opened(source, budget, used.add) as members:
        yield from _all(members, budget, depth, used, lambda _place: None)


def _unreadable(error: OSError) -> str:
    return _("It cannot be read: {reason}.").format(reason=error.strerror or error)
