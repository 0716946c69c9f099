"""Single articles as text and Markdown: nothing is lost, nothing turns into markup."""

import pytest

from tests.exporters.conftest import article, figure
from ztviewer.exporters.rendering import article_html, article_json, article_markdown, article_text


def body(html: str) -> str:
    """What Markdown is made of a body, without what stands above it."""
    return article_markdown(article(9, "题", html)).split("# 题\n\n", 1)[1].rstrip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>甲<strong>乙</strong>丙</p>", "甲**乙**丙"),
        ("<p>甲<strong>“乙”</strong>丙</p>", "甲<strong>“乙”</strong>丙"),
        ("<p><em>甲</em><em>乙</em></p>", "*甲*<em>乙</em>"),
        ("<p>甲<br># 乙</p>", "甲\\\n\\# 乙"),
        ("<p>甲<br>===</p>", "甲\\\n\\==="),
        ("<p>- 甲</p>", "\\- 甲"),
        ("<p>1987. 甲</p>", "1987\\. 甲"),
        ("<p>a_b_c &lt;i&gt; &amp;lt; [x](y)</p>", "a\\_b\\_c \\<i\\> \\&lt; \\[x\\](y)"),
        ('<p>看!<a href="http://e.org/>x">甲</a></p>', "看\\![甲](<http://e.org/%3Ex>)"),
        ("<ol><li>甲</li><li><p>乙</p><p>丙</p></li></ol>", "1. 甲\n2. 乙\n\n   丙"),
        ("<blockquote>甲<br>乙</blockquote>", "> 甲\\\n> 乙"),
        ("<table><tr><td>甲|</td><td>乙<br>丙</td></tr></table>", "| 甲\\| | 乙<br>丙 |\n| --- | --- |"),
        (
            '<table><tr><td colspan="2">甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>',
            '<table><tr><td colspan="2">甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>',
        ),
    ],
)
def test_a_body_in_markdown(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    "title", ["---", 'a: "b"\n- c', "甲\u2028乙", "# x", "\x85", "!!python/object:os.system"]
)
def test_front_matter_is_one_line_a_field_whatever_it_holds(title: str) -> None:
    lines = article_markdown(article(9, title, "<p>文</p>")).split("\n")
    assert lines[0] == lines[6] == "---"
    assert lines[2].startswith('title: "')
    assert not set(lines[2]) & set("\x85\u2028\u2029")


def test_figures_without_a_place_follow_at_the_end() -> None:
    shown = article(9, "题", "<p>甲</p>", (figure(1, None, "迟到的图"),))
    assert article_text(shown).endswith("　　甲\n[Picture 1, not in the archive: 迟到的图 本刊 摄]\n")
    assert article_html(shown).index("甲") < article_html(shown).index("迟到的图")
    assert article_markdown(shown).endswith("*[picture not in the archive]* 迟到的图 本刊 摄\n")


def test_figures_inside_a_quotation_are_shown() -> None:
    shown = article(
        9, "题", "<blockquote><p>甲</p><figure></figure></blockquote><p>乙</p>", (figure(1, None, "图"),)
    )
    assert article_text(shown).endswith("　　　　甲\n[Picture 1, not in the archive: 图 本刊 摄]\n　　乙\n")


def test_the_names_and_shapes_of_json_stay() -> None:
    fields = (
        "id title subtitle source author editor column published url language html text figures tags topics"
    )
    shown = article_json(article(9, "题", "", (figure(1, None),)))
    assert list(shown) == fields.split()
    assert shown["figures"] == [
        {"position": 1, "image": None, "caption": None, "alt": "示意图", "credit": None}
    ]
