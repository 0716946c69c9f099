"""Charts with invented figures: bars, lines, rings, stacks, tiles; one look for all of them."""

import math
from collections.abc import Sequence

from PIL import Image

from drawing.canvas import Canvas, Point, mix
from drawing.lettering import Face
from drawing.motifs import curve

PAPER, INK, GREY, GRID = "#fbf8f0", "#28343c", "#7c868a", "#ddd8ca"
PAINTS = ("#2f6a94", "#e0803a", "#5f9a7a", "#c8452d", "#8a7fb8", "#d9b23c")

Series = Sequence[float]


def _sheet(width: int, height: int, title: str, note: str, foot: str = "示例数据") -> Canvas:
    """Paper with the chart's title and what it measures."""
    c = Canvas(width, height, PAPER)
    c.rect((48, 46, 56, 106), PAINTS[3])
    c.text((76, 40), title, 36, INK, face=Face.BOLD)
    c.text((76, 86), note, 20, GREY)
    c.text((width - 48, height - 42), foot, 17, GREY, anchor="ra")
    return c


def _grid(c: Canvas, box: tuple[float, float, float, float], low: float, high: float, step: float) -> None:
    """Level lines from the low to the high value, each with its number."""
    left, top, right, bottom = box
    for k in range(round((high - low) / step) + 1):
        value = low + k * step
        y = bottom - (bottom - top) * (value - low) / (high - low)
        c.line([(left, y), (right, y)], GRID, 1.4)
        c.text((left - 14, y), f"{value:g}", 19, GREY, anchor="rm")


def _legend(c: Canvas, x: float, y: float, names: Sequence[str]) -> None:
    for name, paint in zip(names, PAINTS, strict=False):
        c.rect((x, y - 10, x + 26, y + 10), paint, radius=4)
        x += 52 + c.text((x + 36, y), name, 21, INK, anchor="lm")


def output_bars() -> Image.Image:
    """The district's output, one bar a year."""
    c = _sheet(1200, 760, "镇江高新区地区生产总值", "2017—2023 年，单位：亿元")
    box = (130.0, 160.0, 1140.0, 650.0)
    _grid(c, box, 0, 500, 100)
    values = (118, 156, 203, 231, 298, 352, 417)
    for k, value in enumerate(values):
        x, top = 170 + k * 139, 650 - 490 * value / 500
        tone = PAINTS[1] if k == 6 else PAINTS[0]
        c.shade(
            [(x, 650), (x, top), (x + 84, top), (x + 84, 650)], [(0, mix(tone, "#ffffff", 0.15)), (1, tone)]
        )
        c.text((x + 42, top - 20), str(value), 26, tone, face=Face.BOLD, anchor="mm")
        c.text((x + 42, 678), f"{2017 + k}", 22, INK, anchor="mm")
    c.line([(130, 650), (1140, 650)], INK, 2)
    return c.finish()


_LEVELS = (
    (0, 6.42),
    (2, 6.61),
    (4, 7.02),
    (7, 7.48),
    (10, 8.05),
    (13, 8.36),
    (16, 8.52),
    (19, 8.74),
    (20, 8.79),
    (22, 8.7),
    (25, 8.46),
    (28, 8.3),
    (32, 8.12),
    (36, 7.86),
    (40, 7.58),
    (44, 7.3),
    (48, 7.12),
    (50, 6.99),
    (55, 6.7),
    (61, 6.48),
)


def water_level() -> Image.Image:
    """The river's level in the summer of the flood, with the warning level."""
    c = _sheet(1280, 760, "柳港站水位过程线", "2020 年 7 月 1 日—8 月 31 日，单位：米")
    box = (130.0, 160.0, 1220.0, 640.0)
    _grid(c, box, 5.5, 9, 0.5)

    def at(day: float, level: float) -> Point:
        return 130 + 1090 * day / 61, 640 - 480 * (level - 5.5) / 3.5

    line = curve([at(day, level) for day, level in _LEVELS], 10)
    c.shade([*line, (1220, 640), (130, 640)], [(0, "#5f9fc4"), (1, "#dcebf0")], 0.75)
    c.line(line, PAINTS[0], 5)
    c.line([at(0, 7), at(61, 7)], PAINTS[3], 3)
    c.text((1214, at(0, 7)[1] - 18), "警戒水位 7.00", 22, PAINTS[3], face=Face.BOLD, anchor="rm")
    peak = at(20, 8.79)
    c.disc(peak, 10, "#ffffff")
    c.ring(peak, 10, PAINTS[3], 4)
    c.text((peak[0], peak[1] - 30), "7 月 21 日 8.79", 26, INK, face=Face.BOLD, anchor="mm")
    for day, name in (
        (0, "7.1"),
        (10, "7.11"),
        (20, "7.21"),
        (31, "8.1"),
        (41, "8.11"),
        (51, "8.21"),
        (61, "8.31"),
    ):
        c.text((at(day, 5.5)[0], 668), name, 21, INK, anchor="mm")
    return c.finish()


