"""Charsets: short and long texts in every encoding that Chinese archives hold, told without being told."""

import codecs
from pathlib import Path
from random import Random

import pytest

from ztviewer.importers.charset import decode
from ztviewer.importers.json_lines import JsonLines
from ztviewer.importers.source import file_source

SIMPLIFIED = (
    "清晨六点，渡口的第一班船离岸。船工老林在这条江上走了三十年，见过洪水，也见过冰。他说：“江水不说话，可它什么都记得。”"
    "去年秋天，区里决定修复青石桥，四百米老街重新开街，豆浆铺、理发店和书摊一家接一家亮起灯来。"
)
TRADITIONAL = (
    "清晨六點，渡口的第一班船離岸。船工老林在這條江上走了三十年，見過洪水，也見過冰。他說：「江水不說話，可它什麼都記得。」"
    "去年秋天，區裡決定修復青石橋，四百米老街重新開街，豆漿鋪、理髮店和書攤一家接一家亮起燈來。"
)
WRITTEN = [
    *[(SIMPLIFIED, charset) for charset in ("utf-8", "gb2312", "gbk", "gb18030", "utf-16-le", "utf-16-be")],
    *[
        (TRADITIONAL, charset)
        for charset in ("utf-8", "gbk", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")
    ],
]
FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


@pytest.mark.parametrize("length", [6, 10, 20, 50, 100])
@pytest.mark.parametrize(("text", "charset"), WRITTEN, ids=lambda value: value[-12:])
def test_every_piece_of_a_text_is_read_in_its_charset(text: str, charset: str, length: int) -> None:
    for start in range(0, len(text) - length, 3):
        piece = text[start : start + length]
        read = decode(piece.encode(charset))
        assert (read.text, read.charset) == (piece, FAMILIES.get(charset, charset))


@pytest.mark.parametrize(
    ("data", "text", "charset"),
    [
        (b"", "", "utf-8"),
        (b"plain\r\n", "plain\r\n", "utf-8"),
        ("联通".encode("gb18030"), "联通", "gb18030"),  # well-formed UTF-8 by chance, and famous for it
        ("江".encode("utf-8-sig"), "江", "utf-8"),
        ("江".encode("utf-16"), "江", "utf-16"),
        (b"\xfe\xff" + "江".encode("utf-16-be"), "江", "utf-16"),
        ("江".encode("utf-32"), "江", "utf-32"),
        (b"\x84\x31\x95\x33" + "江".encode("gb18030"), "江", "gb18030"),
        ("plain text".encode("utf-16-le"), "plain text", "utf-16-le"),
        ("café – naïve déjà vu".encode(), "café – naïve déjà vu", "utf-8"),
        ("𠮷野家".encode("gb18030"), "𠮷野家", "gb18030"),
        (SIMPLIFIED.encode()[:-1], SIMPLIFIED[:-1] + "\ufffd", "utf-8"),
        (SIMPLIFIED.encode("gbk")[:-1], SIMPLIFIED[:-1] + "\ufffd", "gb18030"),
    ],
)
def test_marks_oddities_and_damage(data: bytes, text: str, charset: str) -> None:
    read = decode(data)
    assert (read.text, read.charset) == (text, charset)


@pytest.mark.parametrize(
    ("declared", "charset"),
    [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("big5", "gb18030"), ("x-nothing", "gb18030")],
)
def test_a_declaration_that_lies_is_not_believed(declared: str, charset: str) -> None:
    page = f'<?xml version="1.0" encoding="{declared}"?><p>{SIMPLIFIED}</p>'
    assert decode(page.encode("gbk")).charset == charset


def test_a_declaration_decides_where_the_text_does_not() -> None:
    shared = b"\xa4\xa4"  # a kana in GB 18030, a frequent character in Big5
    said = b'<?xml encoding="gb2312"?>'
    assert decode(shared * 2).charset == "big5hkscs"
    assert decode(b'<?xml encoding="big5"?>' + shared).charset == "big5hkscs"
    assert decode(said).charset == "utf-8"


@pytest.mark.parametrize("charset", ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, "plain text\n", f"title\n{SIMPLIFIED}"])
def test_unicode_without_a_mark_is_told_by_its_width(text: str, charset: str) -> None:
    read = decode(text.encode(charset))
    assert (read.text, read.charset) == (text, charset)


