"""The body of an article: whatever comes in, only the closed subset comes out, and it stays as it is."""

import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztviewer.core.article import Figure, FigureDraft, ImageDigest, Picture
from ztviewer.core.body import LINE_BREAK, clean, fill, images, paragraphs
from ztviewer.core.structure import DEPTH, FIGURE

PICTURE = Picture(ImageDigest("ab" * 32), "image/png", 1, 1, b"", b"")

CASES = [
    # text and paragraphs
    ("", ""),
    (" \n\t\u3000", ""),
    ("报纸", "<p>报纸</p>"),
    ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
    ("<p>一<p>二", "<p>一</p><p>二</p>"),
    ("一<br>二", "<p>一<br>二</p>"),
    ("<br><p><br>一<br><br></p>", "<p>一</p>"),
    ("<div>一<div>二</div>三</div>", "<p>一</p><p>二</p><p>三</p>"),
    ("<p>\u3000\u3000缩进　之 后 </p>", "<p>缩进　之 后</p>"),
    ("<p> a \n\t b </p>", "<p>a b</p>"),
    ("<p></p><p>&nbsp;</p><blockquote><p> </p></blockquote><ul><li></ul>", ""),
    ("<p>a<span> </span> b</p>", "<p>a b</p>"),
    # headings
    ("<h1>一</h1><h5>二</h5><h6>三</h6>", "<h2>一</h2><h4>二</h4><h4>三</h4>"),
    ("<h2><div>一</div><div>二</div></h2>", "<h2>一 二</h2>"),
    # marks
    ("<b>粗</b><i>斜</i><u>线</u>", "<p><strong>粗</strong><em>斜</em>线</p>"),
    ("<strong><b>粗</b></strong>", "<p><strong>粗</strong></p>"),
    ("<em></em>a<strong> </strong>b", "<p>a b</p>"),
    ("<em>a<p>b</p>c</em>", "<p><em>a</em></p><p>b</p><p>c</p>"),
    (
        '<a href="https://例.cn/?a=1&b=&quot;">链</a>',
        '<p><a href="https://例.cn/?a=1&amp;b=&quot;">链</a></p>',
    ),
    ('<a href="javascript:x()">链</a><a href="/x">接</a><a>无</a>', "<p>链接无</p>"),
    ('<a href="http://x/"> </a>y', "<p>y</p>"),
    # lists and quotations
    ("<ul><li>一<li>二</ul>", "<ul><li>一</li><li>二</li></ul>"),
    ("<ul>散<li>一</ul>", "<ul><li>散</li><li>一</li></ul>"),
    ("<li>一</li>", "<p>一</p>"),
    ("<ol><li>一<ul><li>二</ul>三</ol>", "<ol><li>一<ul><li>二</li></ul><p>三</p></li></ol>"),
    ("<blockquote>引<p>文</p></blockquote>", "<blockquote><p>引</p><p>文</p></blockquote>"),
    ("<ul><li><table><tr><td>表</table></ul>", "<ul><li><table><tr><td>表</td></tr></table></li></ul>"),
    # tables
    (
        "<table><thead><tr><th colspan=2>甲<tbody><tr><td>乙<td>",
        '<table><tr><th colspan="2">甲</th></tr><tr><td>乙</td><td></td></tr></table>',
    ),
    (
        "<table><tr><td colspan=9999 rowspan=0 bgcolor=red>甲</table>",
        '<table><tr><td colspan="100">甲</td></tr></table>',
    ),
    ("<table><tr><td></td></tr></table>", ""),
    ("<table>散<tr><td>一</table>", "<p>散</p><table><tr><td>一</td></tr></table>"),
    ("<td>格</td>", "<p>格</p>"),
    # figures
    ("<figure><img src=x onerror=y><figcaption>图<p>说</figure>", FIGURE),
    ("<p>前<figure></figure>后</p>", f"<p>前</p>{FIGURE}<p>后</p>"),
    ("<a href='http://x/'><figure></figure></a>", FIGURE),
    ("<figure><figure></figure>内</figure>外", f"{FIGURE}<p>外</p>"),
    ("<ul><figure></figure></ul>", f"<ul><li>{FIGURE}</li></ul>"),
    ("<table><tr><td><figure></figure></table>", f"<table><tr><td>{FIGURE}</td></tr></table>"),
    ("<figcaption>无主</figcaption>", "<p>无主</p>"),
    # hostile
    ("<script>x()</script><style>p{}</style><p onclick=x() style=y id=z class=w>字</p>", "<p>字</p>"),
    (
        "<iframe src=http://x/>字</iframe><object data=x></object><svg><script>x()</script></svg>末",
        "<p>末</p>",
    ),
    ("<img src=http://x/><input value=x><form action=x>字</form>", "<p>字</p>"),
    ("<!-- <p>x</p> --><!doctype html><?php x ?>字", "<p>字</p>"),
    ("\0一\x08二\x1b&#0;&#8;&#27;\ud800\ufeff\u200b三\u2028四", "<p>一二\ufffd三 四</p>"),
    ("<p>&amp;lt;script&amp;gt; &#60;b&#62;</p>", "<p>&amp;lt;script&amp;gt; &lt;b&gt;</p>"),
    ("<scr<script>ipt>x</scr</script>ipt>", "<p>ipt&gt;xipt&gt;</p>"),
]


