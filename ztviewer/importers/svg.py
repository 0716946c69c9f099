"""SVG drawn as pixels: only its shapes, texts and embedded pictures; never a script, a file or an address.

The renderer trusts what it is given: a pattern or a number of astonishing size ends the whole program, and filters
take minutes. So it is given a copy that holds a short list of elements, of bounded number, depth and size.
"""

import base64
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import resvg_py
from lxml import etree
from PIL import Image

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.importers.data_uri import data_bytes

SVG_BYTES = 8 * 1024 * 1024
SVG_PIXELS = 2048
"""The longest side that is drawn."""
_SECONDS = 2.0
"""How long drawing may take; what takes longer stays coarse."""
_FIRST = 80
"""Pixels of the longest side at the first try."""

_ELEMENTS = 20_000
_DEPTH = 40
_CHARACTERS = 50_000
_STYLE_CHARACTERS = 10_000
_LARGEST = 10_000
"""Pixels of the longest side; a larger picture counts as one of this size."""
_EMBEDDED_PIXELS = 5_000
"""So many pixels of an embedded picture count as one element."""
_DEFAULT = (300.0, 150.0)
"""The size of a picture that names none (CSS 2.2, 10.3.2)."""

_SPACE = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_DRAWN = frozenset(
    "svg g a switch symbol use defs style path rect circle ellipse line polyline polygon text tspan image"
    " clipPath linearGradient radialGradient stop".split()
)
"""Left out are what runs (script, foreignObject, animations) and what has no bound (filter, mask, pattern, marker)."""
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?"
    rb"(?:<!--.{0,5000}?-->\s*|<!DOCTYPE\s+svg[^\[>]{0,500}(?:\[[^\]]{0,10000}\]\s*)?>\s*)*<(?:svg:)?svg[\s>]",
    re.DOTALL,
)
_CLIP = re.compile(r"clip-path\s*:[^;}]*")
_HUGE = re.compile(r"(?<![\w.#])\d{6,}|\d\.?[eE]\+?0*[1-9]")
"""A number from 100,000 on: such are never drawn, and some are never done with."""
_LENGTH = re.compile(r"\s*([0-9.]+(?:[eE]-?\d{1,2})?)\s*(px|pt|pc|in|cm|mm|q|)\s*$", re.IGNORECASE)
_UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
"""CSS pixels (CSS Values 4, 6.2)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG that may be drawn."""

    width: int
    """CSS pixels"""
    height: int
    source: str
    """the cleaned copy"""
    has_text: bool

    def drawn(self, longest: int) -> Image.Image:
        """The picture with sides of at most `longest` and SVG_PIXELS pixels; less where drawing takes too long."""
        wanted = min(longest, SVG_PIXELS, max(self.width, self.height))
        side = min(_FIRST, wanted)
        while True:
            began = time.perf_counter()
            image = self._drawn(side)
            took = time.perf_counter() - began
            if side == wanted or took * 4 > _SECONDS:  # twice the side is four times the pixels
                return image
            side = min(side * 2, wanted)

    def _drawn(self, side: int) -> Image.Image:
        scale = side / max(self.width, self.height)
        try:
            data = resvg_py.svg_to_bytes(
                svg_string=self.source,
                width=max(1, round(self.width * scale)),
                height=max(1, round(self.height * scale)),
                skip_system_fonts=not self.has_text,
            )
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # what goes wrong in Rust is no Exception
            raise ImportProblem(_("The picture cannot be decoded: {reason}.").format(reason=error)) from error
        return Image.open(BytesIO(data), formats=("PNG",))


def is_svg(head: bytes) -> bool:
    """Whether a file that begins with `head` is SVG."""
    return bool(
        _BEGINNING.match(head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head)
    )


def read_svg(data: bytes, pixels: Callable[[bytes], int]) -> Drawing:
    """An SVG as it may be drawn; ImportProblem where it is broken or beyond all bounds.

    `pixels` counts those of a picture embedded in it, and raises ImportProblem where its bytes are no good.
    """
    root = _parsed(data)
    _clean(root, pixels)
    width, height = _size(root)
    text = any(True for _text in root.iter(f"{_SPACE}text"))
    source = etree.tostring(root, encoding="unicode")
    return Drawing(width, height, source, text)


def svg_texts(data: bytes) -> dict[str, str]:
    """What the picture says of itself: `title` and `caption`, as far as they are there. ImportProblem as above."""
    root = _parsed(data)
    said = {"title": root.find(f"{_SPACE}title"), "caption": root.find(f"{_SPACE}desc")}
    return {
        field: "".join(map(str, element.itertext())) for field, element in said.items() if element is not None
    }


