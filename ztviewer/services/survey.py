"""How much lies under chosen files and folders: counted before they are imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ztviewer.core.progress import Progress, silent
from ztviewer.importers.walk import Found, walk


@dataclass(frozen=True, slots=True)
class Survey:
    """Files that an import would read, what lies inside containers not counted."""

    files: int = 0
    size: int = 0
    """bytes"""


def survey(paths: Sequence[Path], progress: Progress = silent) -> Survey:
    """Count the files at or below some paths. `progress` hears of every one; nothing is opened."""
    files = size = 0
    for start in paths:
        for pictures in (False, True):
            for found in walk(start, pictures=pictures):
                files += 1
                size += found.size if isinstance(found, Found) else 0
                progress(files, None, str(start))
    return Survey(files, size)
