"""What documents carry is counted as a plain count does, however it is kept."""

import random
from collections import Counter

import numpy as np
import pytest

from ztviewer.search.categories import Category


@pytest.mark.parametrize("most", [1, 3, 8, 9, 20], ids=lambda most: f"at most {most} each")
@pytest.mark.parametrize("values", [5, 248, 249, 3000], ids=lambda values: f"{values} values")
def test_the_documents_that_carry_a_value_are_counted(values: int, most: int) -> None:
    chance = random.Random(values * most)
    names = [f"值{number}" for number in range(values)]
    rows = [
        tuple(chance.sample(names, min(values, chance.randint(0, most) * chance.randint(0, 1))))
        for _ in range(400)
    ]
    rows[7] = tuple(names[: min(values, most)])
    category = Category.of([tuple(names[:1]), *rows, *((name,) for name in names)])
    documents = np.array(sorted(chance.sample(range(1, len(rows) + 1), 150)))
    expected = Counter(name for number in documents.tolist() for name in rows[number - 1])
    for _again in range(
        2 + len(category.counts) // len(documents)
    ):  # what is counted often is prepared for it
        counted = dict(zip(category.values, category.count(documents).tolist(), strict=True))
        assert {name: count for name, count in counted.items() if count} == expected
    every = dict(zip(category.values, category.count(None).tolist(), strict=True))
    assert every == Counter([names[0], *names, *(name for row in rows for name in row)])
    assert not category.count(np.zeros(0, np.int64)).any()


def test_documents_are_counted_when_all_that_carried_something_are_gone() -> None:
    category = Category.of([("甲", "乙"), (), ()]).of_documents(np.array([False, True, True]))
    for _again in range(4):
        assert category.count(np.arange(2)).tolist() == [0, 0]
