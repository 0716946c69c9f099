"""The line that says where an article comes from: `来源：…`, `作者：…`, `记者 …`, a time, `编辑：…`."""

import re
from dataclasses import dataclass

from ztviewer.core.published import Published
from ztviewer.importers.dates import find_moment

_LABELS = {
    "source": "文章来源|稿件来源|信息来源|新闻来源|来源|來源|稿源|出处|出處",
    "author": "作者|撰文|本报记者|本報記者|本网记者|特约记者|记者|記者|通讯员|通訊員",
    "editor": "责任编辑|責任編輯|责编|責編|值班编辑|网络编辑|本文编辑|编辑|編輯",
    "column": "栏目|欄目|版面|版次|频道|頻道",
    "published": "发布时间|發布時間|发表时间|发布日期|更新时间|时间|時間|日期",
    "other": "审核|審核|校对|校對|监制|監製|浏览量|浏览次数|阅读量|点击数?|字号|字体|打印|分享到?",
}
_LABEL = re.compile(
    "(?:{})\\s*[:：]".format("|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()))
)
_REPORTER = re.compile(
    r"(?:本报|本報|本网|特约|见习|实习)?(?:记者|記者|通讯员|通訊員)[\s\u3000]+(?P<names>\S.{0,38})$"
)
_BREAK = re.compile(r"[|｜│丨¦\t]|[\s\u3000\u00a0]{2,}")
_LONGEST = 100
_SENTENCE_END = re.compile(r"[。！？!?…]")
_BRACKETS = "()（）[]【】〔〕 \u3000\u00a0"
_END_LABEL = re.compile(rf"(?:{_LABELS['editor']}|审核|審核|校对|校對|监制|監製)\s*[:：]")
_LONGEST_END = 40


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
    if _LABEL.search(plain) or _REPORTER.match(plain):
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
    marks = list(_LABEL.finditer(text))
    found: list[tuple[str, str]] = []
    for before in _BREAK.split(text[: marks[0].start()] if marks else text):
        piece = before.strip(_BRACKETS)
        if reporter := _REPORTER.match(piece):
            found.append(("author", reporter["names"].strip()))
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


def ending(line: str) -> str | None:
    """The editor named by a line that ends an article (empty where it names another); None for any other line."""
    plain = line.strip(_BRACKETS)
    if len(plain) > _LONGEST_END or _SENTENCE_END.search(plain) or not _END_LABEL.match(plain):
        return None
    return next((value for kind, value in _labelled(plain) if kind == "editor"), "")
