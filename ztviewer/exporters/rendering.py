"""An article as text, Markdown, HTML or JSON: pure functions, the same for exports and for showing one article.

Bodies are cleaned once more on their way out, so that not even an archive from a stranger can smuggle anything.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape

import lxml.html

from ztviewer.core.article import Article, Figure
from ztviewer.core.body import LINE_BREAK, clean
from ztviewer.core.i18n import _
from ztviewer.exporters.markdown_body import front_matter, markdown_blocks, markdown_line

ImagePath = Callable[[Figure], str | None]
"""Where a figure's picture lies, as an address relative to the document; None where there is no picture."""

_INDENT = "\u3000\u3000"
_FIGURE = "<figure></figure>"
_BLOCKS = frozenset("p h2 h3 h4 figure blockquote ul ol table".split())
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACE = re.compile(r"[ \t\r\n]+")


def in_archive(figure: Figure) -> str | None:
    """The address by which the archive itself names a picture."""
    return f"sha256:{figure.image}" if figure.image else None


def article_text(article: Article, note: str | None = None) -> str:
    """An article as plain text, paragraphs set as the Chinese press does; `note` is what a topic says of it."""
    lines = [article.title, *([article.subtitle] if article.subtitle else [])]
    byline = [f"{label}{value}" for label, value in details(article)]
    lines += [" | ".join(byline)] if byline else []
    lines += ["", *_text_blocks(article)]
    lines += ["", *labelled] if (labelled := _labelled(article, note)) else []
    text = "\n".join(lines).replace(LINE_BREAK, "\n").rstrip("\n") + "\n"
    return _BLANK_LINES.sub("\n\n", text)


def details(article: Article) -> list[tuple[str, str]]:
    """Source, time, author, column and editor with their labels, those that are known, in reading order."""
    known = [
        (_("Source: "), article.source),
        (_("Published: "), moment(article)),
        (_("Author: "), article.author),
        (_("Column: "), article.column),
        (_("Editor: "), article.editor),
    ]
    return [(label, value) for label, value in known if value]


def moment(article: Article) -> str | None:
    """When the article was published, as people write it: Chinese time, without saying so."""
    if article.published is None:
        return None
    return article.published.iso.removesuffix("+08:00").replace("T", " ")


def _labelled(article: Article, note: str | None) -> list[str]:
    """What stands below a text: tags, topics, its address, and the note."""
    known = [
        (_("Tags: "), ", ".join(article.tags)),
        (_("Topics: "), ", ".join(article.topics)),
        (_("Address: "), article.url),
        (_("Note: "), note),
    ]
    return [f"{label}{value}" for label, value in known if value]


def _text_blocks(article: Article) -> Iterator[str]:
    figures = iter(article.figures)
    root = lxml.html.fragment_fromstring(clean(article.html), create_parent="body")
    for block in root:
        if block.tag == "figure":
            if figure := next(figures, None):
                yield figure_text(figure)
            continue
        yield from _block_lines(block)
        for _place in block.iter("figure"):
            if figure := next(figures, None):
                yield figure_text(figure)
    for figure in figures:
        yield figure_text(figure)


def figure_text(figure: Figure) -> str:
    """A figure where there are only letters: `[Picture 4: caption]`."""
    number = figure.position
    if figure.image is None:
        label = _("Picture {number}, not in the archive").format(number=number)
    else:
        label = _("Picture {number}").format(number=number)
    return f"[{label}: {_said(figure)}]" if _said(figure) else f"[{label}]"


def _said(figure: Figure) -> str:
    return " ".join(part for part in (figure.caption, figure.credit) if part)


def _block_lines(block: lxml.html.HtmlElement, indent: str = _INDENT) -> Iterator[str]:
    """The lines of one block: paragraphs indented, list items marked, a table row's cells tabbed."""
    if block.tag in {"ul", "ol"}:
        for number, item in enumerate(block.iterchildren("li"), start=1):
            mark = "· " if block.tag == "ul" else f"{number}. "
            yield from _inside(item, indent + mark, indent + _INDENT)
    elif block.tag == "table":
        for row in block.iter("tr"):
            yield "\t".join(_flat(cell) for cell in row.iter("td", "th"))
    elif block.tag == "blockquote":
        yield from _inside(block, indent + _INDENT, indent + _INDENT)
    elif text := _flat(block):
        yield f"\n{text}\n" if block.tag in {"h2", "h3", "h4"} else indent + text


def _inside(block: lxml.html.HtmlElement, first: str, others: str) -> Iterator[str]:
    """The lines of a list item or a quotation: its own text, then the blocks in it."""
    own = (block.text or "") + "".join(
        ("\n" if child.tag in _BLOCKS else _raw(child)) + (child.tail or "") for child in block
    )
    if text := _SPACE.sub(" ", own).strip(" \u3000"):
        yield first + text
    for child in block:
        if child.tag in _BLOCKS and child.tag != "figure":
            yield from _block_lines(child, others)


