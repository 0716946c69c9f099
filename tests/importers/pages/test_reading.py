"""Pages of no known family: title, byline, body, figures, and nothing of what stands around them."""

import base64

import pytest

from tests.importers.pages.samples import FIRST, MENU, PAGE, SECOND, THIRD, article, picture, read, text
from ztviewer.core.body import clean
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.pages import read_page

PROSE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def test_a_whole_page_is_read_into_its_parts() -> None:
    draft = read(PAGE, a_png=picture())
    assert draft.title == "老渡口重新开航"
    assert str(draft.published) == "2021-03-08T07:05+08:00"
    assert (draft.source, draft.author, draft.editor) == ("江畔晚报", "柳新", "张三")
    assert draft.url == "https://news.example.com/2021-03-08/1.html"
    assert draft.language == "zh-Hans"
    assert text(draft) == [f"本报讯（记者 柳新 通讯员 水清）{FIRST}", "一级一级数石头", SECOND, THIRD]
    [figure] = draft.figures
    assert figure.picture is not None
    assert figure.picture.width == 120
    assert figure.caption == "△重新开航的老渡口。江畔晚报记者 石坚 摄"
    assert figure.credit == "江畔晚报记者 石坚 摄"


def test_a_figure_stands_where_the_picture_stood() -> None:
    assert clean(read(PAGE, a_png=picture()).html).split("<figure>")[0].count("<p>") == 1


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2021-03-08 07:05:09", "2021-03-08T07:05:09+08:00"),
        ("发布时间：2021年3月8日 07:05", "2021-03-08T07:05+08:00"),
        ("2021/3/8 来源：江畔晚报", "2021-03-08"),
        ("二〇二一年三月十八日", "2021-03-18"),
        ("2021年3月8日 下午3:05", "2021-03-08T15:05+08:00"),
        ("2021-03-08 星期一 晚上9:30", "2021-03-08T21:30+08:00"),
        ("２０２１年３月８日", "2021-03-08"),
        ("March 8, 2021", "2021-03-08"),
    ],
)
def test_a_time_below_the_title_is_read_in_every_usual_form(line: str, published: str) -> None:
    assert str(read(article(PROSE, head=f"<div>{line}</div>")).published) == published


@pytest.mark.parametrize(
    ("element", "published"),
    [
        (
            '<meta property="article:published_time" content="2021-03-08T07:05:09+08:00">',
            "2021-03-08T07:05:09+08:00",
        ),
        ('<meta name="pubdate" content="20210308070509">', "2021-03-08T07:05:09+08:00"),
        ('<meta name="publishdate" content="2021-03-07T23:05:00Z">', "2021-03-08T07:05:00+08:00"),
        (
            '<meta name="pubdate" content="Mon, 08 Mar 2021 07:05:09 +0800">',
            "2021-03-08T07:05:09+08:00",
        ),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2021-03-08"}]}</script>',
            "2021-03-08",
        ),
        ('<script>var ct = "1615158309";</script>', "2021-03-08T07:05:09+08:00"),
        ('<link rel="canonical" href="https://example.com/2021/0308/c1.html">', "2021-03-08"),
    ],
)
def test_a_time_that_only_the_source_names_is_read(element: str, published: str) -> None:
    page = article(PROSE).replace("</head>", element + "</head>")
    assert str(read(page).published) == published


def test_the_more_precise_of_two_times_of_one_day_is_kept() -> None:
    page = article(PROSE, head="<p>2021-03-08 07:05</p>")
    page = page.replace("</head>", '<meta name="pubdate" content="2021-03-08"></head>')
    assert str(read(page).published) == "2021-03-08T07:05+08:00"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("老渡口重新开航_江畔网", "老渡口重新开航"),
        ("老渡口重新开航--地方--江畔网", "老渡口重新开航"),
        ("老渡口重新开航 - 江畔新闻网", "老渡口重新开航"),
        ("老渡口重新开航|渡口|江畔_江畔新闻", "老渡口重新开航"),
        ("[图文]老渡口重新开航", "老渡口重新开航"),
    ],
)
def test_what_a_site_adds_to_a_title_goes(title: str, expected: str) -> None:
    assert read(f"<html><head><title>{title}</title></head><body>{PROSE}</body></html>").title == expected


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：张三）",
        "责编：张三",
        "来源：江畔晚报 责任编辑：张三",
        "编辑|张三 校对|李四 来源|江畔晚报",
        "相关阅读",
        "扫码下载江畔新闻客户端",
        "上一篇：春耕",
        "免责声明：本文仅代表作者个人观点。",
        "长按识别二维码",
    ],
)
def test_what_stands_behind_the_end_of_an_article_goes(line: str) -> None:
    body = f"{PROSE}<p>{line}</p><p>下一条新闻的导语，与本文无关。</p>"
    assert text(read(article(body))) == [FIRST, SECOND, THIRD]


