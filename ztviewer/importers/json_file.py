"""JSON: an array of objects, objects one after another, or one object, be it an article or what holds a list of them."""

import json
import re
from collections.abc import Iterator
from itertools import islice

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.mapping import Table
from ztviewer.importers.base import Read, Rejected
from ztviewer.importers.charset import Decoded, decode
from ztviewer.importers.columns import SAMPLE_ROWS
from ztviewer.importers.json_objects import document_of, table_of
from ztviewer.importers.source import Source

FILE_BYTES = 256 * 1024 * 1024

_BEGINNING = re.compile(r"\ufeff?\s*(?:\[\s*\{|\[\s*\]|\{\s*[\"}])")
_HEADER = 200
"""Characters: what stands around a list of articles says no more than this in one place."""
_BETWEEN = re.compile(r"[\s,\ufeff]*")


class Json:
    """A file of JSON that is not one object a line."""

    name = "json"

    def accepts(self, source: Source, head: bytes) -> bool:  # noqa: ARG002 -- the first characters say it all
        """It begins as an array of objects, or as an object."""
        return _BEGINNING.match(decode(head[:1024]).text) is not None

    def read(self, source: Source) -> Iterator[Read]:
        """One document an object, named by the file and the object's number."""
        decoded = decode(source.read(FILE_BYTES))
        keys = self._table(source, decoded).columns
        found = False
        for number, (value, text) in enumerate(_values(decoded.text), start=1):
            found = True
            place, data = f"{source.place}:{number}", text.encode("utf-8", "replace")
            try:
                if known := source.known(place, data):
                    yield known
                elif isinstance(value, dict):
                    yield document_of(place, source, value, keys, data, decoded)
                else:
                    yield Rejected(place, _("This is JSON, but no object."))
            except ImportProblem as error:
                yield Rejected(place, str(error))
        if not found:
            raise ImportProblem(_("There is no object in this file."))

    def tables(self, source: Source) -> Iterator[Table]:
        """The keys of the file's first objects, as the columns of a table."""
        yield self._table(source, decode(source.read(FILE_BYTES)))

    def _table(self, source: Source, decoded: Decoded) -> Table:
        first = (value for value, _text in _values(decoded.text) if isinstance(value, dict))
        return table_of(source, islice(first, SAMPLE_ROWS))


def _values(text: str) -> Iterator[tuple[object, str]]:
    """The values of a text, one after another, each with how it is written. ImportProblem where it is not JSON."""
    decoder = json.JSONDecoder()
    place = _beyond(text, 0)
    array = text.startswith("[", place)
    place = _beyond(text, place + array)
    while place < len(text) and not (array and text[place] == "]"):
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            raise ImportProblem(_("This is not JSON: {reason}.").format(reason=error)) from error
        yield from _inside(value) or [(value, text[place:end])]
        place = _beyond(text, end)


def _beyond(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _inside(value: object) -> list[tuple[object, str]]:
    """The objects of the one list of an object that is no article but what a program puts around a list."""
    if not isinstance(value, dict) or any(
        isinstance(one, str) and len(one) > _HEADER for one in value.values()
    ):
        return []
    lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    if len(lists) != 1 or "figures" in value:
        return []
    return [(one, json.dumps(one, ensure_ascii=False)) for one in lists[0]]
