"""How fast articles of JSON Lines enter an archive, from the first to the last; writes a section of docs/benchmarks.md.

    python -m tests.benchmarks.bulk [articles.jsonl.xz] [--articles 1000000]

The articles are made by recombining the sentences of real ones (by default `../shared/data/news/articles.jsonl.xz`).
The index is not built.
"""

import argparse
import os
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.benchmarks.corpus import recombine
from tests.benchmarks.measuring import cpu_seconds, family
from tests.benchmarks.memory import Peak
from tests.benchmarks.report import table, write_section
from ztviewer.core.importing import ImportResult, Outcome
from ztviewer.services.archive import Archive

_NEWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "news" / "articles.jsonl.xz"
_PARTS = 10
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds from the start of an import: passed, and of processor time."""

    passed: float
    writing: float
    """of the process that writes"""
    reading: float
    """of those that read"""

    @classmethod
    def now(cls) -> Self:
        """The clocks as they stand; only differences mean something."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        reading = ended.ru_utime + ended.ru_stime + sum(map(cpu_seconds, family(os.getpid())[1:]))
        return cls(time.perf_counter(), time.process_time(), reading)

    def since(self, other: "Moment") -> "Moment":
        """What lies between another moment and this one."""
        return Moment(self.passed - other.passed, self.writing - other.writing, self.reading - other.reading)


@dataclass(frozen=True, slots=True)
class Run:
    """One import."""

    result: ImportResult
    tenths: list[Moment]
    """what each tenth of the articles took"""
    peak_mib: float

    @property
    def passed(self) -> float:
        """Seconds."""
        return sum(tenth.passed for tenth in self.tenths)


def main() -> None:
    """Import, import once more, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles_file", nargs="?", type=Path, default=_NEWS)
    parser.add_argument("--articles", type=int, default=1_000_000)
    arguments = parser.parse_args()
    count: int = arguments.articles
    with tempfile.TemporaryDirectory() as folder:
        source = recombine(arguments.articles_file, count, Path(folder) / "articles.jsonl")
        path = Path(folder) / "archive.db"
        archive = Archive.create(path, "bulk", cache=Path(folder) / "cache")
        first, again = _run(archive, source, count), _run(archive, source, count)
        archive.close()
        write_section(
            "import-bulk",
            f"Importing {count:,} articles of JSON Lines",
            _text(first, again, source.stat().st_size, path.stat().st_size),
        )


def _run(archive: Archive, source: Path, count: int) -> Run:
    tenths: list[Moment] = []
    seen, last = 0, Moment.now()

    def report(_outcome: Outcome) -> None:
        nonlocal seen, last
        seen += 1
        if seen * _PARTS // count > len(tenths):
            now = Moment.now()
            tenths.append(now.since(last))
            last = now

    with Peak() as peak:
        last = Moment.now()
        result = archive.importing.run([source], report=report)
    return Run(result, tenths, peak.mib)


def _text(first: Run, again: Run, source_bytes: int, archive_bytes: int) -> str:
    result = first.result
    added, total = result.added, result.added + result.duplicates + result.rejected
    each = total / _PARTS / 1e6
    rows = [
        (
            f"{number}.",
            f"{total / _PARTS / tenth.passed:,.0f}",
            f"{tenth.writing / each:.0f}",
            f"{tenth.reading / each:.0f}",
        )
        for number, tenth in enumerate(first.tenths, 1)
    ]
    cpu = sum(tenth.writing + tenth.reading for tenth in first.tenths)
    return (
        f"{added:,} were added ({result.reprints:,} as reprints), {result.duplicates:,} were there already, "
        f"{result.rejected:,} rejected; in all {total / first.passed:,.0f} a second, "
        f"{cpu / total * 1e6:.0f} µs of processor time each over all processes. "
        f"The file has {source_bytes / _MIB:,.0f} MiB, the archive {archive_bytes / _MIB:,.0f}; all processes together "
        f"held at most {first.peak_mib:,.0f} MiB. The same import again, where everything is recognised: "
        f"{total / again.passed:,.0f} a second.\n\n"
        "Of each tenth the rate, and the microseconds of processor time an article of the process that writes and of "
        "those that read. What is read does not depend on the archive: where reading takes longer, the machine was "
        "slower.\n\n" + table(["tenth", "articles a second", "writing, µs", "reading, µs"], rows)
    )


if __name__ == "__main__":
    main()
