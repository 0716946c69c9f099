"""How fast slow work goes, and how long it will take."""

from collections import deque

from ztviewer.core.i18n import _, ngettext

_SECONDS = 20.0
"""Over which the rate is taken: what went before says little of what is at hand."""


class Pace:
    """Measures work of some bytes that come as documents. Moments are seconds of any clock that only goes forward."""

    def __init__(self, total: int, moment: float) -> None:
        self._total = total
        self._steps: deque[tuple[float, int, int]] = deque([(moment, 0, 0)])  # moment, documents, bytes

    def step(self, moment: float, documents: int, size: int) -> None:
        """So many documents and bytes are through by now."""
        while len(self._steps) > 1 and moment - self._steps[0][0] > _SECONDS:
            self._steps.popleft()
        self._steps.append((moment, documents, size))

    @property
    def expected(self) -> int | None:
        """How many documents there will be, if the others are as long as these were; None where nobody knows."""
        _moment, documents, size = self._steps[-1]
        return max(documents, round(documents * self._total / size)) if size else None

    @property
    def rate(self) -> float:
        """Documents a second."""
        (began, first, _), (moment, documents, _) = self._steps[0], self._steps[-1]
        return (documents - first) / (moment - began) if moment > began else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take; None where nobody knows."""
        (began, _, first), (moment, _, size) = self._steps[0], self._steps[-1]
        if size <= first or moment <= began:
            return None
        return (self._total - size) * (moment - began) / (size - first)

    def __str__(self) -> str:
        rate = _("{rate} a second").format(rate=f"{self.rate:,.0f}")
        left = self.seconds_left
        return rate if left is None else _("{rate}, {left} left").format(rate=rate, left=_lasting(left))


def _lasting(seconds: float) -> str:
    """A span of time as people say it."""
    if seconds < 60:
        return ngettext("{count} second", "{count} seconds", round(seconds)).format(count=round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
