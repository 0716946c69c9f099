"""Safe HTML put into the one shape that a body may have, a token at a time, without ever looking back far."""

import re
from dataclasses import dataclass
from html import escape, unescape

FIGURE = "<figure></figure>"
"""Stands in a cleaned body where a figure belongs."""

DEPTH = 24
"""How deep blocks may nest; what is deeper stands as paragraphs at this depth."""

SPAN = 100
"""The most columns or rows that a cell may span."""

_PARAGRAPHS = frozenset("p h2 h3 h4".split())
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_ROOTS = frozenset("blockquote ul ol table".split())
"""Nest, and bring with them what else nests."""
_MARKS = frozenset({"a", "strong", "em"})
_SPACES = re.compile(r"[ \t\r\n]+")
_HREF = re.compile(r'\bhref="([^"]*)"')
_SPANNING = re.compile(r'\b(colspan|rowspan)="([0-9]{1,4})"')
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\x00-\x20\x7f]+", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class _Element:
    """An element that was written and is not closed yet."""

    name: str
    first: int
    """where its tag stands among the pieces"""
    implied: bool = False
    """nothing that was read opened it, so whatever comes next may close it"""
    filled: bool = False
    """whether anything in it is worth keeping"""
    broken: bool = False
    """whether a run of text in it has ended: the next one has to be a paragraph, or the two would join"""


def evened(text: str) -> str:
    """A text with one space for every run of white space. To look first is ten times faster than to replace nothing."""
    uneven = "  " in text or "\n" in text or "\t" in text or "\r" in text
    return _SPACES.sub(" ", text) if uneven else text


