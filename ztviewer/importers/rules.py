"""The rules of `resources/press.toml`, read once and checked: a rule that cannot be used is an error at once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from ztviewer.core.paths import resource

_SOURCE = "re:"
_ROOM = {"end": 0.3, "tail": 0.15, "drop": None}
PARTS = ("title", "published", "source", "author", "editor", "column", "url")
"""What a family can name the place of."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a page stands: at an XPath, or in the source by a pattern with one group."""

    path: etree.XPath | None
    pattern: re.Pattern[str] | None

    def find(self, source: str, tree: etree._Element) -> str | None:
        """The text that stands there, on one line; None where there is none."""
        if self.pattern is not None:
            match = self.pattern.search(source)
            return _line(match[1]) if match else None
        found = self.path(tree) if self.path is not None else []
        for node in found if isinstance(found, list) else [found]:
            text = "".join(map(str, node.itertext())) if isinstance(node, etree._Element) else str(node)
            if line := _line(text):
                return line
        return None


@dataclass(frozen=True, slots=True)
class Family:
    """Pages whose parts always stand in the same places."""

    name: str
    mark: str
    places: dict[str, tuple[Place, ...]]
    """by the names in PARTS"""
    body: etree.XPath
    """finds the element that holds the text"""
    drop: etree.XPath | None
    programme: bool
    """whether an empty body means that the page only shows a programme"""

    def element(self, tree: HtmlElement) -> HtmlElement | None:
        """The element that holds the text, without what is none; None where the page has no such element."""
        body = next(iter(_elements(self.body, tree)), None)
        for node in _elements(self.drop, body) if self.drop is not None and body is not None else ():
            node.drop_tree()
        return body


def _elements(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    found = path(tree)
    return [node for node in found if isinstance(node, HtmlElement)] if isinstance(found, list) else []


@dataclass(frozen=True, slots=True)
class LineRule:
    """A paragraph that is no text; its groups may name `source`, `author`, `editor`."""

    room: float | None
    """how much of the text may follow it, if the article has ended before it; None where only the line goes"""
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who wrote an article, as its first or last paragraph says (group `author`)."""

    first: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order in which they are tried."""

    labels: re.Pattern[str]
    """the words before a colon; the group that matched says what they say"""
    reporters: tuple[re.Pattern[str], ...]
    """group `names`"""
    papers: tuple[re.Pattern[str], ...]
    """group `source`"""
    subtitles: tuple[re.Pattern[str], ...]
    """group `subtitle`"""
    families: tuple[Family, ...]
    errors: tuple[re.Pattern[str], ...]
    titles: tuple[re.Pattern[str], ...]
    """group `title` is what stays"""
    lines: tuple[LineRule, ...]
    signatures: tuple[Signature, ...]
    captions: tuple[re.Pattern[str], ...]
    """group `credit` is who took the picture"""
    names: tuple[re.Pattern[str], ...]
    """what stands around a name and is taken away"""
    asides: tuple[re.Pattern[str], ...]
    """names of elements that are no part of any article"""
    moments: tuple[re.Pattern[str], ...]
    """group `published`: a time in a script"""


@cache
def rules() -> Rules:
    """The rules that come with the program."""
    data = tomllib.loads(resource("press.toml").read_text("utf-8"))
    return Rules(
        labels=re.compile(
            "(?:{})\\s*[:：]".format("|".join(f"(?P<{one['what']}>{one['words']})" for one in data["label"]))
        ),
        reporters=_patterns(data["reporter"]),
        papers=_patterns(data["paper"]),
        subtitles=_patterns(data["subtitle"]),
        families=tuple(map(_family, data["family"])),
        errors=_patterns(data["error"]),
        titles=_patterns(data["title"]),
        lines=tuple(
            LineRule(_ROOM[rule["what"]], re.compile(rule["pattern"], re.DOTALL)) for rule in data["line"]
        ),
        signatures=tuple(
            Signature(rule["where"] == "first", re.compile(rule["pattern"])) for rule in data["signature"]
        ),
        captions=_patterns(data["caption"]),
        names=_patterns(data["name"]),
        asides=_patterns(data["aside"]),
        moments=_patterns(data["moment"]),
    )


def _patterns(listed: list[dict[str, str]]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule["pattern"]) for rule in listed)


def _family(rule: dict[str, Any]) -> Family:
    return Family(
        name=rule["name"],
        mark=rule["mark"],
        places={part: tuple(map(_place, rule.get(part, ()))) for part in PARTS},
        body=etree.XPath(rule["body"]),
        drop=etree.XPath(rule["drop"]) if "drop" in rule else None,
        programme=rule.get("empty") == "programme",
    )


def _place(where: str) -> Place:
    if where.startswith(_SOURCE):
        return Place(None, re.compile(where.removeprefix(_SOURCE)))
    return Place(etree.XPath(where), None)


def _line(text: str) -> str:
    return " ".join(text.split())
