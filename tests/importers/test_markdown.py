"""Markdown: front matter becomes the data of the article, pictures come from beside the file."""

from pathlib import Path

import pytest

from tests.importers.samples import drafts, outcomes, picture
from ztviewer.core.body import clean
from ztviewer.importers.markdown import Markdown
from ztviewer.importers.source import bytes_source

WHOLE = """---
title: "江边的渡口：三代人"
副标题: 一盏灯
来源: 江城晚报
作者: [张三, 李四]
date: 2021-03-08 09:30
tags: [a, b]
url: https://example.org/1
---

# 江边的渡口：三代人

*一盏灯*

渡口的灯亮了**三十年**。

![灯](<图/灯 1.png>)

*图为渡口。张三 摄*

## 后来

| 年 | 灯 |
|---|---|
| 1990 | 1 |

<script>alert(1)</script><p onclick="x()">末段。</p>
"""


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A file with everything, and its picture."""
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "灯 1.png").write_bytes(picture())
    (tmp_path / "a.md").write_text(WHOLE, encoding="utf-8")
    return tmp_path


def test_everything_that_a_file_says_is_read(whole: Path) -> None:
    (draft,) = drafts(whole)
    assert (draft.title, draft.subtitle, draft.source) == ("江边的渡口：三代人", "一盏灯", "江城晚报")
    assert (draft.author, draft.url) == ("张三、李四", "https://example.org/1")
    assert draft.published is not None
    assert draft.published.iso == "2021-03-08T09:30+08:00"
    (figure,) = draft.figures
    assert figure.picture is not None
    assert figure.picture.data == picture()
    assert (figure.caption, figure.alt) == ("图为渡口。张三 摄", "灯")
    assert clean(draft.html) == (
        "<p>渡口的灯亮了<strong>三十年</strong>。</p><figure></figure><h2>后来</h2>"
        "<table><tr><th>年</th><th>灯</th></tr><tr><td>1990</td><td>1</td></tr></table><p>末段。</p>"
    )
    assert draft.original is not None
    assert draft.original.data == WHOLE.encode()


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 题目\n\n正文。", "题目", "<p>正文。</p>"),
        ("正文。\n\n# 不是题目", "a", "<p>正文。</p><h2>不是题目</h2>"),
        ("---\ntitle: 题目\n---\n# 另一个\n\n正文。", "题目", "<h2>另一个</h2><p>正文。</p>"),
        ("+++\ntitle = '题目'\n+++\n正文。", "题目", "<p>正文。</p>"),
        ("---\ntitle: [坏\n---\n\n正文。", "title: [坏", "<p>正文。</p>"),
        ("---\r\ntitle: 题目\r\n---\r\n正文。", "题目", "<p>正文。</p>"),
        ("题目\n===\n\n正文。", "题目", "<p>正文。</p>"),
    ],
)
def test_the_title_is_what_the_file_calls_it(tmp_path: Path, text: str, title: str, body: str) -> None:
    (tmp_path / "a.md").write_bytes(text.encode())
    (draft,) = drafts(tmp_path)
    assert draft.title == title
    assert clean(draft.html) == body


def test_gbk_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(
        "---\ntitle: 江边的渡口\n---\n渡口的灯亮了三十年，没有灭过。\n".encode("gbk")
    )
    assert [draft.title for draft in drafts(tmp_path)] == ["江边的渡口"]


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.md", "随便什么", True),
        ("a.txt", "---\ntitle: x\n---\n", True),
        ("a.txt", "+++\ntitle = 'x'\n+++\n", True),
        ("a.txt", "---\n渡口\n---\n", False),
        ("a.txt", "渡口", False),
    ],
)
def test_it_is_told_by_its_front_matter(name: str, head: str, accepted: bool) -> None:
    assert Markdown().accepts(bytes_source(name, name, b""), head.encode()) is accepted


@pytest.mark.parametrize(
    "address",
    ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://[::1", "%2e%2e/x"],
)
def test_no_picture_comes_from_elsewhere(tmp_path: Path, address: str) -> None:
    (tmp_path / "x").write_bytes(picture())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(f"# 题\n\n正文。\n\n![图](<{address}>)\n", encoding="utf-8")
    (draft,) = drafts(tmp_path / "in")
    assert [figure for figure in draft.figures if figure.picture is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "> " * 20_000 + "深",
        "[" * 10_000,
        "*a " * 30_000,
        "---\n" + "a: &a [" + "[" * 5_000 + "\n---\n正文",
        "---\na: &a [x,x]\n" + "".join(f"a{n}: &a{n} [*a,*a]\n" for n in range(50)) + "---\n正文",
        "<div>" * 50_000 + "深",
        "<script>x</script>\x01\n\n<p>&#1;字</p><style>y</style>&#2;\n",
    ],
    ids=["quotes", "brackets", "stars", "yaml depth", "yaml aliases", "elements", "controls"],
)
def test_hostile_text_ends_in_bounded_time(tmp_path: Path, text: str) -> None:
    assert list(outcomes(tmp_path, "a.md", text.encode())) == ["a.md"]


def test_a_picture_alone_is_an_article_where_it_has_a_title(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(picture())
    (tmp_path / "a.md").write_text("---\ntitle: 渡口\n---\n![灯](1.png)\n", encoding="utf-8")
    (draft,) = drafts(tmp_path)
    assert draft.figures[0].picture is not None
    assert clean(draft.html) == "<figure></figure>"
