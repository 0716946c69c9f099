"""Pictures that say what they show, in their IPTC, XMP or EXIF fields: each is an article of one figure."""

import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice

from lxml import etree
from PIL import Image, ImageFile, IptcImagePlugin

from ztviewer.core.article import FigureDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.sanitised import fit
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.charset import decode
from ztviewer.importers.fields import draft_of
from ztviewer.importers.pictures import DECODERS, PICTURE_BYTES, read_picture
from ztviewer.importers.plain_text import printable
from ztviewer.importers.source import Source
from ztviewer.importers.svg import is_svg, svg_texts

_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_BRANDS = frozenset(
    f"ftyp{brand}".encode() for brand in "avif avis heic heix heim heis hevc hevx mif1 msf1".split()
)
"""Of AVIF and HEIF (ISO/IEC 23008-12, annex B); films begin alike, under other brands."""
_CREATED, _KEYWORDS = 55, 25
_IPTC = {
    5: "title",
    105: "title",
    120: "caption",
    110: "credit",
    80: "credit",
    115: "source",
    _CREATED: "published",
    _KEYWORDS: "keywords",
}
"""Datasets of record 2 of IIM 4; where two stand for one field, the later counts."""
_EXIF = {0x010E: "caption", 0x013B: "credit", 0x9C9B: "title", 0x9C9C: "caption", 0x9C9E: "keywords"}
"""ImageDescription, Artist, and what Windows writes: XPTitle, XPComment, XPKeywords."""
_EXIF_BLOCK, _TAKEN = 0x8769, 0x9003
_XMP = {
    "title": "title",
    "Headline": "title",
    "description": "caption",
    "creator": "credit",
    "Source": "source",
    "DateCreated": "published",
    "subject": "keywords",
}
_BETWEEN_KEYWORDS = re.compile("[;；，、]")
"""Keywords stand one by one, but people write several into one as well."""
_KEYWORD, _MOST_KEYWORDS = 64, 50
"""Characters of a keyword (IIM 4 allows 64 bytes), and how many a picture may have: pictures of agencies have that many."""
_XMP_BYTES = 1024 * 1024
_PNG = {"Title": "title", "Description": "caption", "Author": "credit", "Creation Time": "published"}
_MADE_BY = re.compile(
    r".*digital camera.*|sony dsc|dcim.*|default|samsung|minolta.*|dig|untitled"
    r"|created with .*|file written by .*|software: .*",
    re.IGNORECASE,
)
"""What a camera or a program writes into every picture where a description belongs."""


class PictureFiles:
    """A picture with a caption in it."""

    name = "picture"

    def accepts(self, source: Source, head: bytes) -> bool:  # noqa: ARG002 -- the beginning says it all
        """By how it begins."""
        webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
        return webp or head.startswith(_MAGIC) or head[4:12] in _BRANDS or is_svg(head)

    def read(self, source: Source) -> Iterator[Imported | Rejected]:
        """The one article that a picture and its caption make."""
        data = source.read(PICTURE_BYTES)
        picture = read_picture(data)
        values = _fields(data)
        if not values.keys() & {"title", "caption"}:
            raise ImportProblem(
                _("This picture does not say what it shows; name it in a table beside it, with a caption.")
            )
        figure = FigureDraft(picture, values.get("caption"), credit=values.get("credit"))
        original = Original(source.name, picture.media_type, data)
        draft = draft_of(values | {"html": "<figure></figure>"}, (figure,), original)
        yield Imported(source.place, draft, tags=_tags(values.get("keywords", "")))


def _tags(keywords: str) -> tuple[str, ...]:
    """Keywords as tags at the top of the tree, each once; what is too long to be one is none."""
    parts = (fit(part).strip().replace("/", "／") for part in _BETWEEN_KEYWORDS.split(keywords))
    tags = (part for part in parts if part and len(part) <= _KEYWORD and not _MADE_BY.fullmatch(part))
    return tuple(islice(dict.fromkeys(tags), _MOST_KEYWORDS))


def _fields(data: bytes) -> dict[str, str]:
    """What a picture says of itself. IPTC is what picture desks fill in, so it goes before XMP, EXIF and PNG's texts."""
    if is_svg(data):
        return {field: text for field, value in svg_texts(data).items() if (text := _plain(field, value))}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data), formats=DECODERS) as image:
            found: dict[str, str] = {}
            for read in (_png, _exif, _xmp, _iptc):
                with suppress(
                    Exception
                ):  # as hostile as the pixels, and the picture is worth no less without
                    found |= {
                        field: text for field, value in read(image).items() if (text := _plain(field, value))
                    }
    return found


def _plain(field: str, text: str) -> str:
    """A value without layout; nothing where a camera or a program wrote it, which is seen of each keyword alone."""
    plain = " ".join(printable(text).split())
    return "" if field != "keywords" and _MADE_BY.fullmatch(plain) else plain


def _iptc(image: ImageFile.ImageFile) -> dict[str, str]:
    datasets = IptcImagePlugin.getiptcinfo(image) or {}
    values = {}
    for number in _IPTC:
        value = datasets.get((2, number))
        if isinstance(value, list):
            value = (b";" if number == _KEYWORDS else b"\n").join(value)
        if value:
            values[number] = value
    # Few writers fill in the field that names the charset, so all texts are read together.
    charset = decode(b"\n".join(values.values())).charset
    return {
        _IPTC[number]: _dated(number, value.decode(charset, "replace")) for number, value in values.items()
    }


def _dated(number: int, text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if number == _CREATED and text[:8].isdecimal() else text


def _exif(image: ImageFile.ImageFile) -> dict[str, str]:
    tags = image.getexif()
    found = {field: _exif_text(tags[tag]) for tag, field in _EXIF.items() if tag in tags}
    taken = tags.get_ifd(_EXIF_BLOCK).get(_TAKEN)
    if isinstance(taken, str):  # 2021:03:08 09:30:00
        found["published"] = taken[:10].replace(":", "-") + taken[10:]
    return found


def _exif_text(value: object) -> str:
    """A text of EXIF: Windows writes UTF-16, the others whatever they like where the standard has ASCII."""
    if isinstance(value, bytes):
        return value.decode("utf-16-le", "replace").rstrip("\0")
    raw = str(value).encode("latin-1", "replace")
    return decode(raw).text if not raw.isascii() else str(value)


def _xmp(image: ImageFile.ImageFile) -> dict[str, str]:
    block = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    data = block.encode() if isinstance(block, str) else block
    if not data or len(data) > _XMP_BYTES:
        return {}
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    found: dict[str, str] = {}
    for element in root.iter(etree.Element):
        field = _XMP.get(etree.QName(element).localname)
        between = ";" if field == "keywords" else ""
        text = " ".join(between.join(map(str, element.itertext())).split())
        if field and text:
            found[field] = text
        for name, value in element.attrib.items():
            if attribute := _XMP.get(etree.QName(name).localname):
                found.setdefault(attribute, str(value))
    return found


def _png(image: ImageFile.ImageFile) -> dict[str, str]:
    return {field: str(image.info[name]) for name, field in _PNG.items() if image.info.get(name)}
