"""Documents made to do harm: each ends as clean articles or a reason, in bounded time and memory, without a socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importers.hostile import HOSTILE
from tests.importers.watched import Watched


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    with Watched() as made:
        yield made


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_ends_clean_or_with_a_reason(name: str, tmp_path: Path, watched: Watched) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    seen = watched.see(path)
    path.unlink()
    assert seen.problem is None
