"""An article with its pictures and its history, as one reads it."""

from collections.abc import Sequence

from ztviewer.core.article import Article, ArticleId, ImageDigest, Original, Picture
from ztviewer.exporters import RENDERINGS
from ztviewer.importers import pictures
from ztviewer.storage import ArticleStore, Database, Event, EventStore, ImageStore

FORMS = tuple(RENDERINGS)
"""What an article can be rendered as."""


def shown(picture: Picture) -> Picture:
    """A picture in a format that every program shows; ImportProblem where that cannot be made of it."""
    return pictures.shown(picture)


class Reader:
    """Everything a user can read. NotFound where an article or a picture is not there."""

    def __init__(self, database: Database) -> None:
        self._articles = ArticleStore(database)
        self._images = ImageStore(database)
        self._events = EventStore(database)

    def article(self, article: ArticleId) -> Article:
        """One whole article."""
        return self._articles.get(article)

    def original(self, article: ArticleId) -> Original | None:
        """The bytes the article was made from, where they were kept."""
        return self._articles.original(article)

    def picture(self, digest: ImageDigest) -> Picture:
        """One picture with its bytes."""
        return self._images.get(digest)

    def thumbnails(self, digests: Sequence[ImageDigest]) -> dict[ImageDigest, bytes]:
        """Small pictures, JPEG or PNG; those that are missing are left out."""
        return self._images.thumbnails(digests)

    def history(self, article: ArticleId) -> list[Event]:
        """What happened to the article, oldest first."""
        return self._events.of(article)

    def rendered(self, article: ArticleId, form: str) -> str:
        """The article as one text: `text`, `html`, `markdown` or `json`."""
        return RENDERINGS[form](self._articles.get(article))
