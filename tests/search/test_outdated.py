"""Indexes of older formats go, those of other archives, of later formats and in use stay, and links lead nowhere."""

import os
from pathlib import Path

import pytest
from whoosh.util.filelock import FileLock

from ztviewer.search import remove_outdated

KEY = "0f-3d-0123456789abcdef"


def index(cache: Path, name: str) -> Path:
    """A folder that looks like one of indexes."""
    folder = cache / name
    (folder / "1").mkdir(parents=True)
    for place, file in ((folder, "writing.lock"), (folder / "1", "MAIN_WRITELOCK"), (folder / "1", "a.seg")):
        (place / file).write_bytes(b"")
    return folder


def names(cache: Path) -> set[str]:
    return {path.name for path in cache.iterdir()}


def test_only_older_formats_of_the_same_archive_go(tmp_path: Path) -> None:
    stay = {f"{KEY}-6", f"{KEY}-7", f"{KEY}-10", f"{KEY}0-5", f"x{KEY}-5", f"{KEY}-5x", f"{KEY}-", f"{KEY}-٣"}
    for name in [*stay, f"{KEY}-5", f"{KEY}-0", f"{KEY}-4.gone"]:
        index(tmp_path, name)
    (tmp_path / f"{KEY}-3").write_text("a file", "utf-8")
    remove_outdated(tmp_path / f"{KEY}-6")
    assert names(tmp_path) == stay | {f"{KEY}-3"}


@pytest.mark.parametrize("lock", ["writing.lock", "1/MAIN_WRITELOCK"])
def test_what_another_program_writes_to_stays_until_it_has_done(lock: str, tmp_path: Path) -> None:
    old = index(tmp_path, f"{KEY}-5")
    held = FileLock(str(old / lock))
    assert held.acquire(False)
    remove_outdated(tmp_path / f"{KEY}-6")
    assert (old / "1" / "a.seg").exists()
    held.release()
    remove_outdated(tmp_path / f"{KEY}-6")
    assert names(tmp_path) == set()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(tmp_path: Path) -> None:
    cache, elsewhere = tmp_path / "cache", index(tmp_path, "elsewhere")
    old = index(cache, f"{KEY}-5")
    (cache / f"{KEY}-4").symlink_to(elsewhere)
    (old / "2").symlink_to(elsewhere)
    (old / "1" / "writing.lock").symlink_to(tmp_path / "made")
    remove_outdated(cache / f"{KEY}-6")
    assert names(cache) == {f"{KEY}-4"}
    assert (elsewhere / "1" / "a.seg").exists()
    assert names(tmp_path) == {"cache", "elsewhere"}


def test_nothing_is_done_where_there_is_no_folder(tmp_path: Path) -> None:
    remove_outdated(tmp_path / "nowhere" / f"{KEY}-6")
    assert names(tmp_path) == set()
