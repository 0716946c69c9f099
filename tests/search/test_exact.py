"""The exact mode keeps apart what the fold makes one, in what is found, scored and marked."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import open_dir

from tests.search.documents import document
from ztviewer.core.fold import fold
from ztviewer.core.query import Field, Near, Phrase, Query, Request
from ztviewer.core.scan import matches
from ztviewer.core.tokens import written
from ztviewer.search.highlight import Marker
from ztviewer.search.index import Index
from ztviewer.search.segmenter import words

FAMILIES = ["镇鎮", "发發髮", "干幹乾亁", "区區", "着著", "零〇○", "アｱ", "江", "人", "5G", "ＧgＧ"]


def random_text(chance: random.Random, longest: int) -> str:
    """Characters of few families, in all their ways of writing."""
    pieces = [chance.choice(chance.choice(FAMILIES)) for _ in range(chance.randint(1, longest))]
    return "".join(piece + chance.choice(["", "", "", "，", "\n"]) for piece in pieces)


def test_exact_queries_find_what_a_scan_finds(tmp_path: Path) -> None:
    chance = random.Random(17)
    documents = [
        document(number, random_text(chance, 6), random_text(chance, 30), captions=(random_text(chance, 4),))
        for number in range(1, 201)
    ]
    index = Index.create(tmp_path)
    for first in range(0, 200, 50):
        index.update(documents[first : first + 50], [], first + 50)
    index.compact()
    index.update(documents[100:120], [], 300)
    found_some = 0
    for _ in range(400):
        texts = [random_text(chance, 3).replace("\n", "") for _ in range(2)]
        field = chance.choice([None, *Field])
        queries: list[Query] = [
            Phrase(texts[0], field, exact=True),
            Near((texts[0], texts[1]), 4, field, exact=True),
        ]
        query = chance.choice(queries)
        expected = {each.id for each in documents if matches(query, each, words)}
        assert set(index.find(Request(query)).ids) == expected, query
        found_some += bool(expected)
        marker = Marker(query)
        for each in chance.sample(documents, 5):
            marked = [each.text[start:end] for start, end in marker.spans(each.text, Field.BODY)]
            body = document(1, "", each.text)
            assert bool(marked) == (field in (None, Field.BODY) and matches(query, body, words))
            assert all(written(piece) in [written(text) for text in texts] for piece in marked)
    index.close()
    assert found_some > 100


def test_one_character_among_very_many_written_otherwise_is_found(tmp_path: Path) -> None:
    index = Index.create(tmp_path)
    index.update([document(1, "", "裡" * 70_000 + "里"), document(2, "", "裡" * 70_000)], [], 1)
    assert list(index.find(Request(Phrase("里", exact=True))).ids) == [1]
    index.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("鎮江", [2]),
        ("镇江", [1, 4]),
        ("镇江高新區", [4]),  # mixed as it was typed
        ("發展", [2]),
        ("发展", [1, 4]),
        ("头髮", [3]),
        ("5g基站", [1, 2]),  # case and width of letters and digits are no matter
        ("江", [1, 2, 4]),  # written in one way only
        ("髮", [3]),
    ],
)
def test_only_the_very_characters_are_found(tmp_path: Path, text: str, found: list[int]) -> None:
    index = Index.create(tmp_path)
    texts = ["镇江发展5G基站", "鎮江發展５Ｇ基站", "头髮", "镇江高新區的发展"]
    index.update([document(number, "", each) for number, each in enumerate(texts, 1)], [], 1)
    assert sorted(index.find(Request(Phrase(text, exact=True))).ids) == found
    index.close()


def test_other_ways_to_write_a_character_do_not_count_to_the_length_of_a_text(tmp_path: Path) -> None:
    index = Index.create(tmp_path)
    index.update([document(1, "鎮江發展", "鎮江"), document(2, "镇江发展", "镇江")], [], 1)
    assert len(set(index.find(Request(Phrase("镇江"))).scores)) == 1
    with open_dir(str(tmp_path)).reader() as reader:
        assert reader.field_length("title") == 8
        assert list(reader.postings("title", "鎮".encode()).items_as("positions")) == [(0, [0])]
    index.close()


@given(st.text(st.sampled_from("镇鎮发發髮aＡ1１，\n○〇.ｱア"), max_size=12))
def test_what_is_written_folds_to_the_tokens(text: str) -> None:
    folded = [fold(token) for token in written(text)]
    assert "".join(folded) == "".join(written(fold(text)))
    assert all(len(token) == 1 or token == fold(token) for token in written(text))
