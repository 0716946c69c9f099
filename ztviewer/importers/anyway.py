"""What is no article to its importer, taken as a whole because a person wants it: a page, a picture, a text."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ztviewer.core.article import ArticleDraft, FigureDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.importing import Guess
from ztviewer.importers.base import Imported
from ztviewer.importers.bodies import read_body, text_of
from ztviewer.importers.charset import decode
from ztviewer.importers.html import Html
from ztviewer.importers.pages.markup import parse
from ztviewer.importers.picture_files import PictureFiles
from ztviewer.importers.pictures import read_picture
from ztviewer.importers.plain_text import as_html, paragraphs, printable
from ztviewer.importers.script import language
from ztviewer.importers.source import Source, damage


def read_anyway(source: Source, data: bytes, why: ImportProblem) -> Imported:
    """All that a document says, under its own title or its file's name. Raises `why` where it says nothing."""
    if PictureFiles().accepts(source, data):
        read = _picture(data)
    elif Html().accepts(source, data):
        read = _page(source, data)
    elif b"\0" not in data:
        read = _text(data)
    else:
        raise why
    draft, guessed = replace(read.draft, original=Original(source.name, read.media_type, data)), read.guessed
    if not draft.title:
        draft = replace(draft, title=PurePosixPath(source.name).stem)
        guessed = (*guessed, Guess("title", _("from the file name")))
    return Imported(source.place, draft, read.charset, guessed)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A document and how it was read; without a title where it names none."""

    draft: ArticleDraft
    media_type: str
    charset: str | None = None
    guessed: tuple[Guess, ...] = ()


def _picture(data: bytes) -> _Whole:
    picture = read_picture(data)
    return _Whole(ArticleDraft("", "<figure></figure>", figures=(FigureDraft(picture),)), picture.media_type)


def _page(source: Source, data: bytes) -> _Whole:
    page = parse(data, None)
    with damage():
        title = page.tree.find(".//title")
        name = text_of(title) if title is not None else ""
        body = page.tree.find(".//body")
        whole = read_body(page.tree if body is None else body, source.beside)
    draft = ArticleDraft(name, whole.html, language=language(whole.text), figures=whole.figures)
    return _Whole(draft, "text/html", page.charset, page.guessed)


def _text(data: bytes) -> _Whole:
    decoded = decode(data)
    lines = paragraphs(printable(decoded.text))
    draft = ArticleDraft("", as_html(lines), language=language("".join(lines)))
    return _Whole(draft, "text/plain", decoded.charset, decoded.guessed)
