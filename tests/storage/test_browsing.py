"""Browsing by SQL gives the same as looking at each article."""

import random

import pytest

from tests.storage.conftest import picture
from ztviewer.core.article import Article, ArticleDraft, FigureDraft, State
from ztviewer.core.published import Published
from ztviewer.core.query import Choice, Facet, Request, Sort
from ztviewer.storage import ArticleStore, Browsing, Database, TagStore, TopicStore

DATES = ["2021", "2021-05", "2021-05-14", "2021-05-14T09:30+08:00", "2022-01-01", "2022", None]
TAGS = ["地区", "地区/镇江", "地区/镇江/高新区", "地区0", "水情"]


@pytest.fixture
def everything(database: Database, articles: ArticleStore) -> list[Article]:
    """Sixty articles of all kinds, six of them in the trash."""
    chance = random.Random(1)
    drafts = [
        ArticleDraft(
            f"题{chance.randrange(20)}-{number}",
            f"<p>{'字' * chance.randrange(9)}</p>",
            source=chance.choice(["江城日报", "河港晚报", None]),
            column=chance.choice(["要闻", "副刊", None]),
            published=Published(date) if (date := chance.choice(DATES)) else None,
            figures=chance.choice(
                [
                    (),
                    (FigureDraft(caption="图"),),
                    (FigureDraft(), FigureDraft(picture())),
                ]
            ),
        )
        for number in range(60)
    ]
    ids = [added.id for added in articles.add(drafts)]
    for tag in TAGS:
        TagStore(database).add(tag, chance.sample(ids, 15))
    for topic in ("江与城", "洪水"):
        TopicStore(database).create(topic)
        TopicStore(database).add(topic, chance.sample(ids, 20))
    articles.set_state(ids[:6], State.TRASH)
    return [articles.get(article) for article in ids[6:]]


def holds(article: Article, choice: Choice) -> bool:
    value = choice.value
    match choice.facet:
        case Facet.SOURCE:
            return article.source == value
        case Facet.COLUMN:
            return article.column == value
        case Facet.YEAR:
            return article.published is not None and article.published.year == value
        case Facet.MONTH:
            return article.published is not None and article.published.month == value
        case Facet.TAG:
            return any(tag == value or tag.startswith(value + "/") for tag in article.tags)
        case Facet.TOPIC:
            return value in article.topics
        case Facet.IMAGE:
            return any(figure.image for figure in article.figures)


def kept(articles: list[Article], choices: tuple[Choice, ...]) -> list[Article]:
    wanted = {choice.facet for choice in choices if not choice.excluded}
    return [
        article
        for article in articles
        if all(
            any(holds(article, c) for c in choices if c.facet is facet and not c.excluded) for facet in wanted
        )
        and not any(holds(article, choice) for choice in choices if choice.excluded)
    ]


VALUES = {
    Facet.SOURCE: ["江城日报", "河港晚报", "无"],
    Facet.COLUMN: ["要闻", "副刊"],
    Facet.YEAR: ["2021", "2022"],
    Facet.MONTH: ["2021-05", "2022-01"],
    Facet.TAG: TAGS,
    Facet.TOPIC: ["江与城", "洪水"],
    Facet.IMAGE: ["yes"],
}


def test_choices_leave_and_count_exactly_what_fits_them(
    database: Database, everything: list[Article]
) -> None:
    browsing, chance = Browsing(database), random.Random(2)
    facets = list(VALUES)
    for _round in range(150):
        picked = [chance.choice(facets) for _number in range(chance.randrange(5))]
        choices = tuple(
            Choice(facet, chance.choice(VALUES[facet]), chance.random() < 0.3) for facet in picked
        )
        fitting = kept(everything, choices)
        found = browsing.find(Request(choices=choices, sort=Sort.OLDEST))
        assert sorted(found.ids) == [article.id for article in fitting], choices
        assert not found.indexed
        for facet, values in VALUES.items():
            counts = {
                value: sum(holds(article, Choice(facet, value)) for article in fitting) for value in values
            }
            assert dict(found.facets[facet]) == {value: number for value, number in counts.items() if number}


def test_facets_come_most_frequent_first_and_times_newest_first(
    database: Database, everything: list[Article]
) -> None:
    facets = Browsing(database).facets(())
    for facet in (Facet.SOURCE, Facet.COLUMN, Facet.TAG, Facet.TOPIC):
        assert list(facets[facet]) == sorted(facets[facet], key=lambda pair: (-pair[1], pair[0]))
    assert [year for year, _count in facets[Facet.YEAR]] == ["2022", "2021"]
    assert [month for month, _count in facets[Facet.MONTH]] == ["2022-01", "2021-05"]


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_is_total_with_undated_articles_last(
    database: Database, everything: list[Article], sort: Sort
) -> None:
    def published(article: Article) -> str:
        return article.published.iso if article.published else ""

    by_id = sorted(everything, key=lambda article: article.id)
    expected = {
        Sort.OLDEST: sorted(by_id, key=lambda article: published(article) or "9"),
        Sort.NEWEST: sorted(by_id, key=published, reverse=True),
        Sort.RELEVANCE: sorted(by_id, key=published, reverse=True),
        Sort.TITLE: sorted(by_id, key=lambda article: article.title),
        Sort.LENGTH: sorted(by_id, key=lambda article: -len(article.text)),
    }
    assert Browsing(database).ids((), sort) == [article.id for article in expected[sort]]


def test_everything_by_date_is_one_scan_of_an_index(database: Database) -> None:
    asked: list[str] = []
    database.connection.set_trace_callback(asked.append)
    Browsing(database).ids((), Sort.OLDEST)
    database.connection.set_trace_callback(None)
    queries = [statement for statement in asked if statement.startswith("SELECT")]
    assert len(queries) == 2
    for query in queries:
        plan = database.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
        assert len(plan) == 1
        assert "USING COVERING INDEX article_by_published" in plan[0][3]


def test_what_a_source_or_column_has_is_looked_up_in_its_index(database: Database) -> None:
    for facet, index in ((Facet.SOURCE, "article_by_source"), (Facet.COLUMN, "article_by_column")):
        asked: list[str] = []
        database.connection.set_trace_callback(asked.append)
        Browsing(database).ids([Choice(facet, "江城日报")], Sort.NEWEST)
        database.connection.set_trace_callback(None)
        plans = [
            database.connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            for statement in asked
            if statement.startswith("SELECT")
        ]
        assert plans
        for plan in plans:
            assert f"USING COVERING INDEX {index}" in plan[0][3]


def test_sources_are_those_of_articles_that_are_shown(database: Database, articles: ArticleStore) -> None:
    ids = [
        added.id
        for added in articles.add(ArticleDraft(f"{n}", "<p>x</p>", source=f"报{n % 3}") for n in range(6))
    ]
    articles.set_state([ids[0], ids[3]], State.TRASH)
    assert sorted(Browsing(database).sources()) == ["报1", "报2"]
