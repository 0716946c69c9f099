"""Reprints stand under the earliest article of their family among what was found."""

import random
from collections import defaultdict
from pathlib import Path

import pytest

from tests.search.documents import document, random_document
from ztviewer.core.article import ArticleId, Document
from ztviewer.core.published import Published
from ztviewer.core.query import Everything, Grouping, Query, Request, Sort, Words
from ztviewer.search import Index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index.create(tmp_path / "index")


def filled(index: Index, *documents: Document) -> Index:
    index.update(documents, [one.id for one in documents], 1)
    return index


def grouping(index: Index, query: Query | None = None, sort: Sort = Sort.RELEVANCE) -> Grouping:
    found = index.find(Request(query or Everything(), sort=sort)).grouping
    assert found is not None
    return found


def test_a_family_stands_where_its_earliest_article_does(index: Index) -> None:
    filled(
        index,
        document(1, text="江城", published=Published("2003"), family=1),
        document(2, text="江城", published=Published("2002")),
        document(3, text="江城", published=Published("2001"), family=1),
        document(4, text="港城", published=Published("2000"), family=1),
        document(5, text="江城", family=1),
        document(6, text="江城", family=6),
    )
    every = grouping(index, sort=Sort.NEWEST)
    assert list(every.leads) == [2, 4, 6]
    assert dict(every.folded) == {4: [3, 1, 5]}
    some = grouping(index, Words("江城"), Sort.OLDEST)
    assert list(some.leads) == [3, 2, 6]
    assert dict(some.folded) == {3: [1, 5]}
    assert ArticleId(4) not in some.folded


def test_a_family_that_changes_is_followed(index: Index) -> None:
    filled(index, document(1, text="江"), document(2, text="江"))
    assert list(grouping(index).leads) == [1, 2]
    assert dict(grouping(index).folded) == {}
    filled(index, document(1, text="江", family=1), document(2, text="江", family=1))
    assert dict(grouping(index).folded) == {1: [2]}
    index.compact()
    assert dict(grouping(index).folded) == {1: [2]}


@pytest.mark.parametrize("seed", range(5))
def test_leads_and_folded_are_the_result_as_a_plain_reading_groups_it(index: Index, seed: int) -> None:
    chance = random.Random(seed)
    documents = {}
    for number in range(1, 200):
        made = random_document(chance, number)
        family = chance.choice([None, None, *range(1, 9)])
        documents[made.id] = document(
            number, made.title, made.text, published=made.published, state=made.state, family=family
        )
    filled(index, *documents.values())
    for sort in Sort:
        for query in (Everything(), Words("镇"), Words("高新")):
            ids = list(index.find(Request(query, sort=sort)).ids)
            families = defaultdict(list)
            for article in ids:
                if documents[article].family:
                    families[documents[article].family].append(article)
            folded = {}
            for members in families.values():
                members.sort(key=lambda one: (_moment(documents[one]), one))
                if len(members) > 1:
                    folded[members[0]] = members[1:]
            gone = {one for members in folded.values() for one in members}
            grouped = grouping(index, query, sort)
            assert list(grouped.leads) == [one for one in ids if one not in gone]
            assert dict(grouped.folded) == folded


def _moment(one: Document) -> str:
    return one.published.iso if one.published else "~"
