"""One process that reads documents, as it is seen by the one that commands it."""

import time
from contextlib import suppress
from multiprocessing.context import SpawnContext

from ztviewer.core.i18n import _
from ztviewer.services.pipeline.pulse import Pulse
from ztviewer.services.pipeline.units import Setup, Unit
from ztviewer.services.pipeline.worker import work

SECONDS = 120.0
"""How long a document may take without a sign of life."""
_AGAIN_BYTES = 120 * 1024 * 1024
"""For every so many bytes of the unit it may take as long again: a second for a MiB."""


class Process:
    """Is given units through `send`, and answers through `pipe`."""

    def __init__(self, context: SpawnContext, setup: Setup, seconds: float) -> None:
        self.pipe, theirs = context.Pipe()
        self._pulse = Pulse(context)
        self._process = context.Process(target=work, args=(theirs, self._pulse, setup), daemon=True)
        self._process.start()
        theirs.close()  # else its end would never be noticed
        self._seconds = seconds
        self._since = time.monotonic()
        self._before = self._seen = 0  # beats: when the unit was sent, and when it was looked last

    def send(self, unit: Unit) -> None:
        """Let it read a unit; where it has ended meanwhile, the pipe says so."""
        self._before = self._pulse.beats
        self.alive()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send(unit)

    def alive(self) -> None:
        """It has said something just now."""
        self._since = time.monotonic()

    def overdue(self, unit: Unit) -> bool:
        """Whether it has been at one document for too long."""
        if (beats := self._pulse.beats) != self._seen:
            self._seen = beats
            self.alive()
        return time.monotonic() - self._since > self._seconds * (1 + unit.size / _AGAIN_BYTES)

    @property
    def at(self) -> str | None:
        """The digest of the document of this unit that was begun last."""
        return self._pulse.digest if self._pulse.beats != self._before else None

    def kill(self) -> None:
        """End it, whatever it is at."""
        self.pipe.close()
        self._process.kill()
        self._process.join()

    def end(self) -> str:
        """Say how it ended, having ended it if it had not done so itself."""
        self._process.join(0.2)
        overdue = self._process.is_alive()
        self.kill()
        if overdue:
            return _("It took longer than {count} seconds.").format(count=round(self._seconds))
        return _("Reading it ended the process that did so.")
