"""Topic dossiers: their articles in an order of their own."""

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId, State
from ztviewer.core.curation import Entry
from ztviewer.core.errors import NotFound, Refused
from ztviewer.storage import ArticleStore, Database, TopicStore


@pytest.fixture
def ids(articles: ArticleStore) -> list[ArticleId]:
    """Four articles."""
    return [added.id for added in articles.add(ArticleDraft(f"第{n}篇", "<p>x</p>") for n in range(4))]


@pytest.fixture
def topics(database: Database) -> TopicStore:
    made = TopicStore(database)
    made.create("江与城", "一\r\n二")
    made.create("洪水")
    return made


def test_topics_keep_their_order_and_introductions(topics: TopicStore) -> None:
    assert [(topic.title, topic.introduction, topic.articles) for topic in topics.all()] == [
        ("江与城", "一\n二", 0),
        ("洪水", "", 0),
    ]
    topics.change("洪水", new_title="1998 洪水", introduction="三")
    topics.change("江与城", introduction="")
    assert [(topic.title, topic.introduction) for topic in topics.all()] == [
        ("江与城", ""),
        ("1998 洪水", "三"),
    ]
    topics.delete("江与城")
    assert [topic.title for topic in topics.all()] == ["1998 洪水"]


def test_articles_stand_in_the_order_chosen(topics: TopicStore, ids: list[ArticleId]) -> None:
    assert topics.add("江与城", [ids[2], ids[0]]) == [ids[2], ids[0]]
    assert topics.add("江与城", [*ids, ArticleId(99)]) == [ids[1], ids[3]]
    topics.annotate("江与城", ids[0], "背景")
    assert topics.entries("江与城") == [Entry(ids[2]), Entry(ids[0], "背景"), Entry(ids[1]), Entry(ids[3])]
    topics.reorder("江与城", ids)
    assert [entry.article for entry in topics.entries("江与城")] == ids
    assert topics.remove("江与城", [ids[0], ids[3], ArticleId(99)]) == [Entry(ids[0], "背景"), Entry(ids[3])]
    assert topics.get("江与城").articles == 2


def test_articles_in_the_trash_keep_their_place_unseen(
    topics: TopicStore, articles: ArticleStore, ids: list[ArticleId]
) -> None:
    topics.add("江与城", ids)
    articles.set_state([ids[1]], State.TRASH)
    assert [entry.article for entry in topics.entries("江与城")] == [ids[0], ids[2], ids[3]]
    assert topics.get("江与城").articles == 3
    topics.reorder("江与城", [ids[3], ids[2], ids[0]])
    articles.set_state([ids[1]], State.ACTIVE)
    assert [entry.article for entry in topics.entries("江与城")] == [ids[3], ids[2], ids[0], ids[1]]


def test_what_would_break_a_rule_is_refused(topics: TopicStore, ids: list[ArticleId]) -> None:
    topics.add("江与城", ids[:2])
    for act, sentence in (
        (lambda: topics.create("洪水"), "already"),
        (lambda: topics.create(" \0"), "needs a title"),
        (lambda: topics.change("洪水", new_title="江与城"), "already"),
        (lambda: topics.reorder("江与城", ids[:1]), "each of its articles once"),
        (lambda: topics.reorder("江与城", [ids[0], ids[0]]), "each of its articles once"),
    ):
        with pytest.raises(Refused, match=sentence):
            act()


def test_what_is_not_there_is_not_found(topics: TopicStore, ids: list[ArticleId]) -> None:
    for act in (
        lambda: topics.get("无"),
        lambda: topics.entries("无"),
        lambda: topics.change("无"),
        lambda: topics.delete("无"),
        lambda: topics.add("无", ids),
        lambda: topics.remove("无", ids),
        lambda: topics.reorder("无", ids),
    ):
        with pytest.raises(NotFound, match="There is no topic “无”"):
            act()
    with pytest.raises(NotFound, match="is not in “洪水”"):
        topics.annotate("洪水", ids[0], "x")
