"""The middle of the window: the order, the choices made, the list, and what to do where nothing was found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.query import Sort
from ztviewer.gui.answers import Answer, Asked
from ztviewer.gui.choice_chips import ChoiceChips
from ztviewer.gui.results_model import ResultsModel
from ztviewer.gui.results_view import ResultsView


class ResultsPane(QWidget):
    """Shows an Answer."""

    sortChosen = Signal(Sort)
    selectionLeft = Signal()
    """back from a list of articles to the search"""
    textCleared = Signal()
    groupingChosen = Signal(bool)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ResultsPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._asked: object = None
        self._entering = False
        self.view = ResultsView(model, self)
        self.chips = ChoiceChips(self)
        self.empty = _Empty(self)
        self.empty.choicesCleared.connect(self.chips.cleared)
        self.empty.textCleared.connect(self.textCleared)
        self._sort = QComboBox(self)
        self._sort.setAccessibleName(_("Order"))
        for sort, text in _orders():
            self._sort.addItem(text, sort)
        self._sort.activated.connect(lambda row: self.sortChosen.emit(self._sort.itemData(row)))
        self._group = QToolButton(self)
        self._group.setText(_("Group reprints"))
        self._group.setToolTip(_("Show reprints (转载) under the earliest article of their family"))
        self._group.setCheckable(True)
        self._group.clicked.connect(self.groupingChosen)
        self._title = QLabel(self)
        self._title.setObjectName("ResultsTitle")
        self._back = QPushButton(_("Back to the search"), self)
        self._back.clicked.connect(self.selectionLeft)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._lay_out()
        self._back.hide()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(14, 10, 12, 8)
        header.setSpacing(8)
        header.addWidget(self._title, 1)
        header.addWidget(self._back)
        header.addWidget(self._group)
        header.addWidget(self._sort)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(self.chips)
        layout.addWidget(self._stack, 1)

    def show_sort(self, sort: Sort) -> None:
        """Name the order in force."""
        self._sort.setCurrentIndex(self._sort.findData(sort))

    def read_again(self) -> None:
        """What the lines show may have changed."""
        self._model.forget()
        self.view.read()

    def enter(self, asked: Asked) -> None:
        """Go to the list: to its first article, once the answer to what was asked last is there."""
        self.view.setFocus()
        self._entering = self._asked != _same(asked)
        if not self._entering:
            self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back.isVisible():
            self.selectionLeft.emit()
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.step(1)

    def show_answer(self, answer: Answer) -> None:
        """Show another result; one that is asked again keeps its place."""
        asked = answer.asked
        again = self._asked == _same(asked)
        self._asked = _same(asked)
        scroll = self.view.verticalScrollBar().value() if again else 0
        row = self.view.currentIndex().row()
        article = self._model.article(row)
        opened = self._model.opened() if again else []
        self._model.show(answer.shown, answer.first, answer.lines, answer.folded)
        self._model.open_again(opened)
        self.view.verticalScrollBar().setValue(scroll)
        if answer.row is not None:
            self.view.mark(self._model.row_of(answer.row), in_sight=not again)
        elif article is not None and self._model.article(row) == article:
            self.view.mark(row, in_sight=False)  # opened after this was asked
        self._title.setText(_title(answer))
        self._back.setVisible(asked.listed)
        self._sort.setVisible(not asked.listed)
        self._group.setVisible(answer.found.grouping is not None)
        self._group.setChecked(asked.grouped)
        self.chips.show_choices(() if asked.listed else asked.choices)
        self.show_sort(asked.sort)
        self.empty.explain(answer)
        self._stack.setCurrentWidget(self.view if len(answer.shown) else self.empty)
        self.view.read()
        if self._entering:
            self._entering = False
            self._begin()


def _same(asked: Asked) -> tuple[object, ...]:
    """What makes a question the same as another, though the archive has changed."""
    return asked.text, asked.choices, asked.sort, asked.selection is not None, asked.like, asked.grouped


def _orders() -> tuple[tuple[Sort, str], ...]:
    return (
        (Sort.RELEVANCE, _("Best first")),
        (Sort.NEWEST, _("Newest first")),
        (Sort.OLDEST, _("Oldest first")),
        (Sort.TITLE, _("By title")),
        (Sort.LENGTH, _("By length")),
    )


def _title(answer: Answer) -> str:
    if answer.asked.selection is not None:
        return _("Ticked articles")
    if answer.asked.like is not None:
        return _("Similar articles")
    if answer.pending:
        return _("All articles (the index is being built)")
    name = _("Results") if answer.asked.text.strip() else _("Articles")
    return f"{name}  ·  {folded_text(answer.reprints)}" if answer.reprints else name


def folded_text(count: int) -> str:
    """How many reprints are not shown by themselves."""
    return ngettext("{count} reprint folded", "{count} reprints folded", count).format(count=f"{count:,}")


class _Empty(QWidget):
    """Why there is nothing, and what could be done about it."""

    choicesCleared = Signal()
    textCleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._head, self._text = QLabel(self), QLabel(self)
        self._head.setObjectName("EmptyTitle")
        self._text.setProperty("role", "muted")
        for label in (self._head, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self._choices = QPushButton(_("Search without the filters"), self)
        self._choices.clicked.connect(self.choicesCleared)
        self._all = QPushButton(_("Show all articles"), self)
        self._all.clicked.connect(self.textCleared)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 0, 40, 0)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addWidget(self._head)
        layout.addWidget(self._text)
        layout.addSpacing(8)
        layout.addWidget(self._choices, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._all, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def explain(self, answer: Answer) -> None:
        """Say it for an answer without articles."""
        asked = answer.asked
        self._choices.setVisible(bool(asked.choices) and not asked.listed)
        self._all.setVisible(bool(asked.text.strip()) and not asked.listed)
        if asked.selection is not None:
            self._head.setText(_("No article is ticked"))
            self._text.setText(_("Tick articles with the Space key or a click on the box beside them."))
        elif asked.like is not None:
            self._head.setText(_("No similar articles"))
            self._text.setText(_("No other article resembles this one, or the search index is being built."))
        elif asked.text.strip():
            self._head.setText(_("Nothing found"))
            self._text.setText(
                _(
                    "Quotation marks ask for the exact wording: without them all words must occur, anywhere. "
                    "OR between words finds articles with either."
                )
            )
        elif asked.choices:
            self._head.setText(_("Nothing found"))
            self._text.setText(_("No article fits all the filters set on the left."))
        else:
            self._head.setText(_("This archive is empty"))
            self._text.setText(
                _("Import articles from the File menu, or drop files and folders on this window.")
            )
