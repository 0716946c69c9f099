<<<<<<< HEAD
"""`python -m ztviewer` and the `ztviewer` command.

A process that writes the search index loads this module too: so it imports nothing before it is called.
"""


def main() -> None:
    """Run the command, or be such a process, where a program in one file is started again as one."""
    from multiprocessing import freeze_support

    freeze_support()
    from ztviewer.cli import main as run
=======
"""`python -m ztviewer`, and the `ztviewer` command. A process that is started to read documents imports this first."""

from multiprocessing import freeze_support


def main() -> None:
    """Run one command."""
    freeze_support()  # in a packaged program, such a process starts as the program itself
    from ztviewer.cli import main as run  # only here: those processes need none of it
>>>>>>> extraction

    run()


if __name__ == "__main__":
    main()
