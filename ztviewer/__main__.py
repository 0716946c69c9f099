"""`python -m ztviewer`, and the `ztviewer` command.

Processes that read documents or write the index load this module too, so it imports nothing before it is called.
"""


def main() -> None:
    """Run one command."""
    from multiprocessing import freeze_support

    freeze_support()  # in a packaged program, such a process starts as the program itself
    from ztviewer.cli import main as run

    run()


if __name__ == "__main__":
    main()
