"""Times as pages write them, beyond what prose has: machine forms, and English."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from ztviewer.core.published import Precision, Published
from ztviewer.importers.dates import find_moment, read_moment

_DIGITS = re.compile(r"(20\d\d|19\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ENGLISH = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[A-Z][a-z]{2,8})\.?\s+"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_WEEKDAY = re.compile(r"[A-Z][a-z]{2}, \d")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?$")
_JOINED = re.compile(r"^(\d{4}-\d\d-\d\d)-(\d\d:)")
_FIRST, _LAST = "1900", "2100"
_LONGEST = 400


def read(text: str) -> Published | None:
    """A value that is nothing but a time, as metadata and scripts write it; None where it is none."""
    text = _JOINED.sub(r"\1 \2", text.strip())
    return _read(text) if 0 < len(text) <= _LONGEST else None


@lru_cache(1024)  # the articles of one day say it alike
def _read(text: str) -> Published | None:
    for way in (_digits, _iso, _epoch, _rfc, find, read_moment):
        found = way(text)
        if found is not None and _FIRST <= found.year < _LAST:
            return found
    return None


def find(text: str) -> Published | None:
    """The first day (or more precise time) that a short text names; None where it names none."""
    text = text[:_LONGEST]
    found = find_moment(text)
    return found[0] if found else _english(text)


def _digits(text: str) -> Published | None:
    match = _DIGITS.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second = match.groups()
    time = f"T{hour}:{minute}" + (f":{second}" if second else "") + "+08:00" if hour else ""
    try:
        return Published(f"{year}-{month}-{day}{time}")
    except ValueError:
        return None


def _iso(text: str) -> Published | None:
    try:
        return Published.parse(text)
    except ValueError:
        return None


def _epoch(text: str) -> Published | None:
    if not _SECONDS.match(text):
        return None
    return Published.of(datetime.fromtimestamp(int(text[:10]), UTC))


def _rfc(text: str) -> Published | None:
    if not _WEEKDAY.match(text):
        return None
    try:
        return Published.of(parsedate_to_datetime(text))
    except (ValueError, IndexError, TypeError):
        return None


def _english(text: str) -> Published | None:
    match = _ENGLISH.search(text)
    day = match and (match["d1"] or match["d2"])
    if not match or not day or match["month"][:3].lower() not in _MONTHS:
        return None
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    try:
        return Published.of(datetime(int(match["year"]), month, int(day), tzinfo=UTC), Precision.DAY)
    except ValueError:
        return None
