"""A number or date is the same however it is written; what is no number stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztviewer.core.numerals import MOST_SPELLINGS, spellings

SAME = [
    [
        "二〇二二年六月六日",
        "2022年6月6日",
        "2022年06月06日",
        "2022-06-06",
        "2022-6-6",
        "2022.6.6",
        "20220606",
        "2022年6月6号",
    ],
    ["2021年12月", "二〇二一年十二月"],
    ["6月6日", "06月06日", "六月六日", "六月六号"],
    ["三十万", "30万", "300000"],
    ["三万五千", "3.5万", "35000"],
    ["八百三十四亿五千万", "834.5亿", "83450000000"],
    ["两百", "二百", "200"],
    ["一百一十", "110"],
    ["一千零五", "1005"],
    ["十万", "10万"],
    ["三亿零五百万", "3.05亿"],
    ["两年", "二年", "2年"],
    ["二〇二二年", "2022年"],
    ["第三十届", "第30届"],
    ["二十一世纪", "21世纪"],
]


@pytest.mark.parametrize(("one", "other"), [(one, other) for ways in SAME for one in ways for other in ways])
def test_each_way_leads_to_every_other(one: str, other: str) -> None:
    assert other.replace("〇", "零") in spellings(one)


def test_any_mark_in_a_date_will_do() -> None:
    assert "2022年6月6日" in spellings("2022/6/6")
    assert "2022年6月6日" in spellings("２０２２／０６／０６")


@pytest.mark.parametrize(
    "text",
    [
        "一般", "万一", "十分", "千万", "十", "5", "10", "c919", "5g", "1.5", "007", "十三五", "五四运动", "三五",
        "2022-13-06", "2022.6.6.1", "13月", "零", "", "!", "镇江", "9999999999999", "一二三",
    ],
)  # fmt: skip
def test_what_is_no_number_or_date_is_written_one_way(text: str) -> None:
    assert spellings(text) == (text,)


def test_everything_around_stays() -> None:
    assert spellings("Ａ镇江30万人") == (
        "a镇江30万人", "a镇江300000人", "a镇江三十万人",
    )  # fmt: skip
    assert "二零二二年三十万" in spellings("2022年30万")


@given(st.integers(11, 10**12 - 1))
def test_every_number_comes_back_from_how_it_is_written(value: int) -> None:
    for written in spellings(str(value)):
        if not re.fullmatch(r"[0-9]{8}|[0-9]{4}(年|[-.]).*|.*[日号]", written):  # it may be a date as well
            assert str(value) in spellings(written)


@given(st.text(st.sampled_from("零一二三四五六七八九十百千万亿两0123456789年月日号.-/ab镇 "), max_size=40))
def test_the_text_comes_first_and_there_are_never_too_many(text: str) -> None:
    found = spellings(text)
    assert found[0] == text
    assert len(found) == len(set(found)) <= MOST_SPELLINGS
