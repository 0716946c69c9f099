"""A table for spreadsheets: one article a row, and no cell that a spreadsheet would run as a formula."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from ztviewer.core.article import Article
from ztviewer.core.body import LINE_BREAK
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress
from ztviewer.exporters.base import Exported, Heading, Pictures
from ztviewer.exporters.files import new_file

COLUMNS = (
    "id title subtitle source author editor column published url language tags topics pictures text".split()
)
TOPIC_COLUMNS = ("topic", "introduction", "note")
"""What a topic adds."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What spreadsheets take for the beginning of a formula; the wide forms too, where the system is East Asian.

https://owasp.org/www-community/attacks/CSV_Injection
"""
_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")


class Csv:
    """One UTF-8 file with the mark by which Excel knows it."""

    name = "csv"
    suffix = ".csv"

    @property
    def label(self) -> str:
        """In the user's language."""
        return _("Table (CSV)")

    def write(
        self,
        articles: Iterable[Article],
        total: int,
        pictures: Pictures,  # noqa: ARG002 - every exporter is called alike
        target: Path,
        progress: Progress,
        heading: Heading | None = None,
    ) -> Exported:
        """Write one row an article below the names of the columns."""
        done = 0
        with new_file(target, encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([*COLUMNS, *(TOPIC_COLUMNS if heading else ())])
            for done, article in enumerate(articles, start=1):
                rows.writerow([defused(cell) for cell in [*_cells(article), *_topic_cells(article, heading)]])
                progress(done, total, article.title)
        return Exported(target, done, 1)


def defused(cell: str) -> str:
    """A cell as it is, or with an apostrophe in front where a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _cells(article: Article) -> list[str]:
    named = [getattr(article, name) for name in COLUMNS[1:10]]
    return [
        str(article.id),
        *("" if value is None else str(value) for value in named),
        "; ".join(article.tags),
        "; ".join(article.topics),
        str(sum(figure.image is not None for figure in article.figures)),
        article.text.replace(LINE_BREAK, "\n"),
    ]


def _topic_cells(article: Article, heading: Heading | None) -> list[str]:
    return [heading.title, heading.introduction, heading.notes.get(article.id, "")] if heading else []
