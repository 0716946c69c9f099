"""What the documents say is there is there, and what is there is said."""

import re
from pathlib import Path

import pytest

from ztviewer.cli import commands

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_command_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", page.read_text("utf-8"), re.MULTILINE))
    assert named - targets == set()


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_command_is_named_in_the_readme(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    shown = {name for name, command in commands.commands.items() if not command.hidden}
    assert {name for name in shown if f"ztviewer {name}" not in text and f"`{name}`" not in text} == set()


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text("utf-8")
    assert [page.name for page in folder.glob("0*.md") if page.name not in index] == []


def test_every_command_and_option_has_a_help_text() -> None:
    silent = [name for name, command in commands.commands.items() if not command.help]
    assert silent == []
