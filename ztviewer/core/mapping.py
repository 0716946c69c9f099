"""Which part of an article each column of a table holds: guessed, shown to a person, changed by them, and saved."""

from collections.abc import Sequence
from dataclasses import dataclass

from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _

FIELDS = tuple(
    "title subtitle source author editor column published url language text html picture caption credit".split()
)
"""What a column can hold: the parts of an article, of which `picture` names files beside the table."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The columns of every table with the same header. Refused where a column holds what none can, or two the same."""

    header: tuple[str, ...]
    """the names of the columns as they stand in the table, or the keys of its JSON objects"""
    fields: tuple[str | None, ...]
    """one a column, each of FIELDS at most once; None where the column is not read"""

    def __post_init__(self) -> None:
        known = [field for field in self.fields if field is not None]
        if unknown := set(known).difference(FIELDS):
            message = _("A column cannot hold “{field}”; it can hold: {fields}.")
            raise Refused(message.format(field=min(unknown), fields=", ".join(FIELDS)))
        if doubled := next((field for field in known if known.count(field) > 1), None):
            raise Refused(_("Only one column can hold “{field}”.").format(field=doubled))
        if len(self.header) != len(self.fields):
            raise Refused(_("A mapping says of each column what it holds."))

    @property
    def known(self) -> int:
        """How many columns are read."""
        return sum(field is not None for field in self.fields)

    @property
    def suffices(self) -> bool:
        """Whether what is read can make an article."""
        return bool({"title", "text", "html", "picture"}.intersection(self.fields))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its beginning tells it: what a person is shown before it is read."""

    place: str
    """how it is named in the report: a file, or a sheet of one"""
    row: int
    """the number of the row that names the columns, from 1; of JSON, 0"""
    columns: ColumnMapping
    """as it was saved for this header, or as it is guessed"""
    sample: tuple[tuple[str, ...], ...] = ()
    """the first rows below that one; they may be shorter or longer than it"""


def mapping_for(header: Sequence[str], mappings: Sequence[ColumnMapping]) -> ColumnMapping | None:
    """The first mapping made for this header, white space around its names aside; None where there is none."""
    plain = key_of(header)
    return next((mapping for mapping in mappings if key_of(mapping.header) == plain), None)


def key_of(header: Sequence[str]) -> tuple[str, ...]:
    """A header as it is compared: white space folded, empty columns at the end left out."""
    names = [" ".join(name.split()) for name in header]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
