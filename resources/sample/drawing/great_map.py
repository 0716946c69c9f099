"""The great map of the town: 8000 by 5000 pixels in a handful of flat colours, so that it stays small in bytes."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas, Point, mix
from drawing.lettering import Face
from drawing.motifs import curve

WIDTH, HEIGHT = 8000, 5000
PAPER, BLOCK, HOUSE, STREET, PARK = "#f3ead3", "#e8dabb", "#c9ad84", "#fffaf0", "#bcd0a0"
WATER, BANK, INK, RED = "#a8cbd0", "#5f8f9c", "#3a3a3a", "#b5402c"

Quad = tuple[Point, Point, Point, Point]


def town_map() -> Image.Image:
    """Streets, blocks, houses, water and names of an old town that never was quite like this."""
    c = Canvas(WIDTH, HEIGHT, PAPER, scale=1)
    dice = random.Random(1934)
    for corners in (
        ((300, 1500), (4180, 1650), (4080, 4700), (300, 4700)),
        ((4520, 1700), (7700, 1560), (7700, 4700), (4440, 4700)),
    ):
        _blocks(c, corners, dice, 7)
    _hills(c)
    _streams(c)
    _railway(c)
    _names(c)
    _margin(c)
    return c.finish().quantize(32, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _between(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _blocks(c: Canvas, quad: Quad, dice: random.Random, depth: int) -> None:
    """Split a quarter into two by a street until the blocks are small enough to build on."""
    a, b, d, e = quad  # clockwise from the upper left
    wide, tall = math.dist(a, b), math.dist(a, e)
    if depth == 0 or max(wide, tall) < 330:
        _build(c, quad, dice)
        return
    t, gap = dice.uniform(0.38, 0.62), (26 + 5 * max(0, depth - 3)) / max(wide, tall)
    shear = dice.uniform(-0.05, 0.05)
    if wide > tall:
        upper, lower = t, min(max(t + shear, 0.3), 0.7)
        _blocks(c, (a, _between(a, b, upper - gap), _between(e, d, lower - gap), e), dice, depth - 1)
        _blocks(c, (_between(a, b, upper + gap), b, d, _between(e, d, lower + gap)), dice, depth - 1)
    else:
        left, right = t, min(max(t + shear, 0.3), 0.7)
        _blocks(c, (a, b, _between(b, d, right - gap), _between(a, e, left - gap)), dice, depth - 1)
        _blocks(c, (_between(a, e, left + gap), _between(b, d, right + gap), d, e), dice, depth - 1)


def _build(c: Canvas, quad: Quad, dice: random.Random) -> None:
    """Fill one block with houses round a yard, or with a park or a pond."""
    a, b, d, e = quad
    chance = dice.random()
    c.poly(quad, PARK if chance < 0.07 else BLOCK)

    def at(u: float, v: float) -> Point:
        return _between(_between(a, b, u), _between(e, d, u), v)

    if chance < 0.07:
        for _ in range(24):
            c.disc(at(dice.uniform(0.08, 0.92), dice.uniform(0.08, 0.92)), 9, "#8fae78")
        if chance < 0.03:
            c.poly(curve([at(0.3, 0.4), at(0.6, 0.3), at(0.74, 0.6), at(0.4, 0.7)], 8, closed=True), WATER)
        return
    steps = max(3, round(math.dist(a, b) / 58))
    rows = max(3, round(math.dist(a, e) / 58))
    for i in range(steps):
        for j in range(rows):
            inner = 0 < i < steps - 1 and 0 < j < rows - 1
            if dice.random() < (0.78 if inner else 0.12):
                continue
            u, v, w, h = (i + 0.1) / steps, (j + 0.1) / rows, 0.8 / steps, 0.8 / rows
            c.poly([at(u, v), at(u + w, v), at(u + w, v + h), at(u, v + h)], HOUSE)


def _hills(c: Canvas) -> None:
    dice = random.Random(7)
    for x, y, size in ((900, 1300, 420), (6900, 1250, 520), (5900, 4600, 700)):
        shape = [(dice.uniform(0.8, 1.2), k * 0.5236) for k in range(12)]
        for level in range(7):
            r = size * (1 - level * 0.14)
            ring = curve(
                [(x + r * 1.5 * far * math.cos(a), y + r * 0.8 * far * math.sin(a)) for far, a in shape],
                10,
                closed=True,
            )
            c.poly(ring, mix("#dfe0b8", "#8fa06f", level / 7))
            c.line([*ring, ring[0]], "#8fa06f", 4)


def _streams(c: Canvas) -> None:
    river = curve([(-200, 700), (1400, 480), (2900, 760), (4400, 1000), (5900, 640), (8200, 820)], 60)
    canal = curve([(4350, 900), (4290, 1900), (4330, 2900), (4230, 3900), (4280, 5100)], 40)
    moat = curve(
        [(4280, 1950), (3300, 1900), (1750, 2050), (1500, 3000), (1700, 3950), (3100, 4120), (4260, 3900)], 40
    )
    for line, width in ((moat, 74), (canal, 130), (river, 640)):
        for share, tone in ((1.0, BANK), (0.97 if width > 200 else 0.86, WATER)):
            c.line(line, tone, width * share)
            for spot in line[::3]:
                c.disc(spot, width * share / 2, tone)
    for k in range(-3, 4):
        c.line([(x, y + k * 78 + 14 * math.sin(x / 260 + k)) for x, y in river], "#c3dde0", 5)
    for x, y in ((4290, 1900), (4322, 2500), (4320, 3100), (4260, 3700), (4250, 4300)):
        c.rect((x - 110, y - 28, x + 110, y + 28), STREET)
        c.frame((x - 110, y - 28, x + 110, y + 28), INK, 5)


def _railway(c: Canvas) -> None:
    track = curve([(-100, 4500), (1500, 4420), (3000, 4560), (4600, 4380), (6300, 4150), (8100, 4250)], 50)
    c.line(track, INK, 30)
    for k in range(0, len(track) - 4, 6):
        c.line(track[k : k + 4], "#fffdf6", 16)
    c.rect((2520, 4380, 3060, 4500), RED)
    c.text((2790, 4440), "镇江站", 96, "#fffdf6", face=Face.BOLD, anchor="mm")


def _names(c: Canvas) -> None:
    for k, letter in enumerate("扬子江"):
        c.text((1700 + k * 1500, 640 + (140, 240, 170)[k]), letter, 300, BANK, face=Face.SERIF, anchor="mm")
    c.column((4300, 2600), "古运河", 120, BANK)
    for x, y, name, size in (
        (2850, 2980, "老城", 300),
        (5900, 2900, "新市街", 240),
        (900, 1300, "西渡山", 150),
        (6900, 1250, "蒜山", 170),
        (5900, 4620, "云台坞", 190),
        (3300, 1790, "江声里", 110),
        (2200, 2400, "钟楼街", 110),
        (3500, 3500, "书院巷", 110),
        (5100, 2200, "码头街", 110),
        (6700, 3600, "桑园", 130),
        (5200, 3800, "醋坊", 110),
        (1100, 2700, "米市", 120),
    ):
        wide = size * len(name) * 0.56
        c.rect((x - wide, y - size * 0.62, x + wide, y + size * 0.62), PAPER, 0.82, radius=size * 0.2)
        c.text((x, y), name, size, INK, face=Face.SERIF, anchor="mm")


def _margin(c: Canvas) -> None:
    """The double frame, the title block, the compass rose and the scale."""
    for edge in (
        (0, 0, WIDTH, 120),
        (0, HEIGHT - 120, WIDTH, HEIGHT),
        (0, 0, 120, HEIGHT),
        (WIDTH - 120, 0, WIDTH, HEIGHT),
    ):
        c.rect(edge, PAPER)
    for inset, width in ((70, 22), (120, 6)):
        c.frame((inset, inset, WIDTH - inset, HEIGHT - inset), INK, width)
    c.rect((6260, 180, 7800, 560), PAPER)
    c.frame((6260, 180, 7800, 560), INK, 10)
    c.text((7030, 310), "镇江城厢全图", 190, INK, face=Face.SERIF, anchor="mm")
    c.text((7030, 475), "民国二十三年测绘 示例档案仿制", 84, INK, anchor="mm")
    x, y = 480, 4250
    for k in range(16):
        a, far = k * math.pi / 8, 250 if k % 4 == 0 else 170 if k % 2 == 0 else 110
        side = 0.18
        tip, left, right = (
            (x + r * math.sin(a + s), y - r * math.cos(a + s))
            for r, s in ((far, 0.0), (60, -side), (60, side))
        )
        c.poly([tip, left, (x, y)], INK)
        c.poly([tip, right, (x, y)], RED)
    c.text((x, y - 330), "北", 120, INK, face=Face.BOLD, anchor="mm")
    for k in range(6):
        c.rect((6000 + k * 260, 4780, 6260 + k * 260, 4820), INK if k % 2 == 0 else STREET)
    c.frame((6000, 4780, 7560, 4820), INK, 5)
    c.text((6780, 4730), "一 公 里", 76, INK, anchor="mm")
