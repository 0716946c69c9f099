"""Articles for the benchmarks of search: real ones from JSON Lines, and any number made by recombining their sentences.

Both are JSON Lines files, so that every engine reads the same bytes. Tags, sources, columns and topics are drawn by the
article's number, so the same file always gives the same documents.
"""

import datetime
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.news import lines
from ztviewer.core.article import ArticleId, Document, State
from ztviewer.core.published import Published

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_SENTENCES_OF = 20_000
"""real articles whose sentences are recombined"""

_FIRST_DAY = datetime.date(1990, 1, 1)
_DAYS = 36 * 365


def documents(path: Path, count: int) -> Iterator[Document]:
    """The first `count` articles of a JSON Lines file, as the index takes them."""
    for number, line in enumerate(lines(path, count), start=1):
        record = json.loads(line)
        yield _document(
            number, record.get("title") or "", record["body"], _published(record.get("published"))
        )


def _document(number: int, title: str, text: str, published: Published | None) -> Document:
    chance = random.Random(number)
    topics = (f"专题{_rank(chance, 20):02}",) if chance.random() < 0.05 else ()
    return Document(
        id=ArticleId(number),
        title=title,
        text=text,
        captions=(),
        source=f"来源{_rank(chance, 60):02}",
        author=None,
        editor=f"编辑{_rank(chance, 15):02}",
        column=f"栏目{_rank(chance, 12):02}",
        tags=tuple({tag(_rank(chance, 12), _rank(chance, 16)) for _ in range(chance.randrange(4))}),
        topics=topics,
        published=published,
        pictures=chance.randrange(2),
        notes=0,
        state=State.ACTIVE,
    )


def tag(area: int, subject: int) -> str:
    """The path of a tag."""
    return f"领域{area:02}/主题{subject:02}"


def _rank(chance: random.Random, count: int) -> int:
    """A number below `count`; small ones are drawn more often, as some sources print more than others."""
    return int(count * chance.random() ** 2)


def _published(written: str | None) -> Published | None:
    try:
        return Published.parse(written) if written else None
    except ValueError:
        return None


def day(document: Document) -> int:
    """The day of publication as a number (20210514), 0 where it is not known to the day."""
    iso = document.published.iso[:10] if document.published else ""
    return int(iso.replace("-", "")) if len(iso) == 10 else 0


def text_bytes(path: Path, count: int) -> int:
    """The size of titles and bodies in UTF-8."""
    return sum(len((one.title + one.text).encode("utf-8")) for one in documents(path, count))


def recombine(path: Path, count: int, target: Path) -> Path:
    """Write `count` articles shaped like real ones, of sentences of real ones in a random order; always the same."""
    chance = random.Random(2026)
    sentences: list[str] = []
    shapes: list[list[int]] = []
    titles: list[str] = []
    for document in documents(path, _SENTENCES_OF):
        found = [_SENTENCE.findall(line) for line in document.text.split("\n")]
        sentences += [sentence for line in found for sentence in line]
        shapes.append([len(line) for line in found if line])
        titles.append(document.title or next(iter(found[0]), "")[:30])
    with target.open("w", encoding="utf-8") as file:
        for _ in range(count):
            shape = chance.choice(shapes)
            body = "\n".join("".join(chance.choices(sentences, k=length)) for length in shape)
            published = _FIRST_DAY + datetime.timedelta(chance.randrange(_DAYS))
            record = {"title": chance.choice(titles), "body": body, "published": published.isoformat()}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return target
