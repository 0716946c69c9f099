"""SVG: drawn within bounds from what is harmless in it, and whatever a file asks for beyond that is not done."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.importers.samples import drafts, picture
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.pictures import read_picture, shown
from ztviewer.importers.svg import is_svg

SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RED = '<rect width="100%" height="100%" fill="red"/>'


def svg(inside: str, attributes: str = 'width="40" height="30"') -> bytes:
    return f"<svg {SPACE} {attributes}>{inside}</svg>".encode()


def colour(data: bytes) -> tuple[int, ...]:
    """The colour in the middle, as it is shown."""
    with Image.open(BytesIO(shown(read_picture(data)).data)) as image:
        pixel = image.convert("RGBA").getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return tuple(map(int, pixel))


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('viewBox="0 0 200 100"', (200, 100)),
        ('viewBox="0,0,200,100" width="50"', (50, 25)),
        ('viewBox="0 0 200 100" width="100%" height="100%"', (200, 100)),
        ('width="1in" height="10mm"', (96, 38)),
        ("", (300, 150)),
        ('width="90000" height="9"', (10000, 1)),
    ],
)
def test_the_size_is_what_the_file_says(attributes: str, size: tuple[int, int]) -> None:
    read = read_picture(svg(RED, attributes))
    assert (read.media_type, read.width, read.height) == ("image/svg+xml", *size)
    assert max(Image.open(BytesIO(read.thumbnail)).size) <= 320


@pytest.mark.parametrize(
    "data",
    [
        svg(RED),
        b"\xef\xbb\xbf" + svg(RED),
        b'<?xml version="1.0"?>\n<!-- made by hand -->\n' + svg(RED),
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/x.dtd" [<!ENTITY s "x">]>'
        + svg(RED),
        b'<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:rect fill="red" width="300" height="150"/></svg:svg>',
        svg(RED).decode().encode("utf-16"),
    ],
    ids=["bare", "mark", "comment", "doctype", "prefix", "utf-16"],
)
def test_svg_is_known_by_how_it_begins_and_is_drawn(data: bytes) -> None:
    assert is_svg(data)
    assert colour(data) == (255, 0, 0, 255)
    assert read_picture(data).data == data


def test_an_embedded_picture_is_drawn_but_none_that_lies_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "1.png"
    file.write_bytes(picture("lime"))
    inline = f"data:image/png;base64,{base64.b64encode(picture('lime')).decode()}"
    shown_colours = [
        colour(svg(f'{RED}<image width="40" height="30" preserveAspectRatio="none" {name}="{address}"/>'))
        for name in ("href", "xlink:href")
        for address in (inline, str(file), file.as_uri(), "https://example.org/1.png")
    ]
    assert shown_colours == [(0, 255, 0, 255), *[(255, 0, 0, 255)] * 3] * 2


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE svg [<!ENTITY e0 "哈">{ENTITIES}]>'


@pytest.mark.parametrize(
    "data",
    [
        svg(f'{RED}<script>alert(1)</script><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
        svg('<rect width="40" height="30" fill="red" onload="alert(1)" style="filter:url(https://example.org/#f)"/>'),
        svg(f'<filter id="f"><feTurbulence baseFrequency=".1" numOctaves="9000"/></filter>{RED}'),
        svg(f'<style>@import url(https://example.org/x.css); rect {{ mask: url(#m) }}</style>{RED}'),
        svg(f'<mask id="m"><use href="#a"/></mask><g id="a" mask="url(#m)">{RED}</g>'),
        svg(f'<clipPath id="c"><rect width="40" height="30" clip-path="url(#c)"/></clipPath><g clip-path="url(#c)">{RED}</g>'),
        b'<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + svg(f"{RED}<text>&f;</text>"),
    ],
    ids=["scripts", "handlers", "filter", "sheet", "mask", "clip", "entity"],
)  # fmt: skip
def test_what_is_harmless_in_a_hostile_file_is_drawn(data: bytes) -> None:
    assert colour(data) == (255, 0, 0, 255)


DOUBLING = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (svg(RED)[:-9], "cannot be decoded"),
        (svg("<rect/>" * 20_001), "more than 20000 elements"),
        (svg(f'<g id="g0"><rect/></g>{DOUBLING}'), "more than 20000 elements"),
        (svg('<g id="a"><use href="#a"/></g>'), "more than 20000 elements"),
        (svg("<g>" * 100 + "</g>" * 100), "too deep"),
        (svg("<g>" * 100_000 + "</g>" * 100_000), "cannot be decoded"),
        (svg("<text>" + "渡" * 60_000 + "</text>"), "longer than 50000 characters"),
        (svg('<path d="M1e38 1e38 A 1e30 1e30 0 0 0 1 1"/>'), "too large"),
        (svg('<rect width="400000000"/>'), "too large"),
        (svg(" " * (9 << 20)), "larger than 8 MiB"),
        (BOMB.encode() + svg(f"{RED}<text>&e11;</text>"), "cannot be decoded"),
    ],
    ids="cut many doubling circle deep deeper long exponents huge bytes bomb".split(),
)  # fmt: skip
def test_what_is_beyond_all_bounds_is_a_problem(data: bytes, reason: str) -> None:
    with pytest.raises(ImportProblem, match=reason):
        read_picture(data)


def test_its_own_title_and_description_make_an_article(tmp_path: Path) -> None:
    data = svg(f"<title>江边的渡口</title><desc>图为江边的渡口。</desc>{RED}")
    (tmp_path / "1.txt").write_bytes(data)
    (draft,) = drafts(tmp_path)
    assert (draft.title, draft.figures[0].caption) == ("江边的渡口", "图为江边的渡口。")
    assert draft.original is not None
    assert (draft.original.media_type, draft.original.data) == ("image/svg+xml", data)
