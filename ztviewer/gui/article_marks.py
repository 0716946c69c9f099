"""Where a search, or what is typed into the find field, occurs in the open article. Runs off the GUI thread."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from ztviewer.core.fold import fold
from ztviewer.core.query import Field, Query, Span
from ztviewer.gui.article_blocks import Text
from ztviewer.gui.painting import utf16

Marks = Callable[[Query, Sequence[str], Field | None], list[list[Span]]]
"""The spans that a query marks in each of some texts of a field, as `services.searching` gives them."""


def marked(blocks: Sequence[Text], query: Query, marks: Marks) -> list[list[Span]]:
    """The spans of every block, in UTF-16 units; none in blocks that no search looks at."""
    found: list[list[Span]] = [[] for _block in blocks]
    for field in Field:
        numbers = [number for number, block in enumerate(blocks) if block.field is field]
        texts = [blocks[number].text for number in numbers]
        for number, text, spans in zip(numbers, texts, marks(query, texts, field), strict=True):
            found[number] = list(utf16(text, spans))
    return found


def occurrences(blocks: Sequence[Text], typed: str) -> list[list[Span]]:
    """Every place where exactly what was typed stands, simplified or traditional, in UTF-16 units."""
    wanted = fold(typed)
    found = []
    for block in blocks:
        text = block.text
        folded = fold(text)
        spans = []
        at = folded.find(wanted) if wanted else -1
        while at >= 0:
            spans.append((at, at + len(wanted)))
            at = folded.find(wanted, at + len(wanted))
        found.append(list(utf16(text, spans)))
    return found


def placed(positions: Sequence[int], blocks: Sequence[Text], spans: Sequence[Sequence[Span]]) -> list[Span]:
    """Spans of blocks as spans of the document, given where each block begins."""
    return [
        (
            position + start + bisect_right(block.cuts, start),
            position + end + bisect_left(block.cuts, end),
        )
        for position, block, found in zip(positions, blocks, spans, strict=False)
        for start, end in found
    ]
