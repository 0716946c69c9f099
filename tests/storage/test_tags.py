"""The tree of tags: paths, moves, merges, and what it takes to undo them."""

from collections.abc import Mapping, Sequence

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId, State
from ztviewer.core.errors import NotFound, Refused
from ztviewer.storage import ArticleStore, Database, TagStore, check


@pytest.fixture
def ids(articles: ArticleStore) -> list[ArticleId]:
    """Five articles."""
    return [added.id for added in articles.add(ArticleDraft(f"第{n}篇", "<p>x</p>") for n in range(5))]


@pytest.fixture
def tags(database: Database) -> TagStore:
    return TagStore(database)


def planted(tags: TagStore, ids: Sequence[ArticleId], tree: Mapping[str, Sequence[int]]) -> None:
    for path, numbers in tree.items():
        tags.add(path, [ids[number] for number in numbers])


def carried(tags: TagStore, ids: Sequence[ArticleId]) -> dict[str, list[int]]:
    """The tree with the places in `ids` of the articles that carry each tag."""
    return {tag.path: [ids.index(article) for article in tags.carriers(tag.path)] for tag in tags.all()}


def test_a_path_makes_the_tags_above_it_and_counts_articles_once(
    tags: TagStore, ids: list[ArticleId]
) -> None:
    assert tags.add("地区/镇江/高新区", ids[:2]) == ids[:2]
    assert tags.add("地区/镇江", ids[1:3]) == ids[1:3]
    assert tags.add("地区/镇江", ids) == [ids[0], *ids[3:]]
    assert [(tag.path, tag.name, tag.articles) for tag in tags.all()] == [
        ("地区", "地区", 5),
        ("地区/镇江", "镇江", 5),
        ("地区/镇江/高新区", "高新区", 2),
    ]
    assert tags.carriers("地区") == []
    assert tags.carriers("地区", below=True) == ids


def test_articles_in_the_trash_are_not_counted_and_not_forgotten(
    tags: TagStore, articles: ArticleStore, ids: list[ArticleId]
) -> None:
    tags.add("a", ids)
    articles.set_state(ids[:3], State.TRASH)
    assert tags.get("a").articles == tags.all()[0].articles == 2
    assert tags.carriers("a") == ids


@pytest.mark.parametrize(
    "tag", ["", "/", "a/", "/a", "a//b", " ", "a/ /b", "\0", "a/\u200b", "/".join("a" * 17)]
)
def test_what_is_no_name_is_refused(tags: TagStore, tag: str) -> None:
    with pytest.raises(Refused, match="cannot be the name of a tag"):
        tags.create(tag)
    assert tags.all() == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("Sport/Tennis", "sport/TENNIS"), ("e\u0301", "é"), (" a / b ", "a/b"), ("Straße", "STRASSE")],
)
def test_names_that_look_alike_are_one_tag(
    tags: TagStore, ids: list[ArticleId], first: str, second: str
) -> None:
    made = tags.create(first)
    assert tags.add(second, ids[:1]) == ids[:1]
    assert tags.get(second).id == tags.get(first).id == made.id
    with pytest.raises(Refused, match="already"):
        tags.create(second)


def test_a_tags_colour_and_note(tags: TagStore) -> None:
    assert (tags.create("a/b", "#AA3300", " 注\0 ").colour, tags.get("a/b").note) == ("#aa3300", "注")
    tags.change("a/b", colour=None, note=None)
    assert (tags.get("a/b").colour, tags.get("a/b").note) == (None, None)
    for wrong in ("red", "#aa330", "#aa330g", "＃aa3300"):
        with pytest.raises(Refused, match="is not a colour"):
            tags.change("a/b", colour=wrong, note=None)


def test_taking_a_tag_away_leaves_the_tag(tags: TagStore, ids: list[ArticleId]) -> None:
    tags.add("a", ids[1:4])
    assert tags.remove("a", ids[:3]) == ids[1:3]
    assert carried(tags, ids) == {"a": [3]}
    assert tags.add("a", [ArticleId(99)]) == []


