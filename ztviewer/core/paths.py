"""Where things lie: the program's own resources, and the user's folders. Nothing else knows a path."""

import hashlib
import os
from pathlib import Path

import platformdirs

APP = "ztviewer"
_PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """A file or folder under `resources/`, in a checkout as in an installed package."""
    installed = _PACKAGE / "resources"
    return (installed if installed.is_dir() else _PACKAGE.parent / "resources") / name


def sample_archive() -> Path:
    """The sample archive that comes with the program; it is never written to."""
    installed = _PACKAGE / "resources" / "archive.db"
    return installed if installed.is_file() else _PACKAGE.parent / "archive.db"


def data_folder() -> Path:
    """The user's folder for what cannot be made again: the copy of the sample, the reports of imports."""
    return platformdirs.user_data_path(APP, appauthor=False, ensure_exists=True)


def cache_folder() -> Path:
    """The user's folder for what can be made again: search indexes."""
    return platformdirs.user_cache_path(APP, appauthor=False, ensure_exists=True)


def config_folder() -> Path:
    """The user's folder for settings."""
    return platformdirs.user_config_path(APP, appauthor=False, ensure_exists=True)


def archive_key(uid: str, path: Path) -> str:
    """A name for what belongs to one archive in one place: a copy of it elsewhere has another."""
    place = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    return f"{uid}-{place}"
