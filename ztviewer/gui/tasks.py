"""Work off the GUI thread: the only place in ZTViewer that starts threads.

Two lanes, each one thread that works through its tasks in order: a quick one for what the user waits for, a long one
for what may take minutes. Results come back on the GUI thread.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from ztviewer.core.errors import Cancelled, ZTViewerError
from ztviewer.core.progress import Progress

T = TypeVar("T")

REPORTS_A_SECOND = 15
"""How often a long task's progress reaches the window at most."""


@dataclass(eq=False, slots=True)
class _Task:
    work: Callable[[Progress], Any]
    then: Callable[[Any], None]
    failed: Callable[[ZTViewerError], None] | None
    key: str | None = None
    """a newer task of the same key makes this one superfluous"""
    title: str | None = None
    """of a long task"""
    stopped: threading.Event = field(default_factory=threading.Event)


class _Lane:
    """One thread and its queue."""

    def __init__(self, name: str, perform: Callable[[_Task], None]) -> None:
        self._perform = perform
        self._waiting: deque[_Task] = deque()
        self._condition = threading.Condition()
        self._running: _Task | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def submit(self, task: _Task) -> None:
        with self._condition:
            if self._closing:
                return
            if task.key is not None:
                self._waiting = deque(other for other in self._waiting if other.key != task.key)
                if self._running is not None and self._running.key == task.key:
                    self._running.stopped.set()
            self._waiting.append(task)
            self._condition.notify()

    def stop_running(self) -> None:
        with self._condition:
            if self._running is not None:
                self._running.stopped.set()

    def close(self, last: _Task | None = None) -> None:
        """Finish what runs (it hears that it should stop), forget what waits, do a last thing, end the thread."""
        with self._condition:
            self._waiting.clear()
            if last is not None:
                self._waiting.append(last)
            if self._running is not None:
                self._running.stopped.set()
            self._closing = True
            self._condition.notify()

    def join(self) -> None:
        self._thread.join()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def _loop(self) -> None:
        while True:
            with self._condition:
                self._running = None
                while not self._waiting and not self._closing:
                    self._condition.wait()
                if not self._waiting:
                    return
                self._running = self._waiting.popleft()
            self._perform(self._running)


class TaskRunner(QObject):
    """Runs services off the GUI thread and hands their results back on it."""

    longStarted = Signal(str)
    """the task's title"""
    longProgressed = Signal(int, object, str)
    """done, total (None: unknown), note"""
    longEnded = Signal()
    erred = Signal(object)
    """a ZTViewerError that nobody else took, or any other exception: a bug"""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._quick = _Lane("ztviewer-quick", self._perform)
        self._long = _Lane("ztviewer-long", self._perform)
        self._long_tasks = 0
        self._closed = False

    def run(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None] = lambda _result: None,
        failed: Callable[[ZTViewerError], None] | None = None,
        *,
        key: str | None = None,
    ) -> None:
        """Run work that the user waits for, after all that was asked before.

        With a `key`, it makes earlier work of the same key superfluous: that is cancelled, its result dropped.
        """
        self._quick.submit(_Task(work, then, failed, key))

    def run_long(
        self,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], None] = lambda _result: None,
        failed: Callable[[ZTViewerError], None] | None = None,
    ) -> None:
        """Run work that may take minutes, with progress; one at a time. What a cancelled one returns still arrives."""
        self._long_tasks += 1
        self._long.submit(_Task(work, then, failed, title=title))

    def cancel_long(self) -> None:
        """Ask the long task that runs to stop."""
        self._long.stop_running()

    @property
    def long_busy(self) -> bool:
        """Whether a long task runs or waits."""
        return self._long_tasks > 0

    def close(self, last: Callable[[], None] = lambda: None) -> None:
        """Stop everything and then do the last thing, off the GUI thread; nothing is delivered any more."""
        self._closed = True
        self._long.close()

        def finish(_progress: Progress) -> None:
            self._long.join()
            last()

        self._quick.close(_Task(finish, lambda _result: None, None))

    @property
    def alive(self) -> bool:
        """Whether one of the threads has not ended."""
        return self._quick.alive or self._long.alive

    def wait(self) -> None:
        """After `close`: wait until the threads have ended, as long as running services take to stop."""
        self._long.join()
        self._quick.join()

    def _perform(self, task: _Task) -> None:
        """On a lane's thread: do the work and send what comes of it to the GUI thread."""
        progress = self._progress_of(task)
        if task.title is not None:
            self._send(partial(self.longStarted.emit, task.title))
        try:
            result = task.work(progress)
        except Cancelled:
            pass
        except Exception as error:  # everything else is shown: as a sentence, or as a bug
            if not task.stopped.is_set() or task.title is not None:
                self._send(partial(self._fail, task, error))
        else:
            if not task.stopped.is_set() or task.title is not None:
                self._send(partial(self._finish, task, result))
        if task.title is not None:
            self._send(self._end_long)

    def _end_long(self) -> None:
        self._long_tasks -= 1
        self.longEnded.emit()

    def _progress_of(self, task: _Task) -> Progress:
        last = 0.0

        def progress(done: int, total: int | None, note: str = "") -> None:
            nonlocal last
            if task.stopped.is_set():
                raise Cancelled
            if task.title is not None and time.monotonic() - last > 1 / REPORTS_A_SECOND:
                last = time.monotonic()
                self._send(partial(self.longProgressed.emit, done, total, note))

        return progress

    def _send(self, call: Callable[[], None]) -> None:
        if not self._closed:
            self._arrived.emit(call)

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

    def _finish(self, task: _Task, result: Any) -> None:
        if task.key is None or not task.stopped.is_set():
            task.then(result)

    def _fail(self, task: _Task, error: Exception) -> None:
        if task.failed is not None and isinstance(error, ZTViewerError):
            task.failed(error)
        else:
            self.erred.emit(error)
