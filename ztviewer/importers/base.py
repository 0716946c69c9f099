"""What every importer is: it tells its format by content and gives drafts one by one, never touching the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ztviewer.core.article import ArticleDraft
from ztviewer.core.importing import Guess
from ztviewer.importers.source import Source


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that was read."""

    path: str
    """how the document is named in the report: `news.txt`, `news.jsonl:17`, `news.zip!a/b.txt`"""
    draft: ArticleDraft
    charset: str | None = None
    """how its text was written, where it is text: `gb18030`"""
    guessed: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that was not read, and why: a sentence for the user."""

    path: str
    reason: str


class Importer(Protocol):
    """Reads documents of one format."""

    @property
    def name(self) -> str:
        """What the format is called in the report and on the command line."""

    def accepts(self, source: Source, head: bytes) -> bool:
        """Whether a file that begins with `head` is of this format; its name only breaks a tie."""

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The documents of a file, lazily. ImportProblem when the whole file is unusable."""
