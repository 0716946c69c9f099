"""How fast work goes and how long it will take, told from what has come so far."""

import pytest

from ztviewer.core.pace import Pace


def test_nothing_is_known_at_the_start() -> None:
    pace = Pace(1000, moment=5.0)
    assert (pace.rate, pace.seconds_left, pace.expected) == (0.0, None, None)


def test_documents_and_seconds_are_told_from_the_bytes() -> None:
    pace = Pace(1000, moment=5.0)
    pace.step(6.0, documents=30, size=100)
    assert (pace.rate, pace.seconds_left, pace.expected) == (30.0, 9.0, 300)
    assert str(pace) == "30 a second, 9 seconds left"


def test_the_rate_is_that_of_late() -> None:
    pace = Pace(100_000, moment=0.0)
    for second in range(1, 101):
        fast = min(second, 50)  # what is known already is through at once
        pace.step(float(second), documents=fast * 100 + second, size=fast * 1000 + second)
    assert pace.rate == pytest.approx(1, rel=0.1)


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 second"), (59, "59 seconds"), (150, "2 minutes"), (7260, "2 h 1 min")]
)
def test_a_span_of_time_is_said_as_people_say_it(seconds: int, said: str) -> None:
    pace = Pace(seconds + 1, moment=0.0)
    pace.step(1.0, documents=1, size=1)
    assert str(pace) == f"1 a second, {said} left"
