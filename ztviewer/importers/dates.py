"""Publication times as the Chinese press writes them, read no more precisely than they are written."""

import re
import unicodedata

from ztviewer.core.published import Published

_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_WORDS = re.compile(
    r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_HALF = re.compile(
    r"(?P<day>\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*(?:(?:星期|周)[一二三四五六日天])?\s*"
    r"(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜间|AM|PM|am|pm)\s*(?P<hour>\d{1,2})\s*[:：时時点點]\s*(?P<minute>\d{2})"
)
_LATE = frozenset("下午 傍晚 晚上 晚间 夜间 PM pm".split())
_MOMENT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:\s*[-/.年]\s*(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"(?:\s*[-/.月]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
    r"(?:T|\s|[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)*"
    r"(?:(?P<hour>2[0-3]|[01]?\d)\s*[:时時点點]\s*(?P<minute>[0-5]\d)(?:\s*[:分]\s*(?P<second>[0-5]\d))?)?"
    r")?)?"
)


def find_moment(text: str) -> tuple[Published, str] | None:
    """The first day (or more precise time) in a text, and the text without it.

    Wide digits count, Chinese numerals (`二〇二一年三月八日`) and halves of the day (`下午3:05`).
    """
    plain = _HALF.sub(_in_whole_days, _in_digits(unicodedata.normalize("NFKC", text)))
    for match in _MOMENT.finditer(plain):
        if match["day"] and (published := _published(match)):
            return published, plain[: match.start()] + "|" + plain[match.end() :].lstrip("分秒")
    return None


def read_moment(text: str) -> Published | None:
    """A text that is nothing but a publication time; None where it is none."""
    try:
        return Published.parse(text)
    except ValueError:
        match = _MOMENT.match(unicodedata.normalize("NFKC", text).strip())
        return _published(match) if match else None


def _published(match: re.Match[str]) -> Published | None:
    year, month, day, hour, minute, second = match.groups()
    iso = year
    for separator, part in (("-", month), ("-", day), ("T", hour), (":", minute), (":", second)):
        iso += separator + part.zfill(2) if part else ""
    try:
        return Published(iso + "+08:00" if hour else iso)
    except ValueError:
        return None


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


def _in_whole_days(match: re.Match[str]) -> str:
    """A time by the half of its day as one by the whole day."""
    hour, half = int(match["hour"]), match["half"]
    if hour < 12 and (half in _LATE or (half == "中午" and hour < 3)):
        hour += 12
    elif hour == 12 and half in ("AM", "am", "凌晨"):
        hour = 0
    return f"{match['day']} {hour}:{match['minute']}"
