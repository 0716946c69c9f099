"""What every exporter is: it streams articles into one new file or folder, which appears whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ztviewer.core.article import Article, ArticleId, ImageDigest, Picture
from ztviewer.core.progress import Progress


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    target: Path
    articles: int
    files: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The topic that is exported: what stands above its articles, and what is noted of each."""

    title: str
    introduction: str
    """plain text, one paragraph a line"""
    notes: Mapping[ArticleId, str] = field(default_factory=dict)


class Pictures(Protocol):
    """Gives the pictures of the archive; NotFound where there is none of that digest."""

    def __call__(self, digest: ImageDigest) -> Picture:
        """One picture with its bytes."""


class Exporter(Protocol):
    """Writes articles in one file format."""

    @property
    def name(self) -> str:
        """What the format is called on the command line."""

    @property
    def label(self) -> str:
        """What the format is called in a dialog, in the user's language."""

    @property
    def suffix(self) -> str:
        """The ending of the file's name; empty where a folder is written."""

    def write(
        self,
        articles: Iterable[Article],
        total: int,
        pictures: Pictures,
        target: Path,
        progress: Progress,
        heading: Heading | None = None,
    ) -> Exported:
        """Write `articles`, `total` of them, to a `target` that does not exist yet.

        ExportProblem where that fails, Cancelled from `progress`; either way nothing is left behind.
        """
