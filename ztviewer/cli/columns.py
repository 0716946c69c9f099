"""What the columns of tables hold, shown and saved."""

from dataclasses import replace
from pathlib import Path

import click

from ztviewer.cli.archives import format_option
from ztviewer.cli.output import print_json, print_table
from ztviewer.core.i18n import _
from ztviewer.core.mapping import FIELDS, ColumnMapping, Table
from ztviewer.services.mappings import Mappings, read_mapping

_WIDTHS = (24, 10)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Say what a column holds; nothing: not read.",
)
@click.option("--save", is_flag=True, help="Keep this for every table with the same columns.")
@format_option
def columns(file: Path, changes: tuple[str, ...], save: bool, form: str) -> None:
    """Print what the columns of a table hold (CSV, TSV, XLSX, JSON Lines), as saved or guessed."""
    mappings = Mappings()
    tables = [replace(table, columns=_changed(table.columns, changes)) for table in mappings.tables(file)]
    if form == "json":
        print_json([_row(table) for table in tables])
    else:
        for table in tables:
            click.echo(table.place)
            print_table(_lines(table), _WIDTHS)
    for table in tables if save else ():
        click.echo(_("Saved in {path}.").format(path=mappings.save(table.columns)), err=True)


def mappings_given(files: tuple[Path, ...]) -> tuple[ColumnMapping, ...]:
    """The mappings of these files, before those that are saved."""
    return (*map(read_mapping, files), *Mappings().all())


def _changed(columns: ColumnMapping, changes: tuple[str, ...]) -> ColumnMapping:
    fields = list(columns.fields)
    for change in changes:
        name, sign, field = change.rpartition("=")
        if not sign or name not in columns.header or field not in ("", *FIELDS):
            message = _("“{change}” is not one of the columns, `=`, and one of: {fields}.")
            raise click.UsageError(message.format(change=change, fields=", ".join(FIELDS)))
        fields = [None if held == field else held for held in fields]
        fields[columns.header.index(name)] = field or None
    return ColumnMapping(columns.header, tuple(fields))


def _lines(table: Table) -> list[list[str]]:
    return [
        [
            f"  {name}",
            field or "-",
            next((row[number] for row in table.sample if row[number:] and row[number]), "")[:60],
        ]
        for number, (name, field) in enumerate(zip(table.columns.header, table.columns.fields, strict=True))
    ]


def _row(table: Table) -> dict[str, object]:
    pairs = zip(table.columns.header, table.columns.fields, strict=True)
    return {
        "place": table.place,
        "row": table.row,
        "columns": [{"column": name, "field": field} for name, field in pairs],
    }
