"""How the ranking's parameters were chosen: five-fold cross-validation over two sets of questions, in plain arrays.

Every setting ranks only documents that one of a few very different settings puts among its first hundred, which the
best ones never leave. A question belongs to the fold that the checksum of its id says.
"""

import itertools
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.arrays import Arrays, Floats, Integers, Setting, bm25, idf, leaves, weighted
from tests.benchmarks.report import table, write_section
from tests.benchmarks.retrieval import FIRST, Judged, judge, known_items, stard

FOLDS = 5
DEEP = 100

_K1 = (0.9, 1.2, 1.6)
_B = (0.6, 0.75, 0.9)
_TITLE = (1.0, 1.5, 2.0)
_VIEWS = (
    (0.0, 0.0, 1.0),
    (0.0, 1.0, 0.0),
    (0.0, 0.5, 0.5),
    (0.2, 0.4, 0.4),
    (0.3, 0.3, 0.4),
    (0.35, 0.35, 0.3),
    (0.3, 0.5, 0.2),
    (0.4, 0.4, 0.2),
    (0.5, 0.3, 0.2),
    (0.5, 0.5, 0.0),
)
_PLAIN = (0.35, 0.35, 0.3)
"""weights that every single parameter is varied under"""

_POOLED_BY = [
    Setting(1.2, b, 1.0, views)
    for b in (0.4, 0.75)
    for views in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), _PLAIN)
]

Results = Mapping[Setting, NDArray[np.float64]]
"""For each setting MRR and nDCG of every question: (2, questions)."""


@dataclass(frozen=True, slots=True)
class _Question:
    """One question and the documents that may answer it."""

    fold: int
    right: frozenset[int]
    numbers: Integers
    """of the documents, from 1"""
    lengths: Floats
    """(2, documents)"""
    counts: Floats
    """(2, leaves, documents)"""
    weights: Floats
    """idf times how often each leaf stands in each view: (3, leaves)"""


def choose() -> None:
    """Measure every setting and write the section that shows what follows."""
    results = {judged.name: _measured(judged) for judged in (stard(), known_items())}
    settings = list(next(iter(results.values()))[1])
    by_fold = [max(settings, key=lambda one: _mean(results, one, fold)) for fold in range(FOLDS)]
    best = max(settings, key=lambda one: _mean(results, one))
    rows = [_row(f"chosen without fold {fold}", one, results) for fold, one in enumerate(by_fold, start=1)]
    rows.append(_row("**chosen with all**", best, results))
    rows += [_row(name, one, results) for name, one in _varied(best) if one != best]
    head = (
        "",
        "k1",
        "b",
        "title",
        "tokens / pairs / words",
        *(f"{name} MRR@10, nDCG@10" for name in results),
    )
    held = [f"{name} {_figures(_held_out(results[name], by_fold))}" for name in results]
    introduction = (
        f"{len(settings)} settings; the best is the one with the highest mean of the four figures. Means over all "
        f"questions, ranked in plain arrays; held out, each fold under the setting chosen without it: {'; '.join(held)}."
    )
    write_section(
        "ranking-choice", "Ranking: how the parameters were chosen", f"{introduction}\n\n{table(head, rows)}"
    )


def _varied(best: Setting) -> Iterable[tuple[str, Setting]]:
    """The best setting with one parameter changed, and its name."""
    yield from (("other k1", replace(best, k1=k1)) for k1 in _K1)
    yield from (("other b", replace(best, b=b)) for b in _B)
    yield from (("other title", replace(best, title=title)) for title in _TITLE)
    yield from (("other views", replace(best, views=views)) for views in _VIEWS)


def _measured(judged: Judged) -> tuple[NDArray[np.int64], Results]:
    """The fold of each question, and the results of all settings."""
    print(f"{judged.name}: {len(judged.questions):,} questions", flush=True)
    arrays = Arrays(judged.documents)
    questions = [_pooled(arrays, name, text, judged.right[name]) for name, text in judged.questions.items()]
    means = {title: float(weighted(arrays.lengths, title).mean()) for title in _TITLE}
    results: dict[Setting, list[tuple[float, float]]] = {}
    for question in questions:
        for k1, b, title in itertools.product(_K1, _B, _TITLE):
            views = _views(question, Setting(k1, b, title, _PLAIN), means[title])
            for weights in _VIEWS:
                found = question.numbers[first(np.asarray(weights) @ views)].tolist()
                one = judge(found, question.right)
                results.setdefault(Setting(k1, b, title, weights), []).append((one.mrr, one.ndcg))
    folds = np.array([question.fold for question in questions])
    return folds, {setting: np.array(each).T for setting, each in results.items()}


def _pooled(arrays: Arrays, name: str, text: str, right: frozenset[int]) -> _Question:
    read = leaves(text)
    by_b = {setting.b: arrays.views(read, setting) for setting in _POOLED_BY}
    pool = {
        document
        for setting in _POOLED_BY
        for document in first(np.asarray(setting.views) @ by_b[setting.b], DEEP).tolist()
    }
    documents = np.array(sorted(pool))
    found = [arrays.postings(leaf) for leaf in read]
    counts = np.zeros((2, len(found), len(documents)))
    for place, each in enumerate(found):
        _, here, there = np.intersect1d(documents, each.documents, return_indices=True)
        counts[:, place, here] = each.counts[:, there]
    rarity = [idf(arrays.lengths.shape[1], len(each.documents)) for each in found]
    weights = np.array(list(read.values()), np.float64).T * rarity
    fold = zlib.crc32(name.encode()) % FOLDS
    return _Question(fold, right, documents + 1, arrays.lengths[:, documents], counts, weights)


def _views(question: _Question, setting: Setting, average: float) -> Floats:
    lengths = weighted(question.lengths, setting.title)
    result: Floats = question.weights @ bm25(setting, question.counts, lengths, average)
    return result


def first(scores: Floats, count: int = FIRST) -> Integers:
    """The places of the highest scores above 0; of equal ones the first."""
    places = np.argpartition(-scores, min(count, len(scores) - 1))[: count + 1]
    places = places[np.lexsort((places, -scores[places]))][:count]
    return places[scores[places] > 0]


def _mean(
    results: Mapping[str, tuple[NDArray[np.int64], Results]], setting: Setting, without: int = FOLDS
) -> float:
    """The mean of all figures of all sets; of one fold nothing counts."""
    return float(np.mean([each[setting][:, folds != without].mean() for folds, each in results.values()]))


def _held_out(measured: tuple[NDArray[np.int64], Results], by_fold: Sequence[Setting]) -> NDArray[np.float64]:
    folds, results = measured
    parts = [results[setting][:, folds == fold] for fold, setting in enumerate(by_fold)]
    return np.concatenate(parts, axis=1)


def _figures(each: NDArray[np.float64]) -> str:
    mrr, ndcg = each.mean(axis=1)
    return f"{mrr:.3f}, {ndcg:.3f}"


def _row(
    name: str, setting: Setting, results: Mapping[str, tuple[NDArray[np.int64], Results]]
) -> Sequence[object]:
    views = " / ".join(f"{weight:g}" for weight in setting.views)
    shown = (_figures(each[setting]) for _, each in results.values())
    return (name, setting.k1, setting.b, setting.title, views, *shown)
