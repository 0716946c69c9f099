"""Invented documents for the tests of importers, and what became of them."""

import io
import os
import tarfile
import zipfile
from pathlib import Path

from PIL import Image

from ztviewer.core.article import ArticleDraft
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.registry import read


def picture(colour: str = "teal", kind: str = "PNG", size: tuple[int, int] = (80, 60)) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP, under whatever names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """A tar, under whatever names."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return out.getvalue()


def outcomes(tmp_path: Path, name: str, data: bytes) -> dict[str, str | None]:
    """What became of each document in a file, by its place without the folder: None where it was read."""
    path = tmp_path / name
    path.write_bytes(data)
    before = sorted(tmp_path.iterdir())
    found = list(read([path], silent))
    assert sorted(tmp_path.iterdir()) == before  # nothing is unpacked beside it
    return {
        one.path.removeprefix(f"{tmp_path}{os.sep}"): one.reason if isinstance(one, Rejected) else None
        for one in found
    }


def drafts(path: Path) -> list[ArticleDraft]:
    """The articles in a file or folder, none of them rejected."""
    found = list(read([path], silent))
    assert [one.reason for one in found if isinstance(one, Rejected)] == []
    return [one.draft for one in found if isinstance(one, Imported)]
