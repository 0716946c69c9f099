"""The rules of `resources/press.toml` and the user's own, read once and checked: what cannot be used is an error at once.

A user's own rules lie in a file of the same form in the folder of settings, and are tried before those that come with
the program.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, fromstring

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.paths import config_folder, resource

_SOURCE = "re:"
_ROOM = {"end": 0.3, "tail": 0.15, "drop": None}
_KINDS = tuple(
    "label reporter paper subtitle family error title line signature caption name aside moment".split()
)
_GROUPS = {
    "reporter": "names",
    "paper": "source",
    "subtitle": "subtitle",
    "title": "title",
    "signature": "author",
    "moment": "published",
}
"""The group that a pattern must have, by the kind of its rule."""
PARTS = ("title", "published", "source", "author", "editor", "column", "url")
"""What a family can name the place of."""

Tables = dict[str, list[dict[str, Any]]]
"""Rules as they stand in a file, by their kind."""


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
    """The user's own rules, then those that come with the program. ImportProblem where one cannot be used."""
    held = _read(resource("press.toml"))
    own = own_rules()
    return _made({kind: [*own.get(kind, ()), *listed] for kind, listed in held.items()})


def own_file() -> Path:
    """Where a user's own rules are looked for."""
    return config_folder() / "press.toml"


def own_rules() -> Tables:
    """The user's own rules, checked; none where there is no file. ImportProblem where one cannot be used."""
    path = own_file()
    try:
        own = _read(path)
        _check(own)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        reason = _("“{name}” is missing").format(name=error.args[0]) if isinstance(error, KeyError) else error
        raise _unusable(path, reason) from error
    except (re.error, etree.XPathError) as error:
        raise _unusable(path, error) from error
    return own


def _unusable(path: Path, reason: object) -> ImportProblem:
    return ImportProblem(_("The rules of {path} cannot be used: {reason}.").format(path=path, reason=reason))


def _read(path: Path) -> Tables:
    return tomllib.loads(path.read_text("utf-8-sig"))


def _check(own: Tables) -> None:
    """Every rule must be one that is known, can be used, and is found in its own example. ValueError and others."""
    nothing: Tables = {kind: [] for kind in _KINDS}
    for kind, listed in own.items():
        if kind not in _KINDS:
            raise ValueError(_("there are no rules named “{kind}”").format(kind=kind))
        for number, rule in enumerate(listed, start=1):
            _made({**nothing, kind: [rule]})
            if kind in _GROUPS and _GROUPS[kind] not in re.compile(rule["pattern"]).groupindex:
                raise ValueError(
                    _("rule {number} of “{kind}” has no group “{group}”").format(
                        number=number, kind=kind, group=_GROUPS[kind]
                    )
                )
            if not _finds_its_example(kind, rule):
                raise ValueError(
                    _("rule {number} of “{kind}” does not find its example").format(number=number, kind=kind)
                )


def _finds_its_example(kind: str, rule: dict[str, Any]) -> bool:
    example: str = rule["example"]
    if kind == "family":
        return rule["mark"] in example and _family(rule).element(fromstring(example)) is not None
    return re.search(rule["words"] if kind == "label" else rule["pattern"], example, re.DOTALL) is not None


def _made(data: Tables) -> Rules:
    return Rules(
        labels=_labels(data["label"]),
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


def _labels(listed: list[dict[str, str]]) -> re.Pattern[str]:
    words: dict[str, list[str]] = {}
    for one in listed:
        words.setdefault(one["what"], []).append(one["words"])
    groups = (f"(?P<{what}>{'|'.join(some)})" for what, some in words.items())
    return re.compile("(?:{})\\s*[:：]".format("|".join(groups)))


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
