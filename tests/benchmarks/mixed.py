"""A folder of invented documents of many formats, and what an archive holds, row by row, to compare two imports."""

import io
import json
import random
import sqlite3
import zipfile
from pathlib import Path

from PIL import Image

_WORDS = "渡口 江边 集装箱 学校 开学 老城 修桥 雨季 戏台 船工 码头 灯会 茶馆 书院 稻田 水库".split()
_TIMES = frozenset({"added", "at", "tagged", "written", "applied_at"})
"""Columns that say when something was done."""
_RANDOM = frozenset({"identifier", "created"})
"""Terms of an archive's description that no two archives share."""


def make(folder: Path, count: int) -> Path:
    """Write `count` documents or a few more; always the same."""
    chance = random.Random(2026)
    makers = (_page, _page_beside, _text, _lines, _zip, _captioned, _table)
    folder.mkdir(parents=True)
    made = number = 0
    while made < count:
        place = folder / f"{number // 40:03}"
        place.mkdir(exist_ok=True)
        made += makers[number % len(makers)](place, f"{number:05}", chance)
        number += 1
    return folder


def rows(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, without times and what is drawn by chance."""
    connection = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    held = {}
    for name in names:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        kept = ", ".join(f'"{column}"' for column in columns if column not in _TIMES)
        found = connection.execute(f'SELECT {kept} FROM "{name}" ORDER BY {kept}').fetchall()
        held[name] = [row for row in found if not (name == "meta" and row[0] in _RANDOM)]
    connection.close()
    return held


def _sentence(chance: random.Random) -> str:
    return "的".join(chance.choices(_WORDS, k=6)) + "。"


def _paragraphs(chance: random.Random) -> list[str]:
    return ["".join(_sentence(chance) for _ in range(4)) for _ in range(chance.randrange(2, 6))]


def _picture(chance: random.Random, caption: str | None = None) -> bytes:
    image = Image.new("RGB", (64, 48), tuple(chance.randbytes(3)))
    exif = Image.Exif()
    if caption:
        exif[0x010E] = caption.encode("utf-8").decode("latin-1")
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _html(name: str, chance: random.Random, picture: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in _paragraphs(chance))
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{name}号新闻</title></head><body>"
        f"<h1>{name}号新闻：{_sentence(chance)}</h1><p>来源：江边报 2021-03-08 09:30</p>"
        f'<div class="article">{body}<p><img src="{picture}"></p>{body}</div></body></html>'
    )


def _page(place: Path, name: str, chance: random.Random) -> int:
    (place / f"{name}_files").mkdir()
    (place / f"{name}_files" / "1.jpg").write_bytes(_picture(chance))
    (place / f"{name}.html").write_text(_html(name, chance, f"{name}_files/1.jpg"), "utf-8")
    return 1


def _page_beside(place: Path, name: str, chance: random.Random) -> int:
    """A page that shows a picture beside it, which has a caption and would be a document of its own."""
    (place / f"{name}.jpg").write_bytes(_picture(chance, f"{name}号图"))
    (place / f"{name}.html").write_text(_html(name, chance, f"{name}.jpg"), "utf-8")
    return 1


def _text(place: Path, name: str, chance: random.Random) -> int:
    lines = [f"{name}号消息", "来源：老城报 | 2020-05-01", *(f"　　{line}" for line in _paragraphs(chance))]
    (place / f"{name}.txt").write_bytes("\n".join(lines).encode("gb18030"))
    return 1


def _lines(place: Path, name: str, chance: random.Random) -> int:
    rows = [
        json.dumps({"title": f"{name}-{n}", "body": "\n".join(_paragraphs(chance))}, ensure_ascii=False)
        for n in range(20)
    ]
    (place / f"{name}.jsonl").write_text("\n".join([*rows, rows[0], "{broken"]), "utf-8")
    return 22


def _zip(place: Path, name: str, chance: random.Random) -> int:
    with zipfile.ZipFile(place / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(6):
            own = f"{name}-{number}"
            packed.writestr(f"{own}.html", _html(own, chance, f"图/{own}.jpg"))
            packed.writestr(f"图/{own}.jpg", _picture(chance, f"{own}号图"))
        packed.writestr("单独.jpg", _picture(chance, f"{name}号单独的图"))
    return 7


def _captioned(place: Path, name: str, chance: random.Random) -> int:
    (place / f"{name}.jpg").write_bytes(_picture(chance, f"{name}号照片：{_sentence(chance)}"))
    return 1


def _table(place: Path, name: str, chance: random.Random) -> int:
    lines = [f"{name}-{n}号,{_sentence(chance)},江边报,2019-0{n + 1}-01" for n in range(5)]
    (place / f"{name}.csv").write_bytes("\n".join(["标题,正文,来源,日期", *lines]).encode("gb18030"))
    return 5
