"""Postings of token fields as Whoosh's own segment writer hands them over, one by one, put into arrays.

The index itself is written in batches by `segment`; this is for whoever writes with Whoosh's writer.
"""

from array import array
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
from whoosh.fields import FieldType
from whoosh.filedb.filestore import Storage

from ztviewer.search.codec.field import page_bits
from ztviewer.search.codec.format import ArrayWriter
from ztviewer.search.codec.inverter import Postings
from ztviewer.search.codec.lists import Numbers
from ztviewer.search.codec.merger import FieldMerger
from ztviewer.search.codec.segment import EXTENSION, ArraySegment
from ztviewer.search.codec.sources import Batch, Batches
from ztviewer.search.schema import Tokens
from ztviewer.search.terms import counts as counts_to_length


class MixedFieldWriter(FieldWriter):
    """Sends token fields to arrays and every other field to Whoosh's own codec."""

    def __init__(self, codec: W3Codec, storage: Storage, segment: ArraySegment) -> None:
        self._own = W3FieldWriter(codec, storage, segment)
        folder = getattr(storage, "folder", "")
        self._path = Path(folder) / segment.make_filename(EXTENSION) if folder else None
        self._segment = segment
        self._fields: dict[str, _Collected] = {}
        self._current: _Collected | None = None
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        """The postings that follow belong to this field."""
        if isinstance(fieldobj, Tokens) and self._path:
            self._current = self._fields.setdefault(fieldname, _Collected(fieldobj))
        else:
            self._current = None
            self._own.start_field(fieldname, fieldobj)

    def start_term(self, text: bytes) -> None:
        """The postings that follow belong to this term."""
        if self._current is None:
            self._own.start_term(text)
        else:
            self._current.terms.append(text.decode())
            self._current.starts.append(len(self._current.documents))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        """One posting."""
        if self._current is None:
            self._own.add(docnum, weight, vbytes, length)
        else:
            self._current.add(docnum, vbytes)

    def finish_term(self) -> None:
        """The term is complete."""
        if self._current is None:
            self._own.finish_term()

    def finish_field(self) -> None:
        """The field is complete."""
        if self._current is None:
            self._own.finish_field()
        self._current = None

    def close(self) -> None:
        """Write the arrays."""
        self._own.close()
        self.is_closed = True
        if self._path and self._fields:
            writer = ArrayWriter(self._path)
            documents = self._segment.doc_count_all()
            for name, collected in self._fields.items():
                batch = Batch(collected.postings(page_bits(name), documents))
                FieldMerger(writer, name, page_bits(name), Batches([batch]), [np.arange(documents)]).write()
            writer.close({"documents": documents})


class _Collected:
    """The postings of one field, term after term."""

    def __init__(self, field: Tokens) -> None:
        self._decode = field.format.decode_positions
        self.terms: list[str] = []
        self.starts = array("q")
        """where the postings of each term begin"""
        self.documents = array("q")
        self.counts = array("q")
        self.positions = array("q")

    def add(self, document: int, value: bytes) -> None:
        """One posting."""
        positions = self._decode(value)
        self.documents.append(document)
        self.counts.append(len(positions))
        self.positions.extend(positions)

    def postings(self, bits: int, size: int) -> Postings:
        """All of it as the inverter makes it."""
        documents, counts, places = (
            np.array(each, np.int64) for each in (self.documents, self.counts, self.positions)
        )
        ends = np.append(np.array(self.starts, np.int64), len(documents))
        postings = ends[1:] - ends[:-1]
        term = np.repeat(np.arange(len(postings)), postings)
        tokens = ["", *(name for name in self.terms if " " not in name)]
        numbers = {token: number for number, token in enumerate(tokens)}
        pair = np.array([" " in name for name in self.terms], bool)
        firsts, _, seconds = (
            zip(*(name.partition(" ") for name in self.terms), strict=True) if self.terms else ((),) * 3
        )
        keys = [numbers[first] << 32 | numbers[second] for first, second in zip(firsts, seconds, strict=True)]
        alone = ~pair[term]
        counted = np.array([counts_to_length(name) for name in self.terms], bool)[term]
        lengths = np.bincount(documents[counted], counts[counted], minlength=size).astype(np.int64)
        occurrence = np.repeat(np.arange(len(documents)), counts)
        last = np.full(size, -2, np.int64)
        np.maximum.at(last, documents[occurrence], places)
        pages = (last + 2 + (1 << bits) - 1) >> bits
        bases = (np.cumsum(pages) - pages) << bits
        within = pair[term[occurrence]]
        positions = (bases[documents[occurrence]] + places)[within]
        return Postings(
            tokens,
            lengths,
            pages,
            np.array([numbers[name] for name in self.terms if " " not in name], np.int64),
            postings[~pair],
            documents[alone].astype(np.uint32),
            counts[alone].astype(np.uint32),
            np.array(keys, np.uint64)[pair],
            _summed(counts, term, len(postings))[pair],
            positions.astype(np.uint32),
        )


def _summed(counts: Numbers, term: Numbers, terms: int) -> Numbers:
    """The occurrences of each term."""
    totals: Any = np.bincount(term, counts, minlength=terms)
    return np.asarray(totals, np.int64)
