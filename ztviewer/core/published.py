"""When an article was published, as precisely as it is known, and never more precisely."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Self

CHINA = timezone(timedelta(hours=8))
"""The Chinese press's time: one zone since 1949, without summer time since 1992."""

_FORM = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?\+08:00)?)?)?"
)

_USUAL = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"
    r"(?:[Tt ]([0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2})(?:[.,][0-9]+)?)?)? ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)


class Precision(StrEnum):
    """How much of the moment is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True, order=True)
class Published:
    """A moment in ISO 8601, cut off where knowledge ends.

    One of `2022`, `2022-06`, `2022-06-06`, `2022-06-06T09:35+08:00`, `2022-06-06T09:35:10+08:00`.
    Always at +08:00, so that text order is time order. A ValueError for any other form, or no such day.
    """

    iso: str

    def __post_init__(self) -> None:
        match = _FORM.fullmatch(self.iso)
        if match is None:
            raise ValueError(f"not a publication time: {self.iso!r}")
        year, month, day, hour, minute, second = (
            None if part is None else int(part) for part in match.groups()
        )
        if year is None or 0 in (month, day):
            raise ValueError(f"not a publication time: {self.iso!r}")
        datetime(year, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=CHINA)

    @classmethod
    def of(cls, moment: datetime | date, precision: Precision = Precision.SECOND) -> Self:
        """A moment (without a zone: Chinese time) cut to a precision; a plain date is at most a day."""
        if not isinstance(moment, datetime):
            size = {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)
            return cls(moment.isoformat()[:size])
        try:
            local = moment.astimezone(CHINA) if moment.tzinfo else moment.replace(tzinfo=CHINA)
        except OverflowError as error:  # within a day of the calendar's ends
            raise ValueError(f"not a publication time: {moment}") from error
        size = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.MINUTE: 16}.get(
            precision, 19
        )
        return cls(local.isoformat()[:size] + ("+08:00" if size > 10 else ""))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ISO 8601 in any of its usual forms, with or without an offset, `T` or a space between.

        What is not said is not made up: `20220606` and `2022-06-06T09` are a day. A ValueError for any other form.
        """
        text = text.strip()
        if _FORM.fullmatch(text):
            return cls(text)
        match = _USUAL.fullmatch(text)
        if match is None:
            raise ValueError(f"not a time in ISO 8601: {text!r}")
        year, month, day, hour, minute, second, offset = match.groups()
        date_only = date(int(year), int(month), int(day))
        if hour is None:
            return cls.of(date_only)
        zone = offset.replace("Z", "+00:00") if offset else "+08:00"
        moment = datetime.fromisoformat(f"{date_only}T{hour}:{minute or '00'}:{second or '00'}{zone}")
        known = Precision.SECOND if second else Precision.MINUTE if minute else Precision.DAY
        return cls.of(moment, known)

    @property
    def precision(self) -> Precision:
        """How much of the moment is known."""
        sizes = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY, 22: Precision.MINUTE}
        return sizes.get(len(self.iso), Precision.SECOND)

    @property
    def year(self) -> str:
        """`2022`"""
        return self.iso[:4]

    @property
    def month(self) -> str | None:
        """`2022-06`, where it is known"""
        return self.iso[:7] if len(self.iso) >= 7 else None

    @property
    def day(self) -> date | None:
        """The day, where it is known"""
        return date.fromisoformat(self.iso[:10]) if len(self.iso) >= 10 else None

    def __str__(self) -> str:
        return self.iso


def now() -> str:
    """This moment in ISO 8601 with an offset, to the second: how the archive writes its own times."""
    return datetime.now(UTC).astimezone(CHINA).isoformat(timespec="seconds")
