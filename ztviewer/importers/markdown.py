"""Markdown with front matter (YAML or TOML): one article a file; what our own export writes comes back."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from lxml import html
from markdown_it import MarkdownIt

from ztviewer.core.article import ArticleDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.bodies import read_body, take_title, without_controls
from ztviewer.importers.charset import decode
from ztviewer.importers.fields import draft_of, field_of
from ztviewer.importers.plain_text import printable
from ztviewer.importers.source import Source, damage

FILE_BYTES = 2 * 1024 * 1024
_FRONT_CHARACTERS = 64 * 1024
_FRONT = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_BEGUN = re.compile(r"\ufeff?(?:---[ \t]*\r?\n\s*[\w\"'-]+[ \t]*:|\+\+\+[ \t]*\r?\n\s*[\w\"'-]+[ \t]*=)")
_SUFFIXES = {".md", ".markdown", ".mdown", ".mkd"}


class Markdown:
    """CommonMark with tables."""

    name = "markdown"

    def accepts(self, source: Source, head: bytes) -> bool:
        """Text that begins with front matter; any text when the name says `.md`."""
        text = decode(head).text
        if "\0" in text:
            return False
        return source.suffix in _SUFFIXES or bool(_BEGUN.match(text))

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The one article of the file."""
        data = source.read(FILE_BYTES)
        original = Original(source.name, "text/markdown", data)
        decoded = decode(data)
        draft = _draft(decoded.text, source, original)
        yield Imported(source.place, draft, decoded.charset, decoded.guessed)


def _draft(text: str, source: Source, original: Original) -> ArticleDraft:
    values, text = _front_matter(text)
    with damage():
        # Its rules recurse, but no deeper than maxNesting; HTML in it is cleaned like all HTML.
        markup = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable("table").render(text)
        tree = without_controls(html.fragment_fromstring(printable(markup), create_parent="div"))
    heading = take_title(tree, values.get("title"), values.get("subtitle"))
    body = read_body(tree, source.beside)
    if not body.text and not body.figures:
        raise ImportProblem(_("There is no article in this text."))
    title = {"title": values.get("title") or heading or source.name.rpartition(".")[0] or source.name}
    return draft_of(values | title | {"html": body.html}, body.figures, original)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields that the front matter names, and the text behind it; what is none stays text."""
    match = _FRONT.match(text)
    if match is None or len(match[2]) > _FRONT_CHARACTERS:
        return {}, text
    try:
        # BaseLoader makes nothing but text, lists and mappings; an alias is no copy, so it cannot grow.
        parsed = tomllib.loads(match[2]) if match[1] == "+++" else yaml.load(match[2], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(parsed, dict):
        return {}, text
    return _fields(parsed), text[match.end() :]


def _fields(parsed: Mapping[Any, object]) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in parsed.items():
        field = field_of(str(key)) if isinstance(key, str) else None
        said = _said(value)
        if field and said and field not in {"text", "html", "picture"}:
            values.setdefault(field, said)
    return values


def _said(value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(one) for one in value if not isinstance(one, list | dict))
    return "" if isinstance(value, dict) else " ".join(printable(str(value)).split())
