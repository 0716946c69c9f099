"""What stands above the article: its marks, what can be done with it, and below these its reprints."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ztviewer.core.i18n import _
from ztviewer.gui.mark_bar import MarkBar
from ztviewer.gui.reprint_strip import ReprintStrip
from ztviewer.gui.tool_button import tool_button


class ArticleBar(QFrame):
    """Emits what the user wants; knows no article."""

    picturesWanted = Signal()
    findWanted = Signal()
    zoomWanted = Signal(int)
    """1: larger, -1: smaller"""
    citationWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "head")
        self.reprints = ReprintStrip(self)
        self.marks = MarkBar(self)
        self._pictures = tool_button("picture", _("Show the pictures large (Ctrl+Shift+P)"), self)
        find = tool_button("find", _("Find in this article (Ctrl+Shift+F)"), self)
        smaller = tool_button("text-smaller", _("Smaller type (Ctrl+-)"), self)
        larger = tool_button("text-larger", _("Larger type (Ctrl++)"), self)
        cite = tool_button("cite", _("Copy with citation (Ctrl+Shift+C)"), self)
        layout = QHBoxLayout()
        layout.setSpacing(2)
        layout.addWidget(self.marks)
        layout.addStretch(1)
        for button in (self._pictures, find, smaller, larger, cite):
            layout.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 4, 8, 4)
        rows.setSpacing(2)
        rows.addLayout(layout)
        rows.addWidget(self.reprints)
        self._pictures.clicked.connect(self.picturesWanted)
        find.clicked.connect(self.findWanted)
        smaller.clicked.connect(lambda: self.zoomWanted.emit(-1))
        larger.clicked.connect(lambda: self.zoomWanted.emit(1))
        cite.clicked.connect(self.citationWanted)

    def show_pictures(self, there: bool) -> None:
        """Whether the article has pictures to show."""
        self._pictures.setVisible(there)
