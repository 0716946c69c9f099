"""Makes `v2.db`: what `v1.db` holds, and a reprint family. Run it only to make the file of a new version.

`python -m tests.storage.archives.make_v2 TARGET`
"""

import sys
from pathlib import Path

from tests.storage.archives.make_v1 import make as make_first
from tests.storage.conftest import ticking
from ztviewer.core.article import ArticleDraft
from ztviewer.search import sketched
from ztviewer.storage import ArticleStore, Database, ReprintStore

REPRINT = ArticleDraft("春汛（转载）", "<p>水位回落。江城日报讯。</p>", source="江城日报")


def make(target: Path) -> None:
    """Build the archive; the same bytes each time with the same SQLite. One article is left without a sketch."""
    make_first(target)
    with Database.open(target, clock=ticking(), agent="maker") as database:
        (reprint,) = ArticleStore(database).add([REPRINT])
        with ReprintStore(database).uniting() as uniting:
            texts = uniting.unsketched(10)
            uniting.enter(dict(zip(texts, sketched(list(texts.values())), strict=True)))
            uniting.unite(list(texts)[1], reprint.id)
        ArticleStore(database).add([ArticleDraft("未比对", "<p>新到的一篇。</p>")])
        database.compact()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
