"""What a process that reads documents says to the one that commands it."""

from dataclasses import dataclass

from ztviewer.importers.base import Span
from ztviewer.importers.source import Content


@dataclass(frozen=True, slots=True)
class Batch:
    """The next documents of the unit; they follow, pickled, as a message of bytes."""

    finished: int
    """how many of its files are through"""
    paths: tuple[str, ...]
    """of the documents of the file after those, as far as they are new"""
    shown: frozenset[Content]
    """the pictures that these documents show"""


@dataclass(frozen=True, slots=True)
class Stretches:
    """The one file of the unit is read in these stretches, each a unit of its own."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """Reading the unit raised what no importer may raise; nothing more comes of it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """The unit is through; also said once at the start, when all is ready."""


Message = Batch | Stretches | Failed | Done
