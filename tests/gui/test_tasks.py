"""Work leaves the GUI thread, and its result comes back to it."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from ztviewer.core.errors import Refused, ZTViewerError
from ztviewer.core.progress import Progress
from ztviewer.gui.tasks import TaskRunner


@pytest.fixture
def tasks(qapp: object) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()
    runner.wait()


def _echo(number: int, _progress: Progress) -> int:
    return number


def test_work_runs_elsewhere_and_its_result_arrives_on_the_gui_thread(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    threads: list[int] = []

    def work(_progress: Progress) -> int:
        threads.append(threading.get_ident())
        return 42

    results: list[tuple[int, int]] = []
    tasks.run(work, lambda result: results.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(42, threading.get_ident())]
    assert threads[0] != threading.get_ident()


def test_tasks_run_in_the_order_they_were_given(qtbot: QtBot, tasks: TaskRunner) -> None:
    order: list[int] = []
    for number in range(50):
        tasks.run(partial(_echo, number), order.append)
    qtbot.waitUntil(lambda: len(order) == 50)
    assert order == list(range(50))


def test_a_newer_task_of_the_same_key_makes_the_older_ones_superfluous(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    begun, go_on, arrived = threading.Event(), threading.Event(), list[str]()

    def slow(_progress: Progress) -> str:
        begun.set()
        go_on.wait(10)
        return "first"

    tasks.run(slow, arrived.append, key="find")
    assert begun.wait(10)
    tasks.run(lambda _p: "second", arrived.append, key="find")
    tasks.run(lambda _p: "third", arrived.append, key="find")
    tasks.run(lambda _p: "other", arrived.append, key="lines")
    go_on.set()
    qtbot.waitUntil(lambda: "other" in arrived)
    assert arrived == ["third", "other"]


def test_an_error_of_ours_goes_to_whoever_asked_and_a_bug_to_everyone(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    def refuse(_progress: Progress) -> None:
        raise Refused("There is a tag of that name.")

    mine: list[ZTViewerError] = []
    tasks.run(refuse, failed=mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    with qtbot.waitSignal(tasks.erred) as refused:
        tasks.run(refuse)
    with qtbot.waitSignal(tasks.erred) as bug:
        tasks.run(lambda _p: 1 // 0, failed=mine.append)
    assert len(mine) == 1
    assert [type(signal.args[0]) for signal in (refused, bug) if signal.args] == [Refused, ZeroDivisionError]


def test_a_long_task_reports_and_can_be_stopped(qtbot: QtBot, tasks: TaskRunner) -> None:
    stopped = threading.Event()

    def endless(progress: Progress) -> None:
        done = 0
        try:
            while True:
                progress(done, None, "counting")
                done += 1
        finally:
            stopped.set()

    with qtbot.waitSignals([tasks.longStarted, tasks.longProgressed]):
        tasks.run_long("Counting", endless)
    quick: list[int] = []
    tasks.run(lambda _p: 1, quick.append)
    qtbot.waitUntil(lambda: bool(quick))  # the long task holds nobody up
    with qtbot.waitSignal(tasks.longEnded):
        tasks.cancel_long()
    assert stopped.is_set()
    assert not tasks.long_busy


def test_after_closing_nothing_is_delivered_and_the_last_thing_is_done(qtbot: QtBot, qapp: object) -> None:
    tasks, arrived, last = TaskRunner(), list[int](), threading.Event()
    tasks.run(lambda _p: 1, arrived.append)
    tasks.close(last.set)
    tasks.wait()
    tasks.run(lambda _p: 2, arrived.append)
    qtbot.wait(10)
    assert last.is_set()
    assert arrived == []
    assert not tasks.alive
