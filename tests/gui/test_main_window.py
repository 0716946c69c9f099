"""The whole window on a real archive: what the user does, and what they see."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from ztviewer.core.article import ArticleDraft
from ztviewer.core.progress import Progress
from ztviewer.core.query import Choice, Facet, Phrase, Request, Sort
from ztviewer.gui.answers import ALIKE, Answer
from ztviewer.gui.choices import Click
from ztviewer.gui.export_dialog import ExportDialog, ExportWish
from ztviewer.gui.here import Here
from ztviewer.gui.import_account import ImportWish
from ztviewer.gui.main_window import MainWindow
from ztviewer.gui.search_bar import Corrections
from ztviewer.services.archive import Archive

EXPORTED = ("html", "markdown", "text", "csv", "jsonl")


def ask(qtbot: QtBot, window: MainWindow, text: str) -> Answer:
    """Type a query and wait for its answer."""
    session = window.opened().session
    with qtbot.waitSignal(
        session.answered, check_params_cb=lambda answer: answer.asked.text == text
    ) as answered:
        window.top.search.field.setText(text)
    answer = answered.args[0] if answered.args else None
    assert isinstance(answer, Answer)
    return answer


def read(qtbot: QtBot, here: Here, row: int) -> str:
    """Open an article of the list and wait until it can be read; returns its title."""
    with qtbot.waitSignal(here.session.articleRead):
        here.workspace.results.view.choose(row)
    article = here.workspace.reader.article
    assert article is not None
    return article.title


def test_without_an_archive_there_is_the_start_page(window: MainWindow) -> None:
    assert window.start_page.isVisible()
    assert not window.top.isVisible()
    assert not window.commands.action("export").isEnabled()


def test_an_archive_opens_with_all_its_articles_newest_first(window: MainWindow, here: Here) -> None:
    assert here.workspace.isVisible()
    assert here.session.query is not None
    texts = [here.workspace.results.view.model().index(row, 0).data() for row in range(3)]
    dates = [text.split(", ")[2] for text in texts]
    assert dates == sorted(dates, reverse=True)


def test_a_file_that_is_no_archive_is_refused_in_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    other = tmp_path / "letter.db"
    other.write_text("Dear Sir or Madam")
    with qtbot.waitSignal(window.archives.failed):
        window.archives.open(other)
    assert "letter.db" in window.notices.sentence
    assert window.start_page.isVisible()


@pytest.mark.parametrize(
    ("typed", "count"), [("高新区", 12), ("博物馆", 12), ("博物館", 12), ("没有这个词组呀", 0), ("", 60)]
)
def test_typing_searches(qtbot: QtBot, window: MainWindow, here: Here, typed: str, count: int) -> None:
    ask(qtbot, window, "江边")
    assert len(ask(qtbot, window, typed).found.ids) == count
    assert here.workspace.results.empty.isVisible() == (count == 0)


def test_the_switch_beside_the_search_keeps_traditional_and_simplified_apart(
    qtbot: QtBot, window: MainWindow, here: Here
) -> None:
    switch = window.top.search.exact
    assert len(ask(qtbot, window, "博物馆").found.ids) == 12
    for checked, count in ((True, 0), (False, 12), (True, 0)):
        with qtbot.waitSignal(here.session.answered):
            switch.click()
        assert (switch.isChecked(), len(here.session.ids)) == (checked, count)
    assert len(ask(qtbot, window, "博物館").found.ids) == 12  # it holds for what is typed later, too
    window.enter(window.hand_over())
    assert switch.isChecked()


def test_typing_on_cancels_the_question_that_still_runs(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    searching = here.session.archive.searching

    def never_done(progress: Progress) -> None:
        while True:
            searching.find(Request(Phrase("江边")), progress)

    here.session.tasks.run(never_done, key="find")
    assert len(ask(qtbot, window, "博物馆").found.ids) == 12


def test_the_remarks_say_what_was_mended(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    answer = ask(qtbot, window, '"高新区')
    assert answer.reading.remarks
    assert len(answer.found.ids) == 12


def test_suggestions_are_laid_out_before_anything_is_typed(qtbot: QtBot, here: Here) -> None:
    archive = here.session.archive

    def laid() -> int:
        titles = archive.searching._suggesting._titles
        return titles.seen if titles is not None else 0

    qtbot.waitUntil(lambda: laid() > 0)
    before = laid()
    here.session.tasks.run(
        lambda _p: archive.importing.add([ArticleDraft(title="新桥通车", html="<p>大桥。</p>")])
    )
    qtbot.waitUntil(lambda: laid() > before, timeout=20_000)


def test_what_sounds_the_same_is_offered_and_searched(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    line = window.top.search.findChild(Corrections)
    assert line is not None
    with qtbot.waitSignal(here.session.corrected, check_params_cb=bool):
        ask(qtbot, window, "防训演练")
    assert line.isVisible()
    assert "防汛演练" in line.text()
    assert "(12)" in line.text()
    with qtbot.waitSignal(here.session.corrected, check_params_cb=lambda found: not found):
        line.linkActivated.emit("0")
    assert here.session.asked.text == "防汛演练"
    assert len(here.session.ids) == 12
    assert not line.isVisible()


def test_facets_narrow_add_and_exclude(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    session, workspace = here.session, here.workspace

    def click(value: str, how: Click) -> int:
        with qtbot.waitSignal(session.answered):
            workspace.click(Facet.SOURCE, value, how)
        return len(session.ids)

    assert click("江城日报", Click.NARROW) == 20
    assert click("渡口晚报", Click.ADD) == 40
    assert click("渡口晚报", Click.NARROW) == 20
    assert click("河港商报", Click.EXCLUDE) == 20
    assert session.asked.choices == (
        Choice(Facet.SOURCE, "渡口晚报"),
        Choice(Facet.SOURCE, "河港商报", excluded=True),
    )
    with qtbot.waitSignal(session.answered):
        workspace.clear_choices()
    assert len(session.ids) == 60


def test_a_facet_with_a_choice_still_shows_what_else_could_be_chosen(qtbot: QtBot, here: Here) -> None:
    with qtbot.waitSignal(here.session.answered) as answered:
        here.workspace.click(Facet.SOURCE, "江城日报", Click.NARROW)
    answer = answered.args[0] if answered.args else None
    assert isinstance(answer, Answer)
    sources = next(section for section in answer.sections if section.key[1] == "source")
    assert {(child.label, child.count) for child in sources.children} == {
        ("江城日报", 20),
        ("渡口晚报", 20),
        ("河港商报", 20),
    }


def test_a_topic_stands_in_its_own_order(qtbot: QtBot, here: Here, archive_path: Path) -> None:
    with qtbot.waitSignal(here.session.answered):
        here.workspace.click(Facet.TOPIC, "高新区", Click.NARROW)
    entries = here.session.archive.curating.topic("高新区")[1]
    assert list(here.session.ids) == [entry.article for entry in entries]


def test_the_order_can_be_changed(qtbot: QtBot, here: Here) -> None:
    newest = list(here.session.ids)
    with qtbot.waitSignal(here.session.answered):
        here.workspace.sort(Sort.OLDEST)
    assert here.session.ids[0] == newest[-1] or here.session.ids[0] != newest[0]
    assert sorted(here.session.ids) == sorted(newest)


def test_tagging_can_be_undone_and_done_again(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    read(qtbot, here, 0)
    (opened,) = here.workspace.opened()
    reader, session = here.workspace.reader, here.session
    before = session.archive.reading.article(opened).tags

    def tags() -> tuple[str, ...]:
        return reader.article.tags if reader.article is not None else ()

    reader.tagAdded.emit("新标签/甲")
    qtbot.waitUntil(lambda: "新标签/甲" in tags())
    assert window.commands.action("undo").isEnabled()
    window.commands.action("undo").trigger()
    qtbot.waitUntil(lambda: tags() == before)
    window.commands.action("redo").trigger()
    qtbot.waitUntil(lambda: "新标签/甲" in tags())
    qtbot.waitUntil(lambda: any(tag.path == "新标签/甲" for tag in session.tags))


def test_the_list_and_the_facets_follow_a_change(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    read(qtbot, here, 3)
    here.workspace.reader.tagAdded.emit("要看")

    def answered_with(answer: Answer) -> bool:
        tags = [
            child.label
            for section in answer.sections
            if section.key[1] == "tag"
            for child in section.children
        ]
        return "要看" in tags

    with qtbot.waitSignal(here.session.answered, check_params_cb=answered_with, timeout=20_000):
        pass
    assert here.workspace.results.view.currentIndex().row() == 3
    assert "要看" in here.workspace.results.view.currentIndex().data()


def test_ticks_survive_searches_and_can_be_shown(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    view = here.workspace.results.view
    ask(qtbot, window, "高新区")
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Space)
    ask(qtbot, window, "龙舟")
    view.choose(1)
    QTest.keyClick(view, Qt.Key.Key_Space)
    ticked = list(here.session.basket)
    assert len(ticked) == 2
    with qtbot.waitSignal(here.session.answered):
        window.commands.action("show_selection").trigger()
    assert list(here.session.ids) == ticked
    with qtbot.waitSignal(here.session.answered):
        here.workspace.results.selectionLeft.emit()
    assert here.session.asked.text == "龙舟"
    assert len(here.session.ids) == 12


def test_articles_like_one_are_shown_until_escape(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    ask(qtbot, window, "龙舟")
    title, view = read(qtbot, here, 1), here.workspace.results.view
    (opened,) = here.workspace.opened()
    with qtbot.waitSignal(here.session.answered):
        window.commands.action("similar").trigger()
    assert list(here.session.ids) == here.session.archive.searching.similar(opened, ALIKE)
    assert opened not in here.session.ids
    assert title.split("（")[0] in view.model().index(0, 0).data()
    assert "Similar articles" in [label.text() for label in here.workspace.results.findChildren(QLabel)]
    with qtbot.waitSignal(here.session.answered):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert here.session.asked.text == "龙舟"
    assert opened in here.session.ids


def test_the_whole_result_can_be_ticked(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    with qtbot.waitSignal(here.session.basket.changed):
        window.commands.action("tick_all").trigger()
    assert set(here.session.basket) == set(here.session.ids)
    window.commands.action("untick_all").trigger()
    assert len(here.session.basket) == 0


def test_a_click_on_the_box_ticks_and_leaves_the_article_alone(qtbot: QtBot, here: Here) -> None:
    view = here.workspace.results.view
    box = view.visualRect(view.model().index(1, 0)).topLeft()
    box.setX(box.x() + 20)
    box.setY(box.y() + 22)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert list(here.session.basket) == [here.session.ids[1]]


@pytest.mark.parametrize("form", EXPORTED)
def test_a_selection_is_exported(
    qtbot: QtBot, window: MainWindow, here: Here, tmp_path: Path, form: str
) -> None:
    here.session.basket.put(list(here.session.ids[:3]), ticked=True)
    target = tmp_path / f"exported-{form}"
    here.exports.run(ExportWish("selection", None, form, target))
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "3 articles" in window.notices.sentence)


def test_the_export_dialog_never_offers_to_overwrite(
    qtbot: QtBot, window: MainWindow, here: Here, tmp_path: Path
) -> None:
    dialog = here.exports.ask()
    assert isinstance(dialog, ExportDialog)
    taken = tmp_path / "taken"
    taken.mkdir()
    button = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Export")
    assert button.isEnabled()
    dialog._target.setText(str(taken))
    dialog._target.textEdited.emit(str(taken))
    assert not button.isEnabled()
    dialog.reject()


def test_an_import_says_what_became_of_it_and_is_found(
    qtbot: QtBot, window: MainWindow, here: Here, tmp_path: Path
) -> None:
    lines = tmp_path / "more.jsonl"
    lines.write_text('{"title": "新桥通车", "text": "大桥今天通车。"}\nnot json\n', "utf-8")
    here.imports.run(ImportWish((lines,)))
    qtbot.waitUntil(lambda: "1 article added" in window.notices.sentence, timeout=20_000)
    assert "1 rejected" in window.notices.sentence
    qtbot.waitUntil(lambda: len(here.session.ids) == 61, timeout=20_000)
    assert len(ask(qtbot, window, "新桥通车").found.ids) == 1


def test_what_another_program_changes_appears(qtbot: QtBot, here: Here, archive_path: Path) -> None:
    other = Archive.open(archive_path)
    other.importing.add([ArticleDraft("外来的文章", "<p>另一个程序写的。</p>")])
    other.close()
    qtbot.waitUntil(lambda: len(here.session.ids) == 61, timeout=20_000)


def test_keys_reach_every_pane(qtbot: QtBot, window: MainWindow, here: Here) -> None:
    workspace = here.workspace
    workspace.results.view.setFocus()
    seen = []
    for _step in range(3):
        window.commands.action("next_pane").trigger()
        focused = window.focusWidget()
        seen.append(
            next(
                name
                for name, pane in (
                    ("facets", workspace.facets),
                    ("results", workspace.results),
                    ("reader", workspace.reader),
                )
                if pane.isAncestorOf(focused)
            )
        )
    assert seen == ["reader", "facets", "results"]


def test_the_facets_answer_to_the_keyboard(qtbot: QtBot, here: Here) -> None:
    tree = here.workspace.facets.tree
    model = tree.model()
    section = next(
        index
        for row in range(model.rowCount(QModelIndex()))
        if (index := model.index(row, 0, QModelIndex())).data() == "Sources"
    )
    tree.setCurrentIndex(model.index(0, 0, section))
    with qtbot.waitSignal(here.session.answered):
        QTest.keyClick(tree, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert [choice.excluded for choice in here.session.asked.choices] == [True]
    assert len(here.session.ids) == 40


def test_no_two_commands_have_the_same_key(window: MainWindow, here: Here) -> None:
    actions = [*window.findChildren(type(window.commands.action("undo")))]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def test_closing_leaves_one_file_and_remembers_the_archive(
    qtbot: QtBot, window: MainWindow, here: Here, archive_path: Path
) -> None:
    read(qtbot, here, 0)
    here.workspace.reader.tagAdded.emit("关门前")
    qtbot.waitUntil(lambda: any(tag.path == "关门前" for tag in here.session.tags))
    window.close()
    assert [path.name for path in archive_path.parent.iterdir() if path.name.startswith("江城.db")] == [
        "江城.db"
    ]
    again = Archive.open(archive_path)
    assert any(tag.path == "关门前" for tag in again.tagging.tags())
    again.close()


@pytest.mark.parametrize(
    ("modifier", "chosen", "excluded", "count"),
    [
        (Qt.KeyboardModifier.NoModifier, 1, 0, 20),
        (Qt.KeyboardModifier.ControlModifier, 2, 0, 40),
        (Qt.KeyboardModifier.AltModifier, 1, 1, 20),
    ],
)
def test_a_click_on_the_left_side(
    qtbot: QtBot, here: Here, modifier: Qt.KeyboardModifier, chosen: int, excluded: int, count: int
) -> None:
    tree = here.workspace.facets.tree

    def click(value: str, held: Qt.KeyboardModifier) -> None:
        model = tree.model()
        sections = [model.index(row, 0, QModelIndex()) for row in range(model.rowCount(QModelIndex()))]
        sources = next(index for index in sections if index.data() == "Sources")
        values = [model.index(row, 0, sources) for row in range(model.rowCount(sources))]
        place = tree.visualRect(next(index for index in values if index.data() == value)).center()
        with qtbot.waitSignal(here.session.answered):
            QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, held, place)

    click("江城日报", Qt.KeyboardModifier.NoModifier)
    click("渡口晚报", modifier)
    choices = here.session.asked.choices
    assert [sum(not choice.excluded for choice in choices), sum(choice.excluded for choice in choices)] == [
        chosen,
        excluded,
    ]
    assert len(here.session.ids) == count
