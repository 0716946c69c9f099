"""The query language: typed text as a query. Nothing typed is an error; what is mended is said in a remark.

    query       : alternative (OR alternative)*           also `|` and `或`
    alternative : term (AND? term)*                       side by side means both
    term        : NOT* part (NEAR/n part)*                also `-` and `非`
    part        : FIELD? ( item | "quoted" | "quoted"~n | '(' query ')' )

Inside brackets after a field every condition is in that field, unless it names one of its own. `exact:` stands where
a field stands, before or behind one: a text after it is looked for as a whole, in the very characters typed.
"""

import re
from enum import Enum, auto

from ztviewer.core.fold import fold
from ztviewer.core.i18n import _
from ztviewer.core.query import (
    And,
    Everything,
    Field,
    Fuzzy,
    Has,
    Having,
    Key,
    Keyed,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Reading,
    Words,
)
from ztviewer.core.query_dates import read_dates
from ztviewer.core.query_lexemes import Kind, Lexeme, lexemes
from ztviewer.core.tokens import is_run, tokens

MOST_CHARACTERS = 10_000
MOST_CONDITIONS = 128
"""A longer query is cut."""
MOST_EDITS = 2
"""How many letters a spelling may be off."""


class Other(Enum):
    """What may stand before a colon beside a Field or a Key."""

    DATE = auto()
    HAVING = auto()


Scope = Field | Key | Other | None
"""What the conditions at hand are about; None is all text."""

SCOPES: dict[str, Field | Key | Other] = {
    "title": Field.TITLE,
    "标题": Field.TITLE,
    "body": Field.BODY,
    "正文": Field.BODY,
    "caption": Field.CAPTION,
    "图注": Field.CAPTION,
    "source": Key.SOURCE,
    "来源": Key.SOURCE,
    "author": Key.AUTHOR,
    "作者": Key.AUTHOR,
    "editor": Key.EDITOR,
    "编辑": Key.EDITOR,
    "column": Key.COLUMN,
    "栏目": Key.COLUMN,
    "tag": Key.TAG,
    "标签": Key.TAG,
    "topic": Key.TOPIC,
    "专题": Key.TOPIC,
    "date": Other.DATE,
    "日期": Other.DATE,
    "has": Other.HAVING,
    "is": Other.HAVING,
    "有": Other.HAVING,
    "是": Other.HAVING,
}
"""The names before a colon, folded."""

EXACTLY = frozenset({"exact", "精确"})
"""What may stand before a colon for the very characters."""

HAVINGS = {
    "image": Having.IMAGE,
    "图": Having.IMAGE,
    "图片": Having.IMAGE,
    "note": Having.NOTE,
    "批注": Having.NOTE,
    "tag": Having.TAG,
    "标签": Having.TAG,
    "trash": Having.TRASH,
    "回收站": Having.TRASH,
}
"""What may stand after `has:` and `is:`, folded."""

_STARS = "*＊"
_FUZZY = re.compile(r"[~～〜∼]([0-9]{0,3})$")
_NO_SUCH_FIELD = re.compile(r"([a-z]+):(?!//).", re.ASCII)
_OPERATORS = {Kind.AND, Kind.OR, Kind.NOT, Kind.NEAR}
_STARTS = {Kind.ITEM, Kind.QUOTED, Kind.OPEN, Kind.FIELD, Kind.NEAR, Kind.NOT}
_VALUES = {Kind.ITEM, Kind.QUOTED, Kind.OPEN}


def read(text: str, *, exact: bool = False) -> Reading:
    """What a typed query asks for, with `exact` as if all of it stood behind `exact:`. An empty one asks for everything."""
    remarks: list[str] = []
    typed = text[:MOST_CHARACTERS]
    if len(text) > MOST_CHARACTERS:
        remarks.append(_("The query is very long; only its beginning is used."))
    pieces = lexemes(typed, SCOPES.keys() | EXACTLY, remarks)
    reader = _Reader(pieces, remarks, exact=exact)
    query = reader.alternatives(None)
    if query is None and pieces and {piece.kind for piece in pieces} <= _OPERATORS and _trimmed(typed):
        query = reader.text(typed, None)  # somebody looks for the word 或
        remarks.clear()
    if query is None and pieces and not remarks:
        remarks.append(_("There is nothing to look for in this query."))
    return Reading(text, query or Everything(), tuple(dict.fromkeys(remarks)))


