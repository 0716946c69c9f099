"""Tables: the columns are guessed from their names, and each row is an article or is rejected with a reason."""

import csv
import datetime
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.importers.samples import drafts, outcomes, picture, zipped
from ztviewer.core.importing import ImportOptions
from ztviewer.core.mapping import FIELDS, ColumnMapping
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported
from ztviewer.importers.columns import columns_of, guess
from ztviewer.importers.fields import field_of
from ztviewer.importers.registry import read, tables_of
from ztviewer.importers.source import Source, file_source
from ztviewer.importers.tables import Csv
from ztviewer.importers.workbook import Workbooks

ROWS = [
    ["序号", "标题", "发布时间", "来源", "正文", "网址"],
    [
        "1",
        "江边的渡口",
        "2021年3月8日",
        "江城晚报",
        "渡口的灯亮了三十年。\n没有灭过。",
        "https://example.org/1",
    ],
    ["2", "", "2021/3/9 08:05", "", "第二篇没有题目。其余都有。", ""],
    ["", "", "", "", "", ""],
    ["3", "只有题目", "", "", "", ""],
]


WHEN = datetime.datetime(2021, 3, 8, 9, 30)  # noqa: DTZ001 -- a cell of a workbook knows no zone


def written(delimiter: str, charset: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(ROWS)
    return out.getvalue().encode(charset)


def workbook(rows: list[list[object]], **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name, others in sheets.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", written(",", "utf-8-sig")),
        ("a.csv", written(",", "gbk")),
        ("a.csv", written(";", "utf-8")),
        ("a.tsv", written("\t", "utf-16")),
        ("导出", written("\t", "gb18030")),
        ("a.xlsx", workbook([list(row) for row in ROWS])),
        ("导出", workbook([["某某报社历年文章"], [], *[list[object](row) for row in ROWS]])),
    ],
)
def test_each_row_is_an_article(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    first, second, third = read([tmp_path / name], silent)
    assert isinstance(first, Imported)
    assert isinstance(second, Imported)
    assert first.draft.title == "江边的渡口"
    assert first.draft.html == "<p>渡口的灯亮了三十年。</p><p>没有灭过。</p>"
    assert first.draft.source == "江城晚报"
    assert first.draft.url == "https://example.org/1"
    assert first.draft.published is not None
    assert first.draft.published.iso == "2021-03-08"
    assert second.draft.title == "第二篇没有题目"
    assert second.draft.published is not None
    assert second.draft.published.iso == "2021-03-09T08:05+08:00"
    assert not isinstance(third, Imported)
    assert third.reason == "There is a title, but no text."


def test_an_original_is_the_row_with_its_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(written(",", "gbk"))
    first = next(read([tmp_path], silent))
    assert isinstance(first, Imported)
    assert first.draft.original is not None
    assert list(csv.reader(io.StringIO(first.draft.original.data.decode()))) == ROWS[:2]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Title", "title"),
        ("pub_date", "published"),
        ("Publish Time", "published"),
        ("发布時間", None),
        ("發布時間", "published"),
        ("责任编辑", "editor"),
        ("正 文", "text"),
        ("图片说明", "caption"),
        ("浏览量", None),
        ("", None),
    ],
)
def test_columns_are_known_by_what_people_call_them(name: str, field: str | None) -> None:
    assert field_of(name) == field
    assert field is None or field in FIELDS


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        (["标题", "内容", "内容"], ("title", "text", None)),
        (["来源", "日期"], None),
        (["江边的渡口", "三十年"], None),
        (["文件名", "说明"], ("picture", "caption")),
        (["title", *("abcdefgh")], None),
    ],
)
def test_a_row_of_names_is_told_from_a_row_of_values(
    row: list[str], fields: tuple[str | None, ...] | None
) -> None:
    columns = columns_of(row, (), ())
    assert (columns.fields if columns else None) == fields


LONG = "江边的渡口重新开航，头一班船坐满了人。船老大说，等这一天，他等了整整十二年；石阶一共九十九级，工匠把每一块石头都编了号。"


@pytest.mark.parametrize(
    ("header", "rows", "fields"),
    [
        (
            ["编号", "见报", "报道"],
            [["1", "2021-03-08", LONG], ["2", "2021年3月9日", LONG[3:]]],
            (None, "published", "text"),
        ),
        (
            ["A", "B", "C"],
            [["渡口开航", "https://a.cn/1", LONG], ["老街修好", "https://a.cn/2", LONG]],
            ("title", "url", "text"),
        ),
        (["标题", "稿"], [["甲", f"<p>{LONG}</p>"]], ("title", "html")),
        (["标题", "正文", "备注"], [["甲乙丙丁", LONG, LONG]], ("title", "text", None)),
        (["图", "说明"], [["a.jpg", "渡口"]], ("picture", "caption")),
        (["文件", "正文"], [["沪府发〔2021〕3号", LONG]], (None, "text")),
        (["年", "月"], [["2021", "3"]], (None, None)),
        (["金额", "数量"], [["1,200", "3"], ["800", "4"]], (None, None)),
        ([], [], ()),
    ],
)
def test_what_names_do_not_say_values_do(
    header: list[str], rows: list[list[str]], fields: tuple[str | None, ...]
) -> None:
    assert guess(header, rows).fields == fields


MAPPING = ColumnMapping(("标题", "摘要", "全文链接"), ("title", "text", None))


def mapped(path: Path, *mappings: ColumnMapping) -> Source:
    return replace(file_source(path), options=ImportOptions(mappings=mappings))


