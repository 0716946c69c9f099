"""Posters: exhibition, marathon, book fair, festival, museum night, saving water, music by the river."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas, mix
from drawing.lettering import Face
from drawing.motifs import birds, curve, hills, jar, pagoda, reeds, skyline


def exhibition() -> Image.Image:
    """“A thousand years on the river”: the jar in a moon."""
    c = Canvas(860, 1240, "#efe6d2")
    c.wash([(0, "#f3ebda"), (1, "#e4d6b8")])
    c.disc((430, 470), 310, "#c8452d")
    c.disc((430, 470), 296, "#d9573a")
    for k in range(7):
        line = [(x, 560 + k * 30 + (10 + k * 2) * math.sin(x / (70 + k * 8) + k)) for x in range(0, 880, 12)]
        c.shade(
            [*line, (860, 1240), (0, 1240)],
            [(0, mix("#2f5a66", "#efe6d2", 0.62 - k * 0.1)), (1, mix("#1f3f4a", "#efe6d2", 0.5 - k * 0.08))],
            0.5,
        )
    c.wash([(0, "#1f3f4a"), (1, "#162d36")], (0, 800, 860, 1240))
    jar(c, 430, 790, 480, "#9fc0aa")
    c.column((112, 70), "江上千年", 112, "#1f2f36", pitch=1.08)
    c.column((752, 76), "京江博物馆", 36, "#1f2f36", pitch=1.16)
    c.rect((728, 300, 776, 348), "#c8452d", radius=6)
    c.text((752, 323), "展", 32, "#f6ecd6", face=Face.SERIF, anchor="mm")
    c.text((430, 890), "镇江水下与窑址考古成果展", 44, "#f3ebda", face=Face.SERIF, anchor="mm")
    c.rect((350, 936, 510, 940), "#c8452d")
    c.text((430, 990), "2021.9.28 — 2022.3.27", 40, "#e9c98a", anchor="mm")
    c.text((430, 1056), "第一展厅 周一闭馆 免费参观", 28, "#b9c9c6", anchor="mm")
    c.text((430, 1170), "示例海报", 20, "#6f8a8c", anchor="mm")
    return c.finish(grain=5)


def marathon_poster() -> Image.Image:
    """Bands of colour that run like lanes."""
    c = Canvas(860, 1200, "#f7efe0")
    paints = ("#c8452d", "#e0803a", "#e9b949", "#5f9a7a", "#2f6a94", "#28344f")
    for k, paint in enumerate(paints):
        lane = curve(
            [
                (-40, 1250 - k * 74),
                (250, 980 - k * 66),
                (330, 720 - k * 46),
                (600, 560 - k * 50),
                (920, 170 - k * 60),
            ],
            30,
        )
        c.line(lane, paint, 66)
        for at in range(4 + k * 5, len(lane) - 6, 34):
            c.line(lane[at : at + 4], "#ffffff", 3, 0.5)
    c.wash([(0, "#f7efe0"), (1, "#f7efe0")], (0, 0, 860, 30))
    c.text((70, 90), "2023", 150, "#28344f", face=Face.BOLD)
    c.text((74, 270), "镇江马拉松", 84, "#28344f", face=Face.BOLD)
    c.rect((76, 378, 276, 386), "#c8452d")
    c.text((76, 410), "一江奔流", 36, "#5b6370")
    c.text((76, 458), "万步同行", 36, "#5b6370")
    c.rect((470, 990, 800, 1130), "#f7efe0", radius=14)
    c.text((635, 1030), "11 月 5 日", 50, "#c8452d", face=Face.BOLD, anchor="mm")
    c.text((635, 1088), "江滨大道 07:30 鸣枪", 28, "#28344f", anchor="mm")
    c.text((786, 1166), "示例海报", 20, "#f7efe0", anchor="rm")
    return c.finish(grain=4)


def book_fair() -> Image.Image:
    """Books as the roofs of an old town."""
    c = Canvas(840, 1180, "#e8dcc2")
    c.wash([(0, "#f4d9a6"), (0.6, "#f7ead0"), (1, "#f7ead0")])
    c.disc((600, 300), 110, "#e2673f")
    birds(c, 320, 330, 15, "#4a3a3a", 4, 8)
    dice = random.Random(7)
    for row, (base, size, tone) in enumerate(
        ((760, 92, "#b3a48c"), (860, 120, "#7a8f8a"), (980, 150, "#3f6a72"), (1120, 190, "#28434f"))
    ):
        x = -60.0 + row * 30
        while x < 900:
            high = size * dice.uniform(0.7, 1.5)
            wall = mix(tone, "#f7ead0", dice.uniform(0.0, 0.2))
            c.rect((x + size * 0.16, base - high, x + size * 0.84, 1180), wall)
            for k in range(3):
                c.rect(
                    (
                        x + size * 0.3 + k * size * 0.16,
                        base - high * 0.6,
                        x + size * 0.38 + k * size * 0.16,
                        base - high * 0.36,
                    ),
                    "#f4d9a6",
                    0.85,
                )
            eave, peak, thick = base - high + size * 0.06, base - high - size * 0.36, size * 0.1
            half = [(x - size * 0.08, eave), (x + size * 0.5, peak), (x + size * 1.08, eave)]
            cover = dice.choice(("#c8452d", "#e0a03a", "#3a2f36", "#2f6a72"))
            c.poly([*half, *[(px, py - thick) for px, py in reversed(half)]], cover)
            pages = [(px, py + size * 0.045) for px, py in half]
            c.poly([*half, *reversed(pages)], "#fdf8ec")
            x += size * dice.uniform(1.0, 1.25)
    c.column((110, 90), "江畔书展", 104, "#3a2a26", pitch=1.1)
    c.column((250, 96), "把城市读成一本书", 34, "#8a5a3a", pitch=1.2)
    c.rect((0, 1068, 840, 1180), "#1f333d")
    c.text((60, 1124), "4 月 23—28 日", 42, "#f4d9a6", face=Face.BOLD, anchor="lm")
    c.text((780, 1124), "京江博物馆广场", 32, "#f7ead0", anchor="rm")
    return c.finish(grain=5)


def dragon_festival() -> Image.Image:
    """The Dragon Boat Festival: a dragon's head from waves."""
    c = Canvas(840, 1180, "#12454f")
    c.wash([(0, "#0f3a48"), (0.6, "#1d6a6f"), (1, "#0f3a48")])
    c.disc((420, 430), 250, "#f0c25a")
    c.disc((420, 430), 232, "#f4d27f")
    for row in range(9):
        y = 690 + row * 58
        for k in range(-1, 9):
            x = k * 112 + (row % 2) * 56
            for r, tone in (
                (58, "#0f3a48"),
                (51, "#2f8a8a"),
                (40, "#f4ead0"),
                (31, "#1d6a6f"),
                (20, "#f4ead0"),
                (12, "#12454f"),
            ):
                c.disc((x, y), r, tone)
    _dragon_neck(c)
    _dragon_head(c)
    c.rect((0, 900, 840, 1180), "#0d2f3a")
    c.text((420, 970), "端午龙舟赛", 104, "#f4d27f", face=Face.SERIF, anchor="mm")
    c.text((420, 1064), "6 月 10 日 柳溪河 九时开桨", 36, "#d9e6df", anchor="mm")
    c.text((420, 1130), "二〇二四年 镇江", 26, "#7fa8a5", anchor="mm")
    return c.finish(grain=4)


