"""Titles of several sets of documents stand in one order, as if they had been sorted together."""

import random

import pytest

from ztviewer.search.titles import Titles, ranks


@pytest.mark.parametrize("seed", range(8))
def test_ranks_of_several_sets_are_those_of_all_together(seed: int) -> None:
    chance = random.Random(seed)
    titles = [
        ["".join(chance.choices("甲乙丙", k=chance.randrange(4))) for _ in range(chance.randrange(1, 40))]
        for _ in range(chance.randrange(1, 6))
    ]
    together = [title for some in titles for title in some]
    places = {title: place for place, title in enumerate(sorted(set(together)))}
    assert ranks([Titles.of(some) for some in titles]).tolist() == [places[title] for title in together]
