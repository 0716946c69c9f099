"""Draws the window into docs/screenshots/: light and dark, Chinese and English, always from the sample archive.

python -m tests.screenshots, or `make screenshots`. Offscreen, 1440 by 900, one device pixel a pixel.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.event_loop import idle, wait_until
from ztviewer.core.query import Facet
from ztviewer.gui.app import Program, make_ready
from ztviewer.gui.choices import Click
from ztviewer.gui.main_window import MainWindow
from ztviewer.services import settings
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
