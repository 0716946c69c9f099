"""Plans of the town: the port, the district, the marathon, the railways."""

import math
import random
from collections.abc import Sequence

from PIL import Image

from drawing.canvas import Canvas, Point, mix
from drawing.cartography import (
    INK,
    RED,
    ROAD,
    SHORE,
    WATER,
    compass,
    title,
)
from drawing.lettering import Face
from drawing.motifs import (
    curve,
)

_USES = {
    "研发": "#8a7fb8",
    "制造": "#c99a6a",
    "居住": "#f2d67a",
    "学校": "#e58a8a",
    "公园": "#93c08a",
    "商业": "#e0674a",
    "水面": WATER,
}

_LAYOUT = (
    "水水水水水水水水",
    "公公公公公公公水",
    "研研研商商居居公",
    "研研研商学居居公",
    "研研制制学居居水",
    "制制制制公居居水",
    "制制制制公商居水",
    "制制制公公商学水",
    "居居制公居居居水",
    "居居学公居居居水",
)

_LINES: tuple[tuple[str, str, tuple[Point, ...], tuple[tuple[float, float, str], ...]], ...] = (
    (
        "沿江高铁",
        "#c8452d",
        ((60, 560), (420, 560), (560, 480), (1340, 480)),
        ((160, 560, "西渡"), (560, 480, "镇江"), (860, 480, "高新区"), (1180, 480, "东岛")),
    ),
    (
        "连江铁路",
        "#2f6a94",
        ((560, 160), (560, 760)),
        ((560, 172, "北岸"), (560, 640, "南圩"), (560, 730, "云台坞")),
    ),
    (
        "地铁 1 号线",
        "#3f9a6a",
        ((240, 690), (420, 690), (560, 600), (860, 600), (1010, 690), (1250, 690)),
        ((240, 690, "大学城"), (740, 600, "博物馆"), (860, 600, "算力谷"), (1120, 690, "芦汀")),
    ),
    ("港区专用线", "#b3883a", ((1180, 480), (1180, 330)), ((1180, 340, "东岛港"),)),
)


def port_plan() -> Image.Image:
    """The plan of the east island port: berths, yards, the railway."""
    c = Canvas(1400, 940, "#eef1e4")
    c.wash([(0, "#b9d8dc"), (1, "#9cc6cf")], (0, 0, 1400, 330))
    for k in range(60):
        y = 20 + k * 5.2
        c.line([(x, y + 3 * math.sin(x / 90 + k)) for x in range(0, 1420, 20)], "#ffffff", 1, 0.14)
    _berths_and_yards(c)
    _land_side(c)
    c.text((150, 120), "长 江", 52, "#3f7f90", face=Face.SERIF, anchor="lm")
    c.poly(
        [(420, 128), (560, 128), (560, 114), (610, 136), (560, 158), (560, 144), (420, 144)], "#3f7f90", 0.7
    )
    compass(c, 1320, 110, 50)
    title(c, "东岛港区平面图", "六个泊位 岸线长 1860 米")
    return c.finish()


def _berths_and_yards(c: Canvas) -> None:
    c.poly(
        [(0, 330), (260, 330), (260, 300), (1180, 300), (1180, 344), (1400, 344), (1400, 370), (0, 370)],
        "#cfc7b3",
    )
    paints = ("#d8673a", "#3f7f8a", "#e0b04a", "#7a6a9a", "#5f9a6a", "#b3525a")
    for k in range(6):
        x = 270 + k * 152
        c.rect((x, 306, x + 142, 362), mix(paints[k], "#ffffff", 0.25))
        c.text((x + 71, 334), f"{k + 1} 号泊位", 24, "#ffffff", face=Face.BOLD, anchor="mm")
        c.poly([(x + 10, 290), (x + 10, 250), (x + 112, 250), (x + 136, 270), (x + 112, 290)], "#51626b")
        c.rect((x + 18, 256, x + 40, 284), "#f4f1e6")
        for j in range(4):
            c.rect((x + 46 + j * 16, 257, x + 60 + j * 16, 283), paints[(k + j) % 6])
    for row in range(4):
        for column in range(9):
            x, y = 270 + column * 101, 410 + row * 62
            for j in range(7):
                c.rect(
                    (x + j * 12.6, y, x + 11 + j * 12.6, y + 42),
                    mix(paints[(row * 3 + column + j * j) % 6], "#ffffff", 0.2),
                )


