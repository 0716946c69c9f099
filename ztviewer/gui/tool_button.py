"""A flat button with one of our icons, as they stand in every row of tools."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from ztviewer.gui import theme


def tool_button(name: str, tip: str, parent: QWidget) -> QToolButton:
    """Its tip is also what a screen reader says."""
    button = QToolButton(parent)
    button.setIcon(theme.icon(name))
    button.setIconSize(QSize(18, 18))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
