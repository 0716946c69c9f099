"""Which document a process has begun, in memory that is seen from outside it, also when it is dead."""

from multiprocessing.context import SpawnContext


class Pulse:
    """Beats with every document."""

    def __init__(self, context: SpawnContext) -> None:
        self._beats = context.RawValue("Q", 0)
        self._digest = context.RawArray("c", 64)

    def beat(self, digest: str) -> None:
        """A document of that digest is begun."""
        self._digest[0:64] = digest.encode("ascii")
        self._beats.value += 1

    @property
    def beats(self) -> int:
        """How many documents were begun."""
        return int(self._beats.value)

    @property
    def digest(self) -> str | None:
        """The document that was begun last; None where there was none."""
        return bytes(self._digest[0:64]).decode("ascii") if self.beats else None
