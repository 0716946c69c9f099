"""One page in, its articles out, or the reason why there is none; nothing here ever reaches for the network."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from ztviewer.core.article import ArticleDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.importing import Guess
from ztviewer.core.published import Published
from ztviewer.importers.base import Imported
from ztviewer.importers.byline import Byline
from ztviewer.importers.pages import moments
from ztviewer.importers.pages.about import About, about, address_of, headings, page_title, same, stripped
from ztviewer.importers.pages.blocks import Block, blocks
from ztviewer.importers.pages.figures import Pictures, Resolve
from ztviewer.importers.pages.general import article_blocks
from ztviewer.importers.pages.markup import Page, parse
from ztviewer.importers.pages.press import Pressed, byline_of, is_labelled, is_navigation, press
from ztviewer.importers.plain_text import first_sentence, title_of
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
_SEVERAL, _WHOLE = 2, 120
"""So many headings with a byline below are as many articles, if each has so many characters."""
_LINKS = 5
"""Fewer lines of links are no list."""
_NEAR = 25
"""How many blocks before the text can be the byline."""
_BEHIND = 12
"""How many behind it."""


@dataclass(frozen=True, slots=True)
class Articles:
    """What a page holds: as a rule one article."""

    drafts: tuple[ArticleDraft, ...]
    charset: str
    guessed: tuple[Guess, ...] = ()

    def documents(self, place: str, original: Original) -> Iterator[Imported]:
        """The articles as the report names them, each with the page as it was received."""
        for number, draft in enumerate(self.drafts, start=1):
            numbered = place if len(self.drafts) == 1 else f"{place}:{number}"
            yield Imported(numbered, replace(draft, original=original), self.charset, self.guessed)


def read_page(data: bytes, *, url: str | None, declared: str | None, picture: Resolve) -> Articles:
    """The articles of a page; ImportProblem with the reason where it holds none.

    `url` is where the page was got, `declared` the charset its server named, as far as they are known. `picture`
    is asked for an address as the page writes it and, against `url`, in full; it never goes to the network.
    """
    page = parse(data, declared)
    _refuse_errors(page)
    for family in rules().families:
        if family.mark in page.source and (body := family.element(page.tree)) is not None:
            draft = _of_family(page, family, body, url, picture)
            return Articles((draft,), page.charset, page.guessed)
    return _of_any(page, url, picture)


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


def _of_any(page: Page, url: str | None, picture: Resolve) -> Articles:
    known = about(page, url)
    seen = blocks(page.tree)
    if several := _several(seen, known, Pictures(picture, known.url)):
        return Articles(tuple(several), page.charset, page.guessed)
    found = article_blocks(page, seen)
    before = _byline_around(seen, found.blocks, known)
    pressed = press(found.blocks, known.title or "", Pictures(picture, known.url))
    if not _is_article(pressed, found.links):
        raise ImportProblem(_only_links() if _is_list(seen) else _no_article())
    title = known.title or title_of(pressed.texts[0])
    byline = before.with_line(pressed.byline)
    named = _names(byline, known)
    told = _finer(None if known.by_address else known.published, byline.published)
    scripted = None if told or known.published else _in_scripts(page)
    published = _finer(known.published, told) or scripted
    draft = _draft(title, pressed, replace(named, column=byline.column, published=published), known.url)
    guesses = [*page.guessed]
    if not known.title:
        guesses.append(first_sentence())
    if published and told is None:
        how = _("from a script of the page") if scripted else _("from the page's address")
        guesses.append(Guess("published", how))
    return Articles((draft,), page.charset, tuple(guesses))


def _several(seen: Sequence[Block], known: About, pictures: Pictures) -> list[ArticleDraft]:
    """The articles of a page that holds more than one, each below a heading and a byline of its own; else none."""
    heads = [number for number, block in enumerate(seen) if _is_head_of_one(seen, number)]
    ends = [*heads[1:], len(seen)]
    if len(heads) < _SEVERAL or any(same(seen[head].text) == same(known.title or "") for head in heads):
        return []
    drafts = []
    for head, end in zip(heads, ends, strict=True):
        part = [block for block in seen[head + 1 : end] if not is_navigation(block)]
        title = " ".join(seen[head].text.split())
        pressed = press(part, title, pictures)
        if not _is_article(pressed, 0) or sum(map(len, pressed.texts)) < _WHOLE:
            return []  # teasers, or something else that only looks like this
        drafts.append(_draft(title, pressed, pressed.byline, known.url))
    return drafts


def _is_head_of_one(seen: Sequence[Block], number: int) -> bool:
    """Whether a block is a heading right above a line that says when or where it was published."""
    head, below = seen[number], seen[number + 1 : number + 2]
    if head.kind not in ("h2", "h3") or not below:
        return False
    byline = byline_of(" ".join(below[0].text.split()))
    return byline is not None and (byline.published is not None or byline.source is not None)


def _is_list(seen: Sequence[Block]) -> bool:
    """Whether a page is hardly more than links to other ones."""
    linked = sum(block.linked for block in seen)
    return sum(map(is_navigation, seen)) >= _LINKS and linked * 2 >= sum(len(block.text) for block in seen)


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


def _only_links() -> str:
    return _("There is no article on this page, only a list of links.")
