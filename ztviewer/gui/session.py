"""The open archive: what is asked of it, what is shown of it, and what has to be shown anew after a change."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ztviewer.core.article import Article, ArticleId
from ztviewer.core.corrections import Correction
from ztviewer.core.curation import Changes, Tag, Topic
from ztviewer.core.differences import Comparison
from ztviewer.core.errors import ArchiveBusy, NotFound, ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress
from ztviewer.core.query import Everything, Query, Sort
from ztviewer.core.reprints import Member
from ztviewer.gui.answers import Answer, Answers, Asked
from ztviewer.gui.basket import Basket
from ztviewer.gui.import_account import ImportAccount
from ztviewer.gui.tasks import TaskRunner
from ztviewer.gui.undo import UndoStack
from ztviewer.services.archive import Archive
from ztviewer.services.done import Done
from ztviewer.services.indexing import IndexStatus

T = TypeVar("T")
Pair = tuple[ArticleId, ArticleId]

POLL_MS = 2000
"""How often we look whether another program has changed the archive."""


class Session(QObject):
    """Joins one archive to the window; every call to a service passes through its TaskRunner."""

    answered = Signal(object)
    """Answer: another result"""
    linesRead = Signal(int, object, object)
    """first row, ids, {id: Line}"""
    linesStale = Signal()
    """what the list shows may have changed"""
    articleRead = Signal(object, object)
    """Article, Query"""
    articleGone = Signal()
    familyRead = Signal(object, object)
    """the id of the article that was read, and the Members of its reprint family"""
    vocabularyRead = Signal(object, object)
    """tags, topics"""
    titleRead = Signal(str)
    completed = Signal(str, object)
    """what was typed, names it could be completed to"""
    corrected = Signal(object)
    """what the text of the last answer may have meant; empty where nothing else"""
    done = Signal(str)
    """a sentence about a change that was made"""

    def __init__(self, archive: Archive, tasks: TaskRunner) -> None:
        super().__init__()
        self.archive = archive
        self.tasks = tasks
        self.picture_tasks = TaskRunner(self)
        """large pictures and the laying out of suggestions take their time; nothing else waits for them"""
        self.picture_tasks.erred.connect(tasks.erred)
        self.preview_tasks = TaskRunner(self)
        """what an import would bring is read aside; nothing else waits for it"""
        self.preview_tasks.erred.connect(tasks.erred)
        self.imported: ImportAccount | None = None
        """what became of the import that was made or looked at last"""
        self.basket = Basket(self)
        self.undo = UndoStack(self.run_change, self)
        self.asked = Asked()
        self.query: Query = Everything()
        self.article: Article | None = None
        self.ids: Sequence[ArticleId] = ()
        """every article of the result that is shown"""
        self.sight: Callable[[], int] = lambda: 0
        """the first row of the list that can be seen; the window sets it"""
        self.tags: list[Tag] = []
        self.topics: list[Topic] = []
        self._opened: ArticleId | None = None
        self._shown: tuple[Article, Query] | None = None
        self._answers = Answers(archive)
        self._halted = False
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look)

    def start(self, sort: Sort, *, grouped: bool = True) -> None:
        """Show the archive and begin to follow its changes; in a new window, show it all again."""
        self._shown = None
        self._read_vocabulary()
        self.tasks.run(lambda _p: self.archive.info.title, self.titleRead.emit)
        self.ask(replace(self.asked, sort=sort, grouped=grouped))
        if self._opened is not None:
            self.read_article(self._opened)
        self._prepare_suggestions()
        self._look()
        self._poll.start()

    def close(self) -> None:
        """Stop everything and close the archive, off the GUI thread; `tasks.wait` waits for it."""
        self._poll.stop()
        aside, archive = (self.picture_tasks, self.preview_tasks), self.archive
        for tasks in aside:
            tasks.close()

        def last() -> None:
            for tasks in aside:
                tasks.wait()
            archive.close()

        self.tasks.close(last)

    def ask(self, asked: Asked, first: int = 0) -> None:
        """Find something else; a newer question makes an older one superfluous."""
        self.asked = asked
        opened = self._opened
        self.tasks.run(lambda p: self._answers.answer(asked, opened, first, p), self._answered, key="find")

    def ask_again(self, first: int = 0) -> None:
        """Ask the same once more, since the archive has changed; `first` is the row the list stands at."""
        self.ask(self.asked, first)

    def show_selection(self) -> None:
        """Show the ticked articles instead of a search."""
        self.ask(replace(self.asked, selection=tuple(self.basket), like=None))

    def show_similar(self, article: ArticleId) -> None:
        """Show the articles like one instead of a search."""
        self.ask(replace(self.asked, selection=None, like=article))

    def read_lines(self, first: int, ids: Sequence[ArticleId]) -> None:
        """Read some lines of the list."""
        query = self.query
        self.tasks.run(
            lambda _p: self._answers.lines(ids, query),
            lambda lines: self.linesRead.emit(first, list(ids), lines),
            key="lines",
        )

    def read_article(self, article: ArticleId) -> None:
        """Open an article."""
        self._opened = article
        self.tasks.run(
            lambda _p: self.archive.reading.article(article),
            self._article_read,
            self._article_missing,
            key="article",
        )

    def compare(self, then: Callable[[Pair, Comparison], None], first: ArticleId, second: ArticleId) -> None:
        """Lay two articles beside each other; a newer wish makes an older one superfluous."""
        compare = self.archive.reprinting.compare
        self.tasks.run(lambda _p: compare(first, second), partial(then, (first, second)), key="compare")

    def change(self, work: Callable[[], Done]) -> None:
        """Make a change that can be taken back."""
        self.tasks.run(lambda _p: work(), self._changed_first)

    def run_change(self, work: Callable[[], Done]) -> None:
        """Make or take back a change that the undo stack holds already."""
        self.tasks.run(lambda _p: work(), self._changed, self._undo_failed)

    def curate(self, work: Callable[[], Changes], sentence: str = "") -> None:
        """Make a change to topics, which has no way back."""

        def finished(changes: Changes) -> None:
            if sentence:
                self.done.emit(sentence)
            self.refresh(changes)

        self.tasks.run(lambda _p: work(), finished)

    def refresh(self, changes: Changes) -> None:
        """Show anew what a change touched, and let the index follow."""
        if changes.tags or changes.topics:
            self._read_vocabulary()
        if changes.articles:
            self.linesStale.emit()
            if self._opened is not None and self._opened in changes.articles:
                self.read_article(self._opened)
        self.follow()

    def follow(self, *, rebuild: bool = False) -> None:
        """Bring the index up to date in the background, then ask again."""
        self._halted = False
        indexing = self.archive.indexing
        work = indexing.rebuild if rebuild else indexing.bring_up_to_date
        self._run_index(work)

    def complete(self, text: str) -> None:
        """Look for names that hold what was typed."""
        suggestions = self.archive.searching.suggestions
        self.tasks.run(
            lambda _p: suggestions(text), lambda names: self.completed.emit(text, names), key="complete"
        )

    def tick_all(self) -> None:
        """Tick every article of the result; the set is made off the GUI thread, however many they are."""
        ids, ticked = self.ids, tuple(self.basket)
        self.tasks.run(lambda _p: dict.fromkeys((*ticked, *ids)), self.basket.replace)

    def _answered(self, answer: Answer) -> None:
        self.query = answer.reading.query
        self.ids = answer.found.ids
        self.answered.emit(answer)
        if self.article is not None and self.article.id == self._opened:
            self._show(self.article)
        self._correct(answer)

    def _correct(self, answer: Answer) -> None:
        """See what typed text may have meant, in the whole archive; a newer question makes it superfluous."""
        asked = answer.asked
        if not asked.text.strip() or asked.choices or asked.listed:
            self.corrected.emit([])
            return
        corrections = self.archive.searching.corrections

        def corrected(found: list[Correction]) -> None:
            if self.asked == asked:
                self.corrected.emit(found)

        self.tasks.run(
            lambda _p: corrections(answer.reading, answer.found) if self.asked == asked else [],
            corrected,
            key="correct",
        )

    def _article_read(self, article: Article) -> None:
        if article.id == self._opened:
            self.article = article
            self._show(article)
            family = self.archive.reprinting.family
            self.tasks.run(
                lambda _p: family(article.id), partial(self._family_read, article.id), key="family"
            )

    def _family_read(self, article: ArticleId, family: list[Member]) -> None:
        if article == self._opened:
            self.familyRead.emit(article, family)

    def _show(self, article: Article) -> None:
        """Show an article, unless the same with the same marks is shown already: the reader keeps its place."""
        if self._shown != (article, self.query):
            self._shown = article, self.query
            self.articleRead.emit(article, self.query)

    def _article_missing(self, error: ZTViewerError) -> None:
        if isinstance(error, NotFound):
            self._opened = self.article = self._shown = None
            self.articleGone.emit()
        else:
            self.tasks.erred.emit(error)

    def _changed_first(self, done: Done) -> None:
        self.undo.add(done)
        self._changed(done)

    def _changed(self, done: Done) -> None:
        self.done.emit(done.sentence)
        self.refresh(done.changes)

    def _undo_failed(self, error: ZTViewerError) -> None:
        """What cannot be taken back once will not be later either: the steps before it rest on it."""
        self.undo.clear()
        self.tasks.erred.emit(error)

    def _read_vocabulary(self) -> None:
        self.tasks.run(lambda _p: self._answers.read_vocabulary(), self._vocabulary_read, key="vocabulary")

    def _vocabulary_read(self, read: tuple[list[Tag], list[Topic]]) -> None:
        self.tags, self.topics = read
        self.vocabularyRead.emit(*read)

    def _look(self) -> None:
        """See whether the index is behind: after our own changes, or another program's."""
        if not self.tasks.long_busy and not self._halted:
            self.tasks.run(lambda _p: self.archive.indexing.status(), self._stands, key="status")

    def _stands(self, status: IndexStatus) -> None:
        if status.state != "ready" and not self.tasks.long_busy and not self._halted:
            self._run_index(self.archive.indexing.bring_up_to_date)

    def _run_index(self, work: Callable[[Progress], int]) -> None:
        # halted until it has gone well: neither a cancel nor an error is followed by another try every two seconds
        self._halted = True
        self.tasks.run_long(_("Indexing"), lambda progress: self._index(work, progress), self._indexed)

    def _index(self, work: Callable[[Progress], int], progress: Progress) -> int:
        """Run index work; before it, what an earlier version or a kill has left is compared with the archive."""
        if not self.archive.read_only:
            with suppress(ArchiveBusy):  # who is writing will do it
                self.archive.reprinting.join(progress)
        return work(progress)

    def _indexed(self, _documents: int) -> None:
        self._halted = False
        self._read_vocabulary()
        self._prepare_suggestions()
        self.linesStale.emit()
        if self._opened is not None:
            self.read_article(self._opened)
        self.ask_again(self.sight())

    def _prepare_suggestions(self) -> None:
        """Lay out all names now, so that the first keystroke does not wait for it."""
        prepare = self.archive.searching.prepare_suggestions
        self.picture_tasks.run(lambda _p: prepare(), key="suggestions")
