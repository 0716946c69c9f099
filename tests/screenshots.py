"""Draws the window into docs/screenshots/: light and dark, Chinese and English, always from the sample archive.

python -m tests.screenshots, or `make screenshots`. Offscreen, 1440 by 900, one device pixel a pixel.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.event_loop import idle, wait_until
from ztviewer.core.importing import Rule
from ztviewer.core.paths import resource
from ztviewer.core.query import Facet
from ztviewer.gui.app import Program, make_ready
from ztviewer.gui.choices import Click
from ztviewer.gui.import_report import ImportReport
from ztviewer.gui.main_window import MainWindow
from ztviewer.services import rules, settings
from ztviewer.services.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SIZE = (1440, 900)
PATIENCE = 120
QUERY = "高新区"


def main() -> None:
    """Draw everything."""
    with tempfile.TemporaryDirectory() as name:
        _use_folders(Path(name))
        make_ready()
        app = QApplication(["ztviewer"])
        FOLDER.mkdir(parents=True, exist_ok=True)
        for language, theme in (("zh_CN", "light"), ("zh_CN", "dark"), ("en", "light"), ("en", "dark")):
            settings.save(Settings(language=language, theme=theme))
            _draw(app, f"{language.lower().replace('_', '-')}-{theme}")


def _use_folders(folder: Path) -> None:
    """Keep away from the user's own settings, archives and indexes; exports go to a folder that is there."""
    for variable in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        os.environ[variable] = str(folder / variable)
        (folder / variable).mkdir()


def _draw(app: QApplication, suffix: str) -> None:
    program = Program(app)
    window = program.window
    window.resize(*SIZE)
    window.show()
    idle(100)
    _save(window, f"start-{suffix}")
    window.archives.open_sample()
    wait_until(lambda: window.here is not None and bool(window.here.session.ids), PATIENCE, "the sample")
    session = window.opened().session
    wait_until(lambda: not session.tasks.long_busy, PATIENCE, "the index")
    _search(window, suffix)
    _read_pictures(window, suffix)
    _export(window, suffix)
    _import(window, suffix)
    window.close()
    settings.save(replace(settings.load(), recent=()))
    window.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _search(window: MainWindow, suffix: str) -> None:
    """A search, with the best article open and two ticked."""
    here = window.opened()
    session, workspace = here.session, here.workspace
    window.top.search.set_text(QUERY)
    _answered(window, lambda: workspace.ask(text=QUERY))
    session.basket.put(list(session.ids[1:3]), ticked=True)
    workspace.results.view.choose(0)
    _set(window)
    _save(window, f"search-{suffix}")


def _read_pictures(window: MainWindow, suffix: str) -> None:
    """An article with pictures, and one of them large."""
    workspace = window.opened().workspace
    window.top.search.set_text("")
    _answered(window, lambda: workspace.ask(text=""))
    _answered(window, lambda: workspace.click(Facet.IMAGE, "yes", Click.NARROW))
    workspace.results.view.choose(0)
    _set(window)
    _save(window, f"pictures-{suffix}")
    workspace.reader.open_pictures()
    idle(1500)
    viewer = QApplication.activeModalWidget()
    if viewer is not None:
        _save(viewer, f"picture-{suffix}")
        viewer.close()
    _answered(window, workspace.clear_choices)


def _export(window: MainWindow, suffix: str) -> None:
    dialog = window.opened().exports.ask()
    idle(200)
    _save(dialog, f"export-{suffix}")
    dialog.reject()


def _import(window: MainWindow, suffix: str) -> None:
    """Clippings of several kinds: how they will be read, and what became of them."""
    rule = Rule("folder", "*2022年*", tags=("年份/2022",), topic="江畔剪报")
    rules.save(rules.own_file(), [rule])
    archive = Path.home() / suffix / "江畔档案.db"
    archive.parent.mkdir()
    window.archives.make(archive)
    wait_until(lambda: window.opened().session.archive.path == archive, PATIENCE, "a new archive")
    here, paths = window.opened(), _clippings()
    dialog = here.imports.begin(paths).dialog
    wait_until(lambda: dialog.preview.table.model().rowCount() > 0, PATIENCE, "the first documents")
    wait_until(lambda: not here.session.preview_tasks.long_busy, PATIENCE, "the tables")
    dialog.tabs.setCurrentWidget(dialog.columns)
    dialog.preview.table.selectRow(1)
    idle(400)
    _save(dialog, f"import-{suffix}")
    dialog.accept()
    wait_until(lambda: here.session.imported is not None, PATIENCE, "the import")
    window.deeds.import_report()
    idle(200)
    for report in window.findChildren(ImportReport):
        _save(report, f"report-{suffix}")
        report.close()


def _clippings() -> list[Path]:
    """A folder of clippings in several forms, and a table, in the user's own folder."""
    home = Path.home()
    folder = home / "江畔剪报" / "2022年6月"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("初雪.md", "初雪（另存）.md"):
        shutil.copy(resource("sample/articles/chuxue.md"), folder / name)
    lamps = "".join(
        f"<p>　　夜里九点，江心的第{number}盏航标灯重新点亮。守灯人老周说，每一盏灯都有自己的脾气。</p>"
        for number in range(1, 9)
    )
    page = "<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    (folder / "502.html").write_text(page.format(title="502 Bad Gateway", body="<hr>nginx"), "utf-8")
    about = "<p>2022年06月09日 08:12　来源：江畔网</p>"
    (folder / "夜航灯.html").write_text(page.format(title="夜航灯重新点亮", body=about + lamps), "utf-8")
    school = "渡口小学扩建工程开工\n来源：江畔日报 2022-06-06 09:35\n　　渡口小学扩建工程正式开工。新教学楼高四层。\n"
    (folder / "渡口小学.txt").write_bytes(school.encode("gb18030"))
    ferry = "自下周起，头班渡船提前到五点半开航，末班延长到晚上十点。候船室增加了热水和雨伞。"
    rows = [
        f"渡船时刻表第{number}次调整,2022-06-{number + 9},渡口晚报,民生,{ferry},待核"
        for number in range(1, 8)
    ]
    (home / "剪报目录.csv").write_text("\n".join(["标题,见报日期,报纸,栏目,正文,备注", *rows]), "utf-8")
    return [home / "江畔剪报", home / "剪报目录.csv"]


def _set(window: MainWindow) -> None:
    """Wait for the chosen article: its text, its marks, its pictures."""
    workspace = window.opened().workspace
    wanted = workspace.results.view.chosen()
    wait_until(lambda: list(workspace.opened()) == wanted, PATIENCE, "the article")
    wait_until(lambda: workspace.reader.settled, PATIENCE, "its text")
    idle(1200)


def _answered(window: MainWindow, deed: Callable[[], None]) -> None:
    """Do something and wait for the answer, and for the lines that are in sight."""
    answers: list[object] = []
    session = window.opened().session
    session.answered.connect(answers.append)
    deed()
    wait_until(lambda: bool(answers), PATIENCE, "an answer")
    session.answered.disconnect(answers.append)
    idle(400)


def _save(widget: QWidget, name: str) -> None:
    if not widget.grab().save(str(FOLDER / f"{name}.png")):
        raise SystemExit(f"could not write {name}.png")


if __name__ == "__main__":
    main()
