"""Cuts a folded text into pieces as jieba does: by the likeliest words, and by statistics where there are none.

Of all ways to make a text of words of the dictionary, that one is taken whose words are the likeliest together: the
product of frequency / total. Single characters left beside one another may be a word that the dictionary does not
know: a hidden Markov model says where it begins and ends (Viterbi). This is `cut` of jieba (Sun Junyi, MIT licence),
in every detail that a query can show as its Rust port has it: which characters stand in a piece together, and that
of equally likely ways the one with the longer first word wins.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import exp, log

from ztviewer.core.fold import fold
from ztviewer.core.names import Name
from ztviewer.search.wordlist import WordList

# Words are looked for inside of these; every other character is a piece by itself.
_BLOCK = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ebef\U0002f800-\U0002fa1f"
    "a-z0-9+#&._%-]+"
)
_OBSERVED = "\u4e00-\u9fd5"
# What single characters make together: Han for the model, a number or a name of letters, and all else that remains.
_SINGLES = re.compile(rf"[{_OBSERVED}]+|[a-z0-9]+(?:[-._][a-z0-9]+)*%?|[^{_OBSERVED}a-z0-9]+")

_B, _E, _M, _S = range(4)
# What may stand before each state; of two that are equally likely the second is taken.
_BEFORE = ((_E, _S), (_B, _M), (_B, _M), (_E, _S))


class Cutter:
    """Cuts by a dictionary and by names, which count instead of a word of the dictionary that is the same.

    A name without a weight is as frequent as it takes to be likelier than what it would be cut into otherwise. Only
    texts in which a name stands are cut in another way because of it: the total stays that of the dictionary.
    """

    def __init__(self, wordlist: WordList, names: Iterable[Name] = ()) -> None:
        self._wordlist = wordlist
        self._total = log(wordlist.total)
        self._weights = {fold(name.text): name.weight for name in names}
        self._lengths: dict[str, set[int]] = {}
        for name in self._weights:
            self._lengths.setdefault(name[0], set()).add(len(name))

    def cut(self, folded: str) -> Iterator[str]:
        """The pieces of a folded text: joined they are the text."""
        end = 0
        for block in _BLOCK.finditer(folded):
            yield from folded[end : block.start()]
            yield from self._cut_block(block[0])
            end = block.end()
        yield from folded[end:]

    def _cut_block(self, block: str) -> Iterator[str]:
        ends, _ = self._likeliest(block)
        start = singles = 0
        while start < len(block):
            end = ends[start]
            if end > start + 1:
                yield from self._cut_singles(block[singles:start])
                yield block[start:end]
                singles = end
            start = end
        yield from self._cut_singles(block[singles:])

    def _likeliest(self, block: str, but: str = "") -> tuple[list[int], float]:
        """Where a word ends that begins at each place, if it is the likeliest's; and how likely the whole is.

        The latter as a logarithm. With `but` as if that were no name.
        """
        size, places = len(block), self._wordlist.places(block)
        ends, values = [0] * size, [0.0] * (size + 1)
        for start in reversed(range(size)):
            values[start] = -float("inf")
            for end, frequency in self._words_at(block, places, start, but).items():
                value = log(frequency) - self._total + values[end]
                if value >= values[start]:
                    ends[start], values[start] = end, value
        return ends, values[0]

    def _words_at(self, block: str, places: list[int], start: int, but: str) -> dict[int, int]:
        """Where words end that begin at `start`, in order, and how frequent each is; if there is none, a character."""
        found = self._wordlist.words_at(places, start)
        lengths = self._lengths.get(block[start])
        if lengths:
            names = {block[start : start + length] for length in lengths} & self._weights.keys() - {but}
            found |= {start + len(name): self._frequency(name) for name in names}
            found = {end: found[end] for end in sorted(found) if found[end]}
        return found or {start + 1: 1}

    def _frequency(self, name: str) -> int:
        """A name's weight; where it has none, it is worked out once. Only shorter names are asked for meanwhile."""
        weight = self._weights[name]
        if weight is None:
            _, otherwise = self._likeliest(name, name)
            weight = self._weights[name] = int(exp(otherwise + self._total)) + 1
        return weight

    def _cut_singles(self, singles: str) -> Iterator[str]:
        """Single characters side by side: those of a word that is less likely than they are stay single."""
        if len(singles) < 2 or singles in self._weights or self._is_known(singles):
            yield from singles
            return
        for piece in _SINGLES.findall(singles):
            if len(piece) > 1 and re.match(f"[{_OBSERVED}]", piece):
                yield from self._guess(piece)
            else:
                yield piece

    def _is_known(self, text: str) -> bool:
        return len(text) in self._wordlist.words_at(self._wordlist.places(text), 0)

    def _guess(self, run: str) -> Iterator[str]:
        """The words that the model sees in characters."""
        start = 0
        for end, state in enumerate(self._states(run), start=1):
            if state in (_E, _S) or end == len(run):
                yield run[start:end]
                start = end

    def _states(self, run: str) -> Sequence[int]:
        """The likeliest states of characters (Viterbi), the last of which ends a word."""
        following = self._wordlist.following
        begin, *rest = map(self._wordlist.emission, self._wordlist.places(run))
        values = [one + other for one, other in zip(self._wordlist.first, begin, strict=True)]
        steps: list[list[int]] = []
        for emission in rest:
            came, new = [], []
            for state, (likelihood, before) in enumerate(zip(emission, _BEFORE, strict=True)):
                first, second = (values[each] + following[each][state] + likelihood for each in before)
                came.append(before[second >= first])
                new.append(max(first, second))
            steps.append(came)
            values = new
        states = [_S if values[_S] >= values[_E] else _E]
        for came in reversed(steps):
            states.append(came[states[-1]])
        return states[::-1]
