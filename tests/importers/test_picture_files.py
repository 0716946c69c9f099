"""Pictures alone: what they say of themselves makes an article, and one that says nothing is rejected."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from tests.importers.samples import drafts, outcomes, picture, zipped
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported
from ztviewer.importers.registry import read

CAPTION = "图为江边的渡口。灯亮了三十年。"


def with_iptc(charset: str, *keywords: str) -> bytes:
    fields = [(105, "江边的渡口"), (120, CAPTION), (80, "张三"), (115, "江城晚报"), (55, "19880501")]
    fields += [(25, keyword) for keyword in keywords]
    data = b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(text.encode(charset))) + text.encode(charset)
        for number, text in fields
    )
    block = (
        b"8BIM"
        + struct.pack(">H", 0x0404)
        + b"\0\0"
        + struct.pack(">L", len(data))
        + data
        + b"\0" * (len(data) % 2)
    )
    segment = b"Photoshop 3.0\0" + block
    whole = picture(kind="JPEG")
    return whole[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + whole[2:]


def with_exif(description: bytes | str, **more: str) -> bytes:
    exif = Image.Exif()
    if "keywords" in more:
        exif[0x9C9E] = more["keywords"].encode("utf-16-le") + b"\0\0"
    exif[0x010E] = description
    exif[0x013B] = more.get("artist", "")
    exif.get_ifd(0x8769)[0x9003] = more.get("taken", "")
    out = io.BytesIO()
    Image.new("RGB", (80, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def with_xmp(*keywords: str) -> bytes:
    items = "\n".join(f"<rdf:li>{keyword}</rdf:li>" for keyword in keywords)
    xmp = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Source="江城晚报">
<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject><dc:description><rdf:Alt><rdf:li>{CAPTION}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"""
    out = io.BytesIO()
    Image.new("RGB", (80, 60)).save(out, "WEBP", xmp=xmp.encode())
    return out.getvalue()


def with_png_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Description", CAPTION)
    out = io.BytesIO()
    Image.new("RGB", (80, 60)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_what_a_picture_desk_wrote_is_read(tmp_path: Path, charset: str) -> None:
    data = with_iptc(charset)
    (tmp_path / "1.jpg").write_bytes(data)
    (draft,) = drafts(tmp_path)
    assert (draft.title, draft.source) == ("江边的渡口", "江城晚报")
    assert draft.published is not None
    assert draft.published.iso == "1988-05-01"
    (figure,) = draft.figures
    assert figure.picture is not None
    assert (figure.picture.data, figure.caption, figure.credit) == (data, CAPTION, "张三")


@pytest.mark.parametrize(
    "data",
    [with_xmp(), with_png_text(), with_exif(CAPTION.encode()), with_exif(CAPTION.encode("gbk"))],
    ids=["xmp", "png", "exif utf-8", "exif gbk"],
)
def test_a_caption_is_found_wherever_programs_put_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "1").write_bytes(data)
    (draft,) = drafts(tmp_path)
    assert (draft.title, draft.figures[0].caption) == ("图为江边的渡口", CAPTION)


def tags(path: Path, data: bytes) -> tuple[str, ...]:
    path.write_bytes(data)
    (found,) = read([path], silent)
    assert isinstance(found, Imported)
    return found.tags


@pytest.mark.parametrize(
    "data",
    [
        with_iptc("utf-8", "渡口", "夜航灯", "AC/DC"),
        with_iptc("gbk", "渡口", "夜航灯", "AC/DC"),
        with_iptc("gbk", "渡口； 夜航灯;AC/DC"),
        with_xmp("渡口", "夜航灯", "AC/DC", "渡口"),
        with_exif(CAPTION.encode(), keywords="渡口;夜航灯;AC/DC;"),
    ],
    ids=["iptc", "iptc gbk", "iptc in one", "xmp", "exif"],
)
def test_keywords_are_the_tags_of_a_picture(tmp_path: Path, data: bytes) -> None:
    assert tags(tmp_path / "1", data) == ("渡口", "夜航灯", "AC／DC")


def test_what_can_be_no_tag_is_none(tmp_path: Path) -> None:
    hostile = ["a" * 65, "\x1b\x9f", " ", ";", "OLYMPUS DIGITAL CAMERA", "<b>粗</b>"]
    assert tags(tmp_path / "1", with_iptc("utf-8", *hostile)) == ("<b>粗<／b>",)
    assert len(tags(tmp_path / "2", with_iptc("utf-8", *map(str, range(900))))) == 50
    assert tags(tmp_path / "3", with_xmp()) == ()


def test_when_a_picture_was_taken_is_read(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(
        with_exif("Dignitaries at the ferry", artist="Zhang", taken="2021:03:08 09:30:00")
    )
    (draft,) = drafts(tmp_path)
    assert draft.published is not None
    assert draft.published.iso == "2021-03-08T09:30:00+08:00"
    assert draft.figures[0].credit == "Zhang"


@pytest.mark.parametrize(
    "data",
    [
        picture(),
        with_exif("OLYMPUS DIGITAL CAMERA"),
        with_exif("   "),
        with_exif("File written by Adobe 4.0"),
    ],
)
def test_a_picture_that_says_nothing_is_rejected(tmp_path: Path, data: bytes) -> None:
    (reason,) = outcomes(tmp_path, "1.png", data).values()
    assert reason is not None
    assert "does not say what it shows" in reason


def test_a_picture_that_another_document_shows_is_no_document(tmp_path: Path) -> None:
    files = {
        "a.md": "# 题\n\n正文。\n\n![灯](0.jpg)\n".encode(),
        "0.jpg": with_iptc("utf-8"),
        "1.jpg": with_iptc("gbk"),
    }
    assert outcomes(tmp_path, "a.zip", zipped(files)) == {"a.zip!a.md": None, "a.zip!1.jpg": None}
    (tmp_path / "a.zip").unlink()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for spelt in (tmp_path, tmp_path / "x" / ".."):
        spelt.mkdir(parents=True, exist_ok=True)
        assert [draft.title for draft in drafts(spelt)] == ["题", "江边的渡口"]


def test_a_broken_picture_is_rejected_with_a_reason(tmp_path: Path) -> None:
    (reason,) = outcomes(tmp_path, "1.jpg", with_iptc("utf-8")[:-300]).values()
    assert reason is not None
    assert "cannot be decoded" in reason
