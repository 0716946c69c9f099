"""`kill -9` at random moments of building, updating and merging an index, and what is there afterwards.

Whatever state an index is left in, a piece of text must find exactly those of its articles that a scan finds.

python -m tests.benchmarks.kills build|update|merge ARCHIVE CACHE does such work, to be killed at it.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.scanning import Scan
from ztviewer.core.article import ArticleId
from ztviewer.core.errors import ZTViewerError
from ztviewer.core.query import Key, Keyed, Phrase, Request
from ztviewer.search.terms import words
from ztviewer.services import indexing
from ztviewer.services.archive import Archive

WORKS = ("build", "update", "merge")

_BATCH = 500
"""changes that a commit follows, so that a build and an update take several"""

_PIECES = 25
"""texts asked for after each kill, of 1 to 8 characters"""

_SEGMENTS = 4
"""that a merge begins with, beside the large one"""


def main() -> None:
    """Do one work on an archive; says when it begins."""
    work, path, cache = sys.argv[1:]
    indexing.BATCH = _BATCH
    archive = Archive.open(Path(path), cache=Path(cache))
    index = archive.indexing.current() if work == "merge" else None
    print("begins", flush=True)
    if index is None:
        archive.indexing.bring_up_to_date()
    else:
        index.compact()
    archive.close()


class Kills:
    """An archive whose index is worked on, killed and judged."""

    def __init__(self, path: Path, cache: Path) -> None:
        self._path = path
        self._cache = cache
        self._chance = random.Random(9)
        with_all = Archive.open(path, cache=cache)
        with_all.indexing.bring_up_to_date()
        articles = [with_all.reading.article(one) for one in with_all.searching.find(Request()).ids]
        with_all.close()
        self._ids = {article.id for article in articles}
        self._texts = [article.text for article in articles]
        self._scan = Scan(articles, words)
        self._turn = 0

    def run(self, kills: int) -> Counter[str]:
        """So many kills; counts what was killed, how the index stood afterwards, and what was wrong."""
        counts = Counter[str]()
        takes = {work: self._works(work, None) or 0.0 for work in WORKS}
        while counts.total() < 2 * kills:
            work = WORKS[self._turn % len(WORKS)]
            if self._works(work, self._chance.uniform(0, takes[work])) is None:
                counts[work] += 1
                counts[self._judged()] += 1
        return counts

    def _works(self, work: str, kill: float | None) -> float | None:
        """Do a work and kill it so many seconds after it began; the seconds it took where it was done before."""
        self._prepare(work)
        command = [sys.executable, "-m", "tests.benchmarks.kills", work, self._path, self._cache]
        with subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            child.stdout.readline()
            began = time.perf_counter()
            if kill is not None:
                time.sleep(kill)
                child.send_signal(signal.SIGKILL)
        return None if child.returncode == -signal.SIGKILL else time.perf_counter() - began

    def _prepare(self, work: str) -> None:
        """Give a work something to do."""
        self._turn += 1
        archive = Archive.open(self._path, cache=self._cache)
        match work:
            case "build":
                archive.indexing.discard()
            case "update":
                archive.tagging.add(f"改{self._turn:05}", self._some(len(self._ids) // 2))
            case "merge":
                for part in range(_SEGMENTS):
                    archive.tagging.add(f"并{self._turn:05}-{part}", self._some(50))
                    archive.indexing.bring_up_to_date()
        archive.close()

    def _some(self, count: int) -> list[ArticleId]:
        return self._chance.sample(sorted(self._ids), count)

    def _judged(self) -> str:
        """How the index stands after a kill, and whether it answers rightly then and once it has followed."""
        try:
            archive = Archive.open(self._path, cache=self._cache)
            stands = archive.indexing.status().state
            pieces = list(self._pieces())
            right = stands == "missing" or self._answers(archive, pieces)
            archive.indexing.bring_up_to_date()
            right = right and _all(archive) == self._ids and self._answers(archive, pieces)
            right = right and all(
                set(archive.searching.find(Request(Keyed(Key.TAG, tag.path))).ids)
                == set(archive.tagging.carriers(tag.path))
                for tag in archive.tagging.tags()[-3:]
            )
            archive.close()
        except ZTViewerError as error:
            print(f"fails: {error}")
            return "fails"
        return stands if right else "wrong"

    def _answers(self, archive: Archive, pieces: Sequence[str]) -> bool:
        held = _all(archive)
        found = [set(archive.searching.find(Request(Phrase(piece))).ids) for piece in pieces]
        return found == [self._scan.holding(piece) & held for piece in pieces]

    def _pieces(self) -> Iterator[str]:
        for text in self._chance.sample(self._texts, _PIECES):
            start = self._chance.randrange(len(text))
            yield text[start : start + self._chance.randint(1, 8)].replace("\n", " ")


def _all(archive: Archive) -> set[ArticleId]:
    """The articles that the index holds."""
    found = archive.searching.find(Request())
    return set(found.ids) if found.indexed else set()


if __name__ == "__main__":
    main()
