"""The process that reads documents: it takes units, and gives back articles that are ready to be stored."""

import pickle
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import Connection

from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _, use_language
from ztviewer.importers.base import Imported, Read, Rejected
from ztviewer.importers.registry import pictures_shown, read_source, read_span, spans
from ztviewer.importers.source import Content, Known, Source, file_source, shown
from ztviewer.importers.walk import Found, unreadable
from ztviewer.services.pipeline import sandbox
from ztviewer.services.pipeline.messages import Batch, Done, Failed, Stretches
from ztviewer.services.pipeline.pulse import Pulse
from ztviewer.services.pipeline.units import Extracted, Recognised, Result, Setup, Unit, ready
from ztviewer.services.sketching import with_sketches
from ztviewer.storage import ArticleStore, Database, fixity

_BATCH = 100
"""Documents sent together at most."""
_SECONDS = 0.2
"""How long one may wait for others to be sent with."""
_STRETCHES = 32
"""Stretches told together, so that others can begin with them."""


def work(pipe: Connection, pulse: Pulse, setup: Setup) -> None:
    """Read units until the other end of the pipe is closed."""
    sandbox.enter()
    use_language(setup.language)
    with ExitStack() as stack, suppress(EOFError, BrokenPipeError):
        articles = None
        if setup.archive is not None:
            database = Database.open(setup.archive, writable=False)
            stack.callback(database.close)
            articles = ArticleStore(database)
        pipe.send(Done())
        while True:
            _Reading(pipe, pulse, setup, articles, pipe.recv()).run()


class _Reading:
    """One unit being read."""

    def __init__(
        self, pipe: Connection, pulse: Pulse, setup: Setup, articles: ArticleStore | None, unit: Unit
    ) -> None:
        self._pipe = pipe
        self._pulse = pulse
        self._setup = setup
        self._articles = articles
        self._unit = unit
        self._finished = 0
        self._paths: list[str] = []
        self._waiting: list[Result] = []
        self._shown: set[Content] = set()
        self._sent = time.monotonic()

    def run(self) -> None:
        """Read it all and send what comes of it."""
        try:
            if self._unit.span is None and len(self._unit.files) == 1 and self._divide():
                return
            for found in self._unit.files:
                for document in self._documents(found):
                    if document.path not in self._unit.passed:
                        self._take(document)
                self._finished += 1
                self._paths = []
            self._send()
            self._pipe.send(Done())
        except (EOFError, BrokenPipeError):
            raise
        except MemoryError:
            self._pipe.send(Failed(_("It takes more memory than a document may.")))
        except Exception as error:  # a fault of ours: this document is not read, and the others are
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            self._pipe.send(Failed(_("ZTViewer failed to read it: {reason}.").format(reason=reason)))

    def _divide(self) -> bool:
        """Tell the stretches of a large file; False where it is read as a whole."""
        found = self._unit.files[0]
        if isinstance(found, Rejected) or self._unit.passed or self._unit.fatal:
            return False
        divided = False
        try:
            stretches = spans(self._source(found))
            while some := tuple(islice(stretches, _STRETCHES)):
                self._pipe.send(Stretches(some))
                divided = True
        except OSError as error:
            if divided:  # else it is told when the file is read
                self._take(Rejected(shown(found.path), unreadable(error)))
                self._send()
        if divided:
            self._pipe.send(Done())
        return divided

    def _documents(self, found: Found | Rejected) -> Iterator[Read]:
        if isinstance(found, Rejected):
            yield found
            return
        try:
            source = self._source(found)
            if self._unit.span is not None:
                yield from read_span(source, self._unit.span)
            else:
                yield from read_source(source, self._unit.shown)
        except OSError as error:
            yield Rejected(shown(found.path), unreadable(error))
        except ImportProblem as error:
            yield Rejected(shown(found.path), str(error))

    def _source(self, found: Found) -> Source:
        source = file_source(found.path, self._unit.top)
        return replace(source, known=self._known, options=self._setup.options)

    def _known(self, place: str, data: bytes) -> Known | None:
        digest = fixity(data)
        self._pulse.beat(digest)
        if digest in self._unit.fatal:
            raise ImportProblem(self._unit.fatal[digest])
        if self._articles is None or place in self._setup.options.forced:
            return None
        ids = self._articles.received(digest, self._setup.last)
        return Known(place, tuple(ids), self._articles.pictures(ids)) if ids else None

    def _take(self, document: Read) -> None:
        self._shown.update(pictures_shown(document))
        self._waiting += _results(document, self._setup)
        self._paths.append(document.path)
        if len(self._waiting) >= _BATCH or time.monotonic() - self._sent > _SECONDS:
            self._send()

    def _send(self) -> None:
        self._pipe.send(Batch(self._finished, tuple(self._paths), frozenset(self._shown)))
        self._pipe.send_bytes(pickle.dumps(_sketched(self._waiting), pickle.HIGHEST_PROTOCOL))
        self._waiting, self._paths, self._shown, self._sent = [], [], set(), time.monotonic()


def _sketched(results: Sequence[Result]) -> list[Result]:
    """The same, what is to be stored with its sketch."""
    entries = iter(with_sketches([one.entry for one in results if isinstance(one, Extracted)]))
    return [replace(one, entry=next(entries)) if isinstance(one, Extracted) else one for one in results]


def _results(document: Read, setup: Setup) -> list[Result]:
    """A document as it is given back: made ready to be stored, with what the rules give it."""
    match document:
        case Imported():
            return [ready(document, setup.options)]
        case Known(path, (article,)):
            return [Recognised(path, article)]
        case Known(path, articles):
            return [Recognised(f"{path}:{number}", one) for number, one in enumerate(articles, start=1)]
        case Rejected():
            return [document]