def _flat(element: lxml.html.HtmlElement) -> str:
    """The text of an element on one line, `br` as LINE_BREAK."""
    return _SPACE.sub(" ", _raw(element)).strip(" \u3000")


def _raw(element: lxml.html.HtmlElement) -> str:
    if element.tag == "br":
        return LINE_BREAK
    return (element.text or "") + "".join(_raw(child) + (child.tail or "") for child in element)


def article_markdown(article: Article, image_path: ImagePath = in_archive, note: str | None = None) -> str:
    """An article as CommonMark with pipe tables, its data in front matter that any YAML reader takes."""
    data = {
        key: value for key, value in article_json(article).items() if key not in {"html", "text", "figures"}
    }
    figures = [_markdown_figure(figure, image_path(figure)) for figure in article.figures]
    parts = [front_matter(data | ({"note": note} if note else {})), f"# {markdown_line(article.title)}"]
    parts += [f"*{markdown_line(article.subtitle)}*"] if article.subtitle else []
    parts += [f"> {markdown_line(note)}"] if note else []
    return "\n\n".join([*parts, *markdown_blocks(clean(article.html), figures)]) + "\n"


def _markdown_figure(figure: Figure, path: str | None) -> str:
    said = markdown_line(_said(figure))
    if path is None:
        absent = _("picture not in the archive")
        return f"*[{absent}]*" + (f" {said}" if said else "")
    return f"![{markdown_line(figure.alt or figure.caption or '')}](<{path}>)" + (
        f"\n\n*{said}*" if said else ""
    )


def article_html(article: Article, image_path: ImagePath = in_archive, note: str | None = None) -> str:
    """An article as one `<article>` element, without a page around it."""
    byline = "".join(f"<li>{_value(label, value, article)}</li>" for label, value in details(article))
    below = "".join(f"<li>{escape(line)}</li>" for line in _labelled(article, None))
    return "\n".join(
        part
        for part in (
            f'<article lang="{escape(article.language or "zh")}">',
            f"<header>\n<h1>{escape(article.title)}</h1>",
            f'<p class="subtitle">{escape(article.subtitle)}</p>' if article.subtitle else "",
            f'<ul class="byline">{byline}</ul>' if byline else "",
            "</header>",
            f'<aside class="note">{paragraphs_html(note)}</aside>' if note else "",
            _filled(article, image_path),
            f'<footer><ul class="about">{below}</ul></footer>' if below else "",
            "</article>",
        )
        if part
    )


def _value(label: str, value: str, article: Article) -> str:
    if article.published is not None and value == moment(article):
        return f'{escape(label)}<time datetime="{article.published.iso}">{escape(value)}</time>'
    return escape(label + value)


def paragraphs_html(text: str) -> str:
    """Plain text, one paragraph a line, as paragraphs."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _filled(article: Article, image_path: ImagePath) -> str:
    """The body with each figure in its place; figures that have none follow at the end."""
    figures = [_html_figure(figure, image_path(figure)) for figure in article.figures]
    first, *others = clean(article.html).split(_FIGURE)
    gaps = len(others)
    places = [*figures[:gaps], *[""] * (gaps - len(figures))]
    body = first + "".join(place + piece for place, piece in zip(places, others, strict=True))
    return body + "".join(figures[gaps:])


def _html_figure(figure: Figure, path: str | None) -> str:
    if path is None:
        absent = escape(_("picture not in the archive"))
        shown = f'<p class="absent">{absent}</p>'
    else:
        size = f' width="{figure.width}" height="{figure.height}"' if figure.width and figure.height else ""
        alt = escape(figure.alt or figure.caption or "")
        shown = f'<img src="{escape(path)}" alt="{alt}"{size}>'
    caption = escape(figure.caption or "")
    credit = f'<span class="credit">{escape(figure.credit)}</span>' if figure.credit else ""
    said = " ".join(part for part in (caption, credit) if part)
    return f"<figure>{shown}" + (f"<figcaption>{said}</figcaption>" if said else "") + "</figure>"


def article_json(article: Article) -> dict[str, object]:
    """An article as it is printed and exported in JSON; these names and shapes stay."""
    return {
        "id": article.id,
        "title": article.title,
        "subtitle": article.subtitle,
        "source": article.source,
        "author": article.author,
        "editor": article.editor,
        "column": article.column,
        "published": article.published.iso if article.published else None,
        "url": article.url,
        "language": article.language,
        "html": article.html,
        "text": article.text,
        "figures": [
            {
                "position": figure.position,
                "image": figure.image,
                "caption": figure.caption,
                "alt": figure.alt,
                "credit": figure.credit,
            }
            for figure in article.figures
        ],
        "tags": list(article.tags),
        "topics": list(article.topics),
    }


RENDERINGS: Mapping[str, Callable[[Article], str]] = {
    "text": article_text,
    "html": article_html,
    "markdown": article_markdown,
    "json": lambda article: json.dumps(article_json(article), ensure_ascii=False, indent=2),
}
"""What one article can be shown as, by the name of the form."""
