"""The command that shows reprint families and what their members do not share."""

from pathlib import Path
from typing import Any

import click

from ztviewer.cli.archives import archive_argument, format_option, opened
from ztviewer.cli.output import print_json, print_table, progress_bar
from ztviewer.core.article import ArticleId
from ztviewer.core.differences import Passage
from ztviewer.core.i18n import _
from ztviewer.core.reprints import Member
from ztviewer.services.archive import Archive


@click.command()
@archive_argument
@click.argument("article_id", metavar="[ID]", type=int, required=False)
@click.option("--differences", is_flag=True, help="Print the sentences that only one of two articles has.")
@format_option
def reprints(archive: Path, article_id: int | None, differences: bool, form: str) -> None:
    """List the reprints (转载) of an article, or every reprint family, each under its earliest article."""
    if differences and article_id is None:
        raise click.UsageError(_("Say of which article: --differences needs an ID."))
    with opened(archive) as held, progress_bar() as bar:
        if not held.read_only:
            held.reprinting.join(bar)
        bar.clear()
        if article_id is None:
            _families(held.reprinting.families(), form)
        else:
            held.reading.article(ArticleId(article_id))  # NotFound
            _family(held, ArticleId(article_id), form, differences=differences)


def _families(families: list[list[Member]], form: str) -> None:
    if form == "json":
        print_json([[_as_json(member) for member in family] for family in families])
        return
    for family in families:
        print_table([_cells(member) for member in family], [7, 10, 14])
        click.echo()


def _family(archive: Archive, article: ArticleId, form: str, *, differences: bool) -> None:
    rows = []
    for member in archive.reprinting.family(article):
        compared = archive.reprinting.compare(article, member.id)
        row = _as_json(member) | {"resemblance": round(compared.resemblance, 3)}
        if differences:
            row["differences"] = [_sides(passage) for passage in compared.differing]
        rows.append((member, row))
    if form == "json":
        print_json([row for _member, row in rows])
        return
    for member, row in rows:
        print_table([[f"{row['resemblance']:.0%}", *_cells(member)]], [4, 7, 10, 14])
        for passage in row.get("differences", ()):
            for sign, side in (("-", "first"), ("+", "second")):
                click.echo("".join(f"      {sign} {sentence}\n" for sentence in passage[side]), nl=False)


def _cells(member: Member) -> list[str]:
    day = member.published.iso[:10] if member.published else ""
    return [str(member.id), day, member.source or "", member.title]


def _as_json(member: Member) -> dict[str, Any]:
    return {
        "id": member.id,
        "title": member.title,
        "source": member.source,
        "published": member.published and member.published.iso,
    }


def _sides(passage: Passage) -> dict[str, list[str]]:
    return {"first": list(passage.first), "second": list(passage.second)}
