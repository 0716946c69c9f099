"""The body of an article: a small, closed subset of HTML, cleaned once when it enters, relied on ever after.

Blocks are `p h2 h3 h4 figure blockquote ul ol li table tr th td`, inline marks `a strong em br`. At the top and in a
`blockquote` there are only blocks; `ul` and `ol` hold only `li`, `table` only `tr`, `tr` only `th` and `td`; a `p` or
heading holds text and marks. A `figure` holds an `img` whose `src` is `sha256:` and the picture's digest (none where
the picture is not in the archive) and a `figcaption` where there is a caption. What is clean stays as it is when it is
cleaned again.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from ztviewer.core.article import Figure, FigureDraft, ImageDigest
from ztviewer.core.sanitised import UNFIT, sanitised
from ztviewer.core.structure import FIGURE, Structure, evened

LINE_BREAK = "\u2028"
"""Stands for `br` in plain text: a new line, the same paragraph."""

_SOURCE = "sha256:"
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^">]|"[^"]*")*)>|([^<]+)')
_PLAIN = re.compile(rf"(?:<p>(?!\s|</p>)[^<>&{UNFIT}]*+(?:&(?:amp|lt|gt);[^<>&{UNFIT}]*+)*+(?<!\s)</p>)*+")
"""Paragraphs of nothing but text, without white space around it."""
_IMAGE = re.compile(rf'<img src="{_SOURCE}([0-9a-f]{{64}})"')


def clean(html: str) -> str:
    """Any HTML as the closed subset; every figure becomes an empty placeholder `<figure></figure>`.

    Nothing of a figure's inside is kept: what it shows is said by the figures that go with the text. Takes time in
    proportion to the length, whatever is in it.
    """
    plain = evened(html)
    if _PLAIN.fullmatch(plain):
        return plain  # nearly all that comes as text: what it would be in the end, six times as fast
    structure = Structure()
    for closing, name, attributes, text in _TOKEN.findall(sanitised(html)):
        if text:
            structure.text(unescape(text))
        elif closing:
            structure.close(name)
        else:
            structure.open(name, attributes)
    return structure.finished()


def fill(cleaned: str, figures: Sequence[FigureDraft] | Sequence[Figure]) -> str:
    """Cleaned HTML with its placeholders filled by the figures, in order.

    Figures left over follow at the end, placeholders left over are taken out.
    """
    pieces = cleaned.split(FIGURE)
    if len(pieces) - 1 > len(figures):
        kept = len(figures) + 1  # and whatever a placeholder alone had kept from being empty goes with it
        pieces = clean(FIGURE.join(pieces[:kept]) + "".join(pieces[kept:])).split(FIGURE)
    filled = [figure_html(figure) for figure in figures]
    gaps = len(pieces) - 1
    ends = [*filled[:gaps], "".join(filled[gaps:])]
    return "".join(piece + end for piece, end in zip(pieces, ends, strict=True))


def figure_html(figure: FigureDraft | Figure) -> str:
    """One figure as it stands in a body."""
    if isinstance(figure, Figure):
        digest = figure.image
    else:
        digest = figure.picture.digest if figure.picture is not None else None
    image = "" if digest is None else f'<img src="{_SOURCE}{digest}" alt="{escape(figure.alt or "")}">'
    caption = f"<figcaption>{escape(figure.caption, quote=False)}</figcaption>" if figure.caption else ""
    return f"<figure>{image}{caption}</figure>"


def paragraphs(html: str) -> list[str]:
    """The plain text of a body, figures left out: one entry a paragraph, heading, list item or table row.

    Cells of a row are separated by a tab, `br` is LINE_BREAK.
    """
    lines = html[3:-4].split("</p><p>")
    if html.count("<") == 2 * len(lines) and html.startswith("<p>") and html.endswith("</p>"):
        return [
            text for line in lines if (text := unescape(line).strip())
        ]  # it is nothing but paragraphs of text
    return [text for line in _lines(html) if (text := line.strip())]


def _lines(html: str) -> Iterator[str]:
    """The texts of the innermost blocks, in order; what stands in a table is one line for each outermost row."""
    line, rows, in_figure = "", 0, False
    for closing, name, _attributes, text in _TOKEN.findall(html):
        if name == "figure":
            in_figure = not closing
        if in_figure:
            continue
        if text:
            line += unescape(text)
        elif name == "br":
            line += LINE_BREAK
        elif name == "tr":
            rows += -1 if closing else 1
            if not rows or (not closing and rows == 1):
                yield line
                line = ""
        elif name in ("td", "th") and rows == 1:
            line = line.rstrip(" ") + ("" if closing else "\t" if line else "")
        elif name not in ("a", "strong", "em"):
            if rows:
                line += " " if line and not line.endswith(("\t", " ")) else ""
            else:
                yield line
                line = ""
    yield line


def images(html: str) -> list[ImageDigest]:
    """The digests of the pictures a body shows, in order."""
    return [ImageDigest(digest) for digest in _IMAGE.findall(html)]
