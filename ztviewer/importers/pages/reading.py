"""One page in, its articles out, or the reason why there is none; nothing here ever reaches for the network."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from ztviewer.core.article import ArticleDraft
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.published import Published
from ztviewer.importers.byline import Byline
from ztviewer.importers.pages import moments
from ztviewer.importers.pages.about import About, about, address_of, headings, page_title, same, stripped
from ztviewer.importers.pages.blocks import Block, blocks
from ztviewer.importers.pages.figures import Pictures, Resolve
from ztviewer.importers.pages.general import article_blocks
from ztviewer.importers.pages.markup import Page, parse
from ztviewer.importers.pages.press import Pressed, byline_of, is_labelled, is_navigation, press
from ztviewer.importers.plain_text import title_of
from ztviewer.importers.rules import Family, rules
from ztviewer.importers.script import language

_ERROR_SOURCE = 20_000
_ERROR_TEXT = 1500
"""Characters: a longer page is an article, whatever its title says."""
_FEWEST = 40
"""Characters: less is no article where nothing says that it is one."""
_SENTENCE = re.compile(r"[。！？!?…；]|[.;]\s|，.*，")
_SAID = re.compile(r"^\s*(?:来源|來源|编辑|编审|记者|作者)\s*[:：]\s*")
_MENU, _PER_LINK, _PARAGRAPH = 25, 50, 30
"""So many lines of links may stand among any text; more only among a long one (one to so many characters) whose
paragraphs have at least so many characters on average."""
_NAME = 30
"""Characters: no name is longer."""
_NEAR = 25
"""How many blocks before the text can be the byline."""
_BEHIND = 12
"""How many behind it."""


def read_page(data: bytes, *, url: str | None, declared: str | None, picture: Resolve) -> list[ArticleDraft]:
    """The articles of a page; ImportProblem with the reason where it is none.

    `url` is where the page was got, `declared` the charset its server named, as far as they are known. `picture`
    is asked for an address as the page writes it and, against `url`, in full; it never goes to the network.
    The drafts carry no original: whoever knows the file adds it.
    """
    page = parse(data, declared)
    _refuse_errors(page)
    for family in rules().families:
        if family.mark in page.source and (body := family.element(page.tree)) is not None:
            return [_of_family(page, family, body, url, picture)]
    return [_of_any(page, url, picture)]


def _refuse_errors(page: Page) -> None:
    title = page_title(page.tree)
    heading = next(headings(page.tree), "") if len(page.source) < _ERROR_SOURCE else ""
    for pattern in rules().errors:
        if (pattern.search(title) or pattern.search(heading)) and _size(page.tree) < _ERROR_TEXT:
            raise ImportProblem(_("This is an error page: {title}.").format(title=title or heading))


def _size(tree: HtmlElement) -> int:
    return sum(
        len(text.strip()) for text in tree.xpath("//body//text()[not(parent::script or parent::style)]")
    )


def _of_family(
    page: Page, family: Family, body: HtmlElement, url: str | None, picture: Resolve
) -> ArticleDraft:
    said = {
        part: next(filter(None, (place.find(page.source, page.tree) for place in places)), None)
        for part, places in family.places.items()
    }
    address = url or said["url"] or address_of(page)
    title = stripped(said["title"] or "")
    pressed = press(blocks(body), title, Pictures(picture, address))
    if not pressed.texts:
        raise ImportProblem(
            _("The page shows a programme without a text.") if family.programme else _no_article()
        )
    said_byline = Byline(
        _value(said["source"]),
        _value(said["author"]),
        _value(said["editor"]),
        said["column"],
        moments.read(said["published"] or ""),
    )
    return _draft(title, pressed, said_byline.with_line(pressed.byline), address)


def _value(text: str | None) -> str | None:
    return _SAID.sub("", text).strip() or None if text else None


def _of_any(page: Page, url: str | None, picture: Resolve) -> ArticleDraft:
    known = about(page, url)
    seen = blocks(page.tree)
    found = article_blocks(page, seen)
    before = _byline_around(seen, found.blocks, known)
    pressed = press(found.blocks, known.title or "", Pictures(picture, known.url))
    if not _is_article(pressed, found.links):
        raise ImportProblem(_no_article())
    title = known.title or title_of(pressed.texts[0])
    byline = before.with_line(pressed.byline)
    named = _names(byline, known)
    published = _finer(known.published, byline.published) or _in_scripts(page)
    return _draft(title, pressed, replace(named, column=byline.column, published=published), known.url)


def _names(byline: Byline, known: About) -> Byline:
    """Who is named, cleaned; metadata count where the page shows no name, and a site is no author."""
    source = _bare(byline.source) or _bare(known.source)
    author = _bare(byline.author)
    if author is None and (declared := _bare(known.author)) and declared not in (known.site or ""):
        author = declared
    return Byline(source, None if author == source else author, _bare(byline.editor))


def _bare(name: str | None) -> str | None:
    """A name without what bylines put around it; None where nothing stays."""
    name = " ".join((name or "").split())
    for pattern in rules().names:
        name = pattern.sub("", name).strip()
    return name if 0 < len(name) <= _NAME else None


def _byline_around(seen: Sequence[Block], chosen: Sequence[Block], known: About) -> Byline:
    """What the lines between title and text say, and those right behind it."""
    numbers = {id(block): number for number, block in enumerate(seen)}
    first = numbers[id(chosen[0])] if chosen else 0
    last = numbers[id(chosen[-1])] if chosen else 0
    byline = Byline()
    for block in reversed(seen[max(0, first - _NEAR) : first]):
        text = " ".join(block.text.split())
        if known.title and same(text) == same(known.title):
            break
        if not is_navigation(block) and (said := byline_of(text)) is not None:
            byline = byline.with_line(said)
    for block in seen[last + 1 : last + 1 + _BEHIND]:
        text = " ".join(block.text.split())
        if is_labelled(text) and not is_navigation(block) and (said := byline_of(text)) is not None:
            byline = byline.with_line(said)
    return byline


def _in_scripts(page: Page) -> Published | None:
    """The time that a script of the page names."""
    for pattern in rules().moments:
        match = pattern.search(page.source)
        if match and (found := moments.read(match["published"])) is not None:
            return found
    return None


def _is_article(pressed: Pressed, links: int) -> bool:
    """Whether what was found is an article and not the text of a list, a form or a player."""
    text = "".join(pressed.texts)
    sentences = [paragraph for paragraph in pressed.texts if _SENTENCE.search(paragraph)]
    if len(text) < _FEWEST or not sentences:
        return False
    return links <= _MENU or (links * _PER_LINK <= len(text) and len(text) >= _PARAGRAPH * len(pressed.texts))


def _finer(one: Published | None, other: Published | None) -> Published | None:
    """Of two times the first, or the second where it says the same day more precisely."""
    if one is None or other is None:
        return one or other
    return other if len(other.iso) > len(one.iso) and other.iso.startswith(one.iso[:10]) else one


def _draft(title: str, pressed: Pressed, byline: Byline, url: str | None) -> ArticleDraft:
    return ArticleDraft(
        title=title or title_of(pressed.texts[0]),
        html="".join(pressed.pieces),
        subtitle=pressed.subtitle,
        source=byline.source,
        author=byline.author,
        editor=byline.editor,
        column=byline.column,
        published=byline.published,
        url=url,
        language=language(title + "".join(pressed.texts)),
        figures=tuple(pressed.figures),
    )


def _no_article() -> str:
    return _("There is no article on this page.")
