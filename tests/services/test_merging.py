"""Another archive is merged with all that people added to it, once, whatever it holds and whenever it is interrupted."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importers.samples import picture
from ztviewer.core.article import ArticleDraft, FigureDraft, Original, State
from ztviewer.core.errors import Cancelled
from ztviewer.core.importing import Outcome
from ztviewer.core.published import Published
from ztviewer.importers.pictures import read_picture
from ztviewer.services.archive import Archive
from ztviewer.services.merging import is_archive
from ztviewer.storage import ArticleStore, Database, TagStore, TopicStore

FERRY = ArticleDraft(
    "老渡口重新开航",
    "<p>头一班船坐满了人。</p><figure></figure><p>石头认得路。</p>",
    subtitle="等了十二年",
    source="江畔晚报",
    author="柳新",
    editor="张三",
    column="社会",
    published=Published("2021-03-08"),
    url="https://example.org/1",
    figures=(FigureDraft(read_picture(picture()), "渡口", "alt", "石坚 摄", "https://example.org/1.png"),),
    original=Original("1.html", "text/html", b"<p>..."),
)
BRIDGE = ArticleDraft("青石桥修复", "<p>四百米老街重新开街。</p>")


def article(number: int) -> ArticleDraft:
    return ArticleDraft(f"第{number}号", f"<p>港城纪事{number}。</p>")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """An archive with everything in it that can be in one."""
    path = tmp_path / "other.db"
    with Database.create(path, title="另一个", agent="王五") as database:
        ferry, bridge, gone = (one.id for one in ArticleStore(database).add([FERRY, BRIDGE, article(0)]))
        tags, topics = TagStore(database), TopicStore(database)
        tags.create("地区/江畔", "#aa0000", "江畔镇")
        tags.add("地区/江畔", [ferry])
        tags.add("桥", [bridge])
        topics.create("渡口与桥", "两岸的故事。")
        topics.add("渡口与桥", [bridge, ferry])
        topics.annotate("渡口与桥", ferry, "头条")
        ArticleStore(database).set_state([gone], State.TRASH)
        with database.transaction() as connection:
            connection.execute(
                "INSERT INTO note (article, first, past, quote, body, who, written)"
                " VALUES (?, 0, 2, '头一', '存疑', '王五', '2021-03-09T10:00:00+08:00')",
                (ferry,),
            )
            connection.execute(
                "INSERT INTO saved_search (name, query, sort, position) VALUES ('渡口', '渡口 date:2021', 'date', 1)"
            )
    return path


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


TABLES = {
    "articles": """SELECT title, subtitle, source, author, editor, "column", published, url, language, state, digest,
        original, original_name, text, html FROM article ORDER BY digest""",
    "figures": """SELECT digest, position, image, caption, alt, credit, figure.url FROM figure
        JOIN article ON article.id = article ORDER BY digest, position""",
    "pictures": "SELECT digest, media_type, width, height, data FROM image ORDER BY digest",
    "originals": "SELECT digest, media_type, bytes FROM original ORDER BY digest",
    "tags": "SELECT path, colour, note FROM tag ORDER BY path",
    "tagged": """SELECT digest, path, who, tagged FROM article_tag JOIN tag ON tag.id = tag
        JOIN article ON article.id = article ORDER BY digest, path""",
    "topics": "SELECT title, introduction FROM topic ORDER BY position",
    "entries": """SELECT topic.title, digest, note FROM topic_article JOIN topic ON topic.id = topic
        JOIN article ON article.id = article ORDER BY topic.title, topic_article.position""",
    "notes": """SELECT digest, first, past, quote, body, who, written FROM note
        JOIN article ON article.id = article ORDER BY digest, first, body""",
    "searches": "SELECT name, query, sort FROM saved_search ORDER BY name",
}
"""All that an archive says but for numbers, in an order that numbers do not decide."""


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows(path, sql) for name, sql in TABLES.items()}


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.create(tmp_path / "mine.db", "我的", cache=tmp_path / "cache", agent="赵六")
    yield archive
    archive.close()


def test_everything_in_an_archive_comes_along(mine: Archive, other: Path) -> None:
    reported: list[Outcome] = []
    result = mine.importing.run([other], report=reported.append)
    assert (result.added, result.duplicates, result.rejected) == (2, 0, 1)
    assert [outcome.reason for outcome in reported if outcome.reason] == [
        "It is in the trash of that archive."
    ]
    assert result.changes.tags
    assert result.changes.topics
    here, there = content(mine.path), content(other)
    assert here["articles"] == [row for row in there["articles"] if row[9] == "active"]
    assert {name: here[name] for name in TABLES if name != "articles"} == {
        name: there[name] for name in TABLES if name != "articles"
    }
    assert mine.verifying.run() == []


def test_merging_again_changes_nothing(mine: Archive, other: Path) -> None:
    mine.importing.run([other])
    before, changes = content(mine.path), rows(mine.path, "SELECT max(seq) FROM change")
    result = mine.importing.run([other])
    assert (result.added, result.duplicates) == (0, 2)
    assert content(mine.path) == before
    assert rows(mine.path, "SELECT max(seq) FROM change") == changes


def test_what_is_there_already_is_joined_and_not_overwritten(mine: Archive, other: Path) -> None:
    (bridge,) = mine.importing.add([BRIDGE])
    mine.tagging.add("地区/江畔", [bridge])
    database = mine._database
    TagStore(database).change("地区/江畔", colour="#00aa00", note="我们的说明")
    TopicStore(database).create("渡口与桥", "我们的导言。")
    TopicStore(database).add("渡口与桥", [bridge])
    TopicStore(database).annotate("渡口与桥", bridge, "要闻")
    with database.transaction() as connection:
        connection.execute("INSERT INTO saved_search (name, query, sort) VALUES ('渡口', '别的', 'date')")
    for _time in range(2):
        mine.importing.run([other])
    tags = {tag.path: (tag.colour, tag.note) for tag in mine.tagging.tags()}
    assert tags["地区/江畔"] == ("#00aa00", "我们的说明\n江畔镇")
    assert sorted(ArticleStore(database).get(bridge).tags) == ["地区/江畔", "桥"]
    topic, entries = mine.curating.topic("渡口与桥")
    assert topic.introduction == "我们的导言。\n两岸的故事。"
    assert [(entry.article == bridge, entry.note) for entry in entries] == [(True, "要闻"), (False, "头条")]
    assert rows(mine.path, "SELECT name, query FROM saved_search ORDER BY name") == [
        ("渡口", "别的"),
        ("渡口 (2)", "渡口 date:2021"),
    ]


def test_a_dry_run_stores_nothing(mine: Archive, other: Path) -> None:
    before = content(mine.path)
    result = mine.importing.dry_run([other])
    assert (result.added, result.rejected) == (2, 1)
    assert content(mine.path) == before
    assert [one.draft.title for one in mine.importing.preview([other]) if one.draft] == [
        FERRY.title,
        BRIDGE.title,
    ]


def test_the_other_archive_is_left_as_it_was(mine: Archive, other: Path) -> None:
    before = other.read_bytes()
    mine.importing.run([other])
    assert other.read_bytes() == before
    assert [path.name for path in other.parent.glob("other*")] == ["other.db"]


def test_an_archive_is_not_merged_into_itself(mine: Archive) -> None:
    (mine.path.parent / "link.db").symlink_to(mine.path)
    for path in (mine.path, mine.path.parent / "link.db"):
        reported: list[Outcome] = []
        mine.importing.run([path], report=reported.append)
        assert [outcome.reason for outcome in reported] == ["This is the archive itself."]


def test_an_archive_in_a_folder_or_a_zip_is_pointed_at(mine: Archive, other: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.db").write_bytes(other.read_bytes())
    with zipfile.ZipFile(tmp_path / "in" / "b.zip", "w") as packed:
        packed.write(other, "b.db")
    reported: list[Outcome] = []
    result = mine.importing.run([tmp_path / "in"], report=reported.append)
    assert result.added == 0
    assert ["by itself" in (outcome.reason or "") for outcome in reported] == [True, True]


def spoilt(other: Path, kind: str) -> None:
    """Do to an archive what a stranger, or a bad disk, could have done."""
    if kind == "truncated":
        other.write_bytes(other.read_bytes()[:20_000])
        return
    if kind == "pages":
        data = bytearray(other.read_bytes())
        for page in range(1, len(data) // 4096):
            data[page * 4096 : page * 4096 + 60] = random.Random(page).randbytes(60)
        other.write_bytes(data)
        return
    connection = sqlite3.connect(other)
    if kind == "trigger":
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON tag BEGIN DELETE FROM article; END")
    elif kind == "view":
        connection.execute("DROP TABLE saved_search")
        connection.execute("CREATE VIEW saved_search AS SELECT 1")
    elif kind == "later":
        connection.execute("PRAGMA user_version = 999")
    elif kind == "types":
        connection.execute("PRAGMA writable_schema = ON")
        strict = "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, WITHOUT', 'WITHOUT') WHERE name = 'article_tag'"
        connection.execute(strict)
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute("UPDATE article_tag SET who = x'00'")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(strict.replace("'STRICT, WITHOUT', 'WITHOUT'", "'WITHOUT', 'STRICT, WITHOUT'"))
        connection.execute("PRAGMA writable_schema = RESET")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("kind", ["truncated", "pages", "trigger", "view", "later", "types"])
def test_an_archive_that_cannot_be_trusted_is_rejected_and_nothing_is_stored(
    mine: Archive, other: Path, kind: str
) -> None:
    spoilt(other, kind)
    before = content(mine.path)
    reported: list[Outcome] = []
    result = mine.importing.run([other], report=reported.append)
    assert (result.added, result.rejected) == (0, 1)
    assert reported[0].reason
    assert content(mine.path) == before


def test_values_that_no_archive_may_hold_are_made_fit(mine: Archive, other: Path) -> None:
    connection = sqlite3.connect(other)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for change in (
        "article_tag SET tagged = 'never', who = ''",
        "note SET written = '', first = -5, past = -7, quote = ''",
        "tag SET colour = 'red', note = ''",
        "saved_search SET sort = 'chance'",
        "original SET media_type = ''",
        "figure SET caption = '', credit = char(1)",
    ):
        connection.execute(f"UPDATE {change}")
    connection.commit()
    connection.close()
    result = mine.importing.run([other])
    assert result.added == 2
    assert rows(mine.path, "SELECT first, past FROM note") == [(0, 0)]
    assert rows(mine.path, "SELECT colour, note FROM tag WHERE path = '地区/江畔'") == [(None, None)]
    assert rows(mine.path, "SELECT count(*) FROM article_tag WHERE who IS NULL") == [(2,)]
    assert mine.verifying.run() == []


def test_scripts_in_a_body_and_pictures_that_are_none_do_not_come_along(mine: Archive, other: Path) -> None:
    connection = sqlite3.connect(other)
    connection.execute("UPDATE article SET html = html || '<script>alert(1)</script><p onclick=\"x\">好</p>'")
    connection.execute("UPDATE image SET data = x'00', bytes = 1")
    connection.commit()
    connection.close()
    mine.importing.run([other])
    for (html,) in rows(mine.path, "SELECT html FROM article"):
        assert "script" not in str(html)
        assert "onclick" not in str(html)
    assert rows(mine.path, "SELECT image FROM figure") == [(None,)]


@pytest.mark.parametrize("size", [0, 10, 70, 4096])
def test_only_an_archive_is_taken_for_one(tmp_path: Path, other: Path, size: int) -> None:
    (tmp_path / "part.db").write_bytes(other.read_bytes()[:size])
    assert is_archive(tmp_path / "part.db") == (size > 99)
    assert not is_archive(tmp_path)
    assert not is_archive(tmp_path / "nothing")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """An archive of many batches."""
    path = tmp_path / "large.db"
    with Database.create(path, title="大的") as database:
        ids = [one.id for one in ArticleStore(database).add(article(number) for number in range(1000))]
        for number in range(10):
            TagStore(database).add(f"标/{number}", ids[number::10])
        TopicStore(database).create("专题", "导言。")
        TopicStore(database).add("专题", ids[::-3])
    return path


def test_a_cancel_keeps_what_is_done_and_the_next_call_goes_on(mine: Archive, large: Path) -> None:
    def stop(done: int, total: int | None, note: str = "") -> None:
        if done >= 400:
            raise Cancelled

    result = mine.importing.run([large], stop)
    assert result.cancelled
    assert 0 < mine.info.articles < 1000
    mine.importing.run([large])
    assert content(mine.path) == content(large)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_killed_merges_end_as_if_nothing_had_happened(tmp_path: Path, large: Path) -> None:
    chance = random.Random(3)
    path = tmp_path / "killed.db"
    Archive.create(path, "被打断的", cache=tmp_path / "cache").close()
    command = [sys.executable, "-m", "ztviewer", "import", str(path), str(large)]
    for _attempt in range(5):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(
            chance.uniform(0.4, 1.5)
        )  # the moment of the kill is what is tried, not something waited for
        process.send_signal(signal.SIGKILL)
        process.wait()
    archive = Archive.open(path, cache=tmp_path / "cache")
    archive.importing.run([large])
    assert content(path) == content(large)
    assert archive.verifying.run() == []
    archive.close()
