"""The check finds what was changed behind the archive's back, and nothing where all is well."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ztviewer.core.errors import Cancelled
from ztviewer.storage import Browsing, Database, check

STORED = Path(__file__).parent / "archives" / "v3.db"


@pytest.fixture
def stored(path: Path) -> Path:
    shutil.copyfile(STORED, path)
    return path


def test_a_good_archive_has_no_problems_and_reports_how_far_it_is(stored: Path) -> None:
    told: list[tuple[int, int | None, str]] = []
    with Database.open(stored, writable=False) as database:
        assert check(database, lambda done, total, note="": told.append((done, total, note))) == []
    assert {note for _done, _total, note in told} == {
        "Checking the file",
        "Checking references",
        "Checking articles",
        "Checking pictures",
        "Checking originals",
        "Checking tags",
    }
    assert [(done, total) for done, total, note in told if note == "Checking articles"] == [(0, 5), (5, 5)]


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        (
            "UPDATE article SET text = text || '。' WHERE id = 1",
            "article",
            "The text of article 1 was changed.",
        ),
        ("UPDATE article SET title = '另题' WHERE id = 2", "article", "The text of article 2 was changed."),
        (
            "UPDATE article SET html = replace(html, '江边', '河边') WHERE id = 1",
            "article",
            "The body and the text of article 1 do not agree.",
        ),
        (
            "UPDATE figure SET image = NULL",
            "article",
            "The body and the figures of article 1 do not agree.",
        ),
        ("DELETE FROM figure", "article", "The body and the figures of article 1 do not agree."),
        ("DELETE FROM image", "article", "The body and the figures of article 1 do not agree."),
        (
            "DELETE FROM image",
            "reference",
            "A row of “figure” belongs to something in “image” that is missing.",
        ),
        ("UPDATE image SET data = x'00', bytes = 1", "picture", "was changed."),
        ("UPDATE original SET data = x'00'", "original", "was changed."),
        ("UPDATE original SET bytes = bytes + 1", "original", "was changed."),
        (
            "UPDATE tag SET path = 'x/y', key = 'x/y' WHERE path = '地区/镇江'",
            "tag",
            "hangs below the wrong tag.",
        ),
        (
            "PRAGMA ignore_check_constraints = ON; UPDATE tag SET colour = 'red'",
            "file",
            "CHECK constraint failed in tag",
        ),
    ],
)
def test_what_was_changed_is_found(stored: Path, change: str, kind: str, message: str) -> None:
    connection = sqlite3.connect(stored)
    connection.executescript(change)
    connection.close()
    with Database.open(stored) as database:
        problems = check(database)
    assert any(problem.kind == kind and message in problem.message for problem in problems), problems


def test_a_damaged_file_is_checked_as_far_as_it_can_be_read(stored: Path) -> None:
    damage(stored)
    with Database.open(stored) as database:
        assert not database.read_only
        kinds = [problem.kind for problem in check(database)]
    assert "file" in kinds
    assert "original" in kinds


def test_a_damaged_file_of_an_earlier_version_is_read_and_not_changed(path: Path) -> None:
    shutil.copyfile(STORED.with_name("v2.db"), path)
    damage(path)
    pages = path.read_bytes()[100:]  # behind the header, which counts that it was tried
    with Database.open(path) as database:
        assert database.read_only
        assert Browsing(database).sources() == ["江城日报", "河港晚报"]
        assert "file" in [problem.kind for problem in check(database)]
    assert path.read_bytes()[100:] == pages


def damage(path: Path) -> None:
    """Overwrite the articles, and empty the originals."""
    with closing(sqlite3.connect(path)) as connection, connection:
        pages = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'"))
        connection.execute("UPDATE original SET data = x'00'")
    content = bytearray(path.read_bytes())
    content[(pages["article"] - 1) * 4096 : pages["article"] * 4096] = b"\xff" * 4096
    path.write_bytes(content)


def test_a_check_can_be_cancelled(stored: Path) -> None:
    def stop(done: int, total: int | None, note: str = "") -> None:
        if note == "Checking pictures":
            raise Cancelled

    with Database.open(stored) as database:
        with pytest.raises(Cancelled):
            check(database, stop)
        assert check(database) == []


def test_a_cancel_is_heard_within_a_long_statement(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ztviewer.storage.integrity._STEPS_BETWEEN_LOOKS", 10)
    heard: list[str] = []

    def stop(done: int, total: int | None, note: str = "") -> None:
        heard.append(note)
        if len(heard) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        check(database, stop)
    assert heard == ["Checking the file"] * 2
    assert check(database) == []
