"""Where the article stands on a page of no known family: where most of its prose is, and else where trafilatura says.

Prose is what has the marks of sentences and is no link. Most pages have nearly all of it in one element; trafilatura,
which takes twenty times as long, is asked about the others.
"""

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ztviewer.importers.pages.blocks import Block
from ztviewer.importers.pages.markup import Page, copy_of, elements
from ztviewer.importers.pages.press import is_navigation
from ztviewer.importers.rules import rules

_ELEMENTS = 40_000
"""A page of more elements goes without trafilatura, which takes time in proportion to their square."""
_MARKS = frozenset("，。！？；、：”,.!?;")
_DESCEND = 0.6
"""The article is looked for in the one child that holds this much of the prose."""
_SECTION = 0.1
"""Its likes must not hold more than this, or it is one section of several."""
_CLEAR = 0.6
"""An element with so much of the page's prose is the article without a question."""
_ENOUGH = 150
"""Characters, and it has at least this much."""
_ASIDE = 0.7
"""What looks like comments or recommendations and holds more than this of the prose is the article after all."""
_WRAPPED = frozenset("p li h1 h2 h3 h4 h5 h6 td th blockquote pre span font figcaption dd dt".split())


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks of an article, in order."""

    blocks: list[Block]
    links: int
    """how many lines of links stand among them, and were left out"""


def article_blocks(page: Page, seen: Sequence[Block]) -> Found:
    """The blocks of the article among all that are seen on a page, in order."""
    aside = _aside(page.tree, seen)
    inside = [block for block in seen if block.element not in aside]
    weights = _weights(page.tree, inside)
    whole = weights[page.tree]
    dense = _densest(page.tree, weights)
    if weights[dense] < max(_CLEAR * whole, _ENOUGH):
        told = _told(page, inside)
        common = _common(told)
        if common is not None and weights[common] > weights[dense]:
            dense = _densest(common, weights)
    return _of_element(inside, dense)


def extracted(page: Page) -> list[str]:
    """The paragraphs that trafilatura takes for the article."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its downloader, which we never use, misses a library for proxies
        from trafilatura import bare_extraction  # takes half a second, and most pages do not need it
    tree = copy_of(page) if elements(page.tree) <= _ELEMENTS else None
    if tree is None:
        return []
    try:
        document = bare_extraction(tree, include_comments=False, include_tables=True)
    except Exception:  # a stranger's page in a stranger's code: whatever it raises, it has found nothing
        return []
    text = getattr(document, "text", None) or ""
    return [line for line in map(str.strip, text.splitlines()) if line]


def prose(block: Block) -> int:
    """How many characters of a block are sentences and no links."""
    if not block.is_text or is_navigation(block) or not _MARKS.intersection(block.text):
        return 0
    return max(0, len(block.text) - block.linked)


def _weights(tree: HtmlElement, seen: Sequence[Block]) -> Counter[HtmlElement]:
    """How much prose stands in each element of a tree, at whatever depth."""
    weights: Counter[HtmlElement] = Counter()
    for block in seen:
        if weight := prose(block):
            weights[block.element] += weight
    for element in reversed(list(tree.iter())):
        parent = element.getparent()
        if parent is not None and element in weights:
            weights[parent] += weights[element]
    return weights


def _densest(start: HtmlElement, weights: Counter[HtmlElement]) -> HtmlElement:
    """The innermost element that holds nearly all prose of the one around it."""
    element = start
    while True:
        children = [child for child in element if weights[child]]
        best = max(children, key=lambda child: weights[child], default=None)
        if best is None or not any(weights[child] for child in best):
            return element  # what is left are paragraphs
        alike = sum(weights[child] for child in children if _likeness(child) == _likeness(best))
        sections = alike - weights[best] > _SECTION * weights[element]
        if weights[best] < _DESCEND * weights[element] or sections:
            return element
        element = best


def _likeness(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), element.get("class", "")


def _told(page: Page, seen: Sequence[Block]) -> list[Block]:
    """The blocks of prose that trafilatura has found."""
    whole = "\n".join(map(_key, extracted(page)))
    return [block for block in seen if prose(block) and _key(block.text) in whole]


def _common(blocks: Sequence[Block]) -> HtmlElement | None:
    """The innermost element in which all of the blocks stand."""
    if not blocks:
        return None
    lines = [[block.element, *block.element.iterancestors()][::-1] for block in blocks]
    common = None
    for level in zip(*lines, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    return common


def _aside(tree: HtmlElement, seen: Sequence[Block]) -> set[HtmlElement]:
    """All elements of a page that are called comments, recommendations, navigation and the like."""
    weights = _weights(tree, seen)
    whole = weights[tree]
    found: set[HtmlElement] = set()
    for element in tree.iter(
        "div", "ul", "ol", "dl", "section", "aside", "nav", "footer", "header", "table", "p"
    ):
        if element in found or weights[element] > _ASIDE * whole:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
        if element.tag in ("aside", "nav", "footer") or any(map(_called_aside, names)):
            found.update(element.iter())
    return found


def _called_aside(name: str) -> bool:
    return any(pattern.search(name) for pattern in rules().asides)


def _of_element(seen: Sequence[Block], element: HtmlElement) -> Found:
    """The blocks of an element: prose, what stands between prose, and what stands beside it."""
    inside = set(element.iter())
    everything = [block for block in seen if block.element in inside]
    prosaic = [number for number, block in enumerate(everything) if prose(block)]
    if not prosaic:
        return Found([], 0)
    first, last = prosaic[0], prosaic[-1]
    whole_page = element.tag in ("html", "body")
    holders = set() if whole_page else {_holder(everything[number]) for number in prosaic}
    kept = [
        block
        for number, block in enumerate(everything)
        if not is_navigation(block)
        and (first <= number <= last or _holder(block) in holders or not (whole_page or block.is_text))
    ]
    return Found(kept, sum(map(is_navigation, everything[first:last])))


def _holder(block: Block) -> HtmlElement:
    """The element whose paragraphs a block is one of."""
    element = block.element
    while element.tag in _WRAPPED and (parent := element.getparent()) is not None:
        element = parent
    return element


def _key(text: str) -> str:
    return "".join(text.split()).strip("-|")
