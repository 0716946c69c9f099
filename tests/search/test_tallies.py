"""However documents are counted, the counts are those of one value after another."""

import random

import numpy as np
import pytest

from tests.search.test_categories import random_rows
from ztviewer.search.carried import Carried
from ztviewer.search.categories import Category
from ztviewer.search.joint import Joint
from ztviewer.search.tallies import Tallies

DOCUMENTS = 12_000


def carried(chance: random.Random, values: int, most: int) -> Carried:
    rows = random_rows(chance, DOCUMENTS, values, most)[-DOCUMENTS:]
    return Category.of(rows).carried


def kinds_of(sizes: dict[str, tuple[int, int]]) -> dict[str, Carried]:
    chance = random.Random(str(sizes))
    return {name: carried(chance, values, most) for name, (values, most) in sizes.items()}


FITTING = {"topic": (20, 2), "tag": (60, 4), "source": (90, 1), "month": (40, 1), "pictured": (1, 1)}
WIDE = {"topic": (3_000, 1), "tag": (200, 3), "source": (4_000, 1), "month": (600, 1)}
TOO_MANY_EACH = {"topic": (20, 9), "tag": (30, 8), "source": (5, 1)}
TOO_MANY = {"topic": (9_000, 2), "tag": (20, 2)}
NONE_FITS = {"topic": (9_000, 1)}
CROWDED = {str(number): (5_000, 1) for number in range(10)}


@pytest.mark.parametrize(
    ("sizes", "joined"),
    [
        (FITTING, list(FITTING)),
        (WIDE, list(WIDE)),
        (TOO_MANY_EACH, ["tag", "source"]),
        (TOO_MANY, ["tag"]),
        (NONE_FITS, []),
        (CROWDED, list(CROWDED)[:8]),
    ],
    ids=["fitting", "wide", "too many each", "too many", "none fits", "crowded"],
)
def test_counting_by_combinations_is_counting_one_by_one(
    sizes: dict[str, tuple[int, int]], joined: list[str]
) -> None:
    kinds = kinds_of(sizes)
    assert list(Joint.of(kinds).spans) == joined
    tallies = Tallies(kinds, DOCUMENTS)
    numbers = np.random.default_rng(len(sizes))
    for found in [1, 300, 5_000, 5_000, 5_000, 300, 6_001, 9_000, DOCUMENTS]:
        documents = np.sort(numbers.choice(DOCUMENTS, found, replace=False))
        counted = tallies.count(documents)
        one_by_one = np.concatenate([kind.count(documents) for kind in kinds.values()])
        assert counted.tolist() == one_by_one.tolist()


def test_documents_are_counted_when_all_that_carried_something_are_gone() -> None:
    keep = np.arange(DOCUMENTS + 1) > 0
    kinds = {"tag": Category.of([("甲", "乙"), *[()] * DOCUMENTS]).of_documents(keep).carried}
    assert Joint.of(kinds).count(np.arange(DOCUMENTS))["tag"].tolist() == [0, 0]
    assert Tallies(kinds, DOCUMENTS).count(np.arange(5)).tolist() == [0, 0]
