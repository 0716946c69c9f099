"""Commands about topic dossiers (专题)."""

from pathlib import Path

import click

from ztviewer.cli.archives import archive_argument, format_option, opened
from ztviewer.cli.output import print_json, print_table
from ztviewer.cli.searching import chosen
from ztviewer.cli.tags import which_articles
from ztviewer.core.article import ArticleId
from ztviewer.core.i18n import _, ngettext


@click.group()
def topic() -> None:
    """Keep topic dossiers (专题): ordered articles under an introduction."""


@topic.command("list")
@archive_argument
@format_option
def list_(archive: Path, form: str) -> None:
    """Print the topics with how many articles each holds."""
    with opened(archive) as held:
        topics = held.curating.topics()
    if form == "json":
        print_json(
            [
                {"title": one.title, "articles": one.articles, "introduction": one.introduction}
                for one in topics
            ]
        )
    else:
        print_table([(f"{one.articles:>6}", one.title) for one in topics], [6])


@topic.command()
@archive_argument
@click.argument("title")
@format_option
def show(archive: Path, title: str, form: str) -> None:
    """Print one topic: its introduction and its articles in order."""
    with opened(archive) as held:
        one, entries = held.curating.topic(title)
        titles = {entry.article: held.reading.article(entry.article).title for entry in entries}
    if form == "json":
        articles = [
            {"id": entry.article, "title": titles[entry.article], "note": entry.note} for entry in entries
        ]
        print_json({"title": one.title, "introduction": one.introduction, "articles": articles})
        return
    click.echo(f"{one.title}\n\n{one.introduction}\n")
    print_table([(str(entry.article), titles[entry.article], entry.note or "") for entry in entries], [7, 50])


@topic.command()
@archive_argument
@click.argument("title")
@which_articles
@click.option("--introduction", help="The introduction of a topic that is made.")
def add(
    archive: Path, title: str, ids: list[ArticleId] | None, query: str | None, introduction: str | None
) -> None:
    """Put articles at the end of a topic; it is made where there is none."""
    with opened(archive, writing=True) as held:
        articles = chosen(held, ids, query)
        if title not in {one.title for one in held.curating.topics()}:
            held.curating.create(title, introduction or "")
        elif introduction is not None:
            held.curating.change(title, introduction=introduction)
        count = len(held.curating.add(title, articles).articles)
    message = ngettext("{count} article added to “{topic}”.", "{count} articles added to “{topic}”.", count)
    click.echo(message.format(count=count, topic=title))


@topic.command()
@archive_argument
@click.argument("title")
@which_articles
def remove(archive: Path, title: str, ids: list[ArticleId] | None, query: str | None) -> None:
    """Take articles out of a topic."""
    with opened(archive, writing=True) as held:
        count = len(held.curating.remove(title, chosen(held, ids, query)).articles)
    message = ngettext(
        "{count} article taken out of “{topic}”.", "{count} articles taken out of “{topic}”.", count
    )
    click.echo(message.format(count=count, topic=title))


@topic.command()
@archive_argument
@click.argument("title")
def delete(archive: Path, title: str) -> None:
    """Delete a topic; its articles stay in the archive."""
    with opened(archive, writing=True) as held:
        held.curating.delete(title)
    click.echo(_("Topic “{topic}” deleted.").format(topic=title))
