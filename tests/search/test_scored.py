"""Lists of documents put together say what dictionaries of them say."""

from collections import Counter

import numpy as np
import pytest

from ztviewer.search.scored import Scored, united

DOCUMENTS = 5_000


def random_list(numbers: np.random.Generator, size: int) -> Scored:
    """So many documents; the score of a third of them is 0."""
    documents = np.sort(numbers.choice(DOCUMENTS, size, replace=False)).astype(np.int64)
    return Scored(documents, (numbers.integers(0, 3, size) / 2).astype(np.float32))


def said(scored: Scored) -> dict[int, float]:
    assert (np.diff(scored.documents) > 0).all()
    return dict(zip(scored.documents.tolist(), scored.scores.tolist(), strict=True))


@pytest.mark.parametrize(
    "sizes", [(), (0,), (7,), (0, 30), (40, 30), (100, 10, 60), (900, 2_000), (4_999, 1, 0, 5_000)]
)
def test_a_union_adds_the_scores_and_keeps_those_of_nothing(sizes: tuple[int, ...]) -> None:
    numbers = np.random.default_rng(sum(sizes))
    lists = [random_list(numbers, size) for size in sizes]
    expected: Counter[int] = Counter()
    for each in lists:
        expected.update(said(each))
    assert said(united(lists, DOCUMENTS)) == dict(expected)


@pytest.mark.parametrize(("shorter", "longer"), [(0, 50), (3, 4_000), (900, 2_000), (5_000, 5_000)])
def test_an_intersection_and_what_raises_add_the_scores(shorter: int, longer: int) -> None:
    numbers = np.random.default_rng(shorter)
    one, other = random_list(numbers, shorter), random_list(numbers, longer)
    mine, theirs = said(one), said(other)
    both = {document: score + theirs[document] for document, score in mine.items() if document in theirs}
    assert said(one.shared(other, DOCUMENTS)) == both
    assert said(one.raised(other, DOCUMENTS)) == {
        document: score + theirs.get(document, 0) for document, score in mine.items()
    }
