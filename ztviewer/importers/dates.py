"""Publication times as the Chinese press writes them, read no more precisely than they are written."""

import re
import unicodedata

from ztviewer.core.published import Published

_MOMENT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:\s*[-/.年]\s*(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"(?:\s*[-/.月]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
    r"(?:T|\s)*"
    r"(?:(?P<hour>2[0-3]|[01]?\d)\s*[:时]\s*(?P<minute>[0-5]\d)(?:\s*[:分]\s*(?P<second>[0-5]\d))?)?"
    r")?)?"
)


def find_moment(text: str) -> tuple[Published, str] | None:
    """The first day (or more precise time) in a text, and the text without it; also wide digits count."""
    plain = unicodedata.normalize("NFKC", text)
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
