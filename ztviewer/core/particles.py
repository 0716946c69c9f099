"""Particles: Chinese words so frequent that they tell nothing beside others."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

Word = TypeVar("Word", bound=Sequence[str])
"""A word, or the tokens of one."""

PARTICLES = frozenset("的了着在是和与及或之其而就也都把被对从以为于等")


def telling(words: Iterable[Word]) -> list[Word]:
    """The words without the particles among them, unless they are nothing else."""
    every = list(words)
    return [word for word in every if len(word) > 1 or word[0] not in PARTICLES] or every
