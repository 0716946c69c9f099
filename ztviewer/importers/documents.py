"""DOCX: headings, tables, pictures and their captions become an article; what is set like a press text is read so."""

from collections.abc import Iterator
from typing import Any

import mammoth
from lxml import html
from lxml.html import HtmlElement

from ztviewer.core.article import ArticleDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.bodies import HEADINGS, read_body, take_title, text_of, without_controls
from ztviewer.importers.byline import Byline, is_byline, read_byline
from ztviewer.importers.pictures import PICTURE_BYTES
from ztviewer.importers.plain_text import title_of
from ztviewer.importers.script import language
from ztviewer.importers.source import Source, bytes_source, damage
from ztviewer.importers.zip_file import MAGIC, open_zip, zip_parts

FILE_BYTES = 256 * 1024 * 1024
_DOCUMENT_BYTES = 32 * 1024 * 1024
"""What the text may unpack to; it is held as a tree, some fifty times as large."""
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STYLES = "\n".join(
    f"p[style-name='{name}'] => {element}:fresh"
    for element, names in {
        "h1": ("Title", "title", "标题", "文章标题"),
        "p.subtitle": ("Subtitle", "subtitle", "副标题"),
        "p.caption": ("Caption", "caption", "题注", "图注", "图说"),
        "h2": ("heading 1", "标题 1"),
        "h3": ("heading 2", "标题 2"),
        "h4": ("heading 3", "标题 3"),
    }.items()
    for name in names
)
_TITLE = 60
_BYLINES = 4
_ENDS = "。；，！…：;,"


class WordDocuments:
    """What Word and its like save today."""

    name = "docx"

    def accepts(self, source: Source, head: bytes) -> bool:
        """A ZIP with the part that every document has."""
        return head.startswith(MAGIC) and "word/document.xml" in zip_parts(source)

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The one article of the file."""
        data = source.read(FILE_BYTES)
        original = Original(source.name, _MEDIA_TYPE, data)
        _refuse_large(data)
        with damage():
            tree, pictures = _converted(data)
        yield Imported(source.place, _draft(tree, pictures, source, original))


def _refuse_large(data: bytes) -> None:
    with bytes_source("", "", data).open() as file, open_zip(file) as parts:
        for info in parts.infolist():
            if info.file_size > (
                _DOCUMENT_BYTES if info.filename.endswith((".xml", ".rels")) else FILE_BYTES
            ):
                raise ImportProblem(_("Unpacked, this is too large for its size."))


def _converted(data: bytes) -> tuple[HtmlElement, dict[str, bytes]]:
    """The text as HTML, and its pictures by the addresses that stand in it."""
    pictures: dict[str, bytes] = {}

    def kept(image: Any) -> dict[str, str]:
        with image.open() as file:
            content = file.read(PICTURE_BYTES + 1)
        address = f"picture-{len(pictures) + 1}"
        pictures[address] = content
        return {"src": address}

    with bytes_source("", "", data).open() as file:
        result = mammoth.convert_to_html(
            file,
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(kept),
            ignore_empty_paragraphs=True,
            external_file_access=False,
        )
    return without_controls(html.fragment_fromstring(result.value, create_parent="div")), pictures


def _draft(tree: HtmlElement, pictures: dict[str, bytes], source: Source, original: Original) -> ArticleDraft:
    _simplify(tree)
    title = take_title(tree) or _first_line(tree)
    subtitle, byline = _below_title(tree)
    body = read_body(tree, pictures.get)
    if not body.text and not body.figures:
        raise ImportProblem(_("There is no article in this text."))
    return ArticleDraft(
        title=title or title_of(body.text) or source.name,
        html=body.html,
        subtitle=subtitle,
        source=byline.source,
        author=byline.author,
        editor=byline.editor,
        column=byline.column,
        published=byline.published,
        language=language(f"{title or ''}{body.text}"),
        figures=body.figures,
        original=original,
    )


def _simplify(tree: HtmlElement) -> None:
    """A cell of one paragraph holds its text, and footnotes lose the arrows that lead back up."""
    for cell in tree.iter("td", "th"):
        if len(cell) == 1 and cell[0].tag == "p":
            cell[0].drop_tag()
    for link in list(tree.iter("a")):
        if (link.get("href") or "").startswith("#"):
            if text_of(link) == "↑":
                link.drop_tree()
            else:
                link.drop_tag()


def _first_line(tree: HtmlElement) -> str | None:
    """A first paragraph that is short and no sentence: a title that was set large by hand."""
    for element in tree.iter("p", *HEADINGS, "table", "img"):
        text = text_of(element)
        if element.tag in {"table", "img"} or len(text) > _TITLE or text.endswith(tuple(_ENDS)):
            return None
        if text:
            element.drop_tree()
            return text
    return None


def _below_title(tree: HtmlElement) -> tuple[str | None, Byline]:
    """The subtitle and the lines of source, author and time, taken out of the tree."""
    subtitle, byline = None, Byline()
    for element in [one for one in tree if one.tag == "p"][:_BYLINES]:
        text = text_of(element)
        if element.get("class") == "subtitle" and subtitle is None:
            subtitle = text
        elif is_byline(text) and not len(element.findall(".//img")):
            byline = byline.with_line(read_byline(text))
        else:
            break
        element.drop_tree()
    return subtitle, byline
