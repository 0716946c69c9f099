"""Times as pages write them, beyond what prose has: machine forms, Chinese numerals, halves of the day, English."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ztviewer.core.published import Precision, Published
from ztviewer.importers.dates import find_moment, read_moment

_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_WORDS = re.compile(
    r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_HALF = re.compile(
    r"(?P<day>\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*(?:(?:星期|周)[一二三四五六日天])?\s*"
    r"(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|AM|PM|am|pm)\s*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{2})"
)
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
    if len(text) > _LONGEST or not text:
        return None
    for way in (_digits, _iso, _epoch, _rfc, find, read_moment):
        found = way(text)
        if found is not None and _FIRST <= found.year < _LAST:
            return found
    return None


def find(text: str) -> Published | None:
    """The first day (or more precise time) that a short text names; None where it names none."""
    text = _in_digits(text[:_LONGEST])
    if half := _HALF.search(text):
        hour = int(half["hour"])
        late = half["half"] in ("下午", "傍晚", "晚上", "晚间", "PM", "pm")
        hour += 12 if hour < 12 and (late or (half["half"] == "中午" and hour < 3)) else 0
        hour = 0 if half["half"] in ("AM", "am") and hour == 12 else hour
        text = text.replace(half[0], f"{half['day']} {hour}:{half['minute']}")
    found = find_moment(text)
    return found[0] if found else _english(text)


def _in_digits(text: str) -> str:
    """Days in Chinese numerals as digits: `二〇二二年六月十六日`."""
    return _IN_WORDS.sub(
        lambda match: (
            f"{match['year'].translate(_NUMERALS)}年{_number(match['month'])}月{_number(match['day'])}日"
        ),
        text,
    )


def _number(numeral: str) -> int:
    """A number below one hundred in Chinese numerals."""
    tens, ten, ones = numeral.rpartition("十")
    digits = int(ones.translate(_NUMERALS)) if ones else 0
    return (int(tens.translate(_NUMERALS) or "1") * 10 if ten else 0) + digits


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
