"""Commands that take documents in, show them and write them out."""

from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import click

from ztviewer.cli.archives import archive_argument, opened
from ztviewer.cli.columns import mappings_given
from ztviewer.cli.output import progress_bar
from ztviewer.cli.searching import Ids, answered, chosen
from ztviewer.core.article import ArticleId
from ztviewer.core.errors import Cancelled
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportOptions, ImportResult, Outcome
from ztviewer.core.query import Request, Sort
from ztviewer.services.archive import Archive
from ztviewer.services.exporting import FORMATS
from ztviewer.services.reading import FORMS
from ztviewer.services.report import report_line
from ztviewer.services.rules import load

SOME_REJECTED = 3


@click.command("import")
@archive_argument
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--rules",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="TOML: tags, topic and column by folder, source or text.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would become of each; nothing is stored.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="JSON Lines: what became of each."
)
@click.option(
    "--mapping",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What the columns of tables hold: a table with the columns `column` and `field`; see `ztviewer columns`.",
)
@click.option("--pdf-pages", is_flag=True, help="Keep the pages of PDF as pictures too.")
def import_(
    archive: Path,
    paths: tuple[Path, ...],
    rules: Path | None,
    dry_run: bool,
    report: Path | None,
    mapping: tuple[Path, ...],
    pdf_pages: bool,
) -> None:
    """Take documents into an archive: files and folders of every format that ZTViewer reads, and other archives.

    The same command again goes on where it was stopped.
    """
    options = ImportOptions(load(rules) if rules else (), mappings_given(mapping), pdf_pages)
    reasons: Counter[str] = Counter()
    with (
        opened(archive, writing=not dry_run) as held,
        progress_bar() as bar,
        report.open("w", encoding="utf-8") if report else nullcontext() as lines,
    ):

        def account(outcome: Outcome) -> None:
            if outcome.outcome == "rejected":
                reasons[outcome.reason or ""] += 1
            if lines is not None:
                lines.write(report_line(outcome))

        importing = held.importing
        result = (importing.dry_run if dry_run else importing.run)(paths, bar, account, options)
    click.echo(_sentence(result, dry_run))
    for reason, count in reasons.most_common(10):
        click.echo(f"  {count} × {reason}", err=True)
    if result.cancelled:
        raise Cancelled
    if result.rejected:
        raise SystemExit(SOME_REJECTED)


def _sentence(result: ImportResult, dry_run: bool) -> str:
    text = (
        _(
            "{added} would be added ({reprints} of them reprints), "
            "{duplicates} are there already, {rejected} would be rejected"
        )
        if dry_run
        else _("{added} added ({reprints} of them reprints), {duplicates} there already, {rejected} rejected")
    )
    return text.format(
        added=result.added,
        reprints=result.reprints,
        duplicates=result.duplicates,
        rejected=result.rejected,
    )


@click.command()
@archive_argument
@click.argument("article_id", metavar="ID", type=int)
@click.option("--format", "form", type=click.Choice(FORMS), default="text")
def show(archive: Path, article_id: int, form: str) -> None:
    """Print one article."""
    with opened(archive) as held:
        click.echo(held.reading.rendered(ArticleId(article_id), form))


@click.command()
@archive_argument
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), required=True)
@click.option("--query", help="Export what this search finds.")
@click.option("--ids", type=Ids(), help="Export these articles.")
@click.option("--topic", help="Export a topic in its order, with its introduction.")
@click.option("--all", "everything", is_flag=True, help="Export the whole archive.")
def export(
    archive: Path,
    target: Path,
    form: str,
    query: str | None,
    ids: list[ArticleId] | None,
    topic: str | None,
    everything: bool,
) -> None:
    """Write articles to TARGET, a file or a folder that is not there yet."""
    if sum((query is not None, ids is not None, topic is not None, everything)) != 1:
        raise click.UsageError(_("Say which articles: one of --query, --ids, --topic and --all."))
    with opened(archive) as held, progress_bar() as bar:
        articles = _wanted(held, query, ids, topic)
        exported = held.exporting.run(articles, form, target, bar, topic)
    click.echo(
        _("{articles} articles written to {target}.").format(
            articles=exported.articles, target=exported.target
        )
    )


def _wanted(
    archive: Archive, query: str | None, ids: list[ArticleId] | None, topic: str | None
) -> list[ArticleId]:
    if topic is not None:
        return [entry.article for entry in archive.curating.topic(topic)[1]]
    if query is None and ids is None:
        return list(answered(archive, Request(sort=Sort.OLDEST)).ids)
    return chosen(archive, ids, query)
