"""Web captures: the article pages in them, with pictures from the same capture and from nowhere else."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import brotli
import pytest

from tests.importers.samples import outcomes, picture, zipped
from ztviewer.core.article import ArticleDraft
from ztviewer.core.progress import silent
from ztviewer.importers import containers
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.registry import read

SENTENCE = "渡口的灯亮了三十年，从来没有灭过，守灯的人换了三代，灯还是那一盏灯。"
ADDRESS = "http://news.example.org/2021/1.html"


def page(title: str, source: str = "../pic/1.png") -> bytes:
    text = "".join(f"<p>　　第{number}段。{SENTENCE}</p>" for number in range(6))
    return (
        f'<html><head><meta charset="gbk"><title>{title}_江城晚报</title></head><body><div class="nav"><a href="/">首页</a></div>'
        f'<div class="article"><h1>{title}</h1><p>2021年03月08日 09:30　来源：江城晚报</p>{text}'
        f'<p><img src="{source}" alt="灯"></p><p>　　末段。{SENTENCE}</p></div><script src="http://x.example.org/x.js"></script></body></html>'
    ).encode("gbk")


def record(
    url: str, kind: str, data: bytes, *more: str, status: str = "200 OK", record_type: str = "response"
) -> bytes:
    http = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more, "", ""]).encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: {record_type}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-09T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def records() -> list[bytes]:
    return [
        record("http://news.example.org/pic/2.png", "image/png", b"broken"),
        record(ADDRESS, "text/html; charset=gbk", page("江边的渡口")),
        record("http://news.example.org/pic/1.png", "image/png", picture()),
        record("http://news.example.org/404.html", "text/html", page("找不到"), status="404 Not Found"),
        record("http://news.example.org/x.css", "text/css", b"x"),
    ]


def articles(found: Iterable[Imported | Rejected]) -> list[ArticleDraft]:
    return [one.draft for one in found if isinstance(one, Imported)]


@pytest.mark.parametrize(
    "pack", [b"".join, lambda parts: b"".join(map(gzip.compress, parts))], ids=["plain", "gzip"]
)
def test_each_article_page_is_read_with_its_pictures(
    tmp_path: Path, pack: Callable[[list[bytes]], bytes]
) -> None:
    (tmp_path / "capture").write_bytes(pack(records()))
    found = list(read([tmp_path], silent))
    assert [one.path.removeprefix(f"{tmp_path}/") for one in found] == [f"capture!{ADDRESS}"]
    (draft,) = articles(found)
    assert (draft.title, draft.source, draft.url) == ("江边的渡口", "江城晚报", ADDRESS)
    assert SENTENCE in draft.html
    assert [figure.picture.data for figure in draft.figures if figure.picture] == [picture()]
    assert draft.original is not None
    assert (draft.original.name, draft.original.data) == ("1.html", page("江边的渡口"))


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_what_was_sent_packed_is_unpacked(
    tmp_path: Path, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    sent = record(ADDRESS, "text/html", pack(page("江边的渡口")), f"Content-Encoding: {coding}")
    (tmp_path / "a.warc").write_bytes(sent)
    assert [draft.title for draft in articles(read([tmp_path], silent))] == ["江边的渡口"]


def test_all_files_of_a_wacz_are_one_capture(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("datapackage.json", b"{}")
        packed.writestr("archive/1.warc.gz", gzip.compress(records()[1]))
        packed.writestr("archive/2.warc", records()[2])
        packed.writestr("indexes/x.cdx", b"x")
    (tmp_path / "a.wacz").write_bytes(out.getvalue())
    (draft,) = articles(read([tmp_path], silent))
    assert [figure.picture.data for figure in draft.figures if figure.picture] == [picture()]


def test_a_capture_in_a_container_is_read(tmp_path: Path) -> None:
    found = outcomes(tmp_path, "a.zip", zipped({"x/a.warc": b"".join(records())}))
    assert found == {f"a.zip!x/a.warc!{ADDRESS}": None}


def test_what_stands_before_the_damage_is_read_and_the_damage_is_told(tmp_path: Path) -> None:
    whole = b"".join(map(gzip.compress, records()[1:3]))
    found = outcomes(tmp_path, "a.warc.gz", whole + gzip.compress(records()[1])[:200])
    assert found.pop(f"a.warc.gz!{ADDRESS}", "missing") is None
    assert all(reason for reason in found.values())


def test_a_capture_without_pages_says_so(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "a.warc", records()[2]) == {"a.warc": "There is no page in this capture."}


def test_a_capture_packed_as_a_whole_is_rejected_with_the_reason(tmp_path: Path) -> None:
    (reason,) = outcomes(tmp_path, "a.warc.gz", gzip.compress(b"".join(records()))).values()
    assert reason is not None
    assert "gzip" in reason


def test_real_captures_give_pages_or_reasons(shared_data: Path, tmp_path: Path) -> None:
    with tarfile.open(shared_data / "formats" / "warc_samples.tar.xz") as packed:
        for member in packed:
            if member.isreg() and ("/warcs/" in member.name or "/waczs/" in member.name):
                data = packed.extractfile(member)
                assert data is not None
                (tmp_path / Path(member.name).name).write_bytes(data.read())
    found = list(read([tmp_path], silent))
    assert all(isinstance(one, Imported) or one.reason for one in found)
    assert len({one.path.split("!")[0] for one in found}) == len(list(tmp_path.iterdir()))
    bad = [one for one in found if "bad" in Path(one.path.split("!")[0]).name]
    assert len(bad) == 2
    assert all(isinstance(one, Rejected) for one in bad)
    assert len(articles(found)) > 10


def test_pages_that_unpack_to_far_more_than_they_are_end_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "UNPACKED_BYTES", 1 << 20)
    monkeypatch.setattr(containers, "UNPACKED_RATIO", 1)
    sent = gzip.compress(page("江边的渡口") + b" " * 300_000)
    parts = [
        record(f"http://news.example.org/{number}.html", "text/html", sent, "Content-Encoding: gzip")
        for number in range(6)
    ]
    found = list(outcomes(tmp_path, "a.warc", b"".join(parts)).values())
    assert found == [None] * 3 + ["Unpacked, this is too large for its size."] * 3
