"""Pages made to do harm: clean content or a reason, in bounded time, and no socket is ever opened."""

import random
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.importers.pages.samples import FIRST, PAGE, SECOND, THIRD, article, read, text
from ztviewer.core.body import clean
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.mhtml import read_mhtml
from ztviewer.importers.pages import read_page

PROSE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
DEEP = 100_000


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to open a socket fails the test."""

    def forbidden(*_arguments: object, **_named: object) -> None:
        raise AssertionError("an importer wanted the network")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)


def outcome(data: bytes) -> str:
    """What became of a page: `added`, or the reason."""
    try:
        drafts = read_page(
            data, url="https://example.com/1.html", declared=None, picture=lambda _: None
        ).drafts
    except ImportProblem as problem:
        return str(problem)
    for draft in drafts:
        cleaned = clean(draft.html).lower()
        assert not any(evil in cleaned for evil in ("<script", "javascript:", "onerror", "<iframe", "<form"))
    return "added"


@pytest.mark.parametrize(
    "opening", ["<div>", "<b>", "<p><font>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<section><span>"]
)
def test_elements_nested_100000_deep_do_no_harm(opening: str) -> None:
    assert text(read(f"<title>深</title>{opening * (DEEP // opening.count('<'))}{PROSE}")) == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_text_behind_deep_nesting_is_not_lost() -> None:
    page = f"<title>深</title><div>{PROSE}{'<i>' * DEEP}{'</i>' * DEEP}<p>渡口的灯，亮了一夜。</p></div>"
    assert text(read(page))[-1] == "渡口的灯，亮了一夜。"


def test_an_entity_bomb_stays_small_and_no_file_is_read() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "哈"><!ENTITY f SYSTEM "file:///etc/passwd">{entities}]>'
    page = f'<?xml version="1.0" encoding="utf-8"?>{doctype}<html><body><div>{PROSE}<p>&e11;&f;</p></div></body></html>'
    draft = read(page)
    assert len(draft.html) < 1000
    assert "root:" not in draft.html


def test_scripts_forms_frames_handlers_and_remote_pictures_do_not_come_along() -> None:
    page = article(
        f'<p onclick="evil()">{FIRST}</p><script>evil()</script><iframe src="https://evil.example/"></iframe>'
        f'<form action="https://evil.example/">姓名 <input name="x"><button>提交</button></form><p>{SECOND}</p>'
        f'<p><a href="javascript:evil()">{THIRD}</a></p><object data="x.swf"></object><svg onload="evil()"></svg>'
        f'<p><img src="https://evil.example/pixel.gif" onerror="evil()"></p><meta http-equiv="refresh" content="0">'
    )
    draft = read(page)
    assert text(draft) == [FIRST, SECOND, THIRD]
    assert [figure.picture for figure in draft.figures] == [None]
    assert "evil" not in clean(draft.html)


HOSTILE = {
    "attributes without end": f"<title>x</title><p {' '.join(f'a{n}=1' for n in range(50_000))}>{PROSE}",
    "quoted attributes": "<title>x</title><p " + " ".join(f'a{n}=">"' for n in range(20_000)) + f">{PROSE}",
    "signs only": "<" * 200_000,
    "ampersands": "&" * 200_000,
    "an open quote": '<a href="' + "a" * 200_000,
    "open comments": "<!--" * 50_000,
    "NUL": "\0" * 200_000,
    "a title without end": f"<title>{'_长' * 100_000}</title>{PROSE}",
    "JSON without end": f'<script type="application/ld+json">{"[" * 200_000}</script>{PROSE}',
    "metadata": '<meta name="date" content="2020">' * 10_000 + PROSE,
    "marks of a family": "<!--repaste.title.begin-->" * 10_000
    + '<!--repaste.body.begin--><div class="cnt_bd">',
    "white space": f"<p>{' ' * 200_000}记者{' ' * 200_000}</p>{PROSE}",
    "one letter": f"<p>{'编' * 200_000}</p>",
    "unclosed rows": "<table><tr><td>文，</td><td>字。" * 3_000,
    "names": f'<div class="{"a " * 100_000}">{PROSE}</div>',
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_page_that_is_made_to_be_slow_comes_to_an_end(page: str) -> None:
    assert outcome(page.encode())


def damaged(data: bytes, count: int) -> Iterator[bytes]:
    """Copies of a sample, cut off anywhere or with bits flipped."""
    chance = random.Random(7)
    for number in range(count):
        if number % 2:
            yield data[: chance.randrange(len(data))]
            continue
        copy = bytearray(data)
        for _flip in range(chance.choice((1, 10, 100))):
            copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
        yield bytes(copy)


def test_100_damaged_copies_of_a_page_are_each_added_or_rejected() -> None:
    outcomes = [outcome(copy) for copy in damaged(PAGE.encode(), 100)]
    assert outcomes.count("added") > 50


def test_100_damaged_copies_of_an_mhtml_file_are_each_added_or_rejected() -> None:
    page = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Location: https://example.com/1.html\r\n\r\n" + PAGE.encode() + b"\r\n--b--\r\n"
    )
    added = 0
    for copy in damaged(page, 100):
        with suppress(ImportProblem):
            added += len(read_mhtml(copy).drafts)
    assert added > 40
