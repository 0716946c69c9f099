"""What happens at the start, and when settings change while the window is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from ztviewer.core.i18n import use_language
from ztviewer.core.paths import sample_archive
from ztviewer.core.query import Facet, Sort
from ztviewer.gui.app import Program
from ztviewer.gui.choices import Click
from ztviewer.gui.notify import BugDialog, NoticeBar, bug_report
from ztviewer.gui.start_page import StartPage
from ztviewer.services import settings
from ztviewer.services.settings import Settings


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    program = Program(qapp)
    yield program
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use_language("en")


def started(qtbot: QtBot, program: Program, path: Path | None) -> None:
    with qtbot.waitSignal(program.window.archives.opened):
        program.begin(path)
    qtbot.waitUntil(lambda: bool(program.window.opened().session.ids))


def test_a_newcomer_sees_a_copy_of_the_sample(qtbot: QtBot, program: Program) -> None:
    if not sample_archive().is_file():
        pytest.skip("the sample archive has not been built")
    before = sample_archive().read_bytes()
    started(qtbot, program, None)
    assert program.window.opened().session.archive.path.parent != sample_archive().parent
    program.window.close()
    assert sample_archive().read_bytes() == before


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, qapp: QApplication, archive_path: Path) -> None:
    first = Program(qapp)
    started(qtbot, first, archive_path)
    with qtbot.waitSignal(first.window.opened().session.answered):
        first.window.opened().workspace.sort(Sort.TITLE)
    first.window.close()
    first.window.deleteLater()
    again = Program(qapp)
    started(qtbot, again, None)
    assert again.window.opened().session.archive.path == archive_path
    assert again.window.opened().session.asked.sort is Sort.TITLE
    assert settings.load().recent == (str(archive_path),)
    again.window.close()
    again.window.deleteLater()


def test_who_left_the_start_page_comes_back_to_it(qtbot: QtBot, program: Program, archive_path: Path) -> None:
    settings.save(Settings(recent=(str(archive_path),)))
    program.begin(None)
    qtbot.wait(50)
    assert program.window.here is None
    assert program.window.start_page.isVisible()


def test_another_language_keeps_the_session(qtbot: QtBot, program: Program, archive_path: Path) -> None:
    started(qtbot, program, archive_path)
    old = program.window
    session = old.opened().session
    with qtbot.waitSignal(session.answered):
        old.opened().workspace.click(Facet.SOURCE, "江城日报", Click.NARROW)
    session.basket.put(list(session.ids[:2]), ticked=True)
    with qtbot.waitSignal(session.articleRead):
        old.opened().workspace.results.view.choose(1)
    old.use_settings(Settings(language="zh_CN"))
    qtbot.waitUntil(lambda: program.window is not old and program.window.here is not None)
    here = program.window.opened()
    assert here.session is session
    qtbot.waitUntil(lambda: here.workspace.results.view.model().rowCount() == 20)
    qtbot.waitUntil(lambda: here.workspace.reader.article is not None)
    assert len(session.basket) == 2
    assert any(
        "2" in button.text() and button.isVisible()
        for button in program.window.status.findChildren(QToolButton)
    )


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_theme_changes_at_once(qtbot: QtBot, program: Program, qapp: QApplication, theme: str) -> None:
    program.window.use_settings(Settings(theme=theme))
    assert (qapp.palette().window().color().lightness() < 128) == (theme == "dark")


def test_a_bug_is_shown_with_a_report_to_copy(qtbot: QtBot, program: Program) -> None:
    program.window.show()
    try:
        raise KeyError("nobody expected this")
    except KeyError as error:
        program.window.notices.error(error)
        report = bug_report(error)
    assert "inside ZTViewer" in program.window.notices.sentence
    assert "nobody expected this" in report
    assert "PySide6" in report
    dialog = BugDialog(report, program.window)
    qtbot.addWidget(dialog)
    dialog.copy()
    assert QApplication.clipboard().text() == report


def test_a_notice_has_one_thing_to_do(qtbot: QtBot, program: Program) -> None:
    program.window.show()
    notices: NoticeBar = program.window.notices
    done: list[int] = []
    notices.say("Three articles exported.", "Open folder", lambda: done.append(1))
    assert notices.isVisible()
    notices.act()
    assert done == [1]
    assert notices.sentence == ""


def test_the_start_page_lists_recent_archives(qtbot: QtBot, dressed: object, tmp_path: Path) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.show_recent([str(tmp_path / "一.db"), str(tmp_path / "二.db")])
    page.show_recent([str(tmp_path / "二.db")])
    with qtbot.waitSignal(page.recentChosen) as chosen:
        page.recent[0].click()
    assert chosen.args == [tmp_path / "二.db"]
    assert len(page.recent) == 1
