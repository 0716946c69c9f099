"""What a process is given to read, and what it gives back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import Refused
from ztviewer.core.importing import Guess, ImportOptions, given
from ztviewer.core.progress import Progress
from ztviewer.importers.base import Imported, Rejected, Span
from ztviewer.importers.source import Content, shown
from ztviewer.importers.walk import Found, walk
from ztviewer.storage import Entry, entry

UNIT_FILES = 16
"""Files read without asking for more: some 50 ms of pages."""
UNIT_BYTES = 1024 * 1024
"""Less where they are large."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What every process of an import is told once."""

    options: ImportOptions
    language: str
    archive: Path | None
    """where to see what is known already; None where everything has to be read"""
    last: ArticleId
    """the newest article that counts as known: what this import adds itself does not"""


@dataclass(frozen=True, slots=True)
class Unit:
    """Files to read one after another, or one stretch of a file; what cannot even be looked at stands among them."""

    files: tuple[Found | Rejected, ...]
    top: Path | None
    """the folder that is imported, which nothing beside a file may leave"""
    span: Span | None = None
    pictures: bool = False
    """whether these are pictures, which are read when all before them are through"""
    shown: frozenset[Content] = frozenset()
    """those that others show, as far as they matter here"""
    passed: frozenset[str] = frozenset()
    """documents of the first file that were given back already, before another one ended the process"""
    fatal: Mapping[str, str] = field(default_factory=dict)
    """documents that ended a process, by their digest, and how"""

    @property
    def size(self) -> int:
        """Bytes."""
        if self.span is not None:
            return self.span.stop - self.span.start
        return sum(found.size for found in self.files if isinstance(found, Found))


@dataclass(frozen=True)
class Extracted:
    """A document that was read."""

    path: str
    entry: Entry
    charset: str | None
    guessed: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document that the archive has."""

    path: str
    article: ArticleId


Result = Extracted | Recognised | Rejected


def ready(document: Imported, options: ImportOptions) -> Extracted | Rejected:
    """A document made ready to be stored, with what the rules give it."""
    try:
        made = entry(document.draft)
    except Refused as error:
        return Rejected(document.path, str(error))
    if options.rules or document.tags:
        text = f"{made.title}\n{made.text}"
        got = given(options.rules, document.path, made.source, text, document.tags)
        made = replace(made, column=got.column or made.column, tags=got.tags, topics=got.topics)
    return Extracted(document.path, made, document.charset, document.guessed)


def units(paths: Sequence[Path]) -> Iterator[Unit]:
    """All below some paths in order, of each the pictures last."""
    for start in paths:
        top = start if start.is_dir() else None
        for pictures in (False, True):
            files: list[Found | Rejected] = []
            size = 0
            for found in walk(start, pictures=pictures):
                files.append(found)
                size += found.size if isinstance(found, Found) else 0
                if len(files) == UNIT_FILES or size >= UNIT_BYTES:
                    yield Unit(tuple(files), top, pictures=pictures)
                    files, size = [], 0
            if files:
                yield Unit(tuple(files), top, pictures=pictures)


def size_of(paths: Sequence[Path], progress: Progress) -> int:
    """The bytes of all files below some paths; `progress` hears of each and may raise Cancelled."""
    size = 0
    for start in paths:
        for pictures in (False, True):
            for found in walk(start, pictures=pictures):
                progress(0, None, shown(start))
                size += found.size if isinstance(found, Found) else 0
    return size
