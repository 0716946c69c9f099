"""Reprints: what finding them costs an import of any length, and how surely they are found.

python -m tests.benchmarks.reprints [ARTICLES.jsonl[.xz]] [--articles 20000] [--most 1000000]
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from tests.benchmarks.corpus import recombine
from tests.benchmarks.news import NEWS, lines
from tests.benchmarks.report import table, write_section
from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.reprints import SHORT, SIMILAR
from ztviewer.search import Sketches, hashed, resemblance, sketched
from ztviewer.services.archive import Archive
from ztviewer.services.reprinting import BATCH

STEPS = 10
"""Parts of the growth, each measured by itself."""

Edit = Callable[[random.Random, str], str]


def main() -> None:
    """Measure, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=20_000, help="real ones, for how surely")
    parser.add_argument("--most", type=int, default=1_000_000, help="recombined ones, for the cost")
    arguments = parser.parse_args()
    texts = [json.loads(line)["body"] for line in lines(arguments.path, arguments.articles)]
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            _quality(texts),
            _natural(texts),
            _joining(texts, Path(folder)),
            _growth(arguments.path, arguments.most, Path(folder)),
        ]
    write_section("reprints", "Reprints (`make bench-reprints`)", "\n\n".join(parts))


@dataclass(frozen=True, slots=True)
class Kind:
    """A way in which papers change what they reprint."""

    name: str
    edit: Edit


def _without(share: float) -> Edit:
    """Sentences left out at the end, where editors cut."""
    return lambda _chance, text: text[: round(len(text) * (1 - share))]


def _with_line(_chance: random.Random, text: str) -> str:
    return f"本报综合新华社消息 记者从有关部门获悉，\n{text}\n（责任编辑：某某）"


def _replaced(every: int) -> Edit:
    """Two characters in so many become others."""

    def edit(chance: random.Random, text: str) -> str:
        letters = list(text)
        for at in range(chance.randrange(every), len(letters) - 1, every):
            letters[at : at + 2] = [chr(chance.randrange(0x4E00, 0x9000)) for _ in range(2)]
        return "".join(letters)

    return edit


def _shuffled(chance: random.Random, text: str) -> str:
    """Paragraphs, or sentences where there is one paragraph, in another order."""
    parts = text.split("\n") if "\n" in text else re.findall(r"[^。]+。?", text)
    chance.shuffle(parts)
    return "".join(parts)


KINDS = (
    Kind("the same text", lambda _chance, text: text),
    Kind("an editor's line before and after", _with_line),
    Kind("paragraphs in another order", _shuffled),
    *(Kind(f"the last {share:.0%} left out", _without(share)) for share in (0.1, 0.25, 0.4, 0.5, 0.6)),
    *(Kind(f"a word in {every} characters replaced", _replaced(every)) for every in (80, 40, 30, 20)),
)


def _quality(texts: Sequence[str], most: int = 2000) -> str:
    """Edited copies of real articles: how many of those that are reprints are found among all articles."""
    chance = random.Random(2026)
    held = _held(texts)
    chosen = [number for number in chance.sample(range(len(texts)), len(texts)) if len(texts[number]) > 100]
    rows = []
    for kind in KINDS:
        numbers = chosen[:most]
        copies = [kind.edit(chance, texts[number]) for number in numbers]
        shares = [
            resemblance(hashed(texts[number]), hashed(copy))
            for number, copy in zip(numbers, copies, strict=True)
        ]
        found = [number in near for number, near in zip(numbers, held.alike(sketched(copies)), strict=True)]
        reprints = [known for known, share in zip(found, shares, strict=True) if share >= SIMILAR]
        rate = f"{sum(reprints) / len(reprints):.2%}" if reprints else ""
        rows.append((kind.name, f"{sum(shares) / len(shares):.2f}", f"{len(reprints):,}", rate))
    head = ("edited copy", "resemblance, mean", f"of {most:,} reprints (≥ {SIMILAR})", "of these found")
    return (
        f"Copies of {most:,} of {len(texts):,} real articles, looked for among all of them. What is found is "
        "compared text by text, so nothing below the threshold is ever joined.\n\n" + table(head, rows)
    )


def _held(texts: Sequence[str]) -> Sketches:
    """The sketches of texts, numbered from 0."""
    held = Sketches()
    for first in range(0, len(texts), BATCH):
        part = sketched(texts[first : first + BATCH])
        held.add({ArticleId(first + number): sketch for number, sketch in enumerate(part)})
    return held


