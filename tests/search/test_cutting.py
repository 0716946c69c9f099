"""Text is cut as jieba cuts it with the same dictionary, to the last piece; names steer it where they stand."""

import json
import lzma
import random
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.dictionary import dictionary
from ztviewer.core.fold import fold
from ztviewer.core.names import Name
from ztviewer.search.cutting import Cutter
from ztviewer.search.segmenter import use_names, words
from ztviewer.search.wordlist import wordlist

# Everything that is cut in a way of its own: known words, rare and unknown characters, extensions of Han beyond the
# basic plane, letters, digits, what joins them and what does not, other scripts, separators.
_MIXED = st.text(
    st.one_of(
        st.sampled_from("人工智能产业镇江高新区的在是和于一号年张王李伟"),
        st.sampled_from("昦蟌㐀㐁\U00020000龦a5b19.-_+#&%c"),
        st.sampled_from("，。/ \tかナ한éд\u0301€😀\0"),
    ),
    max_size=40,
)


@pytest.fixture(scope="module")
def peer() -> Any:
    """The Rust port of jieba with the words of our dictionary in place of its own."""
    rjieba = pytest.importorskip("rjieba", reason="rjieba, which ours is compared with, is not installed")
    made = rjieba.Jieba.empty()
    for word, frequency in dictionary().items():
        made.add_word(word, frequency, "n")
    return made


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter(wordlist())


@pytest.fixture(autouse=True)
def no_names_left() -> Iterator[None]:
    """The segmenter is the program's: no name outlives its test."""
    yield
    use_names(())


def _folded(text: str) -> str:
    return fold(text).encode(errors="replace").decode()


def _differences(cutter: Cutter, peer: Any, texts: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    pairs = ((list(cutter.cut(text)), peer.cut(text)) for text in map(_folded, texts))
    return [(ours, theirs) for ours, theirs in pairs if ours != theirs]


def test_headlines_and_sentences_are_cut_as_jieba_does(shared_data: Path, cutter: Cutter, peer: Any) -> None:
    chance = random.Random(2026)
    headlines: list[str] = []
    sentences: list[str] = []
    with lzma.open(shared_data / "news" / "articles.jsonl.xz", "rt", encoding="utf-8") as file:
        for article in map(json.loads, file):
            headlines += filter(None, [article.get("title")])
            if chance.random() < 0.005:
                sentences += re.findall(r"[^。！？\n]+[。！？\n]?", article["body"])
    assert len(headlines) > 25_000
    assert len(sentences) > 5_000
    assert _differences(cutter, peer, headlines) == []
    assert _differences(cutter, peer, sentences) == []


def test_questions_are_cut_as_jieba_does(shared_data: Path, cutter: Cutter, peer: Any) -> None:
    names = ("stard/queries.train.jsonl", "drcd/queries.dev.jsonl", "cctv_known_item/queries.jsonl")
    files = (shared_data / "retrieval" / name for name in names)
    questions = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(questions) > 6_000
    assert _differences(cutter, peer, questions) == []


@settings(deadline=None, max_examples=1_000)
@given(_MIXED)
def test_any_text_is_cut_as_jieba_does(cutter: Cutter, peer: Any, text: str) -> None:
    assert list(cutter.cut(_folded(text))) == peer.cut(_folded(text))


@settings(deadline=None)
@given(st.one_of(_MIXED, st.text(max_size=60)))
def test_the_pieces_are_the_text(cutter: Cutter, text: str) -> None:
    assert "".join(cutter.cut(text)) == text


@pytest.mark.parametrize(
    "character", ["人", "昦", "㐀", "\U00020000", "a", "-", "%", "，", "😀", "\0", "\ud800", "か"]
)
def test_a_long_text_of_one_character_is_cut(cutter: Cutter, character: str) -> None:
    assert "".join(cutter.cut(character * 2_000)) == character * 2_000
    assert "".join(words(character * 2_000)) in ("", character * 64, character * 128, character * 2_000)


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        ((), "丁真珠在海盐", "丁 真珠 在 海盐"),
        ((Name("丁真珠"),), "丁真珠在海盐", "丁真珠 在 海盐"),
        ((Name("C919飞机"),), "国产C919飞机首飞", "国产 c919飞机 首飞"),
        ((Name("京沪高铁5G网"),), "京沪高铁5g网开通", "京沪高铁5g网 开通"),
        ((Name("人才公寓"),), "人才公寓", "人才公寓"),
        ((Name("才公寓", 1),), "人才公寓", "人才 公寓"),
        ((Name("才公寓", 10**8),), "人才公寓", "人 才公寓"),
        (
            (Name("丁真珠江"), Name("丁真珠")),
            "丁真珠江",
            "丁真珠江",
        ),  # one inside the other, whichever is first
        ((Name("丁真珠"), Name("丁真珠江")), "丁真珠江", "丁真珠江"),
        ((Name("真珠", 10**9), Name("丁真珠")), "丁真珠", "丁真珠"),
        ((Name("高新区", 0),), "镇江高新区", "镇江 高新 区"),  # a word that is none any more
        ((Name("約翰"),), "约翰来了", "约翰 来 了"),
        ((Name("镇" * 64),), "镇" * 64 + "的", f"{'镇' * 64} 的"),
    ],
)
def test_names_steer(names: Sequence[Name], text: str, expected: str) -> None:
    use_names(names)
    assert words(text) == expected.split()
    assert words(text) == expected.split()  # also from memory


@settings(deadline=None)
@given(st.lists(st.text("镇江高新区人才产业的", min_size=1, max_size=5), max_size=6), _MIXED)
def test_names_change_only_texts_they_stand_in(cutter: Cutter, names: list[str], text: str) -> None:
    standing = [name for name in names if name in _folded(text)]
    steered = Cutter(wordlist(), map(Name, names))
    if standing:
        assert list(steered.cut(_folded(text))) == list(
            Cutter(wordlist(), map(Name, standing)).cut(_folded(text))
        )
    else:
        assert list(steered.cut(_folded(text))) == list(cutter.cut(_folded(text)))


@settings(deadline=None)
@given(st.permutations(["丁真珠", "真珠江", "丁真珠江", "珠江", "人才公寓", "才公"]))
def test_the_order_of_names_does_not_matter(names: list[str]) -> None:
    text = "丁真珠江人才公寓"
    assert list(Cutter(wordlist(), map(Name, names)).cut(text)) == ["丁真珠江", "人才公寓"]


def test_names_inside_of_names_inside_of_names_stay_whole() -> None:
    cutter = Cutter(wordlist(), [Name("镇" * length) for length in range(1, 65)])
    assert list(cutter.cut("镇" * 64)) == ["镇" * 64]


def test_names_steer_every_thread_and_are_forgotten() -> None:
    found: list[list[str]] = []

    def cut() -> None:
        found.append(words("丁真珠在海盐"))

    for names in ((), (Name("丁真珠"),), ()):
        use_names(names)
        thread = threading.Thread(target=cut)
        thread.start()
        thread.join()
    assert found[0] == found[2] != found[1]
    assert found[1][0] == "丁真珠"
