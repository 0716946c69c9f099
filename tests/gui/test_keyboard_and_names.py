"""Without a mouse and without a screen: every part has a name, and every function a key or a place in the menus."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ztviewer.core.importing import Outcome
from ztviewer.gui.here import Here
from ztviewer.gui.import_account import ImportAccount, ImportWish
from ztviewer.gui.main_window import MainWindow

NAMED = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def show_report(here: Here) -> None:
    here.session.imported = ImportAccount(
        ImportWish(()), [Outcome("a.html", "rejected", reason="No article.")]
    )
    here.imports.show_report()


DIALOGS: dict[str, Callable[[MainWindow], object]] = {
    "tags": lambda window: window.deeds.manage_tags(),
    "export": lambda window: window.deeds.export(),
    "import": lambda window: window.opened().imports.begin([]),
    "a report of an import": lambda window: show_report(window.opened()),
    "settings": lambda window: window.deeds.settings(),
    "a tag for several": lambda window: window.opened().vocabulary.tag(window.opened().session.ids[:2]),
    "a topic": lambda window: window.opened().vocabulary.add_to_topic(window.opened().session.ids[:2]),
    "the desk of a topic": lambda window: window.opened().vocabulary._edit_topic("高新区"),
    "keys": lambda window: window.deeds.shortcuts(),
    "how to search": lambda window: window.deeds.query_help(),
    "about": lambda window: window.deeds.about(),
}


def nameless(root: QWidget) -> list[str]:
    """The visible parts that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, NAMED) and widget.isVisibleTo(root) and not _inner(widget):
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name).strip():
                found.append(
                    f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
                )
    return found


def _inner(widget: QWidget) -> bool:
    """What Qt puts into its own widgets: it is spoken of by them."""
    parent = widget.parentWidget()
    inside = isinstance(parent, (QComboBox, QLineEdit, QScrollBar, QAbstractItemView))
    return inside or (parent is not None and parent.metaObject().className().startswith("QComboBoxPrivate"))


def test_every_part_of_the_start_page_has_a_name(window: MainWindow) -> None:
    assert nameless(window) == []


def test_every_part_of_the_window_has_a_name(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    with qtbot.waitSignal(here.session.articleRead):
        here.workspace.results.view.choose(0)
    here.workspace.reader.find()
    window.notices.say("…", "Open folder", lambda: None)
    assert nameless(window) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_every_part_of_a_dialog_has_a_name(qtbot: QtBot, window: MainWindow, here: Here, name: str) -> None:
    DIALOGS[name](window)
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(QDialog)))
    (dialog,) = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert nameless(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_part_of_a_rule_has_a_name(window: MainWindow, here: Here) -> None:
    assert nameless(here.imports.begin([]).dialog.rules.add()) == []


def test_a_row_of_the_list_and_a_value_on_the_left_are_spoken_in_full(window: MainWindow, here: Here) -> None:
    row = here.workspace.results.view.model().index(0, 0)
    spoken = row.data(Qt.ItemDataRole.AccessibleTextRole) or row.data()
    assert all(part in spoken for part in ("（之", "报", "2022-"))
    tree = here.workspace.facets.tree.model()
    sections = [tree.index(number, 0, QModelIndex()) for number in range(tree.rowCount(QModelIndex()))]
    sources = next(index for index in sections if index.data() == "Sources")
    value = tree.index(0, 0, sources)
    assert value.data(Qt.ItemDataRole.AccessibleTextRole) == f"{value.data()}, 20"


def test_every_button_of_the_window_does_what_a_menu_does_too(window: MainWindow, here: Here) -> None:
    """Its tip begins as the text of a command does."""
    commands = tuple(action.text().rstrip("…") for action in window.findChildren(QAction) if action.text())
    tips = {button.toolTip() for button in window.top.findChildren(QAbstractButton)} - {""}
    assert not [tip for tip in tips if not tip.startswith(commands)]


def test_the_menu_key_opens_the_menu_of_a_tag(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    tree = here.workspace.facets.tree
    model = tree.model()
    sections = [model.index(number, 0, QModelIndex()) for number in range(model.rowCount(QModelIndex()))]
    tags = next(index for index in sections if index.data() == "Tags")
    tree.setCurrentIndex(model.index(0, 0, tags))
    for key, modifier in (
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ):
        QTest.keyClick(tree, key, modifier)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        assert any("Rename" in action.text() for action in menu.actions())
        menu.close()


def test_a_search_is_made_read_and_ticked_by_keys_alone(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    window.commands.action("search").trigger()
    field = window.focusWidget()
    assert field is window.top.search.field
    QTest.keyClicks(
        field, "3"
    )  # Enter before there is an answer: its first article opens, not one of those before
    with qtbot.waitSignal(here.session.articleRead):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert here.session.asked.text == "3"
    assert here.session.article is not None
    assert here.session.article.id == here.session.ids[0]
    view = window.focusWidget()
    assert view is here.workspace.results.view
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert list(here.session.basket) == [here.session.article.id]
