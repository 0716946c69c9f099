"""Real articles imported, indexed and asked for random pieces of their text; a scan of every article is the judge.

python -m tests.benchmarks.exactness [ARTICLES.jsonl[.xz]] [--articles 10000] [--queries 500]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.news import NEWS, cut
from tests.benchmarks.report import table, write_section
from ztviewer.core.article import Article, ArticleId
from ztviewer.core.fold import fold
from ztviewer.core.query import Phrase, Request
from ztviewer.core.tokens import tokens
from ztviewer.services.archive import Archive

LONGEST = 12
"""characters of a random piece"""


def main() -> None:
    """Measure, judge, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=500)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _run(arguments.path, arguments.articles, arguments.queries, Path(folder))


def _run(path: Path, articles: int, queries: int, folder: Path) -> None:
    source = cut(path, articles, folder / "articles.jsonl")
    archive = Archive.create(folder / "archive.db", "measured", cache=folder / "cache")
    began = time.perf_counter()
    result = archive.importing.run([source])
    imported = time.perf_counter() - began
    began = time.perf_counter()
    archive.indexing.bring_up_to_date()
    indexed = time.perf_counter() - began
    held = [archive.reading.article(one) for one in archive.searching.find(Request()).ids]
    wrong, times = _judge(archive, held, queries)
    archive.close()
    rows = [
        ("imported", f"{result.added:,} articles, {result.added / imported:,.0f} a second"),
        ("indexed", f"{len(held) / indexed:,.0f} articles a second"),
        ("random pieces asked for", f"{queries:,}, of 1 to {LONGEST} characters"),
        ("answers that differ from the scan", f"{wrong:,}"),
        ("time of an answer with all facets", _spread(times)),
    ]
    title = f"Exactness: {len(held):,} real articles"
    write_section("exactness", title, table(("`make bench-exactness`", "measured"), rows))
    if wrong:
        raise SystemExit(f"{wrong} answers are wrong")


def _judge(archive: Archive, articles: Sequence[Article], queries: int) -> tuple[int, list[float]]:
    chance = random.Random(2026)
    scanned = [(article.id, [_line(text) for text in _paragraphs(article)]) for article in articles]
    wrong, times = 0, list[float]()
    while len(times) < queries:
        piece = _piece(chance, articles)
        wanted = _line(piece)
        if wanted == "\n\n":  # punctuation alone asks for nothing
            continue
        found = archive.searching.find(Request(Phrase(piece)))
        times.append(found.took_ms)
        expected = {article for article, lines in scanned if any(wanted in line for line in lines)}
        if set[ArticleId](found.ids) != expected:
            wrong += 1
            print(f"differs: {piece!r}: {len(found.ids)} found, {len(expected)} scanned")
    return wrong, times


def _paragraphs(article: Article) -> list[str]:
    titles = [article.title, *([article.subtitle] if article.subtitle else [])]
    return [
        *titles,
        *article.text.split("\n"),
        *(figure.caption for figure in article.figures if figure.caption),
    ]


def _line(text: str) -> str:
    """The tokens of a text, each between line ends, so that a run of whole tokens is a substring."""
    return "\n" + "\n".join(token.text for token in tokens(fold(text))) + "\n"


def _piece(chance: random.Random, articles: Sequence[Article]) -> str:
    text = chance.choice(articles).text
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, LONGEST)].replace("\n", " ")


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.2f} ms, 95th percentile {ordered[len(ordered) * 95 // 100]:.2f} ms"


if __name__ == "__main__":
    main()
