"""Many processes read, one at a time is heard: their documents come out in order, in bounded memory, whatever ends.

A thread of its own feeds the processes and listens, so that they go on while the caller stores what it has taken.
"""

import itertools
import multiprocessing
import os
import pickle
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self, cast

from ztviewer.importers.base import Rejected, Span
from ztviewer.importers.source import Content, shown
from ztviewer.importers.walk import Found
from ztviewer.services.pipeline.messages import Batch, Done, Failed, Message, Stretches
from ztviewer.services.pipeline.process import SECONDS, Process
from ztviewer.services.pipeline.units import Result, Setup, Unit

HELD_BYTES = 64 * 1024 * 1024
"""What may wait to be taken; with more, only the process whose turn it is is listened to."""

_AHEAD = 4
"""Units laid out for each process, beside those that are being read."""
_CROWD = 200
"""Units laid out at which no more stretches of a file are asked for."""
_STILLBORN = 5
"""Processes in a row that may end before they are ready."""
_PATIENCE = 0.05
"""Seconds between two looks at what is overdue, or was told by the caller."""


@dataclass(eq=False, slots=True)
class _Slot:
    """A unit in its turn."""

    unit: Unit
    process: Process | None = None
    batches: deque[bytes] = field(default_factory=deque)
    divided: bool = False
    finished: int = 0
    """files that are through since the unit was sent last"""
    paths: set[str] = field(default_factory=set)
    """documents of the file after those"""
    unbegun: bool = False
    """whether a process has ended before it began with the unit"""
    done: bool = False

    def take(self, batch: Batch, data: bytes) -> None:
        """Keep what was read."""
        self.batches.append(data)
        if batch.finished != self.finished:
            self.finished = batch.finished
            self.paths.clear()
        self.paths.update(batch.paths)

    def again(self, reason: str, at: str | None) -> int:
        """Let the unit be read on where it ended, without the document `at` which that happened.

        Where no document was begun, the process may have ended by itself: the second time, it is the file, as it is
        where knowing the document has not helped. Returns the bytes that are held for it.
        """
        held = 0
        unit = self.unit
        files, passed = unit.files[self.finished :], self.paths
        if not self.finished:
            passed = passed | unit.passed
        if files and (self.unbegun if at is None else at in unit.fatal):
            (name, *_rest), files, passed = files, files[1:], set()
            self.batches.append(pickle.dumps([Rejected(_place(name, unit.span), reason)]))
            held = len(self.batches[-1])
        elif at is not None:
            unit = replace(unit, fatal={**unit.fatal, at: reason})
        self.unbegun = at is None and not self.unbegun
        self.unit = replace(unit, files=files, passed=frozenset(passed))
        self.process, self.finished, self.paths, self.done = None, 0, set(), not files
        return held


def _place(found: Found | Rejected, span: Span | None) -> str:
    place = found.path if isinstance(found, Rejected) else shown(found.path)
    return place if span is None else f"{place}:{span.first}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What comes next: documents, and how many bytes of files are through with them."""

    documents: list[Result]
    size: int


