"""Pictures at the size they are shown: decoded off the GUI thread when first asked for, the latest ones kept."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from ztviewer.core.article import ImageDigest, Picture
from ztviewer.core.errors import ZTViewerError
from ztviewer.core.progress import Progress
from ztviewer.gui.tasks import TaskRunner
from ztviewer.services.reading import shown

KEPT_BYTES = 96 * 1024 * 1024
"""How much decoded picture is kept."""
ALLOCATION_LIMIT_MB = 512
"""The largest picture that is decoded: 134 million pixels."""


def decode(data: bytes, size: QSize | None = None) -> QImage:
    """Decode a picture, upright; no larger than `size` (pixels), where one is given. A null image where it cannot be.

    May run on any thread. JPEG is scaled while it is decoded, which takes a fraction of the time.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(ALLOCATION_LIMIT_MB)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    natural = reader.size()
    if size is not None and natural.isValid():
        turned = bool(reader.transformation().value & 4)  # TransformationRotate90
        box = size.transposed() if turned else size
        if natural.width() > box.width() or natural.height() > box.height():
            reader.setScaledSize(natural.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class PictureShelf(QObject):
    """Hands out pictures that are there already, and fetches the others."""

    arrived = Signal(str)
    """the digest of a picture that can be had now, or never will"""

    def __init__(
        self, tasks: TaskRunner, picture: Callable[[ImageDigest], Picture], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._picture = picture
        self._images: OrderedDict[ImageDigest, QImage] = OrderedDict()
        self._sizes: dict[ImageDigest, QSize] = {}
        self._bytes = 0
        self._coming: set[ImageDigest] = set()

    def image(self, digest: ImageDigest, size: QSize) -> QImage | None:
        """The picture about as large as `size` (pixels); None while it is fetched. Null where it cannot be shown."""
        image = self._images.get(digest)
        asked = self._sizes.get(digest)
        if image is None or asked is None or (asked.width() < size.width() * 0.9 and not image.isNull()):
            self._fetch(digest, size)
        if image is not None:
            self._images.move_to_end(digest)
        return image

    def forget(self) -> None:
        """Drop requests that have not been answered: nobody waits for them any more."""
        self._coming.clear()

    def _fetch(self, digest: ImageDigest, size: QSize) -> None:
        if digest in self._coming:
            return
        self._coming.add(digest)

        def work(_progress: Progress) -> QImage | None:
            return decode(shown(self._picture(digest)).data, size) if digest in self._coming else None

        def then(image: QImage | None) -> None:
            if image is not None:
                self._put(digest, size, image)

        def failed(_error: ZTViewerError) -> None:
            self._put(digest, size, QImage())

        self._tasks.run(work, then, failed)

    def _put(self, digest: ImageDigest, size: QSize, image: QImage) -> None:
        self._coming.discard(digest)
        old = self._images.pop(digest, None)
        self._bytes += image.sizeInBytes() - (old.sizeInBytes() if old is not None else 0)
        self._images[digest] = image
        self._sizes[digest] = size
        while self._bytes > KEPT_BYTES and len(self._images) > 1:
            gone, dropped = self._images.popitem(last=False)
            self._bytes -= dropped.sizeInBytes()
            del self._sizes[gone]
        self.arrived.emit(digest)
