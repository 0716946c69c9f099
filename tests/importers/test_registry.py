"""The walk over files and folders: everything met is read or rejected, and nothing ever reaches the network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ztviewer.core.errors import Cancelled
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.registry import IMPORTERS, read

TEXT = "题目\n来源:甲报 | 2021-03-08\n  正文说的是渡口。\n"
LINE = '{"title": "题目", "body": "正文。"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a bit of everything, and something beside it that links lead to."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(TEXT, encoding="utf-8")
    inside = tmp_path / "inside"
    (inside / "b").mkdir(parents=True)
    (inside / ".git").mkdir()
    (inside / ".git" / "x.txt").write_text(TEXT, encoding="utf-8")
    (inside / ".DS_Store").write_bytes(b"x")
    (inside / "c.txt").write_text(TEXT, encoding="utf-8")
    (inside / "a.jsonl").write_text(LINE * 2 + "{bad\n", encoding="utf-8")
    (inside / "b" / "空.txt").write_bytes(b"")
    (inside / "b" / "d.bin").write_bytes(bytes(range(256)) * 10)
    return inside


def named(found: list[Imported | Rejected], root: Path) -> list[tuple[str, str | None]]:
    return [
        (Path(one.path).relative_to(root).as_posix(), one.reason if isinstance(one, Rejected) else None)
        for one in found
    ]


def test_a_folder_is_read_in_the_order_of_its_names_and_everything_is_accounted_for(folder: Path) -> None:
    found = named(list(read([folder], silent)), folder)
    assert [name for name, _reason in found] == [
        "a.jsonl:1",
        "a.jsonl:2",
        "a.jsonl:3",
        "b/d.bin",
        "b/空.txt",
        "c.txt",
    ]
    reasons = dict(found)
    assert reasons["a.jsonl:1"] is reasons["c.txt"] is None
    assert "not JSON" in (reasons["a.jsonl:3"] or "")
    assert reasons["b/d.bin"] == "The file is of no known format."
    assert reasons["b/空.txt"] == "The file is empty."


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a privilege on Windows")
def test_no_link_is_followed_out_of_the_folder(folder: Path) -> None:
    (folder / "x.txt").symlink_to(folder.parent / "outside" / "secret.txt")
    (folder / "y").symlink_to(folder.parent / "outside")
    (folder / "z").symlink_to(folder)
    (folder / "same.txt").symlink_to(folder / "c.txt")
    found = dict(named(list(read([folder], silent)), folder))
    leaving = "This is a link that leads out of the folder."
    assert (found["x.txt"], found["y"], found["same.txt"]) == (leaving, leaving, None)
    assert not [name for name in found if name.startswith(("y/", "z"))]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert named(list(read([tmp_path], silent)), tmp_path) == [("pipe", "This is not a regular file.")]


def test_a_path_that_is_not_there_is_rejected(tmp_path: Path) -> None:
    assert named(list(read([tmp_path / "x"], silent)), tmp_path) == [("x", "There is no such file.")]


def test_one_file_alone_is_read(folder: Path) -> None:
    assert [type(one) for one in read([folder / "c.txt"], silent)] == [Imported]


def test_cancelling_stops_at_once(folder: Path) -> None:
    def second_is_too_much(done: int, total: int | None, note: str = "") -> None:
        if done == 2:
            raise Cancelled

    found = read([folder], second_is_too_much)
    assert isinstance(next(found), Imported)
    assert isinstance(next(found), Imported)
    with pytest.raises(Cancelled):
        next(found)


def test_every_importer_has_a_name_of_its_own() -> None:
    assert len({importer.name for importer in IMPORTERS}) == len(IMPORTERS)


_GUARDED = """
import sys
def forbid(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")):
        raise RuntimeError(event)
sys.addaudithook(forbid)
from pathlib import Path
from ztviewer.core.progress import silent
from ztviewer.importers.registry import read
for document in read([Path(sys.argv[1])], silent):
    print(type(document).__name__)
"""


def test_all_importers_work_where_sockets_and_programs_are_forbidden(folder: Path) -> None:
    remote = (
        '{"title": "x", "html": "<img src=https://example.org/x.png><script src=//example.org></script>"}\n'
    )
    (folder / "remote.jsonl").write_text(remote, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _GUARDED, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split().count("Imported") == 4
    assert done.stdout.split().count("Rejected") == 3
