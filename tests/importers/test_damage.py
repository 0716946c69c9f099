"""Damaged and hostile documents of every format: each ends as read or as rejected with a reason, and no socket opens."""

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers.samples import picture, tarred, zipped
from tests.importers.test_captures import records
from tests.importers.test_documents import PICTURE, TABLE, document, paragraph
from tests.importers.test_epub import book
from tests.importers.test_markdown import WHOLE
from tests.importers.test_pdf import FIRST, SECOND, pdf
from tests.importers.test_picture_files import with_exif, with_iptc, with_png_text, with_xmp
from tests.importers.test_tables import ROWS, workbook, written
from ztviewer.core.body import clean
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.registry import IMPORTERS, read

SAMPLES: dict[str, Callable[[], bytes]] = {
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
    "a.zip": lambda: zipped({"a.md": WHOLE.encode(), "图/灯 1.png": picture(), "b.csv": written(",", "gbk")}),
    "a.tar": lambda: tarred({"a.md": WHOLE.encode(), "b.epub": zipped(book())}),
}
COPIES = 100


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
    covered = {importer.name for importer in IMPORTERS for name in SAMPLES if _takes(importer.name, name)}
    assert covered == {"warc", "wacz", "xlsx", "docx", "epub", "pdf", "picture", "markdown", "csv"}


def _takes(importer: str, name: str) -> bool:
    endings = {
        "warc": (".warc", ".warc.gz"),
        "picture": (".jpg", ".webp", ".png"),
        "markdown": (".md",),
    }
    return name.endswith(endings.get(importer, (f".{importer}",)))


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