def _land_side(c: Canvas) -> None:
    c.rect((268, 658, 1178, 664), "#c8452d")
    for x, y, w, h, name in (
        (40, 400, 190, 130, "散粮筒仓"),
        (40, 560, 190, 110, "岸电变电所"),
        (1210, 400, 160, 120, "海关查验"),
        (1210, 550, 160, 120, "调度中心"),
    ):
        c.rect((x + 5, y + 6, x + w + 5, y + h + 6), "#8f9688", 0.4, radius=6)
        c.rect((x, y, x + w, y + h), "#fffdf6", radius=6)
        c.frame((x, y, x + w, y + h), INK, 2, radius=6)
        c.text((x + w / 2, y + h / 2), name, 24, INK, face=Face.BOLD, anchor="mm")
    for k in range(3):
        y = 708 + k * 22
        c.line([(0, y), (1400, y)], INK, 3)
        for x in range(0, 1400, 18):
            c.line([(x, y - 7), (x, y + 7)], INK, 2)
    c.text((700, 690), "铁路专用线", 20, INK, anchor="mm")
    c.rect((0, 790, 1400, 836), "#d9d2c0")
    for k in range(36):
        c.rect((k * 40, 811, k * 40 + 22, 814), "#fffdf6")
    c.text((1180, 813), "疏港大道", 22, "#7a705c", anchor="mm")


def district_plan() -> Image.Image:
    """The land-use plan of the development district, upright."""
    c = Canvas(1000, 1240, "#f7f3e6")
    by_letter = {name[0]: paint for name, paint in _USES.items()}
    dice = random.Random(17)
    for row, letters in enumerate(_LAYOUT):
        for column, letter in enumerate(letters):
            x, y = 70 + column * 90, 130 + row * 90
            lean = 10 * math.sin(row * 0.7)
            block = (x + lean, y, x + lean + 82, y + 82)
            if letter == "水":
                block = (x + lean - 4, y - 4, x + lean + 90, y + 90)
            c.rect(block, by_letter[letter], 1.0, radius=0 if letter == "水" else 5)
            if letter in "研制居商":
                for _ in range(5):
                    bx, by = block[0] + dice.uniform(6, 56), block[1] + dice.uniform(6, 56)
                    c.rect(
                        (bx, by, bx + dice.uniform(10, 22), by + dice.uniform(10, 22)),
                        mix(by_letter[letter], "#ffffff", 0.42),
                    )
            elif letter == "公":
                for _ in range(9):
                    c.disc(
                        (block[0] + dice.uniform(8, 74), block[1] + dice.uniform(8, 74)),
                        dice.uniform(4, 9),
                        mix("#5f9a56", "#b5d89f", dice.random()),
                    )
    _district_roads(c)
    _district_legend(c)
    return c.finish()


def _district_roads(c: Canvas) -> None:
    for row in (2, 5, 8):
        c.line([(60, 126 + row * 90), (800, 126 + row * 90)], "#ffffff", 13)
        c.line([(60, 126 + row * 90), (800, 126 + row * 90)], ROAD, 4)
    c.line([(336, 210), (336, 1030)], "#ffffff", 13)
    c.line([(336, 210), (336, 1030)], ROAD, 4)
    metro = curve([(60, 345), (336, 345), (520, 400), (520, 1030)], 14)
    c.line(metro, RED, 7)
    for x, y, name in ((200, 345, "科创路"), (420, 352, "算力谷"), (520, 620, "芦汀"), (520, 900, "蒜山")):
        c.disc((x, y), 11, "#fffdf6")
        c.ring((x, y), 11, RED, 4)
        c.rect((x + 14, y - 16, x + 22 + 24 * len(name), y + 16), "#fffdf6", 0.9, radius=4)
        c.text((x + 18, y), name, 23, INK, face=Face.BOLD, anchor="lm")
    c.text((430, 172), "长 江", 34, "#3f7f90", face=Face.SERIF, anchor="mm")
    c.column((745, 540), "柳溪河", 26, "#3f7f90")


def _district_legend(c: Canvas) -> None:
    c.text((70, 48), "镇江高新区用地规划", 44, INK, face=Face.BOLD)
    c.rect((70, 106, 240, 112), RED)
    for k, (name, paint) in enumerate(_USES.items()):
        x = 840
        y = 240 + k * 62
        c.rect((x, y, x + 40, y + 40), paint, radius=4)
        c.text((x + 54, y + 20), name, 25, INK, anchor="lm")
    c.line([(840, 690), (884, 690)], RED, 7)
    c.text((894, 690), "地铁", 25, INK, anchor="lm")
    compass(c, 900, 160, 42)
    c.text((70, 1096), "面积 38.6 平方公里，规划人口 22 万", 26, INK)
    c.text((70, 1140), "二〇二二年修编 示例档案绘制", 22, "#7d8478")


