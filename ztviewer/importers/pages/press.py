"""The conventions of the Chinese press, applied to the blocks of an article: what is text stays, the rest is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ztviewer.core.article import FigureDraft
from ztviewer.importers.byline import Byline, is_byline, read_byline
from ztviewer.importers.lines import captioned, paper, said, signed, subtitle
from ztviewer.importers.pages import moments
from ztviewer.importers.pages.about import same
from ztviewer.importers.pages.blocks import Block
from ztviewer.importers.pages.figures import Pictures

_HEAD = 14
"""So many blocks at the beginning may be title, byline and buttons."""
_TAIL_LINES = 4
_CAPTION = 120
_SHORT = 40
_LINKS = 0.6
"""A block of which so much is links is navigation."""
_ALL_LINKS = 0.85
"""Of which so much is links, even if they are sentences."""
_PROSE = re.compile(r"[，。！？；：、,!?;:”」』]")
_BYLINE = 100
_CLOCK = re.compile(r"\d\s*[:：]\s*\d|[：:|/]|,(?= \d{4})")
_TEASER = 25
_SENTENCE = re.compile(r"[。！？]”?$")
_LABEL = re.compile(
    r"(?:发布|更新|发表|来源|编辑|作者|责编|日期|记者|時間|来源|稿源).{0,4}[:：]|发表于|发布于|更新于"
)


@dataclass(slots=True)
class Pressed:
    """An article that has been read: its HTML with a placeholder for each figure, and what its lines said."""

    byline: Byline = field(default_factory=Byline)
    subtitle: str | None = None
    pieces: list[str] = field(default_factory=list)
    figures: list[FigureDraft] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def press(blocks: Sequence[Block], title: str, pictures: Pictures) -> Pressed:
    """The article in a sequence of blocks; the title may stand among them."""
    pressed = Pressed()
    body = _without_head(list(blocks), title, pressed)
    body = _without_tail(body, pressed)
    body = [block for block in body if not _dropped(block, pressed)]
    author = pressed.byline.author or signed([block.text for block in body if block.kind == "p"])
    pressed.byline = replace(pressed.byline, author=author)
    _fill(pressed, body, title, pictures)
    return pressed


def is_navigation(block: Block) -> bool:
    """Whether a block is mostly links, and no sentence."""
    if not block.linked:
        return False
    share = block.linked / max(len(block.text), 1)
    if share >= _ALL_LINKS:
        return len(block.text) < _TEASER or not _SENTENCE.search(block.text)
    return share >= _LINKS and len(_PROSE.findall(block.text)) < 3


def _without_head(blocks: list[Block], title: str, pressed: Pressed) -> list[Block]:
    """The blocks without title, byline and buttons at the beginning. Pictures there stay."""
    end = 0
    for number, block in enumerate(blocks[:_HEAD]):
        if not block.is_text:
            continue
        if _is_head(block, title, pressed):
            end = number + 1
        elif len(block.text) > _SHORT or _PROSE.search(block.text) or block.kind == "table":
            break
    for block in blocks[:end]:
        if pressed.byline.source is None and (named := paper(block.text)):
            pressed.byline = replace(pressed.byline, source=named)
    return [block for block in blocks[:end] if not block.is_text] + blocks[end:]


def _is_head(block: Block, title: str, pressed: Pressed) -> bool:
    text = " ".join(block.text.split())
    if _is_title(text, title):
        return True
    if second := subtitle(text):
        pressed.subtitle = pressed.subtitle or second
        return True
    if _dropped(block, pressed):
        return True
    if (found := byline_of(text)) is not None:
        pressed.byline = pressed.byline.with_line(found)
        return True
    return block.kind != "table" and not any(char.isalpha() for char in text)


def _is_title(text: str, title: str) -> bool:
    """Whether a line is the title, or what is left of it where the site has cut or lengthened it."""
    line, whole = same(text), same(title)
    return bool(line) and (line == whole or (len(line) >= 10 and (line in whole or whole.startswith(line))))


def is_labelled(text: str) -> bool:
    """Whether a line says that it is a byline."""
    return bool(_LABEL.search(text))


def byline_of(text: str) -> Byline | None:
    """What a line below a title says; None for one that is no byline."""
    if len(text) > _BYLINE:
        return None
    moment = moments.find(text) if len(text) <= _BYLINE else None
    if is_byline(text):
        found = read_byline(text)
        return replace(found, published=moment or found.published)
    short = len(text) <= _SHORT or is_labelled(text)
    if moment is not None and short and not _PROSE.search(_CLOCK.sub("", text)):
        return replace(read_byline(text), published=moment)
    return None


def _without_tail(blocks: list[Block], pressed: Pressed) -> list[Block]:
    """The blocks up to the one that ends the article, and without a menu behind it."""
    sizes = [len(block.text) if block.is_text and not is_navigation(block) else 0 for block in blocks]
    whole, read = sum(sizes), 0
    for number, block in enumerate(blocks):
        read += sizes[number]
        behind = 1 - read / max(whole, 1)
        if block.is_text and number and said(block.text, behind=behind) is not None:
            _read_tail(blocks[number : number + _TAIL_LINES], pressed)
            blocks = blocks[:number]
            break
    while blocks and blocks[-1].is_text and is_navigation(blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _read_tail(blocks: Sequence[Block], pressed: Pressed) -> None:
    """Keep what the lines that end an article say."""
    for block in blocks:
        for found in (said(block.text, behind=0.0), byline_of(" ".join(block.text.split()))):
            if found is not None:
                pressed.byline = pressed.byline.with_line(found)


def _dropped(block: Block, pressed: Pressed) -> bool:
    """Whether a block is a line that is no text; what it says is kept."""
    if block.kind in ("img", "table") or len(block.text) > _CAPTION:
        return False
    found = said(block.text, behind=None)
    if found is None:
        return False
    pressed.byline = pressed.byline.with_line(found)
    return True


def _fill(pressed: Pressed, blocks: list[Block], title: str, pictures: Pictures) -> None:
    """Write the blocks as HTML; pictures become placeholders, what stands below them their captions."""
    after_picture = False
    open_groups: tuple[str, ...] = ()
    for block in blocks:
        figure = pictures.figure(block.element) if block.kind == "img" else None
        if block.kind == "img" and figure is None:
            continue
        if figure is None and pressed.texts and same(title) and same(block.text) == same(title):
            figure = FigureDraft()  # a title repeated in the text stands for a picture that was there
        open_groups = _regroup(pressed.pieces, open_groups, block.group if figure is None else ())
        if figure is not None:
            pressed.figures.append(figure)
            pressed.pieces.append("<figure></figure>")
        elif after_picture and (below := _caption(block)):
            pressed.figures[-1] = replace(pressed.figures[-1], caption=below[0], credit=below[1])
        else:
            pressed.pieces.append(f"<{_tag(block)}>{block.html}</{_tag(block)}>")
            pressed.texts.append(block.text)
        after_picture = figure is not None
    _regroup(pressed.pieces, open_groups, ())


def _regroup(pieces: list[str], opened: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Close the lists and quotations that end here, and open those that begin."""
    common = 0
    while common < min(len(opened), len(wanted)) and opened[common] == wanted[common]:
        common += 1
    pieces.extend(f"</{name}>" for name in reversed(opened[common:]))
    pieces.extend(f"<{name}>" for name in wanted[common:])
    return wanted


def _tag(block: Block) -> str:
    return "p" if block.kind == "caption" or (block.kind == "li" and not block.group) else block.kind


def _caption(block: Block) -> tuple[str, str | None] | None:
    """The caption and the credit that a block behind a picture is; None where it is text."""
    text = " ".join(block.text.split())
    if block.kind not in ("p", "caption") or len(text) > _CAPTION:
        return None
    alike, credit = captioned(text)
    if credit or (alike and len(text) <= _SHORT * 2):
        return text, credit
    centred = "center" in (block.element.get("align") or "") + (block.element.get("style") or "")
    marked = block.kind == "caption" or (
        centred and len(text) <= _SHORT and not text.endswith(("。", "：", ":"))
    )
    return (text, None) if marked else None
