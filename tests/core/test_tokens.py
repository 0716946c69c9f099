"""What is one token, told in three ways that must agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztviewer.core.fold import fold
from ztviewer.core.tokens import (
    DIGIT,
    PARAGRAPH,
    POINT,
    RUN,
    SEPARATOR,
    SINGLE,
    kinds,
    stands_at,
    token_texts,
    tokens,
)

TEXTS = st.text(
    st.one_of(st.sampled_from("镇江鎮江ab1.0 ,，。-_\n\u2028é\u0301○①カ한\ue000\ufe0f𠀀"), st.characters())
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("镇江高新区", "镇 江 高 新 区"),
        ("C919飞机，5G", "c919 飞 机 5g"),
        ("增长834.5亿元", "增 长 834.5 亿 元"),
        ("2.6亿元", "2.6 亿 元"),
        ("1,000", "1 000"),
        ("2022.6.6.", "2022.6.6"),
        ("v1.2.x", "v1.2 x"),
        ("a.5", "a 5"),
        (".5", "5"),
        ("don't stop-me", "don t stop me"),
        ("snake_case", "snake case"),
        ("②２０２２②", "② 2022 ②"),
        ("cafe\u0301s café", "cafe\u0301s café"),
        ("人々、二〇二二", "人 々 二 零 二 二"),
        ("カナ 한국 ㄅㄆ", "カ ナ 한 국 ㄅ ㄆ"),
        ("𠀀𪛖", "𠀀 𪛖"),
        ("葛\U000e0100城 ❤️", "葛 城"),
        ("a\u2028b\nc", "a b c"),
        ("！……", ""),
    ],
)
def test_a_text_falls_into_these_tokens(text: str, expected: str) -> None:
    assert token_texts(fold(text)) == expected.split()


@settings(deadline=None)
@given(TEXTS)
def test_the_table_of_kinds_gives_the_same_tokens(text: str) -> None:
    folded = fold(text)
    assert token_texts(folded) == list(_by_kinds(folded))


KINDS = kinds()


def _by_kinds(folded: str) -> list[str]:
    """The tokens as an engine makes them that knows the kinds only."""
    kind = [KINDS[ord(char)] for char in folded]
    found: list[str] = []
    in_run = False
    for at, char in enumerate(folded):
        now = kind[at]
        if now == POINT and in_run and kind[at - 1] == DIGIT and kind[at + 1 : at + 2] == [DIGIT]:
            now = RUN
        if now == SINGLE or (now in (RUN, DIGIT) and not in_run):
            found.append(char)
        elif now in (RUN, DIGIT):
            found[-1] += char
        in_run = now in (RUN, DIGIT)
    return found


@settings(deadline=None)
@given(TEXTS)
def test_tokens_tell_where_they_stand_and_leave_out_separators_only(text: str) -> None:
    folded = fold(text)
    end = 0
    for token in tokens(folded):
        assert folded[token.start : token.end] == token.text
        assert all(KINDS[ord(char)] in (SEPARATOR, POINT) for char in folded[end : token.start])
        end = token.end


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_stands_at_finds_what_a_scan_of_the_tokens_finds(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    line = [token for token in tokens(folded) if PARAGRAPH not in folded[: token.start]]
    if not line:
        return
    first = data.draw(st.integers(0, len(line) - 1))
    last = data.draw(st.integers(first, len(line) - 1))
    wanted = [token.text for token in line[first : last + 1]]
    places = {
        line[at].start: line[at + len(wanted) - 1].end
        for at in range(len(line) - len(wanted) + 1)
        if [token.text for token in line[at : at + len(wanted)]] == wanted
    }
    ends = {start: stands_at(folded, start, wanted) for start in range((folded + PARAGRAPH).index(PARAGRAPH))}
    assert {start: end for start, end in ends.items() if end is not None} == places
