"""Transactions: whole or not at all, from many threads, from two programs, and under `kill -9`."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.conftest import ticking
from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.errors import ArchiveBusy, ArchiveError, Refused
from ztviewer.storage import (
    ArticleStore,
    ChangeLog,
    Database,
    EventStore,
    TagStore,
    TopicStore,
    check,
    info,
    meta,
)

WRITER = """
import sys
from contextlib import nullcontext
from pathlib import Path
sys.path[:] = sys.argv[4:]
from ztviewer.core.article import ArticleDraft
from ztviewer.storage import ArticleStore, Database, TagStore
with Database.open(Path(sys.argv[1])) as database, database.bulk() if sys.argv[3] == "bulk" else nullcontext():
    articles, tags = ArticleStore(database), TagStore(database)
    for number in range(int(sys.argv[2]), 1000000):
        added = articles.add([ArticleDraft(f"{number}-{part}", f"<p>{number}</p>") for part in range(5)])
        tags.add(f"批/{number}", [article.id for article in added])
        print(number, flush=True)
"""


def program(code: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments), *sys.path], stdout=subprocess.PIPE, text=True
    )


def test_a_transaction_that_fails_leaves_nothing(database: Database, articles: ArticleStore) -> None:
    def drafts() -> Iterator[ArticleDraft]:
        yield ArticleDraft("好", "<p>x</p>")
        raise KeyError("the importer broke")

    with pytest.raises(KeyError):
        articles.add(drafts())
    with pytest.raises(Refused, match="needs a title"):
        articles.add([ArticleDraft("好", "<p>x</p>"), ArticleDraft("\u200b\0 ", "<p>y</p>")])
    assert articles.all_ids() == []
    assert ChangeLog(database).last() == 0


def test_transactions_do_not_nest(database: Database, articles: ArticleStore) -> None:
    with database.transaction(), pytest.raises(RuntimeError):
        articles.add([ArticleDraft("t", "<p>x</p>")])


def test_a_transaction_sees_its_own_changes_and_nobody_elses(
    database: Database, articles: ArticleStore
) -> None:
    seen: list[int] = []
    with database.transaction() as connection:
        connection.execute("INSERT INTO tag (path, key) VALUES ('x', 'x')")
        assert len(TagStore(database).all()) == 1
        other = threading.Thread(target=lambda: seen.append(len(TagStore(database).all())))
        other.start()
        other.join()
    assert seen == [0]
    assert len(TagStore(database).all()) == 1


def test_many_threads_read_and_write_at_once(database: Database) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            store, tags = ArticleStore(database), TagStore(database)
            for step in range(10):
                added = store.add([ArticleDraft(f"{number}-{step}", "<p>x</p>")])
                tags.add(f"线程/{number}", [added[0].id])
                assert store.get(added[0].id).tags == (f"线程/{number}",)
                assert len(store.summaries(store.all_ids())) >= step
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ArticleStore(database).count() == 60
    assert [tag.articles for tag in TagStore(database).all()] == [60] + [10] * 6


def test_two_programs_write_to_one_archive(path: Path) -> None:
    Database.create(path, title="t").close()
    with Database.open(path) as database:
        others = [program(WRITER, path, first, how) for first, how in ((0, "single"), (500_000, "bulk"))]
        for other in others:
            assert other.stdout is not None
            for _line in range(10):
                other.stdout.readline()
                ArticleStore(database).add([ArticleDraft(f"{other.pid}-{_line}", "<p>own</p>")])
        for other in others:
            other.send_signal(signal.SIGTERM)
            other.communicate()
        assert ArticleStore(database).count() >= 120
        assert check(database) == []
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_programs_long_transaction_makes_a_write_busy_and_not_a_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ztviewer.storage.database.BUSY_SECONDS", 0.1)
    Database.create(path, title="t").close()
    with Database.open(path) as one, Database.open(path) as other, one.transaction():
        assert ArticleStore(other).count() == 0
        with pytest.raises(ArchiveBusy, match="Another program is writing"):
            ArticleStore(other).add([ArticleDraft("t", "<p>x</p>")])


def test_what_is_written_in_bulk_is_put_in_its_place_meanwhile_and_the_log_begins_anew(
    path: Path, database: Database
) -> None:
    topics, size = TopicStore(database), 500_000
    with database.bulk():
        for number in range(60):
            topics.create(str(number), f"{number % 10}" * size)
            threading.Event().wait(0.01)  # as long as it takes to read the next articles
        assert path.stat().st_size > 30 * size
        assert path.with_name(f"{path.name}-wal").stat().st_size < 30 * size
    assert [topic.introduction for topic in topics.all()] == [f"{number % 10}" * size for number in range(60)]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
@pytest.mark.parametrize("how", ["single", "bulk"])
def test_nothing_that_was_reported_is_lost_to_kill_9(path: Path, how: str) -> None:
    Database.create(path, title="t").close()
    chance, reported = random.Random(2), 0
    for _round in range(20):
        writer = program(WRITER, path, reported + 1, how)
        assert writer.stdout is not None
        for _line in range(chance.randint(1, 12)):
            reported = int(writer.stdout.readline())
        threading.Event().wait(
            chance.random() * 0.004
        )  # no wait for anything: the moment must be a random one
        writer.kill()
        rest = writer.communicate()[0].split()
        reported = int(rest[-1]) if rest else reported
        with Database.open(path) as database:
            tags = [tag for tag in TagStore(database).all() if tag.path != "批"]
            # What was under way may have come through; then it did so whole.
            assert len(tags) >= reported
            assert {tag.articles for tag in tags} == {5}
            assert ArticleStore(database).count() % 5 == 0
    with Database.open(path) as database:
        assert check(database) == []
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_a_program_killed_while_it_makes_an_archive_leaves_a_whole_one_or_none(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
sys.path[:] = sys.argv[2:]
from ztviewer.storage import Database
print("ready", flush=True)
Database.create(Path(sys.argv[1]), title="t").close()
"""
    chance = random.Random(3)
    for number in range(10):
        path = tmp_path / f"{number}.db"
        maker = program(code, path)
        assert maker.stdout is not None
        maker.stdout.readline()
        threading.Event().wait(chance.random() * 0.02)
        maker.kill()
        maker.communicate()
        try:
            with Database.open(path) as database:
                assert meta(database).title == "t"
        except ArchiveError:
            assert not path.exists() or path.stat().st_size == 0


