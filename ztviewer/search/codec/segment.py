"""A segment of the index: what Whoosh's table of contents keeps of it, and its file, written and opened."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, Segment

from ztviewer.core.article import Document
from ztviewer.core.query import Field
from ztviewer.search.codec.column_file import read_columns, write_columns
from ztviewer.search.codec.field import TextField, page_bits
from ztviewer.search.codec.format import ArrayFile, ArrayWriter
from ztviewer.search.codec.inverter import invert
from ztviewer.search.codec.merger import FieldMerger
from ztviewer.search.codec.sources import Batch, Batches, Segments, Sources
from ztviewer.search.columns import Columns, Row
from ztviewer.search.terms import texts

EXTENSION = ".arrays"


class ArraySegment(Segment):
    """A segment as the table of contents lists it: its name, its size and what is deleted of it."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.bulk = True
        """written by `write_segment`, not by Whoosh's writer"""
        self._count = 0
        self._deleted: frozenset[int] = frozenset()

    def codec(self) -> Codec:
        """What reads it."""
        from ztviewer.search.codec.whoosh_codec import ArrayCodec

        return ArrayCodec()

    def should_assemble(self) -> bool:
        """It is one file as it is."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Say how many documents it holds."""
        self._count = doccount

    def doc_count_all(self) -> int:
        """Its documents, those that are deleted included."""
        return self._count

    def deleted_count(self) -> int:
        """How many are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        """Those that are deleted."""
        return self._deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether one is deleted."""
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete one, or take that back."""
        self._deleted = self._deleted | {docnum} if delete else self._deleted - {docnum}

    def delete(self, documents: Iterable[int]) -> None:
        """Delete some."""
        self._deleted = self._deleted.union(documents)

    def live(self) -> NDArray[np.bool_]:
        """Which documents are not deleted."""
        mask = np.ones(self._count, bool)
        mask[np.fromiter(self._deleted, np.int64, len(self._deleted))] = False
        return mask


class SegmentFile:
    """The file of a segment, open. It stays as it is, whatever the index does later."""

    def __init__(self, path: Path) -> None:
        self.file = ArrayFile(path)
        self.columns = read_columns(self.file)
        self.fields = {field: TextField(self.file, field.value) for field in Field}

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The least id and the greatest."""
        ids = self.columns.ids
        return int(ids.min()), int(ids.max())

    def documents(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """The documents of some ids, given ascending."""
        first, last = np.searchsorted(ids, self.span)
        if first == last and (last == len(ids) or ids[last] != self.span[1]):
            return np.zeros(0, np.intp)
        return np.flatnonzero(np.isin(self.columns.ids, ids))


@dataclass(frozen=True)
class Inverted:
    """A batch of documents, inverted."""

    columns: Columns
    fields: dict[Field, Batch]
    live: NDArray[np.bool_]
    """which of them are still wanted"""

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Inverted":
        """Invert the fields of a batch and gather its columns."""
        columns: dict[Field, list[str]] = {field: [] for field in Field}
        for document in documents:
            for field, text in texts(document):
                columns[field].append(text)
        fields = {field: Batch(invert(column, page_bits(field))) for field, column in columns.items()}
        lengths = fields[Field.BODY].lengths.tolist()
        rows = [Row.of(document, length) for document, length in zip(documents, lengths, strict=True)]
        return cls(Columns.of(rows), fields, np.ones(len(rows), bool))


def write_batches(path: Path, batches: Sequence[Inverted]) -> int:
    """Write a segment of fresh batches; returns how many documents it holds."""
    fields = {field: Batches([batch.fields[field] for batch in batches]) for field in Field}
    return _write(path, [batch.columns for batch in batches], [batch.live for batch in batches], fields, 1)


def write_merged(
    path: Path, files: Sequence[SegmentFile], live: Sequence[NDArray[np.bool_]], threads: int
) -> int:
    """Write a segment of the live documents of others; returns how many it holds."""
    fields = {field: Segments([file.fields[field] for file in files]) for field in Field}
    return _write(path, [file.columns for file in files], live, fields, threads)


def _write(
    path: Path,
    columns: Sequence[Columns],
    kept: Sequence[NDArray[np.bool_]],
    fields: Mapping[Field, Sources],
    threads: int,
) -> int:
    counts = [int(np.count_nonzero(keep)) for keep in kept]
    firsts = itertools.accumulate(counts, initial=0)
    numbers = [
        np.where(keep, np.cumsum(keep) - 1 + first, -1) for keep, first in zip(kept, firsts, strict=False)
    ]
    writer = ArrayWriter(path)
    try:
        write_columns(writer, columns, kept)
        for field, sources in fields.items():
            FieldMerger(writer, field.value, page_bits(field), sources, numbers, threads).write()
        writer.close({"documents": sum(counts)})
    except BaseException:
        writer.abandon()
        path.unlink(missing_ok=True)
        raise
    return sum(counts)
