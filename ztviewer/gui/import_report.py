"""The report of an import: what became of each document, filtered, opened, saved, and imported anyway."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.importing import Outcome, OutcomeKind
from ztviewer.gui.choice_chips import CHIP_HEIGHT
from ztviewer.gui.flow_layout import FlowLayout
from ztviewer.gui.import_account import ImportAccount
from ztviewer.gui.import_report_model import Part, ReportModel
from ztviewer.gui.import_words import import_name, import_sentence, outcome_name
from ztviewer.gui.rows_table import RowDelegate, rows_table
from ztviewer.services.reports import Kept

PAUSE_MS = 150
"""How long typing rests before the rows are filtered."""
_WIDTHS = {Part.OUTCOME: 110, Part.PATH: 400, Part.ARTICLE: 80}


class ImportReport(QDialog):
    """Emits what the user wants of the documents of an ImportAccount."""

    articleChosen = Signal(object)
    """an ArticleId, to be read"""
    anywayWanted = Signal(object)
    """report paths of documents to take anyway, a frozenset"""
    goOnWanted = Signal()
    """of an import that was stopped"""
    otherWanted = Signal(object)
    """one of those that `show_kept` was given, whose account is wanted"""
    saveWanted = Signal(Path)

    def __init__(
        self, account: ImportAccount, parent: QWidget | None = None, *, writable: bool = True
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ImportReport")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What the import would do") if account.tried else _("Import report"))
        self.model = ReportModel(self)
        self._sentence = QLabel(self)
        self._sentence.setObjectName("EmptyTitle")
        self._sentence.setWordWrap(True)
        self.imports = QComboBox(self)
        self.imports.setAccessibleName(_("The imports whose reports are kept"))
        self.imports.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.imports.setMaximumWidth(380)  # names of files can be long
        self.imports.hide()
        self.unread = QLabel(self)
        self.unread.setObjectName("Problem")
        self.unread.setWordWrap(True)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Filter by file or reason"))
        self.filter.setAccessibleName(_("Filter by file or reason"))
        self.filter.setClearButtonEnabled(True)
        self.chips: dict[OutcomeKind | None, QPushButton] = {}
        self._chips = QButtonGroup(self)
        self._stack = self._made_table()
        self._anyway = QPushButton(_("Import these anyway"), self)
        self._anyway.setVisible(writable)
        self._go_on = QPushButton(_("Go on with the import"), self)
        self._writable = writable
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._connect()
        self.show_account(account)
        self.filter.setFocus()

    def _made_table(self) -> QStackedWidget:
        """The table of outcomes, and what stands in its place where the filter leaves none."""
        self.table = rows_table(
            self.model, {int(part): width for part, width in _WIDTHS.items()}, Part.REASON, self
        )
        self.table.setItemDelegateForColumn(Part.PATH, RowDelegate(self.table, Qt.TextElideMode.ElideMiddle))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(_("What became of each document"))
        self.empty = QLabel(_("No document fits the filter."), self)
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        stack = QStackedWidget(self)
        stack.addWidget(self.table)
        stack.addWidget(self.empty)
        return stack

    def show_account(self, account: ImportAccount) -> None:
        """Show another account, or the same after more was done."""
        self.account = account
        self._sentence.setText(import_sentence(account.result, tried=account.tried))
        self._go_on.setVisible(account.cancelled and not account.tried and self._writable)
        self._show_unread()
        self._choose_kept()
        self.model.show(account.outcomes)
        counts = self.model.counts()
        self.chips[None].setText(_("All {count}").format(count=f"{len(account.outcomes):,}"))
        for kind, chip in self.chips.items():
            if kind is not None:
                chip.setText(f"{outcome_name(kind)} {counts.get(kind, 0):,}")
                chip.setVisible(counts.get(kind, 0) > 0 or chip.isChecked())

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """Offer the reports of these imports, where there are several."""
        self.imports.clear()
        for one in kept:
            self.imports.addItem(import_name(one.began, one.paths), one)
        self.imports.setVisible(len(kept) > 1)
        self._choose_kept()

    def chosen(self) -> list[Outcome]:
        """The outcomes of the selected rows."""
        selection = (
            self.table.selectionModel().selection()
        )  # in ranges: a list of all rows would take seconds
        ranges = (selection.at(number) for number in range(selection.size()))
        rows = (row for part in ranges for row in range(part.top(), part.bottom() + 1))
        return [self.model.outcome(row) for row in rows]

    def _kinds(self) -> QWidget:
        """The chips that narrow the list to one outcome."""
        chips = QWidget(self)
        flow = FlowLayout(chips)
        for kind in (None, *get_args(OutcomeKind)):
            chip = QPushButton(chips)
            chip.setObjectName("ReportChip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setFixedHeight(CHIP_HEIGHT)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            self._chips.addButton(chip)
            self.chips[kind] = chip
            flow.addWidget(chip)
        self.chips[None].setChecked(True)
        return chips

    def _buttons(self) -> QHBoxLayout:
        save = QPushButton(_("Save report…"), self)
        save.clicked.connect(self._ask_save)
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._anyway, self._go_on, None, save, close):
            if button is None:
                buttons.addStretch(1)
            else:
                button.setAutoDefault(False)
                buttons.addWidget(button)
        return buttons

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._sentence, 1)
        top.addWidget(self.imports)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._kinds(), 3)
        head.addWidget(self.filter, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.unread)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(self._buttons())
        self.resize(980, 620)

    def _connect(self) -> None:
        self._typing.timeout.connect(self._narrow)
        self.filter.textChanged.connect(lambda _text: self._typing.start())
        self._chips.buttonClicked.connect(lambda _chip: self._narrow())
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._choose())
        self.model.modelReset.connect(self._show_rows)
        self.table.activated.connect(self._open)
        self._anyway.clicked.connect(lambda: self.anywayWanted.emit(self._forcible()))
        self._go_on.clicked.connect(self.goOnWanted)
        self.imports.activated.connect(lambda _row: self.otherWanted.emit(self.imports.currentData()))

    def _choose_kept(self) -> None:
        numbers = [self.imports.itemData(row).number for row in range(self.imports.count())]
        number = self.account.number
        self.imports.setCurrentIndex(numbers.index(number) if number in numbers else -1)

    def _show_unread(self) -> None:
        count = self.account.unread
        text = ngettext(
            "{count} line of the report cannot be read and is left out.",
            "{count} lines of the report cannot be read and are left out.",
            count,
        )
        self.unread.setText(text.format(count=f"{count:,}"))
        self.unread.setVisible(count > 0)

    def _narrow(self) -> None:
        kind = next(kind for kind, chip in self.chips.items() if chip.isChecked())
        self.model.narrow(kind, self.filter.text())

    def _show_rows(self) -> None:
        self._stack.setCurrentWidget(self.table if self.model.rowCount() else self.empty)
        self._choose()

    def _forcible(self) -> frozenset[str]:
        """Those of the selected documents that were not taken."""
        return frozenset(one.path for one in self.chosen() if one.outcome in ("rejected", "duplicate"))

    def _choose(self) -> None:
        count = len(self._forcible())
        self._anyway.setEnabled(count > 0)
        text = ngettext("Import {count} document anyway", "Import {count} documents anyway", count)
        self._anyway.setText(text.format(count=f"{count:,}") if count else _("Import these anyway"))

    def _open(self, index: QModelIndex) -> None:
        article = self.model.outcome(index.row()).article_id
        if article is not None:
            self.articleChosen.emit(article)

    def _ask_save(self) -> None:
        chooser = QFileDialog(self, _("Save the report"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setNameFilters([_("JSON Lines (*.jsonl)"), _("All files (*)")])
        chooser.setDefaultSuffix("jsonl")
        chooser.fileSelected.connect(lambda name: self.saveWanted.emit(Path(name)))
        chooser.open()
