"""Commands about tags."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ztviewer.cli.archives import archive_argument, format_option, opened
from ztviewer.cli.output import print_json, print_table
from ztviewer.cli.searching import Ids, chosen
from ztviewer.core.article import ArticleId


def which_articles(command: Callable[..., Any]) -> Callable[..., Any]:
    """The two options that name articles."""
    by_ids = click.option("--ids", type=Ids(), help="These articles.")
    return by_ids(click.option("--query", help="What this search finds.")(command))


@click.group()
def tag() -> None:
    """Put tags on articles, take them away, and keep the tree of tags in order. A tag's name is its path: 地区/镇江."""


@tag.command()
@archive_argument
@click.argument("name")
@which_articles
def add(archive: Path, name: str, ids: list[ArticleId] | None, query: str | None) -> None:
    """Put a tag on articles; it is made where there is none."""
    with opened(archive, writing=True) as held:
        click.echo(held.tagging.add(name, chosen(held, ids, query)).sentence)


@tag.command()
@archive_argument
@click.argument("name")
@which_articles
def remove(archive: Path, name: str, ids: list[ArticleId] | None, query: str | None) -> None:
    """Take a tag from articles."""
    with opened(archive, writing=True) as held:
        click.echo(held.tagging.remove(name, chosen(held, ids, query)).sentence)


@tag.command()
@archive_argument
@click.argument("name")
@click.argument("new_name")
def rename(archive: Path, name: str, new_name: str) -> None:
    """Give a tag another name or place in the tree."""
    with opened(archive, writing=True) as held:
        click.echo(held.tagging.rename(name, new_name).sentence)


@tag.command()
@archive_argument
@click.argument("name")
@click.argument("into")
def merge(archive: Path, name: str, into: str) -> None:
    """Put all that carries NAME under INTO, and drop NAME."""
    with opened(archive, writing=True) as held:
        click.echo(held.tagging.merge(name, into).sentence)


@tag.command()
@archive_argument
@click.argument("name")
def delete(archive: Path, name: str) -> None:
    """Delete a tag with all below it; the articles stay."""
    with opened(archive, writing=True) as held:
        click.echo(held.tagging.delete(name).sentence)


@tag.command("list")
@archive_argument
@format_option
def list_(archive: Path, form: str) -> None:
    """Print the tree of tags with how many articles carry each."""
    with opened(archive) as held:
        tags = held.tagging.tags()
    if form == "json":
        rows = [
            {"name": one.path, "articles": one.articles, "colour": one.colour, "note": one.note}
            for one in tags
        ]
        print_json(rows)
    else:
        print_table([(f"{one.articles:>6}", one.path) for one in tags], [6])
