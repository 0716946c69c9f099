"""A few invented articles that hold everything an exporter can stumble over."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from ztviewer.core.article import Article, ArticleId, Figure, ImageDigest, Picture, State
from ztviewer.core.body import paragraphs
from ztviewer.core.errors import NotFound
from ztviewer.core.published import Published
from ztviewer.exporters.base import Heading


def bmp(colour: str) -> Picture:
    """A tiny picture; BMP has no compressor whose version could change its bytes."""
    out = BytesIO()
    Image.new("RGB", (3, 2), colour).save(out, "BMP")
    data = out.getvalue()
    return Picture(ImageDigest(hashlib.sha256(data).hexdigest()), "image/bmp", 3, 2, data, data)


PICTURES = {picture.digest: picture for picture in (bmp("navy"), bmp("orange"))}
NAVY, ORANGE = PICTURES
LOST = ImageDigest("0" * 64)


def pictures(digest: ImageDigest) -> Picture:
    """What the archive of these tests holds; LOST is known to it, its bytes are gone."""
    if digest not in PICTURES:
        raise NotFound(f"no picture {digest}")
    return PICTURES[digest]


def figure(position: int, image: ImageDigest | None, caption: str | None = None) -> Figure:
    """A figure of an article."""
    size = (3, 2) if image else (None, None)
    return Figure(position, image, caption, "示意图", "本刊 摄" if caption else None, None, *size)


def article(
    number: int, title: str, html: str, figures: tuple[Figure, ...] = (), **known: str | None
) -> Article:
    """An article of which only some things are known."""
    fields: dict[str, str | None] = dict.fromkeys(["subtitle", "source", "author", "editor", "column", "url"])
    day = known.pop("published", None)
    return Article(
        id=ArticleId(number),
        title=title,
        **(fields | known),
        published=Published(day) if day else None,
        language="zh-Hans",
        html=html,
        text="\n".join(paragraphs(html)),
        state=State.ACTIVE,
        figures=figures,
        tags=("地区/江畔", "=1+1") if number == 1 else (),
        topics=("江畔旧事",) if number == 1 else (),
    )


def _shown(figures: tuple[Figure, ...]) -> str:
    return "".join(
        "<figure>"
        + (f'<img src="sha256:{one.image}" alt="示意图">' if one.image else "")
        + (f"<figcaption>{one.caption}</figcaption>" if one.caption else "")
        + "</figure>"
        for one in figures
    )


def the_articles() -> list[Article]:
    """Five articles: a full one, a hostile one, a formula, one with only figures, one of the same name."""
    full = (figure(1, NAVY, "渡口的清晨。"), figure(2, None, "旧照片*已失"))
    return [
        article(
            1,
            "江畔小城：渡口三十年",
            "<h2>渡口</h2><p>清晨六点，<strong>第一班</strong>渡船离岸，<em>“慢一点。”</em>船工说。<br>雾很大。</p>"
            + _shown(full)
            + "<ul><li>客运</li><li>货运<ol><li>煤</li><li>沙</li></ol></li></ul>"
            "<table><tr><th>年</th><th>人次|万</th></tr><tr><td>1990</td><td>-5</td></tr></table>"
            "<blockquote><p>江水不说话。</p><p>人说。</p></blockquote>"
            '<p>见<a href="https://example.org/a_(b)?x=1&amp;y=2">县志</a>与\u2028旧报。</p>',
            full,
            subtitle="——一座码头的记忆",
            source="江畔晚报",
            author="林小舟",
            editor="何青",
            column="人文",
            published="2021-05-14T09:35+08:00",
            url="https://example.org/ferry",
        ),
        article(
            2,
            '../../<script>alert(1)</script>\u202e"题":*?',
            "<p># 不是标题</p><p>1. 不是列表</p><p>a_b*c*`d` [x](y) &lt;b&gt; &amp;amp; $title ![i](j)</p>"
            '<p onclick="x()">看这里!<a href="javascript:alert(1)">坏链接</a><script>alert(2)</script></p>'
            + _shown((figure(1, LOST),)),
            (figure(1, LOST),),
            source="=cmd|' /C calc'!A0",
            author="+86",
            editor="@SUM(A1)",
            published="2021",
        ),
        article(3, '=HYPERLINK("https://example.org","点")', "<p>-12.5%</p>", column="-12.5%", source="\t=1"),
        article(4, "CON", _shown((figure(1, ORANGE), figure(2, NAVY))), (figure(1, ORANGE), figure(2, NAVY))),
        article(5, "con", "<p>與前一篇同名，只是大小寫不同。</p>", published="2019-02"),
    ]


def the_heading() -> Heading:
    """A topic around them."""
    return Heading("江畔旧事", "第一段 <b>。\n第二段。", {ArticleId(1): "=先读这一篇", ArticleId(4): "图多"})


@pytest.fixture
def articles() -> list[Article]:
    """The invented articles."""
    return the_articles()


@pytest.fixture
def heading() -> Heading:
    """The invented topic."""
    return the_heading()
