"""EPUB: each chapter of a book is an article, and a part that is missing costs no other."""

from pathlib import Path

import pytest

from tests.importers.samples import drafts, outcomes, picture, zipped
from ztviewer.core.body import clean
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported
from ztviewer.importers.registry import read

CONTAINER = b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
<navPoint><navLabel><text>第一篇 渡口</text></navLabel><content src="text/2.xhtml#top"/></navPoint>
<navPoint><navLabel><text>第二篇 灯</text></navLabel><content src="text/1%20b.xhtml"/></navPoint>
</navMap></ncx>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>
<li><a href="text/2.xhtml">第一篇 渡口</a></li><li><a href="text/1%20b.xhtml">第二篇 灯</a></li></ol></nav></body></html>"""


def page(body: str) -> bytes:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>无</title></head><body>{body}</body></html>'.encode()


def book(three: bool = True, changed: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """A book of two chapters, the first going on in a second file, and a title page."""
    listing = (
        '<item id="toc" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        if three
        else '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>江城晚报 合订本</dc:title><dc:creator>江城晚报社</dc:creator><dc:date>1988-05-01</dc:date><dc:language>zh</dc:language></metadata>
<manifest>{listing}<item id="t" href="text/t.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/1%20b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/2.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="text/2c.xhtml" media-type="application/xhtml+xml"/><item id="i" href="pic/1.png" media-type="image/png"/></manifest>
<spine><itemref idref="t"/><itemref idref="a"/><itemref idref="c"/><itemref idref="b"/><itemref idref="x"/></spine></package>"""
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/p.opf": package.encode(),
        "OPS/text/t.xhtml": page("<h1>江城晚报 合订本</h1>"),
        "OPS/text/2.xhtml": page(
            '<h2 id="top">第一篇 渡口</h2><p>渡口的灯亮了三十年。</p><div><img src="../pic/1.png" alt="灯"/></div>'
            '<p class="caption">图为渡口。</p><script>x()</script><p>后来。</p>'
        ),
        "OPS/text/2c.xhtml": page("<p>这里接着说。</p>"),
        "OPS/text/1 b.xhtml": page('<p>没有标题的一篇。</p><img src="../pic/没有.png" alt="x"/>'),
        "OPS/pic/1.png": picture(),
        "OPS/nav.xhtml": NAV.encode(),
        "OPS/toc.ncx": NCX.encode(),
    }
    return files | (changed or {})


@pytest.mark.parametrize("three", [True, False])
def test_each_chapter_is_an_article_in_reading_order(tmp_path: Path, three: bool) -> None:
    (tmp_path / "a.epub").write_bytes(zipped(book(three)))
    first, second = drafts(tmp_path)
    assert (first.title, second.title) == ("第一篇 渡口", "第二篇 灯")
    assert first.source == second.source == "江城晚报 合订本"
    assert first.author == "江城晚报社"
    assert first.published is not None
    assert first.published.iso == "1988-05-01"
    assert clean(first.html) == "<p>渡口的灯亮了三十年。</p><figure></figure><p>后来。</p><p>这里接着说。</p>"
    (figure,) = first.figures
    assert figure.picture is not None
    assert (figure.picture.data, figure.caption, figure.alt) == (picture(), "图为渡口。", "灯")
    assert clean(second.html) == "<p>没有标题的一篇。</p>"
    assert first.original is not None
    assert first.original.data.startswith(book()["OPS/text/2.xhtml"])


def test_a_chapter_is_named_by_book_and_file(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "书", zipped(book())) == {
        "书!OPS/text/2.xhtml": None,
        "书!OPS/text/1 b.xhtml": None,
    }


def test_a_chapter_that_is_missing_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    files = book()
    del files["OPS/text/1 b.xhtml"]
    found = outcomes(tmp_path, "a.epub", zipped(files))
    assert found["a.epub!OPS/text/2.xhtml"] is None
    assert found["a.epub!OPS/text/1 b.xhtml"] == "A part that every such file has is missing or damaged."


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"OPS/p.opf": b"<x/>"}, "There is no text in this book."),
        ({"OPS/p.opf": b""}, "A part that every such file has is missing or damaged."),
        ({"META-INF/container.xml": b"<x"}, "A part that every such file has is missing or damaged."),
        (
            {"META-INF/encryption.xml": b'<e><CipherReference URI="OPS/text/2.xhtml"/></e>'},
            "It is encrypted.",
        ),
    ],
)
def test_a_book_that_cannot_be_read_says_why(tmp_path: Path, changed: dict[str, bytes], reason: str) -> None:
    assert outcomes(tmp_path, "a.epub", zipped(book(changed=changed))) == {"a.epub": reason}


def test_entities_in_a_package_are_not_expanded(tmp_path: Path) -> None:
    files = book()
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    files["OPS/p.opf"] = (
        files["OPS/p.opf"]
        .replace(b'<?xml version="1.0"?>', f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'.encode())
        .replace("江城晚报 合订本".encode(), b"&s;")
    )
    (tmp_path / "a.epub").write_bytes(zipped(files))
    found = [one.draft for one in read([tmp_path / "a.epub"], silent) if isinstance(one, Imported)]
    assert found
    assert not [draft for draft in found if "机密" in (draft.source or "")]


def test_a_real_book_comes_with_its_chapters_and_pictures(shared_data: Path) -> None:
    chapters = drafts(shared_data / "formats" / "github-roam.epub")
    assert len(chapters) == 9
    assert chapters[1].title == "Git基本知识与GitHub使用"
    assert sum(figure.picture is not None for draft in chapters for figure in draft.figures) == 34
