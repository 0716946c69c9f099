"""Archives to test on: made anew for each test, the same each time."""

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from ztviewer.core.article import ImageDigest, Picture
from ztviewer.storage import ArticleStore, Database

Clock = Callable[[], str]


def ticking() -> Clock:
    """A clock that goes on by a second each time it is read."""
    seconds = count()
    return lambda: f"2024-05-14T09:30:{next(seconds) % 60:02}+08:00"


def picture(colour: int = 0) -> Picture:
    """A real PNG of one grey pixel."""
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(bytes([0, colour]))),
            (b"IEND", b""),
        )
    )
    return Picture(ImageDigest(hashlib.sha256(data).hexdigest()), "image/png", 1, 1, data, data)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the archive of a test lies, alone in its folder."""
    folder = tmp_path / "库"
    folder.mkdir()
    return folder / "档案 #1?.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """An empty archive."""
    with Database.create(path, title="试验档案", uid="test", clock=ticking(), agent="tester") as made:
        yield made


@pytest.fixture
def articles(database: Database) -> ArticleStore:
    return ArticleStore(database)