@pytest.mark.parametrize("name", ["sJIS", "windows-1252", "iso-8859-1"])
def test_what_a_server_declares_counts_where_no_charset_of_ours_fits(name: str) -> None:
    text = "Le bac a repris du service à l'été, après des années d'arrêt. " * 4
    data = text.encode("cp1252")
    assert (decode(data, name).text == text) == (name != "sJIS")


EUC_TW = bytes.fromhex(
    "dbd2dba7c4faf6b5a1a2e0aec4c7cefbdcc9c4a1d6dddcf3f7e2cda6a1a4dcf3c4d6c8d2ceafc7e3ddd5dbbec8c0c4b8cbcc"
    "c4a7c4b5c4b2c8a1a1a2cbc4e7b4d1fbc5d5a1a2c4becbc4e7b4c7c3a1a4c5eceba9a1a8a1d6c8c0c5d5c4e2eba9e6e3a1a2"
    "c6abc6c6c4efebfbdde7d8b4dab5a1a4a1d7c6aac8a1d2f1c5b2a1a2d9b4e6d3caeeccf9d4badfa6cfe5c6fbf0fda1a2c6be"
    "c8cbc8cdc8d2e1f9d3ece4bbe2e4e1f9a1a2cbc8edc9efdba1a3dca1f0a1cdb3cccfd5f3fbe1c4a1d5a5dad9c4a1d5a5cfe9"
    "d8c4f1b9cbf4a1a4f6c18ea2f2b4"
)
RARE = TRADITIONAL + "彞鸙"
"""The same, by GNU iconv: with a character that Big5 writes otherwise, and one of plane 2."""


def test_euc_tw_is_told_and_read() -> None:
    read = decode(EUC_TW)
    assert (read.text, read.charset) == (RARE, "euc_tw")
    for cut in range(40, len(EUC_TW) - len("彞鸙") * 4):
        assert RARE.startswith(decode(EUC_TW[:cut]).text.rstrip("\ufffd"))


def test_euc_tw_is_read_piece_by_piece_and_damage_costs_one_character() -> None:
    decoder = codecs.getincrementaldecoder("euc_tw")("replace")
    pieces = [decoder.decode(EUC_TW[number : number + 1]) for number in range(len(EUC_TW))]
    assert "".join(pieces) + decoder.decode(b"", True) == RARE
    assert (EUC_TW[:20] + b"\x8e" + EUC_TW[20:]).decode("euc_tw", "replace").count("\ufffd") == 1
    with pytest.raises(UnicodeDecodeError):
        (EUC_TW + b"\x8e").decode("euc_tw")


def test_damage_in_the_middle_costs_one_character() -> None:
    data = bytearray(SIMPLIFIED.encode())
    data[40] = 0xFF
    read = decode(bytes(data))
    assert read.charset == "utf-8"
    assert read.text[-50:] == SIMPLIFIED[-50:]


def test_real_pages_in_gb_are_read_as_such(shared_data: Path) -> None:
    pages = sorted((shared_data / "encodings" / "GB2312").iterdir())
    assert len(pages) == 20
    assert [page.name for page in pages if decode(page.read_bytes()).charset != "gb18030"] == []


@pytest.mark.parametrize("length", [10, 20, 50, 200])
def test_real_news_cut_anywhere_is_read_in_its_charset(length: int, shared_data: Path) -> None:
    """At least 998 of 1,000 pieces, whatever their beginning; charset-normalizer 3.5 reads 55 % of 10 characters."""
    random, right, all_pieces = Random(length), 0, 0
    documents = JsonLines().read(file_source(shared_data / "news" / "articles.jsonl.xz"))
    for _number in range(250):
        document = next(documents)
        body = getattr(document, "draft").html  # noqa: B009 - a rejected line would be a bug
        start = random.randrange(max(1, len(body) - length))
        piece = body[start : start + length]
        for charset in ("gb18030", "utf-8", "utf-16-le", "utf-16-be"):
            all_pieces += 1
            right += decode(piece.encode(charset)).text == piece
    assert all_pieces == 1000
    assert right >= 998
