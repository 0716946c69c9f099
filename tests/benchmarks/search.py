"""Our search engine and its peers, built from the same articles and asked the same questions in one run.

python -m tests.benchmarks.search [ARTICLES.jsonl[.xz]] [--articles 96865] [--rounds 5] [--peers NAME ...]
python -m tests.benchmarks.search [ARTICLES.jsonl[.xz]] --growth [--articles 1000000]
"""

import argparse
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.corpus import text_bytes
from tests.benchmarks.engines import ENGINES, OURS
from tests.benchmarks.growth import measure_growth
from tests.benchmarks.measuring import Built, Timed, Worker, openings, percentile
from tests.benchmarks.news import NEWS, cut
from tests.benchmarks.questions import Kind, Question, draw
from tests.benchmarks.report import table, write_section

_QUESTIONS = 8
"""of each class"""

_OPENINGS = 5

_FIRST = "first time"

_BUILT = (
    "Built from JSON Lines to the last byte on disk, reading included; memory is that of all processes together beyond "
    "mapped files. Opened in a new process, whose first question has a word to segment."
)
_INTRODUCTION = """\
From the call to the rows: the first page of 20 and the exact total, from ZTViewer with five facets too. Each cell is
the median and (in brackets) the 95th percentile in milliseconds of {questions} questions a class, drawn by document
frequency, {rounds} rounds after a first one, engine after engine in turn; “first time” is ZTViewer in that first round. “×” is how many times ZTViewer's median
an engine's is. Peers: {peers}; all but the trigrams over the words of rjieba {rjieba}, so
they find a character or a word only where it is a word by itself, and fewer than ZTViewer. “–”: the engine cannot
answer it.
"""


def main() -> None:
    """Measure, and write the section."""
    peers = [name for name in ENGINES if name != OURS]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="*", choices=peers, default=peers)
    parser.add_argument("--growth", action="store_true", help="ours alone, from 1,000 articles on")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.growth:
            measure_growth(given.path, given.articles or 1_000_000, given.rounds, Path(folder))
        else:
            _compare(given.path, given.articles or 10**9, given.rounds, [OURS, *given.peers], Path(folder))


def _compare(path: Path, limit: int, rounds: int, engines: Sequence[str], folder: Path) -> None:
    source = cut(path, limit, folder / "articles.jsonl")
    with source.open("rb") as file:
        articles = sum(1 for _ in file)
    size = text_bytes(source, articles)
    questions = draw(source, articles, _QUESTIONS)
    built = {name: _build(name, source, articles, folder / name) for name in engines}
    first = [question for question in questions if question.kind is Kind.FOUR][:_OPENINGS]
    opened = {name: openings(name, folder / name, first) for name in engines}
    timed = _ask({name: folder / name for name in engines}, questions, rounds)
    peers = f"tantivy {version('tantivy')}, SQLite's FTS5 with bm25, Whoosh {version('whoosh3')} with its own codec"
    text = "\n\n".join(
        [
            _BUILT,
            _building(built, opened, articles, size),
            _INTRODUCTION.format(
                questions=_QUESTIONS, rounds=rounds, peers=peers, rjieba=version("rjieba")
            ).replace("\n", " "),
            _answers(engines, questions, timed),
        ]
    )
    write_section("search", f"Search: {articles:,} articles, {size / 1e6:,.1f} MB of text in UTF-8", text)


def _build(name: str, source: Path, articles: int, folder: Path) -> Built:
    print(f"{name} builds", flush=True)
    worker = Worker(name)
    built = worker.build(source, articles, folder)
    worker.close()
    return built


def _ask(
    folders: Mapping[str, Path], questions: Sequence[Question], rounds: int
) -> dict[tuple[str, Kind], list[Timed]]:
    """Every answer of every engine, by class; the engines take turns at each class."""
    workers = {name: Worker(name) for name in folders}
    for name, worker in workers.items():
        worker.open(folders[name])
    timed: dict[tuple[str, Kind], list[Timed]] = {(_FIRST, kind): [] for kind in Kind}
    for turn in range(rounds + 1):
        for kind in Kind:
            asked = [question for question in questions if question.kind is kind]
            for name, worker in workers.items():
                answers = [one for one in worker.ask(asked) if one is not None]
                if turn or name == OURS:
                    timed.setdefault((name if turn else _FIRST, kind), []).extend(answers)
    for worker in workers.values():
        worker.close()
    return timed


def _building(
    built: Mapping[str, Built], opened: Mapping[str, Sequence[float]], articles: int, size: int
) -> str:
    head = ("", "articles/s", "peak memory, MiB", "index, MB", "index / text", "opening and first answer, ms")
    rows = [
        (
            name,
            f"{articles / one.seconds:,.0f}",
            f"{one.peak_mib:,.0f}",
            f"{one.size / 1e6:,.1f}",
            f"{one.size / size:.2f}",
            f"{statistics.median(opened[name]):,.1f}" if opened[name] else "–",
        )
        for name, one in built.items()
    ]
    return table(head, rows)


def _answers(
    engines: Sequence[str], questions: Sequence[Question], timed: Mapping[tuple[str, Kind], Sequence[Timed]]
) -> str:
    peers = [name for name in engines if name != OURS]
    head = ["", "found", OURS, _FIRST, *(column for name in peers for column in (name, "×"))]
    rows = []
    for kind in Kind:
        ours = timed[OURS, kind]
        found = f"{statistics.median(one.total for one in ours):,.0f}" if ours else "–"
        row = [str(kind), found, _spread(ours), _spread(timed[_FIRST, kind])]
        for name in peers:
            row += [_spread(timed[name, kind]), _ratio(timed[name, kind], ours)]
        rows.append(row)
    return table(head, rows)


def _spread(timed: Sequence[Timed]) -> str:
    """Median and 95th percentile."""
    if not timed:
        return "–"
    return f"{statistics.median(one.ms for one in timed):.2f} ({percentile(timed):.2f})"


def _ratio(theirs: Sequence[Timed], ours: Sequence[Timed]) -> str:
    if not theirs or not ours:
        return "–"
    return f"{statistics.median(one.ms for one in theirs) / statistics.median(one.ms for one in ours):.2g}"


if __name__ == "__main__":
    main()
