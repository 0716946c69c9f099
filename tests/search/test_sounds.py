"""Ways to write a text that sound the same are made of what stands side by side in the articles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.search.documents import PLAIN
from ztviewer.core.article import ArticleId
from ztviewer.search import Index

TEXTS = ["镇江高新区产业", "镇江人才", "镇将", "实事求是", "C919飞机起飞"]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    made = Index.create(tmp_path)
    made.update(
        [replace(PLAIN, id=ArticleId(number), text=text) for number, text in enumerate(TEXTS, 1)], [], 1
    )
    yield made
    made.close()


@pytest.mark.parametrize(
    ("typed", "likeliest"),
    [
        ("振江", "镇江"),
        ("鎮疆", "镇江"),
        ("镇江人财", "镇江人才"),
        ("搞新取产业", "高新区产业"),
        ("石事球是", "实事求是"),
        ("c919非机", "c919飞机"),
    ],
)
def test_the_likeliest_way_comes_first(index: Index, typed: str, likeliest: str) -> None:
    assert index.sounding_alike(typed)[0] == likeliest


@pytest.mark.parametrize("typed", ["", "！", "江", "c919", "danfoss 5g", "江" * 13])
def test_what_is_no_name_has_no_other_way(index: Index, typed: str) -> None:
    assert index.sounding_alike(typed) == []


def test_the_text_itself_is_no_other_way_to_write_it(index: Index) -> None:
    assert "镇江" not in index.sounding_alike("镇江")
    assert "镇将" in index.sounding_alike("镇江")
