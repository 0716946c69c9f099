"""A user's own rules of extraction: tried first, and checked before anything is imported."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.rules import own_file, own_rules
from ztviewer.services.archive import Archive

PAGE = """<html><head><title>古镇修桥</title></head><body><div id="kuaixun"><p>石桥修好了，车马通行，两岸的人来往方便。</p>
<p>镇上的人说，这是多年的心愿。</p></div><div class="qianming">掌柜：何青</div></body></html>"""

FAMILY = """
[[family]]
name = "快讯页"
mark = 'id="kuaixun"'
title = ["//title"]
author = ["re:掌柜：([^<]+)<"]
body = "//div[@id='kuaixun']"
example = '<html><body><div id="kuaixun"><p>一段。</p></div></body></html>'
"""


def own(text: str) -> None:
    own_file().write_text(text, "utf-8")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.create(tmp_path / "archive.db", "规则", cache=tmp_path / "cache")
    yield archive
    archive.close()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_own_rules_are_tried_before_those_of_the_program(empty: Archive, page: Path) -> None:
    own(FAMILY + '[[label]]\nwhat = "author"\nwords = "掌柜"\nexample = "掌柜：何青"\n')
    written = page.with_name("text.txt")
    written.write_text("渡口重开\n来源：江畔晚报　掌柜：林小舟\n\n渡口今天重开，江上又有了船。\n", "utf-8")
    assert empty.importing.run([page, written]).added == 2
    first, second = (empty.reading.article(ArticleId(number)) for number in (1, 2))
    assert first.author == "何青"
    assert first.text == "石桥修好了，车马通行，两岸的人来往方便。\n镇上的人说，这是多年的心愿。"
    assert (second.source, second.author) == ("江畔晚报", "林小舟")


def test_without_a_file_there_are_none() -> None:
    assert own_rules() == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[paper", "Expected"),
        ("[[papers]]\nx = 1", "there are no rules named “papers”"),
        ("paper = 3", "not iterable"),
        ("[[paper]]\npattern = '^(?P<source>港报)$'", "“example” is missing"),
        ("[[paper]]\npattern = '^港报$'\nexample = '港报'", "rule 1 of “paper” has no group “source”"),
        ("[[paper]]\npattern = '^(?P<source>港报)$'\nexample = '江报'", "does not find its example"),
        ("[[paper]]\npattern = '('\nexample = '('", "missing )"),
        (FAMILY.replace("//div[@id='kuaixun']", "//div["), "Invalid expression"),
        (
            FAMILY.replace("<p>一段", "<p>").replace("mark = 'id", "mark = 'an id"),
            "does not find its example",
        ),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_read(
    empty: Archive, page: Path, text: str, said: str
) -> None:
    own(text)
    with pytest.raises(ImportProblem, match=r"press\.toml cannot be used") as raised:
        empty.importing.run([page])
    assert said in str(raised.value)
    assert empty.info.articles == 0
