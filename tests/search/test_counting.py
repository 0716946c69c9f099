"""The facets of some documents are those of one document after another, in the order in which they are shown."""

import random
from collections import Counter
from collections.abc import Iterable

import numpy as np

from tests.search.documents import random_document
from ztviewer.core.article import Document
from ztviewer.core.query import Facet
from ztviewer.search.columns import Columns, Row

DOCUMENTS = 600


def values(document: Document, facet: Facet) -> Iterable[str | None]:
    published = document.published
    match facet:
        case Facet.TOPIC:
            return document.topics
        case Facet.TAG:
            parts = [path.split("/") for path in document.tags]
            return {"/".join(path[:depth]) for path in parts for depth in range(1, len(path) + 1)}
        case Facet.SOURCE:
            return [document.source]
        case Facet.COLUMN:
            return [document.column]
        case Facet.YEAR:
            return [published.year if published else None]
        case Facet.MONTH:
            return [published.month if published else None]
        case Facet.IMAGE:
            return ["yes" if document.pictures else None]


def expected(documents: Iterable[Document], facet: Facet) -> list[tuple[str, int]]:
    counts = Counter(value for document in documents for value in values(document, facet) if value)
    if facet in (Facet.YEAR, Facet.MONTH):
        return sorted(counts.items(), reverse=True)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def test_facets_are_counted_and_in_order() -> None:
    chance = random.Random(8)
    documents = [random_document(chance, number) for number in range(DOCUMENTS)]
    counting = Columns.of([Row.of(document, 1) for document in documents]).counting
    for found in [1, 250, 250, 1, 7, 290, 301, 599, DOCUMENTS]:
        some = sorted(chance.sample(range(DOCUMENTS), found))
        counted = counting.count(np.array(some, np.int64))
        for facet in Facet:
            assert list(counted[facet]) == expected([documents[number] for number in some], facet)
