"""Whoosh's own readers and matchers on the same index are the oracle; on real articles a scan is."""

import json
import lzma
import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import opencc
import pytest
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, Schema
from whoosh.index import create_in, open_dir
from whoosh.query import And, Term, Wildcard
from whoosh.query import Query as Tree
from whoosh.searching import Searcher

from tests.search.documents import document, random_document, random_query
from ztviewer.core.article import ArticleId, Document
from ztviewer.core.fold import fold
from ztviewer.core.query import Phrase, Query, Request
from ztviewer.core.tokens import token_texts
from ztviewer.search.codec.whoosh_codec import ArrayCodec
from ztviewer.search.compile import scored
from ztviewer.search.index import Index
from ztviewer.search.ranking import Bm25
from ztviewer.search.schema import Tokens

REAL = 2000
PIECES = 500
LONGEST = 12

TRADITIONAL = opencc.OpenCC("s2t").convert
WAYS: list[Callable[[str], str]] = [
    str,
    TRADITIONAL,
    opencc.OpenCC("t2s").convert,
    lambda text: text.translate({point: point + 0xFEE0 for point in range(0x21, 0x7F)}),
]
"""of writing what is looked for: as it stands, traditional, simplified, in full width"""


def by_whoosh(searcher: Searcher, tree: Tree) -> dict[int, float]:
    """The ids that Whoosh finds, one posting at a time, with their scores."""
    found = {}
    for leaf, _offset in searcher.leaf_searchers():
        matcher = tree.matcher(leaf, leaf.context())
        while matcher.is_active():
            found[leaf.reader().stored_fields(matcher.id())["id"]] = matcher.score()
            matcher.next()
    return found


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[tuple[Index, Path]]:
    """An index of several segments with deletions in them."""
    chance = random.Random(7)
    index = Index.create(tmp_path / "index")
    for first in (1, 101, 201):
        index.update([random_document(chance, number) for number in range(first, first + 100)], [], first)
    changed = [random_document(chance, number) for number in chance.sample(range(1, 301), 40)]
    index.update(changed, [ArticleId(number) for number in range(1, 301, 11)], 999)
    yield index, tmp_path / "index"
    index.close()


def test_random_trees_score_as_whoosh_scores_them(mixed: tuple[Index, Path]) -> None:
    index, folder = mixed
    chance = random.Random(8)
    compiler = index._snapshot.compiler
    with open_dir(str(folder)).searcher(weighting=Bm25()) as searcher:
        assert len(searcher.leaf_searchers()) > 1
        for _ in range(300):
            query: Query = random_query(chance)
            found = index.find(Request(query))
            expected = by_whoosh(searcher, compiler.tree(query))
            assert set(found.ids) == set(expected), query
            if scored(query):
                given = [expected[number] for number in found.ids]
                np.testing.assert_allclose(
                    list(found.scores), given, rtol=1e-5, atol=1e-5, err_msg=repr(query)
                )


def test_whoosh_itself_searches_the_index(mixed: tuple[Index, Path]) -> None:
    index, folder = mixed
    whoosh = open_dir(str(folder))
    with whoosh.searcher(weighting=Bm25()) as searcher:
        reader = searcher.reader()
        terms = list(reader.all_terms())
        assert terms == sorted(set(terms))
        for field, term in random.Random(9).sample(terms, 200):
            assert (field, term) in reader
            info = reader.term_info(field, term)
            postings = list(reader.postings(field, term).items_as("positions"))
            assert info.doc_frequency() == reader.doc_frequency(field, term) >= len(postings)
            assert all(positions == sorted(set(positions)) != [] for _, positions in postings)
            results = searcher.search(Term(field, term.decode()), limit=None)
            assert {hit.docnum for hit in results} == {number for number, _ in postings}
        assert reader.doc_count() == index.documents()


def test_what_whooshs_writer_writes_is_the_same_in_arrays_as_in_its_own_codec(tmp_path: Path) -> None:
    chance = random.Random(10)
    written = [random_document(chance, number) for number in range(60)]
    read = []
    for name, codec in (("own", W3Codec()), ("arrays", ArrayCodec())):
        folder = tmp_path / name
        folder.mkdir()
        whoosh = create_in(
            str(folder), Schema(code=ID(unique=True, stored=True), body=Tokens(), title=Tokens())
        )
        for first in (0, 30):
            with whoosh.writer(codec=codec) as writer:
                for each in written[first : first + 30]:
                    writer.update_document(code=str(each.id % 50), body=each.text, title=each.title)
        for optimize in (False, True):
            whoosh.writer(codec=codec).commit(merge=optimize, optimize=optimize)
            with whoosh.reader() as reader:
                terms = list(reader.all_terms())
                kinds = ["weight" if field == "code" else "positions" for field, _term in terms]
                postings = [
                    list(reader.postings(*term).items_as(kind))
                    for term, kind in zip(terms, kinds, strict=True)
                ]
                read.append((name, optimize, reader.doc_count(), terms, postings))
    assert bool(list((tmp_path / "arrays").glob("*.arrays")))
    assert [each[2:] for each in read[:2]] == [each[2:] for each in read[2:]]


def test_what_the_evaluator_does_not_know_whoosh_evaluates(mixed: tuple[Index, Path]) -> None:
    index, folder = mixed
    tree = And([Wildcard("body", "镇*江"), Term("title", "江")])
    found = index._snapshot._evaluate(tree)
    with open_dir(str(folder)).searcher(weighting=Bm25()) as searcher:
        expected = by_whoosh(searcher, tree)
    ids = index._snapshot.columns.ids[found.documents].tolist()
    assert len(ids) > 1
    assert dict(zip(ids, found.scores.tolist(), strict=True)) == pytest.approx(expected, rel=1e-5)


@pytest.fixture(scope="module")
def real(shared_data: Path) -> list[Document]:
    path = shared_data / "news" / "articles.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, REAL)]
    return [
        document(number, row.get("title", ""), row["body"] if number % 4 else TRADITIONAL(row["body"]))
        for number, row in enumerate(rows, start=1)
    ]


@pytest.fixture(scope="module")
def index_of_real(real: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.create(tmp_path_factory.mktemp("real"))
    half = len(real) // 2
    index.update(real[:half], [], 1)
    index.update(real[half:], [], 2)
    index.compact()
    yield index
    index.close()


def line(text: str) -> str:
    """The tokens of a text, each between line ends, so that a run of whole tokens is a substring."""
    return "\n" + "\n".join(token_texts(fold(text))) + "\n"


def test_random_pieces_of_real_articles_are_found_exactly_where_they_stand(
    real: list[Document], index_of_real: Index
) -> None:
    chance = random.Random(2026)
    lines = {each.id: [line(text) for text in f"{each.title}\n{each.text}".split("\n")] for each in real}
    asked = 0
    while asked < PIECES:
        text = chance.choice(real).text
        start = chance.randrange(len(text))
        piece = chance.choice(WAYS)(text[start : start + chance.randint(1, LONGEST)].replace("\n", " "))
        wanted = line(piece)
        if wanted == "\n\n":
            continue
        asked += 1
        found = set(index_of_real.find(Request(Phrase(piece))).ids)
        assert found == {number for number, each in lines.items() if any(wanted in one for one in each)}, (
            piece
        )
