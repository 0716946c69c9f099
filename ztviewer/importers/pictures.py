"""Pictures: decoded once, within bounds, and either good or an ImportProblem; nothing else ever comes out."""

import hashlib
import warnings
from io import BytesIO

from PIL import Image

from ztviewer.core.article import THUMBNAIL_PIXELS, ImageDigest, Picture
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _

PICTURE_BYTES = 64 * 1024 * 1024
PICTURE_PIXELS = 89_478_485
"""Where Pillow begins to speak of a decompression bomb: 256 MiB at three bytes a pixel."""

_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # what the JPEG decoder calls one with more pictures behind it
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
}
DECODERS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
"""What is let near a stranger's bytes of all that Pillow can decode; of the others some start programs (EPS)."""
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes an orientation of EXIF 2.32, 4.6.4 (1 is upright)."""
_QUALITY = 82


def read_picture(data: bytes) -> Picture:
    """Decode a picture wholly; ImportProblem where that fails or it is too large."""
    if len(data) > PICTURE_BYTES:
        raise ImportProblem(_("The picture is larger than {size} MiB.").format(size=PICTURE_BYTES >> 20))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a decoder only warns of either decodes or raises
            return _decoded(data)
    except ImportProblem:
        raise
    except Image.DecompressionBombError as error:
        raise ImportProblem(_too_many_pixels()) from error
    # Broken bytes make Pillow raise anything (struct.error, SyntaxError, KeyError, ...), and no list of it is complete.
    except Exception as error:
        raise ImportProblem(_("The picture cannot be decoded: {reason}.").format(reason=error)) from error


def _too_many_pixels() -> str:
    return _("The picture has more than {count} million pixels.").format(count=PICTURE_PIXELS // 1_000_000)


def _decoded(data: bytes) -> Picture:
    with Image.open(BytesIO(data), formats=DECODERS) as image:
        width, height = image.size
        media_type = _MEDIA_TYPES[image.format or ""]
        if width * height > PICTURE_PIXELS:
            raise ImportProblem(_too_many_pixels())
        orientation = _orientation(image)
        turned = orientation in {5, 6, 7, 8}
        thumbnail = _thumbnail(image, orientation)
    return Picture(
        digest=ImageDigest(hashlib.sha256(data).hexdigest()),
        media_type=media_type,
        width=height if turned else width,
        height=width if turned else height,
        data=data,
        thumbnail=thumbnail,
    )


def _orientation(image: Image.Image) -> int:
    """How the picture is to be turned; a broken EXIF block says nothing."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # as above: the block is as hostile as the pixels
        return 1


def _thumbnail(image: Image.Image, orientation: int) -> bytes:
    """The picture made small and upright: JPEG, or PNG where it lets its ground show through."""
    image.draft(None, (THUMBNAIL_PIXELS * 2, THUMBNAIL_PIXELS * 2))
    image.load()
    clear = image.has_transparency_data
    small = _in_colour(image, clear)
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if orientation in _UPRIGHT:
        small = small.transpose(_UPRIGHT[orientation])
    small.info = {}  # neither the camera's data nor a colour profile belongs in a thumbnail
    out = BytesIO()
    if clear:
        small.save(out, "PNG", optimize=True)
    else:
        small.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _in_colour(image: Image.Image, clear: bool) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if clear else "RGB")
