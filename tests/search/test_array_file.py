"""What is read of a file of arrays is what was written, and checked as far as it is read."""

from pathlib import Path

import numpy as np
import pytest

from ztviewer.core.errors import IndexUnusable
from ztviewer.search.codec.format import BLOCK, ArrayFile, ArrayWriter
from ztviewer.search.codec.listfile import ByteStrings, Sizes
from ztviewer.search.codec.pages import Pages, write_pages


def test_a_flipped_byte_is_found_when_an_entry_of_its_block_is_read(tmp_path: Path) -> None:
    path = tmp_path / "numbers"
    writer = ArrayWriter(path)
    writer.add("before", np.arange(5, dtype=np.int64))
    writer.add("numbers", np.arange(BLOCK, dtype=np.int64))
    writer.close({})
    data = bytearray(path.read_bytes())
    data[3 * BLOCK] ^= 1
    path.write_bytes(data)
    file = ArrayFile(path)
    good = np.array([BLOCK - 1, 0, 2 * BLOCK // 8, 0])
    assert file.some("numbers", good).tolist() == good.tolist()
    bad = 3 * BLOCK // 8
    for places in ([0, bad], range(bad - 1, bad + 100)):
        with pytest.raises(IndexUnusable):
            file.some("numbers", np.array(places))
    with pytest.raises(IndexUnusable):
        file.array("numbers")


@pytest.mark.parametrize(
    "counts",
    [
        [],
        [0, 0],
        [1, 0, 3, 2],
        [0] * 100_000 + [300, 1] + [0] * 70_000 + [2],  # far apart within a group
        [*range(700)],
    ],
    ids=len,
)
def test_each_page_belongs_to_its_document(tmp_path: Path, counts: list[int]) -> None:
    writer = ArrayWriter(tmp_path / "pages")
    write_pages(writer, "body", np.array(counts, np.int64))
    writer.close({})
    pages = Pages(ArrayFile(tmp_path / "pages"), "body")
    expected = np.repeat(np.arange(len(counts)), counts)
    assert pages.documents(np.arange(len(expected))).tolist() == expected.tolist()
    assert pages.counts(len(counts)).tolist() == counts


def test_long_strings_are_found_among_short_ones(tmp_path: Path) -> None:
    chance = np.random.default_rng(2026)
    sizes = np.where(chance.random(1_000) < 0.3, chance.integers(200, 2_000, 1_000), chance.integers(9))
    sizes[:3] = 254, 255, 256
    written = [bytes(chance.integers(256, size=size, dtype=np.uint8)) for size in sizes.tolist()]
    writer, kept = ArrayWriter(tmp_path / "strings"), Sizes()
    writer.add("of", np.frombuffer(b"".join(written), np.uint8))
    for some in np.array_split(sizes, [0, 1, 63, 64, 65, 500]):
        kept.append(some)
    kept.write(writer, "of")
    writer.close({})
    strings = ByteStrings(ArrayFile(tmp_path / "strings"), "of")
    assert [strings[number].tobytes() for number in range(len(strings))] == written
    assert [strings.size(number) for number in range(len(strings))] == sizes.tolist()
    for start, stop in (0, 1_000), (1, 2), (63, 65), (64, 64), (130, 999), (7, 7):
        data, found = strings.range(start, stop)
        assert data.tobytes() == b"".join(written[start:stop])
        assert found.tolist() == strings.sizes(start, stop).tolist() == sizes[start:stop].tolist()
