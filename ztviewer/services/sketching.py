"""Sketches of documents that are to be stored: many at a time, in whichever process there is time for it."""

from collections.abc import Sequence
from dataclasses import replace

from ztviewer.search import sketched
from ztviewer.storage import Entry


def with_sketches(entries: Sequence[Entry]) -> list[Entry]:
    """The same, where those without a sketch have got one."""
    made = iter(sketched([entry.text for entry in entries if entry.sketch is None]))
    return [replace(entry, sketch=next(made)) if entry.sketch is None else entry for entry in entries]
