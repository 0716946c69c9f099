"""The classes of queries that are measured, drawn from the articles by document frequency, the same at every run."""

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.benchmarks.corpus import documents
from ztviewer.core.article import Document

_SAMPLE = 20_000
"""articles that frequencies are counted in; the files are shuffled, so the first are a fair sample"""

_HAN = re.compile("[\u4e00-\u9fff]+")


class Kind(StrEnum):
    """A class of queries."""

    CHARACTER = "one character"
    COMMON = "a common word of two"
    RARE = "a rare word of two"
    FOUR = "a word of four"
    PHRASE = "a phrase of eight and more"
    ALL = "three words, AND"
    ANY = "three words, OR"
    WITHOUT = "two words and NOT a third"
    DATED = "a date range with a tag"
    EVERYTHING = "everything, newest first"
    NOTHING = "nothing found"


COMMON_KINDS = (Kind.CHARACTER, Kind.COMMON, Kind.FOUR, Kind.ALL, Kind.ANY, Kind.WITHOUT)
"""The commonest of them, which have targets of their own."""


@dataclass(frozen=True, slots=True)
class Question:
    """One query, in the words of no engine."""

    kind: Kind
    parts: tuple[str, ...] = ()
    tag: str = ""
    first: str = ""
    """a day, `2021-05-14`"""
    last: str = ""


def cut(text: str) -> list[str]:
    """The words of a text as the peers index them: those of rjieba, without punctuation."""
    import rjieba  # here, since loading its dictionary belongs to the first answer of a new process

    return [word for word in rjieba.cut(text) if word[0].isalnum()]


def draw(path: Path, articles: int, count: int) -> list[Question]:
    """`count` questions of each class; fewer where an archive is too small to have them."""
    chance = random.Random(2026)
    sample = list(documents(path, min(articles, _SAMPLE)))
    held = [set(filter(_HAN.fullmatch, cut(one.text))) for one in sample]
    words = _Frequencies(held)
    characters = _Frequencies([set(one.text) for one in sample])
    common = words.between(0.05, 0.25, 2)
    drawn: dict[Kind, Iterator[Question]] = {
        Kind.CHARACTER: _each(Kind.CHARACTER, characters.between(0.05, 0.6, 1), chance),
        Kind.COMMON: _each(Kind.COMMON, common, chance),
        Kind.RARE: _each(Kind.RARE, words.between(0.0001, 0.001, 2), chance),
        Kind.FOUR: _each(Kind.FOUR, words.between(0.0005, 0.1, 4), chance),
        Kind.PHRASE: _phrases(sample, chance),
        Kind.ALL: _together(Kind.ALL, held, set(words.between(0.01, 0.15, 2)), chance),
        Kind.ANY: (Question(Kind.ANY, tuple(chance.sample(common, 3))) for _ in itertools.count()),
        Kind.WITHOUT: _without(held, set(words.between(0.02, 0.25, 2)), common, chance),
        Kind.DATED: _dated(sample, chance),
        Kind.EVERYTHING: itertools.repeat(Question(Kind.EVERYTHING)),
        Kind.NOTHING: _nothing(path, articles, words.between(0.0005, 0.1, 4), chance),
    }
    return [question for questions in drawn.values() for question in itertools.islice(questions, count)]


class _Frequencies:
    """In how many of some documents each text stands."""

    def __init__(self, held: Sequence[set[str]]) -> None:
        self._counts = Counter(itertools.chain.from_iterable(held))
        self._documents = len(held)

    def between(self, least: float, most: float, length: int) -> list[str]:
        """Han texts of a length that stand in such a share of the documents, and in two at least."""
        low, high = max(2, least * self._documents), max(2, most * self._documents)
        return sorted(
            text
            for text, count in self._counts.items()
            if len(text) == length and low <= count <= high and _HAN.fullmatch(text)
        )


def _each(kind: Kind, texts: Sequence[str], chance: random.Random) -> Iterator[Question]:
    for text in chance.sample(texts, len(texts)):
        yield Question(kind, (text,))


def _phrases(sample: Sequence[Document], chance: random.Random) -> Iterator[Question]:
    """Runs of whole words, so that an index of words can find them too."""
    while True:
        clauses = _HAN.findall(chance.choice(sample).text)
        words = cut(chance.choice(clauses)) if clauses else []
        start = chance.randrange(len(words)) if words else 0
        for end in range(start + 1, len(words) + 1):
            phrase = "".join(words[start:end])
            if 8 <= len(phrase) <= 14:
                yield Question(Kind.PHRASE, (phrase,))
                break


def _together(
    kind: Kind, held: Sequence[set[str]], wanted: set[str], chance: random.Random
) -> Iterator[Question]:
    """Three words of one article."""
    while True:
        words = sorted(wanted & chance.choice(held))
        if len(words) >= 3:
            yield Question(kind, tuple(chance.sample(words, 3)))


def _without(
    held: Sequence[set[str]], wanted: set[str], common: Sequence[str], chance: random.Random
) -> Iterator[Question]:
    for question in _together(Kind.WITHOUT, held, wanted, chance):
        yield Question(Kind.WITHOUT, (*question.parts[:2], chance.choice(common)))


def _dated(sample: Sequence[Document], chance: random.Random) -> Iterator[Question]:
    """A tag of some article, and two years around its day."""
    while True:
        document = chance.choice(sample)
        if document.published and document.tags:
            year = int(document.published.iso[:4])
            tag = chance.choice(sorted(document.tags))
            yield Question(Kind.DATED, (), tag, f"{year - 1}-07-01", f"{year + 1}-06-30")


def _nothing(path: Path, articles: int, words: Sequence[str], chance: random.Random) -> Iterator[Question]:
    """Words of four written backwards that stand nowhere."""
    backwards = [word[::-1] for word in chance.sample(words, min(len(words), 40))]
    for document in documents(path, articles):
        text = "".join(_HAN.findall(document.title + document.text))
        backwards = [word for word in backwards if word not in text]
    return (Question(Kind.NOTHING, (word,)) for word in backwards)