def sectors_ring() -> Image.Image:
    """What the projects begun in a quarter are about; square."""
    c = _sheet(960, 960, "一季度开工项目构成", "2023 年，共 37 个")
    shares = (("数字经济", 13), ("航空制造", 9), ("新材料", 7), ("民生配套", 5), ("现代物流", 3))
    start = -90.0
    for (name, count), paint in zip(shares, PAINTS, strict=False):
        end = start + 360 * count / 37
        c.slice((480, 530), 300, start, end, paint)
        middle = math.radians((start + end) / 2)
        spot = (480 + 228 * math.cos(middle), 530 + 228 * math.sin(middle))
        c.text(spot, str(count), 38, "#ffffff", face=Face.BOLD, anchor="mm")
        label = (480 + 362 * math.cos(middle), 530 + 340 * math.sin(middle))
        c.text(label, name, 26, INK, anchor="mm")
        edge = math.radians(end)
        c.line([(480, 530), (480 + 304 * math.cos(edge), 530 + 304 * math.sin(edge))], PAPER, 6)
        start = end
    c.disc((480, 530), 156, PAPER)
    c.text((480, 506), "37", 92, INK, face=Face.BOLD, anchor="mm")
    c.text((480, 578), "个项目", 28, GREY, anchor="mm")
    return c.finish()


def cargo_stack() -> Image.Image:
    """Cargo through the port by kind, stacked, one column a year."""
    c = _sheet(1240, 800, "镇江港货物吞吐量", "2018—2023 年，单位：百万吨")
    names = ("煤炭矿石", "粮食", "集装箱", "其他")
    rows = (
        (96, 24, 31, 22),
        (101, 27, 36, 24),
        (104, 29, 38, 27),
        (112, 33, 45, 29),
        (109, 37, 52, 31),
        (113, 42, 64, 41),
    )
    _legend(c, 640, 96, names)
    _grid(c, (130, 170, 1180, 690), 0, 280, 40)
    for k, row in enumerate(rows):
        x, y = 176 + k * 170, 690.0
        for value, paint in zip(row, PAINTS, strict=False):
            top = y - 520 * value / 280
            c.rect((x, top, x + 104, y - 1.5), paint)
            c.text((x + 52, (top + y) / 2), str(value), 21, "#ffffff", anchor="mm")
            y = top
        c.text((x + 52, y - 20), str(sum(row)), 27, INK, face=Face.BOLD, anchor="mm")
        c.text((x + 52, 718), str(2018 + k), 23, INK, anchor="mm")
    c.line([(130, 690), (1180, 690)], INK, 2)
    return c.finish()


def water_quality() -> Image.Image:
    """The creek's water, one tile a month, from the worst class to a good one."""
    c = _sheet(1200, 700, "柳溪河水质月历", "2017—2022 年，国控断面月度类别")
    tones = {2: "#4f9fb5", 3: "#8fc4b0", 4: "#ead37a", 5: "#e0914a", 6: "#8a4a3f"}
    grades = ("666666666666", "666665666566", "655555555554", "544444454443", "434333443333", "333323333232")
    for row, letters in enumerate(grades):
        c.text((120, 212 + row * 66), str(2017 + row), 25, INK, face=Face.BOLD, anchor="mm")
        for month, letter in enumerate(letters):
            x, y = 178 + month * 80, 182 + row * 66
            c.rect((x, y, x + 72, y + 58), tones[int(letter)], radius=7)
    for month in range(12):
        c.text((214 + month * 80, 158), f"{month + 1} 月", 19, GREY, anchor="mm")
    for k, (grade, name) in enumerate(((6, "劣Ⅴ类"), (5, "Ⅴ类"), (4, "Ⅳ类"), (3, "Ⅲ类"), (2, "Ⅱ类"))):
        x = 178 + k * 150
        c.rect((x, 606, x + 40, 636), tones[grade], radius=6)
        c.text((x + 52, 621), name, 22, INK, anchor="lm")
    return c.finish()


