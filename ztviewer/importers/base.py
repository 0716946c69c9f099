"""What every importer is: it tells its format by content and gives drafts one by one, never touching the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ztviewer.core.article import ArticleDraft
from ztviewer.core.importing import Guess
from ztviewer.importers.source import Known, Source


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that was read."""

    path: str
    """how the document is named in the report: `news.txt`, `news.jsonl:17`, `news.zip!a/b.txt`"""
    draft: ArticleDraft
    charset: str | None = None
    """how its text was written, where it is text: `gb18030`"""
    guessed: tuple[Guess, ...] = ()
    tags: tuple[str, ...] = ()
    """what it is tagged with itself, as paths of tags"""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that was not read, and why: a sentence for the user."""

    path: str
    reason: str


Read = Imported | Rejected | Known


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file of many documents, which can be read without the others."""

    start: int
    """bytes from the beginning of the file"""
    stop: int
    """the first byte behind it"""
    first: int
    """the number of its first document"""


class Importer(Protocol):
    """Reads documents of one format."""

    @property
    def name(self) -> str:
        """What the format is called in the report and on the command line."""

    def accepts(self, source: Source, head: bytes) -> bool:
        """Whether a file that begins with `head` is of this format; its name only breaks a tie."""

    def read(self, source: Source) -> Iterator[Read]:
        """The documents of a file, lazily. ImportProblem when the whole file is unusable."""


@runtime_checkable
class Divisible(Importer, Protocol):
    """An importer of files that can be read in stretches, by several processes at once."""

    def spans(self, source: Source) -> Iterator[Span]:
        """The stretches of a file in order; none where it has to be read as a whole."""

    def read_span(self, source: Source, span: Span) -> Iterator[Read]:
        """The documents of one stretch."""
