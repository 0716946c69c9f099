"""The models of the import: Qt's rules, what a row says, and that long reports stay quick to narrow."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.importing import (
    Given,
    Guess,
    ImportOptions,
    ImportResult,
    Outcome,
    OutcomeKind,
    Preview,
    Rule,
)
from ztviewer.core.published import Published
from ztviewer.gui.import_account import ImportAccount, ImportWish
from ztviewer.gui.import_preview_model import Part, PreviewModel
from ztviewer.gui.import_report_model import ReportModel
from ztviewer.gui.import_rules import RulesModel

_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal

PREVIEWS = [
    Preview(
        "剪报/镇江/a.txt",
        ArticleDraft(
            "渡口开航", "<p>头一班船。</p>", source="江报", published=Published("2022-06"), column="要闻"
        ),
        "头一班船。\n第二班船。",
        charset="gb18030",
        guessed=(Guess("published", "from the file name"), Guess("author", "from the end")),
    ),
    Preview("剪报/b.html", None, reason="This is an error page."),
    Preview("剪报/c.txt", ArticleDraft("小学开学", "<p>开学了。</p>"), "开学了。"),
]
RULES = (
    Rule("folder", "镇江", tags=("地区/镇江",), topic="十年", column="本地"),
    Rule("text", "*", tags=("全部",)),
)
KINDS: tuple[OutcomeKind, ...] = ("added", "duplicate", "rejected", "reprint")
OUTCOMES = [
    Outcome(
        f"剪报/Page-{number}.html",
        KINDS[number % 4],
        ArticleId(number),
        "No article." if number % 4 == 2 else None,
    )
    for number in range(1, 41)
]


def row(model: QAbstractItemModel, number: int) -> list[str]:
    return [model.index(number, column).data() for column in range(model.columnCount())]


def test_previews_show_what_will_be_read_and_mark_what_was_guessed(qtbot: QtBot) -> None:
    model = PreviewModel()
    QAbstractItemModelTester(model, _FATAL)
    model.show(PREVIEWS)
    assert row(model, 0) == [
        "渡口开航",
        "江报",
        "≈ June 2022",
        "要闻",
        "",
        "头一班船。 第二班船。",
        "gb18030",
    ]
    assert row(model, 1) == ["b.html", "", "", "", "", "This is an error page.", ""]
    assert model.index(0, Part.DATE).data(Qt.ItemDataRole.ToolTipRole) == "Date: from the file name"
    model.show([])
    assert model.rowCount() == 0


def test_rules_show_at_once_what_they_give(qtbot: QtBot) -> None:
    model = PreviewModel()
    QAbstractItemModelTester(model, _FATAL)
    model.show(PREVIEWS)
    model.apply(RULES)
    assert row(model, 0)[Part.COLUMN : Part.TEXT] == ["本地", "#地区/镇江  #全部  topic “十年”"]
    assert row(model, 2)[Part.COLUMN : Part.TEXT] == ["", "#全部"]
    assert [model.fitting(rule) for rule in RULES] == [1, 2]
    model.apply(())
    assert row(model, 0)[Part.COLUMN : Part.TEXT] == ["要闻", ""]


def test_what_a_document_brings_itself_stays_whatever_the_rules_are(qtbot: QtBot) -> None:
    model = PreviewModel()
    model.show([replace(PREVIEWS[0], given=Given(("渡口", "全部")))])
    for rules, shown in (
        ((), "#渡口  #全部"),
        (RULES[1:], "#渡口  #全部"),
        (RULES, "#渡口  #全部  #地区/镇江  topic “十年”"),
    ):
        model.apply(rules)
        assert model.index(0, Part.GIVEN).data() == shown


def test_the_list_of_rules_keeps_the_rules_of_models(qtbot: QtBot) -> None:
    model = RulesModel(lambda rule: len(rule.tags))
    QAbstractItemModelTester(model, _FATAL)
    model.show(RULES)
    assert model.index(0).data().endswith("fits 1 document here")
    model.put(1, Rule("source", "江*", column="本地"))
    model.put(2, RULES[1])
    assert model.rules == (RULES[0], Rule("source", "江*", column="本地"), RULES[1])
    model.take_out(0)
    model.count_again()
    assert model.rowCount() == 2


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [
        (None, "", 40),
        ("rejected", "", 10),
        (None, "page-1", 11),  # 1, 10 to 19; whatever the case
        ("rejected", "page-1", 3),
        (None, "no article", 10),
        ("added", "no article", 0),
    ],
)
def test_a_report_is_narrowed_by_outcome_and_by_text(
    qtbot: QtBot, kind: OutcomeKind | None, text: str, count: int
) -> None:
    model = ReportModel()
    QAbstractItemModelTester(model, _FATAL)
    model.show(OUTCOMES)
    model.narrow(kind, text)
    assert model.rowCount() == count
    assert all(model.outcome(number).outcome == kind for number in range(count)) or kind is None
    assert model.counts() == dict.fromkeys(KINDS, 10)


FOLDER, LINES = Path("d/剪报"), Path("d/剪报.jsonl")


def test_an_account_sums_up_and_is_mended_by_what_was_taken_anyway() -> None:
    a, b = str(FOLDER / "a.html"), str(FOLDER / "b.html")
    account = ImportAccount(
        ImportWish((FOLDER, LINES)), [Outcome(a, "rejected"), Outcome(b, "rejected"), *OUTCOMES[:3]]
    )
    assert account.result == ImportResult(added=1, reprints=1, duplicates=1, rejected=3)
    wish = account.wish.forcing(frozenset({a}))
    later = [Outcome(a, "added", ArticleId(9)), Outcome(b, "added", ArticleId(10))]
    assert account.mended(ImportAccount(wish, later)).outcomes == [later[0], *account.outcomes[1:]]


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        (str(FOLDER), (FOLDER,)),
        (str(FOLDER / "b.html"), (FOLDER,)),
        (f"{LINES}:7", (LINES,)),
        (f"{FOLDER}!b.html", (FOLDER,)),
        ("elsewhere", (FOLDER, LINES)),
    ],
)
def test_only_what_holds_a_document_is_read_again(document: str, paths: tuple[Path, ...]) -> None:
    forced = frozenset({document})
    assert ImportWish((FOLDER, LINES)).forcing(forced) == ImportWish(paths, ImportOptions(forced=forced))
