"""HTML: a folder that any browser opens without a network: contents, one page an article, pictures, a stylesheet."""

import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from ztviewer.core.article import Article, Figure
from ztviewer.core.i18n import _, ngettext
from ztviewer.core.paths import resource
from ztviewer.core.progress import Progress
from ztviewer.exporters.base import Exported, Heading, Pictures
from ztviewer.exporters.files import Names, new_folder
from ztviewer.exporters.picture_files import PictureFiles
from ztviewer.exporters.rendering import ImagePath, article_html, in_archive, moment, paragraphs_html

_ARTICLES = "articles"
_STYLE = "style.css"


def article_page(article: Article, image_path: ImagePath = in_archive) -> str:
    """An article as a page of its own that carries its style in itself."""
    style = f"<style>\n{resource(f'export/{_STYLE}').read_text(encoding='utf-8')}</style>"
    return _page(article.title, article.language, style, article_html(article, image_path))


def _page(title: str, language: str | None, style: str, body: str) -> str:
    template = Template(resource("export/page.html").read_text(encoding="utf-8"))
    return template.substitute(title=escape(title), language=escape(language or "zh"), style=style, body=body)


class Html:
    """One folder with `index.html`."""

    name = "html"
    suffix = ""

    @property
    def label(self) -> str:
        """In the user's language."""
        return _("Web pages (folder)")

    def write(
        self,
        articles: Iterable[Article],
        total: int,
        pictures: Pictures,
        target: Path,
        progress: Progress,
        heading: Heading | None = None,
    ) -> Exported:
        """Write the contents, a page an article, and each picture once."""
        done, names = 0, Names()
        title = heading.title if heading else _("Articles")
        before, _gap, after = _page(title, None, _linked(""), "\0").rpartition("\0")
        with (
            new_folder(target) as folder,
            (folder / "index.html").open("w", encoding="utf-8", newline="\n") as index,
        ):
            shutil.copyfile(resource(f"export/{_STYLE}"), folder / _STYLE)
            (folder / _ARTICLES).mkdir()
            files = PictureFiles(folder, pictures)
            index.write(before + _top(title, heading, total))
            for done, article in enumerate(articles, start=1):
                name = names.take(article.title, ".html")
                note = heading.notes.get(article.id) if heading else None
                page = _article_page(article, files, note)
                (folder / _ARTICLES / name).write_text(page, encoding="utf-8", newline="\n")
                index.write(_entry(article, f"{_ARTICLES}/{quote(name)}", note))
                progress(done, total, article.title)
            index.write(f"</ol>\n{after}")
        return Exported(target, done, done + 2 + files.count())


def _linked(up: str) -> str:
    return f'<link rel="stylesheet" href="{up}{_STYLE}">'


def _article_page(article: Article, files: PictureFiles, note: str | None) -> str:
    def address(figure: Figure) -> str | None:
        path = files.address(figure)
        return f"../{path}" if path else None

    contents = escape(_("Contents"))
    back = f'<nav><a href="../index.html">{contents}</a></nav>\n'
    return _page(article.title, article.language, _linked("../"), back + article_html(article, address, note))


def _top(title: str, heading: Heading | None, total: int) -> str:
    introduction = f"<section>{paragraphs_html(heading.introduction)}</section>\n" if heading else ""
    count = escape(ngettext("{count} article", "{count} articles", total).format(count=total))
    return f'<h1>{escape(title)}</h1>\n{introduction}<p class="count">{count}</p>\n<ol class="contents">\n'


def _entry(article: Article, address: str, note: str | None) -> str:
    about = escape(" · ".join(part for part in (article.source, moment(article)) if part))
    told = f'<div class="note">{paragraphs_html(note)}</div>' if note else ""
    link = f'<a href="{escape(address)}">{escape(article.title)}</a>'
    return f"<li>{link}" + (f" <small>{about}</small>" if about else "") + f"{told}</li>\n"
