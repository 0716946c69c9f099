"""What is typed of a name finds it, however it is typed."""

import pytest

from ztviewer.search.completion import Names
from ztviewer.search.pinyin import syllables

NAMES = [
    ["人才", "科教/人才"],
    [
        "镇江高新区五年蝶变",
        "鎮江：老街",
        "重庆开港",
        "音乐会",
        "绿水青山",
        "C919飞机首飞",
        "真假",
        "指挥员",
        "𠮷野家",
    ],
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("镇江", ["鎮江：老街", "镇江高新区五年蝶变"]),
        ("zhenjiang", ["鎮江：老街", "镇江高新区五年蝶变"]),
        ("zhenj", ["真假", "鎮江：老街", "镇江高新区五年蝶变"]),
        ("ZhenJ", ["真假", "鎮江：老街", "镇江高新区五年蝶变"]),
        ("zjgxq", ["镇江高新区五年蝶变"]),
        ("zhjgxq", ["镇江高新区五年蝶变"]),
        ("镇j", ["鎮江：老街", "镇江高新区五年蝶变"]),
        ("zhen jiang lao", ["鎮江：老街"]),
        ("江老", ["鎮江：老街"]),  # what separates is overlooked
        ("gaoxin", ["镇江高新区五年蝶变"]),  # in the middle too
        ("chongqing", ["重庆开港"]),
        ("zhongqing", ["重庆开港"]),  # any reading
        ("cqkg", ["重庆开港"]),
        ("yinyue", ["音乐会"]),
        ("yinle", ["音乐会"]),
        ("lvshui", ["绿水青山"]),
        ("lushui", ["绿水青山"]),
        ("c919fei", ["C919飞机首飞"]),
        ("飞机首", ["C919飞机首飞"]),
        ("rc", ["人才", "科教/人才"]),
        ("kjrc", ["科教/人才"]),
        ("zhj", ["真假", "鎮江：老街", "镇江高新区五年蝶变"]),
        ("𠮷野", ["𠮷野家"]),
        ("huiz", []),  # 会 ends its name: nothing goes across
        ("zhengw", []),
        ("hen", []),  # a reading is typed from its beginning
        ("！", []),
        ("", []),
    ],
)
def test_what_is_typed_finds_names(typed: str, expected: list[str]) -> None:
    assert Names(NAMES).matching(typed, 8) == expected


def test_every_name_is_named_once_and_no_more_than_wanted() -> None:
    assert Names([["人人", "人人"], ["人"]]).matching("ren", 2) == ["人人", "人"]
    assert len(Names([[f"人{number}" for number in range(100)]]).matching("r", 8)) == 8


@pytest.mark.parametrize("names", [[], [[]], [[""]], [["！"], []]])
def test_no_name_is_found_where_there_is_none(names: list[list[str]]) -> None:
    assert Names(names).matching("a", 8) == []


@pytest.mark.parametrize(
    ("character", "expected"),
    [("镇", ("zhen",)), ("女", ("nv", "ru")), ("a", ()), ("。", ()), ("\ud800", ())],
)
def test_characters_are_read(character: str, expected: tuple[str, ...]) -> None:
    assert syllables(character) == expected


def test_the_most_usual_reading_comes_first() -> None:
    assert syllables("重")[:2] == ("zhong", "chong")
    assert syllables("著")[0] == "zhu"
