"""What would become of documents that are only tried: told against the archive and against those that came before.

Nothing is stored in the archive. What reprints of a trial's own documents are compared with, their texts, waits packed
in a temporary file without a name, and their sketches in memory: some 200 bytes a document.
"""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile

from ztviewer.core.article import ArticleId
from ztviewer.core.importing import ImportOptions, Outcome, OutcomeKind
from ztviewer.search import Hashes, Sketches, hashed
from ztviewer.services.pipeline import Extracted, Recognised, Result
from ztviewer.services.reprinting import MOST_READ, Reprinting, are_reprints
from ztviewer.services.sketching import with_sketches
from ztviewer.storage import ArticleStore, Entry

_IN_MEMORY = 16 * 1024 * 1024


class Coming:
    """The texts of a trial that would come, numbered from -1 downwards, as no article is."""

    def __init__(self) -> None:
        self.sketches = Sketches()
        self._places = array("q")
        self._texts = SpooledTemporaryFile[bytes](_IN_MEMORY)

    def close(self) -> None:
        """Let go of the texts."""
        self._texts.close()

    def add(self, texts: Sequence[str], sketches: Sequence[bytes]) -> list[ArticleId]:
        """Take some texts, and number them."""
        end = self._texts.seek(0, 2)
        made = dict[ArticleId, bytes]()
        for text, sketch in zip(texts, sketches, strict=True):
            self._places.append(end)
            made[ArticleId(-len(self._places))] = sketch
            end += self._texts.write(zlib.compress(text.encode("utf-8", "surrogatepass"), 1))
        self.sketches.add(made)
        return list(made)

    def text(self, number: ArticleId) -> str:
        """A text."""
        start = self._places[-number - 1]
        size = self._places[-number] - start if -number < len(self._places) else -1
        self._texts.seek(start)
        return zlib.decompress(self._texts.read(size)).decode("utf-8", "surrogatepass")


class Foretelling:
    """One trial."""

    def __init__(self, articles: ArticleStore, reprinting: Reprinting) -> None:
        self._articles = articles
        self._reprinting = reprinting
        self._digests = set[str]()
        self._coming = Coming()

    def close(self) -> None:
        """The trial is over."""
        self._coming.close()

    def tell(self, batch: Sequence[Result], _options: ImportOptions) -> Iterator[Outcome]:
        """Say what would become of each document."""
        entries = [one.entry for one in batch if isinstance(one, Extracted)]
        there = self._articles.there([entry.digest for entry in entries])
        lacking = {entry.digest: entry for entry in entries if entry.digest not in there}
        new = {digest: entry for digest, entry in lacking.items() if digest not in self._digests}
        kinds = dict(zip(new, self._kinds(list(new.values())), strict=True))
        self._digests |= new.keys()
        for document in batch:
            match document:
                case Extracted(path, entry, charset, guessed):
                    kind = kinds.pop(entry.digest, "duplicate")
                    yield Outcome(path, kind, there.get(entry.digest), None, charset, guessed)
                case Recognised(path, article):
                    yield Outcome(path, "duplicate", article)
                case _:
                    yield Outcome(document.path, "rejected", reason=document.reason)

    def _kinds(self, entries: Sequence[Entry]) -> Iterator[OutcomeKind]:
        """What each of some entries would be, that is not there yet: found as `Reprinting` finds it."""
        made = [entry.sketch or b"" for entry in with_sketches(entries)]
        texts, coming = [entry.text for entry in entries], self._coming
        numbers = coming.add(texts, made)
        with self._reprinting.looking() as (known, sketches):
            there, before = sketches.alike(made), coming.sketches.alike(made)
            for place, number in enumerate(numbers):
                near = there[place] | {
                    other: agree for other, agree in before[place].items() if other > number
                }
                likely = sorted(near, key=near.__getitem__, reverse=True)[:MOST_READ]
                others = (coming.text(other) if other < 0 else known.text(other) or "" for other in likely)
                yield "reprint" if _resembles(texts[place], others) else "added"


def _resembles(text: str, others: Iterable[str]) -> bool:
    """Whether a text is a reprint of one of some others."""
    own: Hashes | None = None
    for other in others:
        own = hashed(text) if own is None else own
        if are_reprints(own, hashed(other)):
            return True
    return False
