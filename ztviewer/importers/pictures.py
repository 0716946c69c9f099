"""Pictures: decoded once, within bounds, and either good or an ImportProblem; nothing else ever comes out."""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO

from pi_heif.as_plugin import register_heif_opener
from PIL import Image, ImageFile

from ztviewer.core.article import THUMBNAIL_PIXELS, ImageDigest, Picture
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.svg import SVG_PIXELS, is_svg, read_svg

register_heif_opener()

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
    "HEIF": "image/heic",
}
_SVG = "image/svg+xml"
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"})
"""What every program shows as it is."""
DECODERS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP", "HEIF")
"""What is let near a stranger's bytes of all that Pillow can decode; of the others some start programs (EPS)."""
_EMBEDDED = ("JPEG", "PNG", "GIF", "WEBP")
"""What the renderer of SVG decodes by itself."""
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
    with _decoding():
        return _drawn(data) if is_svg(data) else _decoded(data)


def shown(picture: Picture) -> Picture:
    """A picture as every program shows it: one of a rarer format (HEIC, TIFF, AVIF, SVG) as JPEG or PNG.

    Its digest stays that of the bytes as received. ImportProblem where it cannot be decoded.
    """
    if picture.media_type in _SHOWN:
        return picture
    with _decoding():
        if picture.media_type == _SVG:
            image, orientation = read_svg(picture.data, _embedded_pixels).drawn(SVG_PIXELS), 1
        else:
            image = _opened(picture.data, DECODERS)
            orientation = _orientation(image)
        with image:
            profile = image.info.get("icc_profile") if image.mode in {"RGB", "RGBA"} else None
            data, media_type = _encoded(_upright(_in_colour(image), orientation), profile)
    return replace(picture, data=data, media_type=media_type)


@contextmanager
def _decoding() -> Iterator[None]:
    """Whatever a decoder raises, as an ImportProblem."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a decoder only warns of either decodes or raises
            yield
    except ImportProblem:
        raise
    except Image.DecompressionBombError as error:
        raise ImportProblem(_too_many_pixels()) from error
    # Broken bytes make Pillow raise anything (struct.error, SyntaxError, KeyError, ...), and no list of it is complete.
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ImportProblem(_("The picture cannot be decoded: {reason}.").format(reason=reason)) from error


def _too_many_pixels() -> str:
    return _("The picture has more than {count} million pixels.").format(count=PICTURE_PIXELS // 1_000_000)


def _opened(data: bytes, decoders: tuple[str, ...]) -> ImageFile.ImageFile:
    image = Image.open(BytesIO(data), formats=decoders)
    if image.width * image.height > PICTURE_PIXELS:
        raise ImportProblem(_too_many_pixels())
    return image


def _embedded_pixels(data: bytes) -> int:
    with _decoding(), _opened(data, _EMBEDDED) as image:
        image.load()
        return image.width * image.height


def _drawn(data: bytes) -> Picture:
    drawing = read_svg(data, _embedded_pixels)
    with drawing.drawn(THUMBNAIL_PIXELS) as image:
        thumbnail = _thumbnail(image, 1)
    digest = ImageDigest(hashlib.sha256(data).hexdigest())
    return Picture(digest, _SVG, drawing.width, drawing.height, data, thumbnail)


def _decoded(data: bytes) -> Picture:
    with _opened(data, DECODERS) as image:
        width, height = image.size
        orientation = _orientation(image)
        turned = orientation in {5, 6, 7, 8}
        media_type = _MEDIA_TYPES[image.format or ""]
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
    """The picture made small and upright."""
    image.draft(None, (THUMBNAIL_PIXELS * 2, THUMBNAIL_PIXELS * 2))
    small = _in_colour(image)
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _encoded(_upright(small, orientation))[0]


def _in_colour(image: Image.Image) -> Image.Image:
    """The pixels in RGB, or in RGBA where the ground shows through."""
    image.load()
    clear = image.has_transparency_data
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if clear else "RGB")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image


def _encoded(image: Image.Image, profile: bytes | None = None) -> tuple[bytes, str]:
    """The pixels as a file and its media type: JPEG, or PNG where the ground shows through."""
    image.info = {}  # the camera's data does not go along
    out = BytesIO()
    if image.mode == "RGBA":
        image.save(out, "PNG", icc_profile=profile)
        return out.getvalue(), "image/png"
    image.save(out, "JPEG", quality=_QUALITY, icc_profile=profile)
    return out.getvalue(), "image/jpeg"
