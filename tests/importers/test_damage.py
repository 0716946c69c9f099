"""Damaged and hostile documents of every format: each ends as read or as rejected with a reason, and no socket opens."""

import bz2
import gzip
import io
import json
import lzma
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.importers.pages.samples import PAGE
from tests.importers.samples import picture, tarred, zipped
from tests.importers.test_captures import records
from tests.importers.test_documents import PICTURE, TABLE, document, paragraph
from tests.importers.test_epub import book
from tests.importers.test_markdown import WHOLE
from tests.importers.test_pdf import FIRST, SECOND, pdf
from tests.importers.test_picture_files import with_exif, with_iptc, with_png_text, with_xmp
from tests.importers.test_svg import svg
from tests.importers.test_tables import ROWS, workbook, written
from tests.importers.test_zim import XZ
from tests.importers.test_zim import sample as zim_sample
from ztviewer.core.body import clean
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.registry import IMPORTERS, read
from ztviewer.importers.source import bytes_source

PRESS = "江边的渡口\n来源：江城晚报 | 2021-03-08\n　　渡口的灯亮了三十年。\n　　后来换了新灯。\n编辑：张三\n"
LINES = '{"title": "渡口", "body": "渡口的灯。"}\n{"title": "灯", "body": "一盏灯。"}\n'.encode()
MHTML = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
    b"Content-Location: https://example.com/1.html\r\n\r\n" + PAGE.encode() + b"\r\n--b--\r\n"
)


def described(kind: str) -> bytes:
    """A picture that says what it shows."""
    exif = Image.Exif()
    exif[0x010E] = "A ferry at dusk"
    out = io.BytesIO()
    Image.effect_noise((80, 60), 50).convert("RGB").save(out, kind, exif=exif)
    return out.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "a.html": PAGE.encode,
    "a.mht": lambda: MHTML,
    "a.txt": lambda: PRESS.encode("gbk"),
    "a.jsonl": lambda: LINES,
    "a.jsonl.xz": lambda: lzma.compress(LINES),
    "a.json": lambda: b"[" + LINES.rstrip().replace(b"\n", b",\n") + b"]",
    "a.zim": zim_sample,
    "old.zim": lambda: zim_sample(XZ, 0),
    "a.md": WHOLE.encode,
    "a.csv": lambda: written(",", "gbk"),
    "a.xlsx": lambda: workbook([list(row) for row in ROWS]),
    "a.epub": lambda: zipped(book()),
    "a.docx": lambda: document(
        paragraph("题", "T"), paragraph("正文。"), PICTURE.format(kind="embed"), TABLE
    ),
    "a.pdf": lambda: pdf(FIRST, SECOND),
    "a.warc": lambda: b"".join(records()),
    "a.warc.gz": lambda: b"".join(map(gzip.compress, records())),
    "a.wacz": lambda: zipped({"datapackage.json": b"{}", "archive/a.warc": b"".join(records())}),
    "iptc.jpg": lambda: with_iptc("gbk"),
    "exif.jpg": lambda: with_exif("渡口".encode()),
    "xmp.webp": with_xmp,
    "text.png": with_png_text,
    "exif.heic": (Path(__file__).parent / "data" / "turned.heic").read_bytes,
    "exif.avif": lambda: described("AVIF"),
    "exif.tif": lambda: described("TIFF"),
    "a.svg": lambda: svg("<title>渡口</title><g><path d='M0 0 l40 30 h-40 z'/><text y='9'>灯</text></g>"),
    "a.zip": lambda: zipped({"a.md": WHOLE.encode(), "图/灯 1.png": picture(), "b.csv": written(",", "gbk")}),
    "a.txt.gz": lambda: gzip.compress(PRESS.encode()),
    "a.tar.bz2": lambda: bz2.compress(tarred({"a.md": WHOLE.encode()})),
    "a.tar": lambda: tarred({"a.md": WHOLE.encode(), "b.epub": zipped(book())}),
}
COPIES = 30
"""A sample; `make bench-hostile` makes 100."""


def damaged(data: bytes, seed: int) -> bytes:
    """A copy that is cut, or has bits turned, or bytes in place of others; the same one for the same seed."""
    chance = random.Random(seed)
    if seed % 3 == 0:
        return data[: chance.randrange(1, len(data))]
    copy = bytearray(data)
    for _time in range(1 if seed % 3 == 1 else 20):
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
    return bytes(copy)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_document_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SAMPLES[name]())
    assert any(isinstance(one, Imported) for one in read([tmp_path], silent))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_document_ends_with_an_account(name: str, tmp_path: Path) -> None:
    data = SAMPLES[name]()
    for seed in range(COPIES):
        (tmp_path / name).write_bytes(damaged(data, seed))
        found = list(read([tmp_path / name], silent))
        assert found, seed
        for one in found:
            assert isinstance(one, Imported) or one.reason, seed
            if isinstance(one, Imported):
                clean(one.draft.html)


def test_every_importer_is_damaged_here() -> None:
    taking = set()
    for name, made in SAMPLES.items():
        source = bytes_source(name, name, made())
        taking |= {next((one.name for one in IMPORTERS if one.accepts(source, source.head())), "container")}
    assert taking == {importer.name for importer in IMPORTERS} | {"container"}


_GUARDED = """
import json, sys
def forbid(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")):
        raise RuntimeError(event)
sys.addaudithook(forbid)
from pathlib import Path
from ztviewer.core.progress import silent
from ztviewer.importers.registry import read
print(json.dumps([type(one).__name__ for one in read([Path(sys.argv[1])], silent)]))
"""


def test_no_importer_opens_a_socket_or_starts_a_program(tmp_path: Path) -> None:
    for name, made in SAMPLES.items():
        (tmp_path / name).write_bytes(made())
    remote = "# 题\n\n正文。\n\n![图](https://example.org/1.png)\n\n<img src=//example.org/2.png><iframe src=https://example.org>\n"
    (tmp_path / "remote.md").write_text(remote, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _GUARDED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    kinds = json.loads(done.stdout)
    assert kinds.count("Imported") > len(SAMPLES)


def test_the_rest_goes_on_after_a_bad_document(tmp_path: Path) -> None:
    for name, made in SAMPLES.items():
        (tmp_path / name).write_bytes(made())
        (tmp_path / f"bad-{name}").write_bytes(made()[:50])
    found = list(read([tmp_path], silent))
    good = {Path(one.path.split("!")[0]).name.split(":")[0] for one in found if isinstance(one, Imported)}
    assert good >= set(SAMPLES)
    assert all(one.reason for one in found if isinstance(one, Rejected))