class _Reader:
    """Reads pieces from left to right. Each method takes what it understands, and at least one piece if any."""

    def __init__(self, pieces: list[Lexeme], remarks: list[str], *, exact: bool) -> None:
        self._pieces = pieces
        self._remarks = remarks
        self._exact = exact
        self._at = 0
        self._conditions = 0

    def alternatives(self, scope: Scope) -> Query | None:
        """Everything up to the closing bracket or the end; None where there is no condition in it."""
        found = [self._together(scope)]
        while self._take(Kind.OR):
            found.append(self._together(scope))
        if len(found) > 1 and None in found:
            self._remark_operator()
        return _joined(Or, [query for query in found if query is not None])

    def _together(self, scope: Scope) -> Query | None:
        found: list[Query] = []
        while (kind := self._kind()) in _STARTS or kind is Kind.AND:
            if self._take(Kind.AND):
                if not found or self._kind() not in _STARTS:
                    self._remark_operator()
            elif (term := self._term(scope)) is not None:
                found.append(term)
        return _joined(And, found)

    def _term(self, scope: Scope) -> Query | None:
        negative = False
        while self._take(Kind.NOT):
            negative = not negative
        if self._kind() not in _STARTS:
            self._remark_operator()
            return None
        query = self._part(scope)
        while near := self._take(Kind.NEAR):
            query = self._near(query, near.distance or 0, self._part(scope))
        return Not(query) if negative and query is not None else query

    def _part(self, scope: Scope) -> Query | None:
        if name := self._take(Kind.FIELD):
            if name.text in EXACTLY and self._kind() in _VALUES | {Kind.FIELD}:
                return self._exactly(scope)
            if name.text in SCOPES and (self._kind() in _VALUES or self._names_exact()):
                return self._part(SCOPES[name.text])
            self._remarks.append(_("Nothing stands after “{name}:”.").format(name=name.text))
        elif self._take(Kind.OPEN):
            query = self.alternatives(scope)
            self._take(Kind.CLOSE)
            return query
        elif piece := self._take(Kind.ITEM) or self._take(Kind.QUOTED):
            return self._condition(piece, scope)
        return None

    def _exactly(self, scope: Scope) -> Query | None:
        outer, self._exact = self._exact, True
        part = self._part(scope)
        self._exact = outer
        return part

    def _names_exact(self) -> bool:
        """Whether the next piece is `exact:`, which may stand between a field and its text."""
        return self._kind() is Kind.FIELD and self._pieces[self._at].text in EXACTLY

    def _near(self, left: Query | None, distance: int, right: Query | None) -> Query | None:
        if left is None or right is None:
            self._remark_operator()
            return left or right
        texts: list[str] = []
        fields: set[Field] = set()
        exact: set[bool] = set()
        for side in (left, right):
            if not isinstance(side, Words | Phrase | Near):
                break
            texts.extend(side.texts if isinstance(side, Near) else (side.text,))
            fields.update({side.field} if side.field else ())
            exact.add(not isinstance(side, Words) and side.exact)
            distance = max(distance, side.distance) if isinstance(side, Near) else distance
        else:
            if len(fields) < 2 and len(exact) < 2:
                return Near(tuple(texts), distance, next(iter(fields), None), exact.pop())
        self._remarks.append(
            _("NEAR stands between two texts of one field; here both sides are simply required.")
        )
        return _joined(And, [left, right])

    def _condition(self, piece: Lexeme, scope: Scope) -> Query | None:
        self._conditions += 1
        if self._conditions > MOST_CONDITIONS:
            self._remarks.append(_("The query has too many conditions; only the first ones are used."))
            return None
        match scope:
            case Other.DATE:
                return self._dated(piece.text)
            case Other.HAVING:
                return self._has(piece.text)
            case Key():
                return self._keyed(scope, piece)
        if piece.kind is Kind.QUOTED:
            return self._quoted(piece, scope)
        return self._unquoted(piece.text, scope)

    def _dated(self, typed: str) -> Query | None:
        dated = read_dates(typed)
        if dated is None:
            sentence = _(
                "“{text}” is not read as a date; dates are written 2021, 2021-05, 2021-05-14 or 2021..2022."
            )
            self._remarks.append(sentence.format(text=typed))
        return dated

    def _has(self, typed: str) -> Query | None:
        having = HAVINGS.get(fold(typed.strip()))
        if having is None:
            sentence = _("“{text}” is nothing an article can have; there is image, note, tag and trash.")
            self._remarks.append(sentence.format(text=typed))
            return None
        return Has(having)

    def _keyed(self, key: Key, piece: Lexeme) -> Query | None:
        text = piece.text.strip() if piece.kind is Kind.QUOTED else piece.text.rstrip(_STARS)
        if text:
            return Keyed(key, text)
        if key is Key.TAG and piece.kind is Kind.ITEM:
            return Has(Having.TAG)
        self._remarks.append(_("Nothing stands after “{name}:”.").format(name=key))
        return None

    def _quoted(self, piece: Lexeme, field: Field | None) -> Query | None:
        text = _trimmed(piece.text)
        if piece.distance is not None and text:
            texts = tuple(filter(None, map(_trimmed, text.split())))
            if len(texts) > 1:
                return Near(texts, piece.distance, field, self._exact)
            self._remarks.append(
                _("For what should stand near one another, put spaces between inside the quotes.")
            )
        return Phrase(text, field, self._exact) if text else None

    def text(self, typed: str, field: Field | None) -> Query | None:
        """A text that is not quoted."""
        text = _trimmed(typed)
        if not text:
            return None
        return Phrase(text, field, exact=True) if self._exact else Words(text, field)

    def _unquoted(self, typed: str, field: Field | None) -> Query | None:
        base = typed.rstrip(_STARS)
        if not base:
            self._remarks.append(_("“*” alone finds every article."))
            return Everything()
        if base != typed:
            if _is_one_run(base):
                return Prefix(base, field)
            self._remarks.append(
                _("“*” is of use after letters or digits only; other text is found within any word.")
            )
        elif fuzzy := _FUZZY.search(typed):
            return self._fuzzy(typed, typed[: fuzzy.start()], fuzzy[1], field)
        elif any(star in typed for star in _STARS):
            self._remarks.append(_("“*” is of use at the end of a word only."))
        if name := _NO_SUCH_FIELD.match(fold(typed)):
            self._remarks.append(
                _("There is no field “{name}”; it is searched for as text.").format(name=name[1])
            )
        return self.text(base, field)

    def _fuzzy(self, typed: str, base: str, edits: str, field: Field | None) -> Query | None:
        if _is_one_run(base) and any(letter.isalpha() for letter in base):
            wanted = int(edits) if edits else 1
            if wanted > MOST_EDITS:
                self._remarks.append(
                    _("A spelling may be at most {count} letters off.").format(count=MOST_EDITS)
                )
            return Fuzzy(base, min(wanted, MOST_EDITS), field) if wanted else self.text(base, field)
        query = self.text(typed if _is_one_run(base) else base, field)  # 3~5 is text
        if query and not _is_one_run(base):
            self._remarks.append(_("“~” is of use after a word in letters, or after quotes."))
        return query

    def _kind(self) -> Kind | None:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else None

    def _take(self, kind: Kind) -> Lexeme | None:
        if self._kind() is not kind:
            return None
        self._at += 1
        return self._pieces[self._at - 1]

    def _remark_operator(self) -> None:
        self._remarks.append(
            _("An operator (AND, OR, NOT, NEAR, -) has nothing to work on; it is overlooked.")
        )


def _joined(kind: type[And] | type[Or], parts: list[Query]) -> Query | None:
    """The parts under one And or Or, as flat as can be; `*` adds nothing to other conditions."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    if kind is And:
        flat = [part for part in flat if part != Everything()] or flat[:1]
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def _trimmed(typed: str) -> str:
    """The text without what separates at its ends; empty where there is no token."""
    found = tokens(fold(typed))
    return typed[found[0].start : found[-1].end] if found else ""


def _is_one_run(typed: str) -> bool:
    return [token.text for token in tokens(fold(typed)) if is_run(token.text)] == [fold(typed)]
