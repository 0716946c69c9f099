"""Maps of the country: the region, the flood, the rain."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas
from drawing.cartography import (
    CANAL,
    CREEK,
    INK,
    LAND,
    RED,
    RIVER,
    ROAD,
    SHORE,
    compass,
    course,
    relief,
    scale_bar,
    title,
    town,
    water,
)
from drawing.lettering import Face
from drawing.motifs import (
    curve,
)


def region() -> Image.Image:
    """The Yangtze at Zhenjiang: towns, canal, bridges, hills."""
    c = Canvas(1500, 1000, LAND)
    for x, y, size, seed in (
        (1130, 800, 120, 1),
        (900, 860, 80, 2),
        (240, 720, 110, 3),
        (400, 830, 90, 4),
        (620, 560, 40, 5),
        (1250, 610, 50, 6),
    ):
        relief(c, x, y, size, "#e3e2bd", seed)
    water(c, course(c, CREEK), 9)
    water(c, course(c, CANAL), 13)
    water(c, course(c, RIVER), 92)
    for x, y, rx, ry in ((520, 330, 62, 18), (1180, 258, 70, 20)):
        c.oval((x, y), rx, ry, SHORE)
        c.oval((x, y), rx - 3, ry - 3, "#dfe6c0")
    _roads(c)
    town(c, 690, 500, "镇江", 40, capital=True)
    _region_names(c)
    compass(c, 1420, 110, 52)
    scale_bar(c, 1190, 930, 60, "10 公里")
    title(c, "镇江沿江示意图", "示例档案绘制 不作导航之用")
    c.frame((14, 14, 1486, 986), INK, 2)
    return c.finish()


def _roads(c: Canvas) -> None:
    for way, tone, width in (
        (((0.0, 0.62), (0.25, 0.55), (0.46, 0.53), (0.7, 0.55), (1.0, 0.62)), "#e0803a", 7),
        (((0.6, 0.0), (0.6, 0.3), (0.585, 0.55), (0.6, 0.78), (0.57, 1.0)), "#e0803a", 7),
        (((0.0, 0.12), (0.3, 0.1), (0.6, 0.16), (1.0, 0.08)), ROAD, 4),
    ):
        line = course(c, way)
        c.line(line, "#fffdf6", width + 4)
        c.line(line, tone, width)
    rail = course(c, ((0.0, 0.69), (0.28, 0.62), (0.5, 0.585), (0.75, 0.64), (1.0, 0.7)))
    c.line(rail, INK, 6)
    for k in range(0, len(rail) - 3, 4):
        c.line(rail[k : k + 3], "#fffdf6", 3)
    c.line([(900, 322), (900, 446)], RED, 8)
    c.rect((914, 340, 1078, 372), "#fffdf6", 0.9, radius=4)
    c.text((922, 356), "京岘长江大桥", 24, RED, face=Face.BOLD, anchor="lm")


def _region_names(c: Canvas) -> None:
    for x, y, name in (
        (560, 150, "北岸"),
        (1040, 480, "高新区"),
        (330, 590, "西渡"),
        (1290, 470, "东岛港区"),
        (830, 760, "云台坞"),
        (1130, 690, "茶亭"),
        (180, 480, "柳港"),
        (740, 900, "南圩"),
    ):
        town(c, x, y, name, 24)
    for k, letter in enumerate("长江"):
        c.text((230 + k * 120, 272 - k * 22), letter, 44, "#3f7f90", face=Face.SERIF, anchor="mm")
    c.text((1000, 560), "柳溪河", 20, "#3f7f90", face=Face.SERIF, anchor="rm")
    c.text((742, 690), "古运河", 20, "#3f7f90", face=Face.SERIF, anchor="rm")


def flood_map() -> Image.Image:
    """How far the river came in July 2020: depth of water in steps of blue."""
    c = Canvas(1300, 900, "#f1ecdc")
    for left, top, size, seed in ((260, 760, 120, 11), (620, 800, 90, 12), (1080, 740, 130, 13)):
        relief(c, left, top, size, "#e6e0bf", seed)
    river = curve([(x * 1300, 40 + y * 560) for x, y in RIVER], 24)
    for width, tone in (
        (420, "#dbe9ea"),
        (330, "#b7d5df"),
        (250, "#86b5ca"),
        (180, "#5590b3"),
        (120, "#2f6a94"),
    ):
        line = [(x, y + (width - 120) * 0.2 * math.sin(x / 130 + width)) for x, y in river]
        c.line(line, tone, width)
        for spot in line[::5]:
            c.disc(spot, width / 2, tone)
    dyke = [(x, y + 118 + 12 * math.sin(x / 170)) for x, y in river]
    c.line(dyke, "#7a4a28", 7)
    for x, y in dyke[::5]:
        c.line([(x, y), (x + 3, y + 16)], "#7a4a28", 3)
    _gauges(c)
    _depth_legend(c)
    compass(c, 1230, 92, 44)
    title(c, "2020 年 7 月 21 日洪水淹没范围", "沿江各站最高水位 示例数据")
    return c.finish()


def _gauges(c: Canvas) -> None:
    for x, y, name, level in (
        (250, 228, "柳港站", "8.79 米"),
        (690, 290, "镇江站", "8.61 米"),
        (1050, 200, "东岛站", "8.44 米"),
    ):
        c.poly([(x, y), (x - 11, y - 26), (x + 11, y - 26)], RED)
        c.rect((x - 66, y - 92, x + 66, y - 28), "#fffdf6", 0.96, radius=5)
        c.text((x, y - 75), name, 22, INK, anchor="mm")
        c.text((x, y - 47), level, 25, RED, face=Face.BOLD, anchor="mm")
    for x, y, name in ((450, 560, "老城"), (880, 540, "高新区"), (170, 600, "南圩")):
        town(c, x, y, name, 26)


def _depth_legend(c: Canvas) -> None:
    c.rect((1020, 470, 1270, 702), "#fffdf6", 0.95, radius=6)
    c.text((1040, 484), "淹没水深", 24, INK, face=Face.BOLD)
    for k, (tone, name) in enumerate(
        (
            ("#2f6a94", "主河道"),
            ("#5590b3", "3 米以上"),
            ("#86b5ca", "2 至 3 米"),
            ("#b7d5df", "1 至 2 米"),
            ("#dbe9ea", "1 米以下"),
        )
    ):
        c.rect((1040, 526 + k * 34, 1084, 552 + k * 34), tone)
        c.text((1098, 539 + k * 34), name, 21, INK, anchor="lm")


def rain_map() -> Image.Image:
    """Rain of one day in bands of equal depth."""
    c = Canvas(1100, 900, "#e9eee8")
    dice = random.Random(28)
    shape = [(dice.uniform(0.82, 1.18), k * 6.283 / 12) for k in range(12)]
    for level, tone in enumerate(
        ("#cfe5d8", "#a5d3c4", "#73b8bd", "#4f93b5", "#3f68a5", "#5a4a96", "#8a3f8a")
    ):
        r = 470 - level * 62
        ring = [
            (
                560 + level * 16 + r * far * 1.12 * math.cos(a + level * 0.06),
                440 - level * 10 + r * far * 0.8 * math.sin(a + level * 0.06),
            )
            for far, a in shape
        ]
        c.poly(curve(ring, 12, closed=True), tone)
    stream = c.layer()
    stream.line(curve([(x * 1100, 150 + y * 560) for x, y in RIVER], 12), "#ffffff", 20)
    c.lay(stream, alpha=0.5)
    border = curve(
        [(180, 300), (420, 200), (760, 210), (960, 330), (900, 560), (720, 740), (430, 720), (230, 560)],
        14,
        closed=True,
    )
    c.line([*border, border[0]], INK, 3, 0.8)
    _rain_figures(c)
    return c.finish()


def _rain_figures(c: Canvas) -> None:
    for x, y, name, depth in (
        (560, 400, "镇江", "186"),
        (770, 430, "高新区", "212"),
        (330, 440, "西渡", "97"),
        (640, 610, "茶亭", "143"),
        (860, 330, "东岛", "121"),
        (420, 600, "南圩", "88"),
    ):
        c.disc((x, y), 6, "#fffdf6")
        c.text((x, y + 24), name, 22, "#fffdf6", face=Face.BOLD, anchor="mm")
        c.text((x, y - 24), depth, 30, "#fffdf6", face=Face.BOLD, anchor="mm")
    c.rect((0, 790, 1100, 900), "#fffdf6")
    for k, (tone, name) in enumerate(
        (
            ("#cfe5d8", "25"),
            ("#a5d3c4", "50"),
            ("#73b8bd", "75"),
            ("#4f93b5", "100"),
            ("#3f68a5", "150"),
            ("#5a4a96", "200"),
            ("#8a3f8a", "250"),
        )
    ):
        c.rect((560 + k * 72, 824, 632 + k * 72, 846), tone)
        c.text((560 + k * 72, 864), name, 18, INK, anchor="mm")
    c.text((40, 812), "2024 年 6 月 28 日降雨量", 30, INK, face=Face.BOLD)
    c.text((40, 856), "单位：毫米", 20, "#6b7478")
