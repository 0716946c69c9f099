"""JSON that is not one object a line: arrays, lists inside an object, single articles, and what only looks like it."""

import json
from pathlib import Path

import pytest

from tests.importers.samples import drafts, outcomes

ONE = {"标题": "渡口", "内容": "渡口的灯亮了三十年。\n没有灭过。", "来源": "江城晚报", "时间": "2021年3月8日"}
TWO = {"标题": "老街", "内容": "老街修好了。"}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], ensure_ascii=False, indent=2),
        json.dumps({"count": 2, "next": None, "articles": [ONE, TWO]}, ensure_ascii=False, indent=1),
        json.dumps(ONE, indent=2) + "\n" + json.dumps(TWO, indent=2),
        "\ufeff" + json.dumps([ONE, TWO], ensure_ascii=False) + "\n",
    ],
    ids=["array", "indented", "wrapped", "one after another", "mark"],
)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_every_object_is_an_article(tmp_path: Path, text: str, charset: str) -> None:
    (tmp_path / "导出").write_bytes(text.removeprefix("\ufeff" if charset != "utf-8" else "").encode(charset))
    first, second = drafts(tmp_path)
    assert (first.title, first.source, str(first.published)) == ("渡口", "江城晚报", "2021-03-08")
    assert first.html == "<p>渡口的灯亮了三十年。</p><p>没有灭过。</p>"
    assert (second.title, second.html) == ("老街", "<p>老街修好了。</p>")
    assert first.original is not None
    assert json.loads(first.original.data) == ONE


def test_one_object_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ONE, ensure_ascii=False, indent=2), encoding="utf-8")
    (draft,) = drafts(tmp_path)
    assert draft.title == "渡口"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ('[{"title": "甲", "text": "文。"}, 5, {"n": 1}]', [None, "no object", "neither"]),
        ('[{"title": "甲", "text": "文。"}, {"title": ', ["is not JSON"]),
        ("[]", ["no object in this file"]),
        ('[{"a":' + "[" * 100_000, ["is not JSON"]),
    ],
)
def test_what_is_no_article_is_rejected_by_its_number(
    tmp_path: Path, text: str, reasons: list[str | None]
) -> None:
    found = list(outcomes(tmp_path, "a.json", text.encode()).values())
    assert len(found) == len(reasons)
    for reason, wanted in zip(found, reasons, strict=True):
        assert (reason is None) == (wanted is None)
        assert wanted is None or wanted in (reason or "")
