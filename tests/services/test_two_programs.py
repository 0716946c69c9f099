"""A window reads and follows while a command line imports and indexes: both go on, and the window sees it all."""

import json
from pathlib import Path

from tests.benchmarks.two_programs import PATIENCE, share
from ztviewer.services.archive import Archive

ARTICLES = 600


def test_a_reader_goes_on_while_another_program_imports_and_sees_what_it_brought(tmp_path: Path) -> None:
    rows = ({"title": f"第{number}号", "body": f"港城纪事{number}。江水东流。"} for number in range(ARTICLES))
    documents = tmp_path / "articles.jsonl"
    documents.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    Archive.create(tmp_path / "archive.db", "同用", cache=tmp_path).close()
    shared = share(tmp_path / "archive.db", tmp_path / "cache", documents, ARTICLES)
    assert not shared.failed
    assert shared.answers > 1
    assert shared.fewer == 0
    assert shared.articles == ARTICLES
    assert shared.seconds < PATIENCE
