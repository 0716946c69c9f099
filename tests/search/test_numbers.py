"""Numbers and dates are found however an article writes them, as the scan says."""

from pathlib import Path

import pytest

from tests.core.test_numerals import SAME
from tests.search.documents import document
from ztviewer.core.query import Phrase, Request, Words
from ztviewer.core.scan import matches
from ztviewer.search import Index
from ztviewer.search.segmenter import words


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_each_way_to_write_a_number_finds_every_other(tmp_path: Path, ways: list[str]) -> None:
    documents = [document(number, f"第{number}篇", f"据称{way}，属实") for number, way in enumerate(ways, 1)]
    other = document(len(ways) + 1, "", "据称属实")
    index = Index.create(tmp_path)
    index.update([*documents, other], [], 1)
    for way in ways:
        scanned = {each.id for each in [*documents, other] if matches(Words(way), each, words)}
        assert set(index.find(Request(Words(way))).ids) == scanned == {each.id for each in documents}
        assert set(index.find(Request(Phrase(f"称{way}属"))).ids) < scanned  # quoted, it stands for itself
    index.close()
