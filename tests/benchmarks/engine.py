"""The search engine by itself: how fast an index is built, how large it is, how long each kind of question takes.

python -m tests.benchmarks.engine [ARTICLES.jsonl[.xz]] [--articles 96865]

A question's time runs from the call to the ids of the first 20, the exact total and the values of five facets.
"""

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.news import NEWS, lines
from tests.benchmarks.report import table, write_section
from ztviewer.core.article import ArticleId, Document, State
from ztviewer.core.published import Published
from ztviewer.core.query import (
    And,
    Dated,
    Everything,
    Facet,
    Key,
    Keyed,
    Not,
    Or,
    Phrase,
    Query,
    Request,
    Sort,
    Words,
)
from ztviewer.search import Index

ROUNDS = 7
PAGE = 20
FACETS = (Facet.SOURCE, Facet.YEAR, Facet.MONTH, Facet.TAG, Facet.COLUMN)


def _phrases(text: str) -> list[Query]:
    return [Phrase(word) for word in text.split()]


_COMMON = _phrases("经济 发展 中国 工作 企业 社会 服务 问题 市场 建设")
_THREES = [
    tuple(_phrases(text)) for text in ("经济 发展 企业", "中国 市场 建设", "社会 服务 问题", "工作 人民 生活")
]

CLASSES: dict[str, list[Query]] = {
    "one character": _phrases("的 国 人 水 学 江 法 电 票 鱼"),
    "a common word of two": _COMMON,
    "a rare word of two": _phrases("镇江 扬州 沉船 丝绸 鲸鱼 陨石 瓷器 灯塔 候鸟 海盐"),
    "a word of four": _phrases("人工智能 创新驱动 一带一路 改革开放 脱贫攻坚 人民法院 市场监管 营业执照"),
    "a phrase of eight or more": _phrases(
        "中华人民共和国刑法 国务院办公厅关于印发 中央广播电视总台记者 有限责任公司董事会"
    ),
    "AND of three": [And(three) for three in _THREES],
    "OR of three": [Or(three) for three in _THREES],
    "two, NOT the third": [And((one, two, Not(three))) for one, two, three in _THREES],
    "unquoted runs": [
        Words(text) for text in ("中国经济发展", "镇江高新区产业", "人工智能技术应用", "疫情防控工作")
    ],
    "a date range with a tag": [And((Dated("2022-01-01", "2022-12-31"), Keyed(Key.TAG, "乙")))],
    "everything by date": [Everything()],
    "nothing found": _phrases("鼹鼠飞船 龘龘 量子扬州"),
}


def main() -> None:
    """Build, ask, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=96_865)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _run(list(_documents(arguments.path, arguments.articles)), Path(folder))


def _run(documents: list[Document], folder: Path) -> None:
    text = sum(len(each.title.encode()) + len(each.text.encode()) for each in documents)
    index = Index.create(folder)
    began = time.perf_counter()
    index.update(documents, [], 1)
    updated = time.perf_counter()
    index.compact()
    compacted = time.perf_counter()
    index.close()
    size = sum(path.stat().st_size for path in folder.iterdir())
    opening = time.perf_counter()
    index = Index.open(folder)
    list(index.find(Request(Phrase("中国"))).ids[:PAGE])
    opened = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    facts = [
        ("built", f"{len(documents) / (updated - began):,.0f} articles a second"),
        (
            "the same, merged into one segment",
            f"{len(documents) / (compacted - began):,.0f} articles a second",
        ),
        ("index to text in UTF-8", f"{size / text:.2f}"),
        ("opened, with the first answer", f"{(opened - opening) * 1000:.0f} ms"),
        ("most memory, the articles included", f"{memory:,.0f} MB"),
    ]
    rows = [(name, *_measured(index, name, queries)) for name, queries in CLASSES.items()]
    index.close()
    asked = table(("question", "found", "first time", "median", "95th percentile"), rows)
    write_section(
        "engine",
        f"Search engine: {len(documents):,} articles",
        f"{table(('', 'measured'), facts)}\n\n{asked}",
    )


def _measured(index: Index, name: str, queries: list[Query]) -> tuple[str, ...]:
    sort = Sort.NEWEST if name == "everything by date" else Sort.RELEVANCE
    rounds = [[_asked(index, Request(query, sort=sort)) for query in queries] for _ in range(ROUNDS)]
    times = sorted(took for each in rounds[1:] for took, _ in each)
    return (
        f"{statistics.median(total for _, total in rounds[0]):,.0f}",
        f"{statistics.median(took for took, _ in rounds[0]):.2f} ms",
        f"{statistics.median(times):.2f} ms",
        f"{times[len(times) * 95 // 100]:.2f} ms",
    )


def _asked(index: Index, request: Request) -> tuple[float, int]:
    """Milliseconds and the total."""
    began = time.perf_counter()
    found = index.find(request)
    _page = (found.ids[:PAGE], found.scores[:PAGE], [list(found.facets[facet]) for facet in FACETS])
    return (time.perf_counter() - began) * 1000, len(found.ids)


def _documents(path: Path, count: int) -> Iterator[Document]:
    for number, line in enumerate(lines(path, count), start=1):
        row = json.loads(line)
        yield Document(
            id=ArticleId(number),
            title=row.get("title") or "",
            text=row["body"],
            captions=(),
            source=row.get("set"),
            author=None,
            editor=None,
            column=None,
            tags=("甲/乙",) if number % 7 == 0 else (),
            topics=(),
            published=Published.parse(row["published"]) if row.get("published") else None,
            pictures=number % 2,
            notes=0,
            state=State.ACTIVE,
        )


if __name__ == "__main__":
    main()
