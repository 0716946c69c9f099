"""The search command, and how other commands say which articles they mean."""

import time
from pathlib import Path
from typing import Any

import click

from ztviewer.cli.archives import archive_argument, opened
from ztviewer.cli.output import print_json, print_table, progress_bar
from ztviewer.core.article import ArticleId
from ztviewer.core.explanation import Part, described
from ztviewer.core.i18n import _, ngettext
from ztviewer.core.query import Found, Reading, Request, ResultLine, Sort
from ztviewer.services.archive import Archive

PAGE = 20


class Ids(click.ParamType[list[ArticleId]]):
    """Article numbers with commas between: `1,2,5`."""

    name = "1,2,…"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> list[ArticleId]:
        """The numbers, in their order."""
        if isinstance(value, list):
            return value
        try:
            return [ArticleId(int(part)) for part in str(value).split(",")]
        except ValueError:
            self.fail(
                _("“{value}” is not a list of article numbers such as 1,2,5.").format(value=value), param, ctx
            )


def answered(archive: Archive, request: Request) -> Found:
    """The answer of an index that is up to date; it is brought there first."""
    with progress_bar() as bar:
        if archive.indexing.status().state != "ready":
            archive.indexing.bring_up_to_date(bar)
        found = archive.searching.find(request)
        if not found.indexed:  # found damaged while answering: one new index, and one more try
            archive.indexing.bring_up_to_date(bar)
            found = archive.searching.find(request)
    return found


def chosen(archive: Archive, ids: list[ArticleId] | None, query: str | None) -> list[ArticleId]:
    """The articles that `--ids` or `--query` names, exactly one of them."""
    if (ids is None) == (query is None):
        raise click.UsageError(_("Say which articles: either --ids or --query."))
    if ids is not None:
        return [archive.reading.article(article).id for article in ids]
    return list(answered(archive, Request(read(archive, query or "").query)).ids)


def read(archive: Archive, text: str, *, exact: bool = False) -> Reading:
    """A typed query as it was read; how it was mended, if it was, goes to standard error."""
    reading = archive.searching.read(text, exact=exact)
    for remark in reading.remarks:
        click.echo(remark, err=True)
    return reading


@click.command()
@archive_argument
@click.argument("query", required=False)
@click.option("--exact", is_flag=True, help="Keep traditional, simplified and variant characters apart.")
@click.option("--like", type=int, metavar="ID", help="Find articles like this one, instead of a query.")
@click.option("--limit", type=click.IntRange(0), help=f"How many to print; {PAGE} unless told, all as ids.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to pass over first.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default=Sort.RELEVANCE.value)
@click.option("--facets", is_flag=True, help="Print how the result divides by source, year, tag, ...")
@click.option("--why", is_flag=True, help="Print how the query was read and what each part of it finds.")
@click.option("--format", "form", type=click.Choice(["table", "json", "ids"]), default="table")
def search(
    archive: Path,
    query: str | None,
    exact: bool,
    like: int | None,
    limit: int | None,
    offset: int,
    sort: str,
    facets: bool,
    why: bool,
    form: str,
) -> None:
    """Find articles. The total and the facets are exact, whatever is printed."""
    if (query is None) == (like is None):
        raise click.UsageError(_("Say what to find: either a query or --like."))
    with opened(archive) as held:
        reading = read(held, query or "", exact=exact)
        asked = reading.query
        found = answered(held, Request(asked, sort=Sort(sort)))
        if like is not None:
            found = _similar(held, ArticleId(like), offset + (PAGE if limit is None else limit))
        explained = held.searching.explain(reading) if why else None
        until = None if limit is None and form == "ids" else offset + (PAGE if limit is None else limit)
        page = found.ids[offset:until]
        if form == "ids":
            click.echo("".join(f"{article}\n" for article in page), nl=False)
            return
        lines = held.searching.lines(page, asked)
    if form == "json":
        scores = dict(zip(page, found.scores[offset:until], strict=False))
        reasons = {"why": part_as_json(explained.whole)} if explained else {}
        print_json(_as_json(query or "", found, lines, scores) | reasons)
    else:
        _print(found, lines, facets)
        if explained:
            click.echo(str(explained.whole), err=True)


def _similar(archive: Archive, article: ArticleId, limit: int) -> Found:
    """Articles like one, at most so many, in an order of their own. NotFound."""
    archive.reading.article(article)
    began = time.perf_counter()
    ids = archive.searching.similar(article, limit)
    return Found(ids, (), {}, (time.perf_counter() - began) * 1000)


def part_as_json(part: Part) -> dict[str, Any]:
    """A part of an explained query, for scripts."""
    return {
        "read": described(part.query),
        "total": part.total,
        "near": [{"text": near.text, "total": near.total} for near in part.near],
        "parts": [part_as_json(each) for each in part.parts],
    }


def _as_json(
    query: str, found: Found, lines: list[ResultLine], scores: dict[ArticleId, float]
) -> dict[str, Any]:
    hits = [
        {
            "id": line.summary.id,
            "title": line.summary.title,
            "source": line.summary.source,
            "published": line.summary.published and line.summary.published.iso,
            "score": round(float(scores.get(line.summary.id, 0.0)), 6),
            "excerpt": line.excerpt.text,
            "marks": line.excerpt.marks,
        }
        for line in lines
    ]
    facets = {facet.value: list(values) for facet, values in found.facets.items()}
    return {
        "total": len(found.ids),
        "took_ms": round(found.took_ms, 3),
        "query": query,
        "hits": hits,
        "facets": facets,
    }


def _print(found: Found, lines: list[ResultLine], facets: bool) -> None:
    for line in lines:
        summary = line.summary
        day = summary.published.iso[:10] if summary.published else ""
        print_table([(str(summary.id), day, summary.source or "", summary.title)], [7, 10, 14])
        click.echo(" " * 9 + line.excerpt.text)
    count = ngettext("{count} article", "{count} articles", len(found.ids)).format(
        count=f"{len(found.ids):,}"
    )
    time = _("{time} ms").format(time=f"{found.took_ms:.1f}")
    click.echo(f"{count}  ({time})", err=True)
    if facets:
        for facet, values in found.facets.items():
            click.echo(f"{facet.value}: " + ", ".join(f"{value} {number}" for value, number in values))
