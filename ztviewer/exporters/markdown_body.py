"""The body of an article as CommonMark: no text of an article can turn into markup."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import lxml.html
from lxml import etree

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|]")
_AT_START = re.compile(r"^([ \t]*)(?:([#+=:-])|(\d{1,9})([.)]))", re.MULTILINE)
_UNSAFE_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NESTED = {"p", "ul", "ol", "table", "blockquote", "figure"}


def front_matter(data: Mapping[str, object]) -> str:
    """Data as a YAML block. Every value is written as JSON, which YAML reads as it stands; None is left out."""
    lines = (f"{key}: {_yaml(value)}" for key, value in data.items() if value is not None)
    return "\n".join(["---", *lines, "---"])


def _yaml(value: object) -> str:
    return _UNSAFE_IN_YAML.sub(lambda char: f"\\u{ord(char[0]):04x}", json.dumps(value, ensure_ascii=False))


def markdown_line(text: str) -> str:
    """Plain text as one line of Markdown that shows exactly that."""
    escaped = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    return _guarded(escaped)


def _guarded(text: str) -> str:
    """Lines none of which begins a heading, a list or a rule."""
    return _AT_START.sub(lambda at: f"{at[1]}\\{at[2]}" if at[2] else f"{at[1]}{at[3]}\\{at[4]}", text)


def markdown_blocks(cleaned: str, figures: Sequence[str]) -> Iterator[str]:
    """The blocks of a cleaned body, each without a blank line around it.

    The n-th `figure` is replaced by `figures[n]`; those that have no place follow at the end.
    """
    waiting = iter(figures)
    root = lxml.html.fragment_fromstring(cleaned, create_parent="body")
    for block in root:
        if block.tag != "figure" and (text := _block(block)):
            yield text
        for _figure in block.iter("figure"):
            if (figure := next(waiting, None)) is not None:
                yield figure
    yield from waiting


def _block(element: lxml.html.HtmlElement) -> str:
    if element.tag in {"h2", "h3", "h4"}:
        return f"{'#' * int(element.tag[1])} {_inline(element, line_break=' ')}"
    if element.tag == "blockquote":
        return _prefixed(_inside(element), "> ", "> ")
    if element.tag in {"ul", "ol"}:
        return _list(element)
    if element.tag == "table":
        return _table(element)
    return "" if element.tag == "figure" else _inline(element)


def _inside(element: lxml.html.HtmlElement) -> str:
    """What a quotation or a list item holds: blocks, or text alone."""
    if not any(child.tag in _NESTED for child in element):
        return _inline(element)
    loose = _start(" ".join((element.text or "").split()))
    blocks = [loose] if loose else []
    for child in element:
        blocks += [text] if (text := _block(child) if child.tag in _NESTED else _inline(child)) else []
        blocks += [tail] if (tail := _start(" ".join((child.tail or "").split()))) else []
    return "\n\n".join(blocks)


def _start(text: str) -> str:
    return markdown_line(text) if text else ""


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join((f"{first if n == 0 else others}{line}").rstrip() for n, line in enumerate(lines))


def _list(element: lxml.html.HtmlElement) -> str:
    items = []
    for number, item in enumerate(element.iterchildren("li"), start=1):
        mark = "- " if element.tag == "ul" else f"{number}. "
        items.append(_prefixed(_inside(item), mark, " " * len(mark)))
    return "\n".join(items)


def _table(element: lxml.html.HtmlElement) -> str:
    """A pipe table, or HTML where cells span."""
    rows = [list(row.iter("td", "th")) for row in element.iter("tr")]
    spans = any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row)
    if (
        spans
        or len(rows) < 1
        or any(len(row) != len(rows[0]) for row in rows)
        or element.find(".//table") is not None
    ):
        html = str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
        return " ".join(html.split())
    lines = [f"| {' | '.join(_inline(cell, line_break='<br>') for cell in row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _inline(element: lxml.html.HtmlElement, line_break: str = "\\\n") -> str:
    """The text of an element with its inline marks, ready to stand at the start of a line."""
    pieces = _pieces(element, line_break)
    text = re.sub(r"[ \t]+", " ", "".join(pieces)).strip(" \t\n")
    return _guarded(text)


def _pieces(element: lxml.html.HtmlElement, line_break: str) -> Iterator[str]:
    yield _escaped(element.text)
    previous = element.text
    for child in element:
        inner = "".join(_pieces(child, line_break))
        if child.tag == "br":
            yield line_break
        elif child.tag in {"strong", "em"}:
            yield _marked(inner, child.tag, bool(previous) or child.getprevious() is None)
        elif child.tag == "a" and child.get("href"):
            yield f"[{inner}](<{_address(child.get('href'))}>)"
        else:
            yield inner
        yield _escaped(child.tail)
        previous = child.tail


def _escaped(text: str | None) -> str:
    plain = re.sub(r"[ \t\r\n]+", " ", text or "")
    return re.sub(r"!$", r"\!", _MARKUP.sub(r"\\\g<0>", plain))  # `!` before a link would make it a picture


def _marked(inner: str, tag: str, apart: bool) -> str:
    """Emphasis, in asterisks where it stands `apart` from what was marked before it.

    Beside Chinese punctuation asterisks neither open nor close emphasis (CommonMark 0.31, 6.2), so tags do.
    """
    if apart and inner and inner[0].isalnum() and inner[-1].isalnum():
        mark = "**" if tag == "strong" else "*"
        return f"{mark}{inner}{mark}"
    return f"<{tag}>{inner}</{tag}>" if inner.strip() else inner


def _address(href: str) -> str:
    """An address that cannot end its brackets early."""
    return re.sub(r"[<>\\\s]", lambda char: "".join(f"%{byte:02X}" for byte in char[0].encode()), href)
