"""The reports of the last imports: kept as an import goes, a few of them, and what stands in their files does no harm."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import Refused
from ztviewer.core.importing import ImportOptions, Outcome, Rule
from ztviewer.services.archive import Archive
from ztviewer.services.reports import KEPT, KEPT_BYTES, Kept, Reports

PATHS = (Path("/剪报/江城").absolute(), Path("/剪报/a\udcff.zip").absolute())
OPTIONS = ImportOptions((Rule("folder", "镇江*", ("地区/镇江",), "十年", "要闻"),), pdf_pages=True)
OUTCOMES = [
    Outcome("剪报/a.txt", "added", ArticleId(7)),
    Outcome("剪报/b.html", "rejected", reason="An error page."),
]


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    return Reports(tmp_path / "reports")


def made(reports: Reports, *, end: bool = True) -> Kept:
    """An import that has run, and how it is kept."""
    with reports.keeping(PATHS, OPTIONS) as keeping:
        for outcome in OUTCOMES:
            keeping.add(outcome)
        if end:
            keeping.end()
    assert keeping.problem is None
    return reports.kept()[0]


def test_what_was_asked_and_what_became_of_it_can_be_read_again(reports: Reports) -> None:
    assert reports.kept() == []
    kept = made(reports)
    assert (kept.paths, kept.options, kept.ended) == (PATHS, OPTIONS, True)
    assert reports.read(kept) == (OUTCOMES, 0)


def test_each_line_is_there_as_soon_as_it_was_told(reports: Reports) -> None:
    with reports.keeping(PATHS, OPTIONS) as keeping:
        for count, outcome in enumerate(OUTCOMES, start=1):
            keeping.add(outcome)
            (kept,) = reports.kept()
            assert not kept.ended
            assert reports.read(kept) == (OUTCOMES[:count], 0)


def test_what_was_stopped_has_a_report_without_an_end(reports: Reports) -> None:
    assert not made(reports, end=False).ended
    with pytest.raises(ZeroDivisionError), reports.keeping(PATHS, OPTIONS):
        raise ZeroDivisionError
    assert [kept.ended for kept in reports.kept()] == [False, False]


def test_the_oldest_make_room(reports: Reports, tmp_path: Path) -> None:
    numbers = [made(reports).number for _time in range(KEPT + 3)]
    assert [kept.number for kept in reports.kept()] == numbers[: -KEPT - 1 : -1]
    assert len(list((tmp_path / "reports").iterdir())) == 2 * KEPT
    with (tmp_path / "reports" / f"{numbers[-1]}.jsonl").open("r+b") as file:
        file.truncate(KEPT_BYTES + 1)
    last = made(reports)
    assert reports.kept() == [last]


def test_a_report_is_mended_in_its_place(reports: Reports) -> None:
    kept, later = made(reports), made(reports)
    reports.mend(kept.number, OUTCOMES[:1])
    assert reports.kept() == [later, kept]
    assert reports.read(kept) == (OUTCOMES[:1], 0)


def test_where_no_report_can_be_kept_the_import_goes_on(reports: Reports, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("in the way", "utf-8")
    with reports.keeping(PATHS, OPTIONS) as keeping:
        keeping.add(OUTCOMES[0])
        keeping.end()
    assert keeping.kept is None
    assert "could not be kept" in str(keeping.problem)
    assert reports.kept() == []
    with pytest.raises(Refused):
        reports.mend(1, OUTCOMES)
    with pytest.raises(Refused):
        reports.read(Kept(1, "2024-05-06T09:35:00+08:00", PATHS))


def spoilt() -> Iterator[str]:
    """What may stand where it should be said what was asked."""
    yield from ("", "{", "[]", "7", "[" * 100_000)
    good = {
        "began": "2024-05-06T09:35:00+08:00",
        "ended": True,
        "paths": list(map(str, PATHS)),
        "pdf_pages": False,
        "rules": [],
    }
    for name in good:
        yield json.dumps({key: value for key, value in good.items() if key != name})
    for name, value in (
        ("began", "yesterday"),
        ("began", 7),
        ("paths", [7]),
        ("paths", ["../a"]),
        ("paths", [str(PATHS[0]) + "\0"]),
        ("paths", 7),
        ("rules", [{"when": "ever", "pattern": "a"}]),
        ("rules", [7]),
        ("rules", 7),
    ):
        yield json.dumps(good | {name: value})


@pytest.mark.parametrize("text", list(spoilt()))
def test_an_import_of_which_nobody_knows_what_was_asked_is_not_offered(
    text: str, reports: Reports, tmp_path: Path
) -> None:
    kept = made(reports)
    (tmp_path / "reports" / f"{made(reports).number}.json").write_text(text, "utf-8")
    (tmp_path / "reports" / "notes.json").write_text("of somebody else", "utf-8")
    assert reports.kept() == [kept]
    assert made(reports).number == kept.number + 2


def test_a_copy_of_an_archive_has_reports_of_its_own(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "江城.db", "江城档案")
    made(archive.reports)
    archive.close()
    shutil.copy(tmp_path / "江城.db", tmp_path / "副本.db")
    for name, count in (("江城.db", 1), ("副本.db", 0)):
        opened = Archive.open(tmp_path / name)
        assert len(opened.reports.kept()) == count
        opened.close()
