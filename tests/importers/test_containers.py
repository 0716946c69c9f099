"""Containers: documents come out of them as out of a folder, and nothing that is built to do harm does any."""

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers.samples import outcomes, picture, tarred, zipped
from ztviewer.core.progress import silent
from ztviewer.importers import containers
from ztviewer.importers.base import Imported
from ztviewer.importers.registry import DEPTH, read, read_source, read_span
from ztviewer.importers.source import file_source, is_plain, within
from ztviewer.importers.unpacking import MOST_SPANS, SPAN_BYTES, ZIP

TEXT = "渡口的灯\n来源:甲报 | 2021-03-08\n  正文说的是渡口。\n".encode()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", zipped),
        ("a.tar", tarred),
        ("a.tar.gz", lambda files: gzip.compress(tarred(files))),
        ("a.tgz", lambda files: gzip.compress(tarred(files))),
        ("a.tar.bz2", lambda files: bz2.compress(tarred(files))),
        ("a.tar.xz", lambda files: lzma.compress(tarred(files))),
        ("无名", zipped),
    ],
)
def test_the_documents_of_a_container_are_read_in_order(
    tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    files = {
        "乙/二.txt": TEXT,
        "甲.txt": TEXT,
        "b.bin": bytes(range(256)),
        "乙/一.jsonl": b'{"title": "x"}\n',
    }
    assert outcomes(tmp_path, name, pack(files)) == {
        f"{name}!b.bin": "The file is of no known format.",
        f"{name}!乙/一.jsonl:1": None,
        f"{name}!乙/二.txt": None,
        f"{name}!甲.txt": None,
    }


def test_one_packed_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "甲.txt.gz", gzip.compress(TEXT)) == {"甲.txt.gz": None}


def test_containers_lie_in_one_another_to_a_depth(tmp_path: Path) -> None:
    data, place = TEXT, "甲.txt"
    for level in range(DEPTH):
        name = f"{level}.{'zip' if level % 2 else 'tar'}"
        data = (zipped if level % 2 else tarred)({place.split("!")[0]: data})
        place = f"{name}!{place}"
    assert outcomes(tmp_path, place.split("!")[0], data) == {place: None}
    (reason,) = outcomes(tmp_path, "too.zip", zipped({"deep.tar": data})).values()
    assert reason == "More than 5 containers lie in one another here."


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    name = "新闻/镇江日报.txt"
    data = zipped({"x" * len(name.encode("gbk")): TEXT}).replace(
        b"x" * len(name.encode("gbk")), name.encode("gbk")
    )
    assert outcomes(tmp_path, "旧.zip", data) == {f"旧.zip!{name}": None}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_hostile_names_are_only_names(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    composed = "é.txt"
    names = [
        "../../出去.txt",
        "/etc/绝对.txt",
        "C:\\x\\盘.txt",
        "con.txt",
        "aux",
        "NUL.txt",
        composed,
        unicodedata.normalize("NFD", composed),
        "x" * 300 + ".txt",
        "行\n尾\x1b[31m.txt",
    ]
    found = outcomes(tmp_path, "a.bin", pack(dict.fromkeys(names, TEXT)))
    assert len(found) == len(names)
    assert set(found.values()) == {None}
    assert not [place for place in found if "\n" in place or "\x1b" in place]


def test_what_a_system_hides_and_what_belongs_to_a_page_is_passed_over(tmp_path: Path) -> None:
    files = {
        "__MACOSX/._甲.txt": b"x",
        ".DS_Store": b"x",
        "页.files/x.js": b"x",
        "甲.txt": TEXT,
        "页.html.jsonl": b'{"title": "x"}\n',
    }
    assert list(outcomes(tmp_path, "a.zip", zipped(files))) == [
        "a.zip!甲.txt",
        "a.zip!页.files/x.js",
        "a.zip!页.html.jsonl:1",
    ]


def test_an_encrypted_member_is_rejected_as_such(tmp_path: Path) -> None:
    data = bytearray(zipped({"甲.txt": TEXT}))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + flags] |= 1
    assert outcomes(tmp_path, "a.zip", bytes(data)) == {"a.zip!甲.txt": "It is encrypted."}


def test_links_and_pipes_in_a_tar_lead_nowhere(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for name, kind in (
            ("链.txt", tarfile.SYMTYPE),
            ("硬.txt", tarfile.LNKTYPE),
            ("管", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            packed.addfile(info)
    assert outcomes(tmp_path, "a.tar", out.getvalue()) == {"a.tar!管": "This is not a regular file."}


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, lambda data: zipped({"x.txt": data})]
)
def test_a_bomb_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(containers, "UNPACKED_BYTES", 1 << 20)
    (reason,) = outcomes(tmp_path, "bomb", pack(tarred({"x.txt": bytes(20 << 20)}))).values()
    assert reason == "Unpacked, this is too large for its size."


def test_a_bomb_in_a_bomb_counts_from_the_outermost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "UNPACKED_BYTES", 1 << 20)
    inner = zipped({f"{number}.txt": bytes(100_000) for number in range(8)})
    data = zipped({"一.txt": TEXT} | {f"{number}.zip": inner for number in range(50)})
    found = outcomes(tmp_path, "bomb.zip", data)
    assert "Unpacked, this is too large for its size." in found.values()
    assert len(found) < 50 * 8


