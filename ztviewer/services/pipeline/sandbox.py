"""What a process that reads strangers' documents is denied: the network, other programs, memory without end."""

import signal
import sys
from contextlib import suppress

MEMORY_BYTES = 3 << 30
"""Address space of a process. The largest picture that is decoded takes 1 GiB, an empty process 0.3."""

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

        with suppress(ValueError, OSError):  # where a smaller limit holds already
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_FORBIDDEN) or event in {"os.posix_spawn", "os.startfile"}:
        raise PermissionError(f"{event} is forbidden to an importer")
