"""What becomes of each document, whatever the others are."""

import json
from pathlib import Path

from PIL import Image

from tests.benchmarks.mixed import make
from tests.importers.samples import picture
from ztviewer.core.errors import Cancelled
from ztviewer.core.importing import Guess, ImportOptions, Outcome, Rule
from ztviewer.services.archive import Archive
from ztviewer.services.importing import BATCH


def lines(path: Path, count: int) -> Path:
    rows = ({"title": f"第{number}号", "body": f"正文{number}"} for number in range(count))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_a_document_that_breaks_a_rule_does_not_take_others_with_it(archive: Archive, tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    rows = [
        {"title": "好的", "body": "正文"},
        {"title": "\u200b", "html": "<p>没有标题</p>"},
        ["坏的"],
        {"title": "也好", "body": "正文"},
        {"title": "好的", "body": "正文", "url": "https://example.org/"},
    ]
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    outcomes: list[Outcome] = []
    archive.importing.run([source], report=outcomes.append)
    assert [outcome.outcome for outcome in outcomes] == [
        "added",
        "rejected",
        "rejected",
        "added",
        "duplicate",
    ]
    assert [outcome.path for outcome in outcomes] == [f"{source}:{number}" for number in range(1, 6)]
    assert outcomes[1].reason


def test_a_cancel_keeps_what_was_stored(archive: Archive, tmp_path: Path) -> None:
    source = lines(tmp_path / "articles.jsonl", 2 * BATCH)
    before = archive.info.articles
    reported: list[Outcome] = []

    def stop_in_the_second_batch(done: int, total: int | None, note: str = "") -> None:
        if done > BATCH + 10:
            raise Cancelled

    result = archive.importing.run([source], stop_in_the_second_batch, reported.append)
    assert result.cancelled
    assert 0 < result.added == len(reported) == len(result.changes.articles) < 2 * BATCH
    assert archive.info.articles == before + result.added
    again = archive.importing.run([source])
    assert (again.added, again.duplicates) == (2 * BATCH - result.added, result.added)


def report_of(
    archive: Archive, paths: list[Path], forced: frozenset[str] = frozenset()
) -> dict[str, Outcome]:
    """What became of each document, by its own name."""
    outcomes: list[Outcome] = []
    archive.importing.run(paths, report=outcomes.append, options=ImportOptions(forced=forced))
    return {Path(outcome.path).name: outcome for outcome in outcomes}


def test_what_was_rejected_or_thrown_away_can_be_taken_anyway(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "栏目页.html").write_text(
        "<html><head><title>目录</title></head><body><a href=x>一</a></body></html>", "utf-8"
    )
    (folder / "照片.png").write_bytes(picture())
    (folder / "消息.txt").write_text("港口消息\n来源:甲报 | 2021-03-08\n  正文说的是渡口。\n", "utf-8")
    (folder / "无.bin").write_bytes(bytes(100))
    first = report_of(archive, [folder])
    assert {name: one.outcome for name, one in first.items()} == {
        "栏目页.html": "rejected",
        "照片.png": "rejected",
        "消息.txt": "added",
        "无.bin": "rejected",
    }
    thrown = first["消息.txt"].article_id
    assert thrown is not None
    archive.curating.trash([thrown])
    assert report_of(archive, [folder])["消息.txt"].outcome == "duplicate"
    again = report_of(archive, [folder], forced=frozenset(str(path) for path in folder.iterdir()))
    assert {name: one.outcome for name, one in again.items()} == {
        "栏目页.html": "added",
        "照片.png": "added",
        "消息.txt": "added",
        "无.bin": "rejected",
    }
    assert again["消息.txt"].article_id == thrown
    taken = [again[name].article_id or thrown for name in ("栏目页.html", "照片.png")]
    assert [archive.reading.article(one).title for one in taken] == ["目录", "照片"]
    assert again["照片.png"].guessed == (Guess("title", "from the file name"),)


def test_a_preview_shows_the_first_documents_and_stores_nothing(archive: Archive, tmp_path: Path) -> None:
    source = lines(tmp_path / "articles.jsonl", 30)
    before = archive.info.articles
    rule = Rule("text", "正文3", tags=("标",), column="栏")
    found = archive.importing.preview([source], ImportOptions((rule,)), limit=5)
    assert [one.draft.title for one in found if one.draft] == [f"第{number}号" for number in range(5)]
    assert [(one.column, one.given.tags) for one in found[2:4]] == [(None, ()), ("栏", ("标",))]
    assert archive.info.articles == before


def test_the_keywords_of_a_picture_are_its_tags_beside_those_that_rules_give(
    archive: Archive, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "江边的渡口。".encode()
    exif[0x9C9E] = "渡口;夜航灯/灯;\x00\x9f; ;".encode("utf-16-le")
    Image.new("RGB", (80, 60)).save(tmp_path / "1.jpg", exif=exif)
    options = ImportOptions((Rule("text", "渡口", tags=("地区/江边", "渡口")),))
    (shown,) = archive.importing.preview([tmp_path / "1.jpg"], options)
    outcomes: list[Outcome] = []
    result = archive.importing.run([tmp_path / "1.jpg"], report=outcomes.append, options=options)
    assert result.changes.tags
    (outcome,) = outcomes
    assert outcome.article_id is not None
    wanted = ("渡口", "夜航灯／灯", "地区/江边")
    assert shown.given.tags == wanted
    assert sorted(archive.reading.article(outcome.article_id).tags) == sorted(wanted)


def test_a_picture_that_a_recognised_page_shows_is_still_no_document_of_its_own(
    archive: Archive, tmp_path: Path
) -> None:
    source = make(tmp_path / "in", 8)
    first = archive.importing.run([source])
    assert (first.added, archive.importing.run([source]).added) == (first.added, 0)
    assert archive.verifying.run() == []
