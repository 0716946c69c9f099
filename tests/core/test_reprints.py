"""What counts as a reprint, and how two texts differ."""

import pytest

from ztviewer.core.differences import Passage, changed, differences, sentences
from ztviewer.core.query import Span
from ztviewer.core.reprints import SHORT, is_reprint, resemblance, shingles

TEXT = "港城高新区成立五年，引进配套企业三十家。投资超过八百亿元，园区道路全部通车。"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TEXT, 1.0),
        ("港城高新區成立五年, 引進配套企業三十家.\n投資超過八百億元,園區道路全部通車", 1.0),
        (TEXT.replace("三十", "四十"), 19 / 35),
        ("毫不相干的一篇短文，讲的是江上的渡船。", 0.0),
        ("太短", 0.0),
        ("", 0.0),
    ],
)
def test_punctuation_paragraphs_and_variants_do_not_count(other: str, expected: float) -> None:
    assert resemblance(TEXT, other) == resemblance(other, TEXT) == pytest.approx(expected)


def test_a_text_of_less_than_a_shingle_resembles_nothing() -> None:
    assert shingles("一二三四五六七") == frozenset()
    assert resemblance("一二三四五六七", "一二三四五六七") == 0.0
    assert shingles("一二，三四五\n六七八") == {"一二三四五六七八"}


@pytest.mark.parametrize(
    ("resemblance", "shingles", "expected"),
    [
        (0.5, SHORT, True),
        (0.49, SHORT, False),
        (0.9, SHORT - 1, False),
        (1.0, 1, True),
        (0.0, 0, False),
    ],
)
def test_short_texts_have_to_be_the_same(resemblance: float, shingles: int, expected: bool) -> None:
    assert is_reprint(resemblance, shingles) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲说：“走吧。”乙不走！\n丙呢？！", ["甲说：“走吧。”", "乙不走！", "丙呢？！"]),
        ("一句\u2028另一句；再一句", ["一句", "另一句；", "再一句"]),
        ("……\n\n。", []),
    ],
)
def test_sentences_end_with_their_punctuation(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_differences_are_passages_of_sentences() -> None:
    first = "本报讯。港城开港。船只靠岸。江水平稳。"
    second = "港城開港！渡轮靠岸。江水平稳。编辑：王芳"
    assert differences(first, second) == (
        Passage(False, ("本报讯。",), ()),
        Passage(True, ("港城开港。",), ("港城開港！",)),
        Passage(False, ("船只靠岸。",), ("渡轮靠岸。",)),
        Passage(True, ("江水平稳。",), ("江水平稳。",)),
        Passage(False, (), ("编辑：王芳",)),
    )
    assert differences("", "") == ()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("首批三十家企业入驻。", "首批四十家企業入驻了。", ([(2, 3)], [(2, 3), (9, 10)])),
        ("船只靠岸。", "毫不相干的一句。", ([(0, 5)], [(0, 8)])),
        ("船只靠岸。", "", ([(0, 5)], [])),
        ("同", "同", ([], [])),
    ],
)
def test_characters_that_changed(first: str, second: str, expected: tuple[list[Span], list[Span]]) -> None:
    assert changed(first, second) == expected


def test_very_long_sentences_differ_as_a_whole() -> None:
    assert changed("江" * 2000, "江" * 2001) == ([(0, 2000)], [(0, 2001)])
