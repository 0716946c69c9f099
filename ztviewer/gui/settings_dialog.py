"""The user's settings: language, theme, and how an article is set, with a sample of it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import LANGUAGES, _
from ztviewer.gui import theme
from ztviewer.gui.article_blocks import Run, Style, Text
from ztviewer.gui.article_writer import ArticleWriter, Typography
from ztviewer.gui.reader import FONT_SIZES
from ztviewer.services.settings import Settings


class SettingsDialog(QDialog):
    """Emits `changed` with the new Settings when the user agrees to them."""

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Settings"))
        self._settings = settings
        self.language = QComboBox(self)
        self.language.addItem(_("As the system"), None)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(self.language.findData(settings.language), 0))
        self.theme = QComboBox(self)
        for name, text in (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))):
            self.theme.addItem(text, name)
        self.theme.setCurrentIndex(max(self.theme.findData(settings.theme), 0))
        self.face = QComboBox(self)
        self.face.addItem(_("Sans (Hei)"), False)
        self.face.addItem(_("Serif (Song)"), True)
        self.face.setCurrentIndex(int(settings.serif))
        self.size_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.size_slider.setRange(0, len(FONT_SIZES) - 1)
        self.size_slider.setPageStep(1)
        nearest = min(FONT_SIZES, key=lambda size: abs(size - settings.font_size))
        self.size_slider.setValue(FONT_SIZES.index(nearest))
        self._pixels = QLabel(self)
        self._sample = _Sample(self)
        self._lay_out()
        self.face.currentIndexChanged.connect(self._show_sample)
        self.size_slider.valueChanged.connect(self._show_sample)
        self._show_sample()

    def chosen(self) -> Settings:
        """The settings as the dialog shows them."""
        return replace(
            self._settings,
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            serif=self.face.currentData(),
            font_size=FONT_SIZES[self.size_slider.value()],
        )

    def accept(self) -> None:
        super().accept()
        if self.chosen() != self._settings:
            self.changed.emit(self.chosen())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        size = QHBoxLayout()
        size.addWidget(self.size_slider, 1)
        size.addWidget(self._pixels)
        self._pixels.setMinimumWidth(48)
        self._pixels.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._pixels.setProperty("role", "muted")
        form.addRow(_("Language"), self.language)
        form.addRow(_("Theme"), self.theme)
        form.addRow(_("Article face"), self.face)
        form.addRow(_("Article size"), size)
        self.size_slider.setAccessibleName(_("Article size"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel,
            Qt.Orientation.Horizontal,
            self,
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("OK"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(18)
        layout.addLayout(form)
        layout.addWidget(self._sample, 1)
        layout.addWidget(buttons)
        self.resize(520, 520)

    def _show_sample(self) -> None:
        chosen = self.chosen()
        self._pixels.setText(_("{count} px").format(count=chosen.font_size))
        self._sample.set_typography(Typography(chosen.font_size, chosen.serif))


class _Sample(QWidget):
    """A few lines set as an article is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = QTextDocument(self)
        self.setMinimumHeight(210)
        self.setAccessibleName(_("A sample of the article's type"))

    def set_typography(self, typography: Typography) -> None:
        text = _(
            "The ferry crossed the river before dawn. On the far bank the lamps of the new quay went out one by one, "
            "and the first barges of 2024 were already waiting to unload."
        )
        blocks = [
            Text(Style.HEADING_2, (Run(_("Morning at the quay")),)),
            Text(Style.PARAGRAPH, (Run(text),)),
            Text(Style.CAPTION, (Run(_("A caption is smaller and quieter.")),)),
        ]
        self._document.clear()
        for _piece in ArticleWriter(self._document, typography, lambda _text, _position: None).pieces(
            list(blocks)
        ):
            pass
        frame = self._document.rootFrame().frameFormat()
        frame.setTopMargin(0)
        self._document.rootFrame().setFrameFormat(frame)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.border))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        inner = self.rect().adjusted(24, 4, -24, -4)
        self._document.setTextWidth(inner.width())
        painter.setClipRect(inner)
        painter.translate(inner.topLeft())
        self._document.drawContents(painter)
