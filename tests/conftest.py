"""What every test starts from: no screen, English, and folders that are not the user's."""

import os
from pathlib import Path

import pytest

# Read when Qt starts, so they stand here before anything imports it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"

PROJECT = Path(__file__).resolve().parent.parent

_USER_FOLDERS = {
    "HOME": ".",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "USERPROFILE": ".",
    "APPDATA": "data",
    "LOCALAPPDATA": "data",
}
"""Where each system looks for the user's folders, and the folder that stands in for it."""


@pytest.fixture(autouse=True)
def user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test, which the programs it starts inherit."""
    home = tmp_path_factory.mktemp("user")
    for variable, folder in _USER_FOLDERS.items():
        monkeypatch.setenv(variable, str(home / folder))
    return home


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds `pyproject.toml`."""
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real press articles, which are not free to give away and so lie beside the project."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real articles that this test reads are not on this machine")
    return folder
