"""One writer at a time to an index, among all programs on this machine."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util.filelock import FileLock

_PAUSE = 0.1
"""seconds between two tries for the lock"""


@contextmanager
def exclusive(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder's lock, made where it is missing; the operating system drops it when the process dies.

    While another program holds it, `waiting` is called now and then, and may raise to give up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(folder / "writing.lock"))
    while not lock.acquire(False):
        waiting()
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        lock.release()
