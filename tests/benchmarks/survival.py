"""What an index survives: kills at any moment, bytes flipped in any file, two programs at once.

python -m tests.benchmarks.survival [ARTICLES.jsonl[.xz]] [--articles 3000] [--kills 100] [--flips 1000]
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from tests.benchmarks import flips, two_programs
from tests.benchmarks.kills import WORKS, Kills
from tests.benchmarks.news import NEWS, cut
from tests.benchmarks.report import table, write_section
from ztviewer.services.archive import Archive

_FLIPPED_ARTICLES = 300
"""A small index, for a byte of it to matter."""

_FAR = 5.0
"""seconds after which a reader sees too late what another program committed"""

Rows = list[tuple[str, str]]


def main() -> None:
    """Try, and write the section."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--flips", type=int, default=1_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, wrong = _two_programs(given.path, given.articles, folder)
        for more, again in (
            _kills(given.path, given.articles, given.kills, folder),
            _flips(given.path, given.flips, folder),
        ):
            rows, wrong = rows + more, wrong + again
    write_section("survival", "Survival of the index", table(("`make bench-survival`", "measured"), rows))
    if wrong:
        raise SystemExit(f"{wrong} times it went wrong")


def _archive(path: Path, articles: int, target: Path) -> Path:
    archive = Archive.create(target, "survives", cache=target.parent / "unused")
    archive.importing.run([cut(path, articles, target.with_suffix(".jsonl"))])
    archive.close()
    return target


def _kills(path: Path, articles: int, kills: int, folder: Path) -> tuple[Rows, int]:
    counts = Kills(_archive(path, articles, folder / "killed.db"), folder / "killed").run(kills)
    of = ", ".join(f"{work} {counts[work]}" for work in WORKS)
    stood = ", ".join(f"{state} {counts[state]}" for state in ("ready", "behind", "missing"))
    wrong = counts["wrong"] + counts["fails"]
    return [
        (f"`kill -9` at random moments of an index of {articles:,} articles", of),
        ("the index afterwards", stood),
        ("wrong answers afterwards, or an index that could not be mended", f"{wrong}"),
    ], wrong


def _flips(path: Path, tries: int, folder: Path) -> tuple[Rows, int]:
    archive = _archive(path, _FLIPPED_ARTICLES, folder / "flipped.db")
    counts = Counter(flips.run(archive, folder / "flipped", tries))
    wrong = counts.total() - sum(counts[outcome] for outcome in flips.OUTCOMES)
    return [
        ("a byte flipped in any file", f"{tries:,} times"),
        ("found out by a query, rebuilt", f"{counts['at once']:,}"),
        ("found out when segments were merged, rebuilt", f"{counts['when it was merged']:,}"),
        ("changed nothing (a space in JSON)", f"{counts['harmless']:,}"),
        ("wrong answers, exceptions, crashes", f"{wrong}"),
    ], wrong


def _two_programs(path: Path, articles: int, folder: Path) -> tuple[Rows, int]:
    archive = _archive(path, articles // 2, folder / "shared.db")
    more = cut(path, articles, folder / "more.jsonl")
    shared = two_programs.share(archive, folder / "shared", more, articles)
    wrong = shared.failed or shared.fewer or shared.articles < articles or shared.seconds > _FAR
    return [
        (
            "answers that a reader got while another program imported and indexed",
            f"{shared.answers:,}",
        ),
        ("of these with fewer articles than before", f"{shared.fewer}"),
        ("from the other's end until the reader saw all", f"{shared.seconds:.1f} s"),
    ], int(bool(wrong))


if __name__ == "__main__":
    main()
