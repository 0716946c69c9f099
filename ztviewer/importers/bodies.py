"""A document that is an article throughout (a chapter, a Markdown file), as a body with its figures taken out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree, html
from lxml.html import HtmlElement

from ztviewer.core.article import FigureDraft
from ztviewer.importers.pages.figures import Pictures, Resolve
from ztviewer.importers.plain_text import printable

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DROPPED = ("script", "style", "head", "title", "template", "noscript", "form", "iframe", "object")


@dataclass(frozen=True, slots=True)
class Body:
    """What `ArticleDraft` takes."""

    html: str
    figures: tuple[FigureDraft, ...]
    text: str
    """all of it on one line, to see whether there is any and in which script"""


def without_controls(tree: HtmlElement) -> HtmlElement:
    """The tree without the characters that references like `&#1;` brought in; lxml lets nobody move them."""
    for element in tree.iter():
        if element.text:
            element.text = printable(element.text)
        if element.tail:
            element.tail = printable(element.tail)
    return tree


def take_title(tree: HtmlElement, *known: str | None) -> str | None:
    """The first heading, where no text stands before it, taken out of the tree with whatever is `known` around it.

    Where a title is known already (the first of `known`), only that same heading is taken.
    """
    title = None
    repeated = {_key(line) for line in known if line}
    for element in list(tree.iter(*HEADINGS, "p")):
        text = text_of(element)
        if not text:
            continue
        if title is None and element.tag in HEADINGS and (not any(known[:1]) or _key(text) in repeated):
            title = text
        elif _key(text) not in repeated:
            break
        element.drop_tree()
    return title


def read_body(tree: HtmlElement, beside: Resolve) -> Body:
    """The body of a document. `beside` gives what is named relative to it; pictures that are not there leave a gap."""
    for element in list(tree.iter(*_DROPPED)):
        element.drop_tree()
    figures = tuple(_figures(tree, Pictures(lambda address: beside(_path(address)), None)))
    parts = [html.tostring(child, encoding="unicode") for child in tree]
    return Body(printable((tree.text or "") + "".join(parts)), figures, text_of(tree))


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join(printable(str(element.text_content())).split())


def _key(text: str) -> str:
    return "".join(text.split())


def _path(address: str) -> str:
    return unquote(address.partition("#")[0].partition("?")[0])


def _figures(tree: HtmlElement, pictures: Pictures) -> Iterator[FigureDraft]:
    """The figures in their order; an empty `figure` takes the place of each."""
    for element in [one for one in tree.iter("figure", "img") if not _is_within_figure(one)]:
        images = [element] if element.tag == "img" else list(element.iter("img"))
        caption = None if element.tag == "img" else _figcaption(element)
        drafts = [draft for image in images if (draft := pictures.figure(image)) is not None]
        place = _alone(element)
        follower = _caption_below(place) if caption is None and drafts else None
        if follower is not None:
            caption = text_of(follower)
            follower.drop_tree()
        for _draft in drafts:
            place.addprevious(etree.Element("figure"))
        place.drop_tree()
        yield from (replace(draft, caption=caption if draft is drafts[-1] else None) for draft in drafts)


def _is_within_figure(element: HtmlElement) -> bool:
    return any(True for _outer in element.iterancestors("figure"))


def _figcaption(figure: HtmlElement) -> str | None:
    return " ".join(text for part in figure.iter("figcaption") if (text := text_of(part))) or None


def _alone(element: HtmlElement) -> HtmlElement:
    """The paragraph that holds nothing but this element, or the element."""
    place = element
    while (outer := place.getparent()) is not None and outer.tag in {"a", "span", "p", "div", "center"}:
        if outer.getparent() is None or len(outer) > 1 or text_of(outer) != text_of(element):
            break
        place = outer
    return place


def _caption_below(place: HtmlElement) -> HtmlElement | None:
    """The paragraph after a picture that is its caption: marked as one, or all of it in italics."""
    below = place.getnext()
    if below is None or below.tag != "p" or (place.tail or "").strip() or not text_of(below):
        return None
    if "caption" in (below.get("class") or "").lower():
        return below
    return (
        below
        if len(below) == 1 and below[0].tag in {"em", "i"} and text_of(below[0]) == text_of(below)
        else None
    )
