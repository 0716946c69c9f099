"""Pictures large: which one is shown, at which scale, and what leaves the window byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.services.articles import drawn
from ztviewer.core.article import Article, ArticleDraft, FigureDraft, ImageDigest, Picture
from ztviewer.core.errors import NotFound, ZTViewerError
from ztviewer.core.query import Request
from ztviewer.gui.picture_canvas import PictureCanvas, levels
from ztviewer.gui.picture_viewer import PictureViewer
from ztviewer.gui.tasks import TaskRunner
from ztviewer.services.archive import Archive

SMALL, WIDE = drawn("teal", 300, 200), drawn("maroon", 4000, 2000)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "图.db", "图", cache=tmp_path / "cache")
    figures = (
        FigureDraft(SMALL, caption="第一幅", credit="李某 摄"),
        FigureDraft(caption="没有图"),
        FigureDraft(WIDE, caption="很宽的一幅"),
    )
    made.importing.add([ArticleDraft(title='图/说:"一"', html="<figure></figure>" * 3, figures=figures)])
    yield made
    made.close()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()
    runner.wait()


@pytest.fixture
def article(archive: Archive) -> Article:
    return archive.reading.article(archive.searching.find(Request()).ids[0])


@pytest.fixture
def viewer(qtbot: QtBot, archive: Archive, tasks: TaskRunner) -> PictureViewer:
    made = PictureViewer(tasks, archive.reading.picture)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    return made


def canvas(viewer: PictureViewer) -> PictureCanvas:
    (found,) = viewer.findChildren(PictureCanvas)
    return found


def sentences(viewer: PictureViewer) -> list[str]:
    return [
        label.text() for label in viewer.findChildren(QLabel) if label.isVisibleTo(viewer) and label.text()
    ]


def colour(viewer: PictureViewer) -> str:
    """What is painted in the middle."""
    image = canvas(viewer).grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def shows(qtbot: QtBot, viewer: PictureViewer, name: str) -> None:
    qtbot.waitUntil(lambda: colour(viewer) == QColor(name).name(), timeout=10_000)


def test_it_opens_with_the_picture_that_was_clicked_and_its_caption(
    qtbot: QtBot, viewer: PictureViewer, article: Article
) -> None:
    viewer.show_article(article, 1)
    shows(qtbot, viewer, "teal")
    assert {"1 / 2", "第一幅", "李某 摄", "100%"} <= set(sentences(viewer))


def test_the_keys_go_through_the_pictures_that_are_there(
    qtbot: QtBot, viewer: PictureViewer, article: Article
) -> None:
    viewer.show_article(article, 1)
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    shows(qtbot, viewer, "maroon")
    assert "2 / 2" in sentences(viewer)
    QTest.keyClick(viewer, Qt.Key.Key_PageDown)
    assert "2 / 2" in sentences(viewer)
    QTest.keyClick(viewer, Qt.Key.Key_Left)
    shows(qtbot, viewer, "teal")


def test_a_large_picture_is_fitted_and_zoomed_by_keys(
    qtbot: QtBot, viewer: PictureViewer, article: Article
) -> None:
    viewer.show_article(article, 3)
    shows(qtbot, viewer, "maroon")
    qtbot.waitUntil(viewer.has_picture)
    fitted = canvas(viewer).scale
    assert fitted < 0.5
    QTest.keyClick(viewer, Qt.Key.Key_1)
    assert canvas(viewer).scale == 1.0
    assert canvas(viewer).overflows
    QTest.keyClick(viewer, Qt.Key.Key_Minus)
    assert canvas(viewer).scale == pytest.approx(0.8)
    QTest.keyClick(viewer, Qt.Key.Key_0)
    assert canvas(viewer).scale == fitted


def test_a_picture_is_saved_byte_for_byte(
    qtbot: QtBot, viewer: PictureViewer, article: Article, tmp_path: Path
) -> None:
    viewer.show_article(article, 1)
    qtbot.waitUntil(viewer.has_picture)
    target = tmp_path / "存 下.png"
    viewer.save(str(target))
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == SMALL.data


def test_a_picture_that_cannot_be_written_is_told_in_a_sentence(
    qtbot: QtBot, viewer: PictureViewer, tasks: TaskRunner, article: Article, tmp_path: Path
) -> None:
    viewer.show_article(article, 1)
    qtbot.waitUntil(viewer.has_picture)
    with qtbot.waitSignal(tasks.erred) as told:
        viewer.save(str(tmp_path / "nowhere" / "a.png"))
    assert told.args is not None
    assert isinstance(told.args[0], ZTViewerError)


def test_copying_gives_the_whole_picture(qtbot: QtBot, viewer: PictureViewer, article: Article) -> None:
    viewer.show_article(article, 3)
    qtbot.waitUntil(viewer.has_picture)
    viewer.copy()
    assert QGuiApplication.clipboard().image().size() == QSize(4000, 2000)


def missing(digest: ImageDigest) -> Picture:
    raise NotFound("No such picture.")


def broken(digest: ImageDigest) -> Picture:
    return Picture(digest, "image/png", 300, 200, b"no picture", b"none either")


@pytest.mark.parametrize(
    ("picture", "sentence"), [(missing, "No such picture."), (broken, "This picture cannot be shown.")]
)
def test_a_picture_that_is_not_there_or_broken_is_told_in_its_place(
    qtbot: QtBot, tasks: TaskRunner, article: Article, picture: object, sentence: str
) -> None:
    viewer = PictureViewer(tasks, picture)  # type: ignore[arg-type]
    viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(viewer)
    viewer.show_article(article, 1)
    qtbot.waitUntil(lambda: sentence in sentences(viewer))


def test_zooming_leaves_the_point_under_the_cursor_where_it_is(qtbot: QtBot) -> None:
    shown = PictureCanvas()
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(990, 1010):
        for y in range(990, 1010):
            image.setPixelColor(x, y, QColor("red"))
    shown.show_levels(image.size(), levels(image))
    shown.actual_size()
    shown.move_by(900, 400)  # brings 1000, 1000 to 100, 50
    point = QPointF(100, 50)
    for steps in (3, -2, 1):
        shown.zoom(steps, point)
        assert shown.grab().toImage().pixelColor(100, 50).name() == "#ff0000"


def test_turning_by_a_quarter_swaps_the_sides(qtbot: QtBot) -> None:
    shown = PictureCanvas()
    qtbot.addWidget(shown)
    shown.resize(400, 400)
    image = QImage(2000, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    shown.show_levels(image.size(), levels(image))
    flat = shown.grab().toImage()
    shown.turn(1)
    upright = shown.grab().toImage()
    assert (flat.pixelColor(50, 200).name(), flat.pixelColor(200, 50).name() == "#ff0000") == (
        "#ff0000",
        False,
    )
    assert (upright.pixelColor(200, 50).name(), upright.pixelColor(50, 200).name() == "#ff0000") == (
        "#ff0000",
        False,
    )


def test_levels_halve_until_the_picture_is_small() -> None:
    image = QImage(3000, 1000, QImage.Format.Format_RGB32)
    image.fill(0)
    assert [level.width() for level in levels(image)] == [3000, 1500, 750]
