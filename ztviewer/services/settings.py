"""What a user has chosen once and for all, kept in the user's own folder."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ztviewer.core.paths import config_folder

RECENT = 10
"""How many archives the start page remembers."""

THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. Window layout is no setting: the window remembers it."""

    language: str | None = None
    """a code of `core.i18n.LANGUAGES`; None: as the system speaks"""
    theme: str = "system"
    font_size: int = 17
    """of the article, in pixels"""
    serif: bool = False
    """the article in a Song face instead of a Hei face"""
    pdf_pages: bool = False
    """an import keeps the pages of PDF as pictures too"""
    recent: tuple[str, ...] = ()
    """archives opened lately, newest first"""

    def with_recent(self, path: Path) -> "Settings":
        """The same settings with an archive on top of the recent ones."""
        name = str(path)
        return replace(self, recent=(name, *(other for other in self.recent if other != name))[:RECENT])


def load() -> Settings:
    """The user's settings; what is missing, unknown or of the wrong kind is as if never set."""
    try:
        stored = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    settings, defaults = Settings(), asdict(Settings())
    for name, value in stored.items():
        if name == "recent" and isinstance(value, list):
            settings = replace(settings, recent=tuple(str(path) for path in value[:RECENT]))
        elif name == "language" and (value is None or isinstance(value, str)):
            settings = replace(settings, language=value)
        elif name in defaults and type(value) is type(defaults[name]):
            settings = replace(settings, **{name: value})
    return settings if settings.theme in THEMES else replace(settings, theme="system")


def save(settings: Settings) -> None:
    """Keep settings; a crash in between leaves the old ones."""
    target = _file()
    draft = target.with_suffix(".new")
    draft.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2), "utf-8")
    draft.replace(target)


def _file() -> Path:
    return config_folder() / "settings.json"
