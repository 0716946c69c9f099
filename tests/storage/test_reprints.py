"""Sketches follow the texts, families keep the least number of their members, and the index is told."""

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId, State
from ztviewer.core.published import Published
from ztviewer.storage import ArticleStore, ChangeLog, Database, ReprintStore

SKETCH = bytes(96)


@pytest.fixture
def reprints(database: Database) -> ReprintStore:
    return ReprintStore(database)


@pytest.fixture
def ids(articles: ArticleStore, reprints: ReprintStore) -> list[ArticleId]:
    """Four articles with sketches; the third is the earliest, the fourth undated."""
    years = ("2003", "2002", "2001", None)
    drafts = [
        ArticleDraft(f"第{number}篇", "<p>正文</p>", published=Published(year) if year else None)
        for number, year in enumerate(years)
    ]
    ids = [added.id for added in articles.add(drafts)]
    with reprints.uniting() as uniting:
        uniting.enter(dict.fromkeys(ids, SKETCH))
    return ids


def numbers(database: Database) -> list[int | None]:
    return [family for (family,) in database.connection.execute("SELECT family FROM sketch ORDER BY article")]


def change(database: Database, statement: str) -> None:
    with database.transaction() as connection:
        connection.execute(statement)


def test_new_articles_wait_for_their_sketch(
    articles: ArticleStore, reprints: ReprintStore, ids: list[ArticleId]
) -> None:
    assert reprints.waiting() == 0
    (added,) = articles.add([ArticleDraft("新的", "<p>新文</p>")])
    assert reprints.waiting() == 1
    with reprints.uniting() as uniting:
        assert uniting.unsketched(9) == {added.id: "新文"}
        assert list(uniting.sketches_after(uniting.last() - 1)) == [{ids[-1]: SKETCH}]


def test_a_changed_text_waits_again_and_leaves_its_family(
    database: Database, reprints: ReprintStore, ids: list[ArticleId]
) -> None:
    with reprints.uniting() as uniting:
        uniting.unite(ids[0], ids[1])
        uniting.unite(ids[1], ids[2])
    change(database, "UPDATE article SET text = text WHERE id = 1")
    change(database, "UPDATE article SET title = '别名' WHERE id = 1")
    assert numbers(database) == [1, 1, 1, None]
    change(database, "UPDATE article SET text = '改过' WHERE id = 1")
    assert reprints.waiting() == 1
    assert numbers(database) == [2, 2, None]


def test_a_family_has_the_least_number_of_its_members_whatever_joins_or_leaves(
    database: Database, reprints: ReprintStore, ids: list[ArticleId]
) -> None:
    with reprints.uniting() as uniting:
        assert uniting.unite(ids[3], ids[1]) == 2
        assert uniting.unite(ids[2], ids[0]) == 1
        assert uniting.unite(ids[2], ids[3]) == 1
        assert uniting.reprints(ids) == set(ids[1:])
    change(database, "DELETE FROM article WHERE id = 1")
    assert numbers(database) == [2, 2, 2]
    change(database, "DELETE FROM article WHERE id = 3")
    assert numbers(database) == [2, 2]


def test_members_come_earliest_first_without_those_in_the_trash(
    articles: ArticleStore, reprints: ReprintStore, ids: list[ArticleId]
) -> None:
    assert reprints.members(ids[0]) == []
    with reprints.uniting() as uniting:
        for one in ids[1:]:
            uniting.unite(ids[0], one)
    assert [member.id for member in reprints.members(ids[3])] == [ids[2], ids[1], ids[0], ids[3]]
    articles.set_state([ids[2]], State.TRASH)
    assert [[member.id for member in family] for family in reprints.families()] == [[ids[1], ids[0], ids[3]]]
    articles.set_state(ids[:2], State.TRASH)
    assert reprints.members(ids[3]) == []
    assert reprints.families() == []


def test_the_change_log_names_whose_family_changed(
    database: Database, reprints: ReprintStore, ids: list[ArticleId]
) -> None:
    log = ChangeLog(database)
    seen = log.last()
    with reprints.uniting() as uniting:
        uniting.unite(ids[1], ids[2])
    seen, touched = log.since(seen)
    assert touched == ids[1:3]
    assert [one.family for one in ArticleStore(database).documents(ids[:2])] == [None, 2]
    with reprints.uniting() as uniting:
        uniting.unite(ids[0], ids[1])
    seen, touched = log.since(seen)
    assert touched == ids[:3]
    change(database, "DELETE FROM article WHERE id = 1")
    assert log.since(seen)[1] == ids[:3]
