"""The command line: the same services as the window, for scripts. Nothing else speaks click."""

import sys

import click

from ztviewer import __version__
from ztviewer.cli.archives import index, info, new, verify, window
from ztviewer.cli.columns import columns
from ztviewer.cli.dictionary import dictionary
from ztviewer.cli.documents import export, import_, show
from ztviewer.cli.reprints import reprints
from ztviewer.cli.searching import search
from ztviewer.cli.tags import tag
from ztviewer.cli.topics import topic
from ztviewer.core.errors import Cancelled, ZTViewerError
from ztviewer.core.i18n import _, system_language, use_language

FAILED, INTERRUPTED = 1, 130


class _Commands(click.Group):
    """Takes anything that is no command for an archive to open in the window."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and not args[0].startswith("-")):
            args = ["window", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ztviewer")
def commands() -> None:
    """ZTViewer (专题档案阅览器): browse, search and export archives of Chinese press articles.

    With an archive and no command, or with nothing at all, it opens the window.

    Exit codes: 0 done; 1 it could not; 2 wrong usage; 3 done, but some documents were rejected.
    """


for command in (
    window,
    new,
    info,
    import_,
    columns,
    search,
    show,
    tag,
    topic,
    export,
    index,
    reprints,
    dictionary,
    verify,
):
    commands.add_command(command)


def main() -> None:
    """Run one command. What went wrong is one sentence on standard error; a bug is a traceback."""
    use_language(system_language())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                encoding="utf-8"
            )  # Chinese goes into a pipe whatever the system's code page is
    try:
        commands(prog_name="ztviewer")
    except ZTViewerError as error:
        click.echo(f"ztviewer: {error}", err=True)
        sys.exit(FAILED)
    except (Cancelled, KeyboardInterrupt):
        click.echo(_("Stopped; what had been done stays."), err=True)
        sys.exit(INTERRUPTED)
