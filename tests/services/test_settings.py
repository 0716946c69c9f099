"""Settings survive, and whatever stands in their file does no harm."""

from pathlib import Path

import pytest

from ztviewer.core.paths import config_folder
from ztviewer.services.settings import RECENT, Settings, load, save


def test_what_was_saved_is_loaded() -> None:
    chosen = Settings("zh_CN", "dark", 19, True, True, ("/档案/一.db",))
    save(chosen)
    assert load() == chosen


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"theme": "pink"}', '{"font_size": "big", "recent": 7, "unknown": 1, "language": []}'],
)
def test_what_makes_no_sense_is_as_if_never_set(text: str) -> None:
    (config_folder() / "settings.json").write_text(text, "utf-8")
    assert load() == Settings()


def test_the_newest_archive_is_first_and_each_stands_once() -> None:
    settings = Settings()
    for name in ["a", "b", "a", *map(str, range(RECENT))]:
        settings = settings.with_recent(Path(name))
    assert settings.recent == tuple(str(number) for number in reversed(range(RECENT)))
