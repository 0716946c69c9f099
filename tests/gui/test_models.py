"""The models keep Qt's rules, and read only what is looked at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ztviewer.core.article import ArticleId, State, Summary
from ztviewer.core.curation import Tag, TagId, Topic, TopicId
from ztviewer.core.published import Published
from ztviewer.core.query import Choice, Excerpt, Facet, Facets, ResultLine
from ztviewer.gui import facets_model, results_model
from ztviewer.gui.basket import Basket
from ztviewer.gui.facets_model import FacetsModel, Node, facet_tree, filtered, shortened
from ztviewer.gui.results_model import Line, ResultsModel

_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal

TAGS = [
    Tag(TagId(1), "地区", "#2c7a5a", None, 5),
    Tag(TagId(2), "地区/镇江", None, None, 3),
    Tag(TagId(3), "教育", None, None, 2),
]
TOPICS = [Topic(TopicId(1), "港口", "", 4), Topic(TopicId(2), "博物馆", "", 9)]
FACETS: Facets = {
    Facet.TOPIC: [("博物馆", 9), ("港口", 4)],
    Facet.TAG: [("地区", 5), ("地区/镇江", 3)],
    Facet.SOURCE: [(f"报{number}", 30 - number) for number in range(20)],
    Facet.YEAR: [("2022", 7), ("2021", 2)],
    Facet.MONTH: [("2022-06", 4), ("2022-01", 3), ("2021-12", 2)],
    Facet.IMAGE: [("yes", 3)],
}


def line(article: int) -> Line:
    summary = Summary(
        ArticleId(article),
        f"题{article}",
        "日报",
        Published("2022-06"),
        ("教育",),
        None,
        "文",
        (),
        State.ACTIVE,
    )
    return Line(ResultLine(summary, (), Excerpt("文", ())), None, (None,))


def labels(nodes: tuple[Node, ...]) -> dict[str, list[str]]:
    return {section.key[1]: [child.label for child in section.children] for section in nodes}


def test_the_results_keep_the_rules_of_models(qtbot: QtBot) -> None:
    basket = Basket()
    model = ResultsModel(basket)
    QAbstractItemModelTester(model, _FATAL)
    model.show([ArticleId(number) for number in range(1, 101)])
    model.fill(0, [ArticleId(1), ArticleId(2)], {ArticleId(1): line(1)})
    basket.put([ArticleId(1)], ticked=True)
    model.show([])
    model.show([ArticleId(7)], 0, {ArticleId(7): line(7)})
    assert model.index(0).data() == "题7, 日报, 2022-06, 教育"


def test_only_what_is_in_sight_is_read_and_an_article_that_is_gone_is_not_asked_for_again(
    qtbot: QtBot,
) -> None:
    model = ResultsModel(Basket())
    ids = [ArticleId(number) for number in range(1_000_000)]
    model.show(ids)
    assert model.missing(500_000, 500_010) == (500_000, ids[500_000:500_011])
    model.fill(500_000, ids[500_000:500_011], {article: line(article) for article in ids[500_000:500_010]})
    assert model.missing(500_000, 500_010) is None
    assert model.missing(499_999, 500_020) == (499_999, ids[499_999:500_021])


def test_lines_of_a_result_that_is_gone_are_dropped(qtbot: QtBot) -> None:
    model = ResultsModel(Basket())
    model.show([ArticleId(1), ArticleId(2)])
    model.show([ArticleId(3), ArticleId(2)])
    model.fill(0, [ArticleId(1), ArticleId(2)], {ArticleId(1): line(1), ArticleId(2): line(2)})
    assert model.index(0).data(results_model.Role.LINE) is None


def test_stale_lines_stay_until_new_ones_come(qtbot: QtBot) -> None:
    model = ResultsModel(Basket())
    model.show([ArticleId(1)], 0, {ArticleId(1): line(1)})
    model.forget()
    assert isinstance(model.index(0).data(results_model.Role.LINE), Line)
    assert model.missing(0, 0) == (0, [ArticleId(1)])


def test_ticks_survive_another_result(qtbot: QtBot) -> None:
    basket = Basket()
    model = ResultsModel(basket)
    model.toggled.connect(basket.put)
    model.show([ArticleId(1), ArticleId(2)])
    model.setData(model.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    model.show([ArticleId(2), ArticleId(3)])
    states = [model.index(row).data(Qt.ItemDataRole.CheckStateRole) for row in range(2)]
    assert states == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert list(basket) == [2]


def test_facets_keep_the_rules_of_models(qtbot: QtBot) -> None:
    model = FacetsModel()
    QAbstractItemModelTester(model, _FATAL)
    model.show(facet_tree(FACETS, TAGS, TOPICS, ()))
    model.show(facet_tree({**FACETS, Facet.YEAR: [("2022", 1), ("2021", 1)]}, TAGS, TOPICS, ()))
    year = model.index_of((Facet.YEAR, "2022"))
    assert year.data(facets_model.Role.NODE).count == 1
    assert [model.index(row, 0, year).data() for row in range(model.rowCount(year))] == ["June", "January"]
    model.show(())
    assert model.rowCount() == 0


def test_counts_change_in_place_while_the_tree_stays_the_same(qtbot: QtBot) -> None:
    model = FacetsModel()
    model.show(facet_tree(FACETS, TAGS, TOPICS, ()))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show(facet_tree({**FACETS, Facet.TOPIC: [("博物馆", 1), ("港口", 1)]}, TAGS, TOPICS, ()))


def test_sections_show_what_occurs_in_the_order_people_gave_it() -> None:
    shown = labels(facet_tree(FACETS, TAGS, TOPICS, ()))
    assert shown["topic"] == ["港口", "博物馆"]
    assert shown["tag"] == ["地区"]
    assert shown["source"][:2] == ["报0", "报1"]
    assert "column" not in shown


def test_a_choice_that_leaves_nothing_stays_in_sight() -> None:
    choices = (Choice(Facet.SOURCE, "远方报"), Choice(Facet.TAG, "教育", excluded=True))
    sections = facet_tree(FACETS, TAGS, TOPICS, choices)
    states = {child.label: child.state for section in sections for child in section.children}
    assert states["远方报"] is True
    assert states["教育"] is False
    assert states["报0"] is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", {"topic": ["港口", "博物馆"]}),
        ("博物", {"topic": ["博物馆"]}),
        ("博物館", {"topic": ["博物馆"]}),
        ("镇江", {"tag": ["地区"]}),
        ("没有", {}),
    ],
)
def test_the_filter_keeps_what_holds_the_text(typed: str, expected: dict[str, list[str]]) -> None:
    shown = labels(filtered(facet_tree(FACETS, TAGS, TOPICS, ()), typed))
    assert {name: shown[name] for name in expected} == expected
    assert bool(shown) == bool(expected)


def test_long_sections_are_cut_but_keep_what_is_chosen() -> None:
    sections = facet_tree(FACETS, TAGS, TOPICS, (Choice(Facet.SOURCE, "报19"),))
    short = labels(shortened(sections, frozenset()))["source"]
    assert short == [*(f"报{number}" for number in range(10)), "报19", "Show all 20"]
    assert labels(shortened(sections, frozenset({"source"})))["source"][-2:] == ["报19", "Show fewer"]
