"""Commands about the user's dictionary of names."""

import click

from ztviewer.cli.archives import format_option
from ztviewer.cli.output import print_json
from ztviewer.services.dictionary import Dictionary


@click.group()
def dictionary() -> None:
    """Keep the names that searches take for one word, such as 丁真珠. They count at once, in every archive."""


@dictionary.command("list")
@format_option
def list_(form: str) -> None:
    """Print the names."""
    names = Dictionary().names()
    if form == "json":
        print_json([{"name": name.text, "weight": name.weight} for name in names])
    else:
        click.echo("".join(f"{name}\n" for name in names), nl=False)


@dictionary.command()
@click.argument("name")
@click.option(
    "--weight", type=click.IntRange(1), help="How frequent a word it is; enough to stay whole unless told."
)
def add(name: str, weight: int | None) -> None:
    """Add a name."""
    Dictionary().add(name, weight)


@dictionary.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take a name out."""
    Dictionary().remove(name)
