"""Commands about an archive as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ztviewer.cli.output import print_json, print_table, progress_bar
from ztviewer.core.errors import Refused, ZTViewerError
from ztviewer.core.i18n import _, ngettext
from ztviewer.services.archive import Archive

archive_argument = click.argument("archive", type=click.Path(path_type=Path))
format_option = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")


@contextmanager
def opened(path: Path, *, writing: bool = False) -> Iterator[Archive]:
    """An archive for the time of one command; refused where the command writes and the archive cannot be written."""
    archive = Archive.open(path)
    try:
        if writing and archive.read_only:
            raise Refused(archive.why_read_only or _("{path} can only be read.").format(path=path))
        yield archive
    finally:
        archive.close()


@click.command(hidden=True)
@click.argument("archive", type=click.Path(path_type=Path), required=False)
def window(archive: Path | None) -> None:
    """Open the window."""
    from ztviewer.gui.app import run  # Qt takes its time to load: only who opens the window waits for it

    raise SystemExit(run(archive))


@click.command()
@archive_argument
@click.option("--title", required=True, help="What the archive is called.")
def new(archive: Path, title: str) -> None:
    """Make an empty archive."""
    Archive.create(archive, title).close()
    click.echo(_("Made {path}.").format(path=archive))


@click.command()
@archive_argument
@format_option
def info(archive: Path, form: str) -> None:
    """Say what an archive is and how much it holds."""
    with opened(archive) as held:
        values: dict[str, Any] = asdict(held.info) | {"path": str(archive), "read_only": held.read_only}
    if form == "json":
        print_json(values)
    else:
        print_table([(name, "" if value is None else str(value)) for name, value in values.items()], [12])


@click.command()
@archive_argument
@click.option("--rebuild", is_flag=True, help="Build it anew from nothing.")
@click.option("--status", is_flag=True, help="Only say how it stands.")
def index(archive: Path, rebuild: bool, status: bool) -> None:
    """Bring the search index up to date."""
    if rebuild and status:
        raise click.UsageError(_("--rebuild and --status exclude each other."))
    with opened(archive) as held, progress_bar() as bar:
        if rebuild:
            held.indexing.rebuild(bar)
        elif not status:
            held.indexing.bring_up_to_date(bar)
        bar.clear()
        stand = held.indexing.status()
    message = _("{state}: {documents} articles, {behind} changes not yet indexed")
    names = {"ready": _("ready"), "behind": _("behind"), "missing": _("missing")}
    click.echo(message.format(state=names[stand.state], documents=stand.documents, behind=stand.behind))


@click.command()
@archive_argument
def verify(archive: Path) -> None:
    """Check that everything in an archive is as it was put there."""
    with opened(archive) as held, progress_bar() as bar:
        problems = held.verifying.run(bar)
        bar.clear()
    for problem in problems:
        click.echo(f"{problem.subject}: {problem.message}")
    if problems:
        message = ngettext("{count} problem found.", "{count} problems found.", len(problems))
        raise ZTViewerError(message.format(count=len(problems)))
    click.echo(_("Everything is as it should be."))
