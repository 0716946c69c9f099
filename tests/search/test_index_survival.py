"""Neither a kill nor a flipped byte makes the index answer wrongly: it opens as it was, or says that it cannot."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.search.documents import document, random_document
from ztviewer.core.article import ArticleId, Document
from ztviewer.core.errors import IndexUnusable
from ztviewer.core.query import Phrase, Prefix, Request, Words
from ztviewer.search.index import Index

ROUND = 25
"""documents that a turn of the child process writes"""

KILLS = 8
FLIPS = 300
QUERIES = (Phrase("镇江"), Phrase("高新区"), Phrase("区"), Words("镇江人才"), Prefix("dan"))

CHILD = """
import sys
from pathlib import Path
from tests.search.test_index_survival import written
from ztviewer.search.index import Index

index = Index.open(Path(sys.argv[1]))
print("open", flush=True)
while True:
    turn = index.seen + 1
    index.update(*written(turn), turn)
    if turn % 5 == 0:
        index.compact()
"""


def written(turn: int) -> tuple[list[Document], list[ArticleId]]:
    """What a turn writes: new documents, a replaced one, and one that is gone."""
    first = turn * ROUND
    new = [document(number, f"第{number}号", f"镇江第{turn}轮") for number in range(first, first + ROUND)]
    return [*new, document(1, "", f"扬州第{turn}轮")], [ArticleId(first - 1)]


def expected(rounds: int) -> set[int]:
    """The ids that are there after some rounds."""
    there = {1} if rounds else set()
    for turn in range(1, rounds + 1):
        documents, gone = written(turn)
        there = (there - set(gone)) | {each.id for each in documents}
    return there


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_a_killed_writer_leaves_the_last_commit_whole(tmp_path: Path, project_root: Path) -> None:
    chance = random.Random(3)
    folder = tmp_path / "index"
    Index.create(folder).close()
    seen = kills = 0
    while kills < KILLS or seen <= KILLS:  # a busy machine needs more of them to get so far
        kills += 1
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, folder], cwd=project_root, stdout=subprocess.PIPE, text=True
        )
        with child:
            assert child.stdout is not None
            assert child.stdout.readline() == "open\n"
            time.sleep(chance.uniform(0, 0.4))  # the moment of the kill is what is tried
            child.send_signal(signal.SIGKILL)
        index = Index.open(folder)
        assert index.seen >= seen
        seen = index.seen
        assert set(index.find(Request()).ids) == expected(seen)
        last = set(index.find(Request(Phrase(f"第{seen}轮"))).ids)
        assert last == ({each.id for each in written(seen)[0]} if seen else set())
        index.close()
    index = Index.open(folder)
    index.update([], [], seen)  # removes what the killed left behind
    index.close()
    assert len(list(folder.glob("*.arrays"))) <= 8 * 8


def test_a_flipped_byte_is_found_out(tmp_path: Path) -> None:
    chance = random.Random(4)
    good = tmp_path / "good"
    index = Index.create(good)
    for first in (1, 101):
        index.update([random_document(chance, number) for number in range(first, first + 100)], [], first)
    index.update([], [ArticleId(number) for number in range(1, 50, 7)], 300)
    answers = [list(index.find(Request(query)).ids) for query in QUERIES]
    index.close()
    files = sorted(path.name for path in good.iterdir() if path.stat().st_size)
    found_out = 0
    for attempt in range(FLIPS):
        bad = tmp_path / str(attempt)
        shutil.copytree(good, bad)
        path = bad / chance.choice(files)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        try:
            index = Index.open(bad)
            assert index.seen == 300
            assert [list(index.find(Request(query)).ids) for query in QUERIES] == answers
        except IndexUnusable:
            found_out += 1
        else:
            index.close()
        shutil.rmtree(bad)
    assert found_out > FLIPS // 2


def test_the_lock_of_a_dead_program_does_not_block(tmp_path: Path, project_root: Path) -> None:
    folder = tmp_path / "index"
    Index.create(folder).close()
    holding = (
        "import sys, time; from pathlib import Path; from ztviewer.search.folder import Folder\n"
        "lock = Folder(Path(sys.argv[1])).lock('MAIN_WRITELOCK'); assert lock.acquire(); print('held', flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, folder], cwd=project_root, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        child.kill()
    index = Index.open(folder)
    index.update([document(1, "镇江")], [], 1)
    assert list(index.find(Request(Phrase("镇江"))).ids) == [1]
    index.close()


def test_a_window_sees_what_another_program_commits(tmp_path: Path) -> None:
    writer = Index.create(tmp_path)
    reader = Index.open(tmp_path)
    for turn in range(1, 20):
        writer.update([document(turn, "镇江")], [], turn)
    deadline = time.monotonic() + 10
    while reader.seen < 19 and time.monotonic() < deadline:
        pass
    assert len(reader.find(Request(Phrase("镇江"))).ids) == 19
    reader.close()
    writer.close()
