"""What Whoosh sees of an array segment: its terms, postings, lengths and stored ids, as any codec shows them."""

from collections.abc import Iterator, Mapping
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

import numpy as np
from whoosh.codec.base import (
    Codec,
    FieldCursor,
    FieldWriter,
    PerDocumentReader,
    PerDocumentWriter,
    PostingsWriter,
    Segment,
    TermsReader,
)
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import FieldType
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.matching import Matcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from ztviewer.core.query import Field
from ztviewer.search.codec.collector import MixedFieldWriter
from ztviewer.search.codec.field import TextField
from ztviewer.search.codec.format import ArrayFile
from ztviewer.search.codec.matcher import ArrayMatcher
from ztviewer.search.codec.segment import EXTENSION, ArraySegment, SegmentFile

_SPACE = b" "


class ArrayCodec(Codec):
    """Token fields in arrays, for Whoosh's readers and for its writer; every other field in Whoosh's own codec."""

    def __init__(self, **options: int) -> None:
        """`options` are those of Whoosh's own codec."""
        self._own = W3Codec(**options)

    def column_filename(self, segment: Segment, fieldname: str) -> str:
        """The file of a column that Whoosh's own codec writes."""
        return str(self._own.column_filename(segment, fieldname))

    def per_document_writer(self, storage: Storage, segment: Segment) -> PerDocumentWriter:
        """Whoosh's own, for segments that its writer makes."""
        return cast(PerDocumentWriter, self._own.per_document_writer(storage, segment))

    def field_writer(self, storage: Storage, segment: ArraySegment) -> FieldWriter:
        """Writes the postings of a segment that Whoosh's writer makes."""
        return MixedFieldWriter(self._own, storage, segment)

    def postings_writer(self, dbfile: StructFile, byteids: bool = False) -> PostingsWriter:
        """Whoosh's own, for vectors."""
        return cast(PostingsWriter, self._own.postings_writer(dbfile, byteids))

    def postings_reader(
        self,
        dbfile: StructFile,
        terminfo: TermInfo,
        format_: Format,
        term: tuple[str, bytes] | None = None,
        scorer: BaseScorer | None = None,
    ) -> Matcher:
        """Whoosh's own, for vectors."""
        return cast(Matcher, self._own.postings_reader(dbfile, terminfo, format_, term, scorer))

    def terms_reader(self, storage: Storage, segment: ArraySegment) -> TermsReader:
        """The terms of a segment."""
        path = _path(storage, segment)
        if segment.bulk:
            return ArrayTerms({str(field): text for field, text in SegmentFile(path).fields.items()})
        own: TermsReader = self._own.terms_reader(storage, segment)
        if not path.is_file():
            return own
        file = ArrayFile(path)
        names = [name.removesuffix(".firsts") for name in file.names() if name.endswith(".firsts")]
        return MixedTerms(ArrayTerms({name: TextField(file, name) for name in names}), own)

    def per_document_reader(self, storage: Storage, segment: ArraySegment) -> PerDocumentReader:
        """The documents of a segment."""
        if segment.bulk:
            return ArrayDocuments(SegmentFile(_path(storage, segment)), segment)
        own: PerDocumentReader = self._own.per_document_reader(storage, segment)
        return own

    def new_segment(self, storage: Storage, indexname: str) -> ArraySegment:
        """A segment that Whoosh's writer will fill."""
        segment = ArraySegment(indexname)
        segment.bulk = False
        return segment


def _path(storage: Storage, segment: Segment) -> Path:
    """Where the arrays of a segment stand."""
    return Path(getattr(storage, "folder", ""), str(segment.make_filename(EXTENSION)))


class FieldTerms:
    """The terms of one field in order: a token, then the pairs that begin with it, each with its number."""

    def __init__(self, field: TextField) -> None:
        self.field = field
        pairs = field.firsts[:-1].astype(np.int64)
        self._singles = pairs + np.arange(len(pairs)) - 1
        """the number of each token's own term"""

    def __len__(self) -> int:
        return len(self.field.tokens) - 1 + len(self.field.positions)

    def place(self, term: bytes) -> int:
        """How many terms are smaller."""
        first, space, second = term.decode("utf-8", "surrogateescape").partition(" ")
        tokens = self.field.tokens
        token = tokens.place(first)
        if token == len(tokens):
            return len(self)
        if not space or tokens[token] != first:
            return max(0, int(self._singles[token]))
        start, stop = self.field.pairs_of(token)
        return token + start + int(np.searchsorted(self.field.seconds(start, stop), tokens.place(second)))

    def find(self, term: bytes) -> int | None:
        """The number of a term, None where it is not there."""
        number = self.place(term)
        return number if number < len(self) and self.text(number) == term else None

    def _split(self, number: int) -> tuple[int, int | None]:
        """A term's first token, and the list of the pair unless it is the token alone."""
        token = max(0, int(np.searchsorted(self._singles, number, side="right")) - 1)
        alone = token > 0 and int(self._singles[token]) == number
        return token, None if alone else number - token

    def text(self, number: int) -> bytes:
        """A term by its number."""
        token, pair = self._split(number)
        tokens = self.field.tokens
        if pair is None:
            return tokens[token].encode()
        return f"{tokens[token]} {tokens[int(self.field.seconds(pair, pair + 1)[0])]}".encode()

    def postings(self, number: int) -> tuple[Any, Any]:
        """Documents and weights of a term."""
        token, pair = self._split(number)
        return self.field.single(token) if pair is None else self.field.count(self.field.pair_positions(pair))

    def positions(self, number: int) -> Any:
        """Positions of a term."""
        token, pair = self._split(number)
        return self.field.token_positions(token) if pair is None else self.field.pair_positions(pair)

    def info(self, number: int) -> TermInfo:
        """What Whoosh wants to know of a term."""
        documents, weights = self.postings(number)
        lengths = self.field.lengths[documents]
        return TermInfo(
            float(weights.sum(dtype=np.float64)),
            len(documents),
            int(lengths.min()),
            int(lengths.max()),
            float(weights.max()),
            int(documents[0]),
            int(documents[-1]),
        )


