"""The index follows its archive, and comes back from whatever happens to it."""

import random
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.errors import Cancelled
from ztviewer.core.query import Request
from ztviewer.search import Index, building
from ztviewer.search.codec.format import ArrayFile
from ztviewer.services import indexing
from ztviewer.services.archive import Archive


def found(archive: Archive, text: str) -> list[ArticleId]:
    answer = archive.searching.find(Request(archive.searching.read(text).query))
    assert answer.indexed
    return list(answer.ids)


def index_files(cache: Path) -> list[Path]:
    return sorted(
        path for path in (cache / "index").rglob("*") if path.is_file() and path.name != "writing.lock"
    )


def test_every_change_is_followed(archive: Archive, ids: dict[str, ArticleId]) -> None:
    assert archive.indexing.status().state == "ready"
    archive.tagging.add("地区/沿江", [ids["防汛"]])
    assert archive.indexing.status().state == "behind"
    archive.indexing.bring_up_to_date()
    assert found(archive, "tag:沿江") == found(archive, "tag:地区") == [ids["防汛"]]
    archive.tagging.rename("地区/沿江", "地区/江岸")
    archive.curating.create("水", "引言")
    archive.curating.add("水", [ids["鎮江"]])
    archive.indexing.bring_up_to_date()
    assert found(archive, "tag:沿江") == []
    assert found(archive, "tag:江岸") == [ids["防汛"]]
    assert found(archive, "专题:水") == [ids["鎮江"]]


def test_a_missing_index_is_built(archive: Archive) -> None:
    archive.indexing.discard()
    assert archive.indexing.status().state == "missing"
    assert archive.indexing.bring_up_to_date() == 4
    assert len(found(archive, "镇江")) == 2


def test_a_rebuild_answers_the_same_and_leaves_one_index(archive: Archive, tmp_path: Path) -> None:
    before = found(archive, "镇江")
    archive.indexing.rebuild()
    assert found(archive, "镇江") == before
    (place,) = (tmp_path / "cache" / "index").iterdir()
    assert [path.name for path in place.iterdir() if path.is_dir()] == ["2"]


def test_an_index_of_an_older_format_goes_when_there_is_a_whole_one(archive: Archive, tmp_path: Path) -> None:
    (place,) = (tmp_path / "cache" / "index").iterdir()
    archive.indexing.discard()
    older = place.with_name(place.name.rpartition("-")[0] + "-0")
    (older / "1").mkdir(parents=True)
    assert archive.indexing.status().state == "missing"
    assert older.exists()
    archive.indexing.bring_up_to_date()
    assert archive.indexing.status().state == "ready"
    assert list((tmp_path / "cache" / "index").iterdir()) == [place]


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_index_is_never_believed_and_is_built_again(
    archive: Archive, tmp_path: Path, seed: int
) -> None:
    expected = found(archive, "镇江")
    archive.close()
    chance = random.Random(seed)
    for path in index_files(tmp_path / "cache"):
        if chance.random() < 0.5:
            path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size + 1)])
    with_damage = Archive.open(tmp_path / "archive.db", cache=tmp_path / "cache")
    with_damage.indexing.bring_up_to_date()
    answer = with_damage.searching.find(Request(with_damage.searching.read("镇江").query))
    if not answer.indexed:
        with_damage.indexing.bring_up_to_date()
    assert found(with_damage, "镇江") == expected
    with_damage.close()


def test_a_build_that_was_stopped_and_then_damaged_begins_again(archive: Archive, tmp_path: Path) -> None:
    long = "".join(map(chr, range(0x4E00, 0x9F00)))  # for its positions to lie where nothing is read at first
    archive.importing.add([ArticleDraft(title="长", html=f"<p>{long}</p>")])
    archive.indexing.rebuild()
    (place,) = (tmp_path / "cache" / "index").iterdir()
    archive.indexing.close()
    (place / "2").rename(place / "building")
    (segment,) = (place / "building").glob("*.arrays")
    start, length, _ = ArrayFile(segment)._arrays["body.positions"]
    data = bytearray(segment.read_bytes())
    data[start + length // 2] ^= 1
    segment.write_bytes(data)
    archive.tagging.add("水", [ArticleId(1)])
    assert archive.indexing.bring_up_to_date() == 5
    assert len(found(archive, "镇江")) == 2
    assert found(archive, "tag:水") == [ArticleId(1)]


def test_two_programs_share_an_index(archive: Archive, tmp_path: Path, ids: dict[str, ArticleId]) -> None:
    other = Archive.open(tmp_path / "archive.db", cache=tmp_path / "cache")
    archive.tagging.add("汛情", [ids["防汛"]])
    archive.indexing.bring_up_to_date()
    assert other.indexing.status().state == "ready"
    assert found(other, "tag:汛情") == [ids["防汛"]]
    archive.indexing.rebuild()
    assert found(other, "tag:汛情") == [ids["防汛"]]
    other.close()


def test_an_archive_put_back_to_an_earlier_state_gets_a_new_index(
    archive: Archive, tmp_path: Path, ids: dict[str, ArticleId]
) -> None:
    archive.close()
    before = (tmp_path / "archive.db").read_bytes()
    later = Archive.open(tmp_path / "archive.db", cache=tmp_path / "cache")
    later.tagging.add("后来", [ids["防汛"]])
    later.indexing.bring_up_to_date()
    later.close()
    (tmp_path / "archive.db").write_bytes(before)
    again = Archive.open(tmp_path / "archive.db", cache=tmp_path / "cache")
    again.indexing.bring_up_to_date()
    assert found(again, "tag:后来") == []
    again.close()


def test_a_build_in_processes_goes_on_where_it_was_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 10)
    monkeypatch.setattr(indexing, "_MANY", 20)
    monkeypatch.setattr(building, "_SEGMENT_CHARACTERS", 1)  # a file a step
    archive = Archive.create(tmp_path / "archive.db", "大", cache=tmp_path / "cache")
    archive.importing.add(ArticleDraft(f"第{number}号", f"<p>江水{number}</p>") for number in range(200))
    read: list[int] = []

    def cancelling(done: int, total: int | None, note: str = "") -> None:
        read.append(done)
        if done > 120:
            raise Cancelled

    with pytest.raises(Cancelled):
        archive.indexing.bring_up_to_date(cancelling)
    assert archive.indexing.status().state == "missing"
    (half,) = (tmp_path / "cache").rglob("building")
    index = Index.open(half)
    assert 0 < index.seen <= 120
    assert index.documents() == index.seen
    seen = index.seen
    index.close()
    read.clear()

    def going_on(done: int, total: int | None, note: str = "") -> None:
        read.append(total or 0)

    archive.indexing.bring_up_to_date(going_on)
    assert max(read) == 200 - seen
    assert archive.indexing.status().documents == len(found(archive, "江水")) == 200
    archive.close()
