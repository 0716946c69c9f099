"""Articles go in as drafts and come out as they went in: cleaned, once each, with their history."""

import hashlib
import re
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.conftest import picture
from ztviewer.core.article import ArticleDraft, ArticleId, Figure, FigureDraft, ImageDigest, Original, State
from ztviewer.core.body import clean
from ztviewer.core.errors import ArchiveDamaged, NotFound
from ztviewer.core.published import Published
from ztviewer.storage import (
    ArticleStore,
    Database,
    EventStore,
    ImageStore,
    TagStore,
    TopicStore,
    check,
    fixity,
)

DRAFT = ArticleDraft(
    "高新区五年蝶变",
    "<h1>起步</h1><p>江边的<b>老厂</b></p><figure>drop</figure><p>实验室<script>alert(1)</script></p>",
    subtitle="从滩涂到新城",
    source="江城日报",
    author="李明",
    editor="王芳",
    column="要闻",
    published=Published("2022-06-06T09:35+08:00"),
    url="https://example.org/1.html",
    language="zh-Hans",
    figures=(
        FigureDraft(picture(), "一角\0", "室", "周宁 摄", "https://example.org/1.png"),
        FigureDraft(caption="旧影 <1958>"),
    ),
    original=Original("C:\\存\\1.html", "text/html", b"<p>x</p>" * 100),
)


def test_an_article_comes_out_as_it_went_in(articles: ArticleStore, database: Database) -> None:
    ((first, new),) = [(added.id, added.new) for added in articles.add([DRAFT])]
    assert new
    TagStore(database).add("地区/镇江", [first])
    TopicStore(database).create("江与城")
    TopicStore(database).add("江与城", [first])
    article = articles.get(first)
    digest = picture().digest
    assert article.html == (
        f'<h2>起步</h2><p>江边的<strong>老厂</strong></p><figure><img src="sha256:{digest}" alt="室">'
        "<figcaption>一角</figcaption></figure><p>实验室</p>"
        "<figure><figcaption>旧影 &lt;1958&gt;</figcaption></figure>"
    )
    assert article.text == "起步\n江边的老厂\n实验室"
    assert article.figures == (
        Figure(1, digest, "一角", "室", "周宁 摄", "https://example.org/1.png", 1, 1),
        Figure(2, None, "旧影 <1958>", None, None, None, None, None),
    )
    for field in (
        "title",
        "subtitle",
        "source",
        "author",
        "editor",
        "column",
        "published",
        "url",
        "language",
    ):
        assert getattr(article, field) == getattr(DRAFT, field)
    assert (article.tags, article.topics, article.state) == (("地区/镇江",), ("江与城",), State.ACTIVE)
    assert articles.original(first) == Original("1.html", "text/html", b"<p>x</p>" * 100)


def test_the_same_document_is_stored_once(articles: ArticleStore) -> None:
    first = articles.add([DRAFT])[0].id
    articles.set_state([first], State.TRASH)
    again = articles.add([ArticleDraft("另一篇", "<p>x</p>"), DRAFT, DRAFT])
    assert [(added.id == first, added.new) for added in again] == [
        (False, True),
        (True, False),
        (True, False),
    ]
    assert articles.get(first).state is State.TRASH
    assert len(articles.all_ids()) == 2
    assert articles.count() == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ArticleDraft("a", "<p>x</p>"), ArticleDraft("a", "<div>x</div>", url="http://x/"), True),
        (ArticleDraft("a", "<p>x</p>"), ArticleDraft("a ", "<p>  x</p>", author="b"), True),
        (ArticleDraft("a", "<p>x</p>"), ArticleDraft("a", "<p>x</p>", source="s"), False),
        (ArticleDraft("a", "<p>x</p>", source="s"), ArticleDraft("as", "<p>x</p>"), False),
        (ArticleDraft("a", "<p>x</p>"), ArticleDraft("a", "<p>x</p>", published=Published("2022")), False),
        (ArticleDraft("a", "<p>x y</p>"), ArticleDraft("a", "<p>x</p><p>y</p>"), False),
    ],
)
def test_title_source_time_and_text_make_a_document(
    articles: ArticleStore, one: ArticleDraft, other: ArticleDraft, same: bool
) -> None:
    added = articles.add([one, other])
    assert (added[0].id == added[1].id) is same


def test_pictures_and_originals_are_stored_once(articles: ArticleStore, database: Database) -> None:
    shared = Original("页.html", "text/html", b"page")
    articles.add(
        ArticleDraft(f"{n}", "<p>x</p>", figures=(FigureDraft(picture()),) * 2, original=shared)
        for n in range(3)
    )
    images = ImageStore(database)
    assert list(images.digests()) == [picture().digest]
    assert images.get(picture().digest) == picture()
    assert images.thumbnail(picture().digest) == picture().thumbnail
    assert images.thumbnails([picture().digest, ImageDigest("0" * 64)]) == {
        picture().digest: picture().thumbnail
    }
    assert database.connection.execute("SELECT count(*) FROM original").fetchone() == (1,)
    for ask in (images.get, images.thumbnail):
        with pytest.raises(NotFound, match="no picture"):
            ask(ImageDigest("0" * 64))


