"""What every exporter writes, byte for byte. `python -m tests.exporters.golden` writes the golden files anew."""

from pathlib import Path

import pytest

from tests.exporters.conftest import pictures
from ztviewer.core.article import Article
from ztviewer.core.progress import silent
from ztviewer.exporters.base import Exporter, Heading
from ztviewer.exporters.registry import EXPORTERS

GOLDEN = Path(__file__).parent / "golden"


def files(root: Path) -> dict[str, bytes]:
    """All files of an export by their names below it; one file's name is empty."""
    if root.is_file():
        return {"": root.read_bytes()}
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("topic", [False, True], ids=["articles", "topic"])
@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_export_is_the_golden_one_byte_for_byte(
    exporter: Exporter, topic: bool, articles: list[Article], heading: Heading, tmp_path: Path
) -> None:
    name = ("topic-" if topic else "") + exporter.name + exporter.suffix
    target = tmp_path / name
    done = exporter.write(iter(articles), len(articles), pictures, target, silent, heading if topic else None)
    written = files(target)
    assert written == files(GOLDEN / name)
    assert (done.target, done.articles, done.files) == (target, len(articles), len(written))
