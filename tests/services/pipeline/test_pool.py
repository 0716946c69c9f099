"""Documents come out of many processes once each and in order, whatever becomes of those processes."""

import json
import multiprocessing
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleId
from ztviewer.core.importing import ImportOptions
from ztviewer.importers import Rejected
from ztviewer.services.pipeline import Pool, Result, Setup, units
from ztviewer.services.pipeline.units import Extracted, Unit

SETUP = Setup(ImportOptions(), "en", None, ArticleId(0))


def results(pool: Pool) -> Iterator[Result]:
    while (taken := pool.take(1)) is not None:
        yield from taken.documents


def text(number: int) -> str:
    return f"第{number}号\n来源:甲报 | 2021-03-08\n  正文说的是渡口{number}。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Text files, and a JSON Lines file among them that is read in stretches."""
    made = tmp_path_factory.mktemp("documents")
    for number in range(150):
        (made / f"{number:03}.txt").write_text(text(number), "utf-8")
    with (made / "075.jsonl").open("w", encoding="utf-8") as file:
        for number in range(6000):
            row = {"title": f"行{number}", "body": f"第{number}行说的事。" * 40}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return made


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[str]:
    lines = [f"{folder / '075.jsonl'}:{number}" for number in range(1, 6001)]
    names = [str(folder / f"{number:03}.txt") for number in range(150)]
    return [*names[:75], *lines, *names[75:]]


def test_documents_come_in_order_from_stretches_and_files(folder: Path, expected: list[str]) -> None:
    with Pool(units([folder]), SETUP, processes=3) as pool:
        found = list(results(pool))
    assert [one.path for one in found] == expected
    assert all(isinstance(one, Extracted) for one in found)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_whatever_ends_a_process_every_document_is_accounted_for(folder: Path, expected: list[str]) -> None:
    found: list[Result] = []
    with Pool(units([folder]), SETUP, processes=2) as pool:
        for document in results(pool):
            found.append(document)
            if len(found) % 1500 == 30:
                for process in multiprocessing.active_children()[:1]:
                    process.kill()
    paths = [one.path for one in found if isinstance(one, Extracted)]
    assert [path for path in expected if path in set(paths)] == paths  # in order, and none twice
    missing = set(expected) - {one.path for one in found}
    assert not {path for path in missing if path.endswith(".txt")}
    rejected = [one for one in found if not isinstance(one, Extracted)]
    assert len(missing) <= 600 * len(rejected)  # a stretch that could not be saved stands for its lines


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed this way there")
def test_a_process_that_ends_while_it_waits_takes_nothing_with_it(tmp_path: Path) -> None:
    names = [tmp_path / f"{number}.txt" for number in range(8)]
    for number, name in enumerate(names):
        name.write_text(text(number), "utf-8")

    def one_by_one() -> Iterator[Unit]:
        for number, name in enumerate(names):
            if number == len(names) - 2:  # the pool asks for no more while one is read
                time.sleep(1)  # so that it is through
                for process in multiprocessing.active_children():
                    process.kill()
            yield from units([name])

    with Pool(one_by_one(), SETUP, processes=1) as pool:
        found = list(results(pool))
    assert [one.path for one in found] == [str(name) for name in names]
    assert all(isinstance(one, Extracted) for one in found)


def test_a_document_that_takes_too_long_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), "utf-8")
    (tmp_path / "b.html").write_text("<html><body>" + "<p>这一段很慢。" * 200_000, "utf-8")
    (tmp_path / "c.txt").write_text(text(3), "utf-8")
    with Pool(units([tmp_path]), SETUP, processes=1, seconds=0.5) as pool:
        found = list(results(pool))
    assert [Path(one.path).name for one in found] == ["a.txt", "b.html", "c.txt"]
    assert isinstance(found[1], Rejected)
    assert "longer" in found[1].reason


def test_a_caller_that_stops_is_not_waited_for(folder: Path) -> None:
    with Pool(units([folder]), SETUP, processes=1) as pool:
        next(results(pool))
    assert not multiprocessing.active_children()
