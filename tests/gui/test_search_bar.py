"""The search begins when typing pauses, and never while an input method composes."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ztviewer.core.corrections import Correction
from ztviewer.gui.search_bar import PAUSE_MS, Corrections, SearchBar


@pytest.fixture
def bar(qtbot: QtBot, dressed: object) -> SearchBar:
    bar = SearchBar()
    bar.resize(600, 60)
    qtbot.addWidget(bar)
    with qtbot.waitExposed(bar):
        bar.show()
    bar.activateWindow()
    bar.field.setFocus()
    return bar


def compose(bar: SearchBar, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(bar.field, event)


def test_one_search_for_all_that_was_typed_in_one_go(qtbot: QtBot, bar: SearchBar) -> None:
    searched: list[str] = []
    bar.searched.connect(searched.append)
    QTest.keyClicks(bar.field, "c919")
    qtbot.waitUntil(lambda: bool(searched))
    assert searched == ["c919"]


def test_nothing_is_searched_while_an_input_method_composes(qtbot: QtBot, bar: SearchBar) -> None:
    searched: list[str] = []
    bar.searched.connect(searched.append)
    for preedit in ("g", "ga", "gao", "gao x", "gao xin"):
        compose(bar, preedit)
    with qtbot.assertNotEmitted(bar.searched, wait=3 * PAUSE_MS):
        compose(bar, "gao xin qu")
    compose(bar, "", "高新区")
    qtbot.waitUntil(lambda: bool(searched))
    assert searched == ["高新区"]


def test_what_was_committed_before_is_not_searched_while_the_next_word_is_composed(
    qtbot: QtBot, bar: SearchBar
) -> None:
    compose(bar, "", "镇江")
    with qtbot.assertNotEmitted(bar.searched, wait=3 * PAUSE_MS):
        compose(bar, "ren")
    with qtbot.waitSignal(bar.searched) as searched:
        compose(bar, "")  # the user gave the composition up: what stands there counts
    assert searched.args == ["镇江"]


def test_enter_searches_at_once_and_goes_on_to_the_results(qtbot: QtBot, bar: SearchBar) -> None:
    QTest.keyClicks(bar.field, "5g")
    with qtbot.waitSignals([bar.searched, bar.left], timeout=PAUSE_MS - 20):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)


def test_escape_empties_the_field(qtbot: QtBot, bar: SearchBar) -> None:
    bar.set_text("高新区")
    with qtbot.waitSignal(bar.searched) as searched:
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert searched.args == [""]


def test_a_completion_is_taken_with_the_keyboard(qtbot: QtBot, bar: SearchBar) -> None:
    bar.set_text("镇江")
    bar.show_completions("镇江", ["镇江日报", "镇江 高新区"])
    assert bar.completions.isVisible()
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    with (
        qtbot.assertNotEmitted(bar.completionsWanted, wait=2 * PAUSE_MS),
        qtbot.waitSignal(bar.searched) as searched,
    ):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert searched.args == ['"镇江 高新区"']
    assert not bar.completions.isVisible()


def test_completions_for_something_else_are_not_shown(qtbot: QtBot, bar: SearchBar) -> None:
    bar.set_text("镇江市")
    bar.show_completions("镇江", ["镇江日报"])
    assert not bar.completions.isVisible()


def test_a_correction_is_taken_with_the_keyboard(qtbot: QtBot, bar: SearchBar) -> None:
    bar.set_text("镇将 <b>")
    bar.show_corrections([Correction("真将 <b>", 1200), Correction("镇江 <b>", 12)])
    line = bar.findChild(Corrections)
    assert line is not None
    assert line.isVisible()
    QTest.keyClick(bar.field, Qt.Key.Key_Tab)
    assert line.hasFocus()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    with qtbot.waitSignal(bar.searched) as searched:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert searched.args == ["镇江 <b>"]
    assert bar.text() == "镇江 <b>"
    assert bar.field.hasFocus()
    bar.show_corrections([])
    assert not line.isVisible()
