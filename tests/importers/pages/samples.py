"""Invented pages that the tests of saved pages share, and a way to read them."""

from io import BytesIO

from PIL import Image

from ztviewer.core.article import ArticleDraft
from ztviewer.core.body import clean, paragraphs
from ztviewer.importers.pages import read_page

FIRST = "江畔镇的老渡口昨日重新开航，头一班船坐满了人。船老大说，等这一天，他等了整整十二年。"
SECOND = "渡口始建于清末，石阶一共九十九级。修缮时，工匠把每一块石头都编了号，原样放回。"
THIRD = "“石头认得路。”老石匠笑着说。到傍晚，码头上还有人不肯走，孩子们在石阶上数数。"

MENU = "".join(f'<li><a href="/{number}/">频道{number}</a></li>' for number in range(30))
RELATED = "".join(f'<li><a href="/a/{number}.html">相关新闻的标题之{number}</a></li>' for number in range(12))

PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>老渡口重新开航_社会新闻_江畔网</title>
<meta property="og:url" content="https://news.example.com/2021-03-08/1.html"></head><body>
<div class="nav"><ul>{MENU}</ul></div>
<div class="main"><h1>老渡口重新开航</h1>
<div class="info"><span>2021年03月08日 07:05</span> <span>来源：江畔晚报</span> <span>作者：柳新</span></div>
<div class="content">
<p>本报讯（记者 柳新 通讯员 水清）{FIRST}</p>
<p><img src="a.png"></p>
<p>△重新开航的老渡口。江畔晚报记者 石坚 摄</p>
<p><strong>一级一级数石头</strong></p>
<p>{SECOND}</p>
<p>{THIRD}</p>
<p>[责任编辑：张三]</p>
<p>扫码下载江畔新闻客户端</p>
</div>
<div class="related"><h3>相关阅读</h3><ul>{RELATED}</ul></div></div>
<div class="footer"><p>版权所有 江畔网，未经授权不得转载，违者必究。</p></div></body></html>"""


def picture(width: int = 120, height: int = 80) -> bytes:
    """A PNG."""
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def read(page: str | bytes, **given: bytes) -> ArticleDraft:
    """The one article of a page; pictures by their addresses with `_` for what is no letter."""
    data = page.encode() if isinstance(page, str) else page
    [draft] = read_page(
        data, url=None, declared=None, picture=lambda address: given.get(address.replace(".", "_"))
    ).drafts
    return draft


def text(draft: ArticleDraft) -> list[str]:
    """The paragraphs as they would be stored."""
    return paragraphs(clean(draft.html))


def article(body: str, *, title: str = "老渡口重新开航", head: str = "") -> str:
    """A page with a body of one's own."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{head}<div>{body}</div></body></html>"
