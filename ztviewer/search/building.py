"""Documents handed to writers, a file after another, and what they wrote told in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from ztviewer.core.article import ArticleId, Document
from ztviewer.search.failures import translated
from ztviewer.search.writers import Writer

_BATCH_CHARACTERS = 500_000
"""inverted at a time: this many times a hundred bytes of memory"""

_SEGMENT_CHARACTERS = 4_000_000
"""of a segment, more or less: what is held in memory until it is written"""

_MOST_PROCESSES = 4
"""So many invert as fast as one reads documents; each takes up to 150 MB."""


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that belong together."""

    documents: Iterable[Document]
    """articles as they are now, read lazily"""
    ids: Sequence[ArticleId]
    """all articles that changed; those that are not among the documents are gone"""
    seen: int
    """the number of the last of these changes"""


@dataclass(slots=True)
class Written:
    """A file with the documents of some steps, or of a piece of one."""

    path: Path
    writer: Writer
    ids: list[ArticleId] = field(default_factory=list)
    """whatever the index holds of these is out of date"""
    seen: int | None = None
    """the last change in it, None where it ends amid a step: what follows belongs to the same commit"""
    documents: int = 0


def processes() -> int:
    """As many as there are cores that this program may use, within bounds."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, _MOST_PROCESSES)


class Building(AbstractContextManager["Building"]):
    """Writers and what they are at: at most so many, each started when it is needed.

    `name` makes up a file name; `waiting` is called while nothing else goes on, and may raise to give up.
    """

    def __init__(
        self, start: Callable[[], Writer], most: int, name: Callable[[], Path], waiting: Callable[[], None]
    ) -> None:
        self._start = start
        self._most = most
        self._name = name
        self._waiting = waiting
        self._idle: list[Writer] = []
        self._started: list[Writer] = []
        self._writing: deque[Written] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the writers, whatever they are doing."""
        for writer in self._started:
            writer.close()

    def written(self, steps: Iterable[Step]) -> Iterator[Written]:
        """Write all steps; the files come in the order of the steps, which is how they must be taken in."""
        now, characters = self._begun(), 0
        for step in steps:
            if now.ids:
                now.writer.drop(step.ids)
            now.ids += step.ids
            for batch in batches(step.documents):
                if characters > 2 * _SEGMENT_CHARACTERS:
                    yield from self._write(now)
                    now, characters = self._begun(), 0
                with translated():
                    now.writer.invert(batch)
                now.ids += [document.id for document in batch]
                characters += sum(map(size, batch))
            now.seen = step.seen
            if characters > _SEGMENT_CHARACTERS:
                yield from self._write(now)
                now, characters = self._begun(), 0
        yield from self._write(now)
        yield from self._finished(0)

    def _begun(self) -> Written:
        """A file that documents can be gathered for."""
        if not self._idle:
            self._started.append(self._start())
            self._idle.append(self._started[-1])
        return Written(self._name(), self._idle.pop())

    def _write(self, written: Written) -> Iterator[Written]:
        """Write a file; what else is written by then, so that one writer is free."""
        with translated():
            written.writer.write(written.path)
        self._writing.append(written)
        yield from self._finished(self._most - 1)

    def _finished(self, most: int) -> Iterator[Written]:
        """What is written, until at most so many are being written."""
        while len(self._writing) > most:
            written = self._writing.popleft()
            with translated():
                written.documents = written.writer.result(self._waiting)
            self._idle.append(written.writer)
            yield written


def size(document: Document) -> int:
    """The characters of a document's text."""
    return len(document.text) + len(document.title) + sum(map(len, document.captions))


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in groups of a bounded size; the last of an id counts."""
    group: dict[ArticleId, Document] = {}
    characters = 0
    for document in documents:
        group[document.id] = document
        characters += size(document)
        if characters > _BATCH_CHARACTERS:
            yield list(group.values())
            group, characters = {}, 0
    if group:
        yield list(group.values())
