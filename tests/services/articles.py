"""Invented articles, short enough to check by eye."""

import io

from PIL import Image

from ztviewer.core.article import ArticleDraft, FigureDraft, Picture
from ztviewer.core.published import Published
from ztviewer.importers import read_picture


def drawn(colour: str, width: int = 640, height: int = 400) -> Picture:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return read_picture(buffer.getvalue())


DRAFTS = (
    ArticleDraft(
        title="港城高新区五年蝶变",
        html="<p>港城高新区成立五年，引进C919飞机配套企业三十家。</p><p>投资超834.5亿元。</p><figure></figure>",
        source="江边日报",
        editor="陈某",
        column="要闻",
        published=Published("2022-06-06T09:35:10+08:00"),
        language="zh-Hans",
        figures=(
            FigureDraft(drawn("teal"), caption="高新区全景", credit="本报记者摄"),
            FigureDraft(caption="旧照"),
        ),
    ),
    ArticleDraft(
        title="鎮江老街修繕完工",
        html="<p>鎮江西津老街修繕工程昨日完工，遊客可沿江漫步。</p>",
        source="港澳週刊",
        published=Published("2021-05-14"),
        language="zh-Hant",
    ),
    ArticleDraft(
        title="防汛简讯",
        html="<p>镇江水位回落。</p><p>江北房地产项目停工检查。</p>",
        source="江边日报",
        column="简讯",
        published=Published("2020-07"),
    ),
    ArticleDraft(title="无日期的一篇", html="<p>马克思主义学院开学。</p>"),
)