def test_too_many_members_are_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MEMBERS", 10)
    for pack in (zipped, tarred):
        found = outcomes(tmp_path, "many", pack({f"{number}.txt": TEXT for number in range(11)}))
        assert found == {"many": "More than 10 files lie in it."}


def test_what_lies_beside_is_found_in_a_folder_and_in_a_container_alike(tmp_path: Path) -> None:
    (tmp_path / "in" / "p").mkdir(parents=True)
    (tmp_path / "in" / "p" / "a.html").write_bytes(b"x")
    (tmp_path / "in" / "1.jpg").write_bytes(b"one")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    page = file_source(tmp_path / "in" / "p" / "a.html", tmp_path / "in")
    assert page.beside("../1.jpg") == b"one"
    assert (
        page.beside("../../secret.jpg")
        is page.beside(str(tmp_path / "secret.jpg"))
        is page.beside("..")
        is None
    )
    assert file_source(tmp_path / "in" / "p" / "a.html").beside("../1.jpg") is None


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("1.jpg", "a/b/1.jpg"),
        ("./x/../1.jpg", "a/b/1.jpg"),
        ("../../1.jpg", "1.jpg"),
        ("../../../1.jpg", None),
        ("/1.jpg", None),
        ("https://example.org/1.jpg", None),
        ("data:image/png", None),
        ("..\\1.jpg", None),
        ("con.jpg", None),
        ("x/LPT1", None),
        ("1\0.jpg", None),
        ("", None),
    ],
)
def test_a_reference_never_leads_out_of_a_container(reference: str, found: str | None) -> None:
    assert within("a/b", reference) == found
    assert is_plain(reference) is (found is not None or reference.startswith("../../.."))


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: gzip.compress(tarred(files))])
def test_a_damaged_container_gives_what_is_whole_or_a_reason(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    whole = pack({f"{number}.txt": TEXT + os.urandom(40).hex().encode() for number in range(5)})
    for step in range(25):
        cut = whole[: len(whole) * step // 25]
        flipped = bytearray(whole)
        flipped[(step * 7919) % len(whole)] ^= 1 << step % 8
        for number, data in enumerate((cut, bytes(flipped))):
            path = tmp_path / f"{step}-{number}"
            path.write_bytes(data)
            found = list(read([path], silent))
            assert found
            assert all(isinstance(one, Imported) or one.reason for one in found)


def large(tmp_path: Path, more: dict[str, bytes]) -> Path:
    """A ZIP of several stretches, its members neither in the order of their names nor all of the same kind."""
    padding = random.Random(7).randbytes(200_000)
    files = {
        f"{number * 7 % 20:02}.txt": TEXT.replace(b"2021", b"%04d" % (2000 + number)) for number in range(20)
    }
    files = {
        name: data for text, body in files.items() for name, data in ((text, body), (f"{text}.bin", padding))
    }
    lines = "".join(f"<p>渡口的第{number}盏灯在夜里亮了，守灯的人说今年水大。</p>" for number in range(9))
    page = f"<html><head><title>灯亮了</title></head><body><h1>灯亮了</h1>{lines}<p><img src='页_files/a.png'></p>{lines}</body></html>"
    path = tmp_path / "a.zip"
    path.write_bytes(
        zipped({"页_files/a.png": picture(size=(400, 300)), **files, "页.html": page.encode(), **more})
    )
    return path


def test_a_large_zip_is_read_in_stretches_as_it_is_as_a_whole(tmp_path: Path) -> None:
    source = file_source(large(tmp_path, {}))
    spans = ZIP.spans(source)
    assert 2 < len(spans) < MOST_SPANS
    assert [span.start for span in spans] == [0, *(span.stop for span in spans[:-1])]
    assert spans[-1].stop == source.size
    assert all(span.stop - span.start >= SPAN_BYTES for span in spans[:-1])
    apart = [document for span in spans for document in read_span(source, span)]
    assert sorted(apart, key=lambda one: one.path) == list(read_source(source))
    (page,) = (one.draft for one in apart if isinstance(one, Imported) and one.path.endswith("页.html"))
    assert page.figures[0].picture is not None


def test_what_has_to_be_read_as_a_whole_has_no_stretches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = large(tmp_path, {"b.png": picture()})
    assert ZIP.spans(file_source(path)) == []
    path.write_bytes(path.read_bytes()[:-50])
    assert ZIP.spans(file_source(path)) == []
    whole = file_source(large(tmp_path, {}))
    monkeypatch.setattr(containers, "UNPACKED_BYTES", 1000)
    monkeypatch.setattr(containers, "UNPACKED_RATIO", 0)
    assert ZIP.spans(whole) == []
