"""`resources/press.toml`: the example that every rule carries is its test."""

import re
import tomllib
from dataclasses import asdict
from typing import Any

import pytest

from tests.importers.pages.samples import read, text
from ztviewer.core.paths import resource
from ztviewer.importers.byline import is_byline, read_byline
from ztviewer.importers.pages import moments
from ztviewer.importers.rules import rules

RULES: dict[str, list[dict[str, Any]]] = tomllib.loads(resource("press.toml").read_text("utf-8"))
GROUPS = ("title", "source", "author", "editor", "credit", "names", "subtitle")
PATTERNS = [
    pytest.param(rule, id=f"{kind}-{number}")
    for kind in ("title", "line", "signature", "caption", "reporter", "paper", "subtitle")
    for number, rule in enumerate(RULES[kind])
]


@pytest.mark.parametrize("rule", PATTERNS)
def test_a_pattern_finds_in_its_example_what_it_says(rule: dict[str, str]) -> None:
    match = re.search(rule["pattern"], rule["example"])
    assert match is not None
    said = {name: value for name, value in match.groupdict().items() if value}
    assert said == {name: rule[name] for name in GROUPS if name in rule}


@pytest.mark.parametrize("rule", RULES["label"], ids=lambda rule: rule["what"])
def test_a_label_says_in_its_example_what_it_says(rule: dict[str, str]) -> None:
    byline = read_byline(rule["example"])
    assert is_byline(rule["example"])
    said = {part: str(value) for part, value in asdict(byline).items() if value and part != "published"}
    if byline.published:
        said["published"] = str(byline.published)
    assert said == ({rule["what"]: rule["value"]} if "value" in rule else {})


@pytest.mark.parametrize("rule", RULES["error"] + RULES["aside"], ids=lambda rule: rule["example"])
def test_a_pattern_without_groups_finds_its_example(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"])


@pytest.mark.parametrize("rule", RULES["name"], ids=lambda rule: rule["example"])
def test_what_stands_around_a_name_is_taken_away(rule: dict[str, str]) -> None:
    assert re.sub(rule["pattern"], "", rule["example"]) == rule["name"]


@pytest.mark.parametrize("rule", RULES["moment"], ids=lambda rule: rule["published"])
def test_a_time_in_a_script_is_read(rule: dict[str, str]) -> None:
    match = re.search(rule["pattern"], rule["example"])
    assert match is not None
    assert str(moments.read(match["published"])) == rule["published"]


@pytest.mark.parametrize("rule", RULES["family"], ids=lambda rule: rule["name"])
def test_the_example_of_a_family_is_read_as_it_expects(rule: dict[str, Any]) -> None:
    draft = read(rule["example"])
    expect = rule["expect"]
    assert text(draft) == expect["body"]
    assert draft.title == expect["title"]
    assert str(draft.published) == expect["published"]
    for part in ("source", "author", "editor", "column", "url"):
        assert getattr(draft, part) == expect.get(part)


def test_no_rule_is_lost_on_the_way() -> None:
    ours = rules()
    counts = {
        "reporter": ours.reporters,
        "paper": ours.papers,
        "subtitle": ours.subtitles,
        "label": tuple(ours.labels.groupindex),
        "family": ours.families,
        "error": ours.errors,
        "title": ours.titles,
        "line": ours.lines,
        "signature": ours.signatures,
        "caption": ours.captions,
        "name": ours.names,
        "aside": ours.asides,
        "moment": ours.moments,
    }
    assert {kind: len(listed) for kind, listed in RULES.items()} == {
        kind: len(read_rules) for kind, read_rules in counts.items()
    }
