"""PDF: the lines of a page become paragraphs again, and a scan says that it is one."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from tests.importers.samples import drafts, outcomes
from ztviewer.core.article import ArticleDraft
from ztviewer.core.importing import ImportOptions
from ztviewer.importers.base import Imported
from ztviewer.importers.pdf import PdfDocuments
from ztviewer.importers.source import file_source

Line = tuple[float, float, float, str]
"""x, y, size, text"""


def pdf(*pages: list[Line], encrypt: bool = False) -> bytes:
    """A PDF in a font that every reader knows by name, its text in UTF-16."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    for number, lines in enumerate(pages):
        drawn = b"".join(
            b"BT /F %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())
            for x, y, size, text in lines
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>"
            % (6 + 2 * number)
        )
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(drawn), drawn))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    locked = b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00><00>]" % (
        b"00" * 32,
        b"00" * 32,
    )
    return out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        locked if encrypt else b"",
        start,
    )


FIRST: list[Line] = [
    (200, 780, 10, "江城晚报 1988年合订本"),
    (150, 740, 22, "江边的渡口"),
    (100, 700, 12, "来源：江城晚报　作者：张三　2021-03-08"),
    (74, 670, 12, "渡口的灯亮了三十年，从来没有灭过，"),
    (50, 652, 12, "守灯的人换了三代，灯还是那一盏灯，人"),
    (50, 634, 12, "也还是那一家人。"),
    (74, 616, 12, "第二段只有一行。"),
    (74, 598, 12, "第三段也从这里开始，接着说到了下一页"),
    (290, 20, 10, "1"),
]
SECOND: list[Line] = [
    (200, 780, 10, "江城晚报 1988年合订本"),
    (50, 740, 12, "的事情，在这里才说完了，真是说来话长"),
    (50, 722, 12, "。"),
    (74, 704, 12, "末段。"),
    (290, 20, 10, "2"),
]


def test_lines_become_paragraphs_across_pages(tmp_path: Path) -> None:
    data = pdf(FIRST, SECOND)
    (tmp_path / "a").write_bytes(data)
    (draft,) = drafts(tmp_path)
    assert (draft.title, draft.source, draft.author) == ("江边的渡口", "江城晚报", "张三")
    assert draft.published is not None
    assert draft.published.iso == "2021-03-08"
    assert draft.html == (
        "<p>渡口的灯亮了三十年，从来没有灭过，守灯的人换了三代，灯还是那一盏灯，人也还是那一家人。</p>"
        "<p>第二段只有一行。</p>"
        "<p>第三段也从这里开始，接着说到了下一页的事情，在这里才说完了，真是说来话长。</p><p>末段。</p>"
    )
    assert draft.original is not None
    assert draft.original.data == data


@pytest.mark.parametrize(
    ("lines", "title", "html"),
    [
        ([(50, 700, 12, "只有一段，没有题目。")], "只有一段，没有题目", "<p>只有一段，没有题目。</p>"),
        (
            [(150, 700, 12, "打字机的题目"), (50, 660, 12, "正文一段，写满了这一行，也写满了。")],
            "打字机的题目",
            "<p>正文一段，写满了这一行，也写满了。</p>",
        ),
        (
            [
                (50, 740, 20, "两行的"),
                (50, 715, 20, "大题目"),
                (50, 660, 12, "正文。"),
                (50, 642, 12, "又一段。"),
                (50, 624, 12, "三。"),
            ],
            "两行的大题目",
            "<p>正文。又一段。三。</p>",
        ),
    ],
)
def test_a_title_is_larger_or_in_the_middle(tmp_path: Path, lines: list[Line], title: str, html: str) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(lines))
    (draft,) = drafts(tmp_path)
    assert (draft.title, draft.html) == (title, html)


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    lines: list[Line] = [(50, 700 - 18 * n, 12, f"左栏的第{n}行写满了这一行字") for n in range(4)]
    lines += [(300, 700 - 18 * n, 12, f"右栏的第{n}行写满了这一行字") for n in range(4)]
    (tmp_path / "a.pdf").write_bytes(pdf([(50, 740, 24, "题"), *lines]))
    (draft,) = drafts(tmp_path)
    assert draft.html.index("左栏的第3行") < draft.html.index("右栏的第0行")
    assert draft.html.count("<p>") == 1


def test_a_scan_is_rejected_as_one(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (300, 400), 255).save(out, "PDF")
    assert outcomes(tmp_path, "a.pdf", out.getvalue()) == {
        "a.pdf": "There are only pictures in this PDF, no text; it has to be recognised first."
    }


def with_pages(path: Path) -> ArticleDraft:
    source = replace(file_source(path), options=ImportOptions(pdf_pages=True))
    (found,) = PdfDocuments().read(source)
    assert isinstance(found, Imported)
    return found.draft


def test_pages_come_along_as_pictures_on_request(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(FIRST, SECOND))
    draft = with_pages(tmp_path / "a.pdf")
    sizes = [(figure.picture.width, figure.picture.height) for figure in draft.figures if figure.picture]
    assert sizes == [(1250, 1667)] * 2
    assert draft.html == drafts(tmp_path)[0].html


def test_a_scan_becomes_an_article_of_pictures_on_request(tmp_path: Path) -> None:
    Image.new("L", (300, 400), 255).save(tmp_path / "江城晚报 1988.pdf", "PDF")
    draft = with_pages(tmp_path / "江城晚报 1988.pdf")
    assert (draft.title, len(draft.figures)) == ("江城晚报 1988", 1)


def test_a_locked_one_is_rejected_as_such(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "a.pdf", pdf(FIRST, encrypt=True)) == {"a.pdf": "It is encrypted."}


def test_rubbish_after_the_magic_number_is_rejected(tmp_path: Path) -> None:
    (reason,) = outcomes(tmp_path, "a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 50).values()
    assert reason is not None
    assert "damaged" in reason
