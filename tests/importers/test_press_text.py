"""Press text: the convention of saved pages, and the ways in which pages depart from it."""

import json
import re
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleDraft
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.base import Imported
from ztviewer.importers.press_text import PressText, read_text
from ztviewer.importers.source import bytes_source, file_source

TITLE = "青石桥:一条老街的新日子"
SAMPLE = f"""{TITLE}
来源:江畔晚报\xa0\xa0|\xa0\xa02021-03-08 07:05:09

{TITLE}

{TITLE}

3月7日,老街重新开街。

  三月的早晨,青石桥头的豆浆铺第一个开门。店主说,等这一天等了两年。

  修旧如旧 留住烟火气

  老街全长四百米。修缮用了六百多天,换下的青砖一块块编了号。

{TITLE}

匠人在铺设石板。

  “石头认得路。”石匠说。

  下一站

  秋天,南段也将动工。

编辑:苏禾
最新推荐
新闻
文娱
城市"""


def paragraphs(draft: ArticleDraft) -> list[str]:
    return re.findall(r"<p>(.*?)</p>", draft.html)


def headings(draft: ArticleDraft) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", draft.html)


def captions(draft: ArticleDraft) -> list[str | None]:
    return [figure.caption for figure in draft.figures]


def test_the_convention() -> None:
    draft = read_text(SAMPLE)
    assert (draft.title, draft.source, draft.editor, draft.language) == (TITLE, "江畔晚报", "苏禾", "zh-Hans")
    assert str(draft.published) == "2021-03-08T07:05:09+08:00"
    assert headings(draft) == ["修旧如旧 留住烟火气", "下一站"]
    assert [text[:4] for text in paragraphs(draft)] == ["三月的早", "老街全长", "“石头认", "秋天,南"]
    assert captions(draft) == [None, "3月7日,老街重新开街。", "匠人在铺设石板。"]
    assert [len(piece) for piece in re.split("<figure></figure>", draft.html)][:2] == [0, 0]
    assert "新闻" not in draft.html


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\n\n" + text,
        lambda text: text.replace("  ", "\u3000\u3000"),
        lambda text: text.replace(":江畔", "：江畔").replace("|", "｜").replace("编辑:", "责任编辑："),
        lambda text: text.replace("编辑:苏禾", "[责任编辑：苏禾]"),
        lambda text: text.replace("编辑:苏禾", "  (责编:苏禾)"),
        lambda text: text.replace("2021-03-08 07:05:09", "2021年3月8日 07:05:09"),
        lambda text: text.replace("2021-03-08", "２０２１/０３/０８"),
    ],
    ids=[
        "as it is",
        "CR LF",
        "mark",
        "blank lines",
        "ideographic",
        "wide",
        "brackets",
        "indented",
        "年月日",
        "digits",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_variants_give_the_same_article(change, charset: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "老街"
    data = change(SAMPLE).encode(charset)
    path.write_bytes(data)
    assert PressText().accepts(file_source(path), data)
    (read,) = PressText().read(file_source(path))
    assert isinstance(read, Imported)
    assert read.draft.original is not None
    assert (read.draft.original.name, read.draft.original.data) == ("老街", data)
    expected, draft = read_text(SAMPLE), read.draft
    assert (draft.html, draft.figures) == (expected.html, expected.figures)
    assert (draft.title, draft.source, draft.editor) == (expected.title, expected.source, expected.editor)
    assert draft.published == expected.published


@pytest.mark.parametrize(
    ("lines", "source", "author", "editor", "published"),
    [
        (["来源：江畔晚报　作者：林小舟　2021-03-08"], "江畔晚报", "林小舟", None, "2021-03-08"),
        (["2021-03-08 07:05 来源：江畔晚报"], "江畔晚报", None, None, "2021-03-08T07:05+08:00"),
        (["2021年03月08日07:05 江畔晚报"], "江畔晚报", None, None, "2021-03-08T07:05+08:00"),
        (
            ["来源:江畔晚报", "发布时间:2021-03-08 07:05", "作者:林小舟 何青"],
            "江畔晚报",
            "林小舟 何青",
            None,
            "2021-03-08T07:05+08:00",
        ),
        (
            ["本报记者 林小舟 通讯员 何青", "来源:江畔晚报 | 2021-03-08"],
            "江畔晚报",
            "林小舟 通讯员 何青",
            None,
            "2021-03-08",
        ),
        (["来源:江畔晚报 编辑:苏禾"], "江畔晚报", None, "苏禾", None),
        (["來源：江畔晚報｜記者：林小舟｜編輯：蘇禾"], "江畔晚報", "林小舟", "蘇禾", None),
        (["2021.3.8"], None, None, None, "2021-03-08"),
        (["2021-02-30 来源:江畔晚报"], "江畔晚报", None, None, None),
    ],
)
def test_the_lines_below_the_title(
    lines: list[str], source: str | None, author: str | None, editor: str | None, published: str | None
) -> None:
    draft = read_text("\n".join(["题目", *lines, "  江水平静,渡船靠岸。"]))
    assert (draft.source, draft.author, draft.editor) == (source, author, editor)
    assert (str(draft.published) if draft.published else None) == published
    assert paragraphs(draft) == ["江水平静,渡船靠岸。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("题\n——副题在此\n来源:甲报\n  正文。", ("——副题在此", ["正文。"], [])),
        ("题\n  正文一。\n  正文二。", (None, ["正文一。", "正文二。"], [])),
        (
            "题\n来源:甲报\n没有缩进的第一段。\n没有缩进的第二段。",
            (None, ["没有缩进的第一段。", "没有缩进的第二段。"], []),
        ),
        ("题\n  第一段。\n  小标题\n  第二段。", (None, ["第一段。", "第二段。"], ["小标题"])),
        (
            "题\n  第一段。\n  甲市人民政府\n  2021年3月8日",
            (None, ["第一段。", "甲市人民政府", "2021年3月8日"], []),
        ),
        (
            "题\n  春眠不觉晓\n  处处闻啼鸟\n  夜来风雨声\n  这是诗。",
            (None, ["春眠不觉晓", "处处闻啼鸟", "夜来风雨声", "这是诗。"], []),
        ),
        ("题\n  他问：“走吗？”\n  她说走。", (None, ["他问：“走吗？”", "她说走。"], [])),
        ("题\n  第一段。\n相关阅读\n别的新闻标题很长很长", (None, ["第一段。"], [])),
        ("题\n  第一段。\n首页\n新闻\n文娱\n体育", (None, ["第一段。"], [])),
        ("题\n  第一段。\n（完）", (None, ["第一段。", "（完）"], [])),
        (
            "题\n  编辑:是一个辛苦的行当,他们每天都要看完几十万字的稿件,从不说累。\n  完。",
            (None, ["编辑:是一个辛苦的行当,他们每天都要看完几十万字的稿件,从不说累。", "完。"], []),
        ),
        ("题\n  a<b>c&d。", (None, ["a&lt;b&gt;c&amp;d。"], [])),
    ],
)
def test_bodies(text: str, expected: tuple[str | None, list[str], list[str]]) -> None:
    draft = read_text(text)
    assert (draft.subtitle, paragraphs(draft), headings(draft)) == expected


def test_a_text_of_pictures_alone_is_an_article() -> None:
    draft = read_text("题\n来源:甲报\n题\n第一张。\n题\n第二张。")
    assert captions(draft) == ["第一张。", "第二张。"]
    assert draft.html == "<figure></figure>" * 2


@pytest.mark.parametrize("text", ["", "只有标题", "题\n来源:甲报 | 2021-03-08"])
def test_a_text_without_an_article_is_a_problem(text: str) -> None:
    with pytest.raises(ImportProblem):
        read_text(text)


@pytest.mark.parametrize(
    ("name", "data", "accepted"),
    [
        ("x", SAMPLE.encode(), True),
        ("x.txt", "随便一段话。\n又一段。".encode(), True),
        ("x", "随便一段话。\n又一段。".encode(), False),
        ("x.txt", b"<!DOCTYPE html><html></html>", False),
        ("x.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0", False),
        ("x.txt", b'{"title": "x"}', False),
        ("x", b"#!/bin/sh\necho\n", False),
    ],
)
def test_the_format_is_told_by_content(name: str, data: bytes, accepted: bool, tmp_path: Path) -> None:
    assert PressText().accepts(bytes_source(name, name, b""), data) is accepted


def test_the_shared_press_text_gives_what_is_expected_of_it(shared_data: Path) -> None:
    (path,) = (shared_data / "press_text").glob("*.txt")
    expected = json.loads(path.with_name(path.stem + ".expected.json").read_text(encoding="utf-8"))
    (read,) = PressText().read(file_source(path))
    assert isinstance(read, Imported)
    draft = read.draft
    for key in ("title", "source", "editor", "language"):
        assert getattr(draft, key) == expected[key]
    assert str(draft.published) == expected["published"]
    assert headings(draft) == expected["headings"]
    assert len(paragraphs(draft)) == expected["paragraphs"]
    assert len(draft.figures) == draft.html.count("<figure>") == expected["figures"]
    assert draft.html.partition("<p>")[0].count("<figure>") == expected["figures_before_first_paragraph"]
    assert {str(n): text for n, text in enumerate(captions(draft), start=1) if text} == expected["captions"]
    assert not any(figure.picture for figure in draft.figures)
    assert paragraphs(draft)[0].startswith(expected["first_paragraph_starts"])
    assert paragraphs(draft)[-1].startswith(expected["last_paragraph_starts"])
    assert not [text for text in expected["not_in_body"] if text in draft.html]


def test_what_rules_know_of_pages_they_know_of_text() -> None:
    draft = read_text(
        "题\n题\n老街夜景。江畔晚报记者 石坚 摄\n  本报讯（记者 柳新 通讯员 水清）三月的早晨，豆浆铺第一个开门。\n"
        "  老街全长四百米。\n  （来源：江畔晚报）\n  （原标题：老街）\n校对：李四\n扫码下载江畔新闻客户端\n相关阅读"
    )
    assert (draft.source, draft.author) == ("江畔晚报", "柳新 通讯员 水清")
    assert [(figure.caption, figure.credit) for figure in draft.figures] == [
        ("老街夜景。江畔晚报记者 石坚 摄", "江畔晚报记者 石坚 摄")
    ]
    assert [line[:2] for line in paragraphs(draft)] == ["本报", "老街"]


def test_a_word_of_an_end_in_the_middle_ends_nothing() -> None:
    text = "题\n没有缩进的第一段，说得很长，说了很久。\n扫码\n第二段也说得很长，说了很久。\n第三段更长，长得没有尽头。"
    assert len(re.findall("<(?:p|h2)>", read_text(text).html)) == 4


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2021-03-08", "2021-03-08"),
        ("2021.3.8 7:05", "2021-03-08T07:05+08:00"),
        ("2021/03/08 07:05:09", "2021-03-08T07:05:09+08:00"),
        ("2021年3月8日", "2021-03-08"),
        ("2021年03月08日07时05分09秒", "2021-03-08T07:05:09+08:00"),
        ("2021年3月8日7点05分", "2021-03-08T07:05+08:00"),
        ("2021年3月8日 星期一 07:05", "2021-03-08T07:05+08:00"),
        ("2021年3月8日（周一）", "2021-03-08"),
        ("2021年3月8日 下午3:05", "2021-03-08T15:05+08:00"),
        ("2021-03-08 凌晨12:05", "2021-03-08T00:05+08:00"),
        ("二〇二一年三月十八日", "2021-03-18"),
        ("二○二一年十一月三十日", "2021-11-30"),
        ("２０２１年３月８日", "2021-03-08"),
        ("2021-03-08T07:05:09+08:00", "2021-03-08T07:05:09+08:00"),
        ("发表时间：2021年3月8日 来源：江畔晚报", "2021-03-08"),
    ],
)
def test_a_time_is_read_in_every_usual_form(line: str, published: str) -> None:
    assert str(read_text(f"题\n{line}\n  江水平静，渡船靠岸。").published) == published


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("本报讯（记者 张三）老街修缮一新。", "张三"),
        ("本报讯(通讯员 水清)老街修缮一新。", "通讯员 水清"),
        ("本报讯（记者 张三 通讯员 李四）老街修缮一新。", "张三 通讯员 李四"),
        ("某某社北京3月8日电（记者张三、李四）老街修缮一新。", "张三、李四"),
        ("老街修缮一新。（通讯员 水清）", "水清"),
        ("本报记者 张三 李四\n老街修缮一新。", "张三 李四"),
    ],
)
def test_who_wrote_it_is_read_from_the_text(text: str, author: str) -> None:
    assert read_text("题\n" + "\n".join(f"  {line}" for line in text.split("\n"))).author == author


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("老街夜景。新华社发（张三 摄）", "新华社发（张三 摄）"),
        ("老街夜景。新华社记者 张三 摄", "新华社记者 张三 摄"),
        ("老街夜景。张三 摄", "张三 摄"),
        ("老街夜景（图片来源：某某社区）", "某某社区"),
        ("老街夜景。", None),
    ],
)
def test_who_took_a_picture_is_read_from_its_caption(caption: str, credit: str | None) -> None:
    (figure,) = read_text(f"题\n题\n{caption}\n  江水平静，渡船靠岸。").figures
    assert (figure.caption, figure.credit) == (caption, credit)
