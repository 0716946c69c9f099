"""A window that lists every key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ztviewer.core.i18n import _


class ShortcutsWindow(QDialog):
    """The commands with their keys, menu by menu, and what the lists understand beside them."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(880, 760)
        inside = QWidget(self)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(28, 24, 28, 24)
        columns.setSpacing(48)
        shown = [(title, rows) for title, rows in (*groups, *_lists()) if rows]
        half = _half([len(rows) + 2 for _title, rows in shown])
        for part in (shown[:half], shown[half:]):
            column = QVBoxLayout()
            column.setSpacing(20)
            for title, rows in part:
                column.addLayout(_group(title, rows))
            column.addStretch(1)
            columns.addLayout(column, 1)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


def _lists() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            _("Results"),
            [
                (_("Next and previous article"), _("J K or ↓ ↑")),
                (_("Tick"), _("Space")),
                (_("Several articles"), _("Shift+↓ or Ctrl+click")),
            ],
        ),
        (
            _("Topics, tags, sources, time"),
            [
                (_("Narrow to this"), _("Click or Enter")),
                (_("Add this"), _("Ctrl+click or Ctrl+Enter")),
                (_("Exclude this"), _("Alt+click or Alt+Enter")),
            ],
        ),
    ]


def _half(heights: Sequence[int]) -> int:
    """How many groups make the first column about as long as the second."""
    return min(range(len(heights) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))


def _group(title: str, rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(7)
    head = QLabel(title)
    head.setObjectName("GroupTitle")
    grid.addWidget(head, 0, 0, 1, 2)
    for row, (what, keys) in enumerate(rows, start=1):
        label, shown = QLabel(what), QLabel(keys)
        shown.setProperty("role", "muted")
        grid.addWidget(label, row, 0)
        grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid
