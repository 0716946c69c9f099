"""Reprints are found against the whole archive, whatever the order, the batches and the programs that bring them."""

import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.differences import Passage
from ztviewer.core.importing import Outcome
from ztviewer.core.reprints import SIMILAR, resemblance
from ztviewer.services import importing
from ztviewer.services.archive import Archive
from ztviewer.services.reprinting import BATCH, Reprinting
from ztviewer.storage import ArticleStore, Database

STORED = Path(__file__).parents[1] / "storage" / "archives"

TEXT = (
    "江边新区昨日举行开园仪式，首批三十家企业入驻。",
    "园区占地两千亩，设有研发中心和试验码头。",
    "负责人介绍，明年将开通两条公交线路，并建成一所学校。",
    "沿江步道同日开放，市民可以从老街一直走到灯塔。",
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterable[Archive]:
    held = Archive.create(tmp_path / "empty.db", "转载", cache=tmp_path / "cache")
    yield held
    held.close()


def draft(title: str, *paragraphs: str, source: str | None = None) -> ArticleDraft:
    return ArticleDraft(title, "".join(f"<p>{one}</p>" for one in paragraphs), source=source)


def families(archive: Archive) -> list[set[str]]:
    return [{member.title for member in family} for family in archive.reprinting.families()]


def brought(archive: Archive, path: Path, *drafts: ArticleDraft) -> list[Outcome]:
    """Import drafts as JSON Lines."""
    outcomes: list[Outcome] = []
    archive.importing.run([lines(path, *drafts)], report=outcomes.append)
    return outcomes


def lines(path: Path, *drafts: ArticleDraft) -> Path:
    """Drafts as JSON Lines."""
    rows = (
        {"title": one.title, "source": one.source, "body": one.html.replace("<p>", "").replace("</p>", "\n")}
        for one in drafts
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_an_import_says_what_was_a_reprint_and_adds_the_same_document_once(
    empty: Archive, tmp_path: Path
) -> None:
    first = draft("开园", *TEXT, source="江报")
    outcomes = brought(
        empty,
        tmp_path / "lines.jsonl",
        first,
        draft("别的", "毫不相干的一篇。", source="江报"),
        draft("开园", *TEXT, source="港报"),
        draft("新区开园 企业入驻", "本报综合报道：", *TEXT[:3], source="晚报"),
        first,
    )
    assert [one.outcome for one in outcomes] == ["added", "added", "reprint", "reprint", "duplicate"]
    assert families(empty) == [{"开园", "新区开园 企业入驻"}]
    later = brought(empty, tmp_path / "later.jsonl", draft("又一篇", *TEXT[:3]))
    assert [one.outcome for one in later] == ["reprint"]
    assert len(empty.reprinting.family(ArticleId(1))) == 4
    assert empty.reprinting.family(ArticleId(2)) == []


def test_a_text_that_joins_two_families_makes_them_one(empty: Archive) -> None:
    sentences = invented(random.Random(3))
    empty.importing.add([draft("前", *sentences[:8]), draft("后", *sentences[4:])])
    assert families(empty) == []
    empty.importing.add([draft("全", *sentences)])
    assert families(empty) == [{"前", "后", "全"}]


@pytest.mark.parametrize("trashed", [False, True])
def test_a_reprint_of_what_is_in_the_trash_is_found_too(empty: Archive, trashed: bool) -> None:
    (first,) = empty.importing.add([draft("旧", *TEXT)])
    if trashed:
        empty.curating.trash([first])
    empty.importing.add([draft("新", *TEXT)])
    assert len(empty.reprinting.family(first)) == (0 if trashed else 2)
    empty.curating.restore([first])
    assert families(empty) == [{"旧", "新"}]


def test_articles_stored_by_a_program_that_was_killed_are_joined_later(
    empty: Archive, tmp_path: Path
) -> None:
    empty.importing.add([draft("旧", *TEXT)])
    with Database.open(empty.path) as database:  # stored, and killed before anything was compared
        ArticleStore(database).add([draft("新", *TEXT)])
    assert empty.reprinting.waiting() == 1
    (outcome,) = brought(empty, tmp_path / "lines.jsonl", draft("第三", *TEXT))
    assert outcome.outcome == "reprint"
    assert families(empty) == [{"旧", "新", "第三"}]


def test_two_programs_find_the_reprints_of_what_the_other_brings(empty: Archive, tmp_path: Path) -> None:
    empty.importing.add([draft("一", *TEXT)])
    other = Archive.open(empty.path, cache=tmp_path / "cache")
    other.importing.add([draft("二", *TEXT[:3]), draft("独", "独有的文字，没有人转载，也没有人改写它。")])
    empty.importing.add([draft("三", "独有的文字，没有人转载，也没有人改写它。"), draft("四", *TEXT)])
    other.importing.add([draft("五", *TEXT)])
    assert families(empty) == families(other) == [{"一", "二", "四", "五"}, {"独", "三"}]
    other.close()


def test_an_archive_of_an_earlier_version_is_compared_at_the_next_import(tmp_path: Path) -> None:
    path = shutil.copyfile(STORED / "v1.db", tmp_path / "v1.db")
    archive = Archive.open(path, cache=tmp_path / "cache")
    assert archive.reprinting.waiting() == 3
    archive.importing.add([draft("转载", "起步", "江边的老厂变成了实验室。", "年\t企业")])
    assert families(archive) == [{"高新区五年蝶变", "转载"}]
    archive.close()


def invented(chance: random.Random) -> list[str]:
    """Twelve sentences of random characters."""
    return ["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(40)) + "。" for _ in range(12)]


def retold(chance: random.Random, count: int) -> list[str]:
    """Texts, each told again up to three times with sentences left out and others added, in any order."""
    texts: list[str] = []
    for _ in range(count):
        original = invented(chance)
        texts.append("".join(original))
        for _ in range(chance.randrange(4)):
            kept = [one for one in original if chance.random() < 0.85]
            texts.append("".join(kept + invented(chance)[: chance.randrange(3)]))
    chance.shuffle(texts)
    return texts


def test_families_are_those_that_a_comparison_of_all_with_all_gives(empty: Archive) -> None:
    texts = retold(random.Random(11), 25)
    for first in range(0, len(texts), 20):
        empty.importing.add([draft(str(n), text) for n, text in enumerate(texts)][first : first + 20])
    groups = {number: {number} for number in range(len(texts))}
    for one, other in combinations(range(len(texts)), 2):
        if resemblance(texts[one], texts[other]) >= SIMILAR:
            groups[one] |= groups[other]
            groups.update(dict.fromkeys(groups[one], groups[one]))
    expected = {frozenset(map(str, group)) for group in groups.values() if len(group) > 1}
    assert {frozenset(family) for family in families(empty)} == expected


def test_a_trial_tells_what_resembles_the_archive_or_what_came_before_and_writes_nothing(
    empty: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 20)
    texts = [*retold(random.Random(5), 50), "一句话，不长也不短。", "一句话，不长也不短。", "。"]
    drafts = [draft(str(n), text) for n, text in enumerate(texts)]
    empty.importing.add(drafts[:20])
    other = Archive.open(empty.path, cache=tmp_path / "cache")
    other.importing.add(drafts[20:30])
    other.close()
    before = families(empty)
    told: list[Outcome] = []
    path = lines(tmp_path / "lines.jsonl", *drafts, *drafts[::9])
    result = empty.importing.dry_run([path], report=told.append)
    expected = [
        "reprint" if any(resemblance(text, texts[m]) >= SIMILAR for m in range(n)) else "added"
        for n, text in enumerate(texts)
    ]
    assert Counter(expected[30:])["reprint"] > 40
    repeated = ["duplicate"] * len(drafts[::9])
    assert [one.outcome for one in told] == ["duplicate"] * 30 + expected[30:] + repeated
    assert (result.added, result.reprints) == (len(expected[30:]), Counter(expected[30:])["reprint"])
    assert families(empty) == before


def test_a_trial_tells_it_of_a_read_only_archive_too(empty: Archive, tmp_path: Path) -> None:
    empty.importing.add([draft("旧", *TEXT)])
    path = lines(
        tmp_path / "lines.jsonl",
        draft("新", *TEXT[:3]),
        draft("独", "独有的文字，没有人转载，也没有人改写它。"),
    )
    with Database.open(empty.path, writable=False) as database:
        told: list[Outcome] = []
        importing.Importing(database, Reprinting(database)).dry_run([path], report=told.append)
    assert [one.outcome for one in told] == ["reprint", "added"]


def test_many_articles_are_joined_a_batch_a_transaction(empty: Archive) -> None:
    told: list[tuple[int, int | None]] = []
    with Database.open(empty.path) as database:
        ArticleStore(database).add(draft(f"第{n}号", *TEXT, str(n)) for n in range(BATCH + 1))
    found = empty.reprinting.join(lambda *where: told.append(where[:2]))
    assert len(found) == BATCH
    assert told == [(0, BATCH + 1), (BATCH, BATCH + 1)]
    assert len(families(empty)) == 1


def test_what_two_articles_do_not_share(empty: Archive) -> None:
    one, other = empty.importing.add([draft("一", *TEXT), draft("二", "本报讯。", *TEXT[:3])])
    compared = empty.reprinting.compare(one, other)
    assert 0.6 < compared.resemblance < 1.0
    assert compared.differing == [
        Passage(False, (), ("本报讯。",)),
        Passage(False, TEXT[3:], ()),
    ]


def test_rows_that_no_program_of_ours_wrote_do_no_harm(empty: Archive, tmp_path: Path) -> None:
    empty.importing.add([draft("一", *TEXT)])
    forged = sqlite3.connect(empty.path)
    forged.executescript("""
        PRAGMA ignore_check_constraints = ON;
        INSERT INTO unsketched VALUES (1), (77);
        INSERT INTO sketch (article, data) VALUES (78, x'00'), (79, zeroblob(96));
    """)
    forged.close()
    other = Archive.open(empty.path, cache=tmp_path / "cache")
    assert other.reprinting.waiting() == 1
    other.importing.add([draft("二", *TEXT)])
    assert families(other) == [{"一", "二"}]
    assert other.reprinting.waiting() == 0
    other.close()
