"""Every change to tags can be undone, and undone again."""

from collections.abc import Callable

import pytest

from ztviewer.core.article import ArticleId
from ztviewer.services.archive import Archive
from ztviewer.services.done import Done

Ids = dict[str, ArticleId]
State = dict[str, tuple[str | None, str | None, list[ArticleId]]]


def state(archive: Archive) -> State:
    """The whole tree: colour, note and carriers of each tag."""
    tags = archive.tagging.tags()
    return {tag.path: (tag.colour, tag.note, sorted(archive.tagging.carriers(tag.path))) for tag in tags}


@pytest.fixture
def tagged(archive: Archive, ids: Ids) -> Archive:
    """The archive with a small tree."""
    archive.tagging.create("地区/镇江", "#aa3300", "沿江城市")
    archive.tagging.add("地区/镇江", [ids["鎮江"], ids["防汛"]])
    archive.tagging.add("地区/镇江/西津", [ids["鎮江"]])
    archive.tagging.add("水", [ids["防汛"]])
    return archive


@pytest.mark.parametrize(
    "change",
    [
        lambda archive, ids: archive.tagging.add("水", [ids["鎮江"], ids["防汛"]]),
        lambda archive, ids: archive.tagging.add("新/更新", [ids["鎮江"]]),
        lambda archive, ids: archive.tagging.add("地区/扬州", [ids["鎮江"]]),
        lambda archive, ids: archive.tagging.remove("地区/镇江", [ids["鎮江"], ids["港城"]]),
        lambda archive, _ids: archive.tagging.create("空"),
        lambda archive, _ids: archive.tagging.change("地区/镇江", "#112233", None),
        lambda archive, _ids: archive.tagging.rename("地区/镇江", "城市"),
        lambda archive, _ids: archive.tagging.rename("地区/镇江", "新/旧/城市"),
        lambda archive, _ids: archive.tagging.merge("水", "地区/镇江"),
        lambda archive, _ids: archive.tagging.merge("地区/镇江", "水"),
        lambda archive, _ids: archive.tagging.delete("地区"),
    ],
)
def test_undo_and_redo(tagged: Archive, ids: Ids, change: Callable[[Archive, Ids], Done]) -> None:
    before = state(tagged)
    done = change(tagged, ids)
    after = state(tagged)
    assert after != before
    undone = done.undo()
    assert state(tagged) == before
    redone = undone.undo()
    assert state(tagged) == after
    redone.undo()
    assert state(tagged) == before


def test_a_change_says_what_it_touched(tagged: Archive, ids: Ids) -> None:
    done = tagged.tagging.add("水", [ids["鎮江"], ids["防汛"]])
    assert done.changes.articles == {ids["鎮江"]}
    assert done.changes.tags
    assert "水" in done.sentence
