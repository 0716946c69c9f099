"""The memory of a program and all processes that it starts, watched from a thread through `/proc` (so on Linux only)."""

import os
import threading
from types import TracebackType
from typing import Self

from tests.benchmarks.measuring import LOOK_EVERY, family, private_kib


class Peak:
    """For the time of a `with`: the most that all processes held together, without mapped files."""

    def __init__(self) -> None:
        self.mib = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.mib = max(self.mib, sum(map(private_kib, family(os.getpid()))) / 1024)
