"""The index answers as its documents say, in the order asked for, with exact counts."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search.documents import document, random_document, random_query
from ztviewer.core.article import ArticleId, Document, State
from ztviewer.core.errors import Cancelled, IndexUnusable
from ztviewer.core.published import Published
from ztviewer.core.query import (
    And,
    Choice,
    Everything,
    Facet,
    Field,
    Has,
    Having,
    Key,
    Keyed,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Request,
    Sort,
    Words,
)
from ztviewer.core.scan import matches
from ztviewer.search.highlight import Marker
from ztviewer.search.index import Index
from ztviewer.search.segmenter import words

ARTICLES = [
    document(
        1,
        "镇江高新区五年蝶变\n从荒滩到新城",
        "镇江高新区的产业。\n人才来了",
        captions=("航空馆", "图为C919飞机"),
        source="新华日报",
        column="要闻",
        tags=("地区/镇江",),
        topics=("五年",),
        published=Published("2022-06-06T09:35+08:00"),
        pictures=1,
    ),
    document(
        2,
        "鎮江的江",
        "江边高新，区里人才。镇江有长江。这一篇要长一些，才好按长短排。",
        source="镇江日报",
        tags=("地区", "产业"),
        published=Published("2022-06"),
    ),
    document(3, "没有日期", "丹佛斯 danfoss 在海盐", source="新华日报"),
    document(4, "扔掉的镇江", "高新区", state=State.TRASH, published=Published("2021")),
    document(5, "最早的一篇", "产业与镇江", published=Published("1949-10-01"), source="新华日报"),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index.create(tmp_path / "index")
    index.update(ARTICLES, [], 5)
    yield index
    index.close()


def ids(index: Index, query: Query, *choices: Choice, sort: Sort = Sort.RELEVANCE) -> list[int]:
    return list(index.find(Request(query, choices, sort)).ids)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Phrase("高新区"), {1, 2}),
        (Phrase("鎮江"), {1, 2, 5}),
        (Phrase("江高新"), {1}),  # across words
        (Phrase("产业人才"), set()),  # never across paragraphs
        (Phrase("变从"), set()),  # nor lines of the title
        (Phrase("馆图"), set()),  # nor captions
        (Phrase("c919飞机"), {1}),
        (Phrase("919"), set()),  # a run is one token
        (Phrase("镇江", Field.TITLE), {1, 2}),
        (Words("人才镇江"), {1, 2}),
        (Not(Phrase("镇江")), {3}),
        (And((Phrase("镇江"), Not(Phrase("高新")))), {5}),
        (Keyed(Key.TAG, "地区"), {1, 2}),
        (Keyed(Key.SOURCE, "鎮江"), {2}),
        (Has(Having.TRASH), {4}),
        (Has(Having.IMAGE), {1}),
        (Phrase("！？"), set()),
        (Everything(), {1, 2, 3, 5}),
    ],
)
def test_a_question_finds_what_it_means(index: Index, query: Query, found: set[int]) -> None:
    assert set(ids(index, query)) == found


def test_articles_that_hold_an_unquoted_run_whole_come_first(tmp_path: Path) -> None:
    index = Index.create(tmp_path)
    scattered = document(1, "人才人才镇江镇江", "人才，镇江。\n人才")
    whole = document(2, "", "很长" * 500 + "镇江人才" + "很长" * 500)
    index.update([scattered, whole], [], 1)
    assert ids(index, Words("镇江人才")) == [2, 1]
    index.close()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.OLDEST, [5, 2, 1, 3]),
        (Sort.NEWEST, [1, 2, 5, 3]),
        (Sort.RELEVANCE, [1, 2, 5, 3]),
        (Sort.LENGTH, [2, 1, 3, 5]),
        (Sort.TITLE, [5, 3, 2, 1]),
    ],
)
def test_everything_comes_in_the_order_asked_for(index: Index, sort: Sort, order: list[int]) -> None:
    found = index.find(Request(sort=sort))
    assert (list(found.ids), list(found.scores)) == (order, [])


def test_the_best_match_comes_first_with_its_score(index: Index) -> None:
    found = index.find(Request(Phrase("镇江")))
    assert next(iter(found.ids)) == 2
    assert list(found.scores) == sorted(found.scores, reverse=True)


def test_facets_count_the_result_and_tags_count_for_those_above_them(index: Index) -> None:
    facets = index.find(Request()).facets
    assert {facet: list(counts) for facet, counts in facets.items()} == {
        Facet.TOPIC: [("五年", 1)],
        Facet.TAG: [("地区", 2), ("产业", 1), ("地区/镇江", 1)],
        Facet.SOURCE: [("新华日报", 3), ("镇江日报", 1)],
        Facet.YEAR: [("2022", 2), ("1949", 1)],
        Facet.MONTH: [("2022-06", 2), ("1949-10", 1)],
        Facet.COLUMN: [("要闻", 1)],
        Facet.IMAGE: [("yes", 1)],
    }


@pytest.mark.parametrize(
    ("choices", "found"),
    [
        ([Choice(Facet.TAG, "地区")], {1, 2}),
        ([Choice(Facet.TAG, "地", excluded=True)], {1, 2, 3, 5}),  # a tag that does not exist
        ([Choice(Facet.SOURCE, "新华日报"), Choice(Facet.SOURCE, "镇江日报")], {1, 2, 3, 5}),
        ([Choice(Facet.SOURCE, "新华日报"), Choice(Facet.YEAR, "2022")], {1}),
        ([Choice(Facet.SOURCE, "新华日报"), Choice(Facet.TAG, "地区/镇江", excluded=True)], {3, 5}),
        ([Choice(Facet.MONTH, "2022-06")], {1, 2}),
        ([Choice(Facet.IMAGE, "yes", excluded=True)], {2, 3, 5}),
        ([Choice(Facet.TOPIC, "五年")], {1}),
        ([Choice(Facet.COLUMN, "要闻")], {1}),
        ([Choice(Facet.YEAR, "never")], set()),
    ],
)
def test_choices_narrow(index: Index, choices: list[Choice], found: set[int]) -> None:
    assert set(ids(index, Everything(), *choices)) == found
    counted = index.find(Request(choices=tuple(choices))).facets[Facet.SOURCE]
    assert sum(count for _, count in counted) == len(found)


def test_an_update_replaces_and_drops_and_is_the_same_twice(index: Index) -> None:
    for _twice in range(2):
        index.update(
            [document(2, "", "只剩扬州"), document(6, "", "镇江新来")], [ArticleId(1), ArticleId(99)], 9
        )
        assert set(ids(index, Phrase("镇江"))) == {5, 6}
        assert ids(index, Phrase("扬州")) == [2]
        assert (index.documents(), index.seen) == (5, 9)


def test_an_update_that_is_cancelled_changes_nothing(index: Index) -> None:
    def cancelled() -> Iterator[Document]:
        yield document(1, "扬州")
        raise Cancelled

    with pytest.raises(Cancelled):
        index.update(cancelled(), [ArticleId(2)], 9)
    assert set(ids(index, Phrase("镇江"))) == {1, 2, 5}
    assert index.seen == 5
    index.update([document(1, "扬州")], [ArticleId(2)], 9)
    assert set(ids(index, Phrase("镇江"))) == {5}


def test_what_was_committed_is_there_when_the_index_is_opened_again(index: Index, tmp_path: Path) -> None:
    again = Index.open(tmp_path / "index")
    assert (again.seen, again.documents()) == (5, 5)
    assert set(ids(again, Phrase("镇江"))) == {1, 2, 5}
    again.close()


def test_a_question_that_is_cancelled_stops_between_its_parts(index: Index) -> None:
    query = Or(tuple(map(Phrase, ["镇江", "人才", "产业", "扬州"])))
    calls = 0

    def stop_at_the_third(done: int, total: int | None, note: str = "") -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        index.find(Request(query), stop_at_the_third)
    assert calls == 3
    assert set(ids(index, query)) == {1, 2, 5}


@pytest.mark.parametrize(
    "written",
    [
        ["二〇二二年六月六日", "2022年6月6日", "2022-06-06", "2022年06月06日", "20220606"],
        ["三十万", "30万", "300000"],
    ],
)
def test_numbers_and_dates_meet_however_they_are_written_but_quoted_ones_stand_for_themselves(
    tmp_path: Path, written: list[str]
) -> None:
    index = Index.create(tmp_path)
    documents = [document(number, f"会期：{each}起") for number, each in enumerate(written, 1)]
    index.update(documents, [], 1)
    every = {each.id for each in documents}
    for number, each in enumerate(written, 1):
        unquoted: list[Query] = [Words(each), Words(each, Field.TITLE), Near((each, "会期"), 3)]
        for query in unquoted:
            assert set(ids(index, query)) == every
            assert all(matches(query, one, words) for one in documents)
            assert all(Marker(query).spans(one.title, Field.TITLE) for one in documents)
        quoted: list[Query] = [Phrase(each), Near((each, "会期"), 3, exact=True)]
        for query in quoted:
            assert ids(index, query) == [number]
    index.close()


def test_an_empty_index_answers(tmp_path: Path) -> None:
    index = Index.create(tmp_path)
    assert (ids(index, Phrase("镇江")), ids(index, Everything()), index.seen) == ([], [], 0)
    index.update([], [], 3)
    again = Index.open(tmp_path)
    assert again.seen == 3
    again.close()
    index.close()


def test_random_trees_find_what_a_scan_finds(tmp_path: Path) -> None:
    chance = random.Random(20221106)
    documents = {number: random_document(chance, number) for number in range(1, 301)}
    index = Index.create(tmp_path)
    for first in range(1, 301, 100):
        index.update([documents[number] for number in range(first, first + 100)], [], first)
    for number in chance.sample(sorted(documents), 40):
        documents[number] = random_document(chance, number)
    index.update(documents.values(), [], 400)
    for number in chance.sample(sorted(documents), 40):
        del documents[number]
    index.update([], [ArticleId(number) for number in range(1, 301) if number not in documents], 500)
    for _ in range(400):
        query = random_query(chance)
        expected = {number for number, each in documents.items() if matches(query, each, words)}
        assert set(ids(index, query)) == expected, query
    index.close()


@pytest.mark.parametrize("harm", ["empty folder", "no folder", "cut", "rubbish"])
def test_a_folder_that_is_no_index_is_unusable(tmp_path: Path, index: Index, harm: str) -> None:
    folder = tmp_path / ("index" if harm in ("cut", "rubbish") else "other")
    index.close()
    if harm == "empty folder":
        folder.mkdir()
    for path in folder.glob("*.toc"):
        path.write_bytes(path.read_bytes()[:-20] if harm == "cut" else b"rubbish")
    with pytest.raises(IndexUnusable):
        Index.open(folder)
