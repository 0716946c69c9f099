"""DOCX: what a word processor marks is kept, and what is set by hand is read as a press text is."""

import zipfile
from pathlib import Path

import pytest

from tests.importers.samples import drafts, outcomes, picture, zipped
from ztviewer.core.body import clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PICTURE = """<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:docPr id="1" name="x" descr="灯"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:{kind}="r1"/></pic:blipFill></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def paragraph(text: str, style: str | None = None) -> str:
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}<w:r><w:t>{text}</w:t></w:r></w:p>"


def document(*blocks: str, target: str = 'Target="media/1.png"') -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in {"1": "heading 1", "T": "Title", "S": "Subtitle", "C": "caption"}.items()
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="d" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>'.encode(),
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode(),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATIONS}/image" {target}/><Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'.encode(),
            "word/media/1.png": picture(),
        }
    )


TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>年</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>灯</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def test_everything_that_a_document_marks_is_read(tmp_path: Path) -> None:
    data = document(
        paragraph("江边的渡口", "T"),
        paragraph("一盏灯的故事", "S"),
        paragraph("来源：江城晚报　作者：张三　2021-03-08"),
        paragraph("渡口的灯亮了三十年。"),
        PICTURE.format(kind="embed"),
        paragraph("图为渡口。", "C"),
        paragraph("后来", "1"),
        TABLE,
        paragraph("末段。"),
    )
    (tmp_path / "稿件").write_bytes(data)
    (draft,) = drafts(tmp_path)
    assert (draft.title, draft.subtitle, draft.source) == ("江边的渡口", "一盏灯的故事", "江城晚报")
    assert draft.author == "张三"
    assert draft.published is not None
    assert draft.published.iso == "2021-03-08"
    (figure,) = draft.figures
    assert figure.picture is not None
    assert (figure.picture.data, figure.caption, figure.alt) == (picture(), "图为渡口。", "灯")
    assert clean(draft.html) == (
        "<p>渡口的灯亮了三十年。</p><figure></figure><h2>后来</h2><table><tr><td>年</td><td>灯</td></tr></table><p>末段。</p>"
    )
    assert draft.original is not None
    assert draft.original.data == data


@pytest.mark.parametrize(
    ("blocks", "title", "body"),
    [
        ([paragraph("江边的渡口"), paragraph("正文一段。")], "江边的渡口", "<p>正文一段。</p>"),
        ([paragraph("正文只有一段。")], "正文只有一段", "<p>正文只有一段。</p>"),
        ([paragraph("章", "1"), paragraph("正文。")], "章", "<p>正文。</p>"),
    ],
)
def test_a_title_set_by_hand_is_found(tmp_path: Path, blocks: list[str], title: str, body: str) -> None:
    (tmp_path / "a.docx").write_bytes(document(*blocks))
    (draft,) = drafts(tmp_path)
    assert (draft.title, clean(draft.html)) == (title, body)


def test_a_linked_picture_is_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture("red"))
    target = f'TargetMode="External" Target="{(tmp_path / "secret.png").as_uri()}"'
    found = outcomes(
        tmp_path, "a.docx", document(paragraph("正文。"), PICTURE.format(kind="link"), target=target)
    )
    (reason,) = found.values()
    assert reason is None or "External" in reason or "external" in reason


def test_a_document_without_text_is_rejected(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "a.docx", document()) == {"a.docx": "There is no article in this text."}


def test_an_entity_bomb_is_rejected(tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a0 "哈">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        + "]>"
    )
    path = tmp_path / "a.docx"
    path.write_bytes(document(paragraph("&a11;")))
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    files["word/document.xml"] = bomb.encode() + files["word/document.xml"]
    (reason,) = outcomes(tmp_path, "a.docx", zipped(files)).values()
    assert reason is not None
