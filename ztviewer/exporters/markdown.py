"""Markdown: a folder with one file an article, an index in order, and the pictures in a folder beside them."""

import re
from collections.abc import Iterable
from pathlib import Path

from ztviewer.core.article import Article
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress
from ztviewer.exporters.base import Exported, Heading, Pictures
from ztviewer.exporters.files import Names, new_folder
from ztviewer.exporters.markdown_body import markdown_line
from ztviewer.exporters.picture_files import FOLDER, PictureFiles
from ztviewer.exporters.rendering import article_markdown

_INDEX = "index"


class Markdown:
    """One folder of CommonMark files."""

    name = "markdown"
    suffix = ""

    @property
    def label(self) -> str:
        """In the user's language."""
        return _("Markdown (folder)")

    def write(
        self,
        articles: Iterable[Article],
        total: int,
        pictures: Pictures,
        target: Path,
        progress: Progress,
        heading: Heading | None = None,
    ) -> Exported:
        """Write `index.md`, a file an article, and each picture once."""
        done, names = 0, Names(_INDEX, FOLDER)
        with (
            new_folder(target) as folder,
            (folder / f"{_INDEX}.md").open("w", encoding="utf-8", newline="\n") as index,
        ):
            files = PictureFiles(folder, pictures)
            index.write("\n\n".join(_top(heading, total)) + "\n\n")
            for done, article in enumerate(articles, start=1):
                name = names.take(article.title, ".md")
                note = heading.notes.get(article.id) if heading else None
                text = article_markdown(article, files.address, note)
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
                index.write(f"{done}. [{markdown_line(article.title)}](<{_address(name)}>)\n")
                progress(done, total, article.title)
        return Exported(target, done, done + 1 + files.count())


def _address(name: str) -> str:
    """A file's name as an address: readable, without what an address or Markdown gives a meaning."""
    return re.sub(r"[%#&]", lambda char: f"%{ord(char[0]):02X}", name)


def _top(heading: Heading | None, total: int) -> list[str]:
    """What stands above the contents."""
    if heading is None:
        return ["# " + _("Articles: {count}").format(count=total)]
    introduction = (markdown_line(line) for line in heading.introduction.splitlines() if line.strip())
    return [f"# {markdown_line(heading.title)}", *introduction]
