"""The line that says where an article comes from: `来源：…`, `作者：…`, `记者 …`, a time, `编辑：…`."""

import re
from dataclasses import dataclass

from ztviewer.core.published import Published
from ztviewer.importers.dates import find_moment
from ztviewer.importers.rules import rules

_BREAK = re.compile(r"[|｜│丨¦\t]|[\s\u3000\u00a0]{2,}")
_LONGEST = 100
_SENTENCE_END = re.compile(r"[。！？!?…]")
_BRACKETS = "()（）[]【】〔〕 \u3000\u00a0"


@dataclass(frozen=True, slots=True)
class Byline:
    """What the lines below a title say."""

    source: str | None = None
    author: str | None = None
    editor: str | None = None
    column: str | None = None
    published: Published | None = None

    def with_line(self, other: "Byline") -> "Byline":
        """This and what a further line adds; what is known already stays."""
        return Byline(
            self.source or other.source,
            self.author or other.author,
            self.editor or other.editor,
            self.column or other.column,
            self.published or other.published,
        )


def is_byline(line: str) -> bool:
    """Whether a line near the top is one: it has a label, or nothing but a time and a name."""
    if len(line) > _LONGEST or _SENTENCE_END.search(line):
        return False
    plain = line.strip(_BRACKETS)
    if rules().labels.search(plain) or _reporter(plain):
        return True
    found = find_moment(plain)
    if found is None:
        return False
    rest = _BREAK.sub("", found[1]).strip(_BRACKETS)
    return not rest or (len(rest) <= 16 and found[1].startswith("|"))


def read_byline(line: str) -> Byline:
    """What one such line says. A name without a label beside a time is the source."""
    plain = line.strip(_BRACKETS)
    published, rest = found if (found := find_moment(plain)) else (None, plain)
    values: dict[str, str] = {}
    for kind, value in _labelled(rest):
        if value:
            values[kind] = (
                f"{values[kind]} {value}" if kind == "author" and kind in values else values.get(kind, value)
            )
    return Byline(
        values.get("source"), values.get("author"), values.get("editor"), values.get("column"), published
    )


def _labelled(text: str) -> list[tuple[str, str]]:
    """The labels of a line with their values, in order."""
    marks = list(rules().labels.finditer(text))
    found: list[tuple[str, str]] = []
    for before in _BREAK.split(text[: marks[0].start()] if marks else text):
        piece = before.strip(_BRACKETS)
        if reporter := _reporter(piece):
            found.append(("author", reporter))
        elif any(char.isalpha() for char in piece) and not any(mark.lastgroup == "source" for mark in marks):
            found.append(("source", piece))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):  # without a label there is nothing to end
        value, *others = [part for part in _BREAK.split(text[mark.end() : end].strip(_BRACKETS)) if part] or [
            ""
        ]
        names = [value, *others] if mark.lastgroup == "author" else [value]
        found.append((mark.lastgroup or "other", " ".join(name.strip(_BRACKETS) for name in names)))
    return found


def _reporter(text: str) -> str | None:
    """The names in a line that says who wrote it, without a colon."""
    return next((match["names"].strip() for one in rules().reporters if (match := one.match(text))), None)
