"""What two texts have in common and where they differ, sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ztviewer.core.fold import fold
from ztviewer.core.query import Span
from ztviewer.core.tokens import letters

_SENTENCE = re.compile(r"[^。！？!?；;\n\u2028]+[。！？!?；;]*[”’」』）)]*|[。！？!?；;]+")

_MOST_PAIRS = 1_000_000
"""of characters that are compared: a few milliseconds"""
_RELATED = 0.5
"""the share of characters that two sentences have to have in common for the others to mean something"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of both texts. Sentences are alike when their letters are: punctuation and variants do not count."""

    alike: bool
    first: tuple[str, ...]
    """the sentences of the first text; empty where only the second one has any"""
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts beside each other."""

    resemblance: float
    """0 to 1, as `core.reprints` says it"""
    passages: tuple[Passage, ...]
    """both texts as a whole, alike and differing passages by turns"""

    @property
    def differing(self) -> list[Passage]:
        """The passages that are not alike."""
        return [passage for passage in self.passages if not passage.alike]


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the punctuation that ends it; a paragraph ends a sentence, too."""
    found = (match[0].strip() for match in _SENTENCE.finditer(text))
    return [sentence for sentence in found if letters(fold(sentence))]


def differences(first: str, second: str) -> tuple[Passage, ...]:
    """Both texts in passages, alike and differing ones by turns."""
    return tuple(_passages(sentences(first), sentences(second)))


def changed(first: str, second: str) -> tuple[list[Span], list[Span]]:
    """Where two sentences differ, character by character; all of both where they have little in common."""
    if len(first) * len(second) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, fold(first), fold(second), autojunk=False)
        if matcher.ratio() >= _RELATED:
            codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
            return [(a, b) for _, a, b, _c, _d in codes if a < b], [
                (c, d) for _, _a, _b, c, d in codes if c < d
            ]
    return [(0, len(first))] if first else [], [(0, len(second))] if second else []


def _passages(ours: list[str], theirs: list[str]) -> Iterator[Passage]:
    first_letters, second_letters = ([letters(fold(one)) for one in side] for side in (ours, theirs))
    matcher = SequenceMatcher(None, first_letters, second_letters)
    for kind, first, past, other, other_past in matcher.get_opcodes():
        yield Passage(kind == "equal", tuple(ours[first:past]), tuple(theirs[other:other_past]))
