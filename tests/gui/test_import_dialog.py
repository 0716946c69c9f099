"""Importing in the window: dropped, looked at, tried, imported, accounted for, and taken anyway."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ztviewer.core.importing import ImportOptions, Rule
from ztviewer.gui.here import Here
from ztviewer.gui.import_account import ImportWish
from ztviewer.gui.import_dialog import ImportDialog
from ztviewer.gui.import_preparation import ImportPreparation
from ztviewer.gui.import_preview_model import Part
from ztviewer.gui.import_report import ImportReport
from ztviewer.gui.import_rule_dialog import RuleDialog
from ztviewer.gui.main_window import MainWindow
from ztviewer.gui.session import Session
from ztviewer.gui.tasks import TaskRunner
from ztviewer.services import rules
from ztviewer.services.archive import Archive
from ztviewer.storage import Database

RULE = Rule("folder", "镇江", tags=("地区/镇江",))


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    """A folder of two articles, an error page and a file of no known format."""
    folder = tmp_path / "镇江"
    folder.mkdir()
    rows = [{"title": f"渡口第{number}班船", "text": f"第{number}班船。\n坐满了人。"} for number in range(2)]
    (folder / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    (folder / "b.html").write_text(
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
        "utf-8",
    )
    (folder / "c.bin").write_bytes(bytes(range(256)))
    return folder


def begun(qtbot: QtBot, here: Here, paths: Sequence[Path]) -> ImportPreparation:
    """Begin an import and wait until its dialog shows the first documents and their number."""
    preparation = here.imports.begin(paths)
    settled(qtbot, here, preparation.dialog)
    return preparation


def settled(qtbot: QtBot, here: Here, dialog: ImportDialog) -> None:
    table = dialog.preview.table.model()
    qtbot.waitUntil(lambda: table.rowCount() > 0 and not here.session.preview_tasks.long_busy, timeout=20_000)


def titles(dialog: ImportDialog) -> list[str]:
    model = dialog.preview.table.model()
    return [model.index(row, Part.TITLE).data() for row in range(model.rowCount())]


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if text in one.text())


def imported(qtbot: QtBot, here: Here, path: Path) -> ImportReport:
    """Import without asking and open the report."""
    with qtbot.waitSignal(here.imports.accounted, timeout=20_000):
        here.imports.run(ImportWish((path,)))
    here.imports.show_report()
    (report,) = shown_reports()
    return report


def shown_reports() -> list[ImportReport]:
    reports = (one for one in QApplication.topLevelWidgets() if isinstance(one, ImportReport))
    return [one for one in reports if one.isVisible()]


def drag(target: QWidget, paths: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        target, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    )
    return data


def drop(window: MainWindow, data: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        window.drops, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    )


def test_the_dialog_shows_how_documents_will_be_read_and_which_will_not(
    qtbot: QtBot, here: Here, clippings: Path
) -> None:
    dialog = begun(qtbot, here, [clippings]).dialog
    assert titles(dialog) == ["渡口第0班船", "渡口第1班船", "b.html", "c.bin"]
    assert "第0班船。\n坐满了人。" in dialog.preview.document.toPlainText()
    dialog.preview.table.selectRow(2)
    assert "error page" in dialog.preview.document.toPlainText()
    dialog.sources.add([clippings / "a.jsonl", clippings])  # the folder is there already
    settled(qtbot, here, dialog)
    assert dialog.sources.paths == (clippings, clippings / "a.jsonl")


def test_a_text_is_shown_as_it_stands_and_never_as_markup(qtbot: QtBot, here: Here, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"title": "<b>题</b>", "text": '<img src="http://example.org/a.png">'}), "utf-8"
    )
    dialog = begun(qtbot, here, [path]).dialog
    shown = dialog.preview.document.toPlainText()
    assert "<b>题</b>" in shown
    assert '<img src="http://example.org/a.png">' in shown


def test_without_files_there_is_nothing_to_import(qtbot: QtBot, here: Here, clippings: Path) -> None:
    dialog = begun(qtbot, here, [clippings]).dialog
    dialog.sources.list.selectAll()
    QTest.keyClick(dialog.sources.list, Qt.Key.Key_Delete)
    assert dialog.sources.paths == ()
    assert not button(dialog, "Import").isEnabled()
    assert not button(dialog, "Try").isEnabled()


def test_pages_of_pdf_come_as_pictures_where_that_is_chosen_and_so_the_next_time(
    qtbot: QtBot, here: Here, tmp_path: Path
) -> None:
    scan = tmp_path / "江城晚报 1988.pdf"
    Image.new("L", (300, 400), 255).save(scan, "PDF")
    dialog = begun(qtbot, here, [scan]).dialog
    assert titles(dialog) == ["江城晚报 1988.pdf"]
    dialog.sources.pdf_pages.click()
    qtbot.waitUntil(lambda: titles(dialog) == ["江城晚报 1988"], timeout=20_000)
    assert "1 picture" in dialog.preview.document.toPlainText()
    assert dialog.wish().options.pdf_pages
    dialog.reject()
    assert here.imports.begin([scan]).dialog.sources.pdf_pages.isChecked()


def test_rules_show_what_they_give_and_are_there_again_the_next_time(
    qtbot: QtBot, here: Here, clippings: Path
) -> None:
    dialog = begun(qtbot, here, [clippings]).dialog
    asked = dialog.rules.add()
    asked.pattern.setText("镇江")
    assert not button(asked, "OK").isEnabled()
    asked.tags.setText("地区/镇江， 船")
    button(asked, "OK").click()
    assert dialog.preview.table.model().index(0, Part.GIVEN).data() == "#地区/镇江  #船"
    assert "fits 2 documents here" in dialog.rules_model.index(0).data()
    qtbot.waitUntil(lambda: rules.load(rules.own_file()) == (Rule("folder", "镇江", ("地区/镇江", "船")),))
    dialog.reject()
    again = here.imports.begin([clippings]).dialog
    qtbot.waitUntil(lambda: len(again.rules_model.rules) == 1)
    again.tabs.setCurrentWidget(again.rules)
    again.rules.list.setFocus()
    QTest.keyClick(again.rules.list, Qt.Key.Key_Down)
    QTest.keyClick(again.rules.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rules.load(rules.own_file()) == ())


def test_a_file_of_rules_that_was_spoilt_by_hand_is_told_and_left_as_it_is(
    qtbot: QtBot, here: Here, clippings: Path, tmp_path: Path
) -> None:
    rules.own_file().write_text("[[rule]]\nwhen = ", "utf-8")
    other = tmp_path / "other.toml"
    rules.save(other, [RULE])
    dialog = begun(qtbot, here, [clippings]).dialog
    qtbot.waitUntil(lambda: "rules.toml" in dialog.sentence)
    dialog.rules.readWanted.emit(other)
    qtbot.waitUntil(lambda: dialog.rules_model.rules == (RULE,))
    written = tmp_path / "written.toml"
    dialog.rules.writeWanted.emit(written)
    qtbot.waitUntil(written.exists)
    assert rules.load(written) == (RULE,)
    assert rules.own_file().read_text("utf-8") == "[[rule]]\nwhen = "


def test_a_trial_tells_what_would_come_and_stores_nothing(qtbot: QtBot, here: Here, clippings: Path) -> None:
    preparation = begun(qtbot, here, [clippings])
    with qtbot.waitSignal(preparation.tried, timeout=20_000):
        button(preparation.dialog, "Try").click()
    report = preparation.dialog.findChild(ImportReport)
    assert report is not None
    assert [outcome.outcome for outcome in report.account.outcomes] == [
        "added",
        "added",
        "rejected",
        "rejected",
    ]
    assert here.session.archive.info.articles == 60
    report.table.selectRow(2)
    button(report, "anyway").click()
    assert preparation.dialog.wish().options.forced == {str(clippings / "b.html")}


def test_an_import_is_made_as_it_was_agreed_and_its_report_can_be_opened_again(
    qtbot: QtBot, window: MainWindow, here: Here, clippings: Path
) -> None:
    rules.save(rules.own_file(), [RULE])
    assert not window.commands.action("import_report").isEnabled()
    dialog = begun(qtbot, here, [clippings]).dialog
    with qtbot.waitSignal(here.imports.accounted, timeout=20_000):
        button(dialog, "Import").click()
    assert "2 articles added, 2 rejected" in window.notices.sentence
    qtbot.waitUntil(lambda: len(here.session.ids) == 62, timeout=20_000)
    assert "地区/镇江" in [tag.path for tag in here.session.tags]
    window.commands.action("import_report").trigger()
    report = window.findChild(ImportReport)
    assert report is not None
    with qtbot.waitSignal(here.session.articleRead):
        report.table.activated.emit(report.model.index(1, 0))
    assert here.session.article is not None
    assert here.session.article.title == "渡口第1班船"
    window.leave()
    assert not report.isVisible()


def reopened(qtbot: QtBot, window: MainWindow, path: Path) -> ImportReport:
    """Close the archive, open it again, and open the report of its last import."""
    with qtbot.waitSignal(window.archives.opened):
        window.archives.open(path)
    qtbot.waitUntil(window.commands.action("import_report").isEnabled)
    window.commands.action("import_report").trigger()
    qtbot.waitUntil(lambda: shown_reports() != [])
    (report,) = shown_reports()
    return report


def test_the_report_is_there_after_the_archive_was_closed_and_goes_on_from_there(
    qtbot: QtBot, window: MainWindow, here: Here, clippings: Path, archive_path: Path
) -> None:
    wish = ImportWish((clippings,), ImportOptions((RULE,)))
    with qtbot.waitSignal(here.imports.accounted, timeout=20_000):
        here.imports.run(wish)
    before = here.session.imported
    assert before is not None
    report = reopened(qtbot, window, archive_path)
    assert report.account == before
    assert report.imports.isHidden()
    report.table.selectRow(2)
    with qtbot.waitSignal(window.opened().imports.accounted, timeout=20_000):
        button(report, "anyway").click()
    ends = ["added", "added", "added", "rejected"]
    assert [outcome.outcome for outcome in report.account.outcomes] == ends
    again = reopened(qtbot, window, archive_path)
    assert [outcome.outcome for outcome in again.account.outcomes] == ends
    assert again.account.wish == wish


def test_earlier_reports_can_be_chosen_and_one_that_was_damaged_says_so(
    qtbot: QtBot, window: MainWindow, here: Here, clippings: Path, archive_path: Path, user_folder: Path
) -> None:
    imported(qtbot, here, clippings).close()
    imported(qtbot, here, clippings / "a.jsonl").close()
    first, _second = sorted((user_folder / "data").rglob("reports/*/*.jsonl"))
    with first.open("a", encoding="utf-8") as file:
        file.write("\n{}\n")
    report = reopened(qtbot, window, archive_path)
    assert report.imports.currentText().endswith("a.jsonl")
    assert report.unread.isHidden()
    assert report.account.result.duplicates == 2
    assert report.imports.count() == 2
    report.imports.setCurrentIndex(1)
    report.imports.activated.emit(1)
    qtbot.waitUntil(report.unread.isVisible)
    assert report.unread.text() == "2 lines of the report cannot be read and are left out."
    assert report.account.result.added == 2
    window.commands.action("import_report").trigger()
    qtbot.waitUntil(lambda: report.account.result.duplicates == 2)
    assert report.unread.isHidden()
    assert report.imports.currentIndex() == 0


def test_a_report_is_filtered_by_chips_and_by_text_and_saved(
    qtbot: QtBot, here: Here, clippings: Path, tmp_path: Path
) -> None:
    report = imported(qtbot, here, clippings)
    assert [chip.text() for chip in report.chips.values() if chip.isVisible()] == [
        "All 4",
        "New 2",
        "Rejected 2",
    ]
    report.chips["rejected"].click()
    assert report.model.rowCount() == 2
    report.filter.setText("B.HTML")
    qtbot.waitUntil(lambda: report.model.rowCount() == 1)
    report.filter.setText("nowhere")
    qtbot.waitUntil(report.empty.isVisible)
    saved = tmp_path / "report.jsonl"
    report.saveWanted.emit(saved)
    qtbot.waitUntil(saved.exists)
    lines = [json.loads(line) for line in saved.read_text("utf-8").splitlines()]
    assert [line["outcome"] for line in lines] == ["added", "added", "rejected", "rejected"]


def test_only_what_was_not_taken_can_be_taken_anyway(qtbot: QtBot, here: Here, clippings: Path) -> None:
    report = imported(qtbot, here, clippings)
    anyway = button(report, "anyway")
    assert not anyway.isEnabled()
    report.table.selectRow(0)
    assert not anyway.isEnabled()
    report.table.selectAll()
    assert anyway.text() == "Import 2 documents anyway"


def test_what_lies_in_the_trash_comes_back_when_it_is_taken_anyway(
    qtbot: QtBot, here: Here, clippings: Path
) -> None:
    archive = here.session.archive
    imported(qtbot, here, clippings / "a.jsonl").close()
    first = here.session.imported
    assert first is not None
    archive.curating.trash([one.article_id for one in first.outcomes if one.article_id is not None])
    report = imported(qtbot, here, clippings / "a.jsonl")
    assert [outcome.outcome for outcome in report.account.outcomes] == ["duplicate", "duplicate"]
    report.table.selectRow(1)
    with qtbot.waitSignal(here.imports.accounted, timeout=20_000):
        button(report, "anyway").click()
    assert [outcome.outcome for outcome in report.account.outcomes] == ["duplicate", "added"]
    assert report.chips["added"].isVisible()


def test_a_page_that_seemed_no_article_is_taken_anyway_as_a_whole(
    qtbot: QtBot, here: Here, clippings: Path
) -> None:
    report = imported(qtbot, here, clippings)
    report.table.selectRow(2)
    with qtbot.waitSignal(here.imports.accounted, timeout=20_000):
        button(report, "anyway").click()
    outcomes = [outcome.outcome for outcome in report.account.outcomes]
    assert outcomes == ["added", "added", "added", "rejected"]


def test_an_import_that_was_stopped_goes_on_from_its_report(
    qtbot: QtBot, window: MainWindow, here: Here, clippings: Path
) -> None:
    tasks = here.session.tasks
    stop = tasks.longStarted.connect(lambda _title: tasks.cancel_long())
    report = imported(qtbot, here, clippings)
    assert window.notices.sentence.startswith("Import stopped")
    tasks.longStarted.disconnect(stop)
    with qtbot.waitSignal(here.imports.accounted, timeout=20_000):
        button(report, "Go on").click()
    assert report.account.result.added == 2
    assert not button(report, "Go on").isVisible()


def test_enter_imports_but_not_where_it_opens_what_a_list_shows(
    qtbot: QtBot, here: Here, clippings: Path
) -> None:
    rules.save(rules.own_file(), [RULE])
    dialog = begun(qtbot, here, [clippings]).dialog
    dialog.tabs.setCurrentWidget(dialog.rules)
    dialog.rules.list.setFocus()
    dialog.rules.list.setCurrentIndex(dialog.rules_model.index(0))
    QTest.keyClick(dialog.rules.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    asked = dialog.rules.findChild(RuleDialog)
    assert asked is not None
    assert asked.rule() == RULE
    asked.reject()
    button(dialog, "Try").setFocus()
    with qtbot.waitSignal(dialog.wished):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_sizes_are_remembered(qtbot: QtBot, here: Here, clippings: Path) -> None:
    dialog = here.imports.begin([clippings]).dialog
    dialog.resize(1000, 640)
    dialog.reject()
    assert here.imports.begin([clippings]).dialog.size().toTuple() == (1000, 640)


def test_files_dropped_on_an_archive_are_offered_for_import(
    qtbot: QtBot, window: MainWindow, here: Here, clippings: Path
) -> None:
    data = drag(window, [clippings])
    assert window.drops.sentence == "Import into “江城”"
    drop(window, data)
    assert window.drops.sentence == ""
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    assert dialog.sources.paths == (clippings,)


def test_a_field_does_not_take_files_for_text(window: MainWindow, here: Here, clippings: Path) -> None:
    field = window.top.search.field
    drag(field, [clippings])
    assert window.drops.isVisible()
    assert field.text() == ""


def test_the_hint_goes_when_the_files_leave(
    qtbot: QtBot, window: MainWindow, here: Here, clippings: Path
) -> None:
    drag(window, [clippings])
    QApplication.sendEvent(window, QDragLeaveEvent())  # on to the hint itself
    drag(window.drops, [clippings])
    assert window.drops.isVisible()
    QApplication.sendEvent(window.drops, QDragLeaveEvent())
    qtbot.waitUntil(window.drops.isHidden)


def test_files_dropped_where_no_archive_is_open_go_into_a_new_one(
    qtbot: QtBot, window: MainWindow, clippings: Path, tmp_path: Path
) -> None:
    drop(window, drag(window, [clippings]))
    chooser = window.findChild(QFileDialog)
    assert chooser is not None
    with qtbot.waitSignal(window.archives.opened):
        chooser.fileSelected.emit(str(tmp_path / "新.db"))
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    assert dialog.sources.paths == (clippings,)
    assert "新" in dialog.windowTitle()


def test_a_new_archive_that_was_not_wanted_after_all_leaves_nothing_to_import(
    qtbot: QtBot, window: MainWindow, clippings: Path, archive_path: Path
) -> None:
    drop(window, drag(window, [clippings]))
    chooser = window.findChild(QFileDialog)
    assert chooser is not None
    chooser.reject()
    with qtbot.waitSignal(window.archives.opened):
        window.archives.open(archive_path)
    assert window.findChild(ImportDialog) is None


def test_an_archive_that_is_dropped_is_opened(qtbot: QtBot, window: MainWindow, archive_path: Path) -> None:
    data = drag(window, [archive_path])
    assert window.drops.sentence == "Open the archive “江城.db”"
    with qtbot.waitSignal(window.archives.opened):
        drop(window, data)


def test_what_is_dropped_on_a_read_only_archive_is_not_taken(
    window: MainWindow, archive_path: Path, clippings: Path, tmp_path: Path
) -> None:
    database = Database.open(archive_path, writable=False)
    window.enter(Session(Archive(database, tmp_path / "cache"), TaskRunner()))
    data = drag(window, [clippings])
    assert "read-only" in window.drops.sentence
    drop(window, data)
    assert window.findChild(ImportDialog) is None
