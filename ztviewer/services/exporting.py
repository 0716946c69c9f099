"""Articles written to files outside the archive."""

from collections.abc import Sequence
from pathlib import Path

from ztviewer.core.article import ArticleId, ImageDigest, Picture
from ztviewer.core.errors import ExportProblem, ImportProblem, NotFound
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress, silent
from ztviewer.exporters import EXPORTERS, Exported, Exporter, Heading
from ztviewer.importers.pictures import shown
from ztviewer.storage import ArticleStore, Database, EventStore, ImageStore, TopicStore

FORMATS = tuple(exporter.name for exporter in EXPORTERS)
"""The names of all export formats."""


class Exporting:
    """Exports a selection, a result or a topic; all of them are ids in an order."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._articles = ArticleStore(database)
        self._images = ImageStore(database)
        self._topics = TopicStore(database)
        self._events = EventStore(database)

    def formats(self) -> tuple[Exporter, ...]:
        """Every format there is."""
        return EXPORTERS

    def run(
        self,
        ids: Sequence[ArticleId],
        format_name: str,
        target: Path,
        progress: Progress = silent,
        topic: str | None = None,
    ) -> Exported:
        """Write articles to `target`, which must not be there yet; with a topic, under its introduction and notes.

        Whole or not at all: a cancel or an error leaves nothing behind.
        """
        exporter = next((one for one in EXPORTERS if one.name == format_name), None)
        if exporter is None:
            raise ExportProblem(_("There is no export format “{name}”.").format(name=format_name))
        articles = (self._articles.get(article) for article in ids)
        heading = self._heading(topic) if topic is not None else None
        exported = exporter.write(articles, len(ids), self._picture, target, progress, heading)
        if not self._database.read_only:
            self._events.record("dissemination", ids, f"{exporter.name}: {target.name}")
        return exported

    def _picture(self, digest: ImageDigest) -> Picture:
        """A picture as every program shows it. NotFound, also where it cannot be made so."""
        try:
            return shown(self._images.get(digest))
        except ImportProblem as error:
            raise NotFound(str(error)) from error

    def _heading(self, title: str) -> Heading:
        notes = {entry.article: entry.note for entry in self._topics.entries(title) if entry.note}
        return Heading(title, self._topics.get(title).introduction, notes)
