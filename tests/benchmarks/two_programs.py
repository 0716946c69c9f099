"""A program that reads and follows an archive while another imports into it by the command line and indexes it."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ztviewer.core.query import Request
from ztviewer.services.archive import Archive

PATIENCE = 30.0
"""seconds that the reader may take to see what the other committed"""


@dataclass(frozen=True, slots=True)
class Shared:
    """How it went."""

    answers: int
    """that the reader got while the other worked"""
    fewer: int
    """answers with fewer articles than an earlier one"""
    failed: bool
    """whether the other ended with an error"""
    articles: int
    """that the reader saw in the end"""
    seconds: float
    """from the other's end until then"""


def share(path: Path, cache: Path, documents: Path, articles: int) -> Shared:
    """Import documents in another program and read meanwhile, until the reader sees so many articles."""
    archive = Archive.open(path, cache=cache / "ztviewer")
    archive.indexing.bring_up_to_date()
    answers = fewer = seen = 0
    program = [sys.executable, "-m", "ztviewer"]
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    failed = False
    for command in (["import", path, documents], ["index", path]):
        with subprocess.Popen(
            [*program, *map(str, command)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as other:
            while other.poll() is None:
                if archive.indexing.status().state != "ready":
                    archive.indexing.bring_up_to_date()
                now = len(archive.searching.find(Request()).ids)
                answers, fewer, seen = answers + 1, fewer + (now < seen), now
        failed = failed or other.returncode != 0
    ended = time.monotonic()
    while seen < articles and time.monotonic() < ended + PATIENCE:
        seen = len(archive.searching.find(Request()).ids)
    seconds = time.monotonic() - ended
    archive.close()
    return Shared(answers, fewer, failed, seen, seconds)
