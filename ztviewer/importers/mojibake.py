"""Text that was once read in a wrong charset and saved so (涓浗, ä¸­å›½): told by how it reads, and read again aright.

Good text is never touched. A line is changed only where going back is possible and reads better; what the wrong
reading has destroyed becomes U+FFFD.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ztviewer.importers.legibility import FREQUENT, likelihood, mean

_TWICE = 2
"""How often a text may have been read wrongly, each time upon the last."""
_SAMPLE = 4096
"""Characters by which it is told whether a text is good, and which way leads back."""
_GOOD = 0.0
"""What reads so well on average, or better, is left as it is."""
_RESTORED = 1.0
"""What a restored text must reach on average, and ..."""
_CLEAR = 4 * FREQUENT
"""... by how much more than before it must read like Chinese, in all."""
_MARKS, _MARKED = "的，。", 50
"""Where one of these comes in so many characters beyond ASCII, the text is good: no wrong reading makes so many up."""

_LATIN = "windows-1252"
"""Latin-1, with the characters of Windows where that has controls: what browsers take both of them for."""
_WINDOWS = {
    ord(char): byte for byte in range(0x80, 0xA0) for char in bytes([byte]).decode("cp1252", "ignore")
}
_EIGHTY = re.compile("€|\ufffd(?=[^\0-\x7f])")
"""What GBK makes of the byte 80, which is in every `一` of UTF-8: nothing else leaves a gap before what is not ASCII."""
_LOST = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?)(?:\?|\x84\x31\xa4\x37)")
"""What is left of a character of UTF-8 whose last byte had no partner, and what was put there: `?`, or U+FFFD."""


@dataclass(frozen=True, slots=True)
class Way:
    """A charset in which bytes had been written, and the one in which they were read."""

    written: str
    read: str

    def __str__(self) -> str:
        return f"{self.written} read as {self.read}"

    def back(self, line: str) -> str:
        """The line as it had been written. UnicodeError where it cannot come from there."""
        if line.isascii():
            return line
        if self.read == _LATIN:
            return line.translate(_WINDOWS).encode("latin-1").decode(self.written)
        if self.written != "utf-8":
            return line.encode(self.read).decode(self.written)
        data = b"\x80".join(piece.encode(self.read) for piece in _EIGHTY.split(line))
        return _LOST.sub("\ufffd".encode(), data).decode("utf-8", "replace")


_WAYS = (
    Way("utf-8", "gb18030"),
    Way("utf-8", _LATIN),
    Way("gb18030", _LATIN),
    Way("big5hkscs", _LATIN),
    Way("big5hkscs", "gb18030"),
    Way("gb18030", "big5hkscs"),
)


def repaired(text: str) -> tuple[str, tuple[Way, ...]]:
    """A text as it was meant, and what had been done to it, the last first: for nearly every text nothing."""
    ways = () if _is_good(text) else _ways_back(_sample(text))
    if ways:
        text = "\n".join(_restored(line, ways) for line in text.split("\n"))
    return text, ways


def _is_good(text: str) -> bool:
    """Whether a look at a text is enough: this is asked of every one."""
    beyond = 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(text.count, _MARKS)) * _MARKED >= beyond


def _sample(text: str) -> str:
    """The first lines that are not plain ASCII."""
    lines, size = list[str](), 0
    for line in text.split("\n"):
        if not line.isascii():
            lines.append(line[: _SAMPLE - size])
            size += len(lines[-1])
        if size >= _SAMPLE:
            break
    return "\n".join(lines)


def _ways_back(sample: str) -> tuple[Way, ...]:
    """How a sample that reads badly becomes one that clearly reads well."""
    if mean(sample) >= _GOOD:
        return ()
    lines = sample.split("\n")
    best: tuple[Way, ...] = ()
    reached = likelihood(sample) + _CLEAR
    for ways in _chains(lines):
        restored = "\n".join(_restored(line, ways) for line in lines)
        found = likelihood(restored)
        if found > reached and mean(restored.replace("\ufffd", "")) >= _RESTORED:
            best, reached = ways, found
    return best


def _chains(lines: Sequence[str], before: tuple[Way, ...] = ()) -> Iterator[tuple[Way, ...]]:
    """All ways, one after another, that lead anywhere from some of the lines."""
    for way in _WAYS:
        back = [line for given in lines if (line := _back(given, way)) is not None and line != given]
        if back:
            yield (*before, way)
            if len(before) + 1 < _TWICE:
                yield from _chains(back, (*before, way))


def _restored(line: str, ways: Sequence[Way]) -> str:
    """The line by these ways, where it can go them all and reads better then."""
    found: str | None = line
    for way in ways:
        found = _back(found, way) if found is not None else None
    return found if found is not None and likelihood(found) > likelihood(line) else line


def _back(line: str, way: Way) -> str | None:
    try:
        return way.back(line)
    except UnicodeError:
        return None
