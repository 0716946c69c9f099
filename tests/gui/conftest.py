"""Archives built through the services, for a window that shows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ztviewer.core.article import ArticleDraft
from ztviewer.core.published import Published
from ztviewer.gui import theme
from ztviewer.gui.here import Here
from ztviewer.gui.main_window import MainWindow
from ztviewer.services.archive import Archive

SOURCES = ("江城日报", "渡口晚报", "河港商报")
SUBJECTS = ("高新区五年变化", "渡口小学开学", "博物館夜間開放", "防汛演练", "龙舟比赛")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["ztviewer"]


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in its light theme."""
    theme.apply(qapp, "light")
    return qapp


def drafts(count: int = 60) -> Iterator[ArticleDraft]:
    """Articles that differ in title, source, month and column."""
    for number in range(count):
        subject = SUBJECTS[number % len(SUBJECTS)]
        yield ArticleDraft(
            title=f"{subject}（之{number + 1}）",
            html=f"<p>{subject}。第{number + 1}篇报道说，江边的人们来来往往。</p><p>记者在现场看到许多变化。</p>"
            f"<p>{''.join(chr(0x3400 + 60 * number + place) for place in range(60))}</p>",  # no reprints
            source=SOURCES[number % len(SOURCES)],
            column="要闻" if number % 4 == 0 else "副刊",
            published=Published(f"{2019 + number % 4}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"),
        )


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    """An archive of sixty articles, three tags and a topic, closed and indexed."""
    path = tmp_path / "江城.db"
    archive = Archive.create(path, "江城档案")
    ids = archive.importing.add(drafts())
    archive.tagging.add("地区/江边", ids[:10])
    archive.tagging.add("教育", ids[1:60:5])
    archive.curating.create("高新区", "五年里的变化。")
    archive.curating.add("高新区", [ids[20], ids[5], ids[0]])
    archive.indexing.bring_up_to_date()
    archive.close()
    return path


@pytest.fixture
def archive(archive_path: Path) -> Iterator[Archive]:
    """The same archive, open."""
    opened = Archive.open(archive_path)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, dressed: object) -> Iterator[MainWindow]:
    window = MainWindow()
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def here(qtbot: QtBot, window: MainWindow, archive_path: Path) -> Here:
    with qtbot.waitSignal(window.archives.opened):
        window.archives.open(archive_path)
    here = window.opened()
    qtbot.waitUntil(lambda: len(here.session.ids) == 60 and len(here.session.tags) == 3)
    return here
