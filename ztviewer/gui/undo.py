"""Undo and redo for changes to tags: a QUndoStack around what the services say of taking a change back."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from ztviewer.services.done import Done


class UndoStack(QUndoStack):
    """Holds the changes that were made. `run` makes a change off the GUI thread, one after another."""

    def __init__(self, run: Callable[[Callable[[], Done]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run

    def add(self, done: Done) -> None:
        """Remember a change that was made just now."""
        self.push(_Change(done, self._run))


class _Change(QUndoCommand):
    """One change; each undo gives the way to the redo, and the other way round."""

    def __init__(self, done: Done, run: Callable[[Callable[[], Done]], None]) -> None:
        super().__init__(done.sentence)
        self._done = done
        self._run = run
        self._fresh = True

    def undo(self) -> None:
        self._run(self._flip)

    def redo(self) -> None:
        if self._fresh:  # QUndoStack.push calls redo, but the change is made already
            self._fresh = False
        else:
            self._run(self._flip)

    def _flip(self) -> Done:
        """On the worker thread, where changes follow one another: what is undone next is what was done last."""
        self._done = self._done.undo()
        return self._done
