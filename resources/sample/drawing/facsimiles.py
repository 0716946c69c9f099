"""Imitations of old papers: a front page of 1934, a gauge book, a ticket, a photograph, a letter; all of it invented."""

import math
import random

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from drawing.canvas import Canvas, Point, mix
from drawing.lettering import Face
from drawing.motifs import barge, hills, pagoda, skyline

SEPIA_INK = "#3a2a1c"


def _aged(c: Canvas, seed: int, folds: tuple[float, ...] = ()) -> Image.Image:
    """Stains, folds and grain: what ninety years do to paper."""
    dice = random.Random(seed)
    stains = c.layer("#8a6a3a")
    for _ in range(9):
        spot = (dice.uniform(0, c.width), dice.uniform(0, c.height))
        stains.oval(spot, dice.uniform(30, 140), dice.uniform(20, 100), "#8a6a3a", dice.uniform(0.04, 0.16))
    c.lay(stains, blur=18)
    for share in folds:
        y = c.height * share
        c.veil((0, y - 7, c.width, y), "#5d4526", 0.0, 0.22)
        c.veil((0, y, c.width, y + 7), "#fff6dc", 0.3, 0.0)
    for _ in range(160):
        c.disc(
            (dice.uniform(0, c.width), dice.uniform(0, c.height)),
            dice.uniform(0.5, 2),
            "#5d4526",
            dice.uniform(0.1, 0.4),
        )
    return c.finish(grain=9, vignette=0.26, seed=seed)


