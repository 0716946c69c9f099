"""What people call the fields of an article, in tables and front matter, and an article made of such fields."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from ztviewer.core.article import ArticleDraft, FigureDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.published import Published
from ztviewer.importers.pages import moments
from ztviewer.importers.pictures import read_picture
from ztviewer.importers.plain_text import as_html, paragraphs, title_of
from ztviewer.importers.script import language
from ztviewer.importers.source import Source

_NAMES = {
    "title": "title headline 标题 標題 题名 題名 篇名 题目 題目 新闻标题 文章标题 名称 名稱",
    "subtitle": "subtitle 副标题 副標題 副题",
    "source": "source publication newspaper publisher site media 来源 來源 媒体 媒體 报纸 報紙 出处 出處 稿源 报刊名称 文献来源 刊名 网站",
    "author": "author authors byline creator 作者 记者 記者 撰稿 撰文",
    "editor": "editor 编辑 編輯 责任编辑 責任編輯 责编",
    "column": "column category section 栏目 欄目 版面 版次 频道 頻道 分类 分類 类别 類別",
    "published": "published date time datetime pubdate publishdate publishtime publicationdate pubtime created"
    " 日期 时间 時間 发布时间 發布時間 发表时间 發表時間 发布日期 发表日期 出版日期 刊登日期 见报日期 拍摄时间 拍摄日期",
    "url": "url link address href 网址 網址 链接 連結 原文链接 地址",
    "language": "language lang 语言 語言",
    "text": "text body content fulltext article 正文 内容 內容 全文 文章 文章内容 新闻内容",
    "html": "html contenthtml",
    "picture": "picture pictures image images img photo file filename path 图片 圖片 照片 图 文件 文件名 檔名 文件名称 图片文件 图片名 照片文件名",
    "caption": "caption description 图说 圖說 图片说明 圖片說明 照片说明 说明 說明 说明文字 文字说明 描述 图注",
    "credit": "credit photographer copyright 摄影 攝影 摄影者 摄影师 供图 图片来源 拍摄者",
}
_BETWEEN_PICTURES = str.maketrans(";；|\n", "\n\n\n\n")
_PICTURES = 200
"""How many pictures one row may name."""
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}


def field_of(name: str) -> str | None:
    """The field that a name stands for, however it is spaced and spelt; None for any other."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", name).lower() if char.isalnum())
    return _FIELD_OF.get(plain)


def figures_of(source: Source, values: Mapping[str, str]) -> tuple[FigureDraft, ...]:
    """The pictures that fields name, the caption below the last; ImportProblem where they are all there is and missing."""
    named = [
        name.strip()
        for name in values.get("picture", "").translate(_BETWEEN_PICTURES).splitlines()
        if name.strip()
    ][:_PICTURES]
    if not named or ("text" in values and all(name.isdecimal() for name in named)):
        return ()  # a number beside a text counts the pictures, as in our own export
    only = not {"text", "html"}.intersection(values)
    return tuple(
        replace(
            _figure(source, name, only=only),
            caption=values.get("caption") if number == len(named) else None,
            credit=values.get("credit"),
        )
        for number, name in enumerate(named, start=1)
    )


def _figure(source: Source, name: str, *, only: bool) -> FigureDraft:
    url = name if name.startswith(("http://", "https://")) else None
    try:
        data = source.beside(name.replace("\\", "/")) if url is None else None
        picture = read_picture(data) if data is not None else None
    except ImportProblem:
        if only:
            raise
        picture = None
    if picture is None and only:
        raise ImportProblem(_("The picture {name} is not there.").format(name=name.replace("\\", "/")))
    return FigureDraft(picture, url=url)


def draft_of(
    values: Mapping[str, str], figures: tuple[FigureDraft, ...] = (), original: Original | None = None
) -> ArticleDraft:
    """The article that fields make. Without a title its first sentence, or the caption's, stands for it."""
    lines = paragraphs(values.get("text", ""))
    html = values.get("html")
    said = lines[0] if lines else values.get("caption")
    title = values.get("title") or (title_of(said) if said else None)
    if not title:
        raise ImportProblem(_("There is neither a title nor a text."))
    return ArticleDraft(
        title=" ".join(title.split()),
        html=html if html is not None else as_html(lines),
        subtitle=values.get("subtitle"),
        source=values.get("source"),
        author=values.get("author"),
        editor=values.get("editor"),
        column=values.get("column"),
        published=_moment(values.get("published")),
        url=values.get("url"),
        language=values.get("language") or language(title + "".join(lines) + (html or "")),
        figures=figures,
        original=original,
    )


def _moment(text: str | None) -> Published | None:
    """A time in a field, written in whatever way; the first of several."""
    return (moments.read(text) or moments.find(text)) if text else None
