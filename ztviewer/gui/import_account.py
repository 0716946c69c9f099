"""What an import was asked and what became of it: what its report shows, and what a next one goes on from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ztviewer.core.importing import ImportOptions, ImportResult, Outcome


@dataclass(frozen=True, slots=True)
class ImportWish:
    """Files and folders to import, and how."""

    paths: tuple[Path, ...]
    options: ImportOptions = ImportOptions()

    def forcing(self, documents: frozenset[str]) -> "ImportWish":
        """The same for what holds some documents, given by their report paths: these are taken anyway.

        All is read again where that cannot be told, since names that cannot be printed are reported otherwise.
        """
        holding = tuple(path for path in self.paths if any(_within(name, str(path)) for name in documents))
        return ImportWish(holding or self.paths, replace(self.options, forced=documents))


@dataclass(frozen=True, slots=True)
class ImportAccount:
    """What became of an import, or would become of it."""

    wish: ImportWish
    outcomes: Sequence[Outcome]
    """one a document, in their order"""
    cancelled: bool = False
    tried: bool = False
    """nothing was stored"""
    number: int | None = None
    """of its report among those that are kept"""
    unread: int = 0
    """lines of that report that could not be read"""

    @property
    def result(self) -> ImportResult:
        """All outcomes together."""
        ends = Counter(outcome.outcome for outcome in self.outcomes)
        added = ends["added"] + ends["reprint"]
        return ImportResult(added, ends["reprint"], ends["duplicate"], ends["rejected"], self.cancelled)

    def mended(self, later: "ImportAccount") -> "ImportAccount":
        """This account after documents of it were taken anyway."""
        forced = later.wish.options.forced
        ends = {outcome.path: outcome for outcome in later.outcomes if outcome.path in forced}
        return replace(self, outcomes=[ends.get(outcome.path, outcome) for outcome in self.outcomes])


def _within(document: str, path: str) -> bool:
    """Whether a report path names something at or below a path: `a/b.zip!c`, `a/b.jsonl:7`."""
    return document == path or (document.startswith(path) and document[len(path)] in "/\\!:")
