"""What the recorded run does with the window: keys, wheel and clicks as a user gives them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest

from tests.benchmarks.event_loop import idle, wait_until
from ztviewer.core.query import Facet, Sort
from ztviewer.gui.choices import Click
from ztviewer.gui.export_dialog import ExportWish
from ztviewer.gui.main_window import MainWindow
from ztviewer.gui.results_view import ResultsView
from ztviewer.gui.session import Session

QUERIES = ("高新区", "鎮江", "c919", '"经济发展"', "人才 OR 教育", "的", "source:网 科技", "不会有的词组")
PATIENCE = 60
"""seconds for anything but the index"""

Step = tuple[str, Callable[[], None]]


class RecordedRun:
    """Steps to be taken one after another; all of them return to the event loop."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.answers: list[tuple[str, int, float]] = []
        """query, articles found, ms from its last letter to the answer on the screen"""
        self._window = window
        self._folder = folder
        self._answered = 0

    def steps(self) -> list[Step]:
        """All steps, each with its name."""
        typed: list[Step] = []
        for query in QUERIES:
            typed.append((f"typing {query}", partial(self._type, query)))
            typed.append((f"scrolling the result of {query}", lambda: self._wheel(15)))
        return [
            ("opening the archive", self._open),
            ("scrolling while the index is built", lambda: self._wheel(60)),
            ("reading while the index is built", lambda: self._read(12)),
            ("the index is built", self._index),
            *typed,
            ("all articles again", lambda: self._type("")),
            ("jumping through the list", self._jump),
            ("reading one article after another", lambda: self._read(30)),
            ("other orders", self._sort),
            ("clicking facets", self._click_facets),
            ("ticking", self._tick),
            ("tagging and undoing", self._tag),
            ("exporting", self._export),
        ]

    @property
    def _session(self) -> Session:
        return self._window.opened().session

    @property
    def _view(self) -> ResultsView:
        return self._window.opened().workspace.results.view

    def _open(self) -> None:
        wait_until(lambda: self._window.here is not None and bool(self._session.ids), PATIENCE, "the archive")
        self._session.answered.connect(self._count)
        idle(300)

    def _count(self, _answer: object) -> None:
        self._answered += 1

    def _index(self) -> None:
        wait_until(lambda: not self._session.tasks.long_busy, 3600, "the index")
        idle(300)

    def _type(self, query: str) -> None:
        """Letters by keys, Chinese characters as an input method commits them, with a preedit before each."""
        field = self._window.top.search.field
        field.setFocus()
        field.selectAll()
        if not query:
            QTest.keyClick(field, Qt.Key.Key_Delete)
        before, last = self._answered, ""
        for letter in query:
            last = field.text()
            if letter.isascii():
                QTest.keyClicks(field, letter)
            else:
                QCoreApplication.sendEvent(field, QInputMethodEvent("pin", []))
                idle(20)
                event = QInputMethodEvent("", [])
                event.setCommitString(letter)
                QCoreApplication.sendEvent(field, event)
            idle(60)
        took = wait_until(
            lambda: self._session.asked.text == query and self._answered > before,
            PATIENCE,
            f"typing after {last}",
        )
        self.answers.append((query or "(all)", len(self._session.ids), took))

    def _wheel(self, turns: int) -> None:
        viewport = self._view.viewport()
        middle = QPointF(viewport.rect().center())
        for turn in range(turns):
            delta = QPoint(0, -360 if turn < turns * 2 // 3 else 360)
            event = QWheelEvent(
                middle,
                viewport.mapToGlobal(middle),
                QPoint(),
                delta,
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QCoreApplication.sendEvent(viewport, event)
            idle(16)
        idle(120)

    def _jump(self) -> None:
        bar = self._view.verticalScrollBar()
        for part in (0.5, 0.9, 0.1, 1.0, 0.33, 0.0):
            QTimer.singleShot(0, partial(bar.setValue, int(bar.maximum() * part)))
            idle(150)

    def _read(self, articles: int) -> None:
        self._view.setFocus()
        for _number in range(articles):
            QTest.keyClick(self._view, Qt.Key.Key_J)
            idle(180)

    def _sort(self) -> None:
        for sort in (Sort.OLDEST, Sort.TITLE, Sort.LENGTH, Sort.RELEVANCE):
            self._after_answer(partial(self._window.opened().workspace.sort, sort))

    def _click_facets(self) -> None:
        workspace = self._window.opened().workspace
        sources = [child.key[1] for child in workspace.facets.values(Facet.SOURCE)][:3]
        for value, click in zip(sources, (Click.NARROW, Click.ADD, Click.EXCLUDE), strict=False):
            self._after_answer(partial(workspace.click, Facet.SOURCE, value, click))
        self._after_answer(workspace.clear_choices)

    def _tick(self) -> None:
        self._view.setFocus()
        for _number in range(10):
            QTest.keyClick(self._view, Qt.Key.Key_J)
            QTest.keyClick(self._view, Qt.Key.Key_Space)
            idle(40)
        QTimer.singleShot(0, self._window.deeds.tick_all)
        wait_until(lambda: len(self._session.basket) == len(self._session.ids), PATIENCE, "the ticks")
        idle(200)
        QTimer.singleShot(0, self._window.deeds.untick_all)
        idle(200)

    def _tag(self) -> None:
        workspace, session = self._window.opened().workspace, self._session
        QTimer.singleShot(0, lambda: workspace.reader.tagAdded.emit("测量/标签"))
        wait_until(lambda: session.undo.canUndo(), PATIENCE, "the tag")
        wait_until(lambda: not session.tasks.long_busy, PATIENCE, "the index after tagging")
        idle(300)
        QTimer.singleShot(0, session.undo.undo)
        wait_until(lambda: session.undo.canRedo(), PATIENCE, "the undo")
        idle(300)
        wait_until(lambda: not session.tasks.long_busy, PATIENCE, "the index after the undo")
        idle(300)

    def _export(self) -> None:
        target = self._folder / "exported"
        exports = self._window.opened().exports
        QTimer.singleShot(0, lambda: exports.run(ExportWish("result", None, "text", target)))
        wait_until(target.exists, 600, "the export")
        idle(500)

    def _after_answer(self, deed: Callable[[], None]) -> None:
        before = self._answered
        QTimer.singleShot(0, deed)
        wait_until(lambda: self._answered > before, PATIENCE, "an answer")
        idle(200)
