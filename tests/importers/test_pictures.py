"""Pictures: good ones with their true size and thumbnail, everything else an ImportProblem and nothing worse."""

import hashlib
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ztviewer.core.errors import ImportProblem
from ztviewer.importers import pictures
from ztviewer.importers.pictures import read_picture, shown

ORIENTATION = 0x0112
BUILT_TO_CRASH = (
    "crash",
    "timeout",
    "oom",
    "ossfuzz",
    "oob",
    "bomb",
    "dos",
    "overflow",
    "segfault",
    "overrun",
)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def thumbnail(data: bytes) -> Image.Image:
    return Image.open(BytesIO(read_picture(data).thumbnail))


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
        ("TIFF", "image/tiff"),
        ("BMP", "image/bmp"),
        ("AVIF", "image/avif"),
    ],
)
def test_a_picture_is_known_by_its_content(kind: str, media_type: str) -> None:
    data = encoded(Image.new("RGB", (800, 500), "navy"), kind)
    picture = read_picture(data)
    assert (picture.media_type, picture.width, picture.height) == (media_type, 800, 500)
    assert (picture.data, picture.digest) == (data, hashlib.sha256(data).hexdigest())
    assert thumbnail(data).size == (320, 200)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_shown_upright(orientation: int) -> None:
    upright = Image.new("RGB", (400, 200), "white")
    upright.paste("red", (0, 0, 100, 100))  # top left, as it should be seen
    undo = {6: 8, 8: 6}.get(orientation, orientation)
    stored = upright.transpose(pictures._UPRIGHT[undo]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = encoded(stored, "JPEG", exif=exif, quality=95)
    picture, small = read_picture(data), thumbnail(data).convert("RGB")
    assert (picture.width, picture.height, small.size) == (400, 200, (320, 160))
    red, _green, blue = small.getpixel((30, 30))  # type: ignore[misc]
    assert red > 200 > 60 > blue
    assert min(small.getpixel((290, 130))) > 200  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (Image.new("RGBA", (9, 9), (255, 0, 0, 128)), "PNG"),
        (Image.new("LA", (9, 9), (9, 128)), "PNG"),
        (Image.new("RGB", (9, 9)), "JPEG"),
        (Image.new("L", (9, 9)), "JPEG"),
        (Image.new("1", (9, 9)), "JPEG"),
        (Image.new("CMYK", (9, 9)), "JPEG"),
        (Image.new("I;16", (9, 9)), "JPEG"),
        (Image.new("F", (9, 9)), "JPEG"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.mode,
)
def test_a_thumbnail_is_png_only_where_the_picture_is_transparent(image: Image.Image, kind: str) -> None:
    data = encoded(image, "PNG" if kind == "PNG" else "TIFF")
    assert thumbnail(data).format == kind


def test_heic_is_decoded_upright_and_kept_as_it_came() -> None:
    data = (Path(__file__).parent / "data" / "turned.heic").read_bytes()
    picture = read_picture(data)
    assert (picture.media_type, picture.width, picture.height, picture.data) == ("image/heic", 96, 48, data)
    red, _green, blue = thumbnail(data).convert("RGB").getpixel((10, 10))  # type: ignore[misc]
    assert red > 200 > 60 > blue


@pytest.mark.parametrize("kind", ["TIFF", "AVIF"])
@pytest.mark.parametrize(("mode", "media_type"), [("RGB", "image/jpeg"), ("RGBA", "image/png")])
def test_a_rare_format_is_shown_as_a_common_one(kind: str, mode: str, media_type: str) -> None:
    picture = read_picture(encoded(Image.new(mode, (800, 500), "#00008080"), kind))
    common = shown(picture)
    assert (common.media_type, common.digest) == (media_type, picture.digest)
    assert Image.open(BytesIO(common.data)).size == (800, 500)


def test_a_common_format_is_shown_as_it_is() -> None:
    picture = read_picture(encoded(Image.new("RGB", (8, 5)), "JPEG"))
    assert shown(picture) is picture


def test_a_turned_picture_is_shown_upright() -> None:
    heic = (Path(__file__).parent / "data" / "turned.heic").read_bytes()
    assert Image.open(BytesIO(shown(read_picture(heic)).data)).size == (96, 48)


def test_a_small_picture_is_not_blown_up_and_a_thumbnail_carries_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    small = thumbnail(
        encoded(Image.new("RGB", (7, 5)), "JPEG", exif=exif, comment=b"secret", icc_profile=b"x" * 9)
    )
    assert small.size == (7, 5)
    assert not {"exif", "comment", "icc_profile"} & set(small.info)


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "cannot be decoded"),
        (b"text", "cannot be decoded"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "cannot be decoded"),
        (b"<svg xmlns='http://www.w3.org/1999/xhtml'/>", "cannot be decoded"),
        (png_that_claims(10_000, 10_000), "more than 89 million pixels"),
        (png_that_claims(2**31 - 1, 2**31 - 1), "more than 89 million pixels"),
        (encoded(Image.effect_noise((99, 99), 50), "PNG")[:-900], "cannot be decoded"),
        (encoded(Image.effect_noise((99, 99), 50), "JPEG")[:-900], "cannot be decoded"),
    ],
    ids=["empty", "text", "eps", "svg", "large", "bomb", "cut png", "cut jpeg"],
)
def test_what_is_no_good_picture_is_a_problem(data: bytes, reason: str) -> None:
    with pytest.raises(ImportProblem, match=reason):
        read_picture(data)


def test_a_file_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PICTURE_BYTES", 2**20)
    with pytest.raises(ImportProblem, match="larger than 1 MiB"):
        read_picture(bytes(2**20 + 1))


def images(archive: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() and wanted(member.name) else None
            if file is not None:
                yield member.name, file.read()


def built_to_crash(name: str) -> bool:
    return any(word in name.rpartition("/")[2] for word in BUILT_TO_CRASH)


@pytest.mark.parametrize("crashing", [True, False], ids=["built to crash", "a sample of the others"])
def test_real_pictures_end_as_a_picture_or_a_problem(crashing: bool, shared_data: Path) -> None:
    def wanted(name: str) -> bool:
        return built_to_crash(name) if crashing else not built_to_crash(name) and len(name) % 5 == 0

    good, bad = 0, 0
    for name, data in images(shared_data / "formats" / "pillow_images.tar.xz", wanted):
        try:
            picture = read_picture(data)
        except ImportProblem:
            bad += 1
        else:
            good += 1
            assert max(thumbnail(data).size) <= 320, name
            assert picture.width * picture.height <= pictures.PICTURE_PIXELS
    assert bad >= (50 if crashing else 0)
    assert good >= (0 if crashing else 100)
