"""The result list: rows of one height however many there are; it asks for lines only where it shows them."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ztviewer.core.article import ArticleId
from ztviewer.core.i18n import _
from ztviewer.gui.results_delegate import ROW_HEIGHT, ResultsDelegate
from ztviewer.gui.results_model import ResultsModel

AHEAD = 12
"""Rows read beyond what is in sight, each way."""
SETTLE_MS = 25
"""A scroll has come so far to rest that its rows are worth reading."""


class ResultsView(QTableView):
    """Shows a ResultsModel."""

    articleChosen = Signal(int)
    """the article under the cursor, to be shown"""
    linesWanted = Signal(int, object)
    """first row, ids"""
    menuWanted = Signal(QPoint)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Results")
        self.setAccessibleName(_("Results"))
        self._model = model
        self._quiet = False
        self.setModel(model)
        delegate = ResultsDelegate(self)
        delegate.turned.connect(self._turn)
        self.setItemDelegate(delegate)
        self._set_up_headers()
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menuWanted.emit(self.viewport().mapToGlobal(at))
        )
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settled.timeout.connect(self.read)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settled.start())
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.rowsInserted.connect(self._settled.start)
        model.rowsRemoved.connect(self._settled.start)

    def _set_up_headers(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header = self.verticalHeader()
        header.hide()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(ROW_HEIGHT)
        header.setDefaultSectionSize(ROW_HEIGHT)

    def read(self) -> None:
        """Ask for the lines that are in sight and not known."""
        first, last = self.in_sight()
        wanted = self._model.missing(first - AHEAD, last + AHEAD)
        if wanted is not None:
            self.linesWanted.emit(*wanted)

    def in_sight(self) -> tuple[int, int]:
        """The first and last row that can be seen."""
        top = self.verticalScrollBar().value()
        return top // ROW_HEIGHT, (top + self.viewport().height()) // ROW_HEIGHT

    def mark(self, row: int, *, in_sight: bool) -> None:
        """Put the cursor on the article that is shown already, without opening it again."""
        self._quiet = True
        scroll = self.verticalScrollBar().value()
        self.choose(row)
        if not in_sight:
            self.verticalScrollBar().setValue(scroll)
        self._quiet = False

    def choose(self, row: int) -> None:
        """Put the cursor on a row."""
        index = self._model.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, rows: int) -> None:
        """Move the cursor."""
        count = self._model.rowCount()
        if count:
            current = self.currentIndex()
            start = current.row() if current.isValid() else -1 if rows > 0 else count
            self.choose(max(0, min(count - 1, start + rows)))

    def chosen(self) -> list[ArticleId]:
        """The articles of all selected rows, in order."""
        selection = self.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        return [article for first, last in ranges for article in self._model.articles(first, last)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_J and plain:
            self.step(1)
        elif event.key() == Qt.Key.Key_K and plain:
            self.step(-1)
        elif event.key() == Qt.Key.Key_Space and plain:
            self.toggle()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.turn(opening=event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def turn(self, *, opening: bool) -> None:
        """Show the reprints under the current article, or hide those it stands among."""
        row = self._model.lead(self.currentIndex().row()) if self.currentIndex().isValid() else -1
        if row >= 0 and self._model.fold(row).is_open is not opening:
            self._turn(row)
            if not opening:
                self.choose(row)

    def _turn(self, row: int) -> None:
        """Show or hide the reprints under a row; as many of them come into sight as there is room for."""
        self._model.turn(row)
        fold = self._model.fold(row)
        if fold.is_open:
            self.scrollTo(self._model.index(row + fold.reprints))
            self.scrollTo(self._model.index(row))

    def toggle(self) -> None:
        """Tick the selected rows, or take their ticks away where all have one."""
        current = self.currentIndex()
        ids = self.chosen() if current.isValid() else []
        if ids:
            checked = current.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            self._model.toggled.emit(ids, not checked)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here: looking for a row that begins so would read every row."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        article = self._model.article(current.row()) if current.isValid() else None
        if article is not None and not self._quiet:
            self.articleChosen.emit(article)
