"""What two texts have in common and where they differ, sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ztviewer.core.fold import fold
from ztviewer.core.tokens import letters

_SENTENCE = re.compile(r"[^。！？!?；;\n\u2028]+[。！？!?；;]*[”’」』）)]*|[。！？!?；;]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of both texts. Sentences are alike when their letters are: punctuation and variants do not count."""

    alike: bool
    first: tuple[str, ...]
    """the sentences of the first text; empty where only the second one has any"""
    second: tuple[str, ...]


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the punctuation that ends it; a paragraph ends a sentence, too."""
    found = (match[0].strip() for match in _SENTENCE.finditer(text))
    return [sentence for sentence in found if letters(fold(sentence))]


def differences(first: str, second: str) -> list[Passage]:
    """Both texts in passages, alike and differing ones by turns."""
    return list(_passages(sentences(first), sentences(second)))


def _passages(ours: list[str], theirs: list[str]) -> Iterator[Passage]:
    first_letters, second_letters = ([letters(fold(one)) for one in side] for side in (ours, theirs))
    matcher = SequenceMatcher(None, first_letters, second_letters)
    for kind, first, past, other, other_past in matcher.get_opcodes():
        yield Passage(kind == "equal", tuple(ours[first:past]), tuple(theirs[other:other_past]))
