"""Commands run as a script would run them: another process, its output and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `ztviewer` with arguments, its folders under tmp_path; `where`: the folder that the package lies in."""

    def command(*arguments: object, where: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }
        return subprocess.run(
            [sys.executable, "-m", "ztviewer", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            cwd=where,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )

    return command


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Path:
    """An archive of three invented articles, made with the command line alone."""
    archive = tmp_path / "档案.db"
    rows = [
        {
            "title": "港口开港",
            "body": "镇江港今日开港。\n集装箱堆满码头。",
            "source": "江报",
            "published": "2021-03-04",
        },
        {"title": "=1+1 的故事", "body": "鎮江老街。", "source": "港報", "published": "2022-06-06 09:35:10"},
        {"title": "学校", "body": "学校开学。", "source": "江报", "category": "教育"},
    ]
    lines = tmp_path / "articles.jsonl"
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    assert run("new", archive, "--title", "港城").returncode == 0
    assert run("import", archive, lines).returncode == 0
    return archive


def parsed(done: subprocess.CompletedProcess[str]) -> Any:
    """What a command printed as JSON."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
