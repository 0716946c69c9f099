"""The archive format as it is documented, and archives of every released version as they were written."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from tests.storage.archives.make_v1 import DRAFTS
from ztviewer.core.article import FigureDraft, State
from ztviewer.storage import (
    ArticleStore,
    Browsing,
    ChangeLog,
    Database,
    EventStore,
    ImageStore,
    ReprintStore,
    TagStore,
    TopicStore,
    check,
    info,
    meta,
)
from ztviewer.storage.describe import SAMPLE_LIST, SAMPLE_PICTURES, document, tables
from ztviewer.storage.schema import MIGRATIONS, VERSION, statements

STORED = Path(__file__).parent / "archives"


def test_the_documentation_of_the_format_is_current(project_root: Path) -> None:
    assert (project_root / "docs" / "formats.md").read_text("utf-8") == document()


@pytest.mark.parametrize(
    "table",
    [
        "CREATE TABLE t (\n    -- What it is for.\n\n    a TEXT\n)",
        "CREATE TABLE t (\n\n    -- said\n    a TEXT\n)",
    ],
)
def test_a_table_or_column_without_a_meaning_is_an_error(table: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(table)
    with pytest.raises(ValueError, match="has no comment"):
        tables(connection)
    connection.close()


def test_the_queries_in_the_documentation_work(tmp_path: Path) -> None:
    shutil.copyfile(STORED / "v1.db", tmp_path / "v1.db")
    connection = sqlite3.connect(tmp_path / "v1.db")
    connection.create_function("writefile", 2, lambda name, data: (tmp_path / name).write_bytes(data))
    listed = connection.execute(SAMPLE_LIST.replace("2021%", "2022%")).fetchall()
    assert listed == [(1, "2022-06-06T09:35:10+08:00", "江城日报", "高新区五年蝶变", "地区/镇江")]
    article, figures = statements(SAMPLE_PICTURES)
    assert connection.execute(article).fetchone()[0] == "高新区五年蝶变"
    assert connection.execute(figures).fetchall() == [(1, "实验室一角", "image/png", 67)]
    assert (tmp_path / "figure-1").read_bytes().startswith(b"\x89PNG")
    connection.close()


def test_every_version_has_its_stored_archive() -> None:
    assert len(list(STORED.glob("v*.db"))) == VERSION


def empty_tables(database: Database) -> list[str]:
    names = database.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    counts = {name: database.connection.execute(f"SELECT count(*) FROM {name}") for (name,) in names}
    return [name for name, count in counts.items() if count.fetchone() == (0,)]


def test_an_archive_of_the_second_version_opens_with_its_families(path: Path) -> None:
    shutil.copyfile(STORED / "v2.db", path)
    with Database.open(path) as database:
        assert empty_tables(database) == []
        assert check(database) == []
        assert ReprintStore(database).waiting() == 1
        (family,) = ReprintStore(database).families()
        assert [member.title for member in family] == ["春汛", "春汛（转载）"]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_an_archive_of_every_version_has_the_indexes_of_a_new_one(version: int, tmp_path: Path) -> None:
    shutil.copyfile(STORED / f"v{version}.db", tmp_path / "old.db")
    with Database.open(tmp_path / "old.db") as old, Database.create(tmp_path / "new.db", title="新") as new:
        assert indexes(old) == indexes(new)
        assert check(old) == []


def indexes(database: Database) -> set[str]:
    rows = database.connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    )
    return {sql for (sql,) in rows}


def test_an_archive_of_an_earlier_version_is_read_without_being_changed(path: Path) -> None:
    shutil.copyfile(STORED / "v1.db", path)
    with Database.open(path, writable=False) as database:
        assert ReprintStore(database).families() == []
        assert [one.family for one in ArticleStore(database).documents(ArticleStore(database).all_ids())] == [
            None
        ] * 3
    assert path.read_bytes() == (STORED / "v1.db").read_bytes()


def test_an_archive_of_the_first_version_opens_with_all_it_holds(path: Path) -> None:
    shutil.copyfile(STORED / "v1.db", path)
    with Database.open(path) as database:
        assert database.connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert empty_tables(database) == ["sketch"]
        assert check(database) == []
        told, counted = meta(database), info(database)
        assert (told.uid, told.title, told.creator) == ("v1", "第一版", "ZTViewer")
        assert (counted.articles, counted.images, counted.tags, counted.topics) == (2, 1, 3, 1)
        assert (counted.first, counted.last) == ("1998-08", "2022-06-06T09:35:10+08:00")
        articles = ArticleStore(database)
        first, second, third = articles.all_ids()
        article = articles.get(first)
        assert article.text == "起步\n江边的老厂变成了实验室。\n年\t企业"
        drawn = [
            FigureDraft(None, figure.caption, figure.alt, figure.credit, figure.url)
            for figure in article.figures
        ]
        assert drawn == [FigureDraft(None, f.caption, f.alt, f.credit, f.url) for f in DRAFTS[0].figures]
        assert article.tags == ("地区/镇江",)
        assert articles.original(first) == DRAFTS[0].original
        assert articles.get(third).state is State.TRASH
        assert ImageStore(database).get(next(ImageStore(database).digests())) == DRAFTS[0].figures[0].picture
        assert [(tag.path, tag.colour, tag.articles) for tag in TagStore(database).all()] == [
            ("地区", None, 1),
            ("地区/镇江", "#aa3300", 1),
            ("水情", None, 1),
        ]
        assert [(entry.article, entry.note) for entry in TopicStore(database).entries("江与城")] == [
            (second, "背景"),
            (first, None),
        ]
        assert [document.notes for document in articles.documents([first])] == [1]
        assert Browsing(database).sources() == ["江城日报", "河港晚报"]
        assert [event.kind for event in EventStore(database).of(third)] == [
            "ingestion",
            "metadata modification",
            "metadata modification",
        ]
        assert ChangeLog(database).since(0)[1] == [first, second, third]
        articles.add(DRAFTS)
        assert articles.count() == 2


def test_there_is_one_migration_a_version(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        pending = MIGRATIONS.pending(sqlite_utils.Database(connection, execute_plugins=False))
        assert [migration.name.partition("_")[0] for migration in pending] == [
            f"v{n + 1}" for n in range(VERSION)
        ]
