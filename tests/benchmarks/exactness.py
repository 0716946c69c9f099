"""Real articles imported, indexed and asked for random pieces of their text; a scan of every article is the judge.

Every fourth article is rewritten into traditional characters before it is imported. Pieces are asked for as they
stand, or rewritten: into traditional or simplified characters, or in full width; and each in exact mode, too, which
must find only what is written with the same characters.

python -m tests.benchmarks.exactness [ARTICLES.jsonl[.xz]] [--articles 20000] [--queries 5000]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import opencc

from tests.benchmarks.news import NEWS, lines
from tests.benchmarks.report import table, write_section
from tests.benchmarks.scanning import Scan
from ztviewer.core.fold import fold
from ztviewer.core.query import Phrase, Request
from ztviewer.core.tokens import RUN_TOKEN, is_run, written
from ztviewer.search.terms import words
from ztviewer.services.archive import Archive

LONGEST = 12
"""characters of a random piece"""

_REWRITTEN = 4
"""One article in so many is rewritten into traditional characters."""

_WIDE = {point: point + 0xFEE0 for point in range(0x21, 0x7F)}
_KINDS = ("Han", "mixed", "letters and digits")
_WAYS: dict[str, Callable[[str], str]] = {
    "as it stands": str,
    "in traditional": opencc.OpenCC("s2t").convert,
    "in simplified": opencc.OpenCC("t2s").convert,
    "in full width": lambda text: text.translate(_WIDE),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A piece that was asked for, and what came of it."""

    kind: str
    way: str
    found: int
    exactly: int
    """found in exact mode"""
    right: bool
    """in both"""
    folds_alike: bool
    """whether rewriting left its tokens as they were"""
    took_ms: float


def main() -> None:
    """Measure, judge, and write the section."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=5_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _run(given.path, given.articles, given.queries, Path(folder))


def _run(path: Path, articles: int, queries: int, folder: Path) -> None:
    archive = Archive.create(folder / "archive.db", "measured", cache=folder / "cache")
    began = time.perf_counter()
    result = archive.importing.run([_source(path, articles, folder / "articles.jsonl")])
    imported = time.perf_counter() - began
    began = time.perf_counter()
    archive.indexing.bring_up_to_date()
    indexed = time.perf_counter() - began
    held = [archive.reading.article(one) for one in archive.searching.find(Request()).ids]
    scans = Scan(held, words), Scan(held, written)
    asked = list(_ask(archive, scans, [article.text for article in held], queries))
    archive.close()
    wrong = sum(not each.right for each in asked)
    facts = [
        ("imported", f"{result.added:,} articles, {result.added / imported:,.0f} a second"),
        ("indexed", f"{len(held) / indexed:,.0f} articles a second"),
        ("random pieces asked for", f"{len(asked):,}, of 1 to {LONGEST} characters"),
        ("answers that differ from the scan", f"{wrong:,}"),
        ("time of an answer with all facets", _spread([each.took_ms for each in asked])),
    ]
    head = ("piece", "asked for", "found", "found in exact mode", "of other tokens than before", "differ")
    rows = [_row(kind, way, asked) for kind in _KINDS for way in _WAYS]
    text = f"{table(('`make bench-exactness`', 'measured'), facts)}\n\n{table(head, rows)}"
    write_section("exactness", f"Exactness: {len(held):,} real articles", text)
    if wrong:
        raise SystemExit(f"{wrong} answers are wrong")


def _source(path: Path, count: int, target: Path) -> Path:
    """The articles as a file to import; keys of a line are ASCII and stay."""
    traditional = _WAYS["in traditional"]
    with target.open("w", encoding="utf-8") as file:
        for number, line in enumerate(lines(path, count)):
            file.write(line if number % _REWRITTEN else traditional(line))
    return target


def _ask(archive: Archive, scans: tuple[Scan, Scan], texts: Sequence[str], queries: int) -> Iterator[Asked]:
    chance = random.Random(2026)
    asked = 0
    while asked < queries:
        piece, way = _piece(chance, chance.choice(texts)), chance.choice(list(_WAYS))
        text = _WAYS[way](piece)
        tokens = words(text)
        if not tokens:  # punctuation alone asks for nothing
            continue
        asked += 1
        found = [archive.searching.find(Request(Phrase(text, exact=exact))) for exact in (False, True)]
        right = [set(each.ids) for each in found] == [scan.holding(text) for scan in scans]
        if not right:
            print(f"differs: {text!r}, {[len(each.ids) for each in found]} found")
        runs = sum(map(is_run, tokens))
        kind = _KINDS[0] if not runs else _KINDS[2] if runs == len(tokens) else _KINDS[1]
        plain, exactly = (len(each.ids) for each in found)
        yield Asked(kind, way, plain, exactly, right, tokens == words(piece), found[0].took_ms)


def _piece(chance: random.Random, text: str) -> str:
    """Some characters of a text that stand together, half of them where letters or digits are near."""
    start = chance.randrange(len(text))
    runs = RUN_TOKEN.finditer(fold(text)) if chance.random() < 0.5 else ()
    if near := [match.start() for match in runs]:
        start = max(0, chance.choice(near) - chance.randrange(LONGEST // 2))
    return text[start : start + chance.randint(1, LONGEST)].replace("\n", " ")


def _row(kind: str, way: str, asked: Sequence[Asked]) -> tuple[str, ...]:
    of_it = [each for each in asked if (each.kind, each.way) == (kind, way)]
    found = sum(each.found for each in of_it)
    others = sum(not each.folds_alike for each in of_it)
    wrong = sum(not each.right for each in of_it)
    counts = (len(of_it), found, sum(each.exactly for each in of_it), others, wrong)
    return f"{kind}, {way}", *(f"{count:,}" for count in counts)


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.2f} ms, 95th percentile {ordered[len(ordered) * 95 // 100]:.2f} ms"


if __name__ == "__main__":
    main()
