"""The pieces a typed query is made of, with its brackets mended: every one that opens closes, and none too many.

Full-width punctuation is read like its ASCII form; a piece keeps its text as it was typed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ztviewer.core.fold import fold
from ztviewer.core.i18n import _

DEEPEST = 32
"""Brackets within brackets; those further inside are overlooked."""
FARTHEST = 1_000
"""The most tokens that may be asked for between neighbours."""
USUAL_DISTANCE = 10
"""What `NEAR` without a number means."""


class Kind(Enum):
    """What a piece does."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    FIELD = auto()
    QUOTED = auto()
    ITEM = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query; its text is a field's name folded, what was quoted, or what was typed."""

    kind: Kind
    text: str
    distance: int | None = None
    """of `NEAR/10` and `"…"~10`"""


_ASCII = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)} | str.maketrans("“”„‟〝〞〜∼", '""""""~~')
_SPACE = re.compile(r"\s+")
_SIGN = re.compile(r"\(|\)|\|+|(?<![^\s(|])-+(?=[^\s)|-])")
_FIELD = re.compile(r"""([^\s()|:"「『<>=~*-]{1,12}):""")
_QUOTED = re.compile(r"""(?:"([^"]*)("?)|「([^」]*)(」?)|『([^』]*)(』?))(?:~([0-9]+))?""")
_ITEM = re.compile(r"""(?:[<>]=?\s+)?[^\s()|"「『]+""")
_NEAR = re.compile(r"NEAR(?:/([0-9]+))?")
_SIGNS = {"(": Kind.OPEN, ")": Kind.CLOSE, "|": Kind.OR, "-": Kind.NOT}
_WORDS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT, "或": Kind.OR, "非": Kind.NOT}


def lexemes(typed: str, fields: Iterable[str], remarks: list[str]) -> list[Lexeme]:
    """The pieces in order; what was mended is added to `remarks`. `fields` are names, folded."""
    return list(_balanced(_pieces(typed, frozenset(fields), remarks), remarks))


def _pieces(typed: str, fields: frozenset[str], remarks: list[str]) -> Iterator[Lexeme]:
    plain = typed.translate(_ASCII)
    at = 0
    while at < len(plain):
        if match := _SPACE.match(plain, at):
            pass
        elif match := _SIGN.match(plain, at):
            yield Lexeme(_SIGNS[match[0][0]], match[0])
        elif match := _QUOTED.match(plain, at):
            yield _quoted(match, typed, remarks)
        elif (match := _FIELD.match(plain, at)) and fold(match[1]) in fields:
            yield Lexeme(Kind.FIELD, fold(match[1]))
        elif match := _ITEM.match(plain, at):
            yield _item(match[0], typed[match.start() : match.end()])
        at = match.end() if match else at + 1


def _quoted(match: re.Match[str], typed: str, remarks: list[str]) -> Lexeme:
    inside = next(group for group in (1, 3, 5) if match[group] is not None)
    if not match[inside + 1]:
        remarks.append(_("The quotation mark is not closed: all that follows it counts as quoted."))
    start, end = match.span(inside)
    return Lexeme(Kind.QUOTED, typed[start:end], _distance(match[7]))


def _item(plain: str, typed: str) -> Lexeme:
    if near := _NEAR.fullmatch(plain):
        distance = _distance(near[1])
        return Lexeme(Kind.NEAR, typed, USUAL_DISTANCE if distance is None else distance)
    return Lexeme(_WORDS.get(plain, Kind.ITEM), typed)


def _distance(digits: str | None) -> int | None:
    return min(int(digits[:9]), FARTHEST) if digits else None


def _balanced(pieces: Iterable[Lexeme], remarks: list[str]) -> Iterator[Lexeme]:
    depth = 0
    for piece in pieces:
        if piece.kind is Kind.OPEN:
            depth += 1
        elif piece.kind is Kind.CLOSE:
            if depth == 0:
                remarks.append(_("A bracket is closed that was never opened; it is overlooked."))
                continue
            depth -= 1
        if depth + (piece.kind is Kind.CLOSE) > DEEPEST and piece.kind in (Kind.OPEN, Kind.CLOSE):
            remarks.append(_("Brackets stand too deep within brackets; the innermost are overlooked."))
            continue
        yield piece
    if depth:
        remarks.append(_("A bracket is not closed; it is taken to close at the end."))
    yield from [Lexeme(Kind.CLOSE, ")")] * min(depth, DEEPEST)