def test_lists_and_the_index_see_what_they_need(articles: ArticleStore, database: Database) -> None:
    first, second = (added.id for added in articles.add([DRAFT, ArticleDraft("短讯", "<p>a</p><p>b</p>")]))
    TagStore(database).add("水情", [second])
    summaries = articles.summaries([second, ArticleId(99), first, second])
    assert [summary.id for summary in summaries] == [second, first, second]
    assert (summaries[0].tags, summaries[0].image, summaries[0].text) == (("水情",), None, "a\nb")
    assert (summaries[1].image, summaries[1].captions) == (picture().digest, ("一角", "旧影 <1958>"))
    documents = {document.id: document for document in articles.documents([first, second, ArticleId(99)])}
    assert documents.keys() == {first, second}
    assert documents[first].title == "高新区五年蝶变\n从滩涂到新城"
    assert (documents[first].pictures, documents[first].notes) == (1, 0)
    assert (documents[second].title, documents[second].tags, documents[second].pictures) == (
        "短讯",
        ("水情",),
        0,
    )


def test_documents_of_many_articles_all_come_once(articles: ArticleStore) -> None:
    added = articles.add(
        ArticleDraft(f"第{n}篇", "<p>x</p>", figures=(FigureDraft(caption=f"图{n}"),)) for n in range(1201)
    )
    found = {document.id: document for document in articles.documents([one.id for one in added])}
    assert [found[one.id].captions for one in added] == [(f"图{n}",) for n in range(1201)]


def test_what_is_not_there_is_not_found(articles: ArticleStore) -> None:
    for ask in (articles.get, articles.original):
        with pytest.raises(NotFound, match="no article 7"):
            ask(ArticleId(7))
    assert articles.original(articles.add([ArticleDraft("t", "<p>x</p>")])[0].id) is None
    assert articles.summaries([]) == []
    assert list(articles.documents([])) == []


def test_the_trash_is_a_state_that_only_real_changes_touch(
    articles: ArticleStore, database: Database
) -> None:
    ids = [added.id for added in articles.add(ArticleDraft(f"{n}", "<p>x</p>") for n in range(3))]
    assert articles.set_state([ids[2], ids[0], ArticleId(99)], State.TRASH) == [ids[0], ids[2]]
    assert articles.set_state(ids, State.TRASH) == [ids[1]]
    assert articles.set_state(ids[:1], State.ACTIVE) == ids[:1]
    assert [(event.kind, event.detail, event.agent) for event in EventStore(database).of(ids[0])] == [
        ("ingestion", None, "tester"),
        ("metadata modification", "state: trash", "tester"),
        ("metadata modification", "state: active", "tester"),
    ]


def test_an_event_of_many_articles_is_an_event_of_each(articles: ArticleStore, database: Database) -> None:
    ids = [added.id for added in articles.add(ArticleDraft(f"{n}", "<p>x</p>") for n in range(2))]
    events = EventStore(database)
    events.record("dissemination", ids, "html: 选集")
    events.record("fixity check", None, "problems: 0")
    assert [events.of(article)[-1].detail for article in ids] == ["html: 选集"] * 2
    assert events.of(None)[-1].kind == "fixity check"


def test_a_body_from_a_strangers_archive_is_cleaned_when_it_is_read(
    articles: ArticleStore, database: Database
) -> None:
    article = articles.add([DRAFT])[0].id
    whole = articles.get(article).html
    with database.transaction() as connection:
        connection.execute(
            "UPDATE article SET html = ?", ('<p onclick="x()">江边</p><script>x()</script>' + whole,)
        )
    assert articles.get(article).html == "<p>江边</p>" + whole


@pytest.mark.parametrize(
    "data", [b"", b"not zlib", zlib.compress(b"x" * 10_000_000), zlib.compress(b"<p>x</p>" * 100)[:-6]]
)
def test_an_original_that_does_not_expand_to_what_it_was_is_damage(
    articles: ArticleStore, database: Database, data: bytes
) -> None:
    article = articles.add([DRAFT])[0].id
    with database.transaction() as connection:
        connection.execute("UPDATE original SET data = ?", (data,))
    with pytest.raises(ArchiveDamaged):
        articles.original(article)


@given(st.lists(st.tuples(st.text(min_size=1), st.text(), st.text(), st.text()), max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_at_all_can_be_stored_and_comes_out_fit(
    articles: ArticleStore, database: Database, texts: list[tuple[str, str, str, str]]
) -> None:
    added = articles.add(
        ArticleDraft(f"题{title}", html, source=source, figures=(FigureDraft(caption=caption),))
        for title, html, source, caption in texts
    )
    for one in added:
        article = articles.get(one.id)
        for text in (article.title, article.source or "", article.text, article.figures[0].caption or ""):
            assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in text)
            assert text.encode().decode() == text
        assert (
            hashlib.sha256(
                "\0".join((article.title, article.source or "", "", article.text)).encode()
            ).hexdigest()
            == (
                database.connection.execute("SELECT digest FROM article WHERE id = ?", (one.id,)).fetchone()[
                    0
                ]
            )
        )
        assert "<figure>" in article.html
        assert clean(clean(article.html)) == clean(article.html)
    assert check(database) == []


def test_what_was_received_is_looked_up_in_an_index(database: Database, articles: ArticleStore) -> None:
    received = Original("甲.txt", "text/plain", b"one")
    ids = [
        added.id
        for added in articles.add(
            ArticleDraft(title, "<p>文</p>", original=received) for title in ("一", "二", "三")
        )
    ]
    asked: list[str] = []
    database.connection.set_trace_callback(asked.append)
    assert articles.received(fixity(b"one"), ids[1]) == ids[:2]
    assert articles.received(fixity(b"another"), ids[1]) == []
    assert articles.there([fixity(b"another")]) == {}
    articles.add([ArticleDraft("四", "<p>文</p>")])
    database.connection.set_trace_callback(None)
    queries = [
        statement for statement in asked if statement.startswith("SELECT") and "FROM article" in statement
    ]
    assert len(queries) == 4
    for query in queries:
        plan = " ".join(row[3] for row in database.connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert re.search("SEARCH article USING (COVERING )?INDEX", plan), plan
