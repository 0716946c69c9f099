"""The report of an import as a file."""

import json
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import Cancelled, Refused
from ztviewer.core.importing import Guess, Outcome
from ztviewer.services.report import outcome_of, read_report, report_line, save_report

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


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "report.jsonl"
    save_report(path, OUTCOMES)
    assert read_report(path) == (OUTCOMES, 0)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        b"7",
        b"[]",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"path": "a"}',
        report_line(OUTCOMES[0]).replace("added", "eaten").encode(),
        report_line(OUTCOMES[0]).replace("7", '"7"').encode(),
        report_line(OUTCOMES[0]).replace("7", "true").encode(),
        report_line(OUTCOMES[0]).replace("7", "7" * 10_000).encode(),
        report_line(OUTCOMES[0]).replace('"gb18030"', "[]").encode(),
        report_line(OUTCOMES[0]).replace('"from the name"', "{}").encode(),
        report_line(OUTCOMES[0]).encode()[:-9],
    ],
)
def test_what_is_no_line_of_a_report_is_counted_and_the_others_are_read(line: bytes, tmp_path: Path) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever it says
        outcome_of(line)
    path = tmp_path / "report.jsonl"
    path.write_bytes(
        b"".join([report_line(OUTCOMES[0]).encode(), line.strip(), b"\n", report_line(OUTCOMES[1]).encode()])
    )
    assert read_report(path) == (OUTCOMES, 1)


def test_a_line_without_end_takes_no_more_memory_than_others(tmp_path: Path) -> None:
    path = tmp_path / "report.jsonl"
    with path.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    assert read_report(path) == ([], 40)


def test_reading_a_report_can_be_given_up(tmp_path: Path) -> None:
    def give_up(done: int, total: int | None, note: str = "") -> None:
        raise Cancelled

    path = tmp_path / "report.jsonl"
    save_report(path, OUTCOMES * 2000)
    with pytest.raises(Cancelled):
        read_report(path, give_up)
