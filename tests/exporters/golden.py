"""Write the golden files anew: `pytest` says what changed, `git diff` shows whether it should have."""

import shutil

from tests.exporters import conftest
from tests.exporters.test_golden import GOLDEN
from ztviewer.core.progress import silent
from ztviewer.exporters.registry import EXPORTERS


def main() -> None:
    """Replace all of them."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir()
    articles, heading = conftest.the_articles(), conftest.the_heading()
    for exporter in EXPORTERS:
        name = exporter.name + exporter.suffix
        exporter.write(articles, len(articles), conftest.pictures, GOLDEN / name, silent)
        exporter.write(articles, len(articles), conftest.pictures, GOLDEN / f"topic-{name}", silent, heading)


if __name__ == "__main__":
    main()
