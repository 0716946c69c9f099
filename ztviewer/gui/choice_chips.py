"""The facets chosen, as chips above the result list; a click takes one back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ztviewer.core.i18n import _
from ztviewer.core.query import Choice, Facet
from ztviewer.gui.dates import shown_month_of_year, shown_year
from ztviewer.gui.flow_layout import FlowLayout

CHIP_HEIGHT = 24


class ChoiceChips(QWidget):
    """Emits the choices to take back."""

    removed = Signal(Choice)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ChoiceChips")
        self._layout = FlowLayout(self)
        self._layout.setContentsMargins(14, 2, 14, 8)
        self.hide()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show the choices now in force."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for choice in choices:
            self._layout.addWidget(self._chip(choice))
        if len(choices) > 1:
            button = QToolButton(self)
            button.setObjectName("ClearChoices")
            button.setText(_("Clear all"))
            button.setFixedHeight(CHIP_HEIGHT)
            button.clicked.connect(self.cleared)
            self._layout.addWidget(button)
        self.setVisible(bool(choices))
        self.updateGeometry()

    def _chip(self, choice: Choice) -> QPushButton:
        chip = QPushButton(f"{choice_label(choice)}  ×", self)
        chip.setObjectName("ChoiceChip")
        chip.setProperty("excluded", choice.excluded)
        chip.setFixedHeight(CHIP_HEIGHT)
        chip.setToolTip(_("Click to remove this filter"))
        name = _("not {value}") if choice.excluded else "{value}"
        chip.setAccessibleName(name.format(value=choice_label(choice)))
        if choice.excluded:
            font = chip.font()
            font.setStrikeOut(True)
            chip.setFont(font)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(lambda: self.removed.emit(choice))
        return chip


def choice_label(choice: Choice) -> str:
    """A choice in words."""
    match choice.facet:
        case Facet.IMAGE:
            return _("With pictures")
        case Facet.YEAR:
            return shown_year(choice.value)
        case Facet.MONTH:
            return shown_month_of_year(choice.value[:4], choice.value)
        case Facet.TAG:
            return choice.value.replace("/", " / ")
        case _other:
            return choice.value
