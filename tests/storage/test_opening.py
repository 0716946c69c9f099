"""What may be opened as an archive, and what is refused with a sentence of its own and left as it was."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage.archives.make_v1 import make
from ztviewer.core.article import ArticleDraft
from ztviewer.core.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveForeign,
    ArchiveReadOnly,
    ArchiveTooNew,
    NotAnArchive,
    Refused,
)
from ztviewer.storage import ArticleStore, Database, info
from ztviewer.storage.schema import VERSION

PAGE = 4096


def folder_state(folder: Path) -> dict[str, str]:
    """Every file of a folder with the digest of its bytes."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.is_file()
    }


def altered(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def patched(path: Path, place: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[place : place + len(data)] = data
    path.write_bytes(content)


def truncated(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def in_its_place_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


REFUSALS: list[tuple[str, Callable[[Path], object], type[ArchiveError], str]] = [
    ("missing", lambda path: path.unlink(), ArchiveError, "There is no file"),
    ("empty", lambda path: path.write_bytes(b""), NotAnArchive, "is empty"),
    ("a text", lambda path: path.write_text("报纸" * 5000), NotAnArchive, "is not an archive of ZTViewer"),
    ("a short text", lambda path: path.write_bytes(b"SQLite"), NotAnArchive, "is not an archive of ZTViewer"),
    ("a folder", in_its_place_a_folder, NotAnArchive, "is a folder"),
    ("another application", lambda path: patched(path, 68, b"\0\0\0\1"), NotAnArchive, "another program"),
    (
        "a newer version",
        lambda path: patched(path, 60, (VERSION + 1).to_bytes(4, "big")),
        ArchiveTooNew,
        "newer version",
    ),
    ("half a header", lambda path: truncated(path, 60), ArchiveDamaged, "The end of"),
    (
        "the last page missing",
        lambda path: truncated(path, path.stat().st_size - PAGE),
        ArchiveDamaged,
        "The end of",
    ),
    (
        "the last byte missing",
        lambda path: truncated(path, path.stat().st_size - 1),
        ArchiveDamaged,
        "The end of",
    ),
    ("a broken schema page", lambda path: patched(path, 100, b"\xff" * 200), ArchiveDamaged, "is damaged"),
    (
        "a trigger too many",
        lambda path: altered(path, "CREATE TRIGGER spy AFTER INSERT ON tag BEGIN DELETE FROM article; END"),
        ArchiveForeign,
        "spy",
    ),
    (
        "one of our triggers with other work",
        lambda path: altered(
            path,
            "DROP TRIGGER note_deleted",
            "CREATE TRIGGER note_deleted AFTER DELETE ON note BEGIN DELETE FROM article; END",
        ),
        ArchiveForeign,
        "note_deleted",
    ),
    ("a view", lambda path: altered(path, "CREATE VIEW spy AS SELECT * FROM article"), ArchiveForeign, "spy"),
    (
        "a view in place of a table",
        lambda path: altered(path, "DROP TABLE saved_search", "CREATE VIEW saved_search AS SELECT 1"),
        ArchiveForeign,
        "saved_search",
    ),
    (
        "a trigger too few",
        lambda path: altered(path, "DROP TRIGGER note_deleted"),
        ArchiveDamaged,
        "note_deleted",
    ),
    (
        "a table too few",
        lambda path: altered(path, "DROP TABLE saved_search"),
        ArchiveDamaged,
        "saved_search",
    ),
    (
        "no uid",
        lambda path: altered(path, "DELETE FROM meta WHERE term = 'identifier'"),
        ArchiveDamaged,
        "damaged",
    ),
    (
        "a uid that climbs out of a folder",
        lambda path: altered(path, "UPDATE meta SET value = '../../x' WHERE term = 'identifier'"),
        ArchiveDamaged,
        "damaged",
    ),
]


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize(
    ("spoil", "error", "sentence"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS]
)
def test_what_is_no_good_archive_is_refused_in_a_sentence_and_left_untouched(
    path: Path, spoil: Callable[[Path], object], error: type[ArchiveError], sentence: str, writable: bool
) -> None:
    make(path)
    spoil(path)
    before = folder_state(path.parent)
    with pytest.raises(error, match=sentence) as refusal:
        Database.open(path, writable=writable)
    assert type(refusal.value) is error
    assert folder_state(path.parent) == before


def test_databases_of_other_programs_are_refused_and_left_untouched(
    shared_data: Path, tmp_path: Path
) -> None:
    samples = shared_data / "formats" / "sqlite_samples.tar.xz"
    if not samples.is_file():
        pytest.skip("the sample databases are not on this machine")
    with tarfile.open(samples) as archive:
        archive.extractall(tmp_path, filter="data")
    found = sorted(tmp_path.rglob("*.sqlite3"))
    before = folder_state(found[0].parent)
    for sample in found:
        with pytest.raises(NotAnArchive, match="another program"):
            Database.open(sample)
    assert len(found) == 4
    assert folder_state(found[0].parent) == before


@pytest.mark.parametrize("kind", ["socket", "pipe"])
def test_what_is_no_plain_file_is_refused_without_being_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "pipe.db"
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with names")
    os.mkfifo(path)
    if kind == "socket":
        path.unlink()
        path.symlink_to("/dev/null")
    with pytest.raises(NotAnArchive, match="is not an archive"):
        Database.open(path)


def test_opening_and_reading_leave_the_file_as_it_is(path: Path) -> None:
    make(path)
    before = folder_state(path.parent)
    with Database.open(path) as database:
        assert not database.read_only
        assert info(database).articles == 2
        assert folder_state(path.parent) == before
    assert folder_state(path.parent) == before


def test_an_archive_opened_for_reading_only_says_so_and_is_not_written(path: Path) -> None:
    make(path)
    before = folder_state(path.parent)
    with Database.open(path, writable=False) as database:
        assert database.read_only
        assert database.why_read_only == "The archive was opened for reading only."
        assert ArticleStore(database).get(ArticleStore(database).all_ids()[0]).title == "高新区五年蝶变"
        with pytest.raises(ArchiveReadOnly, match="reading only"):
            ArticleStore(database).add([ArticleDraft("t", "<p>x</p>")])
        with pytest.raises(ArchiveReadOnly):
            database.compact()
        with pytest.raises(sqlite3.OperationalError):
            database.connection.execute("DELETE FROM article")
    assert folder_state(path.parent) == before


def test_an_archive_left_in_write_ahead_mode_is_one_plain_file_again_after_use(path: Path) -> None:
    make(path)
    altered(path, "PRAGMA journal_mode = WAL")
    with Database.open(path) as database:
        assert info(database).articles == 2
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[18:20] == b"\1\1"


PROTECTED = """
import os, sys
from pathlib import Path
sys.path[:] = sys.argv[2:]
import ztviewer.core.i18n
from ztviewer.storage import ArticleStore, Database
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Database.open(Path(sys.argv[1])) as database:
        titles = [ArticleStore(database).get(id).title for id in ArticleStore(database).all_ids()]
        print(len(titles), database.why_read_only)
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions work otherwise on Windows")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "write_ahead", "said"),
    [
        (0o666, 0o777, False, "3 None"),
        (0o444, 0o777, False, "3 The file is write-protected."),
        (0o666, 0o555, False, "3 The folder of the file is write-protected."),
        (0o444, 0o555, False, "3 The file is write-protected."),
        (0o444, 0o555, True, "3 The file is write-protected."),
        (0o666, 0o555, True, "3 The folder of the file is write-protected."),
        (0o000, 0o777, False, "ArchiveError You are not allowed to read"),
        (0o666, 0o000, False, "ArchiveError You are not allowed to read"),
    ],
)
def test_what_this_user_may_not_write_is_opened_for_reading_and_says_why(
    file_mode: int, folder_mode: int, write_ahead: bool, said: str
) -> None:
    # Not in pytest's own folders: those are closed to other users, such as the one that the program becomes.
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = folder / "a.db"
        make(path)
        if write_ahead:
            altered(path, "PRAGMA journal_mode = WAL")
        before = folder_state(folder)
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        try:
            done = subprocess.run(
                [sys.executable, "-c", PROTECTED, str(path), *sys.path],
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            folder.chmod(0o755)
            path.chmod(0o644)
        assert done.stdout.startswith(said), done.stderr
        assert folder_state(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="permissions work otherwise on Windows")
def test_an_archive_that_was_not_closed_says_so_where_it_cannot_be_mended() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "disc"
        folder.mkdir()
        make(Path(place) / "a.db")
        with Database.open(Path(place) / "a.db") as database:
            ArticleStore(database).add([ArticleDraft("t", "<p>x</p>")])
            for name in ("a.db", "a.db-wal"):
                shutil.copyfile(Path(place) / name, folder / name)
        before = folder_state(folder)
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        Path(place).chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", PROTECTED, str(folder / "a.db"), *sys.path],
            capture_output=True,
            text=True,
            check=False,
        )
        folder.chmod(0o755)
        assert "was not closed when it was last written" in done.stdout, done.stdout + done.stderr
        assert folder_state(folder) == before
        with Database.open(folder / "a.db") as database:
            assert info(database).articles == 3


def test_what_a_killed_program_had_begun_to_write_is_undone(path: Path, tmp_path: Path) -> None:
    make(path)
    whole = path.read_bytes()
    killed = tmp_path / "killed.db"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the end of the transaction
    writer.execute("BEGIN")
    writer.executemany("INSERT INTO tag (path, key) VALUES (?1, ?1)", [(f"{n:0100}",) for n in range(2000)])
    shutil.copyfile(path, killed)
    shutil.copyfile(f"{path}-journal", f"{killed}-journal")
    writer.close()
    assert path.read_bytes() == whole
    assert killed.read_bytes() != whole
    with Database.open(killed) as database:
        assert info(database).tags == 3
    assert killed.read_bytes() == whole
    assert not Path(f"{killed}-journal").exists()


def test_a_locked_archive_is_busy_and_no_more(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztviewer.storage.database.BUSY_SECONDS", 0.1)
    make(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    before = folder_state(path.parent)
    with pytest.raises(ArchiveBusy, match="Another program is writing"):
        Database.open(path)
    holder.execute("ROLLBACK")
    holder.close()
    assert folder_state(path.parent) == before
    Database.open(path).close()


def test_damage_met_while_reading_is_named_as_such(path: Path) -> None:
    make(path)
    with Database.open(path) as database:
        root = database.connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'article'"
        ).fetchone()[0]
    patched(path, (root - 1) * PAGE, b"\xff" * PAGE)
    with Database.open(path) as database:
        for read in (
            lambda: ArticleStore(database).get(ArticleStore(database).all_ids()[0]),
            lambda: ArticleStore(database).summaries([1, 2]),  # type: ignore[list-item]
            lambda: list(ArticleStore(database).documents([1, 2])),  # type: ignore[list-item]
            lambda: ArticleStore(database).add([ArticleDraft("t", "<p>x</p>")]),
        ):
            with pytest.raises(ArchiveDamaged, match="is damaged"):
                read()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article SET title = CAST(x'ff' AS TEXT) WHERE id = 1",
        "PRAGMA ignore_check_constraints = ON; UPDATE article SET published = 'soon' WHERE id = 1",
        "PRAGMA ignore_check_constraints = ON; UPDATE article SET state = 'lost' WHERE id = 1",
    ],
)
def test_values_that_no_program_of_ours_wrote_are_damage(path: Path, statement: str) -> None:
    make(path)
    altered(path, *statement.split("; "))
    with Database.open(path) as database, pytest.raises(ArchiveDamaged):
        ArticleStore(database).get(ArticleStore(database).all_ids()[0])


def test_an_archive_is_made_only_where_nothing_lies(path: Path, tmp_path: Path) -> None:
    make(path)
    before = folder_state(path.parent)
    with pytest.raises(Refused, match="is there already"):
        Database.create(path, title="t")
    assert folder_state(path.parent) == before
    with pytest.raises(ArchiveError, match="Cannot make"):
        Database.create(tmp_path / "no" / "folder.db", title="t")
    with pytest.raises(Refused, match="needs a title"):
        Database.create(tmp_path / "untitled.db", title=" \0 ")
    with pytest.raises(Refused, match="uid"):
        Database.create(tmp_path / "strange.db", title="t", uid="../x")
    assert not list(tmp_path.glob("*.db"))


def test_the_same_steps_make_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "one.db")
    make(tmp_path / "two.db")
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_an_archive_moves_with_its_file(path: Path, tmp_path: Path) -> None:
    make(path)
    moved = tmp_path / "移动.db"
    shutil.copyfile(path, moved)
    with Database.open(moved) as database, Database.open(path) as original:
        assert database.uid == original.uid == "v1"


def test_connections_of_threads_that_ended_are_closed(database: Database) -> None:
    used: list[sqlite3.Connection] = []
    for _round in range(3):
        thread = threading.Thread(target=lambda: used.append(database.connection))
        thread.start()
        thread.join()
    assert len(set(map(id, used))) == 3
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used[0].execute("SELECT 1")
