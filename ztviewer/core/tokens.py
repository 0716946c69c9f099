"""What search takes for one token: the same for documents and queries, whichever engine reads them.

After the fold every code point is of one kind (`resources/kinds.tsv`, kept as data so that an index does not depend
on the Unicode version of the Python that made it):

* SINGLE: a token by itself. Han characters with `々` and `〇`, kana, Hangul, Zhuyin, private use, circled numbers.
* RUN and DIGIT (`0` to `9`): letters, digits and combining marks; neighbours make one token (`5g`, `c919`).
* POINT: `.` belongs to the run between two DIGITs (`834.5`), and separates elsewhere.
* SEPARATOR: everything else; `1,000` is two tokens, `don't` too.

Tokens of one paragraph are neighbours whatever separators stand between them. A paragraph ends at PARAGRAPH and
nowhere else; a token never spans it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ztviewer.core.fold import FOLDED, fold
from ztviewer.core.paths import resource

SEPARATOR, SINGLE, RUN, DIGIT, POINT = range(5)
PARAGRAPH = "\n"

_KINDS = {"single": SINGLE, "run": RUN, "digit": DIGIT, "point": POINT}


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands: `text == folded[start:end]`."""

    text: str
    start: int
    end: int


def _ranges() -> list[tuple[int, int, int]]:
    """First and last code point and kind of everything that does not separate."""
    lines = resource("kinds.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(int(first, 16), int(last, 16), _KINDS[kind]) for first, last, kind in rows]


_RANGES = _ranges()


def kinds() -> bytes:
    """The kind of every code point, 0x110000 bytes; made anew at each call (a millisecond)."""
    table = bytearray(0x110000)
    for first, last, kind in _RANGES:
        table[first : last + 1] = bytes([kind]) * (last + 1 - first)
    return bytes(table)


def _class(*wanted: int) -> str:
    """A regular expression's set of the code points of some kinds."""
    spans = (f"\\U{first:08X}-\\U{last:08X}" for first, last, kind in _RANGES if kind in wanted)
    return f"[{''.join(spans)}]"


_LETTER = _class(RUN, DIGIT)
# Most of what is not in a run is told by the first few ranges, before hundreds of ranges are gone through.
_NOT_RUN = r"(?![\0-/:-@\[-`{-\xa9\u2000-\u206f\u2e80-\u9fff])"
_RUN = rf"{_NOT_RUN}{_LETTER}+(?:(?<=[0-9])\.(?=[0-9]){_LETTER}+)*"

RUN_TOKEN = re.compile(_RUN)
"""A run in a folded text, wherever it is searched from a token's start or from outside a run."""

_TOKEN = re.compile(f"{_class(SINGLE)}|{_RUN}")
_RUN_LETTER = re.compile(_LETTER)
_DIGITS = frozenset("0123456789")
_BETWEEN_LETTERS = re.compile(f"[^{_class(SINGLE, RUN, DIGIT)[1:-1]}]+")
_GAP = re.compile(f"[^{_class(SINGLE, RUN, DIGIT)[1:-1]}{PARAGRAPH}]*")


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text, in order."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(folded)]


def token_texts(folded: str) -> list[str]:
    """The same, without where they stand."""
    return _TOKEN.findall(folded)


def letters(folded: str) -> str:
    """A folded text without all that separates tokens: of `1,000 米。` it leaves `1000米`."""
    return _BETWEEN_LETTERS.sub("", folded)


def written(text: str) -> list[str]:
    """The tokens of a text, not folded, as they are written: single characters stay as they are, runs are folded."""
    return [
        token.text if is_run(token.text) else text[token.start : token.end] for token in tokens(fold(text))
    ]


@cache
def forms() -> Mapping[str, Sequence[str]]:
    """For each token of a single character the other characters that fold to it."""
    found: dict[str, list[str]] = {}
    for form, folded in FOLDED.items():
        found.setdefault(chr(folded), []).append(chr(form))
    return {token: each for token, each in found.items() if _TOKEN.fullmatch(token) and not is_run(token)}


def is_run(token: str) -> bool:
    """Whether a token is a run of letters or digits, not a character that stands for itself."""
    return _RUN_LETTER.match(token) is not None


def stands_at(folded: str, start: int, wanted: Sequence[str]) -> int | None:
    """Where tokens end that stand one after another from `start` in one paragraph; None where they do not."""
    at = start
    for token in wanted:
        if at > start and not folded.startswith(token, at):
            at = _GAP.match(folded, at).end()  # type: ignore[union-attr] # it matches nothing, too
        if not folded.startswith(token, at) or _splits_run(folded, at + len(token)):
            return None
        at += len(token)
    return None if _splits_run(folded, start) else at


def _splits_run(folded: str, at: int) -> bool:
    """Whether the characters on both sides of a place belong to one run."""
    if not 0 < at < len(folded):
        return False
    before, after = folded[at - 1], folded[at]
    if after == ".":
        return before in _DIGITS and folded[at + 1 : at + 2] in _DIGITS
    if before == ".":
        return after in _DIGITS and folded[at - 2 : at - 1] in _DIGITS
    return is_run(before) and is_run(after)
