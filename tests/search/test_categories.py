"""What documents carry is counted as a plain count does, however it is kept."""

import random
from collections import Counter

import numpy as np
import pytest

from ztviewer.search.categories import Category


def random_rows(chance: random.Random, documents: int, values: int, most: int) -> list[tuple[str, ...]]:
    """What so many documents carry: half of them nothing, one of them as much as any may, each value once at least."""
    names = [f"值{number}" for number in range(values)]
    rows = [
        tuple(chance.sample(names, min(values, chance.randint(0, most) * chance.randint(0, 1))))
        for _ in range(documents)
    ]
    rows[7] = tuple(names[: min(values, most)])
    return [*rows, *((name,) for name in names)]


@pytest.mark.parametrize("most", [1, 3, 8, 9, 20], ids=lambda most: f"at most {most} each")
@pytest.mark.parametrize("values", [5, 248, 3000], ids=lambda values: f"{values} values")
def test_the_documents_that_carry_a_value_are_counted(values: int, most: int) -> None:
    chance = random.Random(values * most)
    rows = random_rows(chance, 400, values, most)
    category = Category.of(rows)
    documents = np.array(sorted(chance.sample(range(400), 150)))
    expected = Counter(name for number in documents.tolist() for name in rows[number])
    counted = dict(zip(category.values, category.carried.count(documents).tolist(), strict=True))
    assert {name: count for name, count in counted.items() if count} == expected
    every = dict(zip(category.values, category.carried.count(None).tolist(), strict=True))
    assert every == Counter(name for row in rows for name in row)
    assert not category.carried.count(np.zeros(0, np.int64)).any()
