"""Documents made to do harm, of every kind that this project has heard of."""

import bz2
import gzip
import io
import lzma
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable

from tests.importers.pages.samples import FIRST, SECOND, THIRD, article
from tests.importers.samples import tarred, zipped
from tests.importers.test_captures import page, record
from tests.importers.test_documents import document, paragraph
from tests.importers.test_epub import book
from tests.importers.test_pdf import FIRST as PDF_PAGE
from tests.importers.test_pdf import pdf
from tests.importers.test_pictures import png_that_claims
from tests.importers.test_svg import svg
from tests.importers.test_tables import workbook
from tests.importers.test_zim import XZ, ZSTD, zim

MIB = 1 << 20
BOMB = 300 * MIB
"""More than may come out of a small container."""
DEEP = 100_000
LINE = 100 * MIB
TEXT = "题目\n来源：甲报 2021-03-08\n　　正文说的是渡口。\n".encode()

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPE = (
    f'<!DOCTYPE x [<!ENTITY e0 "哈哈哈哈哈哈哈哈哈哈"><!ENTITY f SYSTEM "file:///etc/passwd">{ENTITIES}]>'
)


def repeated(pack: Callable[[bytes], bytes], size: int) -> bytes:
    """A stream of many parts that unpacks to zeros."""
    return pack(bytes(MIB)) * (size // MIB)


def zeros(size: int) -> bytes:
    """A ZIP of one file of zeros."""
    return zipped({"0.txt": bytes(size)})


def nested(levels: int, breadth: int) -> bytes:
    """ZIPs in ZIPs, the innermost of zeros."""
    data = zeros(64 * MIB)
    for _level in range(levels):
        data = zipped({f"{number}.zip": data for number in range(breadth)})
    return data


def endless_zip(levels: int) -> bytes:
    """One more container in each than may be."""
    data = zipped({"一.txt": TEXT})
    for _level in range(levels):
        data = zipped({"a.zip": data})
    return data


def tar_of(name: str, size: int) -> bytes:
    """A tar whose one member claims a size."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT) + TEXT.ljust(512, b"\0")


def packed_html() -> bytes:
    """A page in a web capture that unpacks to far more than it is."""
    sent = repeated(gzip.compress, BOMB)
    return record("http://news.example.org/1.html", "text/html", sent, "Content-Encoding: gzip")


def with_entities(parts: bytes, name: str, inside: tuple[str, str]) -> bytes:
    """A ZIP of XML in which one part begins with a doctype, and uses what it declares."""
    with zipfile.ZipFile(io.BytesIO(parts)) as packed:
        files = {one: packed.read(one) for one in packed.namelist()}
    text = files[name].decode().replace(*inside)
    head, end, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    files[name] = f"{head}{end}{DOCTYPE}{rest}".encode()
    return zipped(files)


def pdf_of_zeros() -> bytes:
    """A PDF whose page draws what unpacks to far more than it is."""
    drawn = zlib.compress(b"BT /F 9 Tf (x) Tj ET\n" * (BOMB // 84), 1)
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(drawn), drawn)
    whole = pdf(PDF_PAGE)
    at = whole.index(b"6 0 obj\n") + 8
    return whole[:at] + stream + whole[whole.index(b"\nendobj", at) :]


def greedy_xz() -> bytes:
    """A few bytes that ask for 1.5 GiB to be unpacked in (the .xz file format 1.2, 3.1 and 5.3.1)."""
    data = bytearray(lzma.compress(TEXT))
    end = 12 + 4 * data[12]  # of the block's header, before its checksum
    data[16] = 37
    data[end : end + 4] = zlib.crc32(data[12:end]).to_bytes(4, "little")
    return bytes(data)


PROSE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
HARMFUL = article(
    f'<p onclick="evil()">{FIRST}</p><script>evil()</script><iframe src="https://evil.example/"></iframe>'
    f'<form action="https://evil.example/"><input name="x" onfocus=evil() autofocus></form><p>{SECOND}</p>'
    f'<p style="background:url(https://evil.example/)"><a href="javascript:evil()">{THIRD}</a></p><frameset><frame src=x>'
    '<object data="x.swf"></object><embed src="x"><svg onload="evil()"><script>evil()</script></svg><math><mtext>'
    '<img src="https://evil.example/pixel.gif" onerror="evil()"><base href="https://evil.example/"><video src=x autoplay>'
    '<meta http-equiv="refresh" content="0; url=https://evil.example/"><link rel="stylesheet" href="https://evil.example/">'
).encode()
HARMFUL_PARTS = f"<script>evil()</script><p onclick='evil()'>{FIRST}</p><img src='https://evil.example/1.png'><iframe src='x'></iframe>"

NAMES = (
    "../../甲.txt",
    "/etc/甲.txt",
    "C:\\Windows\\甲.txt",
    "\\\\server\\share\\甲.txt",
    "con.txt",
    "a/AUX",
    "LPT1.html",
    "nul",
    "a\0b.txt",
    "a\nb.txt",
    "\u202egpj.txt",
    "a" * 5000 + ".txt",
    "点. ",
    unicodedata.normalize("NFC", "é.txt"),
    unicodedata.normalize("NFD", "é.txt"),
    "A.txt",
    "a.txt",
    "~/.bashrc",
    "-rf",
    "$(x).txt",
)
MEMBERS = {name: TEXT + str(number).encode() for number, name in enumerate(NAMES)}

HOSTILE: dict[str, Callable[[], bytes]] = {
    # containers that grow
    "bomb.zip": lambda: zeros(BOMB),
    "bomb-nested.zip": lambda: nested(3, 10),
    "bomb-deep.zip": lambda: endless_zip(9),
    "bomb.gz": lambda: repeated(gzip.compress, 4 * BOMB),
    "bomb.tar.gz": lambda: gzip.compress(tarred({"0.txt": bytes(64 * MIB)})[:-1024] * 5, 1),
    "bomb.bz2": lambda: repeated(bz2.compress, 4 * BOMB),
    "bomb.xz": lambda: repeated(lzma.compress, 4 * BOMB),
    "bomb.txt.gz": lambda: gzip.compress(bytes(BOMB), 1),
    "memory.xz": greedy_xz,
    "claims.tar": lambda: tar_of("甲.txt", 2**60),
    "negative.tar": lambda: tar_of("甲.txt", -1024),
    "many.zip": lambda: zipped({f"{number}": b"" for number in range(20_000)}),
    "bomb.wacz": lambda: zipped({"datapackage.json": b"{}", "archive/a.warc": bytes(BOMB)}),
    "bomb.warc": packed_html,
    "bomb-xz.zim": lambda: zim([("C", "x.html", 0, bytes(150 * MIB))], XZ),
    "bomb-zstd.zim": lambda: zim([("C", "x.html", 0, bytes(150 * MIB))], ZSTD),
    "bomb.epub": lambda: zipped(book(changed={"OPS/text/2.xhtml": bytes(BOMB)})),
    "bomb.xlsx": lambda: zipped({"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": bytes(2 * BOMB)}),
    "bomb.docx": lambda: zipped({"word/document.xml": bytes(BOMB)}),
    "bomb.pdf": pdf_of_zeros,
    "bomb.png": lambda: png_that_claims(2**31 - 1, 2**31 - 1),
    "bomb.svg": lambda: f"{DOCTYPE.replace('DOCTYPE x', 'DOCTYPE svg')}".encode() + svg("<text>&e11;&f;</text>"),
    # XML that grows
    "entities.xlsx": lambda: with_entities(workbook([["标题", "正文"], ["题", "文"]]), "xl/worksheets/sheet1.xml", ("题", "&e11;&f;")),
    "entities.docx": lambda: with_entities(document(paragraph("题"), paragraph("正文。")), "word/document.xml", ("正文", "&e11;&f;")),
    "entities.epub": lambda: with_entities(zipped(book()), "OPS/text/2.xhtml", ("后来", "&e11;&f;")),
    "entities-opf.epub": lambda: with_entities(zipped(book()), "OPS/p.opf", ("江城晚报", "&e11;&f;")),
    "entities.html": lambda: f'<?xml version="1.0"?>{DOCTYPE}<html><body>{PROSE}<p>&e11;&f;</p></body></html>'.encode(),
    # depth
    "deep.html": lambda: f"<title>深</title>{'<div>' * DEEP}{PROSE}".encode(),
    "deep-tables.html": lambda: f"<title>深</title>{'<table><tr><td>' * (DEEP // 3)}{PROSE}".encode(),
    "deep.epub": lambda: zipped(book(changed={"OPS/text/2.xhtml": f"<html><body>{'<div>' * DEEP}{PROSE}</body></html>".encode()})),
    "deep.docx": lambda: document(f"{'<w:tbl><w:tr><w:tc>' * DEEP}{'</w:tc></w:tr></w:tbl>' * DEEP}"),
    "deep.xlsx": lambda: zipped({"xl/workbook.xml": b"<a>" * DEEP + b"</a>" * DEEP, "[Content_Types].xml": b"<a>" * DEEP}),
    "deep.svg": lambda: svg("<g>" * DEEP + "</g>" * DEEP),
    "deep.jsonl": lambda: b'{"title": ' + b"[" * DEEP + b"]" * DEEP + b"}\n",
    "deep.md": lambda: f"# 题\n\n{'> ' * 20_000}文\n\n{'[' * 20_000}\n\n{'* ' * 20_000}x\n\n{'**a ' * 20_000}\n".encode(),
    "deep-front.md": lambda: f"---\ntitle: {'[' * 60_000}\n---\n文。\n".encode(),
    "aliases.md": lambda: ("---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join([f'*{b}'] * 9)}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True)) + "title: *i\n---\n文。\n").encode(),
    # length
    "line.txt": lambda: "题目\n".encode() + b"x" * LINE,
    "line.html": lambda: b"<html><p>" + b"x" * LINE,
    "line.md": lambda: b"# x\n\n" + b"x" * LINE,
    "line.csv": lambda: "标题,正文\n题,".encode() + b"x" * LINE,
    "line-quoted.csv": lambda: '标题,正文\n题,"'.encode() + b"xxxxxxx\n" * (LINE // 8),
    "line.jsonl": lambda: b'{"title": "x", "body": "' + b"x" * LINE + b'"}\n{"title": "y", "body": "z"}\n',
    "line.mht": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + b"x" * LINE,
    "line.warc": lambda: record("http://news.example.org/1.html", "text/html", b"<p>" + b"x" * LINE),
    "line.tsv": lambda: "标题\t正文\n".encode() + b"\t" * LINE,
    # names
    "names.zip": lambda: zipped(MEMBERS),
    "names.tar": lambda: tarred({name.replace("\0", "␀"): data for name, data in MEMBERS.items()}),
    # what runs
    "harmful.html": lambda: HARMFUL,
    "harmful.md": lambda: f"# 题\n\n正文。\n\n{HARMFUL_PARTS}\n\n[x](javascript:evil())\n".encode(),
    "harmful.jsonl": lambda: b'{"title": "x", "html": "' + HARMFUL_PARTS.replace('"', "'").encode() + b'"}\n',
    "harmful.csv": lambda: f'title,html\n=cmd|x!A1,"{HARMFUL_PARTS}"\n'.encode(),
    "harmful.epub": lambda: zipped(book(changed={"OPS/text/2.xhtml": HARMFUL})),
    "harmful.mht": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + HARMFUL + b"\n--b--\n",
    "harmful.warc": lambda: record("http://news.example.org/1.html", "text/html", HARMFUL),
    "harmful.zim": lambda: zim([("C", "x.html", 0, HARMFUL)]),
    "harmful.docx": lambda: document(paragraph("题"), f'<w:p><w:hyperlink xmlns:r="x" r:id="r1"><w:r><w:t>{FIRST}</w:t></w:r></w:hyperlink></w:p>', target='Target="javascript:evil()" TargetMode="External"'),
    "harmful.svg": lambda: svg("<title>题目</title><script>evil()</script><image href='file:///etc/passwd'/><rect onload='evil()'/>"),
    # what never ends
    "circle.zim": lambda: zim([("C", "x.html", 0, page("题", "p")), ("C", "p", "C/q", b""), ("C", "q", "C/p", b"")]),
    "again.epub": lambda: zipped(book(changed={"OPS/p.opf": book()["OPS/p.opf"].replace(b'<itemref idref="a"/>', b'<itemref idref="a"/>' * 200_000)})),
    "far.xlsx": lambda: with_row(workbook([["标题", "正文"], ["题", "文"]])),
    "pages.pdf": lambda: pdf(*[PDF_PAGE] * 3).replace(b"/Count 3", b"/Count 999999999"),
    "kids.pdf": lambda: pdf(PDF_PAGE).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
}  # fmt: skip


def with_row(data: bytes) -> bytes:
    """A workbook whose second row is the last there can be, in the last column."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {one: packed.read(one) for one in packed.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    files["xl/worksheets/sheet1.xml"] = sheet.replace(b'r="2"', b'r="1048576"').replace(
        b'"B2"', b'"XFD1048576"'
    )
    return zipped(files)