class Structure:
    """Takes the tokens of sanitised HTML, which are balanced, and gives them back in the closed subset."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._written: list[_Element] = []  # open in what is written
        self._read: list[tuple[str, _Element | None]] = []  # open in what is read, and what each became
        self._figures = 0  # how many figures are open in what is read
        self._began = False  # whether the run of text at hand has anything in it
        self._spaced = False  # whether it ends with a space or a line break

    def finished(self) -> str:
        """All that was taken, every element closed."""
        while self._written:
            self._finish()
        return "".join(self._pieces)

    def text(self, text: str) -> None:
        """Take text, not escaped."""
        text = evened(text)
        if self._figures or (not self._began and not text.strip()):
            return
        self._ready()
        if not self._began:
            text = text.lstrip()
        elif self._spaced:
            text = text.removeprefix(" ")
        if text:
            self._pieces.append(escape(text, quote=False))
            self._written[-1].filled |= not text.isspace()
            self._began, self._spaced = True, text.endswith(" ")

    def open(self, name: str, attributes: str) -> None:
        """Take the start of an element; `attributes` as sanitised HTML writes them."""
        if name == "br":
            if self._began and not self._figures:
                self._pieces.append("<br>")
                self._spaced = True
            return
        became = None if self._figures else self._opened(name, attributes)
        self._read.append((name, became))
        self._figures += name == "figure"

    def close(self, name: str) -> None:
        """Take the end of an element."""
        if not self._read or self._read[-1][0] != name:
            return
        _name, element = self._read.pop()
        self._figures -= name == "figure"
        if self._figures:
            return
        if element is None:
            self._passed(name)
        elif element in self._written:
            while self._finish() is not element:
                pass

    def _opened(self, name: str, attributes: str) -> _Element | None:
        """Write the start of an element, in whatever it needs around it; None where it is passed over."""
        if name in _MARKS:
            return self._marked(name, attributes)
        if name == "p" and self._heading():
            self._passed(name)
            return None
        self._end_run()
        inside = self._written[-1].name if self._written else ""
        if name == "figure":
            self._hold()
            self._pieces.append(FIGURE)
            if self._written:
                self._written[-1].filled = True
            return None
        if (name in _ROOTS and len(self._written) >= DEPTH) or (name == "tr" and inside != "table"):
            return None
        if name in _CELLS and inside == "table":
            inside = self._write("tr", implied=True).name
        if (name == "li" and inside in _LISTS) or name == "tr" or (name in _CELLS and inside == "tr"):
            return self._write(name, _spans(attributes))
        self._hold()
        return self._write(name if name in _ROOTS or name in _PARAGRAPHS else "p")

    def _marked(self, name: str, attributes: str) -> _Element | None:
        if any(element.name == name for element in self._written[-len(_MARKS) :]):
            return None
        if name != "a":
            self._ready()
            return self._write(name)
        href = _HREF.search(attributes)
        address = unescape(href[1]).strip().replace(" ", "%20") if href else ""
        if not _ADDRESS.fullmatch(address):
            return None
        self._ready()
        return self._write(name, f' href="{escape(address)}"')

    def _passed(self, name: str) -> None:
        """Go past the start or end of an element that is not written; a block still keeps its text apart."""
        if name in _MARKS or name == "figure":
            return
        if not self._heading():
            self._end_run()
        elif self._began and not self._spaced:
            self._pieces.append(" ")
            self._spaced = True

    def _heading(self) -> bool:
        """Whether text that came now would stand in a heading."""
        inner = next((element for element in reversed(self._written) if element.name not in _MARKS), None)
        return inner is not None and inner.name in _PARAGRAPHS and inner.name != "p"

    def _ready(self) -> None:
        """See that text can be written here."""
        if self._written and self._written[-1].name in _MARKS | _PARAGRAPHS:
            return
        self._hold()
        if not self._written or self._written[-1].name == "blockquote" or self._written[-1].broken:
            self._write("p", implied=True)

    def _hold(self) -> None:
        """See that a block can be written here: a list holds blocks in an item, a table in a cell."""
        inside = self._written[-1].name if self._written else ""
        if inside in _LISTS:
            self._write("li", implied=True)
        if inside == "table":
            self._write("tr", implied=True)
        if inside in ("table", "tr"):
            self._write("td", implied=True)

    def _write(self, name: str, attributes: str = "", *, implied: bool = False) -> _Element:
        element = _Element(name, len(self._pieces), implied)
        self._pieces.append(f"<{name}{attributes}>")
        self._written.append(element)
        if name not in _MARKS:
            self._began = self._spaced = False
        return element

    def _end_run(self) -> None:
        """End the text at hand, with the marks and the paragraph it stands in and all that was implied for it."""
        while self._written and (
            self._written[-1].implied
            or self._written[-1].name in _MARKS
            or self._written[-1].name in _PARAGRAPHS
        ):
            self._finish()
        self._trim()
        if self._written:
            self._written[-1].broken |= self._began
        self._began = self._spaced = False

    def _trim(self) -> None:
        """Take white space and line breaks from the end of the text at hand."""
        while self._began and (self._pieces[-1] == "<br>" or not self._pieces[-1].startswith("<")):
            last = self._pieces.pop().removesuffix("<br>").rstrip()
            if last:
                self._pieces.append(last)
                return

    def _finish(self) -> _Element:
        """Write the end of the innermost element, or take it back where it holds nothing."""
        if self._written[-1].name not in _MARKS:
            self._trim()
            self._began = self._spaced = False
        element = self._written.pop()
        if element.name in _MARKS and not element.filled:
            del self._pieces[element.first]
            return element
        kept = element.filled or element.name in _CELLS
        if element.name == "tr":
            kept = len(self._pieces) > element.first + 1
        if kept:
            self._pieces.append(f"</{element.name}>")
        else:
            del self._pieces[element.first :]
        if self._written:
            self._written[-1].filled |= element.filled
        return element


def _spans(attributes: str) -> str:
    """The attributes of a cell that are kept."""
    spans = {name: min(int(number), SPAN) for name, number in _SPANNING.findall(attributes)}
    return "".join(f' {name}="{spans[name]}"' for name in ("colspan", "rowspan") if spans.get(name, 1) > 1)
