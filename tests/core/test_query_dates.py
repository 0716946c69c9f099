"""Dates as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztviewer.core.query import Dated
from ztviewer.core.query_dates import read_dates


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021年", "2021-01-01", "2021-12-31"),
        ("2021-05", "2021-05-01", "2021-05-31"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2021-05-14", "2021-05-14", "2021-05-14"),
        ("2021/5/14", "2021-05-14", "2021-05-14"),
        ("２０２１．５．１４", "2021-05-14", "2021-05-14"),
        ("20210514", "2021-05-14", "2021-05-14"),
        ("202105", "2021-05-01", "2021-05-31"),
        ("2021年5月", "2021-05-01", "2021-05-31"),
        ("2021年5月14日", "2021-05-14", "2021-05-14"),
        ("二〇二二年六月", "2022-06-01", "2022-06-30"),
        ("二零二二年十二月三十一日", "2022-12-31", "2022-12-31"),
        ("二○二二年十月二十日", "2022-10-20", "2022-10-20"),
        ("2021..2022", "2021-01-01", "2022-12-31"),
        ("2022..2021", "2021-01-01", "2022-12-31"),
        ("2021-05～2021-06", "2021-05-01", "2021-06-30"),
        ("2021年5月至2022年", "2021-05-01", "2022-12-31"),
        ("2021..", "2021-01-01", None),
        ("..2021-05", None, "2021-05-31"),
        (">2021-05-14", "2021-05-15", None),
        ("＞2021", "2022-01-01", None),
        (">=2021", "2021-01-01", None),
        ("<2021-05", None, "2021-04-30"),
        ("<=2021-05", None, "2021-05-31"),
        ("≤ 2021", None, "2021-12-31"),
        ("=2021", "2021-01-01", "2021-12-31"),
    ],
)
def test_a_typed_date_means_these_days(typed: str, first: str | None, last: str | None) -> None:
    assert read_dates(typed) == Dated(first, last)


NO_DATES = """
.. 昨天 2021-13 2021-00 2021-02-30 202 20215 > >9999 0000 2021..2022..2023 2021..去年 二〇二二年十十月 二〇二二年二三月 五月 ٢٠٢١
"""


@pytest.mark.parametrize("typed", ["", *NO_DATES.split()])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_dates(typed) is None


@settings(deadline=None)
@given(st.text(st.sampled_from("0129.年月日-/<>=~至十二〇 "), max_size=14))
def test_a_date_that_was_read_is_in_order(typed: str) -> None:
    dated = read_dates(typed)
    if dated is not None:
        assert dated.first or dated.last
        assert dated.first is None or dated.last is None or dated.first <= dated.last
