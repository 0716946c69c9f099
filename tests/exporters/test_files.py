"""Names and targets: nothing is overwritten, nothing is left behind, every name is good everywhere."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporters.conftest import pictures, the_articles
from ztviewer.core.article import Article
from ztviewer.core.errors import Cancelled, ExportProblem
from ztviewer.core.progress import silent
from ztviewer.exporters.base import Exporter
from ztviewer.exporters.files import Names, safe_name
from ztviewer.exporters.registry import EXPORTERS

every_exporter = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("镇江：江上的桥", "镇江：江上的桥"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("../../etc/passwd", "etc passwd"),
        ("结尾有点. . ", "结尾有点"),
        (".hidden", "hidden"),
        ("NUL", "_NUL"),
        ("com1.说明", "_com1.说明"),
        ("console", "console"),
        ("甲\x00乙\u202e丙\u2028丁", "甲 乙 丙 丁"),
        ("e\u0301", "\u00e9"),
        ("", "untitled"),
        ("...", "untitled"),
        ("长" * 100, "长" * 40),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(st.text())
def test_whatever_the_title_the_name_is_safe(title: str) -> None:
    name = safe_name(title)
    assert name
    assert name == name.strip(" .")
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in name)
    assert len(name.encode()) <= 121


@pytest.mark.parametrize(
    "titles", [("同名", "同名"), ("ABC", "abc"), ("é", "e\u0301"), ("ＡＢ", "ab"), ("甲 (2)", "甲", "甲")]
)
def test_no_two_names_of_a_folder_are_the_same_to_any_file_system(titles: tuple[str, ...]) -> None:
    names = Names()
    taken = [names.take(title, ".html") for title in titles]
    assert len({unicodedata.normalize("NFKD", name).casefold() for name in taken}) == len(titles)


@every_exporter
def test_what_exists_is_never_overwritten(exporter: Exporter, tmp_path: Path) -> None:
    target = tmp_path / "有了"
    target.write_text("mine")
    with pytest.raises(ExportProblem, match="exists already"):
        exporter.write(the_articles(), 5, pictures, target, silent)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"有了": "mine"}


@every_exporter
def test_a_target_in_no_folder_is_refused(exporter: Exporter, tmp_path: Path) -> None:
    with pytest.raises(ExportProblem, match="There is no folder"):
        exporter.write(the_articles(), 5, pictures, tmp_path / "nowhere" / "x", silent)


@every_exporter
def test_cancelling_leaves_nothing_behind(exporter: Exporter, tmp_path: Path) -> None:
    def third_is_too_much(done: int, total: int | None, note: str = "") -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        exporter.write(the_articles(), 5, pictures, tmp_path / "x", third_is_too_much)
    assert list(tmp_path.iterdir()) == []


@every_exporter
def test_a_failure_half_way_leaves_nothing_behind(exporter: Exporter, tmp_path: Path) -> None:
    def broken() -> Iterator[Article]:
        yield from the_articles()[:2]
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportProblem, match="No space left"):
        exporter.write(broken(), 5, pictures, tmp_path / "x", silent)
    assert list(tmp_path.iterdir()) == []


@every_exporter
def test_what_appears_meanwhile_is_not_overwritten_either(exporter: Exporter, tmp_path: Path) -> None:
    target = tmp_path / "x"

    def intruding() -> Iterator[Article]:
        yield from the_articles()
        target.write_text("mine")

    with pytest.raises(ExportProblem, match="exists already"):
        exporter.write(intruding(), 5, pictures, target, silent)
    assert target.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@every_exporter
def test_nothing_to_export_is_an_export_too(exporter: Exporter, tmp_path: Path) -> None:
    done = exporter.write([], 0, pictures, tmp_path / "x", silent)
    assert done.articles == 0
    assert (tmp_path / "x").exists()
