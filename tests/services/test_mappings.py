"""What columns hold is saved for every table with the same header, in files that a person can read and edit."""

from dataclasses import replace
from pathlib import Path

import pytest

from ztviewer.core.errors import ImportProblem, NotFound, Refused
from ztviewer.core.mapping import ColumnMapping
from ztviewer.services.mappings import Mappings, read_mapping

TABLE = '标题,摘要,"多行\n的名"\n渡口,摘要也是正文。,x\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8", newline="")
    return path


def test_a_guess_is_changed_saved_and_found_again_by_the_header(table: Path) -> None:
    mappings = Mappings()
    (found,) = mappings.tables(table)
    assert found.columns.fields == ("title", None, None)
    changed = replace(found.columns, fields=("title", "text", None))
    file = mappings.save(changed)
    assert file.parent == mappings.folder
    assert Mappings().tables(table)[0].columns == changed
    assert Mappings().all() == (changed,)
    mappings.save(replace(changed, fields=("title", "html", None)))
    assert len(mappings.all()) == 1
    mappings.remove(changed)
    assert mappings.tables(table) == [found]
    with pytest.raises(NotFound):
        mappings.remove(changed)


def test_the_file_is_a_table_that_can_be_edited(table: Path) -> None:
    file = Mappings().save(Mappings().tables(table)[0].columns)
    assert file.read_text("utf-8-sig") == 'column,field\n标题,title\n摘要,\n"多行\n的名",\n'
    file.write_text(
        'column,field\n标题, title \n摘要,text\n"多行\n的名",\n\n', encoding="gbk", errors="ignore"
    )
    with pytest.raises(Refused, match="no mapping"):
        Mappings().all()
    file.write_text('column,field\n标题, title \n摘要,text\n"多行\n的名",\n\n', encoding="utf-8")
    assert Mappings().tables(table)[0].columns.fields == ("title", "text", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no mapping"),
        ("a,b\n标题,title\n", "no mapping"),
        ("column,field\n", "no mapping"),
        ("column,field\n标题\n", "no mapping"),
        ("column,field\n标题,headline\n", "cannot hold “headline”"),
        ("column,field\n标题,title\n题名,title\n", "Only one column"),
    ],
)
def test_a_spoilt_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=message) as raised:
        read_mapping(tmp_path / "m.csv")
    assert "m.csv" in str(raised.value)


def test_json_lines_are_mapped_by_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"标题": "渡口", "简介": "文。", "n": 1}\n{"标题": "老街", "别的": 2}\n', encoding="utf-8"
    )
    (found,) = Mappings().tables(path)
    assert found.columns == ColumnMapping(("标题", "简介", "n", "别的"), ("title", None, None, None))
    assert found.sample[0] == ("渡口", "文。", "1", "")


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 100, b""])
def test_what_is_no_table_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    with pytest.raises(ImportProblem, match="no table"):
        Mappings().tables(tmp_path / "a.bin")


def test_a_mapping_says_of_each_column_what_it_holds() -> None:
    with pytest.raises(Refused):
        ColumnMapping(("a", "b"), ("title",))
