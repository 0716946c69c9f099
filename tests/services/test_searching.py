"""Typed text in, articles out, through every layer."""

import pytest

from ztviewer.core.article import ArticleId
from ztviewer.core.query import Choice, Facet, Having, Request, Sort
from ztviewer.services.archive import Archive


def titles(archive: Archive, text: str, *choices: Choice, sort: Sort = Sort.RELEVANCE) -> list[str]:
    found = archive.searching.find(Request(archive.searching.read(text).query, choices, sort))
    assert found.indexed
    return [archive.reading.article(article).title for article in found.ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高新区", {"港城高新区五年蝶变"}),
        ("鎮江", {"鎮江老街修繕完工", "防汛简讯"}),  # traditional finds simplified
        ("镇江", {"鎮江老街修繕完工", "防汛简讯"}),  # and simplified traditional
        ("城高新", {"港城高新区五年蝶变"}),  # across words: any substring
        ('"c919飞机"', {"港城高新区五年蝶变"}),  # letters, digits and Han together, whatever the case
        ("834.5", {"港城高新区五年蝶变"}),
        ("834", set()),  # a number is one token
        ("镇江 -房地产", {"鎮江老街修繕完工"}),
        ("高新区 OR 马克思", {"港城高新区五年蝶变", "无日期的一篇"}),
        ("图注:全景", {"港城高新区五年蝶变"}),
        ("标题:镇江", {"鎮江老街修繕完工"}),
        ("来源:江边", {"港城高新区五年蝶变", "防汛简讯"}),
        ("栏目:简讯", {"防汛简讯"}),
        ("date:2021..2022", {"港城高新区五年蝶变", "鎮江老街修繕完工"}),
        ("日期:2020-07-15", {"防汛简讯"}),  # known to the month: any day of it
        ("has:image", {"港城高新区五年蝶变"}),
        ('"回落江北"', set()),  # not across paragraphs
        ("", {"港城高新区五年蝶变", "鎮江老街修繕完工", "防汛简讯", "无日期的一篇"}),
    ],
)
def test_a_query_finds_what_it_says(archive: Archive, text: str, expected: set[str]) -> None:
    assert set(titles(archive, text)) == expected


def test_dates_sort_both_ways_and_undated_articles_come_last(archive: Archive) -> None:
    oldest = ["防汛简讯", "鎮江老街修繕完工", "港城高新区五年蝶变", "无日期的一篇"]
    assert titles(archive, "", sort=Sort.OLDEST) == oldest
    assert titles(archive, "", sort=Sort.NEWEST) == [*oldest[2::-1], "无日期的一篇"]


def test_facets_count_the_whole_result(archive: Archive) -> None:
    facets = archive.searching.find(Request()).facets
    assert dict(facets[Facet.SOURCE]) == {"江边日报": 2, "港澳週刊": 1}
    assert [value for value, _count in facets[Facet.YEAR]] == ["2022", "2021", "2020"]
    assert dict(facets[Facet.IMAGE]) == {"yes": 1}


def test_choices_of_one_facet_add_up_and_exclusion_takes_away(archive: Archive) -> None:
    both = (Choice(Facet.YEAR, "2020"), Choice(Facet.YEAR, "2021"))
    assert set(titles(archive, "", *both)) == {"鎮江老街修繕完工", "防汛简讯"}
    assert titles(archive, "", *both, Choice(Facet.SOURCE, "江边日报", excluded=True)) == ["鎮江老街修繕完工"]


def test_marks_are_exact_in_title_and_excerpt(archive: Archive, ids: dict[str, ArticleId]) -> None:
    query = archive.searching.read("镇江").query
    (line,) = archive.searching.lines([ids["鎮江"]], query)
    assert [line.summary.title[start:end] for start, end in line.title_marks] == ["鎮江"]
    assert [line.excerpt.text[start:end] for start, end in line.excerpt.marks] == ["鎮江"]


def test_what_is_in_the_trash_is_found_only_when_asked_for(
    archive: Archive, ids: dict[str, ArticleId]
) -> None:
    done = archive.curating.trash([ids["防汛"]])
    archive.indexing.bring_up_to_date()
    assert titles(archive, "水位") == []
    assert titles(archive, f"is:{Having.TRASH.value} 水位") == ["防汛简讯"]
    done.undo()
    archive.indexing.bring_up_to_date()
    assert titles(archive, "水位") == ["防汛简讯"]


def test_suggestions_hold_what_was_typed(archive: Archive) -> None:
    assert archive.searching.suggestions("江边") == ["江边日报"]
    assert "鎮江老街修繕完工" in archive.searching.suggestions("镇江")
    assert archive.searching.suggestions("  ") == []


def test_without_an_index_the_archive_is_browsed(archive: Archive) -> None:
    archive.indexing.discard()
    found = archive.searching.find(Request(choices=(Choice(Facet.SOURCE, "江边日报"),), sort=Sort.OLDEST))
    assert not found.indexed
    assert [archive.reading.article(one).title for one in found.ids] == ["防汛简讯", "港城高新区五年蝶变"]
    assert dict(found.facets[Facet.SOURCE]) == {"江边日报": 2}
