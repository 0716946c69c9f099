"""What a page says about its article outside the text: in metadata, structured data, its title and its address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from ztviewer.core.published import Precision, Published
from ztviewer.importers.pages import moments
from ztviewer.importers.pages.markup import Page
from ztviewer.importers.rules import rules

_PUBLISHED = (
    "article:published_time og:published_time og:release_date publishdate pubdate published_time datepublished "
    "publish_time publication_date apub:time apub:date weibo:article:create_at dc.date dcterms.created "
    "firstpublishedtime _pubtime bytedance:published_time sailthru.date article.published date"
).split()
_SOURCES = "mediaid article:source source contentsource og:article:source".split()
_AUTHORS = "article:author author og:article:author byl".split()
_COLUMNS = "article:section columnname channel".split()
_IN_URL = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[-/]?(?P<month>0[1-9]|1[0-2])[-/]?(?P<day>0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S{1,2000}?)\s*-->")
_SEPARATOR = re.compile(r"\s*(?:_|--|\||｜|\s[-–—]\s|(?<=[\u4e00-\u9fff])[-–—](?=[\u4e00-\u9fff]))\s*")
_JSON_BYTES = 1024 * 1024
_JSON_NODES = 500
_NAME = 30
_TITLE = 200
_HEAD = 1000
_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class About:
    """What is known without having read the text."""

    title: str | None
    published: Published | None
    source: str | None
    author: str | None
    column: str | None
    url: str | None
    site: str | None
    """what the page's title has besides the article's"""
    by_address: bool = False
    """whether only the page's address says when it was published"""


def about(page: Page, url: str | None) -> About:
    """What a page of no known family says about itself. `url` is where it was got, if that is known."""
    named = _metas(page.tree)
    linked = _linked_data(page.tree)
    address = url or address_of(page)
    published = [named.get(name) for name in _PUBLISHED] + [
        linked.get("datePublished"),
        linked.get("pubDate"),
    ]
    read = [moment for value in published if value and (moment := moments.read(value))]
    whole = page_title(page.tree)
    title = _title(whole, page.tree, named, linked)
    return About(
        title=title,
        published=max(read, key=_precise) if read else _in_url(address),
        source=_name(next((named[name] for name in _SOURCES if name in named), None)),
        author=_name(next((named[name] for name in _AUTHORS if name in named), None)),
        column=_name(next((named[name] for name in _COLUMNS if name in named), None)),
        url=address,
        site=whole.replace(title or "", "") or None,
        by_address=not read,
    )


def address_of(page: Page) -> str | None:
    """Where a page says it is from."""
    if saved := _SAVED_FROM.search(page.source[:4096]):
        return saved[1]
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for value in page.tree.xpath(path):
            if str(value).startswith(("http://", "https://")):
                return str(value).strip()
    return None


def stripped(title: str) -> str:
    """A title without what sites put before and behind it."""
    title = " ".join(title[:_HEAD].split())
    for _round in range(3):
        before = title
        for rule in rules().titles:
            if match := rule.match(title):
                title = match["title"].strip()
        if title == before:
            break
    return title


def same(text: str) -> str:
    """A text as titles are compared: letters and digits only."""
    return "".join(char for char in text if char.isalnum()).lower()


def headings(tree: HtmlElement) -> Iterator[str]:
    """The texts that could be the title on the page itself, the likeliest first."""
    for path in ("//h1", "//*[contains(@class,'title') or contains(@id,'title')]", "//h2", "//h3"):
        found = tree.xpath(path)
        for element in found[:_CANDIDATES] if isinstance(found, list) else ():
            text = _short_text(element) if isinstance(element, HtmlElement) else ""
            if 2 <= len(text) <= _TITLE:
                yield text


def page_title(tree: HtmlElement) -> str:
    """What the page calls itself, on one line."""
    return " ".join((tree.findtext(".//title") or "")[:_HEAD].split())


def _short_text(element: HtmlElement) -> str:
    """The text of an element, or the beginning of one that is too long for a title."""
    pieces, size = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        size += len(piece)
        if size > _HEAD:
            break
    return " ".join("".join(pieces).split())


def _title(whole: str, tree: HtmlElement, named: dict[str, str], linked: dict[str, str]) -> str | None:
    """The heading that the page's title repeats, or else what the page's title says."""
    declared = [text for text in (named.get("og:title"), linked.get("headline"), whole) if text]
    known = [same(text) for text in declared]
    on_page = list(headings(tree))
    repeated = [
        text for text in on_page if len(same(text)) >= 4 and any(same(text) in title for title in known)
    ]
    if repeated:
        return stripped(max(repeated, key=len))
    if declared:
        first = stripped(declared[0])
        parts = [part for part in _SEPARATOR.split(first) if part]
        return max(parts, key=len) if parts and first == whole else first
    return stripped(on_page[0]) if on_page else None


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The page's `meta` elements, by name in lower case; the first of a name."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _linked_data(tree: HtmlElement) -> dict[str, str]:
    """The plain values of the page's JSON-LD, the first of a name."""
    found: dict[str, str] = {}
    for script in tree.xpath("//script[@type='application/ld+json']")[:10]:
        text = script.text or ""
        if len(text) > _JSON_BYTES:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for name, leaf in _leaves(value):
            found.setdefault(name, leaf)
    return found


def _leaves(value: Any) -> Iterator[tuple[str, str]]:
    waiting, seen = [value], 0
    while waiting and seen < _JSON_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield from ((name, leaf) for name, leaf in node.items() if isinstance(leaf, str))
            waiting.extend(leaf for leaf in node.values() if isinstance(leaf, (dict, list)))


def _in_url(url: str | None) -> Published | None:
    match = _IN_URL.search(url or "")
    return moments.read("".join(match.groups())) if match else None


def _precise(moment: Published) -> int:
    return list(Precision).index(moment.precision)


def _name(value: str | None) -> str | None:
    """A name from metadata, where it looks like one and not like an address or a sentence."""
    value = " ".join((value or "").split())
    return value if 1 < len(value) <= _NAME and not re.search(r"[/@。<>]|^\d+$", value) else None
