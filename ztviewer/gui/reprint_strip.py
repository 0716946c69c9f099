"""The other articles of the reprint family (转载) that the open article belongs to, below the row of tools."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from ztviewer.core.article import ArticleId
from ztviewer.core.i18n import _
from ztviewer.core.reprints import Member
from ztviewer.gui.dates import shown_date
from ztviewer.gui.flow_layout import FlowLayout

MOST = 6
"""Reprints named here; the comparison has them all."""


class ReprintStrip(QWidget):
    """Hidden where the article has no reprints."""

    activated = Signal(object)
    """the id of an article to open"""
    compareWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self, spacing=4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Reprints"))
        self.hide()

    def show_family(self, family: Sequence[Member], article: ArticleId) -> None:
        """Name the members of a family, earliest first, other than the article that is read."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        others = [member for member in family if member.id != article]
        if others:
            sign = QLabel(_("Reprints:"), self)
            sign.setProperty("role", "muted")
            sign.setFixedHeight(24)
            self._layout.addWidget(sign)
        for member in others[:MOST]:
            link = self._link(member_label(member))
            link.setToolTip(member.title)
            link.clicked.connect(partial(self.activated.emit, member.id))
        if others:
            rest = len(others) - MOST
            text = _("{count} more, compare…").format(count=rest) if rest > 0 else _("Compare…")
            self._link(text).clicked.connect(self.compareWanted)
        self.setVisible(bool(others))
        self.updateGeometry()

    def _link(self, text: str) -> QToolButton:
        link = QToolButton(self)
        link.setText(text)
        link.setProperty("role", "link")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.setFixedHeight(24)
        self._layout.addWidget(link)
        return link


def member_label(member: Member) -> str:
    """A member in a few words: where and when it stood; its title where neither is known."""
    return " ".join(part for part in (member.source, shown_date(member.published)) if part) or member.title
