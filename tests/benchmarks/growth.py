"""How building, memory and answers grow with the number of articles, ours alone, from 1,000 to as many as asked for."""

import statistics
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.corpus import recombine, text_bytes
from tests.benchmarks.engines import OURS
from tests.benchmarks.measuring import Built, Timed, Worker, openings, percentile
from tests.benchmarks.plot import Line, draw_lines
from tests.benchmarks.questions import Kind, draw
from tests.benchmarks.report import BENCHMARKS, table, write_section

_FIRST = 1_000
_STEPS = (1, 3, 10)
_QUESTIONS = 8
_PLOT = BENCHMARKS.with_name("benchmarks-growth.svg")

_INTRODUCTION = """\
Articles made by recombining the sentences of real ones. “Memory of the process” is what it holds beyond mapped files
after all questions were answered. Opening and first answer: the median of one new process a class, and the longest of
them. The right columns are 95th percentiles in milliseconds of {questions} questions a class,
{rounds} rounds after one to warm up, from the call to the first page of 20, the exact total and five facets.
"""


@dataclass(frozen=True, slots=True)
class _Size:
    """What was measured with one number of articles."""

    articles: int
    text: int
    """bytes in UTF-8"""
    built: Built
    opened: list[float]
    """milliseconds until the first answer, one of each class"""
    own_mib: float
    answers: dict[Kind, list[Timed]]


def measure_growth(path: Path, most: int, rounds: int, folder: Path) -> None:
    """Measure every size up to `most`, draw the plot and write the section."""
    source = recombine(path, most, folder / "articles.jsonl")
    sizes = [_measure(source, articles, rounds, folder / str(articles)) for articles in _numbers(most)]
    lines = [
        Line(
            str(kind),
            [(size.articles, percentile(size.answers[kind])) for size in sizes if size.answers[kind]],
        )
        for kind in Kind
    ]
    title = "95th percentile of an answer with facets, milliseconds, by number of articles"
    _PLOT.write_text(draw_lines(title, lines), "utf-8")
    introduction = _INTRODUCTION.format(questions=_QUESTIONS, rounds=rounds).replace("\n", " ")
    picture = f"![{title}]({_PLOT.name})"
    text = "\n\n".join([introduction, _costs(sizes), _answers(sizes), picture])
    write_section("search-growth", f"Search: growth to {sizes[-1].articles:,} articles", text)


def _numbers(most: int) -> list[int]:
    """1,000, 3,000, 10,000 and so on, and `most` itself."""
    numbers, step = set[int](), _FIRST
    while step < most:
        numbers |= {step * factor for factor in _STEPS}
        step *= 10
    return sorted({number for number in numbers if number < most} | {most})


def _measure(source: Path, articles: int, rounds: int, folder: Path) -> _Size:
    print(f"{articles:,} articles", flush=True)
    builder = Worker(OURS)
    built = builder.build(source, articles, folder)
    builder.close()
    questions = draw(source, articles, _QUESTIONS)
    first = list({question.kind: question for question in questions}.values())
    openings(OURS, folder, first[:1])  # the disk is warm then
    opened = openings(OURS, folder, first)
    worker = Worker(OURS)
    worker.open(folder)
    answers: dict[Kind, list[Timed]] = {kind: [] for kind in Kind}
    for turn in range(rounds + 1):
        for kind, timed in answers.items():
            found = worker.ask([question for question in questions if question.kind is kind])
            timed += [one for one in found if one is not None] if turn else []
    own = worker.own_mib()
    worker.close()
    size = text_bytes(source, articles)
    return _Size(articles, size, built, opened, own, answers)


def _costs(sizes: list[_Size]) -> str:
    head = (
        "articles",
        "articles/s built",
        "peak memory building, MiB",
        "index / text",
        "opening and first answer, ms",
        "memory of the process, MiB",
    )
    rows = [
        (
            f"{size.articles:,}",
            f"{size.articles / size.built.seconds:,.0f}",
            f"{size.built.peak_mib:,.0f}",
            f"{size.built.size / size.text:.2f}",
            f"{statistics.median(size.opened):,.1f} ({max(size.opened):,.1f})",
            f"{size.own_mib:,.0f}",
        )
        for size in sizes
    ]
    return table(head, rows)


def _answers(sizes: list[_Size]) -> str:
    head = ("95th percentile, ms (found, median)", *(f"{size.articles:,}" for size in sizes))
    return table(head, [(str(kind), *(_cell(size.answers[kind]) for size in sizes)) for kind in Kind])


def _cell(timed: list[Timed]) -> str:
    if not timed:
        return "–"
    return f"{percentile(timed):.2f} ({statistics.median(one.total for one in timed):,.0f})"
