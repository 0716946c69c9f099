"""An article as blocks: what is set, in which order and style, and what a search looks at."""

from dataclasses import replace

import pytest

from ztviewer.core.article import Article, ArticleId, Figure, ImageDigest, State
from ztviewer.core.published import Published
from ztviewer.core.query import Field
from ztviewer.gui.article_blocks import Run, Shown, Style, Table, Text, blocks, texts
from ztviewer.gui.article_marks import occurrences, placed
from ztviewer.gui.citation import citation


def article(html: str = "<p>正文。</p>", figures: tuple[Figure, ...] = ()) -> Article:
    """An article of which only what matters is said."""
    return Article(
        id=ArticleId(1),
        title="渡口的早晨",
        subtitle=None,
        source=None,
        author=None,
        editor=None,
        column=None,
        published=None,
        url=None,
        language=None,
        html=html,
        text="",
        state=State.ACTIVE,
        figures=figures,
        tags=(),
        topics=(),
    )


def figure(
    position: int, *, caption: str | None = None, credit: str | None = None, image: bool = False
) -> Figure:
    digest = ImageDigest(f"{position:064x}") if image else None
    return Figure(
        position, digest, caption, None, credit, None, 640 if image else None, 400 if image else None
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>一 <strong>二</strong>三</p>", [(Style.PARAGRAPH, "一 二三")]),
        ("<p>　　一\n二<br>三 </p>", [(Style.PARAGRAPH, "一 二\u2028三")]),
        ("<p> </p><p><br></p><p>一</p>", [(Style.PARAGRAPH, "一")]),
        (
            "<h2>甲</h2><h3>乙</h3><h4>丙</h4>",
            [(Style.HEADING_2, "甲"), (Style.HEADING_3, "乙"), (Style.HEADING_4, "丙")],
        ),
        (
            "<ul><li>一<ol><li>二</li></ol></li><li><p>三</p></li></ul>",
            [(Style.ITEM, "一"), (Style.ITEM, "二"), (Style.ITEM, "三")],
        ),
        ("<blockquote>引<p>文</p></blockquote>", [(Style.PARAGRAPH, "引"), (Style.PARAGRAPH, "文")]),
        ("<table><tr><th>年</th><td>数</td></tr></table>", [(Style.CELL, "年"), (Style.CELL, "数")]),
    ],
)
def test_the_body_becomes_blocks_in_order(html: str, expected: list[tuple[Style, str]]) -> None:
    body = [item for item in texts(blocks(article(html))) if item.style is not Style.TITLE]
    assert [(item.style, item.text) for item in body] == expected
    assert {item.field for item in body} == {Field.BODY}


def test_marks_of_a_face_nest_and_links_are_kept() -> None:
    html = '<p>见<a href="https://example.org/1"><strong>公报</strong></a>。</p>'
    last = blocks(article(html))[-1]
    assert isinstance(last, Text)
    assert last.runs == (Run("见"), Run("公报", strong=True, link="https://example.org/1"), Run("。"))


def test_a_large_table_is_set_in_parts_of_the_same_columns() -> None:
    html = (
        "<table>"
        + "".join(f"<tr><td>{row}</td><td>甲</td><td>乙</td></tr>" for row in range(500))
        + "</table>"
    )
    parts = [item for item in blocks(article(html)) if isinstance(item, Table)]
    assert {(part.columns, part.part) for part in parts} == {(3, True)}
    assert sum(len(part.rows) for part in parts) == 500
    assert max(len(part.rows) for part in parts) == 16


def test_lists_are_told_apart_and_know_how_deep_they_are() -> None:
    items = [
        item.listed
        for item in texts(
            blocks(article("<ul><li>一<ol><li>二</li></ol></li><li>三</li></ul><ul><li>四</li></ul>"))
        )
        if item.listed
    ]
    assert items == [(0, 1, False), (1, 2, True), (0, 1, False), (2, 1, False)]


