"""Everything that the index depends on leaves a number in the change log, whoever writes it."""

from collections.abc import Callable

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId, FigureDraft, State
from ztviewer.storage import ArticleStore, ChangeLog, Database, TagStore, TopicStore


@pytest.fixture
def ids(articles: ArticleStore, database: Database) -> list[ArticleId]:
    """Three articles; the first is tagged `a/b`, in the topic `专题`, has a figure and a note."""
    drafts = [
        ArticleDraft(f"第{n}篇", "<p>x</p>", figures=(FigureDraft(caption="图"),) * (n == 0))
        for n in range(3)
    ]
    ids = [added.id for added in articles.add(drafts)]
    TagStore(database).add("a/b", ids[:1])
    TopicStore(database).create("专题")
    TopicStore(database).add("专题", ids[:1])
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO note (article, first, past, quote, body, written)"
            " VALUES (?, 0, 1, 'x', 'y', '2024-05-14T10:00:00+08:00')",
            ids[:1],
        )
    return ids


def sql(statement: str) -> Callable[[Database], object]:
    def act(database: Database) -> None:
        with database.transaction() as connection:
            connection.execute(statement)

    return act


@pytest.mark.parametrize(
    ("act", "touched"),
    [
        (lambda database: ArticleStore(database).add([ArticleDraft("new", "<p>x</p>")]), [4]),
        (lambda database: ArticleStore(database).add([ArticleDraft("第1篇", "<p>x</p>")]), []),
        (lambda database: ArticleStore(database).set_state([ArticleId(2)], State.TRASH), [2]),
        (lambda database: ArticleStore(database).set_state([ArticleId(2)], State.ACTIVE), []),
        (lambda database: TagStore(database).add("a", [ArticleId(1), ArticleId(3)]), [1, 3]),
        (lambda database: TagStore(database).add("a/b", [ArticleId(1)]), []),
        (lambda database: TagStore(database).remove("a/b", [ArticleId(1), ArticleId(2)]), [1]),
        (lambda database: TagStore(database).rename("a", "c"), [1]),
        (lambda database: TagStore(database).change("a/b", colour="#112233", note="x"), []),
        (lambda database: TagStore(database).delete("a"), [1]),
        (lambda database: TopicStore(database).add("专题", [ArticleId(2)]), [2]),
        (lambda database: TopicStore(database).remove("专题", [ArticleId(1)]), [1]),
        (lambda database: TopicStore(database).change("专题", new_title="别名"), [1]),
        (lambda database: TopicStore(database).change("专题", introduction="x"), []),
        (lambda database: TopicStore(database).annotate("专题", ArticleId(1), "x"), []),
        (lambda database: TopicStore(database).delete("专题"), [1]),
        (sql("UPDATE article SET title = 'x' WHERE id = 3"), [3]),
        (sql("UPDATE article SET url = 'x' WHERE id = 3"), []),
        (sql("DELETE FROM article WHERE id = 1"), [1]),
        (sql("INSERT INTO figure (article, position) VALUES (2, 1)"), [2]),
        (sql("UPDATE figure SET caption = 'x'"), [1]),
        (sql("UPDATE figure SET article = 2"), [1, 2]),
        (sql("DELETE FROM figure"), [1]),
        (sql("UPDATE article_tag SET article = 3"), [1, 3]),
        (sql("UPDATE topic_article SET article = 3"), [1, 3]),
        (sql("UPDATE note SET article = 3"), [1, 3]),
        (sql("UPDATE note SET body = 'x'"), []),
        (sql("DELETE FROM note"), [1]),
    ],
)
def test_a_change_names_the_articles_it_touched(
    database: Database, ids: list[ArticleId], act: Callable[[Database], object], touched: list[int]
) -> None:
    log = ChangeLog(database)
    seen = log.last()
    act(database)
    last, changed = log.since(seen)
    assert changed == touched
    assert last == log.last()
    assert (last > seen) is bool(touched)
    assert log.since(last) == (last, [])


def test_the_log_can_be_read_a_piece_at_a_time(database: Database, articles: ArticleStore) -> None:
    log = ChangeLog(database)
    assert (log.last(), log.since(0)) == (0, (0, []))
    ids = [added.id for added in articles.add(ArticleDraft(f"{n}", "<p>x</p>") for n in range(5))]
    assert log.since(0, 2) == (2, ids[:2])
    assert log.since(2, 2) == (4, ids[2:4])
    assert log.since(4, 2) == (5, ids[4:])
    articles.set_state(ids[:1], State.TRASH)
    articles.set_state(ids[:1], State.ACTIVE)
    assert log.since(5, 5) == (7, ids[:1])
