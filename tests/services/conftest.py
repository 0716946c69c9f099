"""An archive of a few invented articles, with its index, for the tests of services and commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.articles import DRAFTS
from ztviewer.core.article import ArticleId
from ztviewer.core.query import Request
from ztviewer.services.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A new archive with DRAFTS in it, indexed."""
    held = Archive.create(tmp_path / "archive.db", "测试档案", cache=tmp_path / "cache")
    held.importing.add(DRAFTS)
    held.indexing.bring_up_to_date()
    yield held
    held.close()


@pytest.fixture
def ids(archive: Archive) -> dict[str, ArticleId]:
    """The number of each article by the first two characters of its title."""
    found = archive.searching.find(Request())
    return {archive.reading.article(one).title[:2]: one for one in found.ids}
