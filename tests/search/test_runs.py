"""A run is found by the cheapest pairs that touch all of its tokens."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ztviewer.search.runs import _cover


def touched(pairs: tuple[int, ...]) -> set[int]:
    return {token for pair in pairs for token in (pair, pair + 1)}


@given(st.lists(st.integers(1, 9), min_size=1, max_size=7))
def test_the_pairs_chosen_touch_every_token_and_no_others_cost_less(sizes: list[int]) -> None:
    chosen = _cover(sizes)
    tokens = set(range(len(sizes) + 1))
    subsets = (
        subset for number in range(1, len(sizes) + 1) for subset in combinations(range(len(sizes)), number)
    )
    least = min(sum(sizes[pair] for pair in subset) for subset in subsets if touched(subset) == tokens)
    assert touched(chosen) == tokens
    assert sum(sizes[pair] for pair in chosen) == least
