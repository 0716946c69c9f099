"""Rules of import: what they match, what they give, and the file they are kept in."""

from pathlib import Path

import pytest

from ztviewer.core.errors import Refused
from ztviewer.core.importing import Given, Rule, given
from ztviewer.services import rules

RULES = (
    Rule("folder", "镇江*", tags=("地区/镇江",)),
    Rule("source", "江报", topic="高新区", column="要闻"),
    Rule("text", "學校", tags=("教育", '引"号\\')),
)


@pytest.mark.parametrize(
    ("path", "source", "text", "expected"),
    [
        ("剪报/鎮江日报/1.html", None, "港口", Given(tags=("地区/镇江",))),
        ("剪报/1.zip!镇江/1.html", None, "港口", Given(tags=("地区/镇江",))),
        ("剪报/镇江.html", None, "港口", Given()),  # a file's own name is no folder
        ("1.html", "江报", "港口", Given(topics=("高新区",), column="要闻")),
        ("1.html", "江报晚刊", "港口", Given()),
        ("1.html", None, "江边的学校\n开学", Given(tags=("教育", '引"号\\'))),
        ("镇江/1.html", "江报", "学校", Given(("地区/镇江", "教育", '引"号\\'), ("高新区",), "要闻")),
    ],
)
def test_rules_give_what_they_say_to_what_they_match(
    path: str, source: str | None, text: str, expected: Given
) -> None:
    assert given(RULES, path, source, text) == expected


def test_rules_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    assert rules.load(file) == ()
    rules.save(file, RULES)
    assert rules.load(file) == RULES
    rules.save(file, ())
    assert rules.load(file) == ()


@pytest.mark.parametrize(
    "text",
    [
        "no toml",
        "[rule]\nwhen = 'folder'",
        "[[rules]]\nwhen = 'folder'\npattern = 'x'\ntags = ['x']",
        "[[rule]]\nwhen = 'folder'\npattern = 'x'",
        "[[rule]]\nwhen = 'colour'\npattern = 'x'\ntags = ['x']",
        "[[rule]]\nwhen = 'text'\npattern = ' '\ntags = ['x']",
        "[[rule]]\nwhen = 'text'\npattern = 'x'\ntags = ['x//y']",
        "[[rule]]\nwhen = 'text'\npattern = 'x'\ntag = ['x']",
        "[[rule]]\nwhen = 'text'\npattern = 'x'\ntags = 'x'",
        "[[rule]]\nwhen = 'text'\npattern = 1\ntags = ['x']",
    ],
)
def test_a_file_that_is_no_list_of_rules_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(Refused, match=r"\.$"):
        rules.load(file)