def _dragon_neck(c: Canvas) -> None:
    neck = curve([(120, 760), (190, 560), (330, 470), (470, 480), (560, 420)], 20)
    c.line(neck, "#8f2a20", 132)
    c.line(neck, "#c8372b", 112)
    for at in range(6, len(neck) - 8, 6):
        x, y = neck[at]
        c.ring((x, y), 34, "#f0c25a", 5, 0.8)


def _dragon_head(c: Canvas) -> None:
    head = [
        (500, 480),
        (470, 390),
        (540, 320),
        (640, 320),
        (700, 372),
        (780, 380),
        (790, 420),
        (700, 440),
        (776, 468),
        (740, 510),
        (640, 500),
        (580, 540),
    ]
    c.poly(curve([(x + 4, y + 8) for x, y in head], 8, closed=True), "#8f2a20")
    c.poly(curve(head, 8, closed=True), "#d9402f")
    c.poly([(704, 440), (722, 462), (738, 444), (752, 464), (766, 440)], "#fdf6e0")
    for points in ([(520, 340), (470, 270), (480, 200)], [(580, 322), (560, 250), (600, 190)]):
        c.line(curve(points, 10), "#f0c25a", 20)
        c.disc(points[-1], 13, "#f0c25a")
    c.disc((620, 372), 30, "#fdf6e0")
    c.disc((630, 374), 15, "#1b1512")
    c.line(curve([(740, 400), (810, 430), (800, 520)], 10), "#f0c25a", 9)
    c.disc((774, 392), 9, "#8f2a20")
    for k in range(5):
        c.poly(
            [(470 - k * 62, 424 + k * 22), (440 - k * 62, 360 + k * 30), (510 - k * 60, 408 + k * 16)],
            "#f0c25a",
        )


