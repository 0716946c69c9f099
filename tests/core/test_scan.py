"""The meaning of each condition, on one article."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ztviewer.core.article import ArticleId, Document, State
from ztviewer.core.published import Published
from ztviewer.core.query import Near, Phrase, Words
from ztviewer.core.query_language import read
from ztviewer.core.scan import matches
from ztviewer.core.spelling import distance

DOCUMENT = Document(
    id=ArticleId(1),
    title="鎮江高新區五年蝶變\nDanfoss 落戶",
    text="投资2.6亿元，建设厂房。\u2028工人三百。\n人才是第一资源；镇江重视人才。",
    captions=("航拍：高新区\n摄影 张三",),
    source="新华日报",
    author=None,
    editor="李四",
    column="要闻",
    tags=("地区/镇江/高新区",),
    topics=("长江经济带",),
    published=Published("2022-06"),
    pictures=1,
    notes=0,
    state=State.ACTIVE,
)


def words(text: str) -> Sequence[str]:
    """Every two characters are a word."""
    return [text[at : at + 2] for at in range(0, len(text), 2)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", True),
        ("镇江高新", True),
        ("镇江工人", True),  # each word somewhere
        ("镇江扬州", False),
        ("“镇江高新区”", True),
        ("“江高新”", True),
        ("“蝶变danfoss”", False),  # never across paragraphs
        ("“厂房工人”", True),  # a line break inside one
        ("“元，建设”", True),
        ("“2.6亿”", True),
        ("“6亿”", False),  # a number is one token
        ("“高新区摄影”", False),
        ("标题:镇江", True),
        ("标题:“第一”", False),
        ("正文:“第一”", True),
        ("图注:张三", True),
        ("投资 NEAR/3 建设", True),
        ("投资 NEAR/2 建设", False),
        ("建设 NEAR/3 投资", True),
        ("人才 NEAR/0 镇江", False),
        ("人才 NEAR/2 镇江", True),
        ("镇江 NEAR/20 投资", False),
        ("danf*", True),
        ("anf*", False),
        ("2.*", False),
        ("danofss~1", True),
        ("tanfoss~1", True),
        ("danf~2", False),
        ("正文:danf*", False),
        ("来源:日报", True),
        ("来源:日  报", False),
        ("编辑:李四 栏目:要聞", True),
        ("作者:张", False),
        ("标签:地区", True),
        ("标签:地区/镇江", True),
        ("专题:长江", True),
        ("date:2022", True),
        ("date:2022-06-30", True),
        ("date:<2022-06-01", False),
        ("date:2022-07..", False),
        ("has:image", True),
        ("has:note", False),
        ("has:tag -has:note", True),
        ("镇江 OR 扬州", True),
        ("-镇江", False),
        ("is:trash", False),
    ],
)
def test_a_query_matches(typed: str, found: bool) -> None:
    assert matches(read(typed).query, DOCUMENT, words) is found


@pytest.mark.parametrize(
    ("typed", "found"),
    [("镇江", False), ("-扬州", False), ("镇江 is:trash", True), ("镇江 -is:trash", False)],
)
def test_the_trash_is_found_only_by_who_asks_for_it(typed: str, found: bool) -> None:
    assert matches(read(typed).query, replace(DOCUMENT, state=State.TRASH), words) is found


def test_a_text_without_tokens_is_nowhere() -> None:
    for query in (Words("！"), Phrase("！"), Near(("镇江", "！"), 5)):
        assert not matches(query, DOCUMENT, words)


def test_an_undated_article_is_of_no_date() -> None:
    assert not matches(read("date:..2030").query, replace(DOCUMENT, published=None), words)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("danfoss", "danfos", 1),
        ("danfoss", "danofss", 1),
        ("ca", "abc", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_distance_counts_edits_either_way(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits
