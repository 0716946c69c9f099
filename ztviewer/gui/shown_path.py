"""Paths as people read them: `~` for their own folder."""

from pathlib import Path


def shown_path(path: Path) -> str:
    """A path, shortened where it lies in the user's folder; `Path.expanduser` makes it whole again."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
