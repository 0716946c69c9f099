"""One code point becomes one, and ways of writing the same become equal."""

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztviewer.core.fold import FOLDED, fold


@pytest.mark.parametrize(
    "same",
    [
        "ＡAａa",
        "７7",
        "，,",
        "\u3000 \xa0\ue5e5",
        "鎮镇鎭",
        "裏裡里",
        "臺台檯",
        "戸户戶",
        "著着",
        "零〇○",
        "爲為为",
        "乾幹干",
        "鍾鐘钟锺",
        "\uf900豈岂",
        "⾦金",
        "⻓長长",
        "說説说",
        "産產产",
        "郷鄉乡",
        "ſsS",
    ],
)
def test_ways_of_writing_one_character_are_equal(same: str) -> None:
    assert len(set(fold(same))) == 1


@pytest.mark.parametrize("different", ["芸艺", "欠缺", "浜滨", "沈沉", "①1", "かカ", "一1", "东冬", "İi"])
def test_characters_of_their_own_stay_apart(different: str) -> None:
    assert len(set(fold(different))) == 2


@settings(deadline=None)
@given(st.text())
def test_the_fold_keeps_the_length_and_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_pair_of_the_table_leads_to_the_end_at_once() -> None:
    assert not set(FOLDED) & set(FOLDED.values())


def test_paragraphs_and_line_breaks_are_neither_made_nor_lost() -> None:
    assert not {0x0A, 0x2028} & (set(FOLDED) | set(FOLDED.values()))


@pytest.mark.parametrize(
    ("conversion", "charset"),
    [
        ("s2t", "gb2312"),
        ("s2tw", "gb2312"),
        ("s2hk", "gb2312"),
        ("t2s", "big5"),
        ("tw2s", "big5"),
        ("hk2s", "big5"),
    ],
)
def test_simplified_and_traditional_counterparts_agree(conversion: str, charset: str) -> None:
    convert = opencc.OpenCC(conversion).convert
    characters = [char for char in map(chr, range(0x4E00, 0xA000)) if _is_in(charset, char)]
    assert len(characters) > 6_000
    assert [char for char in characters if fold(convert(char)) != fold(char)] == []


def _is_in(charset: str, char: str) -> bool:
    return char.encode(charset, "ignore") != b""
