"""Documents read in a process that has no network and little memory, one after the other, each timed and measured."""

import multiprocessing
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from ztviewer.core.body import clean
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported
from ztviewer.importers.registry import read

MEMORY_BYTES = 3 << 30
"""Address space of the process; an empty one takes 0.3 GiB of it."""
SECONDS = 60.0
"""What a document may take."""

_FORBIDDEN = (
    "socket.",
    "urllib.",
    "http.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
)
_HARM = re.compile(
    r"<(?:script|style|form|input|button|iframe|frame|object|embed|link|meta|base|svg)\b|<[^>]*(?:\son\w+\s*=|javascript:|\ssrc\s*=)"
)
"""What must not be in any body that is stored: pictures stand in it by number."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one file."""

    added: int
    rejected: int
    problem: str | None
    """what must not be: harmful content, a reason that is no sentence, an error that nobody caught, no end"""
    seconds: float = 0.0
    mib: float = 0.0
    """the most memory held while it was read; nought where the system does not tell"""


class Watched:
    """The process; it is made anew where a document ends it, or takes too long."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def see(self, path: Path) -> Seen:
        """Read one file."""
        self._pipe.send(path)
        try:
            if self._pipe.poll(self._seconds):
                return self._received()
            problem = f"no end within {self._seconds:g} seconds"
        except EOFError:
            problem = "the process ended"
        self._end()
        self._start()
        return Seen(0, 0, problem, self._seconds)

    def _received(self) -> Seen:
        seen = self._pipe.recv()
        assert isinstance(seen, Seen)
        return seen

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()  # it has imported all it needs

    def _end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection) -> None:
    _enter()
    pipe.send(None)
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        pipe.send(_seen(path))


def _enter() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def forbid(event: str, _arguments: object) -> None:
        if event.startswith(_FORBIDDEN):
            raise AssertionError(f"an importer wanted {event}")

    sys.addaudithook(forbid)


def _seen(path: Path) -> Seen:
    _forget_peak()
    began = time.perf_counter()
    added, rejected, problem = 0, 0, None
    try:
        for found in read([path], silent):
            if isinstance(found, Imported):
                added += 1
                body = clean(found.draft.html)
                problem = problem or (f"harmful: {harm[0]}" if (harm := _HARM.search(body)) else None)
            else:
                rejected += 1
                problem = problem or (
                    None if _is_sentence(found.reason) else f"no sentence: {found.reason!r}"
                )
    except BaseException as error:  # whatever it is, it was to be caught
        problem = f"not caught: {type(error).__name__}: {error}"
    if problem is None and not added + rejected:
        problem = "no account"
    return Seen(added, rejected, problem, time.perf_counter() - began, _peak_mib())


def _is_sentence(reason: str) -> bool:
    return 5 < len(reason) < 400 and reason == " ".join(reason.split()) and reason.endswith(".")


def _forget_peak() -> None:
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak_mib() -> float:
    if sys.platform != "linux":
        return 0.0
    return next(_peaks()) / 1024


def _peaks() -> Iterator[int]:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            yield int(line.split()[1])