def test_a_line_in_the_middle_that_only_looks_like_an_end_stays() -> None:
    body = f"<p>{FIRST}</p><p>市民扫码进站</p><p>{SECOND}</p><p>{THIRD}</p><p>{FIRST}{SECOND}</p>"
    assert "市民扫码进站" in text(read(article(body)))


def test_a_repeated_title_in_the_text_stands_for_a_picture_that_was_there() -> None:
    body = f"<p>{FIRST}</p><p>老渡口重新开航</p><p>△老渡口夜景</p><p>{SECOND}</p><p>{THIRD}</p>"
    draft = read(article(body))
    assert text(draft) == [FIRST, SECOND, THIRD]
    assert [figure.caption for figure in draft.figures] == ["△老渡口夜景"]


def test_lines_broken_by_br_are_paragraphs_where_they_are_indented() -> None:
    draft = read(article(f"\u3000\u3000{FIRST}<br>\u3000\u3000{SECOND}<br><br>\u3000\u3000{THIRD}"))
    assert text(draft) == [FIRST, SECOND, THIRD]


def test_lists_tables_and_quotations_are_kept() -> None:
    body = (
        f"<p>{FIRST}</p><ul><li>第一班船，六点。</li><li>末班船，二十点。</li></ul>"
        f"<table><tr><th>班次</th><th>时间</th></tr><tr><td>早班</td><td>六点</td></tr></table>"
        f"<blockquote><p>{THIRD}</p></blockquote><p>{SECOND}</p>"
    )
    cleaned = clean(read(article(body)).html)
    assert "<ul><li>第一班船，六点。</li><li>末班船，二十点。</li></ul>" in cleaned
    assert "<tr><td>早班</td><td>六点</td></tr>" in cleaned
    assert f"<blockquote><p>{THIRD}</p></blockquote>" in cleaned


def test_a_layout_table_is_looked_through() -> None:
    page = f"<html><head><title>老渡口重新开航</title></head><body><table><tr><td>菜单</td><td>{PROSE}</td></tr></table>"
    assert text(read(page)) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1>nginx</body></html>",
            "error page",
        ),
        ("<title>页面不存在</title><p>您访问的页面不存在，请返回首页。</p>", "error page"),
        ("<ul><li><a href='/1'>一</a></li><li><a href='/2'>二</a></li></ul>", "no article"),
        ("", "nothing"),
        ("<html></html>", "no article"),
        ("<form>用户名 <input> 密码 <input></form>", "no article"),
    ],
)
def test_a_page_that_is_no_article_is_rejected_with_the_reason(page: str, reason: str) -> None:
    with pytest.raises(ImportProblem, match=reason):
        read(page)


def test_a_list_of_teasers_is_no_article() -> None:
    items = "".join(
        f'<li><a href="/{n}">第{n}条新闻的标题</a><p>导语，只有一句。</p></li>' for n in range(60)
    )
    with pytest.raises(ImportProblem, match="no article"):
        read(f"<html><head><title>新闻列表</title></head><body><ul>{items}</ul></body></html>")


def test_a_picture_in_the_page_itself_is_taken_and_an_icon_is_not() -> None:
    inside = base64.b64encode(picture()).decode()
    icon = base64.b64encode(picture(20, 20)).decode()
    body = f'{PROSE}<p><img src="data:image/png;base64,{inside}"></p><p><img src="data:image/png;base64,{icon}"></p>'
    assert [figure.picture is not None for figure in read(article(body)).figures] == [True]