def museum_night() -> Image.Image:
    """The museum stays open late: a lit house under a huge moon."""
    c = Canvas(820, 1160, "#141a3a")
    c.wash([(0, "#0f1432"), (0.7, "#33306a"), (1, "#5a3f7a")])
    _moon_and_stars(c)
    c.shade(
        [(90, 900), (90, 690), (150, 660), (670, 660), (730, 690), (730, 900)],
        [(0, "#22264f"), (1, "#171a3a")],
    )
    eave = curve([(40, 700), (110, 668), (240, 590), (410, 566)], 12)
    c.poly([*eave, *[(820 - x, y) for x, y in reversed(eave)], (790, 712), (30, 712)], "#0f1230")
    for k in range(9):
        x = 126 + k * 66
        c.shade([(x, 890), (x, 740), (x + 42, 740), (x + 42, 890)], [(0, "#ffd97a"), (1, "#f09a4a")])
        if k % 3 != 1:
            jar(c, x + 21, 886, 56, ("#4a6a7a", "#7a4a5a", "#3f5f5a")[k % 3])
    c.rect((0, 896, 820, 1160), "#0f1230")
    for k in range(14):
        c.poly(
            [
                (40 + k * 54, 900),
                (52 + k * 54, 900),
                (52 + k * 54 + (k - 7) * 10, 980),
                (40 + k * 54 + (k - 7) * 10 - 8, 980),
            ],
            "#f09a4a",
            0.14,
        )
    c.text((410, 90), "博物馆之夜", 96, "#f6e3a8", face=Face.SERIF, anchor="mm")
    c.text((410, 1010), "周五周六 开放至二十一时三十分", 36, "#f3ecd8", anchor="mm")
    c.text((410, 1074), "7 月 1 日起", 34, "#f09a4a", face=Face.BOLD, anchor="mm")
    return c.finish(grain=4)


def _moon_and_stars(c: Canvas) -> None:
    c.disc((410, 420), 260, "#f6e3a8")
    for x, y, r in ((330, 360, 44), (480, 480, 62), (450, 300, 28), (320, 520, 30)):
        c.disc((x, y), r, "#e9d08a", 0.7)
    dice = random.Random(3)
    for _ in range(120):
        c.disc(
            (dice.uniform(0, 820), dice.uniform(0, 700)),
            dice.uniform(0.7, 2.2),
            "#fdf6dc",
            dice.uniform(0.4, 1),
        )


def save_water() -> Image.Image:
    """A drop that holds the town and its river; square."""
    c = Canvas(980, 980, "#e6efe6")
    c.wash([(0, "#eef3e6"), (1, "#cfe3de")])
    drop = curve(
        [(490, 90), (590, 280), (700, 440), (690, 610), (490, 720), (290, 610), (280, 440), (390, 280)],
        14,
        closed=True,
    )
    c.shade(drop, [(0, "#bfe3e6"), (0.55, "#4f9fb0"), (1, "#1d5a6f")])
    skyline(c, (350, 640), 520, 120, "#eaf4ee", 15)
    pagoda(c, 420, 520, 190, "#f6e9cf", "#c8452d")
    line = curve([(296, 520), (390, 505), (490, 530), (590, 508), (686, 522)], 12)
    c.shade(
        [*line, (686, 600), (600, 690), (490, 720), (380, 690), (292, 600)], [(0, "#3f8fa5"), (1, "#17485c")]
    )
    for k in range(4):
        c.line(
            [(330 + k * 18 + t * 8, 566 + k * 34 + 5 * math.sin(t / 2)) for t in range(int(40 - k * 8))],
            "#d9f1f0",
            3,
            0.6,
        )
    c.poly(
        curve([(388, 330), (350, 410), (336, 470), (356, 474), (384, 400)], 10, closed=True), "#ffffff", 0.6
    )
    c.text((490, 800), "每一滴，都从长江来", 62, "#1d5a6f", face=Face.BOLD, anchor="mm")
    c.text((490, 880), "世界水日 中国水周 镇江高新区", 30, "#4f7f86", anchor="mm")
    return c.finish(grain=4)


