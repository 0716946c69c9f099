"""A segment of the index: what Whoosh's table of contents keeps of it, and its file, written and opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, Segment

from ztviewer.core.article import Document
from ztviewer.core.query import Field
from ztviewer.search.codec.column_file import joined, read_columns, write_columns
from ztviewer.search.codec.field import TextField, page_bits
from ztviewer.search.codec.format import ArrayFile, ArrayWriter
from ztviewer.search.codec.inverter import invert
from ztviewer.search.codec.merger import FieldMerger, Source
from ztviewer.search.codec.sources import Batch, Stored
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
        return len(self.columns.ids)


@dataclass(frozen=True)
class Inverted:
    """A batch of documents, inverted."""

    columns: Columns
    fields: dict[Field, Batch]

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
        return cls(Columns.of(rows), fields)

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """All of it."""
        return np.ones(len(self.columns.ids), bool)


def write_segment(path: Path, parts: Sequence[Inverted | tuple[SegmentFile, NDArray[np.bool_]]]) -> int:
    """Write a segment of batches and of the live documents of segments; returns how many it holds."""
    kept = [part.live if isinstance(part, Inverted) else part[1] for part in parts]
    columns = joined(
        [part.columns if isinstance(part, Inverted) else part[0].columns for part in parts], kept
    )
    ends = np.cumsum([int(keep.sum()) for keep in kept])
    numbers = [
        np.where(keep, np.cumsum(keep) - 1 + end - int(keep.sum()), -1)
        for keep, end in zip(kept, ends, strict=True)
    ]
    writer = ArrayWriter(path)
    try:
        write_columns(writer, columns)
        for field in Field:
            sources = [
                Source(
                    part.fields[field] if isinstance(part, Inverted) else Stored(part[0].fields[field]),
                    number,
                )
                for part, number in zip(parts, numbers, strict=True)
            ]
            FieldMerger(writer, field.value, page_bits(field), sources).write()
        writer.close({"documents": len(columns.ids)})
    except BaseException:
        writer.abandon()
        path.unlink(missing_ok=True)
        raise
    return len(columns.ids)
