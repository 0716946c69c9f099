"""Dates as people type them after `date:`: days, months, years, and ranges of them, in digits or Chinese numerals."""

import calendar
import re
from datetime import date, timedelta

from ztviewer.core.fold import fold
from ztviewer.core.query import Dated

_Days = tuple[date, date]
"""The first and the last day of a day, month or year."""

_NUMERAL = "零一二三四五六七八九"
_CHINESE = re.compile(
    rf"([{_NUMERAL}]{{4}})年(?:([{_NUMERAL}十]{{1,3}})月(?:([{_NUMERAL}十]{{1,3}})[日号])?)?"
)
_DIGITS = re.compile(r"([1-9]\d{3})(?:年?$|[-/.年](\d\d?)(?:月?$|[-/.月](\d\d?)[日号]?$))", re.ASCII)
_COMPACT = re.compile(r"([12]\d{3})(\d\d)(\d\d)?", re.ASCII)
_BETWEEN = re.compile(r"\.{2,3}|[~至到]|—+")
_COMPARED = re.compile(r"(>=|<=|=>|=<|[<>=≥≤])(.*)")


def read_dates(typed: str) -> Dated | None:
    """The condition that a typed date or range stands for; None where it stands for none.

    `2021`, `2021-05`, `2021/5/14`, `20210514`, `2021年5月`, `二〇二一年五月`; `2021..2022`, `2021..`, `..2021-05`,
    `2021至2022`; `>2021` (from 2022 on), `>=2021`, `<2021`, `<=2021`. A range typed backwards is turned round.
    """
    text = re.sub(r"\s+", "", fold(typed))
    if compared := _COMPARED.fullmatch(text):
        return _compared(compared[1], _days(compared[2]))
    if days := _days(text):
        return _between(days, days)
    ends = _BETWEEN.split(text)
    if len(ends) != 2 or not any(ends):
        return None
    first, last = (_days(end) if end else None for end in ends)
    if any(end and days is None for end, days in zip(ends, (first, last), strict=True)):
        return None
    if first and last and first > last:
        first, last = last, first
    return _between(first, last)


def _between(first: _Days | None, last: _Days | None) -> Dated:
    return Dated(first[0].isoformat() if first else None, last[1].isoformat() if last else None)


def _compared(sign: str, days: _Days | None) -> Dated | None:
    if days is None:
        return None
    day = timedelta(days=1)
    try:
        match sign:
            case ">":
                return Dated((days[1] + day).isoformat(), None)
            case "<":
                return Dated(None, (days[0] - day).isoformat())
            case "=":
                return _between(days, days)
    except OverflowError:  # nothing is after the year 9999
        return None
    return _between(days, None) if sign in (">=", "=>", "≥") else _between(None, days)


def _days(text: str) -> _Days | None:
    """The days of one date, which has been folded."""
    match = _CHINESE.fullmatch(text) or _DIGITS.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (_number(part) if part else None for part in match.groups())
    if year is None:
        return None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    end = month or 12
    return first, date(year, end, calendar.monthrange(year, end)[1])


def _number(part: str) -> int | None:
    """`2021`, `二零二一`, `十`, `十五`, `二十`, `三十一`; None for what is no number."""
    if part.isdecimal():
        return int(part)
    if "十" not in part:
        return int("".join(str(_NUMERAL.index(numeral)) for numeral in part))
    tens, _, ones = part.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_NUMERAL.index(tens) if tens else 1) * 10 + (_NUMERAL.index(ones) if ones else 0)
