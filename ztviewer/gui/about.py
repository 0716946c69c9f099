"""What this program is, and which versions of what it runs on."""

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ztviewer import __version__
from ztviewer.core.i18n import _
from ztviewer.gui import theme


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About ZTViewer"))
        icon = QLabel(self)
        icon.setPixmap(theme.application_icon().pixmap(QSize(96, 96), self.devicePixelRatioF()))
        name = QLabel("ZTViewer　专题档案阅览器", self)
        name.setProperty("role", "heading")
        purpose = QLabel(
            _("Browse, search, tag and export archives of Chinese press articles, without a network."), self
        )
        versions = QLabel(
            _("Version {version}, with Python {python} and Qt {qt}").format(
                version=__version__, python=platform.python_version(), qt=qt_version
            ),
            self,
        )
        licence = QLabel(_("Free software under the MIT licence"), self)
        self._lay_out(icon, name, purpose, versions, licence)

    def _lay_out(
        self, icon: QLabel, name: QLabel, purpose: QLabel, versions: QLabel, licence: QLabel
    ) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(_("Close"))
        buttons.setCenterButtons(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 32, 40, 24)
        layout.setSpacing(8)
        layout.addWidget(icon)
        layout.addSpacing(8)
        layout.addWidget(name)
        layout.addWidget(purpose)
        layout.addSpacing(8)
        layout.addWidget(versions)
        layout.addWidget(licence)
        layout.addSpacing(16)
        layout.addWidget(buttons)
        for label in (icon, name, purpose, versions, licence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not icon)
        for label in (versions, licence):
            label.setProperty("role", "muted")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFixedWidth(440)
