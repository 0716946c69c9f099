"""Marks are exact, agree with the scan, and an excerpt shows the best of them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ztviewer.core.article import ArticleId, Document, State
from ztviewer.core.fold import fold
from ztviewer.core.query import Field, Fuzzy, Near, Phrase, Prefix, Query, Words
from ztviewer.core.query_language import read
from ztviewer.core.scan import matches
from ztviewer.core.tokens import PARAGRAPH, token_texts
from ztviewer.search.highlight import ELLIPSIS, Marker
from ztviewer.search.segmenter import words


def marked(typed: str, text: str, field: Field | None = None) -> list[str]:
    return [text[start:end] for start, end in Marker(read(typed).query).spans(text, field)]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("高新区", "镇江高新区与高新區", ["高新区", "高新區"]),
        ("马克思 马克", "马克思与马克", ["马克思", "马克"]),
        ("镇江高新区", "镇江高新区；高新区，镇江市", ["镇江高新区", "高新区", "镇江"]),
        ("“创新驱动”", "創新「驅動」与驱动", ["創新「驅動"]),
        ("“创新驱动”", "创新\n驱动", []),
        ("“创新驱动”", "创新\u2028驱动", ["创新\u2028驱动"]),
        ("“834”", "834.5亿、834，5、1834、834a", ["834"]),
        ("“亿5”", "亿.5与亿5.5与亿，5", ["亿.5", "亿，5"]),
        ("“c919”", "Ｃ９１９与C9190", ["Ｃ９１９"]),
        ("danfos*", "Danfoss 与 adanfoss", ["Danfoss"]),
        ("danfoss~1", "Danfos, danofss; danfossab", ["Danfos", "danofss"]),
        ("镇江 NEAR/2 人才", "镇江的人才与镇江。再说人才", ["镇江", "人才", "镇江", "人才"]),
        ("镇江 NEAR/1 人才", "镇江的人才，大家都看镇江\n人才", ["镇江", "人才"]),
        ("镇江 -人才", "镇江人才", ["镇江"]),
        ("镇江 OR (扬州 人才)", "扬州与镇江", ["扬州", "镇江"]),
        ("来源:镇江 date:2021 has:image", "镇江2021", []),
        ("发展的经济", "经济的发展的经济", ["经济", "发展的经济"]),
        ("的", "我的", ["的"]),
        ("30万", "三十万与30万与300000", ["三十万", "30万", "300000"]),  # every way to write a number
        ("二〇二二年六月六日", "2022-06-06", ["2022-06-06"]),
        ("“30万”", "三十万", []),
        ("“哈哈”", "哈哈哈哈哈", ["哈哈", "哈哈"]),
        ("", "镇江", []),
        ("镇江", "", []),
    ],
)
def test_a_query_marks(typed: str, text: str, expected: list[str]) -> None:
    assert marked(typed, text) == expected


def test_a_field_is_respected() -> None:
    text = "镇江人才"
    assert marked("标题:镇江 人才", text, Field.TITLE) == ["镇江", "人才"]
    assert marked("标题:镇江 人才", text, Field.BODY) == ["人才"]
    assert marked("标题:镇江 人才", text) == ["镇江", "人才"]


ALPHABET = "镇江鎮江发發展的ab1. ,，\n\u2028①"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=60)
PIECES = st.text(st.sampled_from(ALPHABET.replace("\n", "")), min_size=1, max_size=5)
FIELDS = st.none() | st.sampled_from(Field)
QUERIES = st.one_of(
    st.builds(Phrase, PIECES, FIELDS),
    st.builds(Words, PIECES, FIELDS),
    st.builds(Near, st.tuples(PIECES, PIECES) | st.tuples(PIECES, PIECES, PIECES), st.integers(0, 4), FIELDS),
    st.builds(Prefix, st.sampled_from(["a", "ab", "1", "1."]), FIELDS),
    st.builds(Fuzzy, st.sampled_from(["a", "ab", "ba1", "1.1"]), st.integers(0, 2), FIELDS),
)


def document(field: Field, text: str) -> Document:
    parts = {Field.TITLE: "", Field.BODY: "", Field.CAPTION: "", field: text}
    return Document(
        id=ArticleId(1),
        title=parts[Field.TITLE],
        text=parts[Field.BODY],
        captions=(parts[Field.CAPTION],),
        source=None,
        author=None,
        editor=None,
        column=None,
        tags=(),
        topics=(),
        published=None,
        pictures=0,
        notes=0,
        state=State.ACTIVE,
    )


@settings(max_examples=500, deadline=None)
@given(QUERIES, TEXTS, st.sampled_from(Field))
def test_something_is_marked_where_the_scan_finds_it(query: Query, text: str, field: Field) -> None:
    spans = Marker(query).spans(text, field)
    if matches(query, document(field, text), words):
        assert spans
    elif not isinstance(query, Words):  # one of its words may stand there
        assert not spans
    ends = [0, *(place for span in spans for place in span), len(text)]
    assert ends == sorted(ends)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(1, 12))
def test_what_a_phrase_marks_has_the_tokens_of_the_phrase(text: str, start: int, size: int) -> None:
    phrase = text[start : start + size].replace("\n", " ").replace("鎮", "镇")
    for first, last in Marker(Phrase(phrase)).spans(text):
        assert PARAGRAPH not in text[first:last]
        assert token_texts(fold(text[first:last])) == token_texts(fold(phrase))


def excerpt(typed: str, text: str, *captions: str, width: int = 40) -> tuple[str, list[str]]:
    found = Marker(read(typed).query).excerpt(text, captions, width)
    return found.text, [found.text[start:end] for start, end in found.marks]


FAR = "前面的话。" * 20
LONG = f"{FAR}\n　　这一段说的是別處。第一句提到镇江，第二句提到高新区和人才。{FAR}"


def test_an_excerpt_starts_at_the_sentence_that_holds_most_of_the_words() -> None:
    text, marks = excerpt("镇江高新区 人才", f"镇江在此。{LONG}")
    assert text.startswith("…第一句提到镇江，第二句提到高新区和人才。")
    assert text.endswith(ELLIPSIS)
    assert marks == ["镇江", "高新区", "人才"]


@pytest.mark.parametrize(
    ("typed", "text", "captions", "expected"),
    [
        ("人才", "短文说人才。", (), ("短文说人才。", ["人才"])),
        ("扬州", "\u3000\u3000短文。\n说人才。", (), ("短文。 说人才。", [])),
        ("扬州", FAR, (), (FAR[:38] + "…", [])),
        ("航拍", FAR, ("人像", "图为航拍镇江"), ("图为航拍镇江", ["航拍"])),
        ("图注:航拍", "航拍" + FAR, ("航拍镇江",), ("航拍镇江", ["航拍"])),
        ("标题:航拍", "航拍", ("航拍镇江",), ("航拍", [])),
        ("人才", FAR + "最后说人才", (), ("…" + (FAR + "最后说人才")[-35:], ["人才"])),
        ("镇江", "", (), ("", [])),
    ],
)
def test_an_excerpt_shows(
    typed: str, text: str, captions: tuple[str, ...], expected: tuple[str, list[str]]
) -> None:
    assert excerpt(typed, text, *captions) == expected


@settings(deadline=None)
@given(QUERIES, TEXTS, st.integers(3, 30))
@example(Phrase("1,111"), "1 111", 4)  # the blank within the mark is where the excerpt ends
def test_an_excerpt_is_one_line_of_the_text_with_the_marks_of_the_text(
    query: Query, text: str, width: int
) -> None:
    found = Marker(query).excerpt(text, (), width)
    assert len(found.text) <= width
    assert "\n" not in found.text
    piece = found.text.strip(ELLIPSIS)
    assert piece in text.replace("\n", " ").replace("\u2028", " ")
    spans = Marker(query).spans(text, Field.BODY)
    assert bool(found.marks) == bool(spans)
    marked = {text[start:end].replace("\u2028", " ") for start, end in spans}
    assert all(any(found.text[start:end] in whole for whole in marked) for start, end in found.marks)
