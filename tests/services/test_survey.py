"""How much lies under what was chosen."""

from dataclasses import replace
from pathlib import Path

import pytest

from ztviewer.core.errors import Cancelled
from ztviewer.services.mappings import Mappings
from ztviewer.services.survey import Survey, survey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "剪报" / "a_files").mkdir(parents=True)
    (tmp_path / "剪报" / "a.html").write_bytes(b"12345")
    (tmp_path / "剪报" / "a_files" / "logo.png").write_bytes(b"1")  # a part of the page
    (tmp_path / "剪报" / "b.jpg").write_bytes(b"123")
    (tmp_path / "剪报" / ".hidden").write_bytes(b"1")
    (tmp_path / "c.txt").write_bytes(b"1234567890")
    return tmp_path


def test_everything_that_would_be_read_is_counted(folder: Path) -> None:
    assert survey([folder / "剪报", folder / "c.txt"]) == Survey(3, 18)
    assert survey([]) == Survey()


def test_what_is_not_there_counts_as_one_that_will_be_rejected(folder: Path) -> None:
    assert survey([folder / "gone.txt"]) == Survey(1, 0)


def test_tables_are_shown_once_for_each_header_with_what_was_saved_of_them(folder: Path) -> None:
    for name, text in (
        ("a.csv", "标题,摘录\n渡口,开航\n"),
        ("b.csv", "标题,摘录\n小学,开学\n"),
        ("c.csv", "no table"),
    ):
        (folder / "剪报" / name).write_text(text, "utf-8")
    (table,) = survey([folder]).tables
    assert (Path(table.place).name, table.columns.header) == ("a.csv", ("标题", "摘录"))
    saved = replace(table.columns, fields=("title", "text"))
    Mappings().save(saved)
    assert [found.columns for found in survey([folder]).tables] == [saved]


def test_counting_tells_how_far_it_is_and_can_be_stopped(folder: Path) -> None:
    def stop_at_the_second(done: int, total: int | None, note: str = "") -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        survey([folder], stop_at_the_second)
