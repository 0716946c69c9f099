"""How a draft is made ready to be stored: cleaned, digested and compressed, without the archive and in any process."""

import hashlib
from dataclasses import dataclass

from ztviewer.core.article import ArticleDraft, FigureDraft
from ztviewer.core.body import clean, fill, paragraphs
from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _
from ztviewer.storage.originals import Kept, compressed
from ztviewer.storage.plain import one_line

SEPARATOR = "\0"
"""Stands between the parts of what is digested; no stored text can hold it."""


@dataclass(frozen=True)
class Entry:
    """An article as its rows will say it.

    No slots: an object without them is pickled in half the time, as each is that comes from another process.
    """

    title: str
    subtitle: str | None
    source: str | None
    author: str | None
    editor: str | None
    column: str | None
    published: str | None
    url: str | None
    language: str | None
    html: str
    text: str
    digest: str
    figures: tuple[FigureDraft, ...] = ()
    original: Kept | None = None
    tags: tuple[str, ...] = ()
    """paths of tags to put on it if it is new"""
    topics: tuple[str, ...] = ()
    """titles of topics to put it into if it is new"""
    sketch: bytes | None = None
    """what its reprints are found by, empty where the text is too short for that; None where it is to be made yet"""


def digest(title: str, source: str | None, published: str | None, text: str) -> str:
    """What tells one document from another: SHA-256 of title, source, publication time and text."""
    return hashlib.sha256(SEPARATOR.join((title, source or "", published or "", text)).encode()).hexdigest()


def entry(draft: ArticleDraft, tags: tuple[str, ...] = (), topics: tuple[str, ...] = ()) -> Entry:
    """A draft made ready. Refused where it has no title."""
    title = one_line(draft.title)
    if title is None:
        raise Refused(_("An article needs a title."))
    source = one_line(draft.source)
    published = draft.published.iso if draft.published else None
    figures = tuple(map(_fit, draft.figures))
    html = fill(clean(draft.html), figures)
    text = "\n".join(paragraphs(html))
    return Entry(
        title,
        one_line(draft.subtitle),
        source,
        one_line(draft.author),
        one_line(draft.editor),
        one_line(draft.column),
        published,
        one_line(draft.url),
        one_line(draft.language),
        html,
        text,
        digest(title, source, published, text),
        figures,
        compressed(draft.original) if draft.original is not None else None,
        tags,
        topics,
    )


def _fit(figure: FigureDraft) -> FigureDraft:
    return FigureDraft(
        figure.picture, *map(one_line, (figure.caption, figure.alt, figure.credit, figure.url))
    )
