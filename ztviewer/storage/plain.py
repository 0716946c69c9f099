"""Text made fit for a column: no NUL, no control characters, nothing that is no character at all."""

import re
import unicodedata

from ztviewer.core.sanitised import fit

_SPACES = re.compile(r"[ \t\n]+")  # not the ideographic space, which is a character of its own


def plain(text: str | None) -> str | None:
    """Text of any number of lines, without white space around it; None where nothing is left."""
    if text is None:
        return None
    return fit(text.replace("\r\n", "\n").replace("\r", "\n")).strip() or None


def one_line(text: str | None) -> str | None:
    """Text on one line; None where nothing is left."""
    if text is not None and text.isprintable() and "  " not in text:  # nearly always, and ten times faster
        return text.strip() or None
    return _SPACES.sub(" ", whole) if (whole := plain(text)) else None


def name(text: str) -> str | None:
    """A name that people type: on one line and composed (NFC), so that what looks the same is the same."""
    return one_line(unicodedata.normalize("NFC", text))
