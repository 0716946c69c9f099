"""Typed text in, articles out, through every layer."""

from pathlib import Path

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId
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
        ("5年", {"港城高新区五年蝶变"}),  # Chinese numerals and digits find one another
        ('"5年"', set()),  # quoted, a text stands for itself
        ("exact:鎮江", {"鎮江老街修繕完工"}),  # traditional and simplified kept apart
        ("精确:镇江", {"防汛简讯"}),
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


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("jiangbianribao", "江边日报"),
        ("jbrb", "江边日报"),
        ("zhenj", "鎮江老街修繕完工"),
        ("gxqwn", "港城高新区五年蝶变"),
    ],
)
def test_suggestions_are_found_by_how_they_sound(archive: Archive, typed: str, expected: str) -> None:
    archive.searching.prepare_suggestions()
    assert archive.searching.suggestions(typed)[0] == expected


def test_suggestions_know_what_was_added_and_renamed_since(
    archive: Archive, ids: dict[str, ArticleId]
) -> None:
    assert archive.searching.suggestions("新标签") == []
    archive.tagging.add("新标签", [ids["防汛"]])
    assert archive.searching.suggestions("xinbq") == ["新标签"]
    archive.tagging.add("新标签/细分", [ids["防汛"]])
    assert archive.searching.suggestions("xifen") == ["细分"]  # which texts may hold, as none holds the path


def test_without_an_index_the_archive_is_browsed(archive: Archive) -> None:
    archive.indexing.discard()
    found = archive.searching.find(Request(choices=(Choice(Facet.SOURCE, "江边日报"),), sort=Sort.OLDEST))
    assert not found.indexed
    assert [archive.reading.article(one).title for one in found.ids] == ["防汛简讯", "港城高新区五年蝶变"]
    assert dict(found.facets[Facet.SOURCE]) == {"江边日报": 2}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("镇将", {"镇江": 2}),
        ("振江", {"镇江": 2}),
        ("鎮將", {"镇江": 2}),
        ('标题:"高新去"', {'标题:"高新区"': 1}),
        ("镇将 -房地产", {"镇江 -房地产": 1}),
        ("搞新区", {"高新区": 1}),
        ("镇江", {}),  # it finds something, and nothing finds more
        ("镜江", {}),  # looks alike, sounds different
        ("danfos", {}),
        ("", {}),
        ("-镇将", {}),
    ],
)
def test_what_sounds_the_same_and_finds_more_is_offered(
    archive: Archive, typed: str, expected: dict[str, int]
) -> None:
    reading = archive.searching.read(typed)
    found = archive.searching.find(Request(reading.query))
    offered = archive.searching.corrections(reading, found)
    assert {correction.text: correction.total for correction in offered} == expected
    for correction in offered:
        assert len(titles(archive, correction.text)) == correction.total


def test_without_an_index_nothing_is_corrected(archive: Archive) -> None:
    archive.indexing.discard()
    reading = archive.searching.read("镇将")
    assert archive.searching.corrections(reading, archive.searching.find(Request(reading.query))) == []


def explained(archive: Archive, typed: str) -> str:
    explanation = archive.searching.explain(archive.searching.read(typed))
    assert explanation is not None
    return str(explanation.whole)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "every article: 4 articles"),
        ("高新区", "the words of “高新区”: 1 article"),
        (
            "镇江 -房地产",
            """\
all of: 1 article
  the words of “镇江”: 2 articles
  none of: 3 articles
    the words of “房地产”: 1 article""",
        ),
        (
            "标题:高新区五年",
            """\
the words of “高新区五年” in the title: 1 article
  exactly “高新区” in the title: 1 article
  exactly “五年” in the title: 1 article""",
        ),
        ('"振江"', "exactly “振江”: 0 articles\n  near it: 镇江 (2)"),
        ("来源:江边日抱", "the source holds “江边日抱”: 0 articles\n  near it: 江边日报 (2)"),
        ("来源:江岸日报", "the source holds “江岸日报”: 0 articles\n  near it: 江边日报 (2)"),
        ("c918", "the words of “c918”: 0 articles\n  near it: c918~1 (1)"),
        ("date:2021..", "published from 2021-01-01 to …: 2 articles"),
        ("镇江 NEAR/3 老街", "“镇江” “老街” within 3 characters: 1 article"),
        ("(防* OR danfoss~1) has:image", None),
    ],
)
def test_a_query_is_explained_part_by_part(archive: Archive, typed: str, expected: str | None) -> None:
    lines = explained(archive, typed)
    assert expected is None or lines == expected
    total = len(archive.searching.find(Request(archive.searching.read(typed).query)).ids)
    assert lines.splitlines()[0].endswith(f": {total} article" + "s" * (total != 1))


def test_similar_articles_share_what_tells_an_article_from_others(tmp_path: Path) -> None:
    texts = [
        "丹佛斯在海盐建厂，压缩机下线。我们的城市。",
        "海盐的丹佛斯工厂扩建，压缩机增产。",
        "我们的城市在长江边，码头繁忙。",
        "长江码头繁忙，集装箱增多。",
        "毫不相干。",
    ]
    held = Archive.create(tmp_path / "archive.db", "测试", cache=tmp_path / "cache")
    drafts = [
        ArticleDraft(title=title, html=f"<p>{text}</p>")
        for title, text in zip("甲乙丙丁戊", texts, strict=True)
    ]
    one, two, three, four, alone = held.importing.add(drafts)
    held.indexing.bring_up_to_date()
    assert held.searching.similar(one)[0] == two
    assert held.searching.similar(four)[0] == three
    assert held.searching.similar(two, 1) == [one]
    assert alone not in held.searching.similar(three)
    assert held.searching.similar(ArticleId(99)) == []
    held.close()
