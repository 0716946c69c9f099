"""JSON Lines: one article a line, in the shape that showing an article as JSON has; the importer reads it back."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from ztviewer.core.article import Article
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress
from ztviewer.exporters.base import Exported, Heading, Pictures
from ztviewer.exporters.files import new_file
from ztviewer.exporters.rendering import article_json

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""Line ends to many readers, though not to JSON."""


class JsonLines:
    """One UTF-8 file."""

    name = "jsonl"
    suffix = ".jsonl"

    @property
    def label(self) -> str:
        """In the user's language."""
        return _("JSON Lines")

    def write(
        self,
        articles: Iterable[Article],
        total: int,
        pictures: Pictures,  # noqa: ARG002 - every exporter is called alike
        target: Path,
        progress: Progress,
        heading: Heading | None = None,
    ) -> Exported:
        """Write one object a line; in a topic each also has the `topic` it was taken from and its `note`."""
        done = 0
        topic = {"title": heading.title, "introduction": heading.introduction} if heading else None
        with new_file(target) as file:
            for done, article in enumerate(articles, start=1):
                told = {"topic": topic, "note": heading.notes.get(article.id)} if heading else {}
                line = json.dumps(article_json(article) | told, ensure_ascii=False)
                file.write(_LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", line) + "\n")
                progress(done, total, article.title)
        return Exported(target, done, 1)
