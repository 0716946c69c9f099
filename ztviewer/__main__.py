"""`python -m ztviewer`, and the `ztviewer` command. A process that is started to read documents imports this first."""

from multiprocessing import freeze_support


def main() -> None:
    """Run one command."""
    freeze_support()  # in a packaged program, such a process starts as the program itself
    from ztviewer.cli import main as run  # only here: those processes need none of it

    run()


if __name__ == "__main__":
    main()
