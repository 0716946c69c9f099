"""Every way of asking, and every way of getting it wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztviewer.core.fold import fold
from ztviewer.core.query import (
    And,
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
    Words,
)
from ztviewer.core.query_language import EXACTLY, HAVINGS, MOST_CONDITIONS, SCOPES, read
from ztviewer.core.tokens import tokens

EXACT = Phrase("鎮江", exact=True)
A, B, C = Words("镇江"), Words("扬州"), Words("人才")
TITLE = Field.TITLE


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Everything()),
        ("  \u3000 ", Everything()),
        ("镇江", A),
        ("镇江，", A),
        ("镇江 人才", And((A, C))),
        ("镇江　人才", And((A, C))),
        ("镇江 AND 人才", And((A, C))),
        ("镇江、扬州", Words("镇江、扬州")),
        ("镇江 OR 扬州", Or((A, B))),
        ("镇江 | 扬州", Or((A, B))),
        ("镇江｜扬州", Or((A, B))),
        ("镇江 或 扬州", Or((A, B))),
        ("镇江或扬州", Words("镇江或扬州")),
        ("镇江 or 扬州", And((A, Words("or"), B))),
        ("镇江 扬州 OR 人才", Or((And((A, B)), C))),
        ("镇江 (扬州 OR 人才)", And((A, Or((B, C))))),
        ("镇江（扬州｜人才）", And((A, Or((B, C))))),
        ("((镇江) (扬州 (人才)))", And((A, B, C))),
        ("镇江 -扬州", And((A, Not(B)))),
        ("镇江 －扬州", And((A, Not(B)))),
        ("镇江 NOT 扬州", And((A, Not(B)))),
        ("镇江 AND NOT 扬州", And((A, Not(B)))),
        ("镇江 非 扬州", And((A, Not(B)))),
        ("-(镇江 扬州)", Not(And((A, B)))),
        ("NOT NOT 镇江", A),
        ("镇江 - 扬州", And((A, B))),
        ("c919-x", Words("c919-x")),
        ('"创新 驱动"', Phrase("创新 驱动")),
        ("“创新驱动”", Phrase("创新驱动")),
        ("「创新“驱动”」", Phrase("创新“驱动")),
        ("《镇江》", A),
        ('-"镇江"', Not(Phrase("镇江"))),
        ('镇江"扬州"', And((A, Phrase("扬州")))),
        ('"镇江 人才"~10', Near(("镇江", "人才"), 10)),
        ("“镇江 人才”～3", Near(("镇江", "人才"), 3)),
        ("镇江 NEAR/10 人才", Near(("镇江", "人才"), 10)),
        ("镇江 NEAR 人才", Near(("镇江", "人才"), 10)),
        ("镇江 ＮＥＡＲ／0 人才 NEAR/5 扬州", Near(("镇江", "人才", "扬州"), 5)),
        ("标题:镇江 NEAR/2 人才", Near(("镇江", "人才"), 2, TITLE)),
        ("标题:镇江", Words("镇江", TITLE)),
        ("標題：“镇江”", Phrase("镇江", TITLE)),
        ("TITLE: 镇江", Words("镇江", TITLE)),
        ("标题:(镇江 OR 扬州)", Or((Words("镇江", TITLE), Words("扬州", TITLE)))),
        ("标题:(镇江 正文:扬州)", And((Words("镇江", TITLE), Words("扬州", Field.BODY)))),
        ("-图注:镇江", Not(Words("镇江", Field.CAPTION))),
        ("来源:新华日报", Keyed(Key.SOURCE, "新华日报")),
        ('source:"People\'s Daily"', Keyed(Key.SOURCE, "People's Daily")),
        ("作者:张三 编辑:李四", And((Keyed(Key.AUTHOR, "张三"), Keyed(Key.EDITOR, "李四")))),
        ("标签:地区/镇江", Keyed(Key.TAG, "地区/镇江")),
        ("tag:C++", Keyed(Key.TAG, "C++")),
        ("tag:*", Has(Having.TAG)),
        ("栏目:要闻* 专题:(高新区)", And((Keyed(Key.COLUMN, "要闻"), Keyed(Key.TOPIC, "高新区")))),
        ("date:2021..2022", Dated("2021-01-01", "2022-12-31")),
        ("日期：2021-05", Dated("2021-05-01", "2021-05-31")),
        ("date:>2021-05-14", Dated("2021-05-15", None)),
        ("date:> 2021", Dated("2022-01-01", None)),
        ("has:image is:trash 有:批注", And((Has(Having.IMAGE), Has(Having.TRASH), Has(Having.NOTE)))),
        ("danfos*", Prefix("danfos")),
        ("标题:Ｄanfos＊", Prefix("Ｄanfos", TITLE)),
        ("danfoss~1", Fuzzy("danfoss", 1)),
        ("danfoss～", Fuzzy("danfoss", 1)),
        ("danfoss~0", Words("danfoss")),
        ("3~5", Words("3~5")),
        ("2021~2022", Words("2021~2022")),
        ("* 镇江", A),
        ("http://a.cn/b", Words("http://a.cn/b")),
        ("或", Words("或")),
        ("NOT", Words("NOT")),
        ("exact:鎮江", EXACT),
        ("精確：鎮江 镇江", And((EXACT, A))),
        ('精确:"鎮江"', EXACT),
        (
            "exact:(鎮江 扬州 -人才)",
            And((EXACT, Phrase("扬州", exact=True), Not(Phrase("人才", exact=True)))),
        ),
        ("-exact:鎮江", Not(EXACT)),
        ("标题:exact:鎮江", Phrase("鎮江", TITLE, exact=True)),
        ("exact:标题:鎮江", Phrase("鎮江", TITLE, exact=True)),
        ("标题:(exact:鎮江 镇江)", And((Phrase("鎮江", TITLE, exact=True), Words("镇江", TITLE)))),
        ("exact:来源:鎮江", Keyed(Key.SOURCE, "鎮江")),
        ("exact:danfos*", Prefix("danfos")),
        ("exact:三十万", Phrase("三十万", exact=True)),
        ('exact:"鎮江 人才"~3', Near(("鎮江", "人才"), 3, exact=True)),
        ("exact:鎮江 NEAR/3 exact:人才", Near(("鎮江", "人才"), 3, exact=True)),
    ],
)
def test_a_query_is_read(typed: str, query: Query) -> None:
    assert read(typed).query == query
    assert read(typed).text == typed


@pytest.mark.parametrize(
    ("typed", "query", "remark"),
    [
        ('"镇江 人才', Phrase("镇江 人才"), "quotation mark"),
        ("「镇江", Phrase("镇江"), "quotation mark"),
        ("(镇江 OR 扬州", Or((A, B)), "not closed"),
        ("镇江) 扬州", And((A, B)), "never opened"),
        ("镇江 OR", A, "operator"),
        ("或 镇江", A, "operator"),
        ("镇江 AND AND 扬州", And((A, B)), "operator"),
        ("镇江 NOT", A, "operator"),
        ("镇江 NEAR/3", A, "operator"),
        ("NEAR/3 镇江", A, "operator"),
        ("镇江 NEAR (扬州 人才)", And((A, B, C)), "NEAR"),
        ('"镇江"~5', Phrase("镇江"), "spaces"),
        ("标题:", Everything(), "标题"),
        ("镇江 title: OR 扬州", Or((A, B)), "title"),
        ("来源:*", Everything(), "source"),
        ("date:昨天 镇江", A, "昨天"),
        ("has:colour", Everything(), "colour"),
        ("*", Everything(), "every article"),
        ("镇江*", A, "letters"),
        ("dan*oss", Words("dan*oss"), "end of a word"),
        ("镇江~10", A, "letters"),
        ("danfoss~9", Fuzzy("danfoss", 2), "2"),
        ("titel:镇江", Words("titel:镇江"), "titel"),
        ("！", Everything(), "nothing"),
        ("()", Everything(), "nothing"),
        ("exact:", Everything(), "exact"),
        ("exact:鎮江 NEAR/3 镇江", And((EXACT, A)), "NEAR"),
    ],
)
def test_what_is_mended_is_said(typed: str, query: Query, remark: str) -> None:
    reading = read(typed)
    assert reading.query == query
    assert remark in "\n".join(reading.remarks)


def test_every_name_before_a_colon_is_written_as_it_is_compared() -> None:
    assert [name for name in [*SCOPES, *HAVINGS, *EXACTLY] if fold(name) != name] == []


@pytest.mark.parametrize("typed", ["鎮江", "標題:鎮江 OR -五年", '"五年"', "date:2021 鎮江 NEAR/2 五年"])
def test_a_query_read_exactly_is_as_if_it_stood_behind_exact(typed: str) -> None:
    assert read(typed, exact=True).query == read(f"exact:({typed})").query


PIECES = """
( ) （ ） " “ ” 「 」 | OR AND NOT NEAR NEAR/3 - -- 或 非 标题: tag: date: has: exact: : * ~ ~2 镇江 人才 danfoss x~1 y* 2021 > .. image , 、
"""
SOUP = st.lists(st.sampled_from([*PIECES.split(), " ", "\u3000", "\n"]), max_size=30).map("".join)


@settings(deadline=None)
@given(st.one_of(st.text(), SOUP))
def test_anything_can_be_read_and_every_text_asked_for_holds_a_token(typed: str) -> None:
    reading = read(typed)
    assert all(tokens(fold(text)) for text in _texts(reading.query))
    assert len(set(reading.remarks)) == len(reading.remarks)


def _texts(query: Query) -> list[str]:
    match query:
        case And(parts) | Or(parts):
            assert len(parts) > 1
            return [text for part in parts for text in _texts(part)]
        case Not(part):
            return _texts(part)
        case Near(texts):
            return list(texts)
        case Words(text) | Phrase(text) | Prefix(text) | Fuzzy(text):
            return [text]
    return []


@pytest.mark.parametrize(
    "piece", ["(", '"', "-", "*", "~", "镇", "标题:", "NOT ", "a ", "(a ", "a|", "NEAR ", "((a OR "]
)
def test_a_query_of_any_length_is_read(piece: str) -> None:
    reading = read(piece * (100_000 // len(piece)))
    assert len(_texts(reading.query)) <= MOST_CONDITIONS
