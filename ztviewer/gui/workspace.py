"""The three panes of an open archive, joined to its session."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from ztviewer.core.article import Article, ArticleId
from ztviewer.core.curation import Tag, Topic
from ztviewer.core.i18n import _
from ztviewer.core.query import Choice, Facet, Query, Sort
from ztviewer.core.reprints import Member
from ztviewer.gui.answers import Answer, Asked
from ztviewer.gui.choices import Click, clicked
from ztviewer.gui.facets_panel import FacetsPanel
from ztviewer.gui.reader import ArticlePane
from ztviewer.gui.results_model import ResultsModel
from ztviewer.gui.results_pane import ResultsPane
from ztviewer.gui.session import Session
from ztviewer.services.settings import Settings


class Workspace(QWidget):
    """Facets, results and the article of one session."""

    textCleared = Signal()
    """what is typed no longer holds"""
    menuWanted = Signal(Facet, str, QPoint)
    pictureWanted = Signal(object, int)
    comparisonWanted = Signal(object, object)
    """the Members of a reprint family, the id of the one that is read"""
    said = Signal(str)
    fontSizeChanged = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._family: dict[ArticleId, Member] = {}
        """the reprint family of the article that is read, earliest first"""
        self.facets = FacetsPanel(self)
        model = ResultsModel(session.basket, self)
        self.results = ResultsPane(model, self)
        self.reader = ArticlePane(
            session.tasks,
            session.picture_tasks,
            picture=session.archive.reading.picture,
            marks=session.archive.searching.marks,
            parent=self,
        )
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(1)
        for pane, least, stretch in ((self.facets, 190, 0), (self.results, 320, 2), (self.reader, 380, 3)):
            pane.setMinimumWidth(least)
            self.panes.addWidget(pane)
            self.panes.setStretchFactor(self.panes.count() - 1, stretch)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)
        self._connect_lists(model)
        self._connect_reader()
        self.reader.set_editable(not session.archive.read_only)
        session.sight = lambda: self.results.view.in_sight()[0]

    def _connect_lists(self, model: ResultsModel) -> None:
        session, results = self._session, self.results
        session.answered.connect(self._show)
        session.linesRead.connect(model.fill)
        session.linesStale.connect(results.read_again)
        results.view.linesWanted.connect(session.read_lines)
        results.view.articleChosen.connect(session.read_article)
        model.toggled.connect(session.basket.put)
        results.sortChosen.connect(self.sort)
        results.groupingChosen.connect(self.group)
        results.chips.removed.connect(self._take_back)
        results.chips.cleared.connect(self.clear_choices)
        results.textCleared.connect(self._show_all)
        results.selectionLeft.connect(self.ask)
        self.facets.valueClicked.connect(self.click)
        self.facets.menuWanted.connect(self.menuWanted)

    def _connect_reader(self) -> None:
        session, reader = self._session, self.reader
        tagging = session.archive.tagging
        session.articleRead.connect(self._read)
        session.articleGone.connect(reader.clear)
        session.familyRead.connect(self._show_family)
        reader.reprints.activated.connect(session.read_article)
        reader.reprints.compareWanted.connect(self.compare)
        session.vocabularyRead.connect(self._know)
        reader.tagAdded.connect(lambda path: session.change(partial(tagging.add, path, self.opened())))
        reader.tagRemoved.connect(lambda path: session.change(partial(tagging.remove, path, self.opened())))
        reader.tagActivated.connect(lambda path: self.click(Facet.TAG, path, Click.NARROW))
        reader.topicActivated.connect(lambda title: self.click(Facet.TOPIC, title, Click.NARROW))
        reader.pictureActivated.connect(self.pictureWanted)
        reader.fontSizeChanged.connect(self.fontSizeChanged)
        reader.said.connect(self.said)

    def set_typography(self, settings: Settings) -> None:
        """Set the article as the user likes it."""
        self.reader.set_typography(settings.font_size, serif=settings.serif)

    def ask(
        self,
        text: str | None = None,
        choices: tuple[Choice, ...] | None = None,
        sort: Sort | None = None,
        *,
        exact: bool | None = None,
        grouped: bool | None = None,
    ) -> None:
        """Put a question: what is given, and for the rest what was asked before."""
        now = self._session.asked
        self._session.ask(
            Asked(
                now.text if text is None else text,
                now.choices if choices is None else choices,
                now.sort if sort is None else sort,
                now.exact if exact is None else exact,
                grouped=now.grouped if grouped is None else grouped,
            )
        )

    def sort(self, sort: Sort) -> None:
        """Put the result in another order."""
        self.ask(sort=sort)

    def group(self, grouped: bool) -> None:
        """Show reprints under the earliest article of their family, or each by itself."""
        self.ask(grouped=grouped)

    def click(self, facet: Facet, value: str, click: Click) -> None:
        """Narrow, add or exclude."""
        self.ask(choices=clicked(self._session.asked.choices, facet, value, click))

    def clear_choices(self) -> None:
        """Take every choice back."""
        self.ask(choices=())

    def compare(self) -> None:
        """Lay the article that is read beside its reprints."""
        for article in self.opened():
            if article in self._family:
                self.comparisonWanted.emit(list(self._family.values()), article)
            else:
                self.said.emit(_("This article has no reprints in the archive."))

    def opened(self) -> tuple[ArticleId, ...]:
        """The article that is read, if any."""
        article = self.reader.article
        return (article.id,) if article is not None else ()

    def chosen(self) -> tuple[ArticleId, ...]:
        """The articles that a command means: those selected in the list, or else the one that is read."""
        return tuple(self.results.view.chosen()) or self.opened()

    def focus_next(self, step: int) -> None:
        """Go to another pane with the keyboard."""
        panes = [self.facets.tree, self.results.view, self.reader]
        focused = self.window().focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focused is pane or pane.isAncestorOf(focused)), None
        )
        if here is None:
            panes[1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def path(self) -> Path:
        """The archive's file."""
        return self._session.archive.path

    def _show_all(self) -> None:
        self.textCleared.emit()
        self.ask(text="", choices=())

    def _take_back(self, choice: Choice) -> None:
        self.ask(choices=tuple(old for old in self._session.asked.choices if old != choice))

    def _know(self, tags: list[Tag], _topics: list[Topic]) -> None:
        self.reader.set_known_tags(tags)

    def _show(self, answer: Answer) -> None:
        if answer.asked.selection is not None:
            why = _("The articles you ticked. Go back to the search to narrow it here.")
        elif answer.asked.like is not None:
            why = _("Articles like another. Go back to the search to narrow it here.")
        else:
            why = _("There is nothing to narrow.")
        self.facets.show_facets(answer.sections, why)
        self.results.show_answer(answer)

    def _read(self, article: Article, query: Query) -> None:
        if article.id not in self._family:
            self._show_family(article.id, [])
        self.reader.show(article, query)

    def _show_family(self, article: ArticleId, family: list[Member]) -> None:
        self._family = {member.id: member for member in family}
        self.reader.reprints.show_family(family, article)
