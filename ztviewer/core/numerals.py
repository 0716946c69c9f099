"""Numbers and dates written in other ways: Chinese numerals meet digits, and one form of a date another.

Known are dates (`二〇二二年六月六日`, `2022年6月6日`, `2022-06-06`, `2022/6/6`, `2022.6.6`, `20220606`; with `号` for
`日`; without a day or without a year), years (`二〇二二`), and numbers (`三十万`, `30万`, `300000`, `3.5亿`). Numbers up
to ten count only before a unit (`五年`, `5年`), since 一 and 十 stand in a thousand words that are no numbers.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice, product

from ztviewer.core.fold import fold

MOST_SPELLINGS = 48
"""Ways to write one text, itself among them; a text with many numbers has more, which are not looked for."""

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_LARGEST = 10**12
_UNITS = frozenset("年月日号届岁元个名次人")
_DOUBLED = "百千万亿"
"""what 两 may stand before"""
_LEAP_YEAR = 2000

_PART = rf"(?:\d\d?|[{_DIGITS[1:]}十]{{1,3}})"
_YEAR = rf"(?:[12]\d{{3}}|[一二][{_DIGITS}]{{3}})"
_BEGINS, _ENDS = r"(?<![0-9a-z.])", r"(?![0-9a-z]|\.[0-9])"
_WRITTEN = re.compile(
    rf"""{_BEGINS}(?:
    (?:({_YEAR})年)?({_PART})月(?:({_PART})[日号])?
    |([12]\d{{3}})([-/.])(\d\d?)\5(\d\d?){_ENDS}
    |((?:19|20)\d\d)(\d\d)(\d\d){_ENDS}
    |(\d{{1,12}}(?:\.\d+)?[万亿]?|[{_DIGITS}两十百千万亿]+){_ENDS}
    )""",
    re.VERBOSE | re.ASCII,
)
_YEAR_SPELT = re.compile(rf"[一二][{_DIGITS}]{{3}}")


@lru_cache(maxsize=512)
def spellings(text: str) -> tuple[str, ...]:
    """The text, folded, as it is written and then in every other way its numbers and dates may be written."""
    folded = fold(text)
    pieces: list[tuple[str, ...]] = []
    end = 0
    for match in _WRITTEN.finditer(folded):
        others = _others(match, folded[match.end() : match.end() + 1])
        pieces += [(folded[end : match.start()],), tuple(dict.fromkeys((match[0], *others)))]
        end = match.end()
    written = map("".join, product(*pieces, (folded[end:],)))
    return tuple(dict.fromkeys(islice(written, MOST_SPELLINGS)))


def ways(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Some texts as they are written and then in every other combination of their spellings, at most MOST_SPELLINGS."""
    return list(islice(product(*map(spellings, texts)), MOST_SPELLINGS))


def _others(match: re.Match[str], after: str) -> Iterator[str]:
    """Every way to write one number or date that stands before a character."""
    year, month, day, year2, _, month2, day2, year3, month3, day3, number = match.groups()
    if number:
        value = _value(number)
        if value is not None and (value > 10 or after in _UNITS):
            yield from _numbers(value, named=after in _UNITS)
        return
    parts = (year or year2 or year3, month or month2 or month3, day or day2 or day3)
    values = [_value(part) if part else None for part in parts]
    yield from _dates(values[0], values[1], values[2])


def _dates(year: int | None, month: int | None, day: int | None) -> Iterator[str]:
    """Every way to write a day, or a month of some year or of none; nothing for what is no date."""
    if not month or not 1 <= month <= 12 or day == 0:
        return
    if day and day > monthrange(year or _LEAP_YEAR, month)[1]:
        return
    years = [""] if year is None else [f"{year}年", f"{_spelt(year)}年"]
    for width in (1, 2):
        head = f"{years[0]}{month:0{width}}月"
        yield from [f"{head}{day:0{width}}{word}" for word in "日号"] if day else [head]
    head = f"{years[-1]}{_chinese(month)}月"
    yield from [f"{head}{_chinese(day)}{word}" for word in "日号"] if day else [head]
    if year is not None and day is not None:
        for mark in "-.":  # any other mark than a point separates as a hyphen does
            yield from (f"{year}{mark}{month}{mark}{day}", f"{year}{mark}{month:02}{mark}{day:02}")
        yield f"{year}{month:02}{day:02}"


def _numbers(value: int, *, named: bool) -> Iterator[str]:
    """Every way to write a number; `named`: a unit stands behind it, `两年` and `二零二二年`."""
    counted = _chinese(value)
    yield from (str(value), counted)
    if 1000 <= value <= 2999:
        yield _spelt(value)
    if counted.startswith("二") and (named if value == 2 else counted[1] in _DOUBLED):
        yield "两" + counted[1:]
    for name, myriad in _MYRIADS.items():
        if value >= myriad and value * 100 % myriad == 0:
            yield f"{Decimal(value) / myriad:f}{name}"


def _spelt(value: int) -> str:
    """Digit by digit, as years are."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _chinese(value: int) -> str:
    """A number in Chinese numerals."""
    counted = _counted(value)
    return counted[1:] if counted.startswith("一十") else counted


def _counted(value: int) -> str:
    for name, myriad in (*reversed(_MYRIADS.items()), *reversed(_PLACES.items())):
        if value >= myriad:
            high, low = divmod(value, myriad)
            gap = "零" if low * 10 < myriad else ""
            return _counted(high) + name + (gap + _counted(low) if low else "")
    return _DIGITS[value]


def _value(written: str) -> int | None:
    """The number that digits or Chinese numerals stand for; None where they stand for none below _LARGEST."""
    if written[0] in "0123456789":
        exact = Decimal(written.rstrip("万亿")) * _MYRIADS.get(written[-1], 1)
        padded = written[0] == "0" and len(written) > 2 and written[1] != "."
        return int(exact) if exact == int(exact) and exact < _LARGEST and not padded else None
    if _YEAR_SPELT.fullmatch(written):
        return int("".join(str(_DIGITS.index(digit)) for digit in written))
    usual = written.replace("两", "二")
    value = _sum(usual)
    return value if value < _LARGEST and _chinese(value) == usual else None


def _sum(numerals: str) -> int:
    """What numerals add up to, if they are a number at all."""
    total = section = digit = 0
    for numeral in numerals:
        if numeral in _DIGITS:
            digit = _DIGITS.index(numeral)
        elif numeral in _PLACES:
            section += (digit or 1) * _PLACES[numeral]
            digit = 0
        else:
            total += (section + digit) * _MYRIADS[numeral]
            section = digit = 0
    return total + section + digit
