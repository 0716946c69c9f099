"""The open article: title block, text, figures, the marks of the search, tags; everything slow happens elsewhere.

The article is read apart and searched off the GUI thread and set in pieces, so that opening one never holds up the
window, whatever its length.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedLayout, QVBoxLayout, QWidget

from ztviewer.core.article import Article, ArticleId, ImageDigest, Picture
from ztviewer.core.curation import Tag
from ztviewer.core.i18n import _
from ztviewer.core.query import Everything, Query, Span
from ztviewer.gui import theme
from ztviewer.gui.article_bar import ArticleBar
from ztviewer.gui.article_blocks import Block, Text, blocks, texts
from ztviewer.gui.article_marks import Marks, marked, occurrences, placed
from ztviewer.gui.article_view import ArticleView, Place
from ztviewer.gui.article_writer import ArticleWriter, Typography
from ztviewer.gui.citation import citation
from ztviewer.gui.mark_strip import MarkStrip
from ztviewer.gui.shelf import PictureShelf
from ztviewer.gui.tag_editor import TagEditor, TagStrip
from ztviewer.gui.tasks import TaskRunner

FONT_SIZES = (12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 28, 32)
"""What zooming goes through, in pixels."""
_STRIP_PLACES = 1500
"""How many places the strip shows at most: more than a screen has rows."""
_MARK_SHARE = 0.3
"""Where in the view a mark is brought to."""


class ArticlePane(QWidget):
    """Shows one article, and says what the user wants done with it."""

    pictureActivated = Signal(object, int)
    """the article, and the position of the figure that was clicked"""
    tagAdded = Signal(str)
    tagRemoved = Signal(str)
    tagActivated = Signal(str)
    topicActivated = Signal(str)
    fontSizeChanged = Signal(int)
    """the user zoomed; pixels"""
    said = Signal(str)
    """a sentence about something done here, such as copying"""

    def __init__(
        self,
        tasks: TaskRunner,
        picture_tasks: TaskRunner,
        *,
        picture: Callable[[ImageDigest], Picture],
        marks: Marks,
        parent: QWidget | None = None,
    ) -> None:
        """`picture` and `marks` are called off the GUI thread; pictures on a runner of their own, for they are slow."""
        super().__init__(parent)
        self._tasks = tasks
        self._find_marks = marks
        self._article: Article | None = None
        self._query: Query = Everything()
        self._typography = Typography()
        self._items: list[Block] = []
        self._texts: list[Text] = []
        self._starts: list[int] = []
        self._found: list[list[Span]] = []
        self._spans: list[Span] = []
        self._current: int | None = None
        self._firsts: list[int] = []
        """for each place in the strip the number of its first mark"""
        self._pieces: Iterator[None] | None = None
        self._goal: Place | None = None
        self._fresh = False
        self._reading = self._looking = False
        self._positions: dict[ArticleId, Place] = {}
        self._shelf = PictureShelf(picture_tasks, picture, self)
        self._view = ArticleView(self._shelf, self)
        self._strip = MarkStrip(self)
        self._head = ArticleBar(self)
        self._bar = self._head.marks
        self.reprints = self._head.reprints
        self._tags = TagEditor(self)
        self._feeder = QTimer(self, interval=0)
        self._heights = QTimer(self, interval=150, singleShot=True)
        self._build()
        self._connect()

    def show(self, article: Article | None = None, query: Query | None = None) -> None:
        """Show an article with the marks of a query. Without an article: as any widget is shown."""
        if article is None:
            super().show()
            return
        query = Everything() if query is None else query
        same = self._article is not None and _content(article) == _content(self._article)
        asked = query != self._query
        if not same:
            self._remember()
        self._article, self._query = article, query
        self._tags.show_article(article.tags, article.topics)
        self._head.show_pictures(any(figure.image for figure in article.figures))
        self._stack.setCurrentIndex(1)
        if not same:
            self._shelf.forget()
            self._reading = True
            self._tasks.run(
                lambda _progress: _read(article), partial(self._open, article), key="article-blocks"
            )
        elif asked:
            self._look()

    def clear(self) -> None:
        """Show no article."""
        self._remember()
        self._article, self._query = None, Everything()
        self._items, self._texts, self._found = [], [], []
        self._reading = self._looking = False
        self._reset()
        self._stack.setCurrentIndex(0)

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self._article

    @property
    def settled(self) -> bool:
        """Whether all of the article is set, and its marks are found."""
        return not self._reading and not self._looking and self._pieces is None

    @property
    def mark_count(self) -> int:
        """How many marks the article has."""
        return len(self._spans)

    @property
    def current_mark(self) -> int | None:
        """The number of the mark that stands out, from 0."""
        return self._current

    def set_known_tags(self, tags: Sequence[Tag]) -> None:
        """All tags of the archive: for completion, and for the colours of the chips."""
        self._tags.set_known(tags)

    def set_editable(self, editable: bool) -> None:
        """Whether tags can be changed."""
        self._tags.set_editable(editable)

    def set_typography(self, font_size: int, *, serif: bool) -> None:
        """How the article is set; `font_size` in pixels."""
        typography = replace(self._typography, font_size=font_size, serif=serif)
        if typography != self._typography:
            self._typography = typography
            self._view.set_font_size(font_size)
            self._set_anew()

    def find(self) -> None:  # type: ignore[override]
        """Open the field that finds in the article."""
        if self._article is not None:
            self._bar.open_find()

    def next_mark(self, step: int = 1) -> None:
        """Go to the next mark (-1: the one before), round from the last to the first."""
        if not self._spans:
            return
        if self._current is None:
            number = self._view.first_mark_in_view() - (step < 0)
        else:
            number = self._current + step
        self._go(number % len(self._spans))

    def edit_tags(self) -> None:
        """Put the cursor into the field for a new tag."""
        self._tags.edit()

    def copy_citation(self) -> None:
        """Copy what is selected, if anything is, and where it comes from."""
        if self._article is None:
            return
        passage = self._view.createMimeDataFromSelection().text()
        quoted = f"“{passage}”\n\n" if passage else ""
        QGuiApplication.clipboard().setText(quoted + citation(self._article))
        self.said.emit(_("Copied with its source.") if passage else _("Citation copied."))

    def open_pictures(self) -> None:
        """Ask for the pictures to be shown large, from the first one."""
        figures = self._article.figures if self._article is not None else ()
        first = next((figure.position for figure in figures if figure.image), None)
        if first is not None:
            self._activate(first)

    def zoom(self, step: int) -> None:
        """Larger (1) or smaller (-1) type."""
        size = self._typography.font_size
        sizes = [other for other in FONT_SIZES if (other > size if step > 0 else other < size)]
        if sizes:
            wanted = sizes[0] if step > 0 else sizes[-1]
            self.set_typography(wanted, serif=self._typography.serif)
            self.fontSizeChanged.emit(wanted)

    # Setting the article, piece by piece

    def _open(self, article: Article, read: tuple[list[Block], list[Text]]) -> None:
        if self._article is None or self._article.id != article.id:
            return  # left in the meantime
        self._reading = False
        self._items, self._texts = read
        self._goal = self._positions.get(article.id)
        self._fresh = self._goal is None
        self._reset()
        self._look()

    def _reset(self) -> None:
        """Begin to set the items from the first one."""
        self._starts, self._found, self._spans, self._current = [], [], [], None
        self._view.set_marks([], None)
        self._view.document().clear()
        self._view.fit()
        writer = ArticleWriter(self._view.document(), self._typography, self._noted)
        self._pieces = writer.pieces(self._items)
        self._feed()
        self._feeder.start()

    def _set_anew(self) -> None:
        """The same article in another type, width or colour; the reader stays where they are."""
        if self._article is not None and self._items:
            goal = self._goal if self._goal is not None else self._view.place()
            found, current = self._found, self._current
            self._reset()
            self._goal, self._found, self._current = goal, found, current

    def _noted(self, _text: Text, position: int) -> None:
        self._starts.append(position)

    def _feed(self) -> None:
        """Set one piece; scroll as soon as the place is there where reading goes on."""
        done = self._pieces is None or next(self._pieces, self) is self
        end = self._view.document().characterCount()
        if self._goal is not None and (done or end > self._goal[0] + 4000):
            self._view.go_to(self._goal)
            self._goal = None
        if done:
            self._pieces = None
            self._feeder.stop()
            self._show_marks()

    def _remember(self) -> None:
        if self._article is not None and self._pieces is None and self._items:
            self._positions[self._article.id] = self._view.place()

    # Marks

    def _look(self) -> None:
        """Find the marks of the search, or of the find field while it is in use."""
        query, blocks_of_text, typed = self._query, self._texts, self._bar.finding

        def then(found: list[list[Span]]) -> None:
            if blocks_of_text is self._texts:
                self._looking = False
                self._found = found
                self._current = None
                self._show_marks()

        self._looking = True
        if typed:
            self._tasks.run(lambda _progress: occurrences(blocks_of_text, typed), then, key="article-marks")
        else:
            marks = self._find_marks
            self._tasks.run(lambda _progress: marked(blocks_of_text, query, marks), then, key="article-marks")

    def _show_marks(self) -> None:
        """Once both are there: all of the text and all of the marks."""
        if self._pieces is not None:
            return
        self._spans = placed(self._starts, self._texts, self._found)
        if self._spans and self._current is None:
            self._current = min(self._view.first_mark_in_view(), len(self._spans) - 1)
            start = self._spans[self._current][0]
            if (self._fresh or self._bar.finding) and not self._view.is_in_view(start):
                self._view.scroll_to(start, _MARK_SHARE)
        if self._found:
            self._fresh = False
        self._view.set_marks(self._spans, self._current)
        self._bar.show_count(self._current, len(self._spans))
        self._show_strip()

    def _go(self, number: int) -> None:
        self._current = number
        start = self._spans[number][0]
        if not self._view.is_in_view(start):
            self._view.scroll_to(start, _MARK_SHARE)
        self._view.set_marks(self._spans, number)
        self._bar.show_count(number, len(self._spans))
        self._strip.set_current(self._place_of_current())

    def _show_strip(self) -> None:
        """The strip has a place for every block that holds marks, or for every n-th of very many."""
        holding = [number for number, spans in enumerate(self._found[: len(self._starts)]) if spans]
        firsts = accumulate((len(self._found[number]) for number in holding), initial=0)
        step = len(holding) // _STRIP_PLACES + 1
        self._firsts, holding = list(firsts)[:-1][::step], holding[::step]
        self._strip.set_places(
            self._view.shares([self._starts[number] for number in holding]), self._place_of_current()
        )

    def _place_of_current(self) -> int | None:
        """Which of the strip's places holds the current mark."""
        return bisect_right(self._firsts, self._current) - 1 if self._current is not None else None

    # The widget itself

    def _build(self) -> None:
        self.setMinimumWidth(300)
        self.setAutoFillBackground(True)
        self._empty = QLabel(_("Choose an article to read it here."), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        page = QWidget(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._view, 1)
        text.addWidget(self._strip)
        rows.addLayout(text, 1)
        rows.addWidget(TagStrip(self._tags, page))
        self.setFocusProxy(self._view)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)

    def _connect(self) -> None:
        self._feeder.timeout.connect(self._feed)
        self._heights.timeout.connect(self._show_strip)
        self._bar.moved.connect(self.next_mark)
        self._bar.typed.connect(self._look)
        self._bar.closed.connect(self._view.setFocus)
        self._head.picturesWanted.connect(self.open_pictures)
        self._head.findWanted.connect(self.find)
        self._head.zoomWanted.connect(self.zoom)
        self._head.citationWanted.connect(self.copy_citation)
        self._strip.wanted.connect(lambda place: self._go(self._firsts[place]))
        self._tags.added.connect(self.tagAdded)
        self._tags.left.connect(self._view.setFocus)
        self._tags.removed.connect(self.tagRemoved)
        self._tags.tagActivated.connect(self.tagActivated)
        self._tags.topicActivated.connect(self.topicActivated)
        self._view.zoomWanted.connect(self.zoom)
        self._view.anchorClicked.connect(_follow)
        self._view.columnChanged.connect(self._set_anew)
        self._view.figureActivated.connect(self._activate)
        self._view.document().documentLayout().documentSizeChanged.connect(self._heights.start)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)

    def _activate(self, position: int) -> None:
        self.pictureActivated.emit(self._article, position)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        copy = menu.addAction(theme.icon("copy"), _("Copy"), self._view.copy)
        copy.setEnabled(self._view.textCursor().hasSelection())
        menu.addAction(theme.icon("cite"), _("Copy with citation"), self.copy_citation)
        menu.addAction(_("Select all"), self._view.selectAll)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._view.viewport().mapToGlobal(point))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._set_anew()


def _read(article: Article) -> tuple[list[Block], list[Text]]:
    """What is set, and all of its texts; off the GUI thread."""
    items = blocks(article)
    return items, list(texts(items))


def _content(article: Article) -> Article:
    """What of an article is set: tags and topics are shown beside it."""
    return replace(article, tags=(), topics=())


def _follow(url: QUrl) -> None:
    """Open a link that was clicked, in the user's browser; only pages of the web."""
    if url.scheme() in ("http", "https"):
        QDesktopServices.openUrl(url)
