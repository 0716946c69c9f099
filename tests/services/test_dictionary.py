"""A name in the user's dictionary steers queries at once; its file may hold anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.errors import NotFound, Refused
from ztviewer.core.names import Name
from ztviewer.core.paths import config_folder
from ztviewer.core.query import Request
from ztviewer.search.segmenter import use_names, words
from ztviewer.services.archive import Archive
from ztviewer.services.dictionary import Dictionary


@pytest.fixture(autouse=True)
def no_names_left() -> Iterator[None]:
    """The segmenter is the program's: no name outlives its test."""
    yield
    use_names(())


def test_a_name_stays_whole_until_it_is_removed(archive: Archive) -> None:
    cut = words("丁真珠在海盐")
    assert "丁真珠" not in cut
    archive.searching.add_name("丁真珠")
    assert words("丁真珠在海盐")[0] == words("丁眞珠在海鹽")[0] == "丁真珠"
    archive.searching.remove_name("丁真珠")
    assert words("丁真珠在海盐") == cut


def test_a_name_decides_what_is_found_without_a_new_index(archive: Archive) -> None:
    def found() -> int:
        return len(archive.searching.find(Request(archive.searching.read("老镇江").query)).ids)

    assert found() == 1  # 老 and 镇江 somewhere
    archive.searching.add_name("老镇江")
    assert found() == 0  # the two side by side
    archive.searching.remove_name("老镇江")
    assert found() == 1


def test_a_name_decides_what_comes_first_without_a_new_index(archive: Archive) -> None:
    parts = "丁江" * 11 + "真珠江" * 11 + "丁真珠江讲话"
    name = "丁真珠江" * 3 + "讲话" + "江" * (len(parts) - 14)
    by_parts, by_name = archive.importing.add(
        [
            ArticleDraft(title="其一", html=f"<p>{parts}</p>"),
            ArticleDraft(title="其二", html=f"<p>{name}</p>"),
        ]
    )
    archive.indexing.bring_up_to_date()

    def found() -> list[ArticleId]:
        return list(archive.searching.find(Request(archive.searching.read("丁真珠讲话").query)).ids)

    assert found() == [by_parts, by_name]
    archive.searching.add_name("丁真珠")
    assert found() == [by_name, by_parts]
    archive.searching.remove_name("丁真珠")
    assert found() == [by_parts, by_name]


def test_a_file_changed_by_hand_counts_with_the_next_query(archive: Archive) -> None:
    (config_folder() / "names.txt").write_text("# 人名\n丁真珠\n", "utf-8")
    archive.searching.read("丁真珠")
    assert words("丁真珠") == ["丁真珠"]
    (config_folder() / "names.txt").unlink()
    archive.searching.read("丁真珠")
    assert words("丁真珠") != ["丁真珠"]


def test_a_name_of_great_weight_wins_over_what_holds_it(archive: Archive) -> None:
    assert words("人才公寓") == ["人才", "公寓"]
    archive.searching.add_name("才公寓", 10**8)
    assert words("人才公寓") == ["人", "才公寓"]
    assert archive.searching.dictionary() == (Name("才公寓", 10**8),)


def test_comments_and_order_stay_and_a_name_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("\ufeff# 人名\r\n镇江 5\r\n\r\n丁真珠\r\n！\r\n", "utf-8")
    dictionary = Dictionary(file)
    assert dictionary.names() == (Name("镇江", 5), Name("丁真珠"))
    dictionary.add("鎮江", 7)
    assert file.read_text("utf-8") == "# 人名\n\n丁真珠\n！\n鎮江 7\n"
    dictionary.remove("镇江")
    assert dictionary.names() == (Name("丁真珠"),)


@pytest.mark.parametrize("text", ["", "  ", "！", "# 镇江", "镇\n江", "镇" * 65])
def test_what_is_no_name_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused):
        Dictionary(tmp_path / "names.txt").add(text)


def test_only_what_is_there_can_be_removed(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Dictionary(tmp_path / "names.txt").remove("镇江")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x00\n", "镇江 99999999999999\n".encode(), b"\n" * 1000]
)
def test_a_strange_file_does_no_harm(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "names.txt"
    file.write_bytes(content)
    Dictionary(file).follow()
    assert "".join(words("镇江人才")) == "镇江人才"
