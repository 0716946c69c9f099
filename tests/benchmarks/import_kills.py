"""Imports killed without warning and gone on with, compared with one that was not; writes a section of docs/benchmarks.md.

python -m tests.benchmarks.import_kills [--documents 2000] [--kills 50]
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.benchmarks.mixed import make, rows
from tests.benchmarks.report import write_section
from ztviewer.services.archive import Archive


def killed_and_gone_on(source: Path, archive: Path, seconds: float, cache: Path) -> bool:
    """Import into a new archive, kill that after so many seconds and import again. Whether it was killed in time."""
    Archive.create(archive, "被打断的", cache=cache).close()
    process = _import(source, archive, cache)
    time.sleep(seconds)  # the moment of the kill is what is tried, not something waited for
    process.kill()
    in_time = process.wait() < 0
    _import(source, archive, cache).wait()
    return in_time


def _import(source: Path, archive: Path, cache: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ztviewer", "import", str(archive), str(source)],
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def main() -> None:
    """Kill at random moments, each in an import of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    arguments = parser.parse_args()
    chance, outcomes, in_time = random.Random(2026), Counter[bool](), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = make(folder / "documents", arguments.documents)
        whole = folder / "whole.db"
        Archive.create(whole, "被打断的", cache=folder).close()
        began = time.perf_counter()
        _import(source, whole, folder).wait()
        seconds = time.perf_counter() - began
        expected = rows(whole)
        while in_time < arguments.kills:
            archive = folder / "killed.db"
            in_time += killed_and_gone_on(source, archive, chance.uniform(0.1, seconds), folder)
            outcomes[rows(archive) == expected] += 1
            archive.unlink()
    articles, events = len(expected["article"]), len(expected["event"])
    write_section(
        "import-kills",
        "Imports killed and gone on with",
        f"{arguments.documents:,} documents (saved pages with pictures in their folder, beside them and in ZIP files, "
        "texts and tables in GB 18030, JSON Lines, captioned pictures; some twice, some broken) make "
        f"{articles:,} articles in {seconds:.1f} s. The import was killed (`kill -9`) at {in_time} random moments before "
        f"it had ended (and {outcomes.total() - in_time} times it had ended before), each time in a new archive, and the "
        f"same command was given again. All tables but their times were then equal, row by row ({events:,} events among "
        f"them), to those of an import that was not killed: {outcomes[True]} of {outcomes.total()}.",
    )
    sys.exit(bool(outcomes[False]))


if __name__ == "__main__":
    main()
