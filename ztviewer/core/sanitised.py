"""HTML from anywhere made safe by nh3, and made easy for it first: nesting and marks that would cost it dearly go.

An HTML parser has to reopen every mark that is left open in each paragraph that follows, and to look through every
element that is open: a few hundred kilobytes of ill will become gigabytes and hours. The first pass is no parser and
need not understand what it reads; whatever it does, nh3 decides what is safe.
"""

import re

import nh3

DEPTH = 200
"""How many elements may be open at once; real pages stay below 60."""

UNFIT = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""What is no character, as in a class of a regular expression: see `fit`."""

_KEPT = frozenset("p h2 h3 h4 figure figcaption blockquote ul ol li table tr th td a strong em br".split())
_DROPPED = frozenset("script style noscript template iframe object select textarea title svg math".split())
_NH3 = nh3.Cleaner(
    tags=set(_KEPT),
    clean_content_tags=set(_DROPPED),
    attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

_SYNONYMS = {
    # What the parser would reopen in every paragraph becomes a span. Without attributes, which go to a span, it
    # reopens no more than three of a kind.
    "b": "strong><span",
    "strong": "strong><span",
    "i": "em><span",
    "em": "em><span",
    **dict.fromkeys("big code font nobr s small strike tt u".split(), "span"),
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    **dict.fromkeys("div section article main header footer aside nav pre dd dt".split(), "p"),
}
_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
_SELF_CLOSING = frozenset("p li td th tr tbody thead tfoot html head body".split())
"""Closed by the next of their kind: they can stay open in the text and still not nest."""
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/><\0]*)")
_UNFIT = re.compile(f"[{UNFIT}]")
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")


def sanitised(html: str) -> str:
    """Any HTML as well-formed HTML of our elements alone, in any order; no script, no address but of the web."""
    safe = _NH3.clean(_Flattened().read(fit(html)))
    return fit(safe) if "&" in html else safe  # a character reference can stand for anything


def fit(text: str) -> str:
    """Text without what is no character: NUL, control characters, lone surrogates, byte order marks."""
    return _UNFIT.sub(lambda match: " " if match[0] in _BREAKS else "", text)


class _Flattened:
    """Renames tags, and turns those that would nest too deep into `wbr`, which is nothing."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._beyond = 0

    def read(self, html: str) -> str:
        return _TAG.sub(self._tag, html)

    def _tag(self, match: re.Match[str]) -> str:
        closing, name = match[1], match[2].lower()
        if name in _VOID or _SYNONYMS.get(name, name) in _SELF_CLOSING:
            return f"<{closing}{_SYNONYMS.get(name, name)}"
        if closing:
            return "</" + self._closed(name)
        if len(self._open) >= DEPTH:
            self._beyond += 1
            return "<wbr"
        self._open.append(name)
        return "<" + _SYNONYMS.get(name, name)

    def _closed(self, name: str) -> str:
        if self._beyond:
            self._beyond -= 1
            return "wbr"
        if name in self._open:
            while self._open.pop() != name:
                pass
        return _SYNONYMS.get(name, name).partition(">")[0]
