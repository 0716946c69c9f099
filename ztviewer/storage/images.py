"""Pictures and their thumbnails, each once."""

from collections.abc import Iterator, Sequence

from ztviewer.core.article import ImageDigest, Picture
from ztviewer.core.errors import NotFound
from ztviewer.core.i18n import _
from ztviewer.storage.database import Database
from ztviewer.storage.rows import among


class ImageStore:
    """Reads pictures; they are written with the articles that show them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, digest: ImageDigest) -> Picture:
        """One picture with its bytes. NotFound."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT digest, media_type, width, height, data, thumbnail FROM image WHERE digest = ?",
                (digest,),
            ).fetchone()
        if row is None:
            raise NotFound(_("There is no picture {digest} in the archive.").format(digest=digest))
        return Picture(*row)

    def thumbnail(self, digest: ImageDigest) -> bytes:
        """The small form of one picture. NotFound."""
        found = self.thumbnails([digest])
        if digest not in found:
            raise NotFound(_("There is no picture {digest} in the archive.").format(digest=digest))
        return found[digest]

    def thumbnails(self, digests: Sequence[ImageDigest]) -> dict[ImageDigest, bytes]:
        """The small forms of pictures; those that are not there are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT digest, thumbnail FROM image WHERE digest IN (SELECT value FROM json_each(?))",
                (among(digests),),
            )
            return {ImageDigest(digest): thumbnail for digest, thumbnail in rows}

    def digests(self) -> Iterator[ImageDigest]:
        """Every picture's digest, in order."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT digest FROM image ORDER BY digest").fetchall()
        return (ImageDigest(digest) for (digest,) in rows)
