"""How high the program puts the right articles when a question or a headline is typed as it is, without any quotes.

python -m tests.benchmarks.ranking [--choose]
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import opencc

from tests.benchmarks.arrays import Arrays, Setting, leaves
from tests.benchmarks.choosing import choose, first
from tests.benchmarks.report import table, write_section
from tests.benchmarks.retrieval import FIRST, Judged, drcd, figures, known_items, stard
from ztviewer.core.query import Request
from ztviewer.core.query_language import read
from ztviewer.search import Index
from ztviewer.services.widening import meant

CHOSEN = Setting(k1=0.9, b=0.9, title=1.5, views=(0.4, 0.4, 0.2))
"""What `--choose` finds best."""

Rank = Callable[[str], Sequence[int]]
"""The first numbers for a question."""

_MUST = {"STARD": "0.420, 0.395", "known items": "0.745"}


def main() -> None:
    """Measure, and write the section."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--choose", action="store_true", help="show how the parameters were chosen")
    if parser.parse_args().choose:
        choose()
        return
    simplified = opencc.OpenCC("t2s").convert
    rows = [
        _row(stard()),
        _row(known_items()),
        _row(drcd()),
        _row(drcd(), "questions in simplified characters", simplified),
    ]
    head = ("", "questions", "documents", "program MRR@10, nDCG@10", "formula in plain arrays", "must be")
    write_section("ranking", "Ranking: questions and headlines typed as they are", table(head, rows))


def _row(judged: Judged, note: str = "", convert: Callable[[str], str] = str) -> Sequence[object]:
    print(f"{judged.name} {note}", flush=True)
    name = f"{judged.name}, {note}" if note else judged.name
    counts = f"{len(judged.questions):,}", f"{len(judged.documents):,}"
    shown = _program(judged, convert), _figures(judged, _by_arrays(Arrays(judged.documents)), convert)
    return name, *counts, *shown, _MUST.get(judged.name, "one as the other")


def _program(judged: Judged, convert: Callable[[str], str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        index = Index.create(Path(folder))
        index.update(judged.documents, (), 1)
        index.compact()
        shown = _figures(
            judged, lambda text: index.find(Request(meant(index, read(text)).query)).ids[:FIRST], convert
        )
        index.close()
    return shown


def _figures(judged: Judged, rank: Rank, convert: Callable[[str], str]) -> str:
    found = figures(
        (rank(convert(text)), judged.right[question]) for question, text in judged.questions.items()
    )
    return f"{found.mrr:.4f}, {found.ndcg:.4f}"


def _by_arrays(arrays: Arrays) -> Rank:
    def rank(text: str) -> Sequence[int]:
        scores = np.asarray(CHOSEN.views) @ arrays.views(leaves(text), CHOSEN)
        numbers: list[int] = (first(scores) + 1).tolist()
        return numbers

    return rank


if __name__ == "__main__":
    main()
