"""Watches Qt's event loop: how long each event takes, and how long the loop as a whole is held up."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

BEAT_MS = 4
"""How often the heart beats; what is later than that is a stall."""
NOTED_MS = 4.0
"""Shorter events are not worth a line."""


@dataclass(frozen=True, slots=True)
class Held:
    """One event, or one gap between two beats."""

    ms: float
    queued_ms: float
    """of these, how long the thread was ready but no processor was free: other programs, or our own worker threads,
    had them; 0 where nobody can tell"""
    step: str
    """what the recorded run was doing"""
    what: str

    @property
    def own_ms(self) -> float:
        """What it would have taken with a processor to itself."""
        return self.ms - self.queued_ms


class _Clock:
    """Time that has passed, and time spent ready but without a processor (Linux counts it for each thread)."""

    def __init__(self) -> None:
        schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = os.open(schedule, os.O_RDONLY) if schedule.exists() else None

    def read(self) -> tuple[float, float]:
        """Both in ms."""
        queued = int(os.pread(self._file, 100, 0).split()[1]) / 1e6 if self._file is not None else 0.0
        return time.perf_counter() * 1000, queued


class WatchedApplication(QApplication):
    """Times every event that is delivered from the loop itself; what happens inside one counts as part of it."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.step = "starting"
        self.events: list[Held] = []
        self.counted = 0
        self.clock = _Clock()
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        self._depth += 1
        began, queued = self.clock.read() if self._depth == 1 else (0.0, 0.0)
        what = f"{event.type().name} to {type(receiver).__name__}"
        try:
            return bool(super().notify(receiver, event))
        finally:
            self._depth -= 1
            if self._depth == 0:
                self.counted += 1
                now, queued_now = self.clock.read()
                if now - began >= NOTED_MS:
                    self.events.append(Held(now - began, queued_now - queued, self.step, what))


class Heart(QObject):
    """Beats in the event loop and notes every beat that came late, whatever held it up."""

    def __init__(self, app: WatchedApplication) -> None:
        super().__init__(app)
        self.stalls: list[Held] = []
        self._app = app
        self._last = (0.0, 0.0)
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen."""
        self._last = self._app.clock.read()
        self._timer.start()

    def stop(self) -> None:
        """Listen no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now, queued = self._app.clock.read()
        late = now - self._last[0] - BEAT_MS
        if late >= NOTED_MS:
            self.stalls.append(
                Held(late, min(late, queued - self._last[1]), self._app.step, "between two beats")
            )
        self._last = now, queued


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Run the event loop until something is so; returns how long it took, in ms."""
    began = time.perf_counter()
    loop, timer = QEventLoop(), QTimer(interval=2)

    def look() -> None:
        if condition() or time.perf_counter() - began > seconds:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    if not condition():
        raise SystemExit(f"waited {seconds} s in vain: {what}")
    return (time.perf_counter() - began) * 1000


def idle(ms: int) -> None:
    """Run the event loop for some time."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
