"""The pictures of an export: one file each in a folder of their own, however many articles show them."""

import hashlib
from pathlib import Path

from ztviewer.core.article import Figure, ImageDigest
from ztviewer.core.errors import NotFound
from ztviewer.exporters.base import Pictures

FOLDER = "pictures"
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
}


class PictureFiles:
    """Writes pictures below an export's folder when they are first asked for."""

    def __init__(self, folder: Path, pictures: Pictures) -> None:
        self._folder = folder
        self._pictures = pictures
        self._names: dict[ImageDigest, str | None] = {}

    def address(self, figure: Figure) -> str | None:
        """Where a figure's picture lies below the export's folder; None where it is not in the archive."""
        if figure.image is None:
            return None
        if figure.image not in self._names:
            self._names[figure.image] = self._write(figure.image)
        name = self._names[figure.image]
        return f"{FOLDER}/{name}" if name else None

    def count(self) -> int:
        """How many files were written."""
        return sum(name is not None for name in self._names.values())

    def _write(self, digest: ImageDigest) -> str | None:
        try:
            picture = self._pictures(digest)
        except NotFound:
            return None
        digest_of_bytes = hashlib.sha256(picture.data).hexdigest()  # a name no archive can choose
        name = f"{digest_of_bytes}{_SUFFIXES.get(picture.media_type, '.bin')}"
        folder = self._folder / FOLDER
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(picture.data)
        return name
