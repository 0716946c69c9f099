"""ZIM: pages with pictures from the same file, in both layouts and however packed; damage is told."""

import hashlib
import lzma
import struct
import tarfile
from pathlib import Path

import pytest
import zstandard

from tests.importers.samples import outcomes, picture
from ztviewer.core.article import ArticleDraft
from ztviewer.core.progress import silent
from ztviewer.importers import zim_file
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.registry import read

SENTENCE = "渡口的灯亮了三十年，从来没有灭过，守灯的人换了三代，灯还是那一盏灯。"
MIMES = ("text/html", "image/png", "text/plain")
PLAIN, XZ, ZSTD, WIDE = 1, 4, 5, 0x10
WHOLE = "江边的渡口"


def page(title: str, address: str) -> bytes:
    text = "".join(f"<p>第{number}段。{SENTENCE}</p>" for number in range(6))
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}"
        f'<p><img src="{address}" alt="灯"></p><p>末段。{SENTENCE}</p></body></html>'
    ).encode()


def cluster(packing: int, blobs: list[bytes]) -> bytes:
    code, width = ("<Q", 8) if packing & WIDE else ("<I", 4)
    offsets = [width * (len(blobs) + 1)]
    for blob in blobs:
        offsets.append(offsets[-1] + len(blob))
    data = b"".join(struct.pack(code, one) for one in offsets) + b"".join(blobs)
    match packing & 0x0F:
        case 4:
            data = lzma.compress(data, check=lzma.CHECK_CRC32, preset=0)
        case 5:
            data = zstandard.ZstdCompressor(write_content_size=False).compress(data)
    return bytes([packing]) + data


def zim(entries: list[tuple[str, str, int | str, bytes]], packing: int = ZSTD, minor: int = 3) -> bytes:
    """A file of entries: space, path, the number of the media type or the address it redirects to, content."""
    entries = sorted(entries, key=lambda one: (one[0], one[1].encode()))
    numbers = {f"{space}/{path}": number for number, (space, path, *_rest) in enumerate(entries)}
    blobs: list[bytes] = []
    written = []
    for space, path, kind, data in entries:
        names = path.encode() + b"\0" + b"\0"
        if isinstance(kind, str):
            written.append(struct.pack("<HBcII", 0xFFFF, 0, space.encode(), 0, numbers[kind]) + names)
        else:
            written.append(struct.pack("<HBcIII", kind, 0, space.encode(), 0, 0, len(blobs)) + names)
            blobs.append(data)
    mimes = b"".join(mime.encode() + b"\0" for mime in MIMES) + b"\0"
    paths_at = 80 + len(mimes)
    places, at = [], paths_at + 8 * len(entries)
    for one in written:
        places.append(at)
        at += len(one)
    packed = cluster(packing, blobs)
    checksum = at + 8 + len(packed)
    major = 6 if minor else 5
    header = struct.pack(
        "<4sHH16sIIQQQQIIQ",
        b"ZIM\x04", major, minor, bytes(16), len(entries), 1, paths_at, 2**64 - 1, at, 80, 0, 0, checksum,
    )  # fmt: skip
    data = header + mimes + b"".join(struct.pack("<Q", one) for one in places) + b"".join(written)
    data += struct.pack("<Q", at + 8) + packed
    return data + hashlib.md5(data).digest()


def sample(packing: int = ZSTD, minor: int = 3) -> bytes:
    if minor:
        return zim(
            [
                ("C", "a/渡口.html", 0, page(WHOLE, "../图/灯%201.png")),
                ("C", "a/又名", "C/a/渡口.html", b""),
                ("C", "图/灯 1.png", "C/图/真.png", b""),
                ("C", "图/真.png", 1, picture()),
                ("M", "Creator", 2, "江城百科".encode()),
            ],
            packing,
            minor,
        )
    return zim(
        [
            ("-", "x.html", 0, page("不是文章", "")),
            ("A", "渡口.html", 0, page(WHOLE, "../I/m/灯.png")),
            ("I", "m/灯.png", 1, picture()),
            ("M", "Creator", 2, "江城百科".encode()),
        ],
        packing,
        minor,
    )


def articles(path: Path) -> list[ArticleDraft]:
    return [one.draft for one in read([path], silent) if isinstance(one, Imported)]


@pytest.mark.parametrize("minor", [0, 1, 3], ids=["5.0", "6.1", "6.3"])
@pytest.mark.parametrize(
    "packing", [PLAIN, XZ, ZSTD, PLAIN | WIDE, XZ | WIDE, ZSTD | WIDE], ids=lambda number: f"{number:#x}"
)
def test_each_page_is_read_once_with_its_pictures(tmp_path: Path, packing: int, minor: int) -> None:
    (tmp_path / "wiki").write_bytes(sample(packing, minor))
    (draft,) = articles(tmp_path)
    assert (draft.title, draft.source) == (WHOLE, "江城百科")
    assert SENTENCE in draft.html
    assert [figure.picture.data for figure in draft.figures if figure.picture] == [picture()]
    assert draft.original is not None
    assert draft.original.name == "渡口.html"


def test_a_page_is_named_by_its_address_in_the_file(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "a.zim", sample()) == {"a.zim!a/渡口.html": None}


def test_what_was_changed_is_read_and_told(tmp_path: Path) -> None:
    data = sample(PLAIN)
    found = outcomes(tmp_path, "a.zim", data.replace("三十年".encode(), "四十年".encode()))
    assert found == {
        "a.zim!a/渡口.html": None,
        "a.zim": "Its checksum is wrong: something in it was changed.",
    }


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zim", sample()[:60], "ends too early"),
        ("a.zim", sample()[:-1], "ends too early"),
        ("a.zim", sample().replace(b"ZIM\x04\x06", b"ZIM\x04\x07", 1), "version"),
        ("a.zimaa", sample()[:99], "put its parts together"),
        ("a.zimab", b"\0" * 99, "put its parts together"),
        ("a.zim", zim([("C", "x", 1, b"")]), "no page"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_a_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    assert reason in str(outcomes(tmp_path, name, data)[name])


@pytest.mark.parametrize("packing", [XZ, ZSTD])
def test_a_cluster_that_unpacks_to_far_more_than_it_is_ends_soon(
    tmp_path: Path, packing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zim_file, "CLUSTER_BYTES", 1 << 20)
    data = zim([("C", "x.html", 0, page(WHOLE, "") + bytes(4 << 20))], packing)
    assert outcomes(tmp_path, "a.zim", data)["a.zim!x.html"] == "Unpacked, this is too large for its size."


def test_redirects_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    data = zim([("C", "x.html", 0, page(WHOLE, "p")), ("C", "p", "C/q", b""), ("C", "q", "C/p", b"")])
    (tmp_path / "a.zim").write_bytes(data)
    (draft,) = articles(tmp_path)
    assert [figure for figure in draft.figures if figure.picture] == []


def test_real_files_give_pages_and_invalid_ones_reasons(shared_data: Path, tmp_path: Path) -> None:
    with tarfile.open(shared_data / "formats" / "zim" / "zim_samples.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    paths = sorted(tmp_path.rglob("*.zim"))
    assert len(paths) > 30
    for path in paths:
        found = list(read([path], silent))
        if path.name.startswith("invalid."):
            assert any(isinstance(one, Rejected) and one.path == str(path) for one in found), path
            assert all(isinstance(one, Imported) or one.reason for one in found)
        else:
            assert not any(isinstance(one, Rejected) and one.path == str(path) for one in found), path
        if path.name.startswith("wikibooks"):
            assert len([one for one in found if isinstance(one, Imported)]) > 60