def test_a_picture_is_asked_for_as_written_then_in_full() -> None:
    asked: list[str] = []

    def none(address: str) -> None:
        asked.append(address)

    page = article(f'{PROSE}<p><img src="../i/a.jpg" data-src="//cdn.example.com/b.jpg" alt="渡口"></p>')
    [draft] = read_page(page.encode(), url="https://example.com/n/1.html", declared=None, picture=none).drafts
    assert asked == [
        "../i/a.jpg",
        "https://example.com/i/a.jpg",
        "//cdn.example.com/b.jpg",
        "https://cdn.example.com/b.jpg",
    ]
    assert [(figure.url, figure.alt, figure.picture) for figure in draft.figures] == [
        ("https://cdn.example.com/b.jpg", "渡口", None)
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "big5hkscs"])
def test_a_page_is_read_in_whatever_charset_it_is(charset: str) -> None:
    title = "渡口開航" if charset.startswith("big5") else "老渡口重新开航"
    prose = f"<p>{'江畔的渡口，今日重新開航了。' * 8}</p>" if charset.startswith("big5") else PROSE
    assert read(article(prose, title=title).encode(charset)).title == title


def test_what_the_server_declares_counts_where_sniffing_fails() -> None:
    page = article(
        "<p>" + "Le bac a repris du service à l'été, après des années d'arrêt. " * 4 + "</p>", title="Été"
    )
    [draft] = read_page(
        page.encode("cp1252"), url=None, declared="windows-1252", picture=lambda _: None
    ).drafts
    assert "été" in draft.html


def one_of_several(number: int) -> str:
    return (
        f"<h2>第{number}号：江畔纪事</h2><p class='info'>2021-03-0{number} 来源：江畔晚报 作者：柳新</p>"
        f"<p>（之{number}）{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    )


@pytest.mark.parametrize("around", ["{}", "<article>{}</article>", "<div class='item'>{}</div>"])
def test_a_page_that_carries_several_whole_articles_gives_each(around: str) -> None:
    body = "".join(around.format(one_of_several(number)) for number in (1, 2, 3))
    page = f"<html><head><title>今日要闻_江畔网</title></head><body><ul>{MENU}</ul><h1>今日要闻</h1>{body}</body></html>"
    drafts = read_page(page.encode(), url=None, declared=None, picture=lambda _: None).drafts
    assert [draft.title for draft in drafts] == [f"第{number}号：江畔纪事" for number in (1, 2, 3)]
    assert [str(draft.published) for draft in drafts] == [f"2021-03-0{number}" for number in (1, 2, 3)]
    assert {(draft.source, draft.author) for draft in drafts} == {("江畔晚报", "柳新")}
    assert [text(draft) for draft in drafts] == [
        [f"（之{number}）{FIRST}", SECOND, THIRD] for number in (1, 2, 3)
    ]


def test_sections_of_one_article_stay_one_article() -> None:
    body = "".join(
        f"<section><h2>第{number}节</h2><p>{FIRST}</p><p>{SECOND}</p></section>" for number in range(3)
    )
    assert len(text(read(article(body, head="<p>2021-03-08 来源：江畔晚报</p>")))) == 9


def test_teasers_with_a_date_each_are_no_articles() -> None:
    items = "".join(
        f'<h2><a href="/{n}">第{n}条新闻的标题</a></h2><p>2021-03-08</p><p>导语，只有一句。</p>'
        for n in range(40)
    )
    with pytest.raises(ImportProblem, match="no article"):
        read(f"<html><head><title>新闻列表</title></head><body>{items}</body></html>")


def test_a_list_of_links_is_called_one() -> None:
    with pytest.raises(ImportProblem, match="only a list of links"):
        read(f"<html><head><title>频道</title></head><body><ul>{MENU}</ul></body></html>")


def test_what_was_guessed_is_said() -> None:
    page = f"<html><body>{PROSE}<script>var ct = '1615158309';</script></body></html>".encode()
    found = read_page(page, url="https://a.cn/2021-03-08/1.html", declared=None, picture=lambda _: None)
    assert (found.charset, [guess.what for guess in found.guessed]) == ("utf-8", ["title", "published"])
    garbled = "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in article(PROSE).encode()
    )
    found = read_page(garbled.encode(), url=None, declared=None, picture=lambda _: None)
    assert [guess.how for guess in found.guessed] == ["repaired: utf-8 read as windows-1252"]
    assert text(found.drafts[0]) == [FIRST, SECOND, THIRD]
