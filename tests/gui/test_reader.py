"""The open article: marks that are exact in the document, figures, tags, zoom, the place where reading went on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextBlock, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from tests.services.articles import drawn
from ztviewer.core.article import Article, ArticleDraft, FigureDraft
from ztviewer.core.published import Published
from ztviewer.core.query import Everything, Request
from ztviewer.gui.article_blocks import blocks, texts
from ztviewer.gui.article_view import ArticleView
from ztviewer.gui.reader import ArticlePane
from ztviewer.gui.tag_editor import Chip, TagField
from ztviewer.gui.tasks import TaskRunner
from ztviewer.services.archive import Archive

PICTURE = drawn("teal", 900, 600)
SHORT = ArticleDraft(
    title="高新区五年",
    subtitle="江边的调查",
    html=(
        "<p>𠮷日，鎮江高新區<strong>高新</strong>区开工。</p><figure></figure>"
        "<table><tr><th>高新区</th><td>1</td></tr></table><ul><li>江岸</li></ul><figure></figure>"
        '<p>见<a href="https://example.org/1">公报</a>。</p>'
    ),
    source="江城日报",
    published=Published("2022-06-06"),
    figures=(FigureDraft(PICTURE, caption="高新区全景", credit="李某"), FigureDraft(caption="旧照")),
)
LONG = ArticleDraft(
    title="江水长流", html="".join(f"<p>第{number}段，江边的人们来来往往。</p>" for number in range(900))
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "江城.db", "江城", cache=tmp_path / "cache")
    ids = made.importing.add([SHORT, LONG])
    made.tagging.add("地区/江边", ids[:1])
    made.curating.create("高新区十年")
    made.curating.add("高新区十年", ids[:1])
    yield made
    made.close()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()
    runner.wait()


@pytest.fixture
def pane(qtbot: QtBot, archive: Archive, tasks: TaskRunner) -> ArticlePane:
    made = ArticlePane(tasks, tasks, picture=archive.reading.picture, marks=archive.searching.marks)
    qtbot.addWidget(made)
    made.resize(760, 700)
    made.set_known_tags(archive.tagging.tags())
    made.show()
    return made


def read(archive: Archive, title: str) -> Article:
    articles = (archive.reading.article(number) for number in archive.searching.find(Request()).ids)
    return next(article for article in articles if article.title == title)


def open_article(qtbot: QtBot, pane: ArticlePane, archive: Archive, title: str, typed: str = "") -> Article:
    """Show an article and wait until all of it is set and its marks are found."""
    article = read(archive, title)
    pane.show(article, archive.searching.read(typed).query)
    qtbot.waitUntil(lambda: pane.settled, timeout=10_000)
    return article


def view(pane: ArticlePane) -> ArticleView:
    (found,) = pane.findChildren(ArticleView)
    return found


def marked(pane: ArticlePane) -> list[str]:
    """The text under every mark in view."""
    return [selection.cursor.selectedText() for selection in view(pane).extraSelections()]


def test_the_document_holds_every_block_as_it_was_read(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    article = open_article(qtbot, pane, archive, SHORT.title)
    block, found = view(pane).document().begin(), []
    while block.isValid():
        found.append(block.text())
        block = block.next()
    wanted = [item.text for item in texts(blocks(article))]
    assert [text for text in found if text.strip("\ufffc")] == wanted
    assert found.count("\ufffc") == 2


def test_marks_are_exact_in_title_text_table_and_captions(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    open_article(qtbot, pane, archive, SHORT.title, '"高新区"')
    assert marked(pane) == ["高新区", "高新區", "高新区", "高新区", "高新区"]
    assert pane.mark_count == 5


def test_the_way_through_the_marks_goes_round(qtbot: QtBot, pane: ArticlePane, archive: Archive) -> None:
    open_article(qtbot, pane, archive, SHORT.title, '"高新区"')
    seen = [pane.current_mark]
    for _step in range(5):
        pane.next_mark()
        seen.append(pane.current_mark)
    assert seen == [0, 1, 2, 3, 4, 0]
    pane.next_mark(-1)
    assert pane.current_mark == 4


def test_another_search_marks_the_same_article_anew_and_keeps_the_place(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    article = open_article(qtbot, pane, archive, LONG.title)
    view(pane).verticalScrollBar().setValue(6000)
    pane.show(article, archive.searching.read('"江边"').query)
    qtbot.waitUntil(lambda: pane.mark_count == 900)
    assert view(pane).verticalScrollBar().value() == 6000
    assert set(marked(pane)) == {"江边"}


def test_marks_are_exact_in_a_paragraph_that_was_cut(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    sentence = "𠮷日，江边的人们来来往往，说起高新区"
    archive.importing.add([ArticleDraft(title="没有句号", html=f"<p>{sentence * 1000}</p>")])
    open_article(qtbot, pane, archive, "没有句号", '"人们来来往往"')
    assert pane.mark_count == 1000
    assert {text.replace("\u2029", "") for text in marked(pane)} == {"人们来来往往"}


def test_a_search_brings_its_first_mark_into_view(qtbot: QtBot, pane: ArticlePane, archive: Archive) -> None:
    open_article(qtbot, pane, archive, LONG.title, '"第700段"')
    assert marked(pane) == ["第700段"]
    assert view(pane).verticalScrollBar().value() > 6000


def test_coming_back_to_an_article_reading_goes_on_where_it_was(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    open_article(qtbot, pane, archive, LONG.title)
    view(pane).verticalScrollBar().setValue(12345)
    open_article(qtbot, pane, archive, SHORT.title)
    open_article(qtbot, pane, archive, LONG.title)
    assert view(pane).verticalScrollBar().value() == 12345


def test_larger_type_leaves_the_same_line_at_the_top(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    open_article(qtbot, pane, archive, LONG.title)
    view(pane).verticalScrollBar().setValue(9000)
    before = view(pane).cursorForPosition(QPoint(0, 1)).block().text()
    with qtbot.waitSignal(pane.fontSizeChanged) as zoomed:
        pane.zoom(1)
    qtbot.waitUntil(lambda: pane.settled)
    assert zoomed.args == [18]
    assert view(pane).cursorForPosition(QPoint(0, 1)).block().text() == before


def test_what_is_typed_into_the_find_field_replaces_the_marks_until_it_is_closed(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    open_article(qtbot, pane, archive, SHORT.title, '"高新区"')
    pane.find()
    field = next(
        field
        for field in pane.findChildren(QLineEdit)
        if field.hasFocus() or "Find" in field.placeholderText()
    )
    QTest.keyClicks(field, "1")
    qtbot.waitUntil(lambda: pane.mark_count == 1)
    assert marked(pane) == ["1"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.mark_count == 5)


def test_a_click_on_a_picture_asks_for_it_large_and_on_a_missing_one_for_nothing(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    article = open_article(qtbot, pane, archive, SHORT.title)
    asked: list[tuple[Article, int]] = []
    pane.pictureActivated.connect(lambda shown, position: asked.append((shown, position)))
    viewport = view(pane).viewport()
    for block in figure_blocks(pane):
        cursor = QTextCursor(block)
        view(pane).scroll_to(block.position(), 0.2)
        below = view(pane).cursorRect(cursor).center() + QPoint(60, -20)
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=below)
    assert asked == [(article, 1)]


def figure_blocks(pane: ArticlePane) -> list[QTextBlock]:
    block, found = view(pane).document().begin(), []
    while block.isValid():
        if block.text() == "\ufffc":
            found.append(block)
        block = block.next()
    return found


def test_the_picture_is_painted_once_it_was_fetched(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    open_article(qtbot, pane, archive, SHORT.title)

    def teal() -> bool:
        image = view(pane).viewport().grab().toImage()
        cursor = view(pane).cursorRect(QTextCursor(figure_blocks(pane)[0]))
        return image.pixelColor(image.width() // 2, cursor.bottom() - 40).name() == "#008080"

    qtbot.waitUntil(teal)


def test_tags_are_chips_that_can_be_followed_and_taken_away(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    open_article(qtbot, pane, archive, SHORT.title)
    chips = pane.findChildren(Chip)
    topic, tag = chips[-2], chips[-1]
    name, cross = tag.findChildren(QToolButton)
    with qtbot.waitSignal(pane.tagActivated) as followed:
        name.click()
    with qtbot.waitSignal(pane.tagRemoved) as removed:
        cross.click()
    with qtbot.waitSignal(pane.topicActivated) as topical:
        topic.findChildren(QToolButton)[0].click()
    assert (followed.args, removed.args, topical.args) == (["地区/江边"], ["地区/江边"], ["高新区十年"])


def test_a_tag_is_added_with_enter(qtbot: QtBot, pane: ArticlePane, archive: Archive) -> None:
    open_article(qtbot, pane, archive, SHORT.title)
    field = pane.findChildren(TagField)[0]
    added: list[str] = []
    pane.tagAdded.connect(added.append)
    for typed in (" 人物 / 工匠 ", "地区/江边", "  "):
        field.setText(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert added == ["人物/工匠"]  # the second is there already, the third is nothing


def test_new_tags_of_the_same_article_leave_the_text_alone(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    article = open_article(qtbot, pane, archive, LONG.title)
    view(pane).verticalScrollBar().setValue(5000)
    pane.show(replace(article, tags=("教育",)), Everything())
    assert pane.settled
    assert view(pane).verticalScrollBar().value() == 5000
    assert pane.article is not None
    assert pane.article.tags == ("教育",)


def test_a_read_only_archive_shows_tags_without_a_way_to_change_them(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    pane.set_editable(False)
    open_article(qtbot, pane, archive, SHORT.title)
    assert len(pane.findChildren(Chip)[-1].findChildren(QToolButton)) == 1
    assert not pane.findChildren(TagField)[0].isVisibleTo(pane)


def test_a_passage_is_copied_with_its_source_and_without_what_stands_for_pictures(
    qtbot: QtBot, pane: ArticlePane, archive: Archive
) -> None:
    open_article(qtbot, pane, archive, SHORT.title)
    view(pane).selectAll()
    pane.copy_citation()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“高新区五年\n江边的调查\n")
    assert copied.endswith("\n\n高新区五年[N]. 江城日报, 2022-06-06.")
    assert "\ufffc" not in copied


def test_clearing_leaves_nothing_of_the_article(qtbot: QtBot, pane: ArticlePane, archive: Archive) -> None:
    open_article(qtbot, pane, archive, SHORT.title, '"高新区"')
    pane.clear()
    qtbot.waitUntil(lambda: pane.settled)
    assert pane.article is None
    assert view(pane).document().isEmpty()
    assert pane.mark_count == 0