@pytest.mark.parametrize(("html", "cleaned"), CASES)
def test_cleaning_gives_the_closed_subset(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned


_NAMES = (
    "p div h1 h2 h4 figure figcaption blockquote ul ol li table tbody tr th td a strong em b i br img span font"
    " script style title textarea select option button form object marquee svg math foreignObject template plaintext"
).split()
_PIECES = st.one_of(
    st.builds(
        "<{}{}>".format,
        st.sampled_from(_NAMES),
        st.sampled_from(["", " href='http://x/?a&b'", " colspan=3", "/"]),
    ),
    st.builds("</{}>".format, st.sampled_from(_NAMES)),
    st.sampled_from(
        [
            "<",
            ">",
            '"',
            "&",
            "&lt;",
            "&nbsp;",
            "&#0;",
            "&#x2028;",
            "<!--",
            "-->",
            "<![CDATA[",
            " ",
            "\n",
            "　",
        ]
    ),
    st.text(max_size=4),
)
TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)>|([^<>]+)')
HTML = st.lists(_PIECES, max_size=40).map("".join)

MARKS = frozenset("a strong em br".split())
BLOCKS = frozenset("p h2 h3 h4 blockquote ul ol table figure".split())
INSIDE = (
    dict.fromkeys(["", "blockquote"], BLOCKS)
    | dict.fromkeys("p h2 h3 h4 a strong em".split(), MARKS)
    | dict.fromkeys("li td th".split(), BLOCKS | MARKS)
    | dict.fromkeys("ul ol".split(), frozenset({"li"}))
    | {"table": frozenset({"tr"}), "tr": frozenset({"td", "th"}), "figure": frozenset()}
)
TEXT_IN = set("p h2 h3 h4 a strong em li td th".split())


def assert_in_subset(cleaned: str) -> None:
    """Look at every token: what may stand in what, and that all is closed."""
    stack = [""]
    tokens = list(TOKEN.finditer(cleaned))
    assert "".join(token[0] for token in tokens) == cleaned
    for token in tokens:
        closing, name, attributes, text = token.groups()
        if text is not None:
            assert stack[-1] in TEXT_IN
        elif closing:
            assert stack.pop() == name
        else:
            assert name in INSIDE[stack[-1]], (stack, name)
            assert not attributes or name in {"a", "td", "th"}
            if name != "br":
                stack.append(name)
    assert stack == [""]


_TEXT = st.characters() | st.sampled_from(
    [*" \u3000\xa0\t\n\r\"'&", "  ", "&amp;", "&lt;", "&gt;", "&nbsp;", "&#32;"]
)


@given(st.lists(st.lists(_TEXT, max_size=20).map("".join), max_size=4))
@settings(max_examples=500)
def test_paragraphs_of_text_alone_are_no_special_case(lines: list[str]) -> None:
    html = "".join(f"<p>{line}</p>" for line in lines)
    cleaned = clean(html)
    assert cleaned == clean(f"<div></div>{html}")
    assert paragraphs(cleaned) == paragraphs(f"{cleaned}<figure></figure>")


@given(HTML)
@settings(max_examples=300, deadline=None)
def test_anything_becomes_the_subset_and_stays_it(html: str) -> None:
    cleaned = clean(html)
    assert_in_subset(cleaned)
    assert clean(cleaned) == cleaned
    assert nh3.clean(cleaned, link_rel=None, tags=nh3.ALLOWED_TAGS | {"figure"}).replace(
        "<tbody>", ""
    ).replace("</tbody>", "") == cleaned.replace("\xa0", "&nbsp;")
    assert not any(ord(letter) < 32 for letter in cleaned)


