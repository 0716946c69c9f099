"""What the columns of a table hold: by the mapping a person has saved, by their names, and by what stands in them."""

import re
from collections.abc import Callable, Sequence

from ztviewer.core.mapping import ColumnMapping, mapping_for
from ztviewer.importers.dates import read_moment
from ztviewer.importers.fields import field_of
from ztviewer.importers.plain_text import printable

SAMPLE_ROWS = 50
"""By so many rows it is told what a column holds."""

_MOST = 0.8
"""A kind of value counts when so many of a column's values are of it."""
_PROSE = re.compile(r"[，。；！？]|[,;] \w")
_PICTURE = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg)\s*(?:[;；|\n]|$)", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+$")
_MARKUP = re.compile(r"<(?:p|div|br|span|img|table|h[1-6])\b", re.IGNORECASE)
_LONG = 40
"""Characters: prose that is longer on average is a text."""
_TITLE = (4, 80)

_TOLD: tuple[tuple[str, Callable[[Sequence[str]], bool]], ...] = (
    ("url", lambda values: _share(values, lambda value: bool(_ADDRESS.match(value)))),
    (
        "published",
        lambda values: _share(
            values, lambda value: read_moment(value) is not None and len(value) > len("2021")
        ),
    ),
    ("html", lambda values: _share(values, lambda value: bool(_MARKUP.search(value)))),
    ("picture", lambda values: _share(values, lambda value: bool(_PICTURE.search(value)))),
    (
        "text",
        lambda values: _mean(values) >= _LONG and _share(values, lambda value: bool(_PROSE.search(value))),
    ),
    ("title", lambda values: _is_title(values)),
)
"""What can be told by the values alone, in this order, and how."""


def columns_of(
    header: Sequence[str], rows: Sequence[Sequence[str]], mappings: Sequence[ColumnMapping]
) -> ColumnMapping | None:
    """What the columns below a row hold; None where it does not name columns from which an article can be made."""
    if saved := mapping_for(header, mappings):
        return saved
    named = sum(field_of(name) is not None for name in header)
    if not named or named * 4 < len(header):
        return None  # a row of values, as nearly every row of a text is
    found = guess(header, rows)
    return found if found.suffices else None


def guess(header: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> ColumnMapping:
    """What the columns probably hold: as they are called, and where that says nothing, as their values look."""
    columns = [[row[number].strip() for row in rows if number < len(row)] for number in range(len(header))]
    fields: list[str | None] = []
    for name, values in zip(header, columns, strict=True):
        field = field_of(name)
        fits = field != "picture" or not any(values) or any(map(_PICTURE.search, values))
        fields.append(field if fits and field not in fields else None)
    for field, told in _TOLD:
        if field in fields or (field in ("text", "html") and {"text", "html"}.intersection(fields)):
            continue
        unnamed = [number for number, taken in enumerate(fields) if taken is None and any(columns[number])]
        fitting = [number for number in unnamed if told([value for value in columns[number] if value])]
        if fitting and (field != "title" or len(rows) > 1):
            fields[
                max(fitting, key=lambda number: _mean(columns[number])) if field == "text" else fitting[0]
            ] = field
    return ColumnMapping(tuple(header), tuple(fields))


def values_of(columns: ColumnMapping, row: Sequence[str]) -> dict[str, str]:
    """What a row says of each field."""
    cells = zip(columns.fields, row, strict=False)  # a row may be shorter or longer than the first
    return {field: text for field, cell in cells if field and (text := printable(cell).strip())}


def _share(values: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    return sum(map(is_one, values)) >= _MOST * len(values)


def _mean(values: Sequence[str]) -> float:
    return sum(map(len, values)) / max(len(values), 1)


def _is_title(values: Sequence[str]) -> bool:
    """Whether values are short, nearly all different, and words rather than numbers."""
    shortest, longest = _TITLE
    return (
        shortest <= _mean(values) <= longest
        and len(set(values)) >= _MOST * len(values)
        and _share(values, lambda value: sum(map(str.isalpha, value)) * 2 >= len(value) and "\n" not in value)
    )
