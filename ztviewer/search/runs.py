"""Where runs of tokens stand, by arrays of positions."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ztviewer.core.fold import fold
from ztviewer.search.codec.field import TextField, Weights
from ztviewer.search.codec.lists import Numbers
from ztviewer.search.terms import forms_at

NOWHERE: Numbers = np.zeros(0, np.int64)

_MANY_TIMES = 24
"""so many times longer, a list is probed rather than merged"""


def intersection(one: Numbers, other: Numbers) -> Numbers:
    """What two ascending arrays without repetitions share."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return NOWHERE
    if len(one) * _MANY_TIMES < len(other):
        place = np.searchsorted(other, one)
        place[place == len(other)] = 0
        found: Numbers = one[other[place] == one]
        return found
    both = np.concatenate((one, other))
    both.sort()
    shared: Numbers = both[:-1][both[1:] == both[:-1]]
    return shared


def run_positions(field: TextField, tokens: Sequence[str]) -> Numbers:
    """Where tokens begin to stand one after another.

    A paragraph's end leaves a gap, so pairs that touch every token tell all; those with the shortest lists are taken.
    """
    known = [number for token in tokens if (number := field.tokens.find(token)) is not None]
    if len(known) < len(tokens) or not known:
        return NOWHERE
    if len(known) == 1:
        return field.token_positions(known[0])
    pairs = [field.pair(first, second) for first, second in pairwise(known)]
    numbers = [number for number in pairs if number is not None]
    if len(numbers) < len(pairs):
        return NOWHERE
    sizes = [field.positions.size(number) for number in numbers]
    found: Numbers | None = None
    for place in sorted(_cover(sizes), key=sizes.__getitem__):
        positions = field.pair_positions(numbers[place]) - place
        found = positions if found is None else intersection(found, positions)
        if not len(found):
            break
    return NOWHERE if found is None else found


def exact_positions(field: TextField, characters: Sequence[str]) -> Numbers:
    """Where a run as it is written begins: where its tokens stand, in each place the form that is wanted.

    A single character is a token as it is written, too.
    """
    found = run_positions(field, characters if len(characters) == 1 else [*map(fold, characters)])
    for place, form, wanted in forms_at(characters):
        number = field.tokens.find(form)
        positions = NOWHERE if number is None else field.token_positions(number) - place
        found = intersection(found, positions) if wanted else _without(found, positions)
    return found


def exact_count(field: TextField, characters: Sequence[str]) -> tuple[Numbers, Weights]:
    """The documents that hold a run as it is written, and how often. A single one needs no positions."""
    if len(characters) > 1:
        return field.count(exact_positions(field, characters))
    documents, weights = _single(field, characters[0])
    for _, form, wanted in forms_at(characters):
        if not wanted:
            others, counts = _single(field, form)
            weights[np.searchsorted(documents, others)] -= counts
    return documents[weights > 0], weights[weights > 0]


def _single(field: TextField, token: str) -> tuple[Numbers, Weights]:
    number = field.tokens.find(token)
    return field.single(number) if number else (NOWHERE, np.zeros(0, np.float32))


def _without(one: Numbers, other: Numbers) -> Numbers:
    """What of one ascending array is not in another."""
    if not len(one) or not len(other):
        return one
    place = np.searchsorted(other, one)
    place[place == len(other)] = 0
    kept: Numbers = one[other[place] != one]
    return kept


def _cover(sizes: Sequence[int]) -> tuple[int, ...]:
    """The pairs that together touch every token of a run at the least cost; pair n touches tokens n and n + 1."""
    before: tuple[int, tuple[int, ...]] = (0, ())
    best: tuple[int, tuple[int, ...]] = (sizes[0], (0,))
    for place in range(1, len(sizes)):
        cheaper = min(before if place > 1 else best, best)
        before, best = best, (cheaper[0] + sizes[place], (*cheaper[1], place))
    return best[1]


def pieces(field: TextField, places: Sequence[Numbers], sizes: Sequence[int], apart: int) -> Numbers:
    """Where pieces of a paragraph begin that hold every run, with no gap over `apart` tokens in them.

    Each run is given by its places and its number of tokens. All occurrences of the runs are put in one order; a piece ends where the next is too far or another paragraph.
    """
    mark = field.pair(0, 0)
    if mark is None or not all(map(len, places)):
        return NOWHERE
    starts = np.concatenate(places)
    order = np.argsort(starts, kind="stable")
    starts = starts[order]
    which = np.repeat(np.arange(len(places)), [len(each) for each in places])[order]
    paragraph = np.searchsorted(field.pair_positions(mark), starts, side="right")
    reached = np.maximum.accumulate(starts + np.array(sizes)[which])
    breaks = np.ones(len(starts), bool)
    breaks[1:] = (paragraph[1:] != paragraph[:-1]) | (starts[1:] - reached[:-1] > apart)
    piece = np.cumsum(breaks) - 1
    held = np.bincount(np.unique(piece * len(places) + which) // len(places))
    found: Numbers = starts[breaks][held == len(places)]
    return found
