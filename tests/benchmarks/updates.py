"""How soon a change of an archive is found, and how large the index grows while small changes go on.

python -m tests.benchmarks.updates [ARTICLES.jsonl[.xz]] [--articles 100000] [--small 2000]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.corpus import documents
from tests.benchmarks.measuring import folder_bytes
from tests.benchmarks.news import NEWS
from tests.benchmarks.report import table, write_section
from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.query import Request
from ztviewer.services.archive import Archive
from ztviewer.storage import ArticleStore, Database

_ROUNDS = 40
_MANY = 1000
"""articles that one change touches, of the larger ones"""
_AT_ONCE = 2000
"""articles stored in one transaction"""

_TEXT = """\
An archive of {articles:,} articles, with the services that the window calls. Each time runs from the call of the change
to the answer that shows it: the change is stored, the index follows, the question is asked. {rounds} changes of each
kind, one after another, with whatever merging they cause going on beside them.
"""
_SIZE = """\
While {small:,} more changes of one article each went on, one upon another, the folder of the index was at most {peak:.2f} times as large as it
is with everything in one segment ({size:,.1f} MB); {after:.2f} times when the last was answered.
"""


@dataclass(frozen=True, slots=True)
class _Change:
    """A change and the question that shows it."""

    name: str
    articles: int
    make: Callable[[int], tuple[str, int]]
    """makes the change of that number, and returns what to ask then, and how many articles that must find"""


def main() -> None:
    """Measure, and write the section."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _run(given.path, given.articles, given.small, Path(folder))


def _run(path: Path, articles: int, small: int, folder: Path) -> None:
    source, cache = folder / "archive.db", folder / "cache"
    ids = _made(path, articles, source)
    archive, other = Archive.open(source, cache=cache), Database.open(source)
    archive.indexing.bring_up_to_date()
    # The first answer of a process loads a dictionary, and the first import looks at all articles.
    _count(archive, "镇江")
    archive.importing.add([ArticleDraft("第一篇", "<p>江水。</p>")])
    rows = [_row(archive, change) for change in _changes(archive, other, ids)]
    archive.indexing.rebuild()
    peak = after = 0
    for turn in range(small):
        archive.tagging.add(f"小/{turn % 50}", [ids[turn * 7919 % len(ids)]])
        archive.indexing.bring_up_to_date()
        after = folder_bytes(cache)
        peak = max(peak, after)
    archive.indexing.rebuild()
    size = folder_bytes(cache)
    archive.close()
    other.close()
    text = _TEXT.format(articles=len(ids), rounds=_ROUNDS).replace("\n", " ")
    sizes = _SIZE.format(small=small, peak=peak / size, after=after / size, size=size / 1e6).replace(
        "\n", " "
    )
    head = ("change", "articles", "median, ms", "95th percentile, ms", "longest, ms")
    write_section("updates", f"Updates: {len(ids):,} articles", "\n\n".join([text, table(head, rows), sizes]))


def _row(archive: Archive, change: _Change) -> tuple[str, ...]:
    times = sorted(_timed(archive, change, turn) for turn in range(_ROUNDS))
    percentile = times[(len(times) * 95 - 1) // 100]
    return (
        change.name,
        f"{change.articles:,}",
        *(f"{ms:,.0f}" for ms in (statistics.median(times), percentile, times[-1])),
    )


def _timed(archive: Archive, change: _Change, turn: int) -> float:
    """Milliseconds from the call to the answer that shows it."""
    began = time.perf_counter()
    asked, expected = change.make(turn)
    archive.indexing.bring_up_to_date()
    found = _count(archive, asked)
    took = (time.perf_counter() - began) * 1000
    if found != expected:
        raise AssertionError(f"{asked}: {found} articles, not {expected}")
    return took


def _count(archive: Archive, asked: str) -> int:
    """How many articles the first page says that there are."""
    found = archive.searching.find(Request(archive.searching.read(asked).query))
    if not found.indexed:
        raise AssertionError("there is no index")
    list(found.ids[:20])
    return len(found.ids)


def _made(path: Path, articles: int, target: Path) -> list[ArticleId]:
    """An archive of these articles, and their ids."""
    database = Database.create(target, title="benchmark")
    store, ids = ArticleStore(database), list[ArticleId]()
    drafts = [
        ArticleDraft(
            document.title or f"第{document.id}号",
            "".join(f"<p>{line}</p>" for line in document.text.split("\n")),
        )
        for document in documents(path, articles)
    ]
    for first in range(0, len(drafts), _AT_ONCE):
        ids += [added.id for added in store.add(drafts[first : first + _AT_ONCE])]
    database.close()
    return list(dict.fromkeys(ids))


def _changes(archive: Archive, other: Database, ids: Sequence[ArticleId]) -> list[_Change]:
    chance = random.Random(5)
    mixed = chance.sample(ids, len(ids))
    binned, kept = mixed[:_ROUNDS], mixed[_ROUNDS:]

    def tag(name: str, articles: Sequence[ArticleId]) -> tuple[str, int]:
        archive.tagging.add(name, articles)
        return f"tag:{name}", len(articles)

    def edit(turn: int) -> tuple[str, int]:
        with other.transaction() as connection:
            connection.execute("UPDATE article SET title = ? WHERE id = ?", (f"qzxw{turn}", ids[turn]))
        return f"title:qzxw{turn}", 1

    def arrive(turn: int) -> tuple[str, int]:
        archive.importing.add([ArticleDraft(f"wqxz{turn}", "<p>江水东流。</p>")])
        return f"title:wqxz{turn}", 1

    def trash(turn: int) -> tuple[str, int]:
        archive.curating.trash([binned[turn]])
        return "is:trash", turn + 1

    return [
        _Change("a title edited, by another program", 1, edit),
        _Change("an article comes in", 1, arrive),
        _Change("an article goes into the trash", 1, trash),
        _Change("a tag", 1, lambda turn: tag(f"一/{turn}", [chance.choice(kept)])),
        _Change("a tag", _MANY, lambda turn: tag(f"千/{turn}", chance.sample(kept, _MANY))),
    ]


if __name__ == "__main__":
    main()
