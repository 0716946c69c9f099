"""Tags and topics on the desk: what the user wants is said once, in full, and applied as it was meant."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.curation import Entry, Tag, TagId
from ztviewer.core.query import Everything
from ztviewer.gui.settings_dialog import SettingsDialog
from ztviewer.gui.tag_dialog import SWATCHES, TagDialog
from ztviewer.gui.tag_editor import TagField
from ztviewer.gui.topic_dialog import TopicDialog
from ztviewer.services.archive import Archive
from ztviewer.services.settings import Settings

TAGS = [
    Tag(TagId(1), "地区", None, None, 3),
    Tag(TagId(2), "地区/镇江", "#2c7a8a", "只收市区", 3),
    Tag(TagId(3), "人物", None, None, 0),
]


@pytest.fixture
def field(qtbot: QtBot) -> TagField:
    made = TagField()
    qtbot.addWidget(made)
    made.set_paths([tag.path for tag in TAGS])
    made.show()
    made.setFocus()
    return made


def compose(field: TagField, preedit: str, committed: str) -> None:
    """What an input method does: show what is composed, then hand over the characters."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(committed)
    QCoreApplication.sendEvent(field, event)


def test_a_completion_chosen_by_keyboard_is_taken_once_and_the_field_is_empty_again(
    qtbot: QtBot, field: TagField
) -> None:
    chosen: list[str] = []
    field.chosen.connect(chosen.append)
    compose(field, "zhen", "")
    popup = field.completer().popup()
    assert popup is not None
    assert not popup.isVisible()  # nothing while the input method composes
    compose(field, "", "镇")
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.text() == "")
    assert chosen == ["地区/镇江"]


def test_what_is_no_completion_is_taken_as_it_was_typed(qtbot: QtBot, field: TagField) -> None:
    with qtbot.waitSignal(field.chosen) as chosen:
        compose(field, "", "教育")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == ["教育"]


@pytest.fixture
def tag_dialog(qtbot: QtBot) -> TagDialog:
    made = TagDialog()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.set_tags(TAGS)
    made.show()
    return made


def choose(dialog: TagDialog, path: str) -> None:
    tree = dialog.findChildren(QTreeView)[0]
    model, index = tree.model(), tree.rootIndex()
    for name in path.split("/"):
        rows = range(model.rowCount(index))
        index = next(model.index(row, 0, index) for row in rows if model.index(row, 0, index).data() == name)
    tree.setCurrentIndex(index)


def button(dialog: TagDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if text in button.text())


def test_a_new_name_and_a_new_note_are_wanted_together(qtbot: QtBot, tag_dialog: TagDialog) -> None:
    choose(tag_dialog, "地区/镇江")
    wanted: list[tuple[object, ...]] = []
    tag_dialog.renamed.connect(lambda *args: wanted.append(args))
    tag_dialog.changed.connect(lambda *args: wanted.append(args))
    assert not button(tag_dialog, "Apply").isEnabled()
    tag_dialog.name.setText("城市/镇江")
    tag_dialog.note.setPlainText("市区和新区")
    button(tag_dialog, "Apply").click()
    assert wanted == [("地区/镇江", "#2c7a8a", "市区和新区"), ("地区/镇江", "城市/镇江")]


def test_a_colour_is_wanted_at_a_click_and_the_note_stays(qtbot: QtBot, tag_dialog: TagDialog) -> None:
    choose(tag_dialog, "地区/镇江")
    with qtbot.waitSignal(tag_dialog.changed) as wanted:
        tag_dialog.swatches[SWATCHES[0]].click()
    assert wanted.args == ["地区/镇江", SWATCHES[0], "只收市区"]


def test_deleting_names_the_chosen_tag(qtbot: QtBot, tag_dialog: TagDialog) -> None:
    choose(tag_dialog, "人物")
    with qtbot.waitSignal(tag_dialog.deleted) as wanted:
        button(tag_dialog, "Delete").click()
    assert wanted.args == ["人物"]


