"""`python -m ztviewer`: the same as the `ztviewer` command."""

from ztviewer.cli import main

if __name__ == "__main__":
    main()
