"""Engines at work in processes of their own, timed there, and watched from outside through `/proc` (so on Linux only)."""

import multiprocessing
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from tests.benchmarks.corpus import documents
from tests.benchmarks.engines import engine
from tests.benchmarks.questions import Question

LOOK_EVERY = 0.25
"""seconds: each look takes some milliseconds of what is watched"""

_MIB = 1024
"""KiB"""


@dataclass(frozen=True, slots=True)
class Built:
    """How an index was built."""

    seconds: float
    """from the first line read to the last byte written"""
    peak_mib: float
    """memory of all processes together, without mapped files"""
    size: int
    """bytes in the folder"""


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer."""

    ms: float
    total: int


class Worker:
    """A process that serves one engine; made anew, it knows nothing of earlier ones."""

    def __init__(self, name: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, name))
        self._process.start()
        theirs.close()
        self._pipe.recv()  # it has imported all it needs

    def build(self, path: Path, count: int, folder: Path) -> Built:
        """Index the first `count` articles of a file in a new folder."""
        folder.mkdir(parents=True)
        self._pipe.send(("build", (path, count, folder)))
        peak = 0.0
        while not self._pipe.poll(LOOK_EVERY):
            peak = max(peak, sum(map(private_kib, family(self._process.pid or 0))) / _MIB)
        return Built(self._pipe.recv(), peak, folder_bytes(folder))

    def first(self, folder: Path, question: Question) -> Timed | None:
        """Open an index and answer a first question, all in the time."""
        return cast(Timed | None, self._call("first", folder, question))

    def open(self, folder: Path) -> None:
        """Open an index."""
        self._call("open", folder)

    def ask(self, questions: Sequence[Question]) -> list[Timed | None]:
        """Time each answer; None for what the engine cannot do."""
        return cast(list[Timed | None], self._call("ask", questions))

    def own_mib(self) -> float:
        """The memory of the process that is no mapped file."""
        return _status_kib(self._process.pid or 0, "RssAnon") / _MIB

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join()

    def _call(self, verb: str, *arguments: object) -> object:
        self._pipe.send((verb, arguments))
        return self._pipe.recv()


def _serve(pipe: Connection, name: str) -> None:
    serving = _Serving(name)
    pipe.send(None)
    with suppress(EOFError):
        while True:
            verb, arguments = pipe.recv()
            pipe.send(getattr(serving, verb)(*arguments))


class _Serving:
    """What a worker can be asked to do."""

    def __init__(self, name: str) -> None:
        self._engine = engine(name)

    def build(self, path: Path, count: int, folder: Path) -> float:
        began = time.perf_counter()
        self._engine.build(documents(path, count), folder)
        return time.perf_counter() - began

    def open(self, folder: Path) -> None:
        self._engine.open(folder)

    def first(self, folder: Path, question: Question) -> Timed | None:
        began = time.perf_counter()
        self._engine.open(folder)
        answer = self._engine.read(question)
        total = answer() if answer else None
        return None if total is None else Timed((time.perf_counter() - began) * 1000, total)

    def ask(self, questions: Iterable[Question]) -> list[Timed | None]:
        return [self._timed(question) for question in questions]

    def _timed(self, question: Question) -> Timed | None:
        answer = self._engine.read(question)
        if answer is None:
            return None
        began = time.perf_counter()
        total = answer()
        return Timed((time.perf_counter() - began) * 1000, total)


def openings(name: str, folder: Path, questions: Sequence[Question]) -> list[float]:
    """Milliseconds from opening an index to the answer of each question, each in a new process."""
    times: list[float] = []
    for question in questions:
        worker = Worker(name)
        timed = worker.first(folder, question)
        worker.close()
        times += [timed.ms] if timed else []
    return times


def percentile(timed: Sequence[Timed]) -> float:
    """The 95th percentile in milliseconds."""
    return sorted(one.ms for one in timed)[(len(timed) * 95 - 1) // 100]


def folder_bytes(folder: Path) -> int:
    """The size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def family(process: int) -> list[int]:
    """A process and all that it started, and those started in turn."""
    found = [process]
    for each in found:
        for path in Path(f"/proc/{each}/task").glob("*/children"):
            with suppress(OSError):  # the thread has ended
                found += map(int, path.read_text("ascii").split())
    return found


def private_kib(process: int) -> int:
    """Memory that is no mapped file; what processes share counts in parts that add up."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))


def cpu_seconds(process: int) -> float:
    """Processor time that a process has taken; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _status_kib(process: int, key: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:"))
