"""Bytes of a page as a tree: never the network, no entities but HTML's own, and never deeper than can be walked."""

import re
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.importing import Guess
from ztviewer.importers.charset import decode
from ztviewer.importers.plain_text import printable

PAGE_BYTES = 32 * 1024 * 1024
PAGE_ELEMENTS = 500_000
_DEPTH = 200
"""How many elements may be open at once in what the parser is given; libxml2 gives up at 256."""

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/><\0]*)")
_START_TAG = re.compile(r"<[A-Za-z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_ATTRIBUTE = re.compile(r"\s[^\s=<>\"']")
_ATTRIBUTES = 500
"""The most attributes of one element: libxml2 takes time in proportion to their square."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
_INLINE = frozenset("a abbr b big cite code em font i s small span strong sub sup tt u".split())


@dataclass(frozen=True, slots=True)
class Page:
    """A page as source and as tree."""

    source: str
    tree: HtmlElement
    charset: str
    guessed: tuple[Guess, ...] = ()
    """what had to be done to the text"""


def parse(data: bytes, declared: str | None) -> Page:
    """Read a page; ImportProblem where it is too large or holds no element. `declared` is what the server said."""
    if len(data) > PAGE_BYTES:
        raise ImportProblem(_("The page is larger than {size} MiB.").format(size=PAGE_BYTES >> 20))
    decoded = decode(data, declared)
    source = _bounded(_DECLARATION.sub("", printable(decoded.text), count=1))
    tree, cut = _tree(source)
    if cut:  # deeper than libxml2 goes: it has dropped what followed
        tree, cut = _tree(_flattened(source))
    if tree is None:
        raise ImportProblem(_("There is nothing on this page."))
    if elements(tree) > PAGE_ELEMENTS:
        raise ImportProblem(_("The page has more than {count} elements.").format(count=PAGE_ELEMENTS))
    return Page(source, tree, decoded.charset, decoded.guessed)


def elements(tree: HtmlElement) -> int:
    """How many elements a tree has."""
    return int(float(str(tree.xpath("count(//*)"))))


def copy_of(page: Page) -> HtmlElement | None:
    """A tree of its own for who changes what it is given."""
    return _tree(etree.tostring(page.tree, encoding="unicode", method="html"))[0]


def _tree(source: str) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether it was cut off because it is too deep."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    if tree is not None:  # libxml2 puts what stands behind `</html>` beside the root
        tree.extend(list(tree.itersiblings()))
    cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return tree, cut


def _bounded(source: str) -> str:
    """The source with no more than so many attributes in a tag; what is beyond becomes text."""
    pieces, done = [], 0
    for tag in _START_TAG.finditer(source):
        if tag.end() - tag.start() < 2 * _ATTRIBUTES:
            continue
        for count, attribute in enumerate(_ATTRIBUTE.finditer(source, *tag.span())):
            if count == _ATTRIBUTES:
                pieces += [source[done : attribute.start()], ">"]
                done = attribute.start()
                break
    return "".join([*pieces, source[done:]])


def _flattened(source: str) -> str:
    """The source without elements that stand too deep; their text stays, and blocks are still kept apart."""
    open_names: list[str] = []
    beyond = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal beyond
        name = match[2].lower()
        if name in _VOID:
            return match[0]
        if not match[1]:
            if len(open_names) >= _DEPTH:
                beyond += 1
                return _instead(name)
            open_names.append(name)
        elif beyond:
            beyond -= 1
            return _instead(name)
        elif name in open_names:
            while open_names.pop() != name:
                pass
        return match[0]

    return _TAG.sub(kept, source)


def _instead(name: str) -> str:
    """What is written for the beginning of a tag that goes: nothing that is seen, or a line break."""
    return "<param" if name in _INLINE else "<br"