@given(
    HTML,
    st.lists(
        st.builds(FigureDraft, st.sampled_from([None, PICTURE]), st.sampled_from([None, "图 <1>"])),
        max_size=4,
    ),
)
@settings(max_examples=200, deadline=None)
def test_figures_come_in_order_and_all_of_them(html: str, figures: list[FigureDraft]) -> None:
    body = fill(clean(html), figures)
    assert images(body) == [figure.picture.digest for figure in figures if figure.picture]
    assert body.count("<figure>") == len(figures)
    stored = [
        Figure(
            n, figure.picture.digest if figure.picture else None, figure.caption, None, None, None, None, None
        )
        for n, figure in enumerate(figures, start=1)
    ]
    assert fill(clean(body), stored) == body


@given(HTML)
@settings(max_examples=200, deadline=None)
def test_the_plain_text_has_every_letter_of_the_body_once(html: str) -> None:
    body = clean(html)
    lines = paragraphs(body)
    assert "".join("".join(lines).split()) == "".join(
        nh3.clean(body, tags=set())
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .split()
    )
    assert all(line.strip() == line and "\n" not in line for line in lines)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<h2>题</h2><p>一<br>二</p>", ["题", f"一{LINE_BREAK}二"]),
        ("<ul><li>一<ol><li>二</ol></ul>", ["一", "二"]),
        (
            "<table><tr><th>年<th>数<tr><td>2021<td><tr><td><p>甲</p><p>乙</p><td>丙</table>",
            ["年\t数", "2021", "甲 乙\t丙"],
        ),
        ("<table><tr><td>外<td><table><tr><td>内<td>里</table></table>", ["外\t内 里"]),
        ("<p>a &amp; b &lt; c</p>", ["a & b < c"]),
        ("", []),
    ],
)
def test_the_plain_text_of_a_body(html: str, lines: list[str]) -> None:
    assert paragraphs(clean(html)) == lines


def test_the_text_of_figures_is_not_the_text_of_the_article() -> None:
    body = fill(clean("<p>前</p><figure></figure><p>后</p>"), [FigureDraft(PICTURE, "图说", '"旧" <影>')])
    assert body == (
        f'<p>前</p><figure><img src="sha256:{PICTURE.digest}" alt="&quot;旧&quot; &lt;影&gt;">'
        "<figcaption>图说</figcaption></figure><p>后</p>"
    )
    assert paragraphs(body) == ["前", "后"]


def test_places_without_a_figure_are_taken_out() -> None:
    assert fill(f"<p>一</p>{FIGURE}<ul><li>{FIGURE}</li></ul>", []) == "<p>一</p>"
    assert fill(f"{FIGURE}<ul><li>{FIGURE}</li></ul>", [FigureDraft(caption="图")]) == (
        "<figure><figcaption>图</figcaption></figure>"
    )


ILL_WILL = {
    "div": "<div>{}",
    "blockquote": "<blockquote><p>{}",
    "mark": "<em><strong><p>{}",
    "mark with attributes": '<font size={}><b class="{}"><p>',
    "crossing": "<b><i><u><div></b>{}",
    "list": "<ul><li>{}",
    "table": "<table><tr><td>{}",
    "link": '<a href="http://x/{}"><p>',
    "unknown": "<x{}>",
    "figure": "<figure>{}",
    "reference": "&#{};&amp",
    "bracket": "< {}",
    "comment": "<!--{}",
    "quote": '<p title="{}',
    "ending": "{}</p></div></em>",
}


@pytest.mark.parametrize("kind", ILL_WILL)
def test_no_ill_will_costs_more_than_its_length(kind: str) -> None:
    # Each of these made gigabytes or took hours in some HTML parser; here that would show as a test that never ends.
    html = "".join(ILL_WILL[kind].replace("{}", str(number)) for number in range(20_000))
    cleaned = clean(html)
    assert len(cleaned) < 20 * len(html)
    assert clean(cleaned) == cleaned


def test_what_nests_too_deep_keeps_its_text() -> None:
    html = "<blockquote>".join(str(number) for number in range(150))
    cleaned = clean(html)
    assert paragraphs(cleaned) == [str(number) for number in range(150)]
    assert cleaned.count("<blockquote>") == DEPTH
    assert clean(cleaned) == cleaned


@given(
    st.lists(
        st.sampled_from(["<ul>", "<li>", "<table>", "<tr>", "<td>", "<blockquote>", "x", "y<br>z"]),
        max_size=150,
    )
)
@settings(max_examples=50, deadline=None)
def test_deep_nesting_of_any_kind_is_stable(pieces: list[str]) -> None:
    html = "".join(pieces)
    cleaned = clean(html)
    assert_in_subset(cleaned)
    assert clean(cleaned) == cleaned