class Pool:
    """Reads units; `take` gives what comes of them, in order."""

    def __init__(
        self, units: Iterator[Unit], setup: Setup, processes: int | None = None, seconds: float = SECONDS
    ) -> None:
        self._units = units
        self._setup = setup
        self._most = processes or os.cpu_count() or 1
        self._seconds = seconds
        self._context = multiprocessing.get_context("spawn")
        self._starting: set[Process] = set()
        self._stillborn = 0
        self._processes: dict[Process, _Slot | None] = {}  # those that have started, and what each is at
        self._slots: deque[_Slot] = deque()
        self._shown: dict[int, set[Content]] = {}  # pictures by their size
        self._ready: deque[bytes | int] = deque()  # documents, and sizes of units that are through
        self._held = 0
        self._changed = threading.Condition()
        self._stopped = self._over = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="import", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped = True
        self._thread.join()

    def take(self, seconds: float) -> Taken | None:
        """What has come next, which may be nothing within so many seconds; None when all was taken."""
        with self._changed:
            self._changed.wait_for(lambda: self._ready or self._over, seconds)
            if self._error is not None:
                raise self._error
            if not self._ready:
                return None if self._over else Taken([], 0)
            first = self._ready.popleft()
            if isinstance(first, int):
                return Taken([], first)
            self._held -= len(first)
            self._changed.notify_all()
        return Taken(pickle.loads(first), 0)  # noqa: S301 -- a process of ours wrote it

    def _run(self) -> None:
        try:
            self._start()
            while not self._stopped and self._lay_out():
                self._hand_out()
                self._listen()
                self._pass_on()
        except BaseException as error:  # whatever it is, the caller has to see it
            self._error = error
        finally:
            for process in [*self._starting, *self._processes]:
                process.kill()
            with self._changed:
                self._over = True
                self._changed.notify_all()

    def _start(self) -> None:
        self._starting.add(Process(self._context, self._setup, self._seconds))

    def _lay_out(self) -> bool:
        """Look a few units ahead; False when all are through."""
        waiting = sum(slot.process is None and not slot.done for slot in self._slots)
        while waiting < _AHEAD * self._most and (unit := next(self._units, None)) is not None:
            self._slots.append(_Slot(unit))
            waiting += 1
        return bool(self._slots)

    def _hand_out(self) -> None:
        """Give units to processes that wait for one; start more processes while there is enough to do."""
        waiting = [slot for slot in self._slots if slot.process is None and not slot.done]
        idle = [process for process, slot in self._processes.items() if slot is None]
        for slot in waiting[: len(idle)]:
            if slot.unit.pictures:
                if not self._pictures_may_come(slot):
                    return
                slot.unit = replace(slot.unit, shown=self._shown_of_size(slot.unit))
            process = idle.pop()
            self._processes[process], slot.process = slot, process
            process.send(slot.unit)
        workers = len(self._processes) + len(self._starting)
        if len(waiting) - len(idle) > len(self._starting) and workers < self._most:
            self._start()

    def _pictures_may_come(self, slot: _Slot) -> bool:
        """Whether all but pictures is through that comes before."""
        before = itertools.takewhile(lambda other: other is not slot, self._slots)
        return all(other.done or other.unit.pictures for other in before)

    def _shown_of_size(self, unit: Unit) -> frozenset[Content]:
        sizes = {found.size for found in unit.files if isinstance(found, Found)}
        return frozenset[Content]().union(*(self._shown.get(size, ()) for size in sizes))

    def _listen(self) -> None:
        """Hear what the processes have to say; those whose turn it is not have to wait while too much is held."""
        with self._changed:
            if self._held >= HELD_BYTES and self._ready:
                self._changed.wait(_PATIENCE)
        turn = self._slots[0].process
        busy = [process for process, slot in self._processes.items() if slot is not None]
        heard = [one for one in busy if self._held < HELD_BYTES or (one is turn and not self._ready)]
        if len(self._slots) > _CROWD:
            dividing = {process for process, slot in self._processes.items() if slot and slot.divided}
            if len(dividing) < len(self._processes):  # the others see to it that there are fewer
                heard = [process for process in heard if process not in dividing]
        pipes = {process.pipe: process for process in [*self._starting, *heard]}
        for pipe in wait(list(pipes), _PATIENCE):
            self._hear(pipes[cast(Connection, pipe)])
        for process, slot in list(self._processes.items()):
            if process in busy and process not in heard:
                process.alive()
            elif slot is not None and process.overdue(slot.unit) and not process.pipe.poll():
                self._lost(process)

    def _hear(self, process: Process) -> None:
        process.alive()
        try:
            message: Message = process.pipe.recv()
            data = process.pipe.recv_bytes() if isinstance(message, Batch) else b""
        except (EOFError, OSError):
            self._lost(process)
            return
        if process in self._starting:
            self._starting.remove(process)
            self._processes[process] = None
            self._stillborn = 0
            return
        slot = self._at(process)
        match message:
            case Batch():
                slot.take(message, data)
                self._held += len(data)
                for content in message.shown if not slot.unit.pictures else ():
                    self._shown.setdefault(content[0], set()).add(content)
                return
            case Stretches(spans):
                for span in spans:  # what is read of it comes before the file, which has nothing more to say
                    self._slots.insert(self._slots.index(slot), _Slot(replace(slot.unit, span=span)))
                slot.divided = True
                return
            case Failed(reason):
                self._held += slot.again(reason, process.at)
            case Done():
                slot.done = True
        self._processes[process] = None

    def _lost(self, process: Process) -> None:
        """A process has ended, or has to: its unit goes on in another one, without what ended it."""
        at, reason = process.at, process.end()
        if process in self._starting:
            self._starting.remove(process)
            self._stillborn += 1
            if self._stillborn == _STILLBORN:
                raise RuntimeError("no process that reads documents can be started")
            return
        self._held += self._at(process).again(reason, at)
        del self._processes[process]

    def _at(self, process: Process) -> _Slot:
        slot = self._processes[process]
        if slot is None:
            raise RuntimeError("a process speaks that was not asked")
        return slot

    def _pass_on(self) -> None:
        """Put what comes next before the caller."""
        with self._changed:
            while self._slots:
                slot = self._slots[0]
                self._ready.extend(slot.batches)
                slot.batches.clear()
                if not slot.done:
                    break
                self._ready.append(0 if slot.divided else slot.unit.size)
                self._slots.popleft()
            self._changed.notify_all()
