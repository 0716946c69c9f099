"""What a process that reads strangers' documents is denied: the network, other programs, memory without end."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

MEMORY_BYTES = 2 << 30
"""Address space that a process may take beyond what it has when it begins. The largest picture takes 1 GiB."""

_NICE = 10
"""How far they give way: to the one process that stores what many read, and to whoever works at the machine."""

_STATE = Path("/proc/self/statm")
"""Linux says there how large a process is; with many cores, libraries reserve gigabytes that they never touch."""

_FORBIDDEN = (
    "socket.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
)


def enter() -> None:
    """Give up what is denied, for good. Interrupts are left to the process that commands this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource  # there is none on Windows

        os.nice(_NICE)
        with suppress(ValueError, OSError):  # where a smaller limit holds already
            pages = int(_STATE.read_text("ascii").split()[0]) if _STATE.exists() else 0
            most = pages * resource.getpagesize() + MEMORY_BYTES
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_FORBIDDEN) or event in {"os.posix_spawn", "os.startfile"}:
        raise PermissionError(f"{event} is forbidden to an importer")
