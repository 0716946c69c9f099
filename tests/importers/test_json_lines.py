"""JSON Lines: what is read, what is rejected and why, and our own export coming back."""

import gzip
import json
import lzma
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.exporters.conftest import pictures, the_articles
from ztviewer.core.article import ArticleDraft, FigureDraft
from ztviewer.core.body import clean
from ztviewer.core.errors import ImportProblem
from ztviewer.core.progress import silent
from ztviewer.exporters.jsonl import JsonLines as Export
from ztviewer.importers import json_lines
from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.json_lines import JsonLines
from ztviewer.importers.source import Known, bytes_source, file_source

FULL: dict[str, object] = {
    "id": "x-1",
    "set": "local",
    "title": "渡口的早晨",
    "body": "第一段。\n\n  第二段 <b>。",
    "source": "江畔晚报",
    "published": "2021-03-08T07:05:09",
    "url": "https://example.org/1",
    "category": "人文",
}


def read(path: Path) -> list[Imported | Rejected]:
    return [one for one in JsonLines().read(file_source(path)) if not isinstance(one, Known)]


def one(fields: dict[str, object], folder: Path) -> ArticleDraft:
    (folder / "x.jsonl").write_text(json.dumps(fields), encoding="utf-8")
    (document,) = read(folder / "x.jsonl")
    assert isinstance(document, Imported), document
    return document.draft


def test_every_field_finds_its_place(tmp_path: Path) -> None:
    draft = one(FULL, tmp_path)
    assert (draft.title, draft.source, draft.column) == ("渡口的早晨", "江畔晚报", "人文")
    assert draft.html == "<p>第一段。</p><p>第二段 &lt;b&gt;。</p>"
    assert (str(draft.published), draft.url) == ("2021-03-08T07:05:09+08:00", "https://example.org/1")
    assert draft.original is not None
    assert json.loads(draft.original.data) == FULL


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("短的一句。后面还有。", "短的一句"),
        ("真的吗？真的。", "真的吗？"),
        ("“走吧。”他说。", "“走吧。”"),
        ("没有句号的一行\n第二行", "没有句号的一行"),
        ("起" * 30 + "，" + "承" * 30 + "。", "起" * 30),
        ("长" * 100, "长" * 40),
        ("短。", "短"),
    ],
)
def test_a_missing_title_is_the_first_sentence(body: str, title: str, tmp_path: Path) -> None:
    assert one({"body": body}, tmp_path).title == title


@pytest.mark.parametrize(
    ("published", "read_as"),
    [
        ("2023-08-07", "2023-08-07"),
        ("2023-08", "2023-08"),
        ("2023-12-21T19:28:56Z", "2023-12-22T03:28:56+08:00"),
        ("2023年8月7日 9时05分", "2023-08-07T09:05+08:00"),
        ("2023/8/7", "2023-08-07"),
        ("昨天", None),
        ("2023-02-30", None),
        ("", None),
    ],
)
def test_publication_times(published: str, read_as: str | None, tmp_path: Path) -> None:
    draft = one(FULL | {"published": published}, tmp_path)
    assert (str(draft.published) if draft.published else None) == read_as


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("汉语里的简体字说明", "zh-Hans"),
        ("漢語裡的繁體字說明", "zh-Hant"),
        ("ABC", None),
        ("ひらがなの漢語", None),
    ],
)
def test_the_script_is_told(text: str, language: str | None, tmp_path: Path) -> None:
    assert one({"body": text}, tmp_path).language == language


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{bad", "not JSON"),
        (b"[1]", "no object"),
        (b"{}", "neither a title nor a text"),
        (b'{"title": 5}', "field title is no text"),
        (b'{"title": "x", "figures": "y"}', "field figures is no list"),
        (b'{"title": "\xff\xff\xff"', "not JSON"),
        (b'{"a":' * 200_000, "not JSON"),
        (b'{"title": "x", "n": ' + b"9" * 10_000 + b"}", "not JSON"),
    ],
)
def test_a_bad_line_is_rejected_by_its_number_and_the_rest_go_on(
    line: bytes, reason: str, tmp_path: Path
) -> None:
    good = json.dumps(FULL).encode()
    path = tmp_path / "x.jsonl"
    path.write_bytes(good + b"\n\n" + line + b"\n" + good)
    first, bad, last = read(path)
    assert (first.path, bad.path, last.path) == (f"{path}:1", f"{path}:3", f"{path}:4")
    assert isinstance(bad, Rejected)
    assert reason in bad.reason
    assert isinstance(last, Imported)


def test_a_line_of_100_megabytes_is_rejected_and_the_rest_go_on(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'{"title": "')
        for _megabyte in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + json.dumps(FULL).encode())
    long, good = read(path)
    assert isinstance(long, Rejected)
    assert "longer than 32 MiB" in long.reason
    assert isinstance(good, Imported)


def test_a_line_without_end_is_not_followed_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "SKIPPED_BYTES", 4_000_000)
    with gzip.open(tmp_path / "x.jsonl.gz", "wb", compresslevel=1) as file:
        for _megabyte in range(50):
            file.write(b"x" * 1_000_000)
    with pytest.raises(ImportProblem, match="does not end"):
        read(tmp_path / "x.jsonl.gz")