def river_music() -> Image.Image:
    """Music by the river: strings that are the bridge's cables."""
    c = Canvas(840, 1180, "#f2c6a0")
    c.wash([(0, "#28345f"), (0.4, "#8a4f7a"), (0.7, "#e8836a"), (1, "#f7d49a")], (0, 0, 840, 800))
    c.disc((560, 640), 120, "#fdeec4")
    hills(c, 802, 80, "#6a3f6a", "#b8606a", 210, 3)
    for k in range(17):
        c.line([(250, 150), (250 + k * 34, 800)], "#fdeec4", 2, 0.75)
        c.line([(250, 150), (250 - k * 20, 800)], "#fdeec4", 2, 0.75)
    c.poly([(238, 800), (262, 800), (257, 120), (243, 120)], "#1f2445")
    c.rect((0, 770, 840, 792), "#1f2445")
    for k, (x, y) in enumerate(((330, 300), (430, 430), (390, 560), (520, 520), (610, 660))):
        c.oval((x, y), 24, 17, "#1f2445")
        c.rect((x + 18, y - 96, x + 24, y), "#1f2445")
        if k % 2 == 0:
            c.poly(
                curve(
                    [(x + 24, y - 96), (x + 60, y - 70), (x + 52, y - 30), (x + 40, y - 60)], 8, closed=True
                ),
                "#1f2445",
            )
    c.mirror(800, "#3a2f5a", 0.4, 5)
    c.wash([(0, "#1f2445"), (1, "#161a35")], (0, 960, 840, 1180))
    reeds(c, (0, 840), 980, 90, "#161a35", 9)
    c.text((420, 1030), "江声草地音乐会", 84, "#f7d49a", face=Face.SERIF, anchor="mm")
    c.text((420, 1104), "10 月 2—4 日 芦汀体育公园", 34, "#e9dfd0", anchor="mm")
    return c.finish(grain=4)


def recruiting() -> Image.Image:
    """The district calls the young: a tower of windows at night; upright."""
    c = Canvas(800, 1160, "#1b2f4f")
    c.wash([(0, "#16284a"), (1, "#2f6a8a")])
    c.shade([(120, 1160), (120, 330), (420, 240), (420, 1160)], [(0, "#f0a24a"), (1, "#d9603a")])
    c.shade([(420, 1160), (420, 240), (690, 360), (690, 1160)], [(0, "#a8433a"), (1, "#7a2f36")])
    for row in range(15):
        for k in range(5):
            x, y = 142 + k * 54, 356 + row * 52 - k * 12
            c.poly(
                [(x, y), (x + 36, y - 9), (x + 36, y + 22), (x, y + 30)],
                "#ffe6a8" if (row * 7 + k * 5) % 4 else "#8a3f2f",
            )
        for k in range(4):
            x, y = 440 + k * 62, 292 + row * 54 + k * 22
            c.poly(
                [(x, y), (x + 42, y + 16), (x + 42, y + 46), (x, y + 32)],
                "#ffcf7a" if (row * 3 + k * 5) % 3 == 0 else "#5f242c",
            )
    c.text((60, 60), "来镇江高新区", 84, "#ffe6a8", face=Face.BOLD)
    c.text((64, 168), "做一件十年后还记得的事", 36, "#d9e6ea")
    c.rect((0, 1040, 800, 1160), "#101d38", 0.94)
    c.text((60, 1100), "青年人才春季招聘", 44, "#ffffff", face=Face.BOLD, anchor="lm")
    c.text((740, 1100), "3 月 16 日", 40, "#f0a24a", face=Face.BOLD, anchor="rm")
    return c.finish(grain=3)