def _parsed(data: bytes) -> etree._Element:
    if len(data) > SVG_BYTES:
        raise ImportProblem(_("The picture is larger than {size} MiB.").format(size=SVG_BYTES >> 20))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise ImportProblem(_("The picture cannot be decoded: {reason}.").format(reason=reason)) from error
    if root.tag != f"{_SPACE}svg":
        raise ImportProblem(_("The picture cannot be decoded: {reason}.").format(reason=root.tag))
    return root


def _clean(root: etree._Element, pixels: Callable[[bytes], int]) -> None:
    """Take out all that is not drawn; ImportProblem where what stays is too much."""
    characters = 0
    for element in list(root.iter()):
        if _name(element) not in _DRAWN or _is_hopeless(element):
            _remove(element)
            continue
        if sum(1 for _outer in element.iterancestors()) > _DEPTH:
            raise ImportProblem(_("The elements of this picture lie too deep in one another."))
        _clean_attributes(element)
        characters += len(element.text or "")
        if _name(element) == "style":
            element.text = _CLIP.sub("", element.text or "")
    if characters > _CHARACTERS:
        raise ImportProblem(_("The text is longer than {count} characters.").format(count=_CHARACTERS))
    if _weight(root, pixels) > _ELEMENTS:
        raise ImportProblem(_("The picture has more than {count} elements.").format(count=_ELEMENTS))


def _name(element: etree._Element) -> str:
    """The name of an element of SVG; nothing for one of another language."""
    return str(element.tag).removeprefix(_SPACE)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_hopeless(element: etree._Element) -> bool:
    """Whether an element is a style sheet that is too long or holds a huge number."""
    sheet = element.text or "" if _name(element) == "style" else ""
    return len(sheet) > _STYLE_CHARACTERS or bool(_HUGE.search(sheet))


def _clean_attributes(element: etree._Element) -> None:
    clipping = any(
        _name(outer) == "clipPath" for outer in (element, *element.iterancestors(f"{_SPACE}clipPath"))
    )
    for name, value in element.attrib.items():
        if name in _HREFS:
            if not str(value).startswith("#" if _name(element) != "image" else "data:"):
                del element.attrib[name]
        elif str(name).startswith(("{", "on", "data-")) or (clipping and name == "clip-path"):
            del element.attrib[name]
        elif name not in {"id", "class"} and _HUGE.search(str(value)):
            raise ImportProblem(_("A number in this picture is too large."))
        elif clipping and name == "style":
            element.set(name, _CLIP.sub("", str(value)))


def _weight(root: etree._Element, pixels: Callable[[bytes], int]) -> int:
    """How many elements are drawn, each as often as it is used, and what embedded pictures count."""
    by_id = {str(element.get("id")): element for element in reversed(list(root.iter())) if element.get("id")}
    known: dict[etree._Element, int] = {}

    def weigh(element: etree._Element) -> int:
        if element not in known:
            known[element] = _ELEMENTS + 1  # while it is being weighed: who uses itself is too heavy
            used = by_id.get(_href(element)[1:]) if _name(element) == "use" else None
            weight = 1 + (weigh(used) if used is not None else 0)
            if _name(element) == "image":
                weight += _embed(element, pixels) // _EMBEDDED_PIXELS
            known[element] = weight + sum(map(weigh, element))
        return known[element]

    return weigh(root)


def _href(element: etree._Element) -> str:
    return next((str(element.get(name)) for name in _HREFS if element.get(name)), "")


def _embed(image: etree._Element, pixels: Callable[[bytes], int]) -> int:
    """Keep the picture in an `image` if it is a good one, and count its pixels."""
    data = data_bytes(_href(image))
    for name in _HREFS:
        image.attrib.pop(name, "")
    try:
        count = pixels(data) if data is not None else 0
    except ImportProblem:
        count = 0
    if data is not None and count:
        image.set("href", f"data:;base64,{base64.b64encode(data).decode()}")
    return count


def _size(root: etree._Element) -> tuple[int, int]:
    """The size in pixels, which the copy then names; of the width, the height and the view box what is given."""
    box = re.split(r"[\s,]+", str(root.get("viewBox") or "").strip())
    view = [_length(part) for part in box[2:]] if len(box) == 4 else [None, None]
    width, height = _length(root.get("width")), _length(root.get("height"))
    if view[0] and view[1]:
        ratio = view[0] / view[1]
        width, height = (
            width or (height * ratio if height else view[0]),
            height or (width / ratio if width else view[1]),
        )
    width, height = width or _DEFAULT[0], height or _DEFAULT[1]
    scale = min(1.0, _LARGEST / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    root.set("width", str(size[0]))
    root.set("height", str(size[1]))
    return size


def _length(text: object) -> float | None:
    """A length in pixels; None where there is none that is positive and absolute."""
    match = _LENGTH.match(str(text or ""))
    try:
        return float(match[1]) * _UNITS[match[2].lower()] or None if match else None
    except ValueError:  # 1.2.3
        return None
