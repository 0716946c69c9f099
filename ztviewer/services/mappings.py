"""What the columns of tables hold: shown before a table is read, changed, and saved for every table with the same header.

Each is a small table of its own in the user's folder (`column,field`), to be read and edited by hand or in a
spreadsheet.
"""

import csv
import hashlib
from dataclasses import replace
from io import StringIO
from pathlib import Path

from ztviewer.core.errors import NotFound, Refused
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportOptions
from ztviewer.core.mapping import ColumnMapping, Table, key_of
from ztviewer.core.paths import config_folder
from ztviewer.importers import tables_of
from ztviewer.importers.source import file_source

_HEADER = ["column", "field"]
_DIGITS = 16


class Mappings:
    """Reads and keeps mappings, by default in the user's folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or config_folder() / "columns"

    def tables(self, path: Path) -> list[Table]:
        """The tables of a file, each with what its columns hold, as saved or guessed. ImportProblem where it has none."""
        source = file_source(path)
        return tables_of(replace(source, options=ImportOptions(mappings=self.all())))

    def all(self) -> tuple[ColumnMapping, ...]:
        """Every mapping that was saved. Refused where a file of them was spoilt."""
        return tuple(map(read_mapping, sorted(self.folder.glob("*.csv"))))

    def joined(self, options: ImportOptions) -> ImportOptions:
        """Options with every mapping that was saved, behind those that they name."""
        return replace(options, mappings=(*options.mappings, *self.all()))

    def save(self, mapping: ColumnMapping) -> Path:
        """Keep a mapping in the place of any for the same header; a crash in between leaves the old one."""
        text = StringIO(newline="")
        rows = [[column, field or ""] for column, field in zip(mapping.header, mapping.fields, strict=True)]
        csv.writer(text).writerows([_HEADER, *rows])
        target = self._file(mapping)
        draft = target.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(text.getvalue().encode("utf-8-sig"))  # so that spreadsheets see the charset
            draft.replace(target)
        except OSError as error:
            message = _("{path} cannot be written: {reason}")
            raise Refused(message.format(path=target, reason=error.strerror)) from error
        return target

    def remove(self, mapping: ColumnMapping) -> None:
        """Forget what was saved for a header, so that it is guessed again. NotFound where nothing was."""
        try:
            self._file(mapping).unlink()
        except FileNotFoundError as error:
            raise NotFound(_("There is no mapping for these columns.")) from error

    def _file(self, mapping: ColumnMapping) -> Path:
        """Where the mapping of a header is kept, whatever characters its names hold."""
        key = "\x1f".join(key_of(mapping.header))
        return self.folder / f"{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:_DIGITS]}.csv"


def read_mapping(file: Path) -> ColumnMapping:
    """The mapping that a file holds. Refused where it is none."""
    try:
        header, *rows = csv.reader(StringIO(file.read_text("utf-8-sig"), newline=""))
        if header != _HEADER:
            raise ValueError
        columns, fields = zip(*((row[0], row[1].strip() or None) for row in rows if row), strict=True)
        return ColumnMapping(columns, fields)
    except Refused as error:
        raise Refused(f"{file}: {error}") from error
    except OSError as error:
        message = _("Cannot read {path}: {reason}.")
        raise Refused(message.format(path=file, reason=error.strerror)) from error
    except (ValueError, IndexError, csv.Error) as error:
        message = _("{path} is no mapping: it must be a table with the columns “column” and “field”.")
        raise Refused(message.format(path=file)) from error
