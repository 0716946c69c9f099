"""Reads the articles' source texts: a head in TOML between lines of `+++`, then paragraphs and a few marks.

A blank line ends a block. `## heading`, `### heading`, `> quotation`, `- item`, `| cell | cell |` (the row of dashes
makes the row above it a head), `![caption](file.jpg "credit")`, and `**strong**` within a line; nothing else.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ztviewer.core.article import ArticleDraft, FigureDraft, Original, Picture
from ztviewer.core.published import Published

_FIGURE = re.compile(r'!\[(?P<caption>.*)\]\((?P<file>\S+) "(?P<credit>.*)"\)')
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_RULE = re.compile(r"\|(?: *-+ *\|)+")


@dataclass(frozen=True, slots=True)
class Source:
    """One article as its source text has it; `slug` is the file's name without its suffix."""

    slug: str
    draft: ArticleDraft
    tags: tuple[str, ...]


def read_article(path: Path, pictures: Mapping[str, Picture]) -> Source:
    """Read one source text. A picture that is not among `pictures` leaves its figure empty."""
    data = path.read_bytes()
    _, head, body = data.decode().split("+++\n", 2)
    fields = tomllib.loads(head)
    blocks = body.strip().split("\n\n")
    draft = ArticleDraft(
        title=fields["title"],
        html="".join(_html(block.split("\n")) for block in blocks),
        subtitle=fields.get("subtitle"),
        source=fields["source"],
        author=fields.get("author"),
        editor=fields.get("editor"),
        column=fields.get("column"),
        published=Published(fields["published"]),
        url=fields["url"],
        language=fields["language"],
        figures=tuple(_figures(blocks, fields["url"], pictures)),
        original=Original(path.name, "text/markdown", data),
    )
    return Source(path.stem, draft, tuple(fields["tags"]))


def _figures(blocks: Sequence[str], url: str, pictures: Mapping[str, Picture]) -> Iterator[FigureDraft]:
    site = "/".join(url.split("/")[:3])
    for block in blocks:
        if match := _FIGURE.fullmatch(block):
            file, caption = match["file"], match["caption"]
            yield FigureDraft(pictures.get(file), caption, None, match["credit"], f"{site}/pictures/{file}")


def _html(lines: Sequence[str]) -> str:
    """One block as HTML; a figure is a placeholder."""
    first = lines[0]
    if _FIGURE.fullmatch(first):
        return "<figure></figure>"
    if match := re.fullmatch(r"(#{2,3}) (.*)", first):
        level = len(match[1])
        return f"<h{level}>{_inline(match[2])}</h{level}>"
    if first.startswith("> "):
        return f"<blockquote>{''.join(f'<p>{_inline(line[2:])}</p>' for line in lines)}</blockquote>"
    if first.startswith("- "):
        return f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"
    if first.startswith("|"):
        return _table(lines)
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _table(lines: Sequence[str]) -> str:
    rows = []
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line):
            continue
        cell = "th" if number + 1 < len(lines) and _RULE.fullmatch(lines[number + 1]) else "td"
        cells = (_inline(text.strip()) for text in line.strip("|").split("|"))
        rows.append(f"<tr>{''.join(f'<{cell}>{text}</{cell}>' for text in cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _inline(text: str) -> str:
    return _STRONG.sub(r"<strong>\1</strong>", escape(text, quote=False))
