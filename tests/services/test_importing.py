"""What becomes of each document, whatever the others are."""

import json
from pathlib import Path

from ztviewer.core.errors import Cancelled
from ztviewer.core.importing import Outcome
from ztviewer.services.archive import Archive
from ztviewer.services.importing import BATCH


def lines(path: Path, count: int) -> Path:
    rows = ({"title": f"第{number}号", "body": f"正文{number}"} for number in range(count))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_a_document_that_breaks_a_rule_does_not_take_others_with_it(archive: Archive, tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    rows = [
        {"title": "好的", "body": "正文"},
        {"title": "\u200b", "html": "<p>没有标题</p>"},
        ["坏的"],
        {"title": "也好", "body": "正文"},
        {"title": "好的", "body": "正文", "url": "https://example.org/"},
    ]
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    outcomes: list[Outcome] = []
    archive.importing.run([source], report=outcomes.append)
    assert [outcome.outcome for outcome in outcomes] == [
        "added",
        "rejected",
        "rejected",
        "added",
        "duplicate",
    ]
    assert [outcome.path for outcome in outcomes] == [f"{source}:{number}" for number in range(1, 6)]
    assert outcomes[1].reason


def test_a_cancel_keeps_what_was_stored(archive: Archive, tmp_path: Path) -> None:
    source = lines(tmp_path / "articles.jsonl", 2 * BATCH)
    before = archive.info.articles
    reported: list[Outcome] = []

    def stop_in_the_second_batch(done: int, total: int | None, note: str = "") -> None:
        if done > BATCH + 10:
            raise Cancelled

    result = archive.importing.run([source], stop_in_the_second_batch, reported.append)
    assert result.cancelled
    assert result.added == len(reported) == len(result.changes.articles) == BATCH
    assert archive.info.articles == before + BATCH
    again = archive.importing.run([source])
    assert (again.added, again.duplicates) == (BATCH, BATCH)
