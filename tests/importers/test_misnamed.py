"""The format is told from the content: under whatever name, a document is read the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.importers.test_damage import SAMPLES
from ztviewer.core.article import ArticleDraft
from ztviewer.core.progress import silent
from ztviewer.importers.base import Imported
from ztviewer.importers.registry import read

NAMES = ("a", "a.txt", "a.html", "a.jpg", "a.pdf", "a.zip", "a.jsonl", "a.csv", "a.md", "a.zim")
BY_NAME_TOO = {"a.csv", "a.md", "a.txt", "a.txt.gz"}
"""Plain text, which may be Markdown or a page without a head if its name says so."""


def contents(path: Path, data: bytes) -> list[ArticleDraft]:
    path.write_bytes(data)
    found = [replace(one.draft, original=None) for one in read([path], silent) if isinstance(one, Imported)]
    path.unlink()
    return found


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - BY_NAME_TOO))
def test_a_name_makes_no_difference(name: str, tmp_path: Path) -> None:
    data = SAMPLES[name]()
    expected = contents(tmp_path / name, data)
    assert expected
    assert [other for other in NAMES if contents(tmp_path / other, data) != expected] == []