def school_places() -> Image.Image:
    """School places before and after; level bars."""
    c = _sheet(1160, 780, "义务教育学位供给", "2019 年与 2023 年对比，单位：个")
    rows = (
        ("芦汀实验学校", 0, 2430),
        ("蒜山小学", 1260, 1890),
        ("科创路小学", 1080, 2160),
        ("江滨中学", 1500, 1850),
        ("茶亭小学", 210, 264),
        ("东岛学校", 540, 990),
    )
    _legend(c, 800, 96, ("2019 年", "2023 年"))
    for k in range(6):
        x = 250 + k * 166
        c.line([(x, 160), (x, 690)], GRID, 1.4)
        c.text((x, 712), str(k * 500), 19, GREY, anchor="mm")
    for k, (name, before, after) in enumerate(rows):
        y = 180 + k * 86
        c.text((234, y + 33), name, 24, INK, anchor="rm")
        for at, value, paint in ((y, before, PAINTS[0]), (y + 34, after, PAINTS[1])):
            c.rect((250, at, 250 + value * 0.332, at + 30), paint, radius=4)
            c.text((262 + value * 0.332, at + 15), str(value), 21, paint, face=Face.BOLD, anchor="lm")
    return c.finish()


def visitors_area() -> Image.Image:
    """Visitors of the museum, month by month, as two overlapping areas."""
    c = _sheet(1240, 720, "京江博物馆观众人次", "单位：万人次")
    _grid(c, (120, 170, 1180, 620), 0, 30, 5)
    first = (4.1, 6.8, 5.2, 7.4, 9.8, 8.1, 15.2, 17.6, 9.4, 12.9, 7.2, 6.1)
    second = (9.2, 14.8, 10.6, 13.9, 18.4, 16.2, 25.3, 27.1, 15.8, 21.7, 12.4, 11.0)
    _legend(c, 900, 96, ("2023 年", "2022 年"))
    for values, paint in ((second, PAINTS[0]), (first, PAINTS[1])):
        line = curve([(140 + k * 93.6, 620 - 15 * value) for k, value in enumerate(values)], 12)
        c.shade([*line, (line[-1][0], 620), (140, 620)], [(0, paint), (1, mix(paint, PAPER, 0.75))], 0.6)
        c.line(line, paint, 5)
        for k, value in enumerate(values):
            c.disc((140 + k * 93.6, 620 - 15 * value), 6, "#ffffff")
            c.ring((140 + k * 93.6, 620 - 15 * value), 6, paint, 3)
    for k in range(12):
        c.text((140 + k * 93.6, 648), f"{k + 1} 月", 20, INK, anchor="mm")
    return c.finish()


def porpoise_counts() -> Image.Image:
    """Porpoises sighted in a year, each a drop on the water; upright."""
    c = _sheet(860, 1080, "江豚目击记录", "镇江江段，每年 10 月同步科考，单位：头")
    for k, (year, count) in enumerate(((2017, 11), (2019, 14), (2021, 19), (2022, 25), (2023, 31))):
        y = 190 + k * 164
        c.text((76, y + 40), str(year), 34, INK, face=Face.BOLD, anchor="lm")
        c.text((790, y + 40), str(count), 46, PAINTS[0], face=Face.BOLD, anchor="rm")
        for n in range(count):
            x, top, tone = 196 + n % 11 * 47, y + n // 11 * 36, mix(PAINTS[0], "#8fc4d0", n / 40)
            back = [
                (x, top + 22),
                (x + 8, top + 9),
                (x + 22, top + 5),
                (x + 35, top + 13),
                (x + 36, top + 20),
                (x + 20, top + 19),
            ]
            c.poly(curve(back, 6, closed=True), tone)
            c.poly(
                [
                    (x + 3, top + 18),
                    (x - 6, top + 17),
                    (x - 4, top + 22),
                    (x - 3, top + 29),
                    (x + 4, top + 22),
                ],
                tone,
            )
            c.poly([(x + 22, top + 17), (x + 27, top + 17), (x + 21, top + 27)], tone)
        c.line([(76, y + 112), (790, y + 112)], GRID, 1.4)
    return c.finish()


def rain_columns() -> Image.Image:
    """Rain hour by hour on the wettest day; very wide."""
    c = _sheet(1400, 560, "6 月 28 日逐小时雨量", "2024 年，镇江站，单位：毫米")
    _grid(c, (110, 150, 1350, 460), 0, 40, 10)
    hours = (0, 0, 1, 2, 4, 7, 12, 18, 31, 38, 27, 16, 9, 6, 4, 3, 2, 2, 1, 1, 1, 1, 0, 0)
    for hour, depth in enumerate(hours):
        x = 124 + hour * 51
        tone = mix("#8fc4d0", "#2f4f94", min(1.0, depth / 34))
        c.rect((x, 460 - 310 * depth / 40, x + 38, 460), tone, radius=3)
        if depth > 8:
            c.text((x + 19, 446 - 310 * depth / 40), str(depth), 19, INK, face=Face.BOLD, anchor="mm")
        c.text((x + 19, 484), str(hour), 18, INK, anchor="mm")
    c.line([(110, 460), (1350, 460)], INK, 2)
    return c.finish()
