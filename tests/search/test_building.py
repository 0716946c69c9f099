"""Many changes are followed in processes of their own, and merged beside: stopped anywhere, nothing wrong is left."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.search.documents import document, random_document, random_query
from tests.search.test_merger import content
from ztviewer.core.article import ArticleId, Document, State
from ztviewer.core.errors import Cancelled, IndexUnusable
from ztviewer.core.progress import silent
from ztviewer.core.query import Everything, Phrase, Request
from ztviewer.search import building
from ztviewer.search.building import Building, Step
from ztviewer.search.folder import Folder
from ztviewer.search.generations import Commit, crowded
from ztviewer.search.index import Index
from ztviewer.search.locking import exclusive
from ztviewer.search.merging import merge, new_path
from ztviewer.search.writers import WriterProcess


def steps(documents: Sequence[Document], size: int) -> Iterator[Step]:
    """The documents, so many a step; each step's number is that of its last document."""
    for first in range(0, len(documents), size):
        few = documents[first : first + size]
        yield Step(few, [each.id for each in few], few[-1].id)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of few characters, so that a few documents make many."""
    monkeypatch.setattr(building, "_SEGMENT_CHARACTERS", 400)
    monkeypatch.setattr(building, "_BATCH_CHARACTERS", 100)


@pytest.fixture
def documents() -> list[Document]:
    chance = random.Random(8)
    return [random_document(chance, number) for number in range(1, 121)]


@pytest.mark.usefixtures("small")
def test_processes_write_what_one_writes(tmp_path: Path, documents: list[Document]) -> None:
    built, written = Index.create(tmp_path / "built"), Index.create(tmp_path / "written")
    built.build(steps(documents, 7), silent)
    assert len(list((tmp_path / "built").glob("*.arrays"))) > 8
    built.compact()
    written.update(documents, [], 120)
    assert built.seen == written.seen == 120
    chance = random.Random(9)
    for query in [random_query(chance) for _ in range(60)]:
        answers = [list(index.find(Request(query)).ids) for index in (built, written)]
        assert answers[0] == answers[1]
    built.close()
    written.close()
    assert content(tmp_path / "built") == content(tmp_path / "written")
    assert not list((tmp_path / "built").glob("new-*"))


@pytest.mark.usefixtures("small")
def test_what_changes_again_while_it_is_built_counts_as_it_came_last(
    tmp_path: Path, documents: list[Document]
) -> None:
    later = [replace(each, title="后来", state=State.ACTIVE) for each in documents[:10]]
    gone = Step([], [ArticleId(number) for number in range(20, 30)], 500)
    index = Index.create(tmp_path)
    index.build([*steps(documents, 50), *steps(later, 5), gone], silent)
    assert index.seen == 500
    assert set(index.find(Request(Phrase("后来"))).ids) == {each.id for each in later}
    assert index.documents() == len(documents) - 10
    index.close()


@pytest.mark.usefixtures("small")
def test_a_step_counts_whole_or_not_at_all(tmp_path: Path, documents: list[Document]) -> None:
    """A step of many files, broken off amid them, leaves the index as it was."""

    def breaks() -> Iterator[Document]:
        yield from documents[10:110]
        raise Cancelled

    index = Index.create(tmp_path)
    broken = Step(breaks(), [each.id for each in documents[:110]], 110)
    with pytest.raises(Cancelled):
        index.build([*steps(documents[:10], 10), broken], silent)
    assert index.seen in (0, 10)
    assert index.documents() == index.seen
    assert not list(tmp_path.glob("new-*"))
    index.build(steps(documents[index.seen :], 10), silent)
    assert set(index.find(Request(Everything())).ids) <= {each.id for each in documents}
    assert index.documents() == len(documents)
    index.close()


def test_a_build_is_given_up_while_it_waits(tmp_path: Path, documents: list[Document]) -> None:
    def give_up(done: int, total: int | None, note: str = "") -> None:
        raise Cancelled

    index = Index.create(tmp_path)
    with pytest.raises(Cancelled):
        index.build(steps(documents, 50), give_up)
    assert (index.seen, index.documents()) == (0, 0)
    index.close()


def test_a_writer_that_dies_is_told_of(tmp_path: Path) -> None:
    started: list[WriterProcess] = []

    def start() -> WriterProcess:
        started.append(WriterProcess())
        return started[-1]

    def kill() -> None:
        started[0].close()

    def name() -> Path:
        return new_path(tmp_path)

    def texts() -> Iterator[Document]:
        yield document(1, "镇江")
        kill()

    with Building(start, 1, name, lambda: None) as builder:
        written = builder.written([Step(texts(), [], 1)])
        with pytest.raises(IndexUnusable):
            next(written)


def test_what_goes_wrong_in_another_process_is_told_here(tmp_path: Path) -> None:
    writer = WriterProcess()
    writer.invert([document(1, "镇江")])
    writer.write(tmp_path / "nowhere" / "file")
    with pytest.raises(FileNotFoundError):
        writer.result(lambda: None)
    writer.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_writers_end_with_the_program_that_started_them(project_root: Path) -> None:
    starting = (
        "import time; from ztviewer.search.writers import WriterProcess\n"
        "writer = WriterProcess(); writer.invert([]); print(writer._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", starting], cwd=project_root, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        writer = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while _lives(writer):
        assert time.monotonic() < deadline


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z")


def test_an_update_answers_before_anything_is_merged(tmp_path: Path) -> None:
    index = Index.create(tmp_path)
    for number in range(1, 200):
        index.update([document(number, f"第{number}号")], [], number)
        assert len(index.find(Request(Phrase(f"第{number}号"))).ids) == 1
        assert index.documents() == number
    index.close()
    again = Index.open(tmp_path)
    assert set(again.find(Request(Everything())).ids) == set(range(1, 200))
    assert not crowded(again._snapshot.segments, far=True)
    again.close()


def test_what_is_deleted_while_its_segment_is_merged_stays_deleted(
    tmp_path: Path, documents: list[Document]
) -> None:
    index = Index.create(tmp_path)
    for first in range(0, 20, 5):
        index.update(documents[first : first + 5], [ArticleId(first)], first + 5)
    before = index._snapshot
    merged = new_path(tmp_path)
    with exclusive(tmp_path, lambda: None):
        count = merge(Folder(tmp_path), merged, before.segments, 1, lambda: None)
        index.update([document(3, "新的三号")], [ArticleId(4), ArticleId(17)], 99)
        commit = Commit(Folder(tmp_path), before.files)
        assert commit.replace(before.segments, merged, count)
        commit.finish(commit.seen)
        commit.close()
    index.close()
    again = Index.open(tmp_path)
    assert again.seen == 99
    assert set(again._snapshot.columns.ids[again._snapshot.live].tolist()) == set(range(1, 21)) - {
        5,
        10,
        15,
        4,
        17,
    }
    assert list(again.find(Request(Phrase("新的三号"))).ids) == [3]
    assert len(again._snapshot.segments) == 2
    again.close()


def test_a_merged_file_is_dropped_when_its_segments_are_no_more(
    tmp_path: Path, documents: list[Document]
) -> None:
    index = Index.create(tmp_path)
    for first in (0, 10):
        index.update(documents[first : first + 10], [], first + 10)
    before = index._snapshot
    index.compact()
    commit = Commit(Folder(tmp_path), before.files)
    assert not commit.replace(before.segments, new_path(tmp_path), 20)
    commit.close()
    assert index.documents() == 20
    index.close()
