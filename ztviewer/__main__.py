"""`python -m ztviewer` and the `ztviewer` command.

A process that writes the search index loads this module too: so it imports nothing before it is called.
"""


def main() -> None:
    """Run the command, or be such a process, where a program in one file is started again as one."""
    from multiprocessing import freeze_support

    freeze_support()
    from ztviewer.cli import main as run

    run()


if __name__ == "__main__":
    main()
