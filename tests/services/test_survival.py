"""A kill at any moment loses nothing that had been reported as done, and the next start works."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.import_kills import killed_and_gone_on
from tests.benchmarks.mixed import make, rows
from ztviewer.core.article import ArticleId
from ztviewer.core.query import Request
from ztviewer.services.archive import Archive

ARTICLES = 1500


def killed(arguments: Sequence[object], cache: Path, after: float) -> None:
    """Start a command and kill it without warning, unless it was faster."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ztviewer", *map(str, arguments)],
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    time.sleep(after)  # the moment of the kill is what is tried, not something waited for
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented articles, each with a word of its own."""
    path = tmp_path_factory.mktemp("lines") / "articles.jsonl"
    rows = (
        {"title": f"第{number}号", "body": f"港城纪事{number}。\n" + "江水东流。" * 40}
        for number in range(ARTICLES)
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def found(archive: Archive, text: str) -> list[ArticleId]:
    answer = archive.searching.find(Request(archive.searching.read(text).query))
    assert answer.indexed
    return list(answer.ids)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_killed_imports_lose_nothing_that_was_reported(tmp_path: Path, lines: Path) -> None:
    chance = random.Random(1)
    path, report = tmp_path / "archive.db", tmp_path / "report.jsonl"
    Archive.create(path, "被打断的", cache=tmp_path).close()
    reported: set[int] = set()
    for _attempt in range(12):
        killed(["import", path, lines, "--report", report], tmp_path, chance.uniform(0.2, 1.2))
        if report.exists():
            whole = report.read_text("utf-8", errors="replace").rpartition("\n")[0].splitlines()
            reported |= {json.loads(line)["article_id"] for line in whole}
        archive = Archive.open(path, cache=tmp_path)
        assert reported <= set(found_by_browsing(archive))
        archive.close()
    archive = Archive.open(path, cache=tmp_path)
    archive.importing.run([lines])
    assert archive.info.articles == ARTICLES
    assert archive.reprinting.waiting() == 0
    assert archive.verifying.run() == []
    archive.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_an_import_that_is_gone_on_with_is_as_if_it_had_not_been_killed(tmp_path: Path) -> None:
    """`make bench-import-kills` does the same to more documents, more often."""
    source = make(tmp_path / "documents", 150)
    whole = Archive.create(tmp_path / "whole.db", "被打断的", cache=tmp_path)
    assert whole.importing.run([source]).added > 100
    whole.close()
    chance = random.Random(4)
    for attempt in range(3):
        archive = tmp_path / f"{attempt}.db"
        killed_and_gone_on(source, archive, chance.uniform(0.4, 2.0), tmp_path)
        assert rows(archive) == rows(tmp_path / "whole.db")


def found_by_browsing(archive: Archive) -> list[ArticleId]:
    return list(archive.searching.find(Request()).ids)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_killed_index_builds_and_taggings_leave_an_index_that_is_right(tmp_path: Path, lines: Path) -> None:
    chance = random.Random(2)
    path, cache = tmp_path / "archive.db", tmp_path / "cache"
    archive = Archive.create(path, "被打断的", cache=cache / "ztviewer")
    archive.importing.run([lines])
    archive.close()
    for attempt in range(12):
        command = ["tag", "add", path, f"标/{attempt}", "--query", "纪事"] if attempt % 2 else ["index", path]
        killed(command, cache, chance.uniform(0.3, 2.0))
        archive = Archive.open(path, cache=cache / "ztviewer")
        for tag in archive.tagging.tags():
            assert tag.articles in (0, ARTICLES)  # whole or not at all
        archive.close()
    archive = Archive.open(path, cache=cache / "ztviewer")
    archive.indexing.bring_up_to_date()
    assert len(found(archive, "纪事")) == ARTICLES
    for tag in archive.tagging.tags():
        assert len(found(archive, f"tag:{tag.path}")) == tag.articles
    assert archive.verifying.run() == []
    archive.close()
