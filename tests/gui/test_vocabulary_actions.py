"""Tags managed from the window, on a real archive: each change arrives, and each can be taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from ztviewer.gui.here import Here
from ztviewer.gui.main_window import MainWindow
from ztviewer.gui.name_dialog import NameDialog
from ztviewer.gui.tag_dialog import SWATCHES, TagDialog
from ztviewer.gui.tag_editor import TagField

BEFORE = {"地区": 10, "地区/江边": 10, "教育": 12}


@pytest.fixture
def dialog(window: MainWindow, here: Here) -> TagDialog:
    window.commands.action("manage_tags").trigger()
    dialog = window.findChild(TagDialog)
    assert isinstance(dialog, TagDialog)
    return dialog


def counts(here: Here) -> dict[str, int]:
    """The tags as the session knows them, with the number of articles that carry each."""
    return {tag.path: tag.articles for tag in here.session.tags}


def choose(dialog: TagDialog, path: str) -> None:
    tree = dialog.findChildren(QTreeView)[0]
    model = tree.model()
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    (index,) = model.match(model.index(0, 0), Qt.ItemDataRole.UserRole, path, 1, flags)
    tree.setCurrentIndex(index)


def press(dialog: TagDialog, text: str) -> None:
    button = next(button for button in dialog.findChildren(QPushButton) if text in button.text())
    assert button.isEnabled()
    button.click()


def answer(dialog: TagDialog, name: str) -> None:
    """Name what the dialog has just asked for."""
    question = dialog.findChild(NameDialog)
    assert isinstance(question, NameDialog)
    question.field.setText(name)
    question.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok).click()


def rename(dialog: TagDialog) -> None:
    choose(dialog, "地区/江边")
    dialog.name.setText("地区/河边")
    press(dialog, "Apply")


def merge(dialog: TagDialog) -> None:
    choose(dialog, "地区/江边")
    press(dialog, "Merge into…")
    answer(dialog, "教育")


def delete(dialog: TagDialog) -> None:
    choose(dialog, "教育")
    press(dialog, "Delete")


def make(dialog: TagDialog) -> None:
    press(dialog, "New tag…")
    answer(dialog, "人物")


@pytest.mark.parametrize(
    ("deed", "after"),
    [
        (rename, {"地区": 10, "地区/河边": 10, "教育": 12}),
        (merge, {"地区": 0, "教育": 20}),
        (delete, {"地区": 10, "地区/江边": 10}),
        (make, BEFORE | {"人物": 0}),
    ],
)
def test_what_is_done_to_a_tag_arrives_and_is_undone(
    qtbot: QtBot, here: Here, dialog: TagDialog, deed: Callable[[TagDialog], None], after: dict[str, int]
) -> None:
    assert counts(here) == BEFORE
    deed(dialog)
    qtbot.waitUntil(lambda: counts(here) == after)
    dialog.undoWanted.emit()
    qtbot.waitUntil(lambda: counts(here) == BEFORE)


def test_a_colour_arrives_and_the_dialog_stays_where_it_was(
    qtbot: QtBot, here: Here, dialog: TagDialog
) -> None:
    choose(dialog, "教育")
    dialog.swatches[SWATCHES[2]].click()
    qtbot.waitUntil(lambda: next(t for t in here.session.tags if t.path == "教育").colour == SWATCHES[2])
    assert dialog.name.text() == "教育"
    assert dialog.swatches[SWATCHES[2]].isChecked()


def test_after_a_tag_was_typed_undo_takes_the_tag_back(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    with qtbot.waitSignal(here.session.articleRead):
        here.workspace.results.view.choose(0)
    window.activateWindow()
    window.commands.action("tag_article").trigger()
    field = window.focusWidget()
    assert isinstance(field, TagField)
    QTest.keyClicks(field, "seen")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counts(here).get("seen") == 1)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: counts(here) == BEFORE)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.focusWidget() is not field


def test_the_tags_go_with_their_archive(qtbot: QtBot, window: MainWindow, dialog: TagDialog) -> None:
    window.commands.action("close_archive").trigger()
    qtbot.waitUntil(lambda: window.findChild(TagDialog) is None)


def test_enter_does_not_delete_a_topic(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    here.vocabulary._delete_topic("高新区")
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.defaultButton().text() != "Delete"
    box.reject()
    assert [topic.title for topic in here.session.topics] == ["高新区"]
