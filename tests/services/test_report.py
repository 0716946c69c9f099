"""The report of an import as a file."""

import json
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import Refused
from ztviewer.core.importing import Guess, Outcome
from ztviewer.services.report import save_report

OUTCOMES = [
    Outcome(
        "剪报/a.txt", "added", ArticleId(7), charset="gb18030", guessed=(Guess("published", "from the name"),)
    ),
    Outcome("剪报/b.html", "rejected", reason="This is an error page."),
]


def test_a_report_has_a_line_for_each_document_and_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "report.jsonl"
    path.write_text("older", "utf-8")
    save_report(path, OUTCOMES)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert rows == [
        {
            "path": "剪报/a.txt",
            "outcome": "added",
            "article_id": 7,
            "reason": None,
            "charset": "gb18030",
            "guessed": {"published": "from the name"},
        },
        {
            "path": "剪报/b.html",
            "outcome": "rejected",
            "article_id": None,
            "reason": "This is an error page.",
            "charset": None,
            "guessed": {},
        },
    ]
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no-folder.*cannot be written"):
        save_report(tmp_path / "no-folder" / "report.jsonl", OUTCOMES)