@pytest.mark.parametrize(
    ("tag", "new", "after"),
    [
        ("a", "x", {"x": [0], "x/b": [1], "x/b/c": [2], "z": [3]}),
        ("a/b", "b", {"a": [0], "b": [1], "b/c": [2], "z": [3]}),
        ("a/b", "z/y/b", {"a": [0], "z": [3], "z/y": [], "z/y/b": [1], "z/y/b/c": [2]}),
        ("a/b", "A/B", {"a": [0], "a/B": [1], "a/B/c": [2], "z": [3]}),
        ("a", "A", {"A": [0], "A/b": [1], "A/b/c": [2], "z": [3]}),
    ],
)
def test_a_branch_moves_whole(
    tags: TagStore, database: Database, ids: list[ArticleId], tag: str, new: str, after: dict[str, list[int]]
) -> None:
    planted(tags, ids, {"a": [0], "a/b": [1], "a/b/c": [2], "z": [3]})
    tags.rename(tag, new)
    assert carried(tags, ids) == after
    assert check(database) == []


@pytest.mark.parametrize(
    ("tag", "new", "sentence"),
    [
        ("a", "z", "already"),
        ("a", "a/b/c", "already"),
        ("a", "a/x", "below itself"),
        ("a", "A/x", "below itself"),
        ("a", "a//x", "name"),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    tags: TagStore, ids: list[ArticleId], tag: str, new: str, sentence: str
) -> None:
    planted(tags, ids, {"a": [0], "a/b/c": [2], "z": [3]})
    before = carried(tags, ids)
    with pytest.raises(Refused, match=sentence):
        tags.rename(tag, new)
    assert carried(tags, ids) == before


@pytest.mark.parametrize(
    ("tag", "into", "new", "after"),
    [
        ("a", "z", [0], {"z": [0, 3], "z/b": [1, 2], "z/c": [4]}),
        ("z/b", "a", [2], {"a": [0, 2], "a/b": [1], "a/c": [4], "z": [3]}),
        ("a/b", "a", [1], {"a": [0, 1], "a/c": [4], "z": [3], "z/b": [2]}),
        ("a/c", "a/b", [4], {"a": [0], "a/b": [1, 4], "z": [3], "z/b": [2]}),
    ],
)
def test_a_merge_brings_articles_and_branches_over(
    tags: TagStore,
    database: Database,
    ids: list[ArticleId],
    tag: str,
    into: str,
    new: list[int],
    after: dict[str, list[int]],
) -> None:
    planted(tags, ids, {"a": [0], "a/b": [1], "a/c": [4], "z": [3], "z/b": [2]})
    tags.change("a/c", colour="#112233", note="注")
    before = tags.subtree(tag) + tags.subtree(into)
    state = carried(tags, ids)
    assert [ids.index(article) for article in tags.merge(tag, into)] == new
    assert carried(tags, ids) == after
    tags.replace([tag, into], before)
    assert carried(tags, ids) == state
    assert (tags.get("a/c").colour, tags.get("a/c").note) == ("#112233", "注")
    assert check(database) == []


def test_a_merge_into_itself_is_refused(tags: TagStore, ids: list[ArticleId]) -> None:
    planted(tags, ids, {"a": [0], "a/b": [1]})
    for into in ("a", "A", "a/b"):
        with pytest.raises(Refused, match="into itself"):
            tags.merge("a", into)
    assert carried(tags, ids) == {"a": [0], "a/b": [1]}


def test_a_deleted_branch_can_be_planted_again(tags: TagStore, ids: list[ArticleId]) -> None:
    planted(tags, ids, {"a": [0], "a/b": [1, 2], "ab": [3]})
    before, branch = carried(tags, ids), tags.subtree("a")
    assert tags.delete("a") == ids[:3]
    assert carried(tags, ids) == {"ab": [3]}
    tags.replace([], branch)
    assert carried(tags, ids) == before


def test_a_tag_that_is_not_there_is_not_found(tags: TagStore, ids: list[ArticleId]) -> None:
    tags.create("a")
    for act in (
        lambda: tags.get("b"),
        lambda: tags.change("b", colour=None, note=None),
        lambda: tags.remove("b", ids),
        lambda: tags.rename("b", "c"),
        lambda: tags.merge("b", "a"),
        lambda: tags.merge("a", "b"),
        lambda: tags.delete("b"),
        lambda: tags.carriers("b"),
        lambda: tags.subtree("b"),
    ):
        with pytest.raises(NotFound, match="There is no tag “b”"):
            act()