class ArrayTerms(TermsReader):
    """The terms of a segment."""

    def __init__(self, fields: Mapping[str, TextField]) -> None:
        self._fields = {name: FieldTerms(fields[name]) for name in sorted(fields)}

    def _number(self, fieldname: str, text: bytes) -> int:
        number = self._fields[fieldname].find(text) if fieldname in self._fields else None
        if number is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].find(text) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return [name for name, terms in self._fields.items() if len(terms)]

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "ArrayCursor":
        """Goes through the terms of a field."""
        return ArrayCursor(self._fields[fieldname], fieldobj)

    def _from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, int]]:
        for name, terms in self._fields.items():
            if name >= fieldname:
                start = terms.place(prefix) if name == fieldname else 0
                yield from ((name, number) for number in range(start, len(terms)))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Every term from one on."""
        return ((name, self._fields[name].text(number)) for name, number in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term and what is known of it."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term from one on and what is known of it."""
        for name, number in self._from(fieldname, prefix):
            terms = self._fields[name]
            yield (name, terms.text(number)), terms.info(number)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term."""
        return self._fields[fieldname].info(self._number(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in all documents."""
        return self.term_info(fieldname, text).weight() if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents hold a term."""
        number = self._fields[fieldname].find(text)
        return 0 if number is None else len(self._fields[fieldname].postings(number)[0])

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> Matcher:
        """Goes through the postings of a term."""
        terms, number = self._fields[fieldname], self._number(fieldname, text)
        return ArrayMatcher(terms, number, format_, (fieldname, text), scorer)


class MixedTerms(TermsReader):
    """The terms of a segment of Whoosh's writer: token fields in arrays, the others in Whoosh's own codec."""

    def __init__(self, arrays: ArrayTerms, own: TermsReader) -> None:
        self._arrays = arrays
        self._own = own

    def _reader(self, fieldname: str) -> TermsReader:
        return self._arrays if fieldname in self._arrays.indexed_field_names() else self._own

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term in self._reader(term[0])

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return sorted({*self._arrays.indexed_field_names(), *self._own.indexed_field_names()})

    def cursor(self, fieldname: str, fieldobj: FieldType) -> FieldCursor:
        """Goes through the terms of a field."""
        return cast(FieldCursor, self._reader(fieldname).cursor(fieldname, fieldobj))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term."""
        return merge(self._arrays.terms(), self._own.terms())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Every term from one on."""
        return merge(self._arrays.terms_from(fieldname, prefix), self._own.terms_from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term and what is known of it."""
        return merge(self._arrays.items(), self._own.items(), key=itemgetter(0))

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term from one on and what is known of it."""
        readers = (self._arrays.items_from(fieldname, prefix), self._own.items_from(fieldname, prefix))
        return merge(*readers, key=itemgetter(0))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term."""
        return cast(TermInfo, self._reader(fieldname).term_info(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in all documents."""
        return cast(float, self._reader(fieldname).frequency(fieldname, text))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents hold a term."""
        return cast(int, self._reader(fieldname).doc_frequency(fieldname, text))

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> Matcher:
        """Goes through the postings of a term."""
        return cast(Matcher, self._reader(fieldname).matcher(fieldname, text, format_, scorer))

    def close(self) -> None:
        """Let go of Whoosh's files."""
        self._own.close()


class ArrayCursor(FieldCursor):
    """Goes through the terms of one field."""

    def __init__(self, terms: FieldTerms, fieldobj: FieldType) -> None:
        self._terms = terms
        self._field = fieldobj
        self._at = 0

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._at < len(self._terms)

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not smaller."""
        self._at = self._terms.place(string if isinstance(string, bytes) else self._field.to_bytes(string))
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """The term it stands on."""
        return self._field.from_bytes(self._terms.text(self._at)) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of it."""
        return self._terms.info(self._at) if self.is_valid() else None


class ArrayDocuments(PerDocumentReader):
    """The documents of a segment."""

    def __init__(self, file: SegmentFile, segment: Segment) -> None:
        self._file = file
        self._segment = segment

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """All documents."""
        return len(self._file)

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether one is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Those that are deleted."""
        return iter(sorted(self._segment.deleted_docs()))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The tokens of a field of a document."""
        field = self._file.fields.get(Field(fieldname)) if fieldname in set(Field) else None
        return default if field is None else int(field.lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """The tokens of a field of all documents."""
        return self._file.fields[Field(fieldname)].total_length if fieldname in set(Field) else 0

    def min_field_length(self, fieldname: str) -> int:
        """The fewest tokens that a field of a document has."""
        return int(self._file.fields[Field(fieldname)].lengths.min()) if fieldname in set(Field) else 0

    def max_field_length(self, fieldname: str) -> int:
        """The most tokens that a field of a document has."""
        return int(self._file.fields[Field(fieldname)].lengths.max()) if fieldname in set(Field) else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The id of a document."""
        return {"id": int(self._file.columns.ids[docnum])}
