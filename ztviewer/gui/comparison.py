"""Two reprints side by side: the sentences that only one of them has, and what was changed in the others."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.article import ArticleId
from ztviewer.core.differences import Comparison, Passage, changed
from ztviewer.core.i18n import _, ngettext
from ztviewer.core.query import Span
from ztviewer.core.reprints import Member
from ztviewer.gui import theme
from ztviewer.gui.painting import utf16
from ztviewer.gui.reprint_strip import member_label

MOST_PASSAGES = 400
"""Passages that are set: more than two reprints have, few enough to be set at once."""


class ComparisonDialog(QDialog):
    """Lets the user choose two members of a family, and shows how they differ once it is told."""

    wanted = Signal(object, object)
    """two ids to be compared"""

    def __init__(self, family: Sequence[Member], article: ArticleId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Compare reprints"))
        self.resize(1000, 700)
        self._comparison: Comparison | None = None
        self.sides = (self._choice(family, _("Left article")), self._choice(family, _("Right article")))
        self.said = QLabel(self)
        self.said.setProperty("role", "muted")
        self.whole = QCheckBox(_("Show what is alike, too"), self)
        self.whole.toggled.connect(self._set)
        self._text = QTextBrowser(self)
        self._text.setAccessibleName(_("Differences"))
        self._lay_out()
        ids = [member.id for member in family]
        here = ids.index(article)
        self.sides[1].setCurrentIndex(here or 1)  # beside the earliest the one that is read, or the next
        for side in self.sides:
            side.currentIndexChanged.connect(self._ask)

    def pair(self) -> tuple[ArticleId, ArticleId]:
        """The two articles that are chosen."""
        return self.sides[0].currentData(), self.sides[1].currentData()

    def open(self) -> None:
        super().open()
        self._ask()

    def show_comparison(self, pair: tuple[ArticleId, ArticleId], comparison: Comparison) -> None:
        """Show how two articles differ, unless others have been chosen since."""
        if pair == self.pair():
            self._comparison = comparison
            self.said.setText(_summary(comparison))
            self._set()

    def plain_text(self) -> str:
        """What is shown, as text."""
        return self._text.toPlainText()

    def _ask(self) -> None:
        self.wanted.emit(*self.pair())

    def _choice(self, family: Sequence[Member], name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        for member in family:
            box.addItem(f"{member_label(member)}  ·  {member.title}", member.id)
        return box

    def _lay_out(self) -> None:
        choices, foot = QHBoxLayout(), QHBoxLayout()
        choices.setSpacing(16)
        for side in self.sides:
            choices.addWidget(side, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(_("Close"))
        buttons.rejected.connect(self.reject)
        foot.addWidget(self.whole)
        foot.addStretch(1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(choices)
        layout.addWidget(self.said)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)

    def _set(self) -> None:
        self._text.clear()
        if self._comparison is not None:
            _Table(self._text, self._comparison.passages[:MOST_PASSAGES], whole=self.whole.isChecked())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._set()


class _Table:
    """The passages as rows of two columns."""

    def __init__(self, view: QTextBrowser, passages: Sequence[Passage], *, whole: bool) -> None:
        view.document().setDefaultFont(theme.article_font(15, serif=False))
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellSpacing(0)
        form.setBorderCollapse(True)
        form.setCellPadding(8)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        form.setColumnWidthConstraints([half, half])
        self._table: QTextTable = view.textCursor().insertTable(max(len(passages), 1), 2, form)
        for row, passage in enumerate(passages):
            if passage.alike and not whole:
                self._alike(row, len(passage.first))
            else:
                self._passage(row, passage)
            for column in (0, 1):
                self._table.cellAt(row, column).setFormat(_ruled())

    def _alike(self, row: int, count: int) -> None:
        """How many sentences are left out here."""
        self._table.mergeCells(row, 0, 1, 2)
        text = ngettext("{count} sentence alike", "{count} sentences alike", count).format(count=count)
        cursor = self._table.cellAt(row, 0).firstCursorPosition()
        block = QTextBlockFormat()
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.setBlockFormat(block)
        cursor.insertText(f"⋯  {text}  ⋯", _ink(theme.colours().faint))

    def _passage(self, row: int, passage: Passage) -> None:
        texts = ["\n".join(side) for side in (passage.first, passage.second)]
        marks = ([], []) if passage.alike else changed(*texts)
        for column, (text, spans) in enumerate(zip(texts, marks, strict=True)):
            ink = theme.colours().muted if passage.alike else theme.colours().text
            self._cell(self._table.cellAt(row, column).firstCursorPosition(), text, spans, ink)

    def _cell(self, cursor: QTextCursor, text: str, spans: Sequence[Span], ink: str) -> None:
        block = QTextBlockFormat()
        block.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        start = cursor.position()
        cursor.insertText(text or "—", _ink(ink if text else theme.colours().faint))
        mark = QTextCharFormat()
        mark.setBackground(QColor(theme.colours().mark))
        mark.setForeground(QColor(theme.colours().mark_text))
        for first, last in utf16(text, spans):
            cursor.setPosition(start + first)
            cursor.setPosition(start + last, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(mark)


def _ruled() -> QTextTableCellFormat:
    """A cell with a thin rule below it."""
    form = QTextTableCellFormat()
    form.setBottomBorder(1)
    form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBottomBorderBrush(QColor(theme.colours().border))
    return form


def _ink(colour: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(colour))
    return form


def _summary(comparison: Comparison) -> str:
    count = len(comparison.differing)
    if not count:
        return _("The wording is the same.")
    places = ngettext("they differ in {count} place", "they differ in {count} places", count)
    return _("{share} alike, {places}").format(
        share=f"{comparison.resemblance:.0%}", places=places.format(count=count)
    )
