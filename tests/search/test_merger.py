"""Segments are merged into what their live documents would have made, however small the pieces."""

import random
from pathlib import Path

import pytest
from whoosh.index import open_dir

from tests.search.documents import random_document
from ztviewer.core.article import ArticleId
from ztviewer.search.codec import merger
from ztviewer.search.index import Index


def content(folder: Path) -> list[object]:
    """Every term with its postings by id, as Whoosh reads them."""
    with open_dir(str(folder)).reader() as reader:
        ids = [reader.stored_fields(number)["id"] for number in range(reader.doc_count_all())]
        return [
            (term, {ids[number]: places for number, places in reader.postings(*term).items_as("positions")})
            for term in reader.all_terms()
        ]


@pytest.mark.parametrize(
    ("piece", "pairs"), [(1 << 22, 1 << 20), (64, 1 << 20), (1 << 22, 20), (64, 20), (1, 1)]
)
def test_a_compact_index_is_as_if_it_had_been_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int, pairs: int
) -> None:
    chance = random.Random(piece + pairs)
    documents = [random_document(chance, number) for number in range(1, 91)]
    gone = chance.sample(range(1, 91), 60)
    once = Index.create(tmp_path / "once")
    once.update([each for each in documents if each.id not in gone], [], 1)
    monkeypatch.setattr(merger, "_PIECE", piece)
    monkeypatch.setattr(merger, "_PAIRS", pairs)
    steps = Index.create(tmp_path / "steps")
    for first in (0, 30, 60):
        steps.update(documents[first : first + 30], [], first)
    steps.update([], [ArticleId(number) for number in gone], 100)
    steps.compact()
    assert steps.documents() == 30
    assert len(list((tmp_path / "steps").glob("*.arrays"))) == 1
    assert content(tmp_path / "steps") == content(tmp_path / "once")
    once.close()
    steps.close()
