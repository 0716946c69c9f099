"""Rules of import in a TOML file that a person can read and write; the window keeps its own in the user's folder.

[[rule]]
when = "folder"          # or "source", or "text"
pattern = "镇江*"
tags = ["地区/镇江"]
topic = "高新区五年"
column = "要闻"
"""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _
from ztviewer.core.importing import Rule
from ztviewer.core.paths import config_folder

_FIELDS = frozenset({"when", "pattern", "tags", "topic", "column"})


def own_file() -> Path:
    """Where the window keeps the rules that it offers again."""
    return config_folder() / "rules.toml"


def load(path: Path) -> tuple[Rule, ...]:
    """The rules of a file, none where there is no such file. Refused where it cannot be understood, with the reason."""
    try:
        held = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(_("{path} cannot be read: {reason}.").format(path=path, reason=error)) from error
    rows = held.get("rule", [])
    if held.keys() - {"rule"} or not isinstance(rows, list):
        raise Refused(_("{path} is no list of rules: each begins with [[rule]].").format(path=path))
    return tuple(rule_of(number, row) for number, row in enumerate(rows, start=1))


def save(path: Path, rules: Sequence[Rule]) -> None:
    """Write rules in the form that `load` reads; a crash in between leaves the old ones."""
    draft = path.with_suffix(".new")
    draft.write_text("\n".join(map(_written, rules)), "utf-8")
    draft.replace(path)


def rule_of(number: int, row: object) -> Rule:
    """The rule that a table of values makes; `number` is for the sentence of Refused where it makes none."""
    if not isinstance(row, dict) or not {"when", "pattern"} <= row.keys() <= _FIELDS:
        wanted = "when, pattern, tags, topic, column"
        raise Refused(_("Rule {number} must be made of {fields}.").format(number=number, fields=wanted))
    tags = row.get("tags", [])
    texts = [row["when"], row["pattern"], row.get("topic", ""), row.get("column", "")]
    if not isinstance(tags, list) or not all(isinstance(text, str) for text in [*texts, *tags]):
        raise Refused(_("In rule {number} something is no text.").format(number=number))
    return Rule(row["when"], row["pattern"], tuple(tags), row.get("topic") or None, row.get("column") or None)


def values_of(rule: Rule) -> dict[str, str | list[str]]:
    """What a rule is made of, as `rule_of` takes it."""
    values = {
        "when": rule.when,
        "pattern": rule.pattern,
        "tags": list(rule.tags),
        "topic": rule.topic,
        "column": rule.column,
    }
    return {name: value for name, value in values.items() if value}


def _written(rule: Rule) -> str:
    """A rule in TOML, whose strings are those of JSON."""
    values = values_of(rule)
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    return "[[rule]]\n" + "".join(lines)
