"""The words of a text, as a dictionary and its statistics cut it; never through the middle of a token.

One token is a word, and so are two characters that stand side by side, whatever the dictionary says: who types two
means the two.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from ztviewer.core.fold import fold
from ztviewer.core.names import Name
from ztviewer.core.tokens import Token, is_run, tokens
from ztviewer.search.cutting import Cutter
from ztviewer.search.wordlist import wordlist

MOST_WORDS = 64
MOST_CHARACTERS = 2_000
"""Of a longer text (an article pasted as a query) the beginning stands for the rest."""

MOST_KEPT = 128
"""Texts whose words are remembered: one query is cut by whoever searches, marks and explains it."""


def words(text: str) -> list[str]:
    """The words of a text in order, folded, at most MOST_WORDS; their tokens are the text's, one after another."""
    # What an undecodable byte of a command line became is no text to the segmenter; a `?` separates as well.
    folded = fold(text[:MOST_CHARACTERS]).encode(errors="replace").decode()
    all_tokens = tokens(folded)
    if _is_word(all_tokens):
        return [folded[all_tokens[0].start : all_tokens[-1].end]]
    return list(_segmenter().words(folded))


def _is_word(found: Sequence[Token]) -> bool:
    """Whether tokens are one word without being looked up."""
    if len(found) != 2:
        return len(found) == 1
    first, second = found
    return first.end == second.start and not is_run(first.text) and not is_run(second.text)


def use_names(names: Iterable[Name]) -> None:
    """From now on names are words, whichever thread cuts; those used before are forgotten."""
    _segmenter().use(tuple(names))


class _Segmenter:
    """The one of the program: made anew when its names change, and its dictionary opened when there is text to cut."""

    def __init__(self) -> None:
        self._names: tuple[Name, ...] = ()
        self.words = _remembering(())

    def use(self, names: tuple[Name, ...]) -> None:
        if names != self._names:
            self._names = names
            self.words = _remembering(names)


@cache
def _segmenter() -> _Segmenter:
    return _Segmenter()


def _remembering(names: tuple[Name, ...]) -> Callable[[str], Sequence[str]]:
    @cache
    def cutter() -> Cutter:
        return Cutter(wordlist(), names)

    @lru_cache(MOST_KEPT)
    def found(folded: str) -> Sequence[str]:
        return tuple(islice(_whole(folded, cutter().cut(folded)), MOST_WORDS))

    return found


def _whole(folded: str, pieces: Iterable[str]) -> Iterator[str]:
    """The words that pieces of a text are, once none ends inside of a token."""
    standing = iter(tokens(folded))
    token = next(standing, None)
    end = 0
    for piece in pieces:
        end += len(piece)
        inside: list[Token] = []
        while token is not None and token.start < end:
            inside.append(token)
            token = next(standing, None)
        if inside:
            yield folded[inside[0].start : inside[-1].end]
