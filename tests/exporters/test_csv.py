"""Cells: what a spreadsheet would run is defused, what is a number stays one."""

import csv
from pathlib import Path

import pytest

from tests.exporters.conftest import pictures, the_articles
from ztviewer.core.progress import silent
from ztviewer.exporters.csv import COLUMNS, Csv, defused


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\nx", " =1", "＝1", "－1＋1", "--1", "+86 10"],
)
def test_a_formula_is_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "-5", "+3.25", "-12.5%", "1,000", "2022-06-06", "2022-06-06T09:35+08:00", "甲=乙"]
)
def test_what_is_no_formula_stays(cell: str) -> None:
    assert defused(cell) == cell


def test_every_article_is_one_row_that_csv_readers_read(tmp_path: Path) -> None:
    Csv().write(the_articles(), 5, pictures, tmp_path / "x.csv", silent)
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert tuple(rows[0]) == tuple(COLUMNS)
    assert rows[0]["title"] == "江畔小城：渡口三十年"
