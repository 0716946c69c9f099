"""Plain text: all articles in one file, set as the Chinese press does, a rule between them."""

from collections.abc import Iterable
from pathlib import Path

from ztviewer.core.article import Article
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress
from ztviewer.exporters.base import Exported, Heading, Pictures
from ztviewer.exporters.files import new_file
from ztviewer.exporters.rendering import article_text

_RULE = "\n" + "—" * 20 + "\n\n"


class Text:
    """One UTF-8 file."""

    name = "text"
    suffix = ".txt"

    @property
    def label(self) -> str:
        """In the user's language."""
        return _("Plain text")

    def write(
        self,
        articles: Iterable[Article],
        total: int,
        pictures: Pictures,  # noqa: ARG002 - every exporter is called alike
        target: Path,
        progress: Progress,
        heading: Heading | None = None,
    ) -> Exported:
        """Write the articles one after another; of pictures there are captions only."""
        done = 0
        with new_file(target) as file:
            if heading:
                file.write(f"{heading.title}\n\n{heading.introduction}\n{_RULE}")
            for done, article in enumerate(articles, start=1):
                rule = _RULE if done > 1 else ""
                file.write(rule + article_text(article, heading.notes.get(article.id) if heading else None))
                progress(done, total, article.title)
        return Exported(target, done, 1)
