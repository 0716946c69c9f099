"""Questions with the documents that answer them, from `../shared/data/`, and how high a ranking puts those."""

import json
import lzma
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ztviewer.core.article import ArticleId, Document, State

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

FIRST = 10
"""Ranks that count."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A set of documents, numbered from 1, and questions with the numbers of the right answers."""

    name: str
    documents: Sequence[Document]
    questions: Mapping[str, str]
    right: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions."""

    mrr: float
    ndcg: float


def stard() -> Judged:
    """Questions of laymen to statutes."""
    folder = DATA / "retrieval" / "stard"
    return _judged(
        "STARD", folder / "corpus.jsonl.xz", folder / "queries.train.jsonl", folder / "qrels.train.tsv"
    )


def drcd() -> Judged:
    """Questions in traditional characters to passages in traditional characters."""
    folder = DATA / "retrieval" / "drcd"
    return _judged("DRCD", folder / "corpus.jsonl.xz", folder / "queries.dev.jsonl", folder / "qrels.dev.tsv")


def known_items() -> Judged:
    """Headlines, each to find its article by the body alone."""
    folder = DATA / "retrieval" / "cctv_known_item"
    corpus = DATA / "cctv_html" / "expected.jsonl.xz"
    return _judged("known items", corpus, folder / "queries.jsonl", folder / "qrels.tsv", titles=False)


def _judged(name: str, corpus: Path, queries: Path, judgements: Path, *, titles: bool = True) -> Judged:
    records = _records(corpus)
    documents = [
        _document(number, record["title"] if titles else "", record["body"])
        for number, record in enumerate(records, start=1)
    ]
    numbers = {record["id"]: number for number, record in enumerate(records, start=1)}
    right: dict[str, set[int]] = {}
    for line in judgements.read_text("utf-8").splitlines():
        question, _, document, grade = line.split("\t")
        if int(grade) > 0:
            right.setdefault(question, set()).add(numbers[document])
    questions = {record["id"]: record["text"] for record in _records(queries) if record["id"] in right}
    return Judged(
        name, documents, questions, {question: frozenset(right[question]) for question in questions}
    )


def _records(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def _document(number: int, title: str, text: str) -> Document:
    return Document(
        id=ArticleId(number),
        title=title,
        text=text,
        captions=(),
        source=None,
        author=None,
        editor=None,
        column=None,
        tags=(),
        topics=(),
        published=None,
        pictures=0,
        notes=0,
        state=State.ACTIVE,
    )


def figures(ranked: Iterable[tuple[Sequence[int], frozenset[int]]]) -> Figures:
    """MRR and nDCG of rankings, each with the right answers."""
    each = [judge(found, right) for found, right in ranked]
    return Figures(sum(one.mrr for one in each) / len(each), sum(one.ndcg for one in each) / len(each))


def judge(found: Sequence[int], right: frozenset[int]) -> Figures:
    """Reciprocal rank and nDCG of one ranking."""
    ranks = [rank for rank, number in enumerate(found[:FIRST], start=1) if number in right]
    ideal = sum(_gain(rank) for rank in range(1, min(FIRST, len(right)) + 1))
    return Figures(1 / ranks[0] if ranks else 0.0, sum(map(_gain, ranks)) / ideal)


def _gain(rank: int) -> float:
    return 1 / math.log2(rank + 1)
