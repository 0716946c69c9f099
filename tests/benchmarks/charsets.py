"""How well text that was read in a wrong charset is restored, and that good text is left alone; a section of docs/benchmarks.md.

    python -m tests.benchmarks.charsets [DATA]

DATA holds `cctv_html/` and `news/` (by default `../shared/data` beside the project).
"""

import json
import lzma
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

from tests.benchmarks.report import table, write_section
from tests.importers.test_mojibake import LOSSLESS, LOSSY, f1
from ztviewer.importers.charset import decode
from ztviewer.importers.mojibake import repaired

_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
_PIECES = 600
_LENGTHS = (20, 60, 300)


def main() -> None:
    """Measure and write the section."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else _DATA
    texts = list(islice(_news(data), _PIECES))
    rows = [
        [name, *(cell for length in _LENGTHS for cell in _restored(_held(texts, name), wrongly, length))]
        for ways in (LOSSLESS, LOSSY)
        for name, wrongly in ways.items()
    ]
    head = ["", *(title for length in _LENGTHS for title in (f"{length}: exact", "F1", "worse"))]
    write_section(
        "charsets",
        "Text that was read in a wrong charset",
        f"{_PIECES} pieces of news of 20, 60 and 300 characters, wrongly read, and restored: how many exactly, the F1 "
        "of the characters on average, and how many are worse than before. What loses most of its bytes stays as it "
        f"is. The one article of news that is changed was garbled when it was collected.\n\n{table(head, rows)}\n\n{table(['good text', 'texts', 'changed', 'ms each'], _left_alone(data))}",
    )


def _held(texts: list[str], name: str) -> list[str]:
    """The texts as far as the charset that was read wrongly can hold them."""
    charset = next((charset for charset in ("big5", "gbk") if name.startswith(charset)), "utf-8")
    return [text.encode(charset, "ignore").decode(charset) for text in texts]


def _restored(texts: list[str], wrongly: Callable[[str], str], length: int) -> list[str]:
    chance, exact, worse, score = Random(length), 0, 0, 0.0
    for text in texts:
        start = chance.randrange(max(1, len(text) - length))
        piece = text[start : start + length]
        garbled = wrongly(piece)
        found, _ways = repaired(garbled)
        exact += found == piece
        score += f1(found, piece)
        worse += f1(found, piece) < f1(garbled, piece)
    return [f"{exact / len(texts):.0%}", f"{score / len(texts):.2f}", str(worse)]


def _left_alone(data: Path) -> list[list[object]]:
    rows: list[list[object]] = []
    for name, pages in (("saved pages", _pages(data)), ("articles of news", map(str.encode, _news(data)))):
        count = changed = 0
        spent = 0.0
        for page in pages:
            began = time.process_time()
            changed += decode(page).repaired is not None
            spent += time.process_time() - began
            count += 1
        rows.append([name, count, changed, f"{1000 * spent / max(count, 1):.2f}"])
    return rows


def _news(data: Path) -> Iterator[str]:
    with lzma.open(data / "news" / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield f"{article.get('title') or ''}\n{article.get('body') or article.get('text') or ''}"


def _pages(data: Path) -> Iterator[bytes]:
    for archive in sorted((data / "cctv_html").glob("html-*.tar.xz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                if file := tar.extractfile(member) if member.isfile() else None:
                    yield file.read()


if __name__ == "__main__":
    main()