def test_characters_no_archive_can_hold_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(rb'{"title": "\ud800\u0000\u001b[31m\ufeffx", "body": "\udfff\ud83d\ude00"}')
    (document,) = read(path)
    assert isinstance(document, Imported)
    assert (document.draft.title, document.draft.html) == ("[31mx", "<p>\U0001f600</p>")


WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "xz": lzma.compress,
    "mark": lambda data: b"\xef\xbb\xbf" + data,
    "gb18030": lambda data: data.decode().encode("gb18030"),
    "big5": lambda data: data.decode().encode("big5hkscs"),
    "utf-16": lambda data: data.decode().encode("utf-16"),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS.values(), ids=WRAPPINGS.keys())
def test_any_wrapping_and_charset_is_told_by_content(
    wrapping: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    fields = {"title": "江畔小城", "body": "這是一段用來測試的文字，說的是渡口的早晨和船工的故事。"}
    path = tmp_path / "no name tells"
    path.write_bytes(wrapping((json.dumps(fields, ensure_ascii=False) + "\n").encode() * 2))
    assert JsonLines().accepts(file_source(path), path.read_bytes())
    documents = read(path)
    assert [d.draft.title for d in documents if isinstance(d, Imported)] == ["江畔小城"] * 2


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("x.jsonl", b'{"title": "x"}\n', True),
        ("x", b'{"title": "x"}', True),
        ("x", b'{"title": "' + b"x" * 70_000, True),
        ("x.json", b'{\n  "title": "x"\n}\n', False),
        ("x", b'{"a": 1}{"b": 2}\n', False),
        ("x", b"[1, 2]\n", False),
        ("x", b"{\\rtf1\\ansi x}\n", False),
        ("x.jsonl", "题目\n正文。".encode(), False),
        ("x.xz", lzma.compress(b"not json"), False),
        ("x.gz", b"\x1f\x8bbroken", False),
    ],
)
def test_what_is_json_lines(name: str, head: bytes, accepted: bool, tmp_path: Path) -> None:
    assert JsonLines().accepts(bytes_source(name, name, b""), head) is accepted


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_truncated_file_gives_what_is_whole_and_says_that_it_is_damaged(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    random = Random(1)  # what does not pack well, so that the cut falls behind many lines
    titles = (random.randbytes(20).hex() for _n in range(5000))
    path = tmp_path / "x"
    path.write_bytes(
        pack(b"".join(json.dumps(FULL | {"title": title}).encode() + b"\n" for title in titles))[:-2000]
    )
    documents = JsonLines().read(file_source(path))
    assert len(list(islice(documents, 100))) == 100
    with pytest.raises(ImportProblem, match="damaged"):
        list(documents)


def test_what_our_own_export_writes_comes_back(tmp_path: Path) -> None:
    articles = the_articles()
    Export().write(articles, len(articles), pictures, tmp_path / "x.jsonl", silent)
    documents = read(tmp_path / "x.jsonl")
    drafts = [document.draft for document in documents if isinstance(document, Imported)]
    assert len(drafts) == len(articles)
    for draft, article in zip(drafts, articles, strict=True):
        for name in "subtitle author editor column published url language".split():
            assert getattr(draft, name) == getattr(article, name)
        assert draft.title == article.title
        assert (draft.source or "").strip() == (article.source or "").strip()
        assert clean(draft.html) == clean(article.html)
        assert draft.figures == tuple(
            FigureDraft(caption=figure.caption, alt=figure.alt, credit=figure.credit)
            for figure in article.figures
        )


def test_real_news_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "news" / "articles.jsonl.xz"
    documents = list(islice(JsonLines().read(file_source(path)), 2000))
    assert not [document for document in documents if isinstance(document, Rejected)]
    with lzma.open(path, "rt", encoding="utf-8") as file:
        fields = [json.loads(line) for line in islice(file, 2000)]
    for document, told in zip(documents, fields, strict=True):
        assert isinstance(document, Imported)
        assert (
            document.draft.title == " ".join(told["title"].split())
            if "title" in told
            else document.draft.title
        )
        assert (document.draft.published is None) == ("published" not in told)
        assert document.draft.html.count("<p>") == sum(
            bool(line.strip()) for line in told["body"].splitlines()
        )


def test_stretches_hold_the_lines_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"title": f"第{number}行", "body": "江" * (number * 97 % 4000)}) for number in range(400)
    ]
    lines[7] = json.dumps({"title": "长", "body": "长行。" * 600_000})
    lines[8] = ""
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode("utf-8"))
    source = file_source(path)
    spans = list(JsonLines().spans(source))
    assert len(spans) > 2
    assert [span.start for span in spans] == [0, *(span.stop for span in spans[:-1])]
    assert spans[-1].stop == path.stat().st_size
    found = [one for span in spans for one in JsonLines().read_span(source, span)]
    assert found == list(JsonLines().read(source))
    assert len(found) == 399


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, lambda data: data.decode().encode("utf-16")])
def test_what_has_to_be_unpacked_has_no_stretches(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(pack(b'{"title": "x"}\n' * 100))
    assert list(JsonLines().spans(file_source(path))) == []
