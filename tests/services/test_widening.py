"""Sentences and queries that find nothing ask for any of their words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search.documents import document
from ztviewer.core.query import And, AnyWord, Field, Not, Or, Phrase, Query, Request, Words
from ztviewer.core.query_language import read
from ztviewer.search import Index
from ztviewer.services.widening import loosened, meant

SENTENCE = "高新区如何吸引航空产业的人才"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index.create(tmp_path / "index")
    opened.update(
        [
            document(1, "高新区吸引人才", "产业发展"),
            document(2, "航空产业", "高新区如何吸引航空产业的人才"),
            document(3, "镇江的港口", "船舶"),
        ],
        [],
        1,
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Words("长句"), AnyWord("长句")),
        (Words("词"), Words("词")),
        (Phrase("长句"), Phrase("长句")),
        (Not(Words("长句")), Not(Words("长句"))),
        (And((Words("词"), Words("长句"))), AnyWord("词 长句")),
        (And((Words("词", Field.TITLE), Words("长句"))), And((Words("词", Field.TITLE), AnyWord("长句")))),
        (
            And((Phrase("引"), Words("长句"), Not(Words("词")))),
            And((Phrase("引"), AnyWord("长句"), Not(Words("词")))),
        ),
        (Or((Words("长句"), Words("词"))), Or((AnyWord("长句"), Words("词")))),
    ],
)
def test_of_a_sentence_any_word_is_enough_and_runs_beside_it_belong_to_it(
    query: Query, expected: Query
) -> None:
    assert loosened(query, lambda text: text == "长句") == expected


def test_a_sentence_finds_what_has_some_of_its_words_the_whole_first(index: Index) -> None:
    reading = meant(index, read(SENTENCE))
    assert reading.query == AnyWord(SENTENCE)
    assert not reading.remarks
    assert index.find(Request(reading.query)).ids[:] == [2, 1]


def test_a_query_that_finds_nothing_is_widened_and_says_so(index: Index) -> None:
    reading = meant(index, read("镇江 人才"))
    assert reading.query == AnyWord("镇江 人才")
    assert len(reading.remarks) == 1
    assert set(index.find(Request(reading.query)).ids) == {1, 2, 3}


def test_what_holds_every_word_stands_first_however_often_others_hold_most(tmp_path: Path) -> None:
    """A text that repeats itself has leaves whose scores add up to thousands."""
    country = "中华人民共和国"
    opened = Index.create(tmp_path / "index")
    opened.update(
        [
            document(1, "", f"{country}，镇江。" + "填充" * 3000),
            document(2, "", country * 40),
            *(document(number, "", "别的" * 100) for number in range(3, 1000)),
        ],
        [],
        1,
    )
    found = opened.find(Request(AnyWord(country * 60 + "镇江")))
    assert found.ids[:] == [1, 2]
    assert found.scores[1] > 2000
    opened.close()


@pytest.mark.parametrize("text", ["高新区 人才", '"镇江 人才"', "火星", "镇江 -港口", ""])
def test_other_queries_stay_as_they_are(index: Index, text: str) -> None:
    assert meant(index, read(text)) == read(text)
