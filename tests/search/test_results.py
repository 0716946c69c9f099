"""The first page of a large result is the beginning of the whole order."""

import random

import numpy as np
import pytest

from tests.search.documents import random_document
from ztviewer.core.query import Sort
from ztviewer.search.columns import Columns, Row
from ztviewer.search.results import Order

DOCUMENTS = 20_000
PAGE = 50


@pytest.fixture(scope="module")
def columns() -> Columns:
    chance = random.Random(1)
    return Columns.of([Row.of(random_document(chance, number), number % 700) for number in range(DOCUMENTS)])


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("found", [300, 5_000, DOCUMENTS])
@pytest.mark.parametrize("grades", [3, 10**6])
def test_the_first_page_is_the_beginning_of_the_whole_order(
    columns: Columns, sort: Sort, found: int, grades: int
) -> None:
    numbers = np.random.default_rng(found)
    documents = np.sort(numbers.choice(DOCUMENTS, found, replace=False)).astype(np.int64)
    scores = numbers.integers(1, grades, found).astype(np.float32)
    first = Order(columns, documents, scores, sort).places(0, PAGE)
    whole = Order(columns, documents, scores, sort).places(0, found)
    assert sorted(whole.tolist()) == list(range(found))
    assert first.tolist() == whole[:PAGE].tolist()
