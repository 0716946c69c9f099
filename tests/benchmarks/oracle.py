"""Random query trees over real articles: our evaluator against Whoosh's own matchers on the same index.

python -m tests.benchmarks.oracle [ARTICLES.jsonl[.xz]] [--articles 500] [--trees 2000]
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from whoosh.index import open_dir
from whoosh.query import Query as Tree
from whoosh.searching import Searcher

from tests.benchmarks.corpus import documents
from tests.benchmarks.news import NEWS
from tests.benchmarks.report import table, write_section
from ztviewer.core.article import ArticleId, Document
from ztviewer.core.query import (
    And,
    AnyWord,
    Dated,
    Everything,
    Field,
    Fuzzy,
    Has,
    Having,
    Key,
    Keyed,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Request,
    Words,
)
from ztviewer.search.compile import scored
from ztviewer.search.index import Index
from ztviewer.search.ranking import Bm25

_TOLERANCE = 1e-5
_SEGMENTS = 3
_LETTERS = ("a", "gdp", "covid", "5g", "app", "2021", "c919", "ai", "km", "no")


def main() -> None:
    """Compare, and write the section."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--trees", type=int, default=2_000)
    given = parser.parse_args()
    held = list(documents(given.path, given.articles))
    with tempfile.TemporaryDirectory() as folder:
        index = _indexed(held, Path(folder))
        wrong, matches, seconds = _compare(index, Path(folder), _Chance(held), given.trees)
        index.close()
    rows = [
        ("random trees", f"{given.trees:,}"),
        ("articles, in three segments with deletions", f"{len(held):,}"),
        ("matches compared", f"{matches:,}"),
        ("trees with other documents or scores (1e-5)", f"{wrong:,}"),
        ("time of all answers, ours and Whoosh's", f"{seconds[0]:.1f} s, {seconds[1]:.1f} s"),
    ]
    write_section(
        "oracle", "Oracle: stock Whoosh on the same index", table(("`make bench-oracle`", "measured"), rows)
    )
    if wrong:
        raise SystemExit(f"{wrong} trees differ")


def _indexed(held: Sequence[Document], folder: Path) -> Index:
    """Several segments; every seventh article was replaced and every eleventh dropped."""
    index = Index.create(folder)
    for start in range(_SEGMENTS):
        index.update(held[start::_SEGMENTS], (), start)
    index.update(held[::7], [ArticleId(one.id) for one in held[::11]], _SEGMENTS)
    return index


def _compare(
    index: Index, folder: Path, chance: "_Chance", trees: int
) -> tuple[int, int, tuple[float, float]]:
    wrong = matches = 0
    ours = theirs = 0.0
    compiler = index._snapshot.compiler
    with open_dir(str(folder)).searcher(weighting=Bm25()) as searcher:
        for _ in range(trees):
            query = chance.query(3)
            began = time.perf_counter()
            found = index.find(Request(query))
            given = dict(zip(found.ids, found.scores or [0.0] * len(found.ids), strict=True))
            between = time.perf_counter()
            expected = _by_whoosh(searcher, compiler.tree(query))
            ours, theirs = ours + between - began, theirs + time.perf_counter() - between
            matches += len(expected)
            if not _same(given, expected, scored(query)):
                wrong += 1
                print(f"differs: {query}")
    return wrong, matches, (ours, theirs)


def _same(given: dict[ArticleId, float], expected: dict[ArticleId, float], with_scores: bool) -> bool:
    if given.keys() != expected.keys():
        return False
    return not with_scores or all(
        abs(given[number] - score) <= _TOLERANCE * max(1.0, abs(score)) for number, score in expected.items()
    )


def _by_whoosh(searcher: Searcher, tree: Tree) -> dict[ArticleId, float]:
    """What Whoosh finds, one posting at a time, with the scores."""
    found = {}
    for leaf, _offset in searcher.leaf_searchers():
        matcher = tree.matcher(leaf, leaf.context())
        while matcher.is_active():
            found[ArticleId(leaf.reader().stored_fields(matcher.id())["id"])] = matcher.score()
            matcher.next()
    return found


class _Chance:
    """Draws queries from the texts of articles, the same at every run."""

    def __init__(self, held: Sequence[Document]) -> None:
        self._held = held
        self._random = random.Random(2026)

    def query(self, depth: int) -> Query:
        """A tree of at most so many levels."""
        draw = self._random
        if depth == 0 or draw.random() < 0.3:
            return self._leaf(draw.choice(self._held))
        match draw.randrange(5):
            case 0:
                return Not(self.query(depth - 1))
            case 1 | 2:
                return Or(tuple(self.query(depth - 1) for _ in range(draw.randint(1, 3))))
        return And(tuple(self.query(depth - 1) for _ in range(draw.randint(1, 3))))

    def _leaf(self, document: Document) -> Query:
        draw = self._random
        field = draw.choice((None, None, None, *Field))
        match draw.randrange(13):
            case 0 | 1 | 2:
                return Phrase(self._piece(document, 4), field)
            case 3:
                return Phrase(self._piece(document, 12), field)
            case 4 | 5:
                return Words(self._piece(document, 8), field)
            case 12:
                return AnyWord(self._piece(document, 24), field)
            case 6:
                texts = tuple(self._piece(document, 2) for _ in range(draw.randint(2, 3)))
                return Near(texts, draw.randrange(12), field)
            case 7:
                return Prefix(draw.choice(_LETTERS), field)
            case 8:
                return Fuzzy(draw.choice(_LETTERS), draw.randint(1, 2), field)
        return self._value(document)

    def _value(self, document: Document) -> Query:
        draw = self._random
        match draw.randrange(5):
            case 0:
                return Everything()
            case 1:
                return Has(draw.choice(list(Having)))
            case 2 if document.tags:
                return Keyed(Key.TAG, draw.choice(document.tags))
            case 3 if document.published:
                year = document.published.iso[:4]
                return Dated(draw.choice((None, f"{year}-01-01")), draw.choice((None, f"{year}-12-31")))
        return Keyed(Key.SOURCE, document.source or "")

    def _piece(self, document: Document, longest: int) -> str:
        """Some characters that stand together; they may be punctuation alone."""
        start = self._random.randrange(len(document.text))
        return document.text[start : start + self._random.randint(1, longest)].replace("\n", " ")


if __name__ == "__main__":
    main()