def test_figures_stand_where_the_body_places_them_and_the_rest_follow() -> None:
    figures = (figure(1, caption="说明", credit="李某 摄"), figure(2, image=True), figure(3))
    items = blocks(article("<p>一</p><figure></figure><p>二</p><figure></figure>", figures))
    seen = [
        item.figure.position if isinstance(item, Shown) else item.text
        for item in items
        if not isinstance(item, Table)
    ]
    assert seen == ["渡口的早晨", "一", 1, "说明", "李某 摄", "二", 2, 3]
    assert [item.field for item in texts(items)] == [Field.TITLE, Field.BODY, Field.CAPTION, None, Field.BODY]


def test_the_title_block_says_what_is_known_as_precisely_as_it_is_known() -> None:
    items = blocks(
        replace(
            article(),
            source="江城日报",
            published=Published("2022-06"),
            column="要闻",
            author="王某",
            editor="陈某",
            subtitle="副题",
            url="https://example.org/",
        )
    )
    assert [item.text for item in texts(items)][:3] == [
        "渡口的早晨",
        "副题",
        "江城日报  ·  June 2022  ·  要闻　　By 王某　　Edited by 陈某　　Original\u00a0page",
    ]


def test_an_address_that_is_no_page_of_the_web_is_no_link() -> None:
    assert all(
        run.link is None
        for item in texts(blocks(replace(article(), url="javascript:alert(1)")))
        for run in item.runs
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("江", [(0, 1), (4, 5)]),
        ("鎮江", [(3, 5)]),  # traditional finds simplified
        ("c919", [(7, 11)]),
        ("91", [(8, 10)]),  # within a run of letters and digits, which a search takes whole
        ("", []),
        ("湖", []),
    ],
)
def test_finding_in_the_article_takes_exactly_what_is_typed(
    typed: str, expected: list[tuple[int, int]]
) -> None:
    block = Text(Style.PARAGRAPH, (Run("江边的镇江"), Run("，𠮷C919")), Field.BODY)
    shifted = [
        (start + (start > 6), end + (start > 6)) for start, end in expected
    ]  # 𠮷 is two units of UTF-16
    assert occurrences([block], typed) == [shifted]


def test_spans_of_blocks_become_spans_of_the_document() -> None:
    texts = [Text(Style.PARAGRAPH, (Run("江边的镇江和镇江"),))] * 3
    assert placed([0, 10, 20], texts, [[(1, 2)], [], [(0, 3), (4, 5)]]) == [(1, 2), (20, 23), (24, 25)]


def test_spans_in_a_text_that_was_cut_count_what_parts_it() -> None:
    text = Text(Style.PARAGRAPH, (Run("江边的镇江和镇江"),), cuts=(3, 6))
    spans = [(0, 3), (2, 4), (3, 5), (1, 7), (6, 8)]
    assert placed([10], [text], [spans]) == [(10, 13), (12, 15), (14, 16), (11, 19), (18, 20)]


@pytest.mark.parametrize("end", ["。", "𠮷", "，"])
def test_a_very_long_paragraph_is_set_in_parts_that_are_all_of_it(end: str) -> None:
    body = f"镇江<strong>高新区</strong>的江边{end}" * 2000
    block = list(texts(blocks(article(f"<p>{body}</p>"))))[-1]
    parts = ["".join(run.text for run in runs) for runs in block.parts]
    assert "".join(parts) == block.text == f"镇江高新区的江边{end}" * 2000
    assert max(map(len, parts)) <= 3000
    assert all(part.endswith("。") for part in parts) == (end == "。")
    lengths = [len(part.encode("utf-16-le")) // 2 for part in parts[:-1]]
    assert list(block.cuts) == [sum(lengths[: number + 1]) for number in range(len(lengths))]
    assert {run.strong for runs in block.parts for run in runs} == {True, False}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (article(), "渡口的早晨[N]."),
        (
            replace(article(), source="江城日报", published=Published("2022-06-06T09:35+08:00")),
            "渡口的早晨[N]. 江城日报, 2022-06-06.",
        ),
        (
            replace(article(), author="王某", url="https://example.org/"),
            "王某. 渡口的早晨[N/OL]. https://example.org/.",
        ),
    ],
)
def test_a_citation_names_what_is_known(known: Article, expected: str) -> None:
    assert citation(known) == expected
