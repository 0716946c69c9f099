"""Builds the sample archive from the sources beside it: `python resources/sample/build.py [TARGET]`.

The target is `archive.db` at the top of the repository unless another is named. The same sources give the
same bytes each time: uid, times and the order of everything are fixed.
"""

import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parent
PROJECT = SOURCES.parent.parent
sys.path.insert(0, str(PROJECT))  # the program may be started without an installed package

from markup import Source, read_article  # noqa: E402
from pictures import draw_all  # noqa: E402
from ztviewer.core.article import ArticleId  # noqa: E402
from ztviewer.importers import read_picture  # noqa: E402
from ztviewer.services.archive import Archive  # noqa: E402


def build(target: Path) -> None:
    """Build the archive under another name and put it in place once it is whole."""
    plan = tomllib.loads((SOURCES / "archive.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sample-") as folder:
        draft = Path(folder) / target.name
        archive = Archive.create(
            draft,
            plan["title"],
            uid=plan["uid"],
            clock=lambda: str(plan["created"]),
            agent=plan["agent"],
            cache=Path(folder) / "cache",
        )
        try:
            _fill(archive, plan)
            archive.compact()
        finally:
            archive.close()
        draft.replace(target)


def _fill(archive: Archive, plan: dict[str, Any]) -> None:
    """Write the description, the articles, the tags and the topics."""
    archive.describe(plan["description"])
    sources = _articles()
    ids = archive.importing.add(source.draft for source in sources)
    by_slug = {source.slug: article for source, article in zip(sources, ids, strict=True)}
    if strays := {tag for source in sources for tag in source.tags} - {tag["path"] for tag in plan["tag"]}:
        raise SystemExit(f"not in archive.toml: {', '.join(sorted(strays))}")
    for tag in plan["tag"]:
        archive.tagging.create(tag["path"], tag["colour"], tag.get("note"))
        carriers = [by_slug[source.slug] for source in sources if tag["path"] in source.tags]
        if carriers:
            archive.tagging.add(tag["path"], carriers)
    for topic in plan["topic"]:
        _add_topic(archive, topic, by_slug)


def _articles() -> list[Source]:
    """All articles, the oldest first."""
    pictures = {name: read_picture(data) for name, data in draw_all().items()}
    paths = sorted((SOURCES / "articles").glob("*.md"))
    sources = [read_article(path, pictures) for path in paths]
    return sorted(sources, key=lambda source: source.draft.published.iso if source.draft.published else "")


def _add_topic(archive: Archive, topic: dict[str, Any], by_slug: dict[str, ArticleId]) -> None:
    title = topic["title"]
    archive.curating.create(title, "\n".join(filter(None, topic["introduction"].splitlines())))
    archive.curating.add(title, [by_slug[entry["article"]] for entry in topic["entry"]])
    for entry in topic["entry"]:
        if "note" in entry:
            archive.curating.annotate(title, by_slug[entry["article"]], entry["note"])


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "archive.db")
