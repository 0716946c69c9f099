"""Scenes of the farms: rice, drones, strawberries, jars of vinegar."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas, mix
from drawing.motifs import (
    birds,
    cloud,
    curve,
    hills,
    jar,
    person,
    tree,
)


def drone_field() -> Image.Image:
    """A drone sprays the rice; upright."""
    c = Canvas(840, 1120)
    c.wash([(0, "#8cc8dc"), (1, "#f2f3d8")], (0, 0, 840, 480))
    cloud(c, 640, 150, 110, "#ffffff", 0.9)
    hills(c, 482, 110, "#86b79a", "#cfe3bd", 120, 4)
    c.wash([(0, "#b9cf5a"), (0.4, "#8fb844"), (1, "#4f8a35")], (0, 478, 840, 1120))
    for k in range(-16, 17):
        c.line([(420 + k * 22, 480), (420 + k * 150, 1120)], "#3f7a30", 2.4, 0.45)
        c.line([(424 + k * 22, 480), (440 + k * 150, 1120)], "#d9e67f", 1.4, 0.4)
    mist = c.layer("#ffffff")
    for x in (250, 590):
        mist.poly([(x - 10, 350), (x + 10, 350), (x + 120, 720), (x - 120, 720)], "#ffffff", 0.55)
    c.lay(mist, blur=16, alpha=0.8)
    for side in (-1, 1):
        c.line([(420, 292), (420 + side * 250, 250)], "#39444a", 13)
        c.line([(420, 306), (420 + side * 170, 350)], "#39444a", 11)
        for x, y, r in ((420 + side * 250, 238, 118), (420 + side * 170, 340, 96)):
            c.oval((x, y), r, r * 0.16, "#f7fbfa", 0.6)
            c.oval((x, y), r * 0.7, r * 0.08, "#9fb0b5", 0.5)
            c.rect((x - 10, y, x + 10, y + 26), "#5f6d73", radius=5)
        c.line([(420 + side * 60, 350), (420 + side * 96, 440)], "#4a545a", 8)
        c.line([(420 + side * 60, 440), (420 + side * 132, 440)], "#4a545a", 8)
    c.shade(
        [(330, 296), (360, 254), (480, 254), (510, 296), (490, 400), (350, 400)],
        [(0, "#f4f4ee"), (1, "#b3bfbf")],
    )
    c.shade([(352, 330), (488, 330), (478, 396), (362, 396)], [(0, "#e8702a"), (1, "#b8501f")])
    c.disc((420, 296), 14, "#22303a")
    c.disc((420, 296), 6, "#7fd4e0")
    person(c, 150, 1010, 250, "#3f7fb0", "#e6cf9a")
    c.rect((126, 848, 176, 876), "#22303a", radius=5)
    for k in range(5):
        tree(c, 40 + k * 190, 490, 60 + k % 3 * 16, "#6f9f5a", k)
    return c.finish(grain=2.5, vignette=0.18)


def vinegar_yard() -> Image.Image:
    """Rows of vinegar jars under bamboo hats in the courtyard."""
    c = Canvas(1280, 860, "#e9d9b8")
    c.wash([(0, "#f3dfb4"), (1, "#d9b98a")])
    _yard_wall(c)
    for x, coat in ((400.0, "#2f4a66"), (900.0, "#7b3b33")):
        person(c, x, 236, 118, coat)
        c.line([(x + 20, 180), (x + 54, 232)], "#8a5a30", 5)
    dice = random.Random(6)
    for row in range(6):
        size = 58 + row * 15
        y = 262 + row * 74 + row * row * 9
        pitch = size * 1.5
        shift = (row % 2) * pitch / 2
        for k in range(-1, int(1280 / pitch) + 2):
            x = k * pitch + shift + 10
            c.oval((x + size * 0.22, y + size * 0.62), size * 0.62, size * 0.16, "#7a5a38", 0.45)
            jar(c, x, y + size * 0.66, size * 1.06, mix("#8a5634", "#6b4028", dice.random()))
            hat = [
                (x - size * 0.56, y - size * 0.2),
                (x, y - size * 0.72),
                (x + size * 0.56, y - size * 0.2),
                (x, y - size * 0.06),
            ]
            c.shade(hat, [(0, "#f6dc94"), (1, "#c9983f")])
            for turn in range(-3, 4):
                c.line(
                    [
                        (x, y - size * 0.72),
                        (x + turn * size * 0.16, y - size * 0.12 - abs(turn) * size * 0.02),
                    ],
                    "#9a7030",
                    1.2,
                    0.6,
                )
    return c.finish(grain=3, vignette=0.22)


def _yard_wall(c: Canvas) -> None:
    c.shade([(0, 0), (1280, 0), (1280, 210), (0, 210)], [(0, "#f2ead8"), (1, "#d9ccb0")])
    for k in range(40):
        c.poly(
            [(k * 34 - 20, 30), (k * 34 + 12, 30), (k * 34 + 16, 74), (k * 34 - 16, 74)],
            "#4a4a4f" if k % 2 else "#3d3d43",
        )
    c.rect((0, 22, 1280, 34), "#2f2f35")
    for x in (180, 640, 1100):
        c.rect((x - 66, 96, x + 66, 210), "#5d3a28")
        c.line([(x, 96), (x, 210)], "#2f1c13", 3)
        c.rect((x - 26, 84, x + 26, 128), "#b3402f")
        c.text((x, 106), "醋", 34, "#f6dfa8", anchor="mm")


def harvest() -> Image.Image:
    """A combine in the ripe rice, late October."""
    c = Canvas(1320, 780)
    c.wash([(0, "#5f9fc8"), (0.7, "#d5e8e2"), (1, "#fbeecb")], (0, 0, 1320, 360))
    cloud(c, 240, 130, 110, "#ffffff", 0.9)
    cloud(c, 1010, 180, 150, "#ffffff", 0.85)
    hills(c, 362, 80, "#7fa39a", "#c9d5b4", 150, 6)
    for k in range(24):
        c.oval((k * 58, 356), 34, 16 + k * 7 % 12, mix("#5f8a55", "#8fae60", k % 5 / 5))
    c.wash([(0, "#f2d27a"), (0.4, "#e3b347"), (1, "#b87f2a")], (0, 358, 1320, 780))
    dice = random.Random(10)
    for _ in range(3600):
        t = dice.random() ** 0.7
        x, y, tall = dice.uniform(0, 1320), 362 + 418 * t, 6 + 34 * t
        c.line(
            [(x, y), (x + tall * 0.24, y - tall)],
            dice.choice(("#f9e29a", "#c98f2f", "#e9c45c", "#a8741f")),
            0.8 + 1.6 * t,
            0.7,
        )
    c.shade([(0, 600), (640, 520), (640, 566), (0, 720)], [(0, "#d9bd80"), (1, "#a9874f")])
    _combine(c, 760, 560)
    for k in range(5):
        c.disc((120 + k * 96, 640 - k * 24), 20 - k * 2, "#e9cf8c")
        c.disc((120 + k * 96, 640 - k * 24), 11 - k, "#c9a35c")
    birds(c, 620, 110, 12, "#3f5a66", 21, 8)
    return c.finish(grain=2.5, vignette=0.18)


def _combine(c: Canvas, x: float, base: float) -> None:
    c.oval((x, base + 14), 250, 20, "#6b4a1c", 0.5)
    c.shade(
        [(x - 200, base - 40), (x - 200, base - 190), (x + 70, base - 190), (x + 110, base - 40)],
        [(0, "#e2452f"), (1, "#a82a1f")],
    )
    c.shade(
        [(x + 60, base - 70), (x + 60, base - 246), (x + 150, base - 246), (x + 176, base - 70)],
        [(0, "#f6f3ea"), (1, "#c9c4b6")],
    )
    c.shade(
        [(x + 76, base - 140), (x + 76, base - 232), (x + 140, base - 232), (x + 162, base - 140)],
        [(0, "#a9dcec"), (1, "#4f8aa8")],
    )
    c.rect((x + 50, base - 256, x + 160, base - 244), "#22303a")
    c.poly(
        [(x - 200, base - 190), (x - 230, base - 236), (x + 20, base - 236), (x + 40, base - 190)], "#8a2219"
    )
    c.line([(x - 150, base - 236), (x - 150, base - 300), (x - 290, base - 286)], "#e2452f", 16)
    for k in range(60):
        dice = random.Random(k)
        c.disc((x - 292 + dice.gauss(0, 6), base - 276 + k * 2.6), 2.2, "#f6dd8f", 0.9)
    c.shade(
        [(x + 150, base - 60), (x + 240, base - 20), (x + 290, base + 6), (x + 190, base + 6)],
        [(0, "#c9382a"), (1, "#7a1f18")],
    )
    c.ring((x + 252, base - 36), 46, "#f0c84a", 5)
    for k in range(6):
        a = k * 1.047
        c.line(
            [(x + 252, base - 36), (x + 252 + 46 * math.cos(a), base - 36 + 46 * math.sin(a))], "#f0c84a", 4
        )
    for left, right in ((x - 190, x - 60), (x - 40, x + 120)):
        c.rect((left, base - 44, right, base + 16), "#22262a", radius=30)
        for k in range(4):
            spot = left + 26 + k * (right - left - 52) / 3
            c.disc((spot, base - 14), 15, "#5f686d")
            c.disc((spot, base - 14), 6, "#22262a")


def strawberry_house() -> Image.Image:
    """Inside a strawberry greenhouse in winter; upright."""
    c = Canvas(820, 1100)
    c.wash([(0, "#e6f1ef"), (0.5, "#f7f8ef"), (1, "#cfe0c4")])
    for k in range(11):
        t = 1.0 - k * 0.085
        half, top = 470 * t, 430 - 420 * t
        arch = [
            (410 + half * math.cos(a), 470 - (470 - top) * math.sin(a))
            for a in (math.pi * j / 30 for j in range(31))
        ]
        c.line(arch, mix("#8fa8ac", "#e9f1ee", k / 11), 1 + 7 * t)
    for u in (-0.7, -0.35, 0.0, 0.35, 0.7):
        c.line(
            [(410 + u * 60, 440 - 30 * (1 - u * u)), (410 + u * 640, -60 + 240 * u * u)], "#a9bfc0", 3, 0.7
        )
    c.glow((410, 440), 260, "#ffffff", 0.95)
    c.shade([(380, 480), (440, 480), (620, 1100), (200, 1100)], [(0, "#e9e2cf"), (1, "#b9aa88")])
    dice = random.Random(23)
    for side in (-1, 1):
        for inner, outer in ((0.36, 1.1), (1.5, 2.6)):
            _strawberry_bed(c, inner, outer, side, dice)
    person(c, 430, 640, 150, "#d8703a", "#f4e6c4")
    return c.finish(grain=2, vignette=0.14)


def _strawberry_bed(c: Canvas, inner: float, outer: float, side: int, dice: random.Random) -> None:
    edge = [
        (410 + side * (30 + inner * 10), 486),
        (410 + side * (30 + outer * 24), 486),
        (410 + side * (120 + outer * 250), 1100),
        (410 + side * (120 + inner * 250), 1100),
    ]
    c.shade(edge, [(0, "#b9c2bb"), (1, "#4a4f4c")])
    for k in range(170):
        t = (k / 170) ** 1.7
        u = inner + (outer - inner) * dice.random()
        x, y = 410 + side * (30 + u * 24 + (90 + u * 226) * t), 486 + 600 * t
        r = 3 + 25 * t
        c.oval((x, y - r * 0.5), r, r * 0.7, mix("#3f8a45", "#7fb95a", dice.random()))
        if dice.random() < 0.42:
            bx, by, s = x + dice.uniform(-r, r), y + dice.uniform(0, r), r * 0.52
            c.poly(
                curve(
                    [
                        (bx - s, by - s * 0.6),
                        (bx, by - s * 0.9),
                        (bx + s, by - s * 0.6),
                        (bx + s * 0.5, by + s * 0.6),
                        (bx, by + s * 1.2),
                        (bx - s * 0.5, by + s * 0.6),
                    ],
                    5,
                    closed=True,
                ),
                "#dc2f3a",
            )
            c.disc((bx - s * 0.35, by - s * 0.2), s * 0.2, "#ff9f9a", 0.8)
        elif dice.random() < 0.2:
            c.disc((x, y - r), r * 0.3, "#ffffff")
            c.disc((x, y - r), r * 0.12, "#f0c84a")
