"""The dictionary is found in its file as it was put in, and a file that is not as it was made is never used."""

import runpy
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.dictionary import dictionary
from ztviewer.core.errors import ProgramDamaged
from ztviewer.core.fold import fold
from ztviewer.core.paths import resource
from ztviewer.search.wordlist import HEAD, NEVER, UNKNOWN, WordList, wordlist


@pytest.fixture(scope="module")
def maker(project_root: Path) -> dict[str, Any]:
    """What the program that makes the file consists of."""
    return runpy.run_path(str(project_root / "packaging" / "wordlist.py"))


def test_words_are_found_where_they_begin() -> None:
    words = wordlist()
    text = "人工智能产业"
    found = words.words_at(words.places(text), 0)
    assert [text[:end] for end in found] == ["人", "人工", "人工智能"]
    assert found[4] == dictionary()["人工智能"]
    assert words.words_at(words.places("\U0010ffff人"), 0) == {}


def test_every_word_is_there_as_the_fold_writes_it() -> None:
    words, all_words = wordlist(), dictionary()
    assert sum(all_words.values()) == words.total
    assert [word for word in all_words if fold(word) != word] == []
    assert len(all_words) > 340_000
    missed = [
        word for word, count in all_words.items() if words.words_at(words.places(word), 0)[len(word)] != count
    ]
    assert missed == []


def test_what_the_fold_makes_one_is_as_frequent_as_both(maker: dict[str, Any]) -> None:
    assert maker["read_words"]("著名 5 n\n着名 3 n\n着名 4 n\nB超 3 n\n") == {"着名": 9, "b超": 3}


def test_the_model_is_of_characters_that_the_fold_leaves_alone(maker: dict[str, Any]) -> None:
    observed = {"B": {"爱": -1.0, "愛": -2.0}, "E": {}, "M": {"爱": -3.0}, "S": {}}
    assert maker["read_emissions"](observed) == {"爱": [-1.0, NEVER, -3.0, NEVER]}
    words = wordlist()
    common, rare = words.places("爱蟌")
    assert max(words.emission(common)) < 0
    assert set(words.emission(UNKNOWN)) == set(words.emission(rare)) == {NEVER}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.text("镇江人\U00020000b", min_size=1, max_size=5), st.integers(1, 10**9), max_size=30),
    st.text("镇江人\U00020000bx", max_size=12),
)
def test_what_is_put_in_is_found_and_nothing_else(
    maker: dict[str, Any], tmp_path: Path, words: dict[str, int], text: str
) -> None:
    (tmp_path / "made.bin").write_bytes(maker["encode"](words, [0.0] * 4, [[0.0] * 4] * 4, {}))
    made = WordList(tmp_path / "made.bin")
    assert made.total == sum(words.values())
    for start in range(len(text)):
        ends = range(start + 1, len(text) + 1)
        expected = {end: words[text[start:end]] for end in ends if text[start:end] in words}
        assert made.words_at(made.places(text), start) == expected


def _flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if at else data


def _of_version(data: bytes) -> bytes:
    later = data[:8] + struct.pack("<I", 2) + data[12:-4]
    return later + struct.pack("<I", zlib.crc32(later))


def _with_counts(data: bytes) -> bytes:
    """A file whose checksum is right and whose arrays would end beyond it."""
    larger = data[:12] + struct.pack("<III", 2**32 - 1, 2**31, 2**31) + data[24:-4]
    return larger + struct.pack("<I", zlib.crc32(larger))


@pytest.mark.parametrize(
    "damage",
    [
        lambda _data: b"",
        lambda data: data[:-1],
        lambda data: data[: HEAD.size],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\0",
        lambda data: b"\0" * len(data),
        _of_version,
        _with_counts,
        *(_flipped(at) for at in (1, 9, 13, 30, 40, 500_000, 1_000_000, 2_000_000, 3_000_000, 4_000_000, -1)),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "wordlist.bin"
    file.write_bytes(damage(resource("wordlist.bin").read_bytes()))
    with pytest.raises(ProgramDamaged, match=r"wordlist\.bin"):
        WordList(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProgramDamaged, match=r"nowhere\.bin"):
        WordList(tmp_path / "nowhere.bin")
