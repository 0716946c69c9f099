"""The sample archive holds what a newcomer should meet, and is what its sources build, the same each time."""

import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ztviewer.core.paths import sample_archive
from ztviewer.services.archive import Archive

SOURCES = Path(__file__).resolve().parent.parent / "resources" / "sample"


def connect(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, not even beside the file."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


@pytest.fixture
def sample() -> Iterator[sqlite3.Connection]:
    connection = connect(sample_archive())
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("least", "what", "query"),
    [
        (30, "articles", "SELECT count(*) FROM article"),
        (6, "sources", "SELECT count(DISTINCT source) FROM article"),
        (4, "years", "SELECT count(DISTINCT substr(published, 1, 4)) FROM article"),
        (40, "pictures", "SELECT count(*) FROM image"),
        (10, "JPEG pictures", "SELECT count(*) FROM image WHERE media_type = 'image/jpeg'"),
        (10, "PNG pictures", "SELECT count(*) FROM image WHERE media_type = 'image/png'"),
        (10, "WebP pictures", "SELECT count(*) FROM image WHERE media_type = 'image/webp'"),
        (20, "landscapes", "SELECT count(*) FROM image WHERE width > height"),
        (10, "portraits", "SELECT count(*) FROM image WHERE width < height"),
        (1, "very large pictures", "SELECT count(*) FROM image WHERE width * height >= 40000000"),
        (5, "articles in traditional characters", "SELECT count(*) FROM article WHERE language = 'zh-Hant'"),
        (1, "very long articles", "SELECT count(*) FROM article WHERE length(text) >= 20000"),
        (4, "reprints", "SELECT count(*) FROM article_tag JOIN tag ON tag = tag.id WHERE path = '体裁/转载'"),
        (14, "tags", "SELECT count(*) FROM tag"),
        (2, "tags on the third level", "SELECT count(*) FROM tag WHERE path LIKE '%/%/%'"),
        (4, "precisions of time", "SELECT count(DISTINCT length(published)) FROM article"),
        (1, "figures without a picture", "SELECT count(*) FROM figure WHERE image IS NULL AND caption <> ''"),
        (
            3,
            "pictures that two articles share",
            (
                "SELECT count(*) FROM (SELECT image FROM figure WHERE image IS NOT NULL GROUP BY image "
                "HAVING count(DISTINCT article) > 1)"
            ),
        ),
        (
            3,
            "topics with an introduction of some paragraphs and with notes",
            (
                "SELECT count(*) FROM topic WHERE introduction LIKE '%' || char(10) || '%' AND EXISTS "
                "(SELECT 1 FROM topic_article WHERE topic = topic.id AND note <> '')"
            ),
        ),
    ],
)
def test_the_sample_shows_enough_of_everything(
    sample: sqlite3.Connection, least: int, what: str, query: str
) -> None:
    (count,) = sample.execute(query).fetchone()
    assert count >= least, what


def test_every_picture_stands_in_an_article(sample: sqlite3.Connection) -> None:
    unused = "SELECT digest FROM image WHERE digest NOT IN (SELECT image FROM figure WHERE image IS NOT NULL)"
    assert sample.execute(unused).fetchall() == []


def test_every_tag_leads_to_an_article(sample: sqlite3.Connection) -> None:
    idle = """SELECT path FROM tag AS upper WHERE NOT EXISTS (
        SELECT 1 FROM article_tag JOIN tag ON tag.id = article_tag.tag
        WHERE tag.path = upper.path OR tag.path LIKE upper.path || '/%')"""
    assert sample.execute(idle).fetchall() == []


def test_the_sample_says_that_it_is_invented_and_free(sample: sqlite3.Connection) -> None:
    terms = dict(sample.execute("SELECT term, value FROM meta").fetchall())
    assert "虚构" in terms["description"]
    assert terms["rights"].startswith("CC0")


def test_nothing_is_amiss_in_the_sample(tmp_path: Path) -> None:
    copy = tmp_path / "sample.db"
    copy.write_bytes(sample_archive().read_bytes())
    archive = Archive.open(copy, cache=tmp_path / "cache")
    problems = archive.verifying.run()
    archive.close()
    assert problems == []


def test_the_committed_sample_is_what_its_sources_build_and_two_builds_are_the_same_bytes(
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    for target in (first, second):
        subprocess.run([sys.executable, str(SOURCES / "build.py"), str(target)], check=True)
    assert first.read_bytes() == second.read_bytes()
    with connect(first) as built, connect(sample_archive()) as committed:
        assert tables(committed) == tables(built)
        for table in tables(built):
            assert rows(committed, table) == rows(built, table), table
    built.close()
    committed.close()


def rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """The rows of a table in order, originals expanded: how they are packed is the processor's affair."""
    found = connection.execute(f'SELECT * FROM "{table}"').fetchall()
    if table == "original":
        found = [(*row[:-1], zlib.decompress(row[-1])) for row in found]
    return sorted(found, key=repr)


def tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows]
