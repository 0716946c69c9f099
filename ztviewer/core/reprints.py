"""What a reprint (转载) is: texts that share most of their shingles, said here by plain reading.

A text is taken as its letters: folded, without punctuation, spaces and paragraphs, which every paper sets its own way.
A shingle is SHINGLE letters in a row. How much two texts resemble each other is the share of their shingles, each
counted once, that both have (Jaccard's coefficient; Broder 1997). Titles are no part of it: reprints change them.
"""

from dataclasses import dataclass

from ztviewer.core.article import ArticleId
from ztviewer.core.fold import fold
from ztviewer.core.published import Published
from ztviewer.core.tokens import letters

SHINGLE = 8
"""Letters: with fewer, notices written to one pattern (share prices, visits of state) resemble each other too much."""
SIMILAR = 0.5
"""From this resemblance on, a text is a reprint of another: a third was cut, or one word in six changed."""
SHORT = 20
"""A text of fewer shingles is a reprint only where it has exactly the same."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a reprint family."""

    id: ArticleId
    title: str
    source: str | None
    published: Published | None


def shingles(text: str) -> frozenset[str]:
    """The shingles of a text; none where it has too few letters."""
    written = letters(fold(text))
    return frozenset(written[at : at + SHINGLE] for at in range(len(written) - SHINGLE + 1))


def resemblance(first: str, second: str) -> float:
    """How much two texts resemble each other, 0 to 1."""
    ours, theirs = shingles(first), shingles(second)
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


def is_reprint(resemblance: float, shingles: int) -> bool:
    """Whether texts that resemble each other so much are reprints; `shingles` are those of the one that has fewer."""
    return resemblance >= (SIMILAR if shingles >= SHORT else 1.0) and shingles > 0
