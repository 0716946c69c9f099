"""Reprints in the window: folded under the earliest, unfolded, named in the reader, compared."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tests.gui.conftest import drafts
from ztviewer.core.article import ArticleDraft
from ztviewer.core.published import Published
from ztviewer.gui.comparison import ComparisonDialog
from ztviewer.gui.here import Here
from ztviewer.gui.main_window import MainWindow
from ztviewer.gui.results_delegate import fold_rect
from ztviewer.gui.results_model import Fold, ResultsModel, Role
from ztviewer.services.archive import Archive

TEXT = (
    "江边新区昨日举行开园仪式，首批三十家企业入驻。",
    "园区占地两千亩，设有研发中心和试验码头。",
    "负责人介绍，明年将开通两条公交线路，并建成一所学校。",
)


def draft(title: str, source: str, day: str, *paragraphs: str) -> ArticleDraft:
    html = "".join(f"<p>{one}</p>" for one in paragraphs)
    return ArticleDraft(title, html, source=source, published=Published(day))


@pytest.fixture
def here(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Here:
    """A window on eight articles, three of them reprints of one."""
    path = tmp_path / "转载.db"
    archive = Archive.create(path, "转载")
    archive.importing.add(drafts(4))
    archive.importing.add(
        [
            draft("开园了", "河港商报", "2023-05-03", "本报讯。", *TEXT),
            draft("新区开园", "江城日报", "2023-05-02", *TEXT),
            draft("三十家企业入驻", "渡口晚报", "2023-05-04", *TEXT),
            draft("四十家企业入驻", "渡口晚报", "2023-05-05", TEXT[0].replace("三十", "四十"), *TEXT[1:]),
        ]
    )
    archive.indexing.bring_up_to_date()
    archive.close()
    with qtbot.waitSignal(window.archives.opened):
        window.archives.open(path)
    opened = window.opened()
    qtbot.waitUntil(lambda: len(opened.session.ids) == 8)
    return opened


def model_of(here: Here) -> ResultsModel:
    model = here.workspace.results.view.model()
    assert isinstance(model, ResultsModel)
    return model


def titles(qtbot: QtBot, here: Here) -> list[str]:
    """The title of every row, once all of them are read."""
    model = model_of(here)
    rows = range(model.rowCount())
    qtbot.waitUntil(lambda: all(model.index(row).data(Role.LINE) is not None for row in rows))
    return [model.index(row).data(Role.LINE).result.summary.title for row in rows]


def shown(here: Here) -> int:
    return model_of(here).rowCount()


def test_a_family_is_one_row_until_it_is_unfolded(qtbot: QtBot, here: Here) -> None:
    model, view = model_of(here), here.workspace.results.view
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(here) == 5
    assert titles(qtbot, here)[0] == "新区开园"
    assert model.fold(0) == Fold(3, False, False)
    assert "3 reprints" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert shown(here) == 8
    assert titles(qtbot, here)[:5] == [
        "新区开园",
        "开园了",
        "三十家企业入驻",
        "四十家企业入驻",
        titles(qtbot, here)[4],
    ]
    assert model.fold(2) == Fold(0, False, True)
    view.choose(2)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert shown(here) == 5
    assert view.currentIndex().row() == 0


def test_a_click_on_the_number_of_reprints_unfolds_them_and_another_folds(qtbot: QtBot, here: Here) -> None:
    view = here.workspace.results.view
    titles(qtbot, here)
    index = view.model().index(0, 0)
    place = fold_rect(view.visualRect(index), view.font(), index).center()
    for rows in (8, 5):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert shown(here) == rows
    other = view.model().index(1, 0)
    assert fold_rect(view.visualRect(other), view.font(), other).isEmpty()
    assert not fold_rect(view.visualRect(index), view.font(), index).contains(QPoint(0, 0))


def test_what_is_unfolded_stays_so_when_the_archive_has_changed(qtbot: QtBot, here: Here) -> None:
    view = here.workspace.results.view
    view.choose(0)
    view.turn(opening=True)
    with qtbot.waitSignal(here.session.answered):
        here.session.ask_again()
    assert shown(here) == 8
    assert view.currentIndex().row() == 0


def test_grouping_is_switched_off_and_remembered(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    pane = here.workspace.results
    (button,) = (one for one in pane.findChildren(QToolButton) if one.text() == "Group reprints")
    assert button.isVisible()
    assert button.isChecked()
    assert "3 reprints folded" in pane._title.text()
    with qtbot.waitSignal(here.session.answered):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown(here) == 8
    assert pane._title.text() == "Articles"
    path = here.session.archive.path
    window.leave()
    with qtbot.waitSignal(window.archives.opened):
        window.archives.open(path)
    qtbot.waitUntil(lambda: len(window.opened().session.ids) == 8)
    assert shown(window.opened()) == 8


def test_ticking_the_whole_result_takes_what_is_folded_too(qtbot: QtBot, here: Here) -> None:
    here.session.tick_all()
    qtbot.waitUntil(lambda: len(here.session.basket) == 8)


def links(here: Here) -> list[QToolButton]:
    strip = here.workspace.reader.reprints
    return [one for one in strip.findChildren(QToolButton) if one.isVisibleTo(strip)]


def test_the_reader_names_the_other_members_and_opens_them(qtbot: QtBot, here: Here) -> None:
    view, reader = here.workspace.results.view, here.workspace.reader
    view.choose(0)
    qtbot.waitUntil(reader.reprints.isVisible)
    assert [link.text() for link in links(here)] == [
        "河港商报 2023-05-03",
        "渡口晚报 2023-05-04",
        "渡口晚报 2023-05-05",
        "Compare…",
    ]
    QTest.mouseClick(links(here)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: reader.article is not None and reader.article.title == "开园了")
    qtbot.waitUntil(lambda: [link.text() for link in links(here)[:1]] == ["江城日报 2023-05-02"])
    view.choose(1)
    qtbot.waitUntil(lambda: not reader.reprints.isVisible())


def test_two_members_are_compared(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    view, reader = here.workspace.results.view, here.workspace.reader
    view.choose(0)
    qtbot.waitUntil(reader.reprints.isVisible)
    window.deeds.compare()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ComparisonDialog)
    qtbot.waitUntil(lambda: "本报讯。" in dialog.plain_text())
    assert "3 sentences alike" in dialog.plain_text()
    dialog.sides[1].setCurrentIndex(3)
    qtbot.waitUntil(lambda: "四十家" in dialog.plain_text())
    assert "园区占地" not in dialog.plain_text()
    dialog.whole.setChecked(True)
    assert dialog.plain_text().count("园区占地") == 2
    dialog.sides[0].setCurrentIndex(3)
    qtbot.waitUntil(lambda: "The wording is the same." in dialog.said.text())
    dialog.close()


def test_an_article_without_reprints_says_so(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    here.workspace.results.view.choose(1)
    qtbot.waitUntil(lambda: here.workspace.reader.article is not None)
    with qtbot.waitSignal(here.workspace.said) as said:
        window.deeds.compare()
    assert said.args == ["This article has no reprints in the archive."]
    assert QApplication.activeModalWidget() is None