def _natural(texts: Sequence[str], most: int = 3000) -> str:
    """The reprints that real articles hold, by exact resemblance with every other article."""
    shingles = [hashed(text) for text in texts]
    sizes = np.array([len(one) for one in shingles])
    owners = np.repeat(np.arange(len(texts)), sizes)
    every = np.concatenate(shingles)
    order = np.argsort(every, kind="stable")
    every, owners = every[order], owners[order]
    candidates = _held(texts).alike(sketched(texts[:most]))
    rows = []
    limits = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)
    tally = {low: [0, 0] for low in limits[:-1]}
    for number in range(most):
        own = shingles[number]
        first, last = np.searchsorted(every, own), np.searchsorted(every, own, side="right")
        both = np.bincount(
            np.concatenate(
                [owners[one:other] for one, other in zip(first, last, strict=True)] or [owners[:0]]
            ),
            minlength=len(texts),
        )
        share = both / np.maximum(sizes + len(own) - both, 1)
        share[np.minimum(sizes, len(own)) < SHORT] = 0
        share[number] = 0
        near = set(candidates[number])
        for other in np.flatnonzero(share >= limits[0]).tolist():
            low = max(limit for limit in tally if share[other] >= limit)
            tally[low][0] += 1
            tally[low][1] += other in near
    for low, high in pairwise(limits):
        pairs, found = tally[low]
        rows.append((f"{low:.1f} to {min(high, 1.0):.1f}", f"{pairs:,}", f"{found:,}"))
    return (
        f"Pairs among the same articles as they are, found by comparing {most:,} of them with every other:\n\n"
        + table(("resemblance", "pairs", "candidates by their sketches"), rows)
    )


def _joining(texts: Sequence[str], folder: Path) -> str:
    """Articles stored in an archive and joined, with all that SQL costs."""
    archive = Archive.create(folder / "archive.db", "measured", cache=folder / "cache")
    drafts = [
        ArticleDraft(str(number), "".join(f"<p>{line}</p>" for line in text.split("\n")))
        for number, text in enumerate(texts)
    ]
    began = time.process_time()
    for first in range(0, len(drafts), BATCH):
        archive.importing.add(drafts[first : first + BATCH])
    whole = time.process_time() - began
    families = archive.reprinting.families()
    with archive._database.transaction() as connection:
        connection.execute("DELETE FROM sketch")
        connection.execute("INSERT INTO unsketched SELECT id FROM article")
    again = Archive.open(folder / "archive.db", cache=folder / "cache")
    began = time.process_time()
    again.reprinting.join()
    joining = time.process_time() - began
    again.close()
    archive.close()
    count = len(texts)
    return (
        f"{count:,} real articles stored and joined in an archive: {whole / count * 1e6:.0f} µs of processor time an "
        f"article, of which joining takes {joining / count * 1e6:.0f} µs (sketch, search, the texts of candidates, SQL). "
        f"It finds {len(families):,} families of {sum(map(len, families)):,} articles."
    )


def _growth(path: Path, most: int, folder: Path) -> str:
    """The cost of sketch and search as an archive grows."""
    source = recombine(path, most, folder / "recombined.jsonl")
    held, rows, known = Sketches(), list[tuple[object, ...]](), 0
    step = max(most // STEPS // BATCH, 1) * BATCH
    with source.open(encoding="utf-8") as file:
        while batches := list(_batches(file, step)):
            sketching = searching = 0.0
            near = 0
            for texts in batches:
                began = time.process_time()
                made = sketched(texts)
                middle = time.process_time()
                held.add({ArticleId(known + number): sketch for number, sketch in enumerate(made)})
                near += sum(map(len, held.alike(made))) - len(texts)
                searching += time.process_time() - middle
                sketching += middle - began
                known += len(texts)
            count = sum(map(len, batches))
            cost = (f"{sketching / count * 1e6:.1f}", f"{searching / count * 1e6:.1f}")
            rows.append((f"{known:,}", *cost, f"{near / count:.3f}", f"{held.size / 1e6:.0f} MB"))
    head = (
        "articles",
        "sketch, µs an article",
        "adding and searching, µs",
        "candidates an article",
        "memory",
    )
    return "Recombined articles, processor time of each tenth:\n\n" + table(head, rows)


def _batches(file: Iterator[str], count: int) -> Iterator[list[str]]:
    for _ in range(count // BATCH):
        if batch := [json.loads(line)["body"] for line in islice(file, BATCH)]:
            yield batch


if __name__ == "__main__":
    main()
