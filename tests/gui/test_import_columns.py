"""What the columns of tables hold: shown, changed with a list, followed by the preview, kept for the same header."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from ztviewer.core.mapping import ColumnMapping, Table
from ztviewer.gui.here import Here
from ztviewer.gui.import_columns import ImportColumns
from ztviewer.gui.import_columns_model import ColumnsModel, Part
from ztviewer.gui.import_dialog import ImportDialog
from ztviewer.services.mappings import Mappings

HEADER = ("标题", "见报日期", "摘录")
TABLE = Table(
    "剪报/目录.csv", 1, ColumnMapping(HEADER, ("title", "published", None)), (("", "2022-06-06"), ("开航",))
)
EDIT = Qt.ItemDataRole.EditRole


def shown(model: ColumnsModel, part: Part) -> list[str | None]:
    return [model.index(row, part).data() for row in range(model.rowCount())]


def test_columns_keep_the_rules_of_models_and_show_an_example_of_each(qtbot: QtBot) -> None:
    model = ColumnsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(TABLE)
    assert shown(model, Part.NAME) == list(HEADER)
    assert shown(model, Part.EXAMPLE) == ["开航", "2022-06-06", None]
    assert shown(model, Part.HOLDS) == ["Title", "Date", "Not read"]
    model.show(None)
    assert model.rowCount() == 0


def test_what_one_column_holds_no_other_does(qtbot: QtBot) -> None:
    model = ColumnsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(TABLE)
    with qtbot.waitSignal(model.changed) as changed:
        model.setData(model.index(2, Part.HOLDS), "title", EDIT)
    assert changed.args == [ColumnMapping(HEADER, (None, "published", "title"))]
    with qtbot.assertNotEmitted(model.changed):
        model.setData(model.index(2, Part.HOLDS), "title", EDIT)


def test_what_a_column_holds_is_chosen_by_keys(qtbot: QtBot) -> None:
    pane = ImportColumns()
    qtbot.addWidget(pane)
    pane.show()
    pane.show_tables([TABLE])
    pane.table.setCurrentIndex(pane.model.index(2, Part.NAME))
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    box = pane.table.findChild(QComboBox)
    assert box is not None
    view = box.view()
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert pane.made == (ColumnMapping(HEADER, ("title", "published", "credit")),)


def test_what_was_said_of_columns_holds_when_the_tables_are_read_again(qtbot: QtBot) -> None:
    pane = ImportColumns()
    qtbot.addWidget(pane)
    other = Table("b.csv", 1, ColumnMapping(("甲", "乙"), ("title", "text")))
    pane.show_tables([TABLE, other])
    pane.model.setData(pane.model.index(2, Part.HOLDS), "text", EDIT)
    pane.choice.setCurrentIndex(1)
    pane.show_tables([other, TABLE])
    assert pane.choice.currentText() == "b.csv"
    pane.choice.setCurrentIndex(1)
    assert shown(pane.model, Part.HOLDS) == ["Title", "Date", "Text"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    table = tmp_path / "目录.csv"
    rows = [",".join(HEADER), *(f"渡口第{number}班船,2022-06-0{number},坐满了人" for number in range(1, 4))]
    table.write_text("\n".join(rows), "utf-8")
    return table


def text(dialog: ImportDialog) -> str:
    model = dialog.preview.table.model()
    return next(iter(dialog.preview.document.toPlainText().splitlines()[3:]), "") if model.rowCount() else ""


def begun(qtbot: QtBot, here: Here, path: Path) -> ImportDialog:
    dialog = here.imports.begin([path]).dialog
    tab = dialog.tabs.indexOf(dialog.columns)
    assert not dialog.tabs.isTabVisible(tab)
    qtbot.waitUntil(lambda: dialog.tabs.isTabVisible(tab) and dialog.preview.table.model().rowCount() == 3)
    return dialog


def test_the_preview_follows_and_an_import_keeps_what_was_said(qtbot: QtBot, here: Here, path: Path) -> None:
    dialog = begun(qtbot, here, path)
    model = dialog.columns.model
    assert shown(model, Part.HOLDS) == ["Title", "Date", "Not read"]
    model.setData(model.index(2, Part.HOLDS), "text", EDIT)
    qtbot.waitUntil(lambda: text(dialog) == "坐满了人", timeout=20_000)
    assert Mappings().all() == ()
    with qtbot.waitSignal(here.imports.accounted, timeout=20_000):
        dialog.accept()
    assert Mappings().all() == (ColumnMapping(HEADER, ("title", "published", "text")),)
    again = begun(qtbot, here, path)
    assert shown(again.columns.model, Part.HOLDS) == ["Title", "Date", "Text"]
    next(button for button in again.findChildren(QPushButton) if button.text() == "Guess again").click()
    qtbot.waitUntil(lambda: shown(again.columns.model, Part.HOLDS) == ["Title", "Date", "Not read"])
    assert Mappings().all() == ()
