"""Real articles for benchmarks, from a JSON Lines file given as argument or `../shared/data/news/`."""

import itertools
import lzma
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

NEWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "news" / "articles.jsonl.xz"


def lines(path: Path, count: int) -> Iterator[str]:
    """The first `count` lines of a JSON Lines file, compressed with xz or not."""
    with path.open("rb") as raw, lzma.open(raw) if path.suffix == ".xz" else nullcontext(raw) as file:
        yield from (line.decode("utf-8") for line in itertools.islice(file, count))


def cut(path: Path, count: int, target: Path) -> Path:
    """A JSON Lines file with the first `count` articles of another."""
    with target.open("w", encoding="utf-8") as file:
        file.writelines(lines(path, count))
    return target
