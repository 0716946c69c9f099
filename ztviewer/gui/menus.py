"""What stands in the menus: every command of the window with its keys."""

from PySide6.QtGui import QAction, QKeySequence

from ztviewer.core.i18n import _
from ztviewer.gui.commands import (
    ARCHIVE,
    ARTICLE,
    IMPORTED,
    REDO,
    TICKED,
    UNDO,
    WRITABLE,
    Command,
    Keys,
    Menu,
)

_Std = QKeySequence.StandardKey
_Role = QAction.MenuRole
_CHANGE = (ARCHIVE, WRITABLE)


def window_menus(deeds: object) -> tuple[Menu, ...]:
    """All menus. A command's name is the name of the method of `deeds` that does it."""
    make = _Maker(deeds)
    return tuple(menu(make) for menu in (_file, _edit, _view, _article, _selection, _help))


class _Maker:
    """Makes commands out of the methods of one object."""

    def __init__(self, deeds: object) -> None:
        self._deeds = deeds

    def __call__(
        self, name: str, text: str, *keys: Keys, needs: tuple[str, ...] = (), role: _Role = _Role.NoRole
    ) -> Command:
        return Command(name, text, getattr(self._deeds, name), keys, frozenset(needs), role)


def _file(make: _Maker) -> Menu:
    return Menu(
        _("&File"),
        (
            make("new_archive", _("New archive…"), _Std.New),
            make("open_archive", _("Open archive…"), _Std.Open),
            ("recent", _("Open recent")),
            make("open_sample", _("Open the sample")),
            None,
            make("import_files", _("Import files…"), "Ctrl+I", needs=_CHANGE),
            make("import_folder", _("Import a folder…"), "Ctrl+Shift+I", needs=_CHANGE),
            make("import_report", _("Last import report…"), "Ctrl+Alt+I", needs=(IMPORTED,)),
            make("export", _("Export…"), "Ctrl+E", needs=(ARCHIVE,)),
            None,
            make("verify", _("Verify the archive"), needs=(ARCHIVE,)),
            make("rebuild_index", _("Rebuild the search index"), needs=(ARCHIVE,)),
            make("close_archive", _("Close archive"), "Ctrl+W", needs=(ARCHIVE,)),
            None,
            make("quit", _("Quit"), "Ctrl+Q", role=_Role.QuitRole),
        ),
    )


def _edit(make: _Maker) -> Menu:
    return Menu(
        _("&Edit"),
        (
            make("undo", _("Undo"), _Std.Undo, needs=(UNDO,)),
            make("redo", _("Redo"), "Ctrl+Shift+Z", "Ctrl+Y", needs=(REDO,)),
            None,
            make("search", _("Search"), "Ctrl+F", "Ctrl+K", needs=(ARCHIVE,)),
            make("search_exactly", _("Exact search on or off"), "Ctrl+Alt+F", needs=(ARCHIVE,)),
            make("find_in_article", _("Find in the article"), "Ctrl+Shift+F", needs=(ARTICLE,)),
            None,
            make("manage_tags", _("Manage tags…"), "Ctrl+Alt+M", needs=_CHANGE),
            None,
            make("settings", _("Settings…"), "Ctrl+,", role=_Role.PreferencesRole),
        ),
    )


def _view(make: _Maker) -> Menu:
    return Menu(
        _("&View"),
        (
            make("toggle_facets", _("Show or hide the side panel"), "Ctrl+B", needs=(ARCHIVE,)),
            make("clear_choices", _("Clear all filters"), "Ctrl+Shift+X", needs=(ARCHIVE,)),
            None,
            make("next_article", _("Next article"), "Alt+Down", needs=(ARCHIVE,)),
            make("previous_article", _("Previous article"), "Alt+Up", needs=(ARCHIVE,)),
            make("next_mark", _("Next mark in the article"), "F3", needs=(ARTICLE,)),
            make("previous_mark", _("Previous mark in the article"), "Shift+F3", needs=(ARTICLE,)),
            make("open_pictures", _("Pictures of the article"), "Ctrl+Shift+P", needs=(ARTICLE,)),
            None,
            make("larger", _("Larger type"), "Ctrl++", "Ctrl+=", needs=(ARCHIVE,)),
            make("smaller", _("Smaller type"), "Ctrl+-", needs=(ARCHIVE,)),
            None,
            make("next_pane", _("Next pane"), "F6", needs=(ARCHIVE,)),
            make("previous_pane", _("Previous pane"), "Shift+F6", needs=(ARCHIVE,)),
        ),
    )


def _article(make: _Maker) -> Menu:
    return Menu(
        _("&Article"),
        (
            make("tag_article", _("Add a tag…"), "Ctrl+T", needs=(*_CHANGE, ARTICLE)),
            make("untag_article", _("Take a tag away…"), "Ctrl+Shift+T", needs=(*_CHANGE, ARTICLE)),
            make("add_to_topic", _("Add to a topic…"), "Ctrl+D", needs=(*_CHANGE, ARTICLE)),
            None,
            make("similar", _("Show articles like this one"), "Ctrl+L", needs=(ARTICLE,)),
            make("compare", _("Compare with its reprints…"), "Ctrl+R", needs=(ARTICLE,)),
            make("cite", _("Copy with citation"), "Ctrl+Shift+C", needs=(ARTICLE,)),
            None,
            make("tick", _("Tick or untick"), needs=(ARTICLE,)),
            make("trash", _("Put into the trash"), "Ctrl+Del", needs=(*_CHANGE, ARTICLE)),
            make("restore", _("Take back out of the trash"), needs=(*_CHANGE, ARTICLE)),
        ),
    )


def _selection(make: _Maker) -> Menu:
    ticked = (*_CHANGE, TICKED)
    return Menu(
        _("&Selection"),
        (
            make("show_selection", _("Show the ticked articles"), "Ctrl+Shift+S", needs=(ARCHIVE,)),
            make("tick_all", _("Tick the whole result"), "Ctrl+Shift+A", needs=(ARCHIVE,)),
            make("untick_all", _("Untick all"), "Ctrl+Shift+U", needs=(TICKED,)),
            None,
            make("tag_selection", _("Tag the ticked articles…"), "Ctrl+Alt+T", needs=ticked),
            make(
                "add_selection_to_topic",
                _("Add the ticked articles to a topic…"),
                "Ctrl+Alt+D",
                needs=ticked,
            ),
        ),
    )


def _help(make: _Maker) -> Menu:
    return Menu(
        _("&Help"),
        (
            make("query_help", _("How to search")),
            make("shortcuts", _("Keyboard shortcuts"), "F1"),
            make("about", _("About ZTViewer"), role=_Role.AboutRole),
        ),
    )
