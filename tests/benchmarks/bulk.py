"""How fast articles of JSON Lines enter an archive, from the first to the last; writes a section of docs/benchmarks.md.

    python -m tests.benchmarks.bulk [articles.jsonl.xz] [--articles 1000000]

The articles are made by recombining the sentences of real ones (by default `../shared/data/news/articles.jsonl.xz`).
The index is not built.
"""

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.corpus import recombine
from tests.benchmarks.memory import Peak
from tests.benchmarks.report import table, write_section
from ztviewer.core.importing import ImportResult, Outcome
from ztviewer.services.archive import Archive

_NEWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "news" / "articles.jsonl.xz"
_PARTS = 10
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One import."""

    result: ImportResult
    moments: list[float]
    """seconds from the start until each tenth of the articles was stored"""
    cpu: float
    """seconds of all processes"""
    peak_mib: float


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
    moments: list[float] = []
    seen = 0

    def report(_outcome: Outcome) -> None:
        nonlocal seen
        seen += 1
        if seen * _PARTS // count > len(moments):
            moments.append(time.perf_counter() - began)

    before = _cpu()
    with Peak() as peak:
        began = time.perf_counter()
        result = archive.importing.run([source], report=report)
    return Run(result, moments, _cpu() - before, peak.mib)


def _cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _text(first: Run, again: Run, source_bytes: int, archive_bytes: int) -> str:
    result = first.result
    added, total = result.added, result.added + result.duplicates + result.rejected
    rows = []
    for number in range(_PARTS):
        start = first.moments[number - 1] if number else 0.0
        rows.append([f"{number + 1}.", f"{total / _PARTS / (first.moments[number] - start):,.0f}"])
    return (
        f"{added:,} were added ({result.reprints:,} as reprints), {result.duplicates:,} were there already, "
        f"{result.rejected:,} rejected; in all {total / first.moments[-1]:,.0f} a second, "
        f"{first.cpu / total * 1e6:.0f} µs of CPU time each over all processes. "
        f"The file has {source_bytes / _MIB:,.0f} MiB, the archive {archive_bytes / _MIB:,.0f}; all processes together "
        f"held at most {first.peak_mib:,.0f} MiB. The same import again, where everything is recognised: "
        f"{total / again.moments[-1]:,.0f} a second.\n\n" + table(["tenth", "articles a second"], rows)
    )


if __name__ == "__main__":
    main()
