"""Words never split a token, and writing a query another way gives the same words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztviewer.core.fold import fold
from ztviewer.core.tokens import token_texts
from ztviewer.search.segmenter import MOST_WORDS, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("镇江高新区产业", "镇江 高新区 产业"),
        ("鎮江高新區產業", "镇江 高新区 产业"),
        ("C919飞机、834.5亿元", "c919 飞机 834.5 亿元"),
        ("don't", "don t"),
        ("著名作家看著名單", "着名作家 看着 名单"),  # words that the fold writes in another way
        ("北京的著名學者", "北京 的 着名 学者"),
        ("趙孟頫書畫", "赵孟𫖯 书画"),  # a word with a character beyond the basic plane
        ("T恤", "t恤"),
        ("镇江镇江", "镇江 镇江"),
        ("他说", "他说"),  # two characters are a word, though a dictionary says otherwise
        ("他说话", "他 说话"),
        ("他，说", "他 说"),
        ("5月", "5 月"),
        ("！", ""),
        ("", ""),
    ],
)
def test_a_text_has_these_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@settings(deadline=None)
@given(
    st.text(
        st.one_of(st.sampled_from("镇江高新区产业的在5g834.5 ,，c919-'\u0301\n&t"), st.characters()),
        max_size=60,
    )
)
def test_the_tokens_of_the_words_are_those_of_the_text(text: str) -> None:
    inside = [token for word in words(text) for token in token_texts(word)]
    whole = token_texts(fold(text))
    assert inside == whole[: len(inside)]
    assert len(inside) == len(whole) or len(words(text)) == MOST_WORDS


def test_of_a_whole_article_the_first_words_are_taken() -> None:
    assert len(words("镇江高新区五年蝶变，" * 50_000)) == MOST_WORDS
