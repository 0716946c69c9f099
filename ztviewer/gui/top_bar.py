"""The bar at the top: what archive this is, the search, and the few things one does all the time."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ztviewer.core.i18n import _
from ztviewer.gui import theme
from ztviewer.gui.elided_label import ElidedLabel
from ztviewer.gui.search_bar import SearchBar


class TopBar(QWidget):
    """Holds the search bar; its buttons emit what they stand for."""

    facetsToggled = Signal()
    exportWanted = Signal()
    selectionWanted = Signal()
    settingsWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TopBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = SearchBar(self)
        self.search.setMinimumWidth(300)
        self.search.setMaximumWidth(760)
        self._title = ElidedLabel(self)
        self._title.setObjectName("ArchiveTitle")
        self._title.setMinimumWidth(80)
        self._title.setMaximumWidth(420)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 10, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(
            self._button("panel-left", _("Show or hide the side panel"), self.facetsToggled), 0, _TOP
        )
        layout.addWidget(self._title, 0, _TOP)
        layout.addSpacing(8)
        layout.addWidget(self.search, 3)
        layout.addStretch(1)
        layout.addWidget(
            self._button("selection", _("Show the ticked articles"), self.selectionWanted), 0, _TOP
        )
        layout.addWidget(self._button("export", _("Export…"), self.exportWanted), 0, _TOP)
        layout.addWidget(self._button("settings", _("Settings…"), self.settingsWanted), 0, _TOP)
        self._title.setFixedHeight(36)

    def show_title(self, title: str) -> None:
        """Name the archive."""
        self._title.setText(title)
        self._title.setToolTip(title)

    def _button(self, icon: str, text: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon))
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(36, 36)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(signal)
        return button


_TOP = Qt.AlignmentFlag.AlignTop
