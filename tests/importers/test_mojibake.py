"""Text that was read in a wrong charset and saved so is restored as far as it goes, and good text is never touched."""

import json
import lzma
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.importers.test_charset import SIMPLIFIED, TRADITIONAL
from ztviewer.importers.charset import decode
from ztviewer.importers.mojibake import repaired


def latin(data: bytes) -> str:
    """Bytes as a browser reads Latin-1."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def gbk(data: bytes) -> str:
    return data.decode("gb18030", "replace")


LOSSLESS: dict[str, Callable[[str], str]] = {
    "utf-8 read as latin-1": lambda text: text.encode().decode("latin-1"),
    "utf-8 read as windows-1252": lambda text: latin(text.encode()),
    "the same twice": lambda text: latin(latin(text.encode()).encode()),
    "gbk read as latin-1": lambda text: text.encode("gbk", "ignore").decode("latin-1"),
    "gbk read as windows-1252": lambda text: latin(text.encode("gbk", "ignore")),
    "and then utf-8 read as windows-1252": lambda text: latin(latin(text.encode("gbk", "ignore")).encode()),
    "big5 read as windows-1252": lambda text: latin(text.encode("big5hkscs", "ignore")),
}
LOSSY: dict[str, Callable[[str], str]] = {
    "utf-8 read as gbk": lambda text: gbk(text.encode()),
    "utf-8 read as gbk, gaps as question marks": lambda text: gbk(text.encode()).replace("\ufffd", "?"),
    "the same twice": lambda text: gbk(gbk(text.encode()).encode()),
    "big5 read as gbk": lambda text: gbk(text.encode("big5", "ignore")),
    "gbk read as big5": lambda text: text.encode("gbk", "ignore").decode("big5hkscs", "replace"),
    "gbk read as utf-8": lambda text: text.encode("gbk", "ignore").decode("utf-8", "replace"),
}
BOTH = [*LOSSLESS.values(), *LOSSY.values()]


def f1(text: str, wanted: str) -> float:
    """How alike the characters of two texts are."""
    ours, theirs = Counter(text), Counter(wanted)
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


@pytest.mark.parametrize("way", LOSSLESS, ids=str)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_what_was_lossless_is_restored_exactly(way: str, text: str) -> None:
    charset = "big5hkscs" if "big5" in way else "gbk" if "gbk" in way or "then" in way else "utf-8"
    meant = text.encode(charset, "ignore").decode(charset)  # what it could hold
    restored, ways = repaired(LOSSLESS[way](meant))
    assert (restored, bool(ways)) == (meant, True)


@pytest.mark.parametrize(
    "way", ["utf-8 read as gbk", "the same twice", "utf-8 read as gbk, gaps as question marks"]
)
def test_what_lost_bytes_is_restored_but_for_them(way: str) -> None:
    restored, _ways = repaired(LOSSY[way](SIMPLIFIED))
    assert f1(restored, SIMPLIFIED) > 0.9
    assert set(restored) - set(SIMPLIFIED) <= {"\ufffd", "?"}


def test_the_byte_that_gbk_has_no_place_for_is_put_back() -> None:
    meant = "　　一年一度的春耕开始了，一家一户都下了田，家家户户的农机一齐响了起来。"
    restored, _ways = repaired(gbk(meant.encode()))
    assert restored.replace("\ufffd", "") == meant.rstrip("。") or restored == meant


@pytest.mark.parametrize(
    "text",
    [
        SIMPLIFIED,
        TRADITIONAL,
        f"他打开文件，只见满屏“锟斤拷”和“{gbk('中国'.encode())}”，不禁笑了。",
        "café – naïve déjà vu, für Elise, São Paulo",
        "ひらがなとカタカナと漢字の文章です。これは日本語で書かれています。",
        "한국어로 쓴 문장입니다. 바꾸지 마십시오.",
        "Привет, это русский текст; его не надо трогать.",
        "囗囝囡囱囵囹囫囿圄圊圉圜帏帙帔帑",
        "㎡　℃　①②③　→↑",
        "",
    ],
)
def test_good_text_is_left_alone_whatever_its_language(text: str) -> None:
    assert repaired(text) == (text, ())


def test_only_the_lines_that_read_better_are_changed() -> None:
    garbled = "\n".join(latin(line.encode()) for line in (SIMPLIFIED, SIMPLIFIED[::-1]))
    restored, _ways = repaired(f"{garbled}\n编者按\n")
    assert restored == f"{SIMPLIFIED}\n{SIMPLIFIED[::-1]}\n编者按\n"


def test_bytes_are_read_and_repaired_in_one_go_and_it_is_said() -> None:
    read = decode(latin(SIMPLIFIED.encode("gbk")).encode())
    assert (read.text, read.charset, read.repaired) == (SIMPLIFIED, "utf-8", "gb18030 read as windows-1252")
    assert decode(SIMPLIFIED.encode("gbk")).repaired is None


@pytest.mark.parametrize("wrongly", BOTH)
def test_no_piece_of_a_text_is_made_worse(wrongly: Callable[[str], str]) -> None:
    chance = Random(1)
    for text in (SIMPLIFIED, TRADITIONAL):
        for _piece in range(60):
            start = chance.randrange(len(text) - 4)
            piece = text[start : start + chance.randrange(4, 80)]
            garbled = wrongly(piece)
            restored, _ways = repaired(garbled)
            assert restored == garbled or f1(restored, piece) > f1(garbled, piece)


def news(shared_data: Path, count: int) -> Iterator[str]:
    with lzma.open(shared_data / "news" / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            article = json.loads(line)
            yield f"{article.get('title') or ''}\n{article.get('body') or article.get('text') or ''}"


@pytest.mark.parametrize("wrongly", BOTH)
def test_no_piece_of_real_news_is_made_worse(wrongly: Callable[[str], str], shared_data: Path) -> None:
    chance = Random(2)
    for text in news(shared_data, 200):
        start = chance.randrange(max(1, len(text) - 20))
        piece = text[start : start + chance.randrange(20, 400)]
        garbled = wrongly(piece)
        restored, _ways = repaired(garbled)
        assert restored == garbled or f1(restored, piece) > f1(garbled, piece)


def test_real_news_is_left_alone(shared_data: Path) -> None:
    assert [text[:40] for text in news(shared_data, 3000) if repaired(text)[1]] == []


def test_real_pages_in_gb_are_left_alone(shared_data: Path) -> None:
    pages = sorted((shared_data / "encodings" / "GB2312").iterdir())
    assert [page.name for page in pages if decode(page.read_bytes()).repaired] == []