def test_an_archive_describes_itself(database: Database) -> None:
    database.describe({"creator": "资料室", "description": "第一行\n第二行", "rights": "x"})
    database.describe({"rights": "", "title": "新名\0"})
    told = meta(database)
    assert (told.uid, told.title, told.creator, told.description, told.rights) == (
        "test",
        "新名",
        "资料室",
        "第一行\n第二行",
        None,
    )
    assert told.created == "2024-05-14T09:30:03+08:00"
    for wrong in ({"identifier": "x"}, {"colour": "x"}, {"title": " "}):
        with pytest.raises(Refused):
            database.describe(wrong)
    assert [event.kind for event in EventStore(database).of(None)] == [
        "creation",
        "metadata modification",
        "metadata modification",
    ]


def test_compacting_changes_no_content(path: Path) -> None:
    with Database.create(path, title="t", clock=ticking(), agent="a") as database:
        store = ArticleStore(database)
        ids = [added.id for added in store.add(ArticleDraft(f"{n}", "<p>长</p>" * 500) for n in range(50))]
        with database.transaction() as connection:
            connection.execute("DELETE FROM article WHERE id > 10")
        database.compact()
        assert store.all_ids() == ids[:10]
        assert store.add([ArticleDraft("new", "<p>x</p>")])[0].id == ArticleId(51)
    with Database.open(path) as database:
        assert info(database).size_bytes == path.stat().st_size < 300_000
        assert check(database) == []