@pytest.mark.parametrize("header", ["标题,摘要,全文链接", " 标题 ,摘要,全文链接,,"])
def test_a_mapping_holds_for_every_table_with_its_header(tmp_path: Path, header: str) -> None:
    (tmp_path / "a.csv").write_text(f"{header}\n渡口,摘要也是正文。,x\n", encoding="utf-8")
    (guessed,) = tables_of(file_source(tmp_path / "a.csv"))
    assert guessed.columns.fields[:3] == ("title", None, None)
    source = mapped(tmp_path / "a.csv", MAPPING)
    (read_one,) = Csv().read(source)
    assert isinstance(read_one, Imported)
    assert read_one.draft.html == "<p>摘要也是正文。</p>"
    assert tables_of(source)[0].columns == MAPPING


def test_a_mapping_makes_a_table_of_what_names_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙\n渡口,文。\n", encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(workbook([["甲", "乙"], ["渡口", "文。"]]))
    mapping = ColumnMapping(("甲", "乙"), ("title", "text"))
    for importer, name in ((Csv(), "a.csv"), (Workbooks(), "a.xlsx")):
        source = mapped(tmp_path / name, mapping)
        (read_one,) = importer.read(source)
        assert isinstance(read_one, Imported)
        assert (read_one.draft.title, read_one.draft.html) == ("渡口", "<p>文。</p>")
        (unmapped,) = tables_of(file_source(tmp_path / name))
        assert (unmapped.row, unmapped.columns.header, unmapped.sample[0]) == (
            1,
            ("甲", "乙"),
            ("渡口", "文。"),
        )


def test_addresses_of_pictures_stay_with_their_figures(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("标题,正文,图片\n渡口,文。,https://a.cn/1.jpg;b.jpg\n", encoding="utf-8")
    (read_one,) = Csv().read(file_source(tmp_path / "a.csv"))
    assert isinstance(read_one, Imported)
    assert [figure.url for figure in read_one.draft.figures] == ["https://a.cn/1.jpg", None]


def test_a_table_of_captions_makes_an_article_of_each_picture(tmp_path: Path) -> None:
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "1.png").write_bytes(picture("red"))
    (tmp_path / "图" / "2.png").write_bytes(picture("blue"))
    (tmp_path / "图说.csv").write_text(
        "文件名,图片说明,摄影,拍摄时间\n图/1.png,渡口的灯。灯下有人。,张三,1988-05-01\n图/2.png;图\\1.png,两张,,\n图/3.png,没有,,\n",
        encoding="utf-8",
    )
    assert list(outcomes(tmp_path, "x.bin", b"\0\1\2").values()) == ["The file is of no known format."]
    (tmp_path / "x.bin").unlink()
    found = list(read([tmp_path], silent))
    first, second, third = found
    assert isinstance(first, Imported)
    assert isinstance(second, Imported)
    assert first.draft.title == "渡口的灯"
    assert first.draft.published is not None
    (figure,) = first.draft.figures
    assert figure.picture is not None
    assert (figure.caption, figure.credit, figure.picture.data) == (
        "渡口的灯。灯下有人。",
        "张三",
        picture("red"),
    )
    assert [one.caption for one in second.draft.figures] == [None, "两张"]
    assert not isinstance(third, Imported)
    assert third.reason == "The picture 图/3.png is not there."


def test_a_table_in_a_container_finds_its_pictures_there(tmp_path: Path) -> None:
    files = {"册/表.csv": "文件,说明\n1.png,渡口的灯。\n".encode(), "册/1.png": picture()}
    (tmp_path / "a.zip").write_bytes(zipped(files))
    (draft,) = drafts(tmp_path)
    assert draft.figures[0].picture is not None


def test_every_sheet_that_names_its_columns_is_read(tmp_path: Path) -> None:
    data = workbook([["备注"]], 一=[["标题", "正文"], ["甲", "文。"]], 二=[["标题", "正文"], ["乙", "文。"]])
    assert outcomes(tmp_path, "a.xlsx", data) == {"a.xlsx:一:2": None, "a.xlsx:二:2": None}
    assert outcomes(tmp_path, "b.xlsx", workbook([["备注"]])) == {
        "b.xlsx": "No row of this table names its columns."
    }


def test_a_formula_stands_as_its_last_value_and_dates_as_dates(tmp_path: Path) -> None:
    data = workbook(
        [
            ["标题", "正文", "日期"],
            ["甲", 2021.0, WHEN],
            ["=1+1", "文。", None],
        ]
    )
    (tmp_path / "a.xlsx").write_bytes(data)
    first, second = read([tmp_path], silent)
    assert isinstance(first, Imported)
    assert first.draft.html == "<p>2021</p>"
    assert first.draft.published is not None
    assert first.draft.published.iso == "2021-03-08T09:30:00+08:00"
    assert isinstance(second, Imported)
    assert second.draft.title == "文"  # no program has computed the formula yet


@pytest.mark.parametrize(
    "data",
    [
        '标题,正文\n"没有结束,'.encode() + b"x" * 100_000,
        "标题,正文\n".encode() + b"\0\xff\n" * 1000,
        "标题,正文\n".encode() + b"," * 100_000,
    ],
    ids=["no end of quotation", "no text", "many cells"],
)
def test_hostile_tables_end_with_an_account(tmp_path: Path, data: bytes) -> None:
    assert outcomes(tmp_path, "a.csv", data)


def test_an_entity_bomb_in_a_workbook_is_rejected(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    files = {"[Content_Types].xml": bomb + b"]><x>&a11;</x>", "xl/workbook.xml": bomb + b"]><x>&a11;</x>"}
    (reason,) = outcomes(tmp_path, "a.xlsx", zipped(files)).values()
    assert reason is not None
