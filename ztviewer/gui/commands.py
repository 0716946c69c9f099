"""Everything the window can do, as actions: the menus, the shortcuts and the list of shortcuts come from one table."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

Keys = str | QKeySequence.StandardKey

ARCHIVE, WRITABLE, ARTICLE, TICKED, UNDO, REDO = "archive", "writable", "article", "ticked", "undo", "redo"
IMPORTED = "imported"
"""What must be there for a command to make sense: an archive, one that can be changed, an article, ticks, ..."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do."""

    name: str
    text: str
    do: Callable[[], None]
    keys: tuple[Keys, ...] = ()
    needs: frozenset[str] = frozenset()
    role: QAction.MenuRole = QAction.MenuRole.NoRole


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: commands, lines between them (None) and menus filled elsewhere (a name, a text)."""

    text: str
    entries: tuple[Command | tuple[str, str] | None, ...]


class Commands:
    """The actions of a window, by name."""

    def __init__(self, window: QMainWindow, menus: Iterable[Menu]) -> None:
        self._window = window
        self._needs: dict[str, frozenset[str]] = {}
        self._actions: dict[str, QAction] = {}
        self._submenus: dict[str, QMenu] = {}
        self._menus = tuple(menus)
        for menu in self._menus:
            self._add(menu)

    def action(self, name: str) -> QAction:
        """One action."""
        return self._actions[name]

    def submenu(self, name: str) -> QMenu:
        """A menu within a menu, to be filled by whoever knows what belongs there."""
        return self._submenus[name]

    def enable(self, there: frozenset[str]) -> None:
        """Enable what makes sense with what is there."""
        for name, action in self._actions.items():
            action.setEnabled(self._needs[name] <= there)

    def shortcuts(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For each menu its commands that have keys, with the keys as this system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (
                re.sub(r"\(&\w\)|&", "", menu.text),
                [
                    (entry.text.rstrip("…"), " / ".join(key.toString(native) for key in keys))
                    for entry in menu.entries
                    if isinstance(entry, Command) and (keys := self._actions[entry.name].shortcuts())
                ],
            )
            for menu in self._menus
        ]

    def _add(self, menu: Menu) -> None:
        shown = self._window.menuBar().addMenu(menu.text)
        for entry in menu.entries:
            if entry is None:
                shown.addSeparator()
            elif isinstance(entry, Command):
                shown.addAction(self._made(entry))
            else:
                self._submenus[entry[0]] = shown.addMenu(entry[1])

    def _made(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setMenuRole(command.role)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.triggered.connect(lambda _checked=False: command.do())
        self._actions[command.name] = action
        self._needs[command.name] = command.needs
        return action
