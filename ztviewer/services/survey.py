"""What lies under chosen files and folders: counted, and its tables looked at, before anything is imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ztviewer.core.errors import ImportProblem
from ztviewer.core.mapping import Table, key_of
from ztviewer.core.progress import Progress, silent
from ztviewer.importers.walk import Found, walk
from ztviewer.services.mappings import Mappings

_TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json"})
_LOOKED_AT = 40
"""Files opened to see what columns they have: those of a folder are mostly alike."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Files that an import would read, what lies inside containers not counted."""

    files: int = 0
    size: int = 0
    """bytes"""
    tables: tuple[Table, ...] = ()
    """the first with each header"""


def survey(paths: Sequence[Path], progress: Progress = silent, mappings: Mappings | None = None) -> Survey:
    """Count the files at or below some paths, and see what the columns of their tables hold, as saved or guessed.

    `progress` hears of every file.
    """
    files = size = 0
    named: list[Path] = []
    for start in paths:
        for pictures in (False, True):
            for found in walk(start, pictures=pictures):
                files += 1
                progress(files, None, str(start))
                if isinstance(found, Found):
                    size += found.size
                    if found.path.suffix.lower() in _TABLES and len(named) < _LOOKED_AT:
                        named.append(found.path)
    return Survey(files, size, _tables(named, mappings or Mappings(), lambda: progress(files, None, "")))


def _tables(paths: Sequence[Path], mappings: Mappings, go_on: Callable[[], None]) -> tuple[Table, ...]:
    tables: dict[tuple[str, ...], Table] = {}
    for path in paths:
        go_on()
        try:
            for table in mappings.tables(path):
                tables.setdefault(key_of(table.columns.header), table)
        except (ImportProblem, OSError):
            continue  # it is rejected with this reason when it is imported
    return tuple(tables.values())