def test_the_chosen_tag_stays_chosen_when_the_tags_are_read_anew(tag_dialog: TagDialog) -> None:
    choose(tag_dialog, "地区/镇江")
    tag_dialog.set_tags([TAGS[0], replace(TAGS[1], note="又一条")])
    assert (tag_dialog.name.text(), tag_dialog.note.toPlainText()) == ("地区/镇江", "又一条")
    tag_dialog.set_tags(TAGS[:1])
    assert tag_dialog.name.text() == ""


def test_the_filter_finds_tags_below_others(tag_dialog: TagDialog) -> None:
    tag_dialog.findChildren(QLineEdit)[0].setText("镇")
    tree = tag_dialog.findChildren(QTreeView)[0]
    top = tree.model().index(0, 0)
    assert (tree.model().rowCount(), top.data(), tree.model().index(0, 0, top).data()) == (1, "地区", "镇江")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "专题.db", "专题", cache=tmp_path / "cache")
    ids = made.importing.add(
        [ArticleDraft(title=f"第{number}篇", html=f"<p>{number}</p>") for number in range(1, 5)]
    )
    made.curating.create("十年", "起因。")
    made.curating.add("十年", ids)
    made.curating.annotate("十年", ids[0], "旧注")
    yield made
    made.close()


def topic_dialog(qtbot: QtBot, archive: Archive) -> TopicDialog:
    topic, entries = archive.curating.topic("十年")
    found = archive.searching.lines([entry.article for entry in entries], Everything())
    dialog = TopicDialog(topic, entries, {line.summary.id: line.summary for line in found})
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    return dialog


def stored(archive: Archive, title: str) -> tuple[str, list[Entry]]:
    topic, entries = archive.curating.topic(title)
    return topic.introduction, entries


def test_all_that_was_done_to_a_topic_is_applied_together(qtbot: QtBot, archive: Archive) -> None:
    one, two, three, four = (entry.article for entry in archive.curating.topic("十年")[1])
    dialog = topic_dialog(qtbot, archive)
    dialog.title.setText("十年之后")
    dialog.introduction.setPlainText("起因和经过。")
    dialog.list.setCurrentIndex(dialog.model.index(3, 0))
    dialog.note.setPlainText("放在前面")
    dialog.move(-1)
    dialog.move(-1)
    dialog.list.setCurrentIndex(dialog.model.index(0, 0))
    dialog.note.setPlainText("")
    dialog.list.setCurrentIndex(dialog.model.index(2, 0))
    dialog.take_out()
    assert stored(archive, "十年")[0] == "起因。"  # nothing before the user agrees
    with qtbot.waitSignal(dialog.agreed) as agreed:
        dialog.accept()
    assert agreed.args is not None
    changes = agreed.args[0].apply(archive.curating)
    assert stored(archive, "十年之后") == (
        "起因和经过。",
        [Entry(one), Entry(four, "放在前面"), Entry(three)],
    )
    assert two in changes.articles


def test_agreeing_without_a_change_changes_nothing(qtbot: QtBot, archive: Archive) -> None:
    before = stored(archive, "十年")
    dialog = topic_dialog(qtbot, archive)
    changes = dialog.edit().apply(archive.curating)
    assert stored(archive, "十年") == before
    assert changes.articles == frozenset[ArticleId]()


def test_a_topic_without_a_title_cannot_be_saved(qtbot: QtBot, archive: Archive) -> None:
    dialog = topic_dialog(qtbot, archive)
    save = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Save")
    dialog.title.setText("  ")
    assert not save.isEnabled()


def test_settings_are_handed_over_when_agreed_to_and_only_if_they_changed(qtbot: QtBot) -> None:
    for change, expected in ((False, []), (True, [Settings(theme="dark", serif=True, font_size=20)])):
        dialog = SettingsDialog(Settings())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        handed: list[Settings] = []
        dialog.changed.connect(handed.append)
        if change:
            dialog.theme.setCurrentIndex(2)
            dialog.face.setCurrentIndex(1)
            dialog.size_slider.setValue(7)
        dialog.accept()
        assert handed == expected
