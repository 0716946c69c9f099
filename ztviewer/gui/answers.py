"""Answers to the window's questions, made ready to be shown off the GUI thread: ids, counts, the lines in sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from ztviewer.core.article import ArticleId, ImageDigest
from ztviewer.core.curation import Tag, Topic
from ztviewer.core.progress import Progress
from ztviewer.core.query import Choice, Everything, Facet, Facets, Found, Query, Reading, Request, Sort
from ztviewer.gui.facets_model import Node, facet_tree
from ztviewer.gui.results_delegate import THUMBNAIL
from ztviewer.gui.results_model import Line
from ztviewer.services.archive import Archive

SCREEN = 24
"""Lines read along with an answer: more than a screen holds."""

ALIKE = 20
"""Articles shown as being like another."""

_DATES = (Facet.YEAR, Facet.MONTH)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for."""

    text: str = ""
    choices: tuple[Choice, ...] = ()
    sort: Sort = Sort.RELEVANCE
    exact: bool = False
    """the text is looked for in the very characters typed"""
    selection: tuple[ArticleId, ...] | None = None
    """the ticked articles are shown instead of a search"""
    like: ArticleId | None = None
    """the articles like this one are shown instead of a search"""
    grouped: bool = True
    """reprints stand under the earliest article of their family"""

    @property
    def listed(self) -> bool:
        """A list of articles is shown instead of a search."""
        return self.selection is not None or self.like is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the window needs to show a result."""

    asked: Asked
    reading: Reading
    found: Found
    shown: Sequence[ArticleId]
    """the articles in the list, in order: all that were found, or without those that are folded"""
    folded: Mapping[ArticleId, Sequence[ArticleId]]
    """the reprints that stand under some of these"""
    sections: tuple[Node, ...]
    first: int
    """the row that `lines` begin with"""
    lines: Mapping[ArticleId, Line]
    row: int | None
    """where the article that is open stands in it"""

    @property
    def reprints(self) -> int:
        """How many of the articles found are folded."""
        return len(self.found.ids) - len(self.shown)

    @property
    def pending(self) -> bool:
        """The text was not searched, since the index is not ready."""
        return not self.found.indexed and not isinstance(self.reading.query, Everything)


class Answers:
    """Asks an archive; to be called off the GUI thread, by one thread at a time."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.tags: list[Tag] = []
        self.topics: list[Topic] = []
        self._colours: dict[str, str | None] = {}

    def read_vocabulary(self) -> tuple[list[Tag], list[Topic]]:
        """Read tags and topics again."""
        self.tags, self.topics = self._archive.tagging.tags(), self._archive.curating.topics()
        self._colours = _inherited(self.tags)
        return self.tags, self.topics

    def answer(self, asked: Asked, opened: ArticleId | None, first: int, progress: Progress) -> Answer:
        """Find what was asked for, unless `progress` says that it is superfluous by now.

        `opened` is the article shown, `first` the row the list stands at.
        """
        if not self._colours:
            self.read_vocabulary()
        reading = self._archive.searching.read(asked.text, exact=asked.exact)
        if asked.listed:
            found = Found(self._listed(asked), (), {}, 0.0)
            sections: tuple[Node, ...] = ()
        else:
            request = Request(reading.query, asked.choices, asked.sort)
            found = self._in_topic_order(request, self._archive.searching.find(request, progress))
            sections = facet_tree(
                self._siblings(request, found.facets, progress), self.tags, self.topics, asked.choices
            )
        grouping = found.grouping if asked.grouped else None
        shown = found.ids if grouping is None else grouping.leads
        folded = {} if grouping is None else grouping.folded
        first = max(0, min(first, len(shown) - 1))
        lines = self.lines(list(shown[first : first + SCREEN]), reading.query)
        return Answer(asked, reading, found, shown, folded, sections, first, lines, _row(shown, opened))

    def lines(self, ids: Sequence[ArticleId], query: Query) -> dict[ArticleId, Line]:
        """What the list draws of some articles."""
        results = self._archive.searching.lines(ids, query)
        digests = [line.summary.image for line in results if line.summary.image is not None]
        thumbnails = self._archive.reading.thumbnails(digests)
        return {
            line.summary.id: Line(
                line,
                _thumbnail(thumbnails, line.summary.image),
                tuple(self._colours.get(tag) for tag in line.summary.tags),
            )
            for line in results
        }

    def _listed(self, asked: Asked) -> Sequence[ArticleId]:
        if asked.like is not None:
            return self._archive.searching.similar(asked.like, ALIKE)
        return asked.selection or ()

    def _siblings(self, request: Request, facets: Facets, progress: Progress) -> Facets:
        """The counts of a result; a facet with a choice also shows what else it could have been narrowed to."""
        shown = dict(facets)
        for group in ((Facet.TOPIC,), (Facet.TAG,), (Facet.SOURCE,), _DATES, (Facet.COLUMN,)):
            rest = tuple(choice for choice in request.choices if choice.facet not in group)
            if len(rest) < len(request.choices):
                wide = replace(request, choices=rest, sort=Sort.NEWEST)
                wider = self._archive.searching.find(wide, progress).facets
                shown.update({facet: wider.get(facet, ()) for facet in group})
        return shown

    def _in_topic_order(self, request: Request, found: Found) -> Found:
        """A topic that is looked at alone stands in its own order, unless the user asked for another."""
        topics = [choice for choice in request.choices if choice.facet is Facet.TOPIC and not choice.excluded]
        if (
            len(topics) != 1
            or request.sort is not Sort.RELEVANCE
            or not isinstance(request.query, Everything)
        ):
            return found
        there = set(found.ids)
        entries = self._archive.curating.topic(topics[0].value)[1]
        return replace(
            found, grouping=None, ids=[entry.article for entry in entries if entry.article in there]
        )


def _row(ids: Sequence[ArticleId], article: ArticleId | None) -> int | None:
    if article is None:
        return None
    try:
        return list(ids).index(article)
    except ValueError:
        return None


def _inherited(tags: Sequence[Tag]) -> dict[str, str | None]:
    """The colour of each tag: its own, or that of the nearest one above it."""
    colours: dict[str, str | None] = {}
    for tag in tags:
        colours[tag.path] = tag.colour or colours.get(tag.path.rpartition("/")[0])
    return colours


def _thumbnail(thumbnails: Mapping[ImageDigest, bytes], digest: ImageDigest | None) -> QImage | None:
    """A picture decoded and cut to the frame of the list, at twice its size for fine screens."""
    data = thumbnails.get(digest) if digest is not None else None
    image = QImage.fromData(data) if data is not None else QImage()
    if image.isNull():
        return None
    frame = QSize(THUMBNAIL.width() * 2, THUMBNAIL.height() * 2)
    scaled = image.scaled(
        frame, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left, top = (scaled.width() - frame.width()) // 2, (scaled.height() - frame.height()) // 2
    return scaled.copy(left, top, frame.width(), frame.height())
