"""The words of a text, as a dictionary and its statistics cut it; never through the middle of a token.

One token is a word, and so are two characters that stand side by side, whatever the dictionary says: who types two
means the two. So the commonest queries do not wait for it to be loaded.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from ztviewer.core.fold import fold
from ztviewer.core.names import Name
from ztviewer.core.tokens import Token, is_run, tokens

_Cut = Callable[[str], list[str]]

MOST_WORDS = 64
MOST_CHARACTERS = 2_000
"""Of a longer text (an article pasted as a query) the beginning stands for the rest."""

# Frequent words that the fold writes as no dictionary does (著名, 覆盖, 狼藉), with their frequency in jieba's.
_FOLDED_WORDS = """
着名 9342 着作 3447 显着 2721 着称 951 专着 572 着述 540 土着 441 论着 270 卓着 263 着录 238 巨着 147 编着 104 译着 98 原着 97
着书 84 遗着 58 着者 53 复盖 2078 颠复 302 倾复 296 复灭 287 复没 56 全军复没 287 天翻地复 150 翻天复地 96 翻来复去 200
重蹈复辙 43 狼借 51 慰借 118 干隆 2435 干坤 342 仿徨 147 昭着 98 着作权 99
"""


def words(text: str) -> list[str]:
    """The words of a text in order, folded, at most MOST_WORDS; their tokens are the text's, one after another."""
    # What an undecodable byte of a command line became is no text to the segmenter; a `?` separates as well.
    folded = fold(text[:MOST_CHARACTERS]).encode(errors="replace").decode()
    all_tokens = tokens(folded)
    if _is_word(all_tokens):
        return [folded[all_tokens[0].start : all_tokens[-1].end]]
    found: list[str] = []
    standing = iter(all_tokens)
    token = next(standing, None)
    end = 0
    for piece in _segmenter().cut(folded):
        end += len(piece)
        inside: list[Token] = []
        while token is not None and token.start < end:
            inside.append(token)
            token = next(standing, None)
        if inside:
            found.append(folded[inside[0].start : inside[-1].end])
            if len(found) == MOST_WORDS:
                break
    return found


def _is_word(found: Sequence[Token]) -> bool:
    """Whether tokens are one word without being looked up."""
    if len(found) != 2:
        return len(found) == 1
    first, second = found
    return first.end == second.start and not is_run(first.text) and not is_run(second.text)


def load() -> None:
    """Load the dictionary now, where it is not loaded yet."""
    _segmenter().cut("")


def use_names(names: Iterable[Name]) -> None:
    """From now on names are words, whichever thread cuts; those used before are forgotten."""
    _segmenter().use(tuple(names))


class _Segmenter:
    """The one of the program: made anew when its names change, since a name cannot be taken out of it.

    It is made at the first word asked for: its dictionary takes a tenth of a second to load.
    """

    def __init__(self) -> None:
        self._names: tuple[Name, ...] = ()
        self._made: tuple[tuple[Name, ...], _Cut] | None = None
        self._first = True
        self._making = threading.Lock()

    def use(self, names: tuple[Name, ...]) -> None:
        if names != self._names:
            self._names = names

    def cut(self, folded: str) -> list[str]:
        made, names = self._made, self._names
        if made is None or made[0] is not names:
            with self._making:
                made = self._made = (names, _made(names, first=self._first))
                self._first = False
        return made[1](folded)


@cache
def _segmenter() -> _Segmenter:
    return _Segmenter()


def _made(names: tuple[Name, ...], *, first: bool) -> _Cut:
    import rjieba  # which loads a segmenter of its own: it serves as the first, so that none is loaded twice

    made = rjieba if first else rjieba.Jieba()
    for word, frequency in zip(*[iter(_FOLDED_WORDS.split())] * 2, strict=True):
        made.add_word(word, int(frequency), "n")
    for name in names:
        made.add_word(
            fold(name.text), name.weight, "nz"
        )  # without a weight: as often as it takes to stay whole
    cut: _Cut = made.cut
    return cut
