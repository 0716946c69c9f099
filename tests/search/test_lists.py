"""Lists of numbers come back from their bytes as they were."""

import numpy as np
import pytest

from ztviewer.search.codec.counts import decode_all_counts, decode_counts, encode_counts
from ztviewer.search.codec.lists import decode, decode_all, encode


@pytest.mark.parametrize("seed", range(6))
def test_ascending_lists_come_back_one_by_one_and_together(seed: int) -> None:
    chance = np.random.default_rng(seed)
    lists = [
        np.array([0]),
        np.array([2**32 - 2]),
        np.arange(300),
        np.arange(5) * 2**29,
        np.arange(9) + 255,
        np.arange(31) * 3,
    ]
    for _ in range(300):
        number, most = chance.integers(1, 60), int(2 ** chance.uniform(4, 29))
        gaps = np.where(
            chance.random(number) < 0.1, chance.integers(1, 2**20, number), chance.integers(1, most, number)
        )
        lists.append(np.cumsum(np.minimum(gaps, 2**26)) - 1)
    values = np.concatenate(lists).astype(np.uint32)
    counts = np.array([len(each) for each in lists])
    encoded = encode(values, counts)
    again, lengths = decode_all(encoded)
    np.testing.assert_array_equal(again, values)
    np.testing.assert_array_equal(lengths, counts)
    ends = np.cumsum(encoded.sizes)
    for each, size, end, code in zip(lists, encoded.sizes, ends, encoded.codes, strict=True):
        np.testing.assert_array_equal(decode(encoded.data[end - size : end], int(code)), each)
        alone = encode(each.astype(np.uint32), np.array([len(each)]))
        assert (alone.data.tobytes(), alone.codes[0]) == (encoded.data[end - size : end].tobytes(), code)
    assert len(set(encoded.codes.tolist())) > 12


def test_counts_come_back_one_by_one_and_together() -> None:
    chance = np.random.default_rng(1)
    lists = [
        chance.choice([1, 1, 2, 14, 15, 16, 300, 65535, 65536, 16_000_000], chance.integers(1, 40))
        for _ in range(200)
    ]
    values, lengths = np.concatenate(lists).astype(np.uint32), np.array([len(each) for each in lists])
    data, sizes = encode_counts(values, lengths)
    np.testing.assert_array_equal(decode_all_counts(data, sizes, lengths), values)
    ends = np.cumsum(sizes)
    for each, size, end in zip(lists, sizes, ends, strict=True):
        np.testing.assert_array_equal(decode_counts(data[end - size : end], len(each)), each)
