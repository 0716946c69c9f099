"""Documents for the tests of the index: a few that can be read, and as many random ones as wanted."""

import random
from dataclasses import replace

from ztviewer.core.article import ArticleId, Document, State
from ztviewer.core.published import Published
from ztviewer.core.query import (
    And,
    AnyWord,
    Dated,
    Everything,
    Field,
    Fuzzy,
    Has,
    Having,
    Key,
    Keyed,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Words,
)

PLAIN = Document(
    id=ArticleId(1),
    title="",
    text="",
    captions=(),
    source=None,
    author=None,
    editor=None,
    column=None,
    tags=(),
    topics=(),
    published=None,
    pictures=0,
    notes=0,
    state=State.ACTIVE,
)

_TOKENS = [
    "镇",
    "江",
    "高",
    "新",
    "区",
    "鎮",
    "區",
    "ﾏ",
    "〇",
    "○",
    "零",
    "C919",
    "c919",
    "5g",
    "danfoss",
    "Danfos",
    "834.5",
    "2022",
    "人",
    "才",
]
_BETWEEN = ["", "", "", "", "，", " ", "\n", "。\n"]
_NAMES = ["新华日报", "镇江日报", "人民日报", "記者 張三"]
_PATHS = ["地区", "地区/镇江", "地区/镇江/高新区", "产业", "产业/航空"]
_TIMES = ["2021", "2022", "2022-06", "2022-06-06", "2022-06-06T09:35+08:00", "2023-01-31T23:59:59+08:00"]


def document(number: int, title: str = "", text: str = "", **values: object) -> Document:
    """A document with this number and these words."""
    return replace(PLAIN, id=ArticleId(number), title=title, text=text, **values)  # type: ignore[arg-type]


def random_document(chance: random.Random, number: int) -> Document:
    """A document of few different tokens, so that conditions meet."""
    return Document(
        id=ArticleId(number),
        title=_text(chance, 6),
        text=_text(chance, 40),
        captions=tuple(_text(chance, 5) for _ in range(chance.randrange(3))),
        source=chance.choice([None, *_NAMES]),
        author=chance.choice([None, *_NAMES]),
        editor=chance.choice([None, *_NAMES]),
        column=chance.choice([None, "要闻", "專題"]),
        tags=tuple(chance.sample(_PATHS, chance.randrange(3))),
        topics=tuple(chance.sample(["五年", "蝶变"], chance.randrange(3))),
        published=chance.choice([None, *map(Published, _TIMES)]),
        pictures=chance.choice([0, 0, 1, 3]),
        notes=chance.choice([0, 0, 1]),
        state=chance.choice([State.ACTIVE, State.ACTIVE, State.ACTIVE, State.TRASH]),
    )


def _text(chance: random.Random, most: int) -> str:
    return "".join(chance.choice(_TOKENS) + chance.choice(_BETWEEN) for _ in range(chance.randint(0, most)))


def random_query(chance: random.Random, depth: int = 3) -> Query:
    """A tree of any conditions."""
    if depth and chance.random() < 0.5:
        parts = tuple(random_query(chance, depth - 1) for _ in range(chance.randint(1, 3)))
        trees: list[Query] = [And(parts), Or(parts), Not(parts[0])]
        return chance.choice(trees)
    field = chance.choice([None, None, *Field])
    run = "".join(chance.choice(_TOKENS) for _ in range(chance.choice([1, 1, 2, 2, 3, 4])))
    near = tuple(chance.choice(_TOKENS) for _ in range(chance.randint(2, 3)))
    leaves: list[Query] = [
        Everything(),
        Words(run, field),
        AnyWord(run + "".join(chance.choice(_TOKENS) for _ in range(6)), field),
        Phrase(run, field),
        Phrase(run, field, chance.random() < 0.5),
        Phrase(run, field, exact=True),
        Near(near, chance.randrange(5), field, chance.random() < 0.5),
        Prefix(chance.choice(["d", "5", "c9", "2", "83"]), field),
        Fuzzy(chance.choice(["danfos", "danfsos", "c918", "5"]), chance.randint(1, 2), field),
        Keyed(
            chance.choice(list(Key)),
            chance.choice(["日报", "鎮江", "地区", "产业", "张", "五年", "专题"]),
        ),
        Dated(chance.choice([None, "2021-05-01", "2022-06-06"]), chance.choice([None, "2022-06-30"])),
        Has(chance.choice(list(Having))),
    ]
    return chance.choice(leaves)
