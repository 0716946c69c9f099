"""The command line's names, shapes and exit codes, which scripts rely on."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, parsed


def test_info_counts(run: Run, filled: Path) -> None:
    values = parsed(run("info", filled, "--format", "json"))
    assert (values["title"], values["articles"], values["images"]) == ("港城", 3, 0)


def test_search_as_json_has_the_promised_shape(run: Run, filled: Path) -> None:
    answer = parsed(run("search", filled, "镇江", "--format", "json", "--sort", "date"))
    assert set(answer) == {"total", "took_ms", "query", "hits", "facets"}
    assert (answer["total"], answer["query"]) == (2, "镇江")
    first, second = answer["hits"]
    assert set(first) == {"id", "title", "source", "published", "score", "excerpt", "marks"}
    assert (first["title"], first["published"]) == ("港口开港", "2021-03-04")
    assert second["published"] == "2022-06-06T09:35:10+08:00"
    assert [first["excerpt"][start:end] for start, end in first["marks"]] == ["镇江"]
    assert sorted(answer["facets"]["source"]) == [["江报", 1], ["港報", 1]]


def test_search_says_why(run: Run, filled: Path) -> None:
    plain = run("search", filled, "镇江 -“老接”", "--why")
    assert plain.returncode == 0
    assert "exactly “老接”: 0 articles\n      near it: 老街 (1)" in plain.stderr
    answer = parsed(run("search", filled, "镇江", "--why", "--format", "json"))
    assert answer["why"] == {"read": "the words of “镇江”", "total": 2, "near": [], "parts": []}


def test_search_keeps_characters_apart_if_told(run: Run, filled: Path) -> None:
    (article,) = run("search", filled, "老街", "--format", "ids").stdout.split()
    assert run("search", filled, "鎮江", "--exact", "--format", "ids").stdout.split() == [article]
    assert run("search", filled, "exact:鎮江", "--format", "ids").stdout.split() == [article]
    why = run("search", filled, "鎮江港", "--exact", "--why").stderr
    assert 'exactly “鎮江港” in these very characters: 0 articles\n  near it: "鎮江港" (1)' in why


def test_search_finds_articles_like_one(run: Run, filled: Path) -> None:
    (article,) = run("search", filled, "集装箱", "--format", "ids").stdout.split()
    (other,) = run("search", filled, "老街", "--format", "ids").stdout.split()
    assert run("search", filled, "--like", article, "--format", "ids").stdout.split() == [other]
    assert [
        hit["id"] for hit in parsed(run("search", filled, "--like", article, "--format", "json"))["hits"]
    ] == [int(other)]
    assert run("search", filled, "--like", 99).returncode == 1
    assert (
        run("search", filled).returncode == run("search", filled, "镇江", "--like", article).returncode == 2
    )


def test_search_pages_and_prints_ids(run: Run, filled: Path) -> None:
    every = run("search", filled, "", "--format", "ids", "--sort", "date").stdout.split()
    assert len(every) == 3
    page = run("search", filled, "", "--format", "ids", "--sort", "date", "--offset", 1, "--limit", 1)
    assert page.stdout.split() == every[1:2]


def test_show_as_json_has_the_promised_shape(run: Run, filled: Path) -> None:
    (article,) = run("search", filled, "集装箱", "--format", "ids").stdout.split()
    shown = parsed(run("show", filled, article, "--format", "json"))
    fields = (
        "id title subtitle source author editor column published url language html text figures tags topics"
    )
    assert list(shown) == fields.split()
    assert shown["text"] == "镇江港今日开港。\n集装箱堆满码头。"
    assert shown["html"] == "<p>镇江港今日开港。</p><p>集装箱堆满码头。</p>"


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_show_prints_every_form(run: Run, filled: Path, form: str) -> None:
    assert "港口开港" in run("show", filled, 1, "--format", form).stdout


def test_the_import_report_accounts_for_every_document(run: Run, filled: Path, tmp_path: Path) -> None:
    source = tmp_path / "more.jsonl"
    source.write_text(
        '{"title": "学校", "body": "学校开学。", "source": "江报", "category": "教育"}\n{broken\n', "utf-8"
    )
    report = tmp_path / "report.jsonl"
    done = run("import", filled, source, "--report", report)
    assert done.returncode == 3
    rows = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert [set(row) for row in rows] == [
        {"path", "outcome", "article_id", "reason", "charset", "guessed"}
    ] * 2
    assert [row["outcome"] for row in rows] == ["duplicate", "rejected"]
    assert rows[1]["path"].endswith(":2")
    assert rows[1]["reason"]


def test_importing_the_same_twice_adds_nothing(run: Run, filled: Path, tmp_path: Path) -> None:
    before = parsed(run("info", filled, "--format", "json"))["articles"]
    run("import", filled, tmp_path / "articles.jsonl")
    assert parsed(run("info", filled, "--format", "json"))["articles"] == before


def test_a_dry_run_says_what_would_come_and_stores_nothing(run: Run, filled: Path, tmp_path: Path) -> None:
    source = tmp_path / "more.jsonl"
    source.write_text('{"title": "新的", "body": "新文。"}\n' * 2 + '{"body": "无题。"}\n{broken\n', "utf-8")
    before, report = filled.read_bytes(), tmp_path / "report.jsonl"
    done = run("import", filled, source, "--dry-run", "--report", report)
    assert (done.returncode, done.stdout) == (
        3,
        "2 would be added (0 of them reprints), 1 are there already, 1 would be rejected\n",
    )
    rows = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert [row["outcome"] for row in rows] == ["added", "duplicate", "added", "rejected"]
    assert {row["article_id"] for row in rows} == {None}
    assert rows[2]["guessed"] == {"title": "from the first sentence"}
    assert filled.read_bytes() == before


def test_rules_tag_file_and_place_what_is_imported(run: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "镇江").mkdir()
    (tmp_path / "镇江" / "a.jsonl").write_text(
        '{"title": "一", "body": "渡口。"}\n{"title": "二", "body": "学校。", "category": "旧栏"}\n', "utf-8"
    )
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[rule]]\nwhen = "folder"\npattern = "镇江"\ntags = ["地区/镇江"]\ntopic = "港"\n'
        '[[rule]]\nwhen = "text"\npattern = "學校"\ntags = ["学"]\ncolumn = "教育"\n',
        "utf-8",
    )
    assert run("import", filled, tmp_path / "镇江", "--rules", rules).returncode == 0
    assert len(run("search", filled, "tag:地区/镇江", "--format", "ids").stdout.split()) == 2
    assert len(run("search", filled, "column:教育 tag:学", "--format", "ids").stdout.split()) == 1
    assert len(parsed(run("topic", "show", filled, "港", "--format", "json"))["articles"]) == 2
    rules.write_text('[[rule]]\nwhen = "text"\n', "utf-8")
    assert run("import", filled, tmp_path / "镇江", "--rules", rules).returncode == 1


def test_tags_are_put_listed_renamed_merged_and_taken_away(run: Run, filled: Path) -> None:
    assert run("tag", "add", filled, "地区/镇江", "--query", "镇江").returncode == 0
    assert run("tag", "add", filled, "学", "--ids", "3").returncode == 0
    assert run("tag", "rename", filled, "学", "教育").returncode == 0
    assert run("search", filled, "tag:地区", "--format", "ids").stdout.split() == ["2", "1"]
    assert run("tag", "merge", filled, "教育", "地区/镇江").returncode == 0
    assert run("tag", "remove", filled, "地区/镇江", "--ids", "1,2").returncode == 0
    tags = parsed(run("tag", "list", filled, "--format", "json"))
    assert [(tag["name"], tag["articles"]) for tag in tags] == [("地区", 1), ("地区/镇江", 1)]


def test_topics_keep_their_order(run: Run, filled: Path) -> None:
    assert run("topic", "add", filled, "港", "--ids", "3,1", "--introduction", "引言").returncode == 0
    assert run("topic", "add", filled, "港", "--ids", "2").returncode == 0
    assert run("topic", "remove", filled, "港", "--ids", "1").returncode == 0
    topic = parsed(run("topic", "show", filled, "港", "--format", "json"))
    assert topic["introduction"] == "引言"
    assert [article["id"] for article in topic["articles"]] == [3, 2]


@pytest.mark.parametrize("form", ["html", "markdown", "text", "csv", "jsonl"])
def test_every_format_exports_and_never_overwrites(run: Run, filled: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"导出-{form}"
    assert run("export", filled, target, "--format", form, "--all").returncode == 0
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    assert any("镇江港今日开港" in path.read_text("utf-8") for path in files)
    before = {path: path.read_bytes() for path in files}
    again = run("export", filled, target, "--format", form, "--all")
    assert again.returncode == 1
    assert len(again.stderr.strip().splitlines()) == 1
    assert {path: path.read_bytes() for path in files} == before


def test_the_index_says_how_it_stands(run: Run, filled: Path) -> None:
    assert "missing" in run("index", filled, "--status").stdout
    assert "ready: 3 articles" in run("index", filled).stdout
    assert "ready: 3 articles" in run("index", filled, "--rebuild").stdout


def test_verify_finds_a_changed_text(run: Run, filled: Path) -> None:
    assert run("verify", filled).returncode == 0
    # the same number of bytes, so that the file itself stays sound
    filled.write_bytes(filled.read_bytes().replace("集装箱堆满码头".encode(), "集装箱堆空码头".encode()))
    done = run("verify", filled)
    assert done.returncode == 1
    assert done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["info", "no-such.db"], 1),
        (["show", "ARCHIVE", "99"], 1),
        (["topic", "show", "ARCHIVE", "没有"], 1),
        (["reprints", "ARCHIVE", "99"], 1),
        (["reprints", "ARCHIVE", "--differences"], 2),
        (["tag", "rename", "ARCHIVE", "没有", "有"], 1),
        (["new", "ARCHIVE", "--title", "again"], 1),
        (["search", "ARCHIVE"], 2),
        (["search", "ARCHIVE", "x", "--sort", "colour"], 2),
        (["tag", "add", "ARCHIVE", "名"], 2),
        (["export", "ARCHIVE", "somewhere", "--format", "text"], 2),
        (["export", "ARCHIVE", "somewhere", "--format", "text", "--all", "--ids", "1"], 2),
        (["import", "ARCHIVE", "no-such-file"], 2),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_code(
    run: Run, filled: Path, arguments: list[str], code: int
) -> None:
    done = run(*(str(filled) if word == "ARCHIVE" else word for word in arguments))
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1


def test_the_dictionary_is_kept_between_commands(run: Run) -> None:
    assert run("dictionary", "add", "丁真珠", "--weight", 9).returncode == 0
    assert run("dictionary", "add", "海盐厂").returncode == 0
    assert run("dictionary", "list").stdout == "丁真珠 9\n海盐厂\n"
    assert run("dictionary", "remove", "丁真珠").returncode == 0
    assert parsed(run("dictionary", "list", "--format", "json")) == [{"name": "海盐厂", "weight": None}]
    gone = run("dictionary", "remove", "丁真珠")
    assert (gone.returncode, gone.stderr) == (1, "ztviewer: “丁真珠” is not in the dictionary.\n")


def test_reprints_are_listed_with_the_sentences_in_which_they_differ(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    sentences = ["江边新区昨日举行开园仪式。", "首批三十家企业入驻新区。", "沿江步道同日向市民开放。"]
    rows = [
        {"title": "开园", "body": "".join(sentences), "source": "江报", "published": "2023-02-01"},
        {"title": "新区开园", "body": "本报讯。" + "".join(sentences), "published": "2023-01-31"},
    ]
    source = tmp_path / "more.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    report = tmp_path / "report.jsonl"
    done = run("import", filled, source, "--report", report)
    assert "2 added (1 of them reprints)" in done.stdout
    assert [json.loads(line)["outcome"] for line in report.read_text("utf-8").splitlines()] == [
        "added",
        "reprint",
    ]
    (family,) = parsed(run("reprints", filled, "--format", "json"))
    assert [member["title"] for member in family] == ["新区开园", "开园"]
    listed = run("reprints", filled).stdout.splitlines()
    assert [line.split() for line in listed] == [
        ["5", "2023-01-31", "新区开园"],
        ["4", "2023-02-01", "江报", "开园"],
        [],
    ]
    other, _same = parsed(run("reprints", filled, "4", "--differences", "--format", "json"))
    assert 0.8 < other["resemblance"] < 1
    assert other["differences"] == [{"first": [], "second": ["本报讯。"]}]
    assert "+ 本报讯。" in run("reprints", filled, "4", "--differences").stdout
    assert run("reprints", filled, "1").stdout == ""


def test_columns_are_shown_changed_saved_and_used(run: Run, filled: Path, tmp_path: Path) -> None:
    table = tmp_path / "导出.csv"
    table.write_text("标题,摘要\n渡口,渡口的灯亮了。\n", "utf-8")
    (shown,) = parsed(run("columns", table, "--format", "json"))
    assert shown["columns"] == [{"column": "标题", "field": "title"}, {"column": "摘要", "field": None}]
    assert run("import", filled, table).returncode == 3
    saved = run("columns", table, "--set", "摘要=text", "--save")
    assert saved.returncode == 0
    assert "渡口的灯亮了。" in saved.stdout
    assert run("import", filled, table).returncode == 0
    assert run("search", filled, "渡口的灯", "--format", "ids").stdout.split()
    assert run("columns", table, "--set", "摘要=nothing").returncode == 2


def test_a_mapping_is_given_to_one_import(run: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("甲,乙\n渡口,渡口的灯亮了。\n", "utf-8")
    (tmp_path / "mapping.csv").write_text("column,field\n甲,title\n乙,text\n", "utf-8")
    assert run("import", filled, tmp_path / "表.csv", "--mapping", tmp_path / "mapping.csv").returncode == 0
    assert run("search", filled, "渡口的灯", "--format", "ids").stdout.split()


def test_another_archive_is_imported(run: Run, filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert run("new", other, "--title", "另一个").returncode == 0
    assert run("import", other, filled).returncode == 0
    assert parsed(run("info", other, "--format", "json"))["articles"] == 3


def test_a_program_that_is_damaged_says_so_in_a_sentence(run: Run, filled: Path, project_root: Path) -> None:
    installed = filled.parent / "installed"
    shutil.copytree(
        project_root / "ztviewer", installed / "ztviewer", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(project_root / "resources", installed / "ztviewer" / "resources")
    assert "港口开港" in run("search", filled, "镇江港今日", where=installed).stdout
    words = installed / "ztviewer" / "resources" / "wordlist.bin"
    os.truncate(words, words.stat().st_size // 2)
    done = run("search", filled, "镇江港今日", where=installed)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "wordlist.bin is missing or damaged" in done.stderr