def marathon_route() -> Image.Image:
    """The marathon's course round the town."""
    c = Canvas(1200, 900, "#eef2e6")
    _blocks_and_bank(c)
    route = curve(
        [
            (180, 340),
            (420, 300),
            (700, 310),
            (1010, 330),
            (1100, 450),
            (1060, 620),
            (1060, 790),
            (820, 810),
            (640, 740),
            (600, 560),
            (520, 470),
            (330, 440),
            (170, 520),
            (150, 690),
            (260, 790),
            (450, 780),
            (520, 680),
        ],
        18,
    )
    c.line(route, "#ffffff", 18)
    c.line(route, RED, 10)
    _milestones(c, route)
    _marathon_names(c)
    return c.finish()


def _milestones(c: Canvas, route: Sequence[Point]) -> None:
    step = len(route) / 8.44
    for k in range(1, 9):
        x, y = route[round(k * step) - 1]
        c.disc((x, y), 21, "#fffdf6")
        c.ring((x, y), 21, RED, 4)
        c.text((x, y), str(k * 5), 20, INK, face=Face.BOLD, anchor="mm")
    for (x, y), name, tone in ((route[0], "起点", "#2f7a5a"), (route[-1], "终点", INK)):
        c.rect((x - 40, y - 54, x + 40, y - 14), tone, radius=6)
        c.text((x, y - 34), name, 26, "#ffffff", face=Face.BOLD, anchor="mm")
        c.poly([(x - 9, y - 15), (x + 9, y - 15), (x, y)], tone)


def _blocks_and_bank(c: Canvas) -> None:
    for row in range(9):
        for column in range(12):
            if (row * 5 + column * 3) % 7:
                c.rect(
                    (40 + column * 96, 300 + row * 66, 124 + column * 96, 356 + row * 66),
                    mix("#e2e4d6", "#d6dcc6", (row + column) % 3 / 3),
                    radius=5,
                )
    bank = curve([(0, 270), (240, 210), (520, 262), (800, 214), (1200, 282)], 20)
    c.poly([(0, 40), *[(x, y - 190) for x, y in bank], (1200, 90), *reversed(bank)], WATER)
    c.line(bank, SHORE, 4)
    c.line([(x, y - 190) for x, y in bank], SHORE, 4)
    for x, y, rx, ry in ((300, 560, 110, 60), (880, 640, 140, 70)):
        c.oval((x, y), rx, ry, "#b9d9a6")
        c.oval((x, y), rx * 0.5, ry * 0.4, WATER)


def _marathon_names(c: Canvas) -> None:
    for x, y, name in (
        (250, 130, "长江"),
        (860, 640, "芦汀体育公园"),
        (300, 560, "西渡公园"),
        (990, 270, "京江博物馆"),
        (560, 270, "江滨大道"),
    ):
        c.text(
            (x, y),
            name,
            26 if len(name) > 2 else 40,
            "#4a6a5a" if y > 200 else "#3f7f90",
            face=Face.SERIF,
            anchor="mm",
        )
    c.rect((760, 28, 1170, 112), "#fffdf6", 0.95, radius=6)
    c.text((786, 44), "镇江马拉松路线图", 32, INK, face=Face.BOLD)
    c.text((786, 84), "全程 42.195 公里", 18, "#6b7478")


def railway_map() -> Image.Image:
    """The railways and the metro as a diagram of straight _LINES."""
    c = Canvas(1400, 820, "#fbfaf4")
    c.line([(-20, 250), (360, 250), (470, 360), (900, 360), (1010, 250), (1420, 250)], "#d3e6ea", 96)
    c.text((180, 250), "长江", 36, "#7fb0bb", face=Face.SERIF, anchor="mm")
    for _, paint, way, _ in _LINES:
        c.line(way, paint, 13)
        for spot in way:
            c.disc(spot, 6.5, paint)
    for _, paint, _, stops in _LINES:
        for x, y, name in stops:
            big = name in ("镇江", "高新区")
            c.disc((x, y), 18 if big else 13, "#ffffff")
            c.ring((x, y), 18 if big else 13, paint, 6)
            right = x == 560 or y == 340
            spot = (x + 28, y + (30 if big else 0)) if right else (x, y + 40)
            c.text(
                spot,
                name,
                30 if big else 24,
                INK,
                face=Face.BOLD if big else Face.SANS,
                anchor="lm" if right else "mm",
            )
    c.text((60, 60), "二〇三〇年轨道交通示意", 46, INK, face=Face.BOLD)
    c.rect((60, 124, 220, 130), RED)
    for k, (name, paint, _, _) in enumerate(_LINES):
        x, y = 1070, 70 + k * 40
        c.line([(x, y), (x + 60, y)], paint, 12)
        c.text((x + 78, y), name, 24, INK, anchor="lm")
    return c.finish()
