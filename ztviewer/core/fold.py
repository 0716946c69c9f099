"""The fold that makes different ways of writing the same text equal: one code point becomes exactly one.

So offsets in the folded text are offsets in the text. It folds width, case, compatibility forms, traditional to
simplified and variant characters, generously (`著` and `着`, `○` and `零` are one); folding twice changes nothing.
`resources/fold.tsv` holds the pairs and says where they come from.
"""

from collections.abc import Iterator

from ztviewer.core.paths import resource


def _pairs() -> Iterator[tuple[int, int]]:
    for line in resource("fold.tsv").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            written, becomes = line.split("\t")
            yield _point(written), _point(becomes)


def _point(shown: str) -> int:
    return ord(shown) if len(shown) == 1 else int(shown.removeprefix("U+"), 16)


FOLDED: dict[int, int] = dict(_pairs())
"""The code points that change, each with what it becomes. Not to be changed."""

# Characters that stay are in it too, as far as they are frequent: a lookup that fails costs twice one that succeeds.
_TABLE = dict(zip(range(0xA000), range(0xA000), strict=True)) | FOLDED


def fold(text: str) -> str:
    """The text in the form in which texts are compared, of the same length."""
    return text.translate(_TABLE)