def _columns(c: Canvas, box: tuple[float, float, float, float], words: str, size: float) -> None:
    """Set text in columns from right to left, as papers did then."""
    left, top, right, bottom = box
    pitch, lead = size * 1.1, size * 1.5
    rows = int((bottom - top) / pitch)
    for at, character in enumerate(words * 40):
        x = right - size / 2 - (at // rows) * lead
        if x - size / 2 < left:
            return
        c.text(
            (x, top + (at % rows + 0.5) * pitch),
            character,
            size,
            SEPIA_INK,
            face=Face.SERIF,
            anchor="mm",
        )


def newspaper() -> Image.Image:
    """The front page of a paper of 1934: masthead, headline, wood-cut, columns; upright."""
    c = Canvas(900, 1260, "#e6d6b0")
    c.wash([(0, "#ead9b2"), (1, "#dcc898")])
    _masthead(c)
    c.column((664, 70), "江水盛漲南圩告急", 62, SEPIA_INK, pitch=1.08)
    c.column((596, 84), "各界赴堤搶險徹夜不息", 34, SEPIA_INK, pitch=1.1)
    report = "本報專訊連日大雨江水驟漲昨晨已與堤齊南圩鄉民聞鑼齊集擔土負草無分男女至晚未退商會撥米三百石輪船公司借駁船六艘學生百餘人亦自城中步行前往助運沙袋據水尺所記一夜又高五寸幸風勢漸息堤身未潰"
    _columns(c, (330, 70, 560, 590), report, 19)
    _wood_cut(c, (62, 70, 312, 400))
    _columns(c, (62, 420, 312, 590), "圖為鎮江碼頭水漲時情形躉船高出岸上三尺行人搭跳板而過本報攝影", 16)
    c.rect((58, 606, 700, 609), SEPIA_INK)
    c.column((664, 626), "輪渡改班", 46, SEPIA_INK, pitch=1.08)
    _columns(
        c,
        (420, 626, 626, 900),
        "江邊輪渡因水大改在西碼頭上下早班六時開晚班八時止往來旅客務請注意貨物暫停過江俟水退再行佈告",
        19,
    )
    c.rect((402, 620, 405, 900), SEPIA_INK)
    c.column((370, 626), "學校暑假提前", 36, SEPIA_INK, pitch=1.08)
    _columns(
        c,
        (62, 626, 332, 900),
        "教育局昨令城內各小學提前一星期放假校舍備災民暫住師生願留校服務者聽其自便各校已設粥棚三處每日兩次",
        19,
    )
    c.rect((58, 914, 842, 917), SEPIA_INK)
    _advertisements(c)
    return _aged(c, 34, (0.5,))


def _masthead(c: Canvas) -> None:
    c.frame((34, 34, 866, 1226), SEPIA_INK, 4)
    c.frame((42, 42, 858, 1218), SEPIA_INK, 1.4)
    c.rect((716, 58, 842, 470), "#e0cd9e")
    c.frame((716, 58, 842, 470), SEPIA_INK, 3)
    c.column((779, 74), "江聲報", 112, SEPIA_INK, pitch=1.12)
    c.rect((716, 482, 842, 486), SEPIA_INK)
    c.column((820, 500), "中華民國二十三年六月六日", 21, SEPIA_INK, pitch=1.14)
    c.column((782, 500), "星期三 今日出版一大張", 21, SEPIA_INK, pitch=1.14)
    c.column((744, 500), "零售每份大洋三分", 21, SEPIA_INK, pitch=1.14)


def _advertisements(c: Canvas) -> None:
    for k, (name, note) in enumerate(
        (
            ("豐和醬園", "香醋小菜 四時應市"),
            ("大江輪船", "上水每日 下水隔日"),
            ("新市書局", "教科文具 一律九折"),
            ("同春茶樓", "早茶鍋麵 通宵候教"),
        )
    ):
        x = 62 + k * 196
        c.frame((x, 934, x + 184, 1200), SEPIA_INK, 3, radius=10 if k % 2 else 0)
        c.column((x + 126, 956), name, 46, SEPIA_INK, pitch=1.12)
        _columns(c, (x + 20, 962, x + 84, 1180), note.replace(" ", ""), 21)


def _wood_cut(c: Canvas, box: tuple[float, float, float, float]) -> None:
    """A small picture of the quay, cut in lines."""
    left, top, right, bottom = box
    small = Canvas(round(right - left), round(bottom - top), "#e6d6b0")
    hills(small, 190, 80, "#8a7a58", "#c9b78c", 4, 3)
    pagoda(small, 60, 160, 120, "#4a3a26", "#2a1e12", 5)
    skyline(small, (110, 250), 192, 50, "#6a5a3c", 3)
    small.rect((0, 190, 250, 330), "#bfa978")
    barge(small, 120, 250, 190, "#2a1e12", "#4a3a26")
    tones = np.asarray(small.finish().convert("L")).astype(np.int64)
    rows, columns = np.indices(tones.shape)
    lines = np.where((rows % 4) * 64 < tones - 34 + (columns % 2) * 10, 255, 0).astype(np.uint8)
    plate = ImageOps.colorize(Image.fromarray(lines), SEPIA_INK, "#e3d2a8")
    c.paste(plate, (left, top))
    c.frame(box, SEPIA_INK, 3)


def gauge_book() -> Image.Image:
    """A page of the water gauge's book, ruled and written by hand."""
    c = Canvas(1180, 840, "#e9ddbd")
    c.wash([(0, "#ecdfc0"), (1, "#dfcfa6")])
    c.veil((560, 0, 590, 840), "#6b5230", 0.3, 0.3)
    c.text((320, 70), "江水漲落簿", 44, "#7a2f26", face=Face.SERIF, anchor="mm")
    c.text((860, 70), "民國二十年七月", 36, "#7a2f26", face=Face.SERIF, anchor="mm")
    dice = random.Random(31)
    for page in (60, 620):
        _gauge_page(c, page, dice)
    _seal(c, 1050, 740, 92, "水尺")
    return _aged(c, 21, ())


def _gauge_page(c: Canvas, page: float, dice: random.Random) -> None:
    for k in range(13):
        c.line([(page, 130 + k * 50), (page + 490, 130 + k * 50)], "#b3564a", 1.6, 0.75)
    for rule in (0, 110, 230, 350, 490):
        c.line([(page + rule, 130), (page + rule, 730)], "#b3564a", 1.6, 0.75)
    for k, name in enumerate(("日", "辰時", "酉時", "記事")):
        c.text((page + (55, 170, 290, 420)[k], 155), name, 26, "#7a2f26", face=Face.SERIF, anchor="mm")
    for row in range(11):
        day = row + 1 + (11 if page > 100 else 0)
        level = 21.4 + day * 0.31 - max(0, day - 17) * 0.5
        lean = dice.uniform(-2, 2)
        evening = level + dice.uniform(0, 0.3)
        note = dice.choice(("雨", "大雨", "風", "晴", "陰", "堤險", "大水"))
        for x, dy, words in (
            (55 + lean, 0.0, str(day)),
            (170 + lean, lean, f"{level:.1f}"),
            (290 - lean, -lean, f"{evening:.1f}"),
            (420 + lean * 4, 0.0, note),
        ):
            spot = (page + x, 205 + row * 50 + dy)
            c.text(spot, words, 27, "#26304a", face=Face.SERIF, anchor="mm")


def _seal(c: Canvas, x: float, y: float, size: float, words: str) -> None:
    c.rect((x - size / 2, y - size / 2, x + size / 2, y + size / 2), "#b3261e", 0.82, radius=8)
    c.frame((x - size / 2 + 6, y - size / 2 + 6, x + size / 2 - 6, y + size / 2 - 6), "#ecdfc0", 3, radius=4)
    for k, character in enumerate(words):
        c.text(
            (x, y + (k - (len(words) - 1) / 2) * size * 0.36),
            character,
            size * 0.34,
            "#ecdfc0",
            face=Face.SERIF,
            anchor="mm",
        )


def steam_ticket() -> Image.Image:
    """A steamer ticket, wide and small."""
    c = Canvas(1200, 620, "#d9c9a0")
    c.wash([(0, "#e6d8b4"), (1, "#d3c090")])
    for k in range(30):
        wave = [(x, 40 + k * 19 + 9 * math.sin(x / 26 + k * 0.9)) for x in range(0, 1210, 10)]
        c.line(wave, "#7fa59a", 1.3, 0.4)
    c.frame((40, 40, 1160, 580), "#2f5a4f", 6)
    c.frame((54, 54, 1146, 566), "#2f5a4f", 2)
    for k in range(19):
        c.disc((900, 62 + k * 28), 5, "#a88f5a", 0.8)
    c.text((470, 120), "大江輪船公司", 66, "#2f5a4f", face=Face.SERIF, anchor="mm")
    c.text((470, 220), "鎮江 至 上海", 80, "#3a2a1c", face=Face.SERIF, anchor="mm")
    c.text((470, 298), "統艙 大洋二元四角", 40, "#3a2a1c", face=Face.SERIF, anchor="mm")
    c.text((180, 520), "No. 004719", 36, "#a8342a", face=Face.BOLD, anchor="lm")
    c.text((740, 520), "廿三年十月九日", 30, "#26304a", face=Face.SERIF, anchor="mm")
    c.poly([(240, 456), (640, 456), (700, 424), (680, 478), (270, 478)], "#2f5a4f")
    c.rect((330, 414, 560, 456), "#e6d8b4")
    c.frame((330, 414, 560, 456), "#2f5a4f", 3)
    for x in (400, 480):
        c.poly([(x, 414), (x + 30, 414), (x + 25, 374), (x + 3, 374)], "#2f5a4f")
        for j in range(4):
            c.disc((x - 14 - j * 18, 366 - j), 7 + j * 2, "#7fa59a", 0.5)
    c.column((1024, 90), "存根", 70, "#2f5a4f")
    c.text((1024, 320), "004719", 36, "#a8342a", face=Face.BOLD, anchor="mm")
    ring = c.layer("#a8342a")
    ring.ring((930, 470), 84, "#a8342a", 6)
    ring.ring((930, 470), 70, "#a8342a", 2)
    ring.text((930, 470), "驗訖", 50, "#a8342a", face=Face.SERIF, anchor="mm")
    c.lay(ring, alpha=0.75)
    return _aged(c, 47, (0.52,))


def station_photograph() -> Image.Image:
    """A mounted photograph of the station in the thirties."""
    c = Canvas(1180, 880, "#cbb892")
    c.wash([(0, "#d6c49e"), (1, "#bfa97c")])
    p = Canvas(980, 620, "#d9d2c0")
    _station_front(p)
    _crowd(p)
    photo = p.finish(grain=11, vignette=0.4, seed=30).filter(ImageFilter.GaussianBlur(0.7))
    c.rect((92, 72, 1092, 712), "#8a744a", 0.5)
    c.rect((90, 66, 1090, 706), "#f3ead2")
    toned = ImageOps.colorize(photo.convert("L"), "#2a1d10", "#f6ead0")
    c.paste(toned, (100, 76))
    for x, y, dx, dy in ((90, 66, 1, 1), (1090, 66, -1, 1), (90, 706, 1, -1), (1090, 706, -1, -1)):
        corner: list[Point] = [(x - 6 * dx, y - 6 * dy), (x + 56 * dx, y - 6 * dy), (x - 6 * dx, y + 56 * dy)]
        c.poly(corner, "#5d4a2c")
    c.text((590, 776), "鎮江車站 民國十九年春攝", 36, SEPIA_INK, face=Face.SERIF, anchor="mm")
    return _aged(c, 19)


def _station_front(p: Canvas) -> None:
    p.wash([(0, "#d9d4c6"), (1, "#f0ead8")], (0, 0, 980, 360))
    hills(p, 362, 110, "#a39c8a", "#cfc8b4", 77, 3)
    p.shade([(180, 470), (180, 290), (800, 290), (800, 470)], [(0, "#8f8672"), (1, "#6a624f")])
    p.shade([(400, 470), (400, 190), (580, 190), (580, 470)], [(0, "#a1987f"), (1, "#6a624f")])
    p.poly([(380, 192), (490, 120), (600, 192)], "#4a4436")
    p.disc((490, 236), 27, "#efe9d6")
    p.ring((490, 236), 27, "#3a3428", 4)
    p.line([(490, 236), (490, 218)], "#3a3428", 3)
    p.line([(490, 236), (503, 242)], "#3a3428", 3)
    p.poly([(150, 296), (200, 250), (780, 250), (830, 296)], "#4a4436")
    for k in range(11):
        x = 204 + k * 54
        p.rect((x, 330, x + 30, 420), "#3f392c", radius=12)
    p.rect((448, 400, 532, 470), "#2f2a20", radius=30)
    p.rect((404, 294, 576, 344), "#2f2a20")
    p.text((490, 318), "鎮江車站", 36, "#efe9d6", face=Face.SERIF, anchor="mm")


def _crowd(p: Canvas) -> None:
    p.wash([(0, "#9c9380"), (1, "#6f6754")], (0, 466, 980, 620))
    dice = random.Random(1930)
    for k in range(22):
        x, h = dice.uniform(60, 920), dice.uniform(56, 80)
        base = 500 + dice.uniform(0, 70)
        tone = dice.choice(("#2f2a20", "#4a4436", "#57503f", "#3a3428"))
        p.poly(
            [
                (x - h * 0.13, base),
                (x - h * 0.1, base - h * 0.76),
                (x + h * 0.1, base - h * 0.76),
                (x + h * 0.13, base),
            ],
            tone,
        )
        p.disc((x, base - h * 0.86), h * 0.1, "#8f8672")
        if k % 3 == 0:
            p.oval((x, base - h * 0.92), h * 0.17, h * 0.05, "#2f2a20")


def old_letter() -> Image.Image:
    """A letter on red-ruled paper, with a stamp; upright."""
    c = Canvas(820, 1120, "#efe3c4")
    c.wash([(0, "#f1e6ca"), (1, "#e3d3aa")])
    c.frame((56, 70, 764, 1050), "#b8423a", 3)
    for k in range(11):
        c.line([(56 + k * 64.4, 70), (56 + k * 64.4, 1050)], "#b8423a", 1.6, 0.8)
    lines = (
        "敬儀吾兄如晤",
        "別後匆匆已逾半載江南春早",
        "想西渡山下桃花又開矣弟在",
        "港照常所託舊報十二冊已交",
        "輪船帶上收到望即回信此報",
        "雖非珍本然記水災記學堂記",
        "橋路一字一句皆吾鄉舊事若",
        "得好好收存後人自能讀之",
        "風雨無常諸維珍重",
        "弟懷舟頓首 四月廿一日",
    )
    dice = random.Random(88)
    for k, words in enumerate(lines):
        x = 732 - k * 64.4
        for row, character in enumerate(words):
            indent = 0 if k != 9 else 190
            spot = (x + dice.uniform(-3, 3), 112 + indent + row * 66 + dice.uniform(-4, 4))
            size = 44 + dice.uniform(-4, 4)
            c.text(
                spot,
                character,
                size,
                mix("#1d1a1c", "#5a4a3a", dice.uniform(0, 0.5)),
                face=Face.SERIF,
                anchor="mm",
            )
    _seal(c, 89, 870, 60, "懷舟")
    return _aged(c, 5, (0.34, 0.67))
