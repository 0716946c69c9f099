"""MHTML as browsers write it, and as programs do that mail parsers give up on."""

import base64
import quopri
from email.parser import BytesParser

import pytest

from tests.importers.pages.samples import FIRST, PAGE, SECOND, THIRD, picture, text
from ztviewer.core.article import ArticleDraft
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.base import Imported
from ztviewer.importers.mhtml import Mhtml, read_mhtml
from ztviewer.importers.source import bytes_source

URL = "https://news.example.com/2021-03-08/1.html"
IMAGE = base64.encodebytes(picture()).replace(b"\n", b"\r\n")


def browser(address: str = "https://news.example.com/2021-03-08/a.png", src: str = "a.png") -> bytes:
    """A file as Chromium writes it."""
    page = quopri.encodestring(PAGE.replace("a.png", src).encode()).replace(b"\n", b"\r\n")
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: " + URL.encode() + b"\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Multi--b----"\r\n\r\n\r\n'
        b"------Multi--b----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: "
        + URL.encode()
        + b"\r\n\r\n"
        + page
        + b"\r\n"
        b"------Multi--b----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-ID: <p1@x>\r\nContent-Location: " + address.encode() + b"\r\n\r\n" + IMAGE + b"\r\n"
        b"------Multi--b------\r\n"
    )


def malformed(*, page_headers: bool = True, image: bytes = IMAGE) -> bytes:
    """A file of the kind that a chat program exports: a mark before its headers, no `;` where one belongs."""
    page = b"Content-Type: text/html\r\nContent-Transfer-Encoding:7bit\r\n\r\n" if page_headers else b""
    return (
        b"\xef\xbb\xbfFrom: <Save by Messenger>\r\nSubject: IM Message\r\nMIME-Version: 1.0\r\n"
        b'Content-Type:multipart/related;\r\n\tcharset="UTF-8"\r\n\ttype="text/html";\r\n\tboundary="----=_Part_1"\r\n\r\n'
        b"------=_Part_1\r\n" + page + PAGE.replace("a.png", "{1}.dat").encode() + b"\r\n"
        b"------=_Part_1\r\nContent-Type:image/png\r\nContent-Transfer-Encoding:base64\r\nContent-Location:{1}.dat\r\n\r\n"
        + image
        + b"\r\n------=_Part_1--"
    )


def one(data: bytes) -> ArticleDraft:
    [draft] = read_mhtml(data).drafts
    return draft


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(browser(), id="location"),
        pytest.param(browser(src="cid:p1@x"), id="content id"),
        pytest.param(browser(address="a.png"), id="relative location"),
        pytest.param(browser().replace(b"\r\n", b"\n"), id="lines of Unix"),
        pytest.param(malformed(), id="malformed"),
        pytest.param(malformed(page_headers=False), id="page without headers"),
    ],
)
def test_page_and_pictures_are_found(data: bytes) -> None:
    draft = one(data)
    assert draft.title == "老渡口重新开航"
    assert text(draft)[-2:] == [SECOND, THIRD]
    assert text(draft)[0].endswith(FIRST)
    assert [figure.picture is not None for figure in draft.figures] == [True]


def test_the_malformed_kind_is_one_that_a_mail_parser_misreads() -> None:
    assert not BytesParser().parsebytes(malformed()).is_multipart()


def test_the_address_is_that_of_the_page() -> None:
    assert one(browser()).url == URL


def test_a_damaged_picture_leaves_the_article_whole() -> None:
    draft = one(malformed(image=b"iVBORw0KGgo!!!"))
    assert text(draft)[-1] == THIRD
    assert all(figure.picture is None for figure in draft.figures)


@pytest.mark.parametrize(
    ("data", "accepted"),
    [
        (browser(), True),
        (malformed(), True),
        (b"From: a@example.com\r\nSubject: x\r\n\r\nText.", False),
        ("来源：江畔晚报\n正文。".encode(), False),
        (PAGE.encode(), False),
    ],
)
def test_mhtml_is_told_by_its_headers(data: bytes, accepted: bool) -> None:
    assert Mhtml().accepts(bytes_source("x", "x", data), data) is accepted


def test_the_file_is_kept_as_the_original() -> None:
    [found] = Mhtml().read(bytes_source("a.mht", "a.mht", browser()))
    assert isinstance(found, Imported)
    assert found.draft.original is not None
    assert found.draft.original.data == browser()


@pytest.mark.parametrize(
    "data", [browser()[:200], b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b--', b""]
)
def test_a_file_without_a_page_is_rejected(data: bytes) -> None:
    with pytest.raises(ImportProblem, match="no page"):
        read_mhtml(data)
