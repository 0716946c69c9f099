"""Sketches tell which texts resemble each other, as a plain scan does."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ztviewer.core.article import ArticleId
from ztviewer.core.reprints import resemblance as plain
from ztviewer.core.reprints import shingles
from ztviewer.search import Sketches, hashed, resemblance, sketched
from ztviewer.search.shingling import BINS, SKETCH_BYTES

texts = st.text(st.sampled_from("港城江水船只 ，。\n1.5aB區区"), max_size=60)


@given(texts, texts)
@settings(max_examples=200, deadline=None)
def test_shingles_as_numbers_are_those_of_the_core(first: str, second: str) -> None:
    assert len(hashed(first)) == len(shingles(first))
    assert resemblance(hashed(first), hashed(second)) == pytest.approx(plain(first, second))


@given(st.lists(texts, max_size=6))
@settings(max_examples=50, deadline=None)
def test_a_sketch_depends_on_its_own_text_alone(batch: list[str]) -> None:
    assert sketched(batch) == [sketch for text in batch for sketch in sketched([text])]
    assert [len(sketch) for sketch in sketched(batch)] == [
        SKETCH_BYTES if shingles(text) else 0 for text in batch
    ]


def invented(chance: random.Random, length: int = 600) -> str:
    """Random characters: two such texts share nothing."""
    return "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(length))


def numbered(sketches: list[bytes], first: int) -> dict[ArticleId, bytes]:
    return {ArticleId(number): sketch for number, sketch in enumerate(sketches, first)}


def test_a_sketch_is_the_same_for_ever() -> None:
    """It is stored in archives: whoever changes how it is made has to make all of them anew."""
    (sketch,) = sketched([invented(random.Random(1))])
    assert sketch.hex()[:32] == "1525e812badaeed8ba3dc967a9216674"
    (short,) = sketched(["港城在江边，水急了"])
    assert short.hex()[:16] == "1f051f051f051f05"


@pytest.mark.parametrize("share", [0.0, 0.15, 0.3])
def test_texts_that_resemble_each_other_are_found_and_others_are_not(share: float) -> None:
    chance = random.Random(7)
    originals = [invented(chance) for _ in range(400)]
    edited = [text[int(len(text) * share) :] + invented(chance, 30) for text in originals]
    held = Sketches()
    for first in range(0, 400, 50):
        held.add(numbered(sketched(originals[first : first + 50]), first))
    found = held.alike(sketched(edited))
    hits = sum(number in likely for number, likely in enumerate(found))
    assert hits >= 396
    assert sum(map(len, found)) == hits


def test_texts_without_shingles_are_not_alike() -> None:
    held = Sketches()
    assert held.alike(sketched(["短", invented(random.Random(3))])) == [{}, {}]
    held.add(numbered(sketched(["短"]), 1))
    held.add(numbered(sketched([invented(random.Random(3))]), 2))
    assert held.alike(sketched(["短", invented(random.Random(3))])) == [{}, {ArticleId(2): BINS}]


def test_what_agrees_most_comes_first() -> None:
    chance = random.Random(5)
    text = invented(chance)
    near, far = text[:550] + invented(chance, 50), text[:350] + invented(chance, 250)
    held = Sketches()
    held.add(numbered(sketched([far, near]), 1))
    (sketch,) = sketched([text])
    (found,) = held.alike([sketch])
    assert list(found) == [ArticleId(2), ArticleId(1)]
    assert BINS > found[ArticleId(2)] > found[ArticleId(1)] >= BINS // 3


def test_an_article_whose_sketch_has_changed_is_found_once() -> None:
    text = invented(random.Random(5))
    held = Sketches()
    for sketch in sketched([text[100:], invented(random.Random(6)), text]):
        held.add({ArticleId(7): sketch})
    assert held.alike(sketched([text])) == [{ArticleId(7): BINS}]


@pytest.mark.parametrize("length", [60, 600])
def test_sketches_tell_what_may_be_a_reprint_from_what_is_none(length: int) -> None:
    """Texts that share half of their shingles are alike by their sketches; those that share a tenth are not."""
    chance = random.Random(13)
    missed = taken = 0
    for _ in range(500):
        text = invented(chance, length)
        reprint = text[length // 3 :]
        other = text[: length // 5] + invented(chance, length * 4 // 5)
        sketch, near, far = sketched([text, reprint, other])
        held = Sketches()
        held.add({ArticleId(1): near, ArticleId(2): far})
        (found,) = held.alike([sketch])
        missed += ArticleId(1) not in found
        taken += ArticleId(2) in found
    assert missed <= 10  # some of them agree in no band at all
    assert taken <= 50
