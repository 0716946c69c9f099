"""Scenes of the land at rest: the pagoda at dawn and in snow, the wetland, the porpoises, the tea terraces."""

import math
import random
from collections.abc import Sequence

from PIL import Image

from drawing.canvas import Canvas, Point, mix
from drawing.motifs import (
    barge,
    birds,
    curve,
    hills,
    pagoda,
    person,
    reeds,
    ridge,
    skyline,
    tree,
    willow,
)


def pagoda_dawn() -> Image.Image:
    """A pagoda on its hill above the river, upright, at dawn."""
    c = Canvas(800, 1200)
    c.wash([(0, "#27406b"), (0.35, "#7087a8"), (0.6, "#e9b9a0"), (0.78, "#fbe0b5"), (1, "#fbe0b5")])
    c.disc((585, 250), 54, "#fdf3da")
    c.glow((585, 250), 260, "#fdf3da", 0.5)
    c.glow((120, 820), 500, "#ffdca0", 0.8)
    hills(c, 900, 220, "#a790a0", "#e6c0a6", 31, 3)
    c.veil((0, 720, 800, 905), "#f7dcbc", 0, 0.85)
    hill = curve([(60, 960), (210, 860), (350, 735), (460, 690), (560, 740), (660, 850), (820, 940)], 16)
    c.shade([(0, 980), *hill, (800, 980)], [(0, "#3d5a4e"), (1, "#6f8a72")])
    dice = random.Random(2)
    for x, y in hill[8:-10]:
        for _ in range(3):
            spot = (x + dice.uniform(-14, 14), y + dice.uniform(-6, 70))
            c.disc(spot, dice.uniform(9, 22), mix("#2f4a41", "#7b9a70", dice.random() * 0.8), 0.9)
    pagoda(c, 455, 712, 400, "#e3c9a0", "#3b2f3a")
    for x, y, w in ((300, 800, 120), (585, 812, 140), (420, 838, 170)):
        c.rect((x - w / 2, y, x + w / 2, y + 32), "#d8a24a")
        eave = curve([(x - w * 0.64, y - 2), (x - w * 0.5, y + 6), (x - w * 0.34, y - 22)], 6)
        c.poly([*eave, *[(2 * x - px, py) for px, py in reversed(eave)]], "#3b2f3a")
    c.veil((0, 830, 800, 985), "#f6d9b8", 0.0, 0.92)
    c.wash([(0, "#f1d2b2"), (0.25, "#a9a7b4"), (1, "#34527a")], (0, 980, 800, 1200))
    for _ in range(70):
        y = 984 + 216 * dice.random()
        x, wide = dice.uniform(0, 800), dice.uniform(20, 120)
        c.rect((x, y, x + wide, y + 1.6), dice.choice(("#fde7c4", "#2b456c")), 0.3)
    barge(c, 220, 1080, 150, "#2d3448", "#4d4a52")
    willow(c, 710, 0, 330, "#2c4439", 6, 15)
    birds(c, 210, 470, 11, "#2f3c58", 8, 6)
    return c.finish(grain=3, vignette=0.2)


def porpoise() -> Image.Image:
    """Two finless porpoises leap from the river in the morning."""
    c = Canvas(1280, 820)
    c.wash([(0, "#bfe0e2"), (0.7, "#eef3e2"), (1, "#fbeed0")], (0, 0, 1280, 360))
    c.glow((980, 300), 380, "#fff3cc", 0.9)
    hills(c, 362, 95, "#8fb6b4", "#cfe0d2", 17, 5)
    skyline(c, (40, 420), 362, 74, "#9db9bd", 5)
    c.wash([(0, "#cfe3d8"), (0.25, "#7fb3b4"), (1, "#1f5d70")], (0, 360, 1280, 820))
    dice = random.Random(4)
    for _ in range(260):
        y = 364 + 456 * dice.random()
        x, wide = dice.uniform(-60, 1280), 12 + (y - 350) * dice.uniform(0.05, 0.32)
        tone = dice.choice(("#eaf6ee", "#eaf6ee", "#174a5c"))
        c.line(
            curve([(x, y), (x + wide / 2, y - 1 - (y - 360) / 90), (x + wide, y)], 6),
            tone,
            1 + (y - 360) / 200,
            0.3,
        )
    _porpoise(c, 510, 560, 1.0, -12)
    _porpoise(c, 880, 520, 0.66, 8)
    for x, y, spread in ((300, 612, 150), (690, 640, 120), (770, 553, 80), (985, 556, 80)):
        c.oval((x, y), spread, spread * 0.16, "#eaf6f0", 0.55)
        for _ in range(46):
            far = dice.gauss(0, 0.42) * spread
            c.disc(
                (x + far, y - abs(dice.gauss(0, 0.4)) * spread * 0.6), dice.uniform(1.2, 4.6), "#f7fcf8", 0.85
            )
    birds(c, 860, 150, 13, "#4f7f86", 19, 6)
    return c.finish(grain=2.5, vignette=0.18)


def _porpoise(c: Canvas, x: float, y: float, size: float, turn: float) -> None:
    """A finless porpoise in an arc, its head to the right; degrees turn it clockwise."""
    a = math.radians(turn)

    def at(points: Sequence[Point]) -> list[Point]:
        return [
            (
                x + size * (px * math.cos(a) - py * math.sin(a)),
                y + size * (px * math.sin(a) + py * math.cos(a)),
            )
            for px, py in points
        ]

    outline = [
        (-230, 60),
        (-170, -10),
        (-70, -78),
        (40, -92),
        (120, -62),
        (168, -8),
        (170, 22),
        (140, 36),
        (80, 8),
        (-20, -6),
        (-110, 30),
        (-190, 78),
    ]
    body = curve(at(outline), 12, closed=True)
    c.shade(body, [(0, "#51626e"), (0.55, "#7d929b"), (1, "#b9c6c8")])
    back = curve(at([(-200, 38), (-70, -74), (40, -88), (116, -60), (60, -66), (-60, -48)]), 10, closed=True)
    c.poly(back, "#e9f4f2", 0.22)
    c.poly(curve(at([(40, 0), (88, 14), (70, 76), (44, 50)]), 8, closed=True), "#42535f")
    c.poly(
        curve(at([(-226, 52), (-300, 40), (-322, 84), (-262, 84), (-286, 134), (-220, 92)]), 8, closed=True),
        "#4a5b67",
    )
    c.disc(at([(126, -18)])[0], 6.5 * size, "#1b252c")
    c.disc(at([(128, -20)])[0], 2.2 * size, "#f5fbfb")
    c.line(curve(at([(166, 8), (150, 16), (128, 12)]), 8), "#3a4953", 3 * size)


def wetland() -> Image.Image:
    """The cleaned river: reeds, an egret, clear water; upright."""
    c = Canvas(820, 1160)
    c.wash([(0, "#f3d9a4"), (0.3, "#f6e8c8"), (0.5, "#cfe0cf"), (1, "#9cc3b6")], (0, 0, 820, 620))
    c.disc((560, 300), 78, "#fff6de")
    c.glow((560, 300), 330, "#fff3d0", 0.7)
    hills(c, 620, 150, "#9dbfae", "#d6e2cb", 41, 3)
    for k in range(9):
        c.oval((30 + k * 96, 612), 62, 40 + (k * 37 % 30), mix("#7fa88f", "#a9c7a6", (k * 5 % 9) / 9))
    c.mirror(628, "#bcd8cc", 0.35, 2.6)
    c.veil((0, 628, 820, 1160), "#2f6d72", 0.0, 0.6)
    dice = random.Random(3)
    for _ in range(30):
        x, y = dice.uniform(0, 820), dice.uniform(700, 1040)
        s = (y - 560) / 10
        c.oval((x, y), s, s * 0.34, mix("#4f8f6a", "#8fbf7f", dice.random()), 0.95)
        c.poly([(x, y), (x + s, y - s * 0.1), (x + s, y + s * 0.1)], "#3d7f7d", 0.9)
        if dice.random() < 0.3:
            for turn in range(-2, 3):
                petal = (x + turn * s * 0.14, y - s * 0.42 + abs(turn) * s * 0.1)
                c.oval(petal, s * 0.13, s * 0.3, mix("#f08fa0", "#fde3e0", abs(turn) / 3))
    _egret(c, 330, 880, 330)
    reeds(c, (-20, 190), 1170, 560, "#5f7a3f", 11)
    reeds(c, (600, 850), 1170, 640, "#54703a", 23)
    reeds(c, (-20, 840), 1190, 190, "#3f5a30", 29)
    birds(c, 250, 200, 12, "#6f8a80", 6, 6)
    return c.finish(grain=3, vignette=0.16)


def _egret(c: Canvas, x: float, base: float, h: float) -> None:
    """A white egret that stands in shallow water, its bill to the left."""
    white, shade = "#fbfaf3", "#c9d6d0"
    for dx in (-8, 16):
        c.line([(x + dx, base), (x + dx + 4, base - h * 0.36)], "#3f4b45", 3)
        c.oval((x + dx, base), 26, 4, "#e9f4ee", 0.6)
    body = [
        (x - h * 0.12, base - h * 0.5),
        (x + h * 0.02, base - h * 0.6),
        (x + h * 0.22, base - h * 0.46),
        (x + h * 0.36, base - h * 0.26),
        (x + h * 0.16, base - h * 0.31),
        (x - h * 0.04, base - h * 0.34),
    ]
    c.poly(curve(body, 10, closed=True), white)
    wing = [
        (x + h * 0.02, base - h * 0.5),
        (x + h * 0.2, base - h * 0.42),
        (x + h * 0.37, base - h * 0.24),
        (x + h * 0.1, base - h * 0.36),
    ]
    c.poly(curve(wing, 10, closed=True), shade)
    _egret_head(c, x, base, h, white)


def _egret_head(c: Canvas, x: float, base: float, h: float, white: str) -> None:
    neck = curve(
        [
            (x - h * 0.08, base - h * 0.48),
            (x - h * 0.16, base - h * 0.62),
            (x - h * 0.03, base - h * 0.76),
            (x - h * 0.06, base - h * 0.92),
        ],
        14,
    )
    c.line(neck, white, h * 0.052)
    c.oval((x - h * 0.075, base - h * 0.935), h * 0.055, h * 0.035, white)
    c.poly(
        [(x - h * 0.11, base - h * 0.955), (x - h * 0.11, base - h * 0.92), (x - h * 0.28, base - h * 0.915)],
        "#d99a2b",
    )
    c.disc((x - h * 0.088, base - h * 0.945), 3, "#1d2320")
    c.line(
        curve(
            [
                (x - h * 0.03, base - h * 0.95),
                (x + h * 0.05, base - h * 0.9),
                (x + h * 0.08, base - h * 0.84),
            ],
            8,
        ),
        white,
        3,
    )


def tea_terraces() -> Image.Image:
    """Tea terraces in April, row above row, pickers between them."""
    c = Canvas(1320, 860)
    c.wash([(0, "#bcdce0"), (0.6, "#f3f1dc"), (1, "#f3f1dc")], (0, 0, 1320, 420))
    hills(c, 400, 210, "#94b9b0", "#d5e2d2", 131, 4)
    hills(c, 440, 140, "#7aa88f", "#b9d3b4", 137, 5)
    c.veil((0, 300, 1320, 470), "#f4f1df", 0.0, 0.7)
    tones = ("#8fb866", "#6f9f50", "#4f8543", "#5d9248", "#3f7a3c")
    for k in range(15):
        base = 392 + k * 15 + k * k * 1.55
        rise = 46 + k * 3
        line = [
            (x, y + 16 * math.sin(x / 230 + k * 0.42))
            for x, y in ridge(1320, base + rise / 2, rise, 140 + k // 3, 3)
        ]
        tone = tones[k % 5]
        c.shade(
            [*line, (1320, 860), (0, 860)],
            [(0, mix(tone, "#f3e9a6", 0.28 - k * 0.012)), (0.2, tone), (1, mix(tone, "#1f4a2c", 0.35))],
        )
        c.line(line, mix(tone, "#f6f2b8", 0.55), 2 + k * 0.24, 0.8)
        for x, y in line[:: max(2, 5 - k // 4)]:
            c.oval((x, y + 4 + k * 0.5), 4 + k * 0.9, 3 + k * 0.6, mix(tone, "#e7efa0", 0.3), 0.75)
    for x, base, h, coat in (
        (320, 560, 54, "#d8574a"),
        (420, 572, 56, "#3f7fb0"),
        (960, 640, 84, "#d8574a"),
        (1060, 655, 88, "#e8b04a"),
        (610, 740, 124, "#7a4a8a"),
    ):
        person(c, x, base, h, coat)
        c.poly(
            [(x - h * 0.26, base - h * 0.9), (x, base - h * 1.06), (x + h * 0.26, base - h * 0.9)], "#e6cf8f"
        )
        c.oval((x + h * 0.22, base - h * 0.4), h * 0.13, h * 0.12, "#a8783f")
    for x, size in ((90, 150), (1230, 190)):
        tree(c, x, 500 + size * 0.3, size, "#4f8543", int(x))
    birds(c, 700, 150, 12, "#5f7f78", 14, 7)
    return c.finish(grain=2.5, vignette=0.16)


def snow() -> Image.Image:
    """The first snow on the hill with the pagoda."""
    c = Canvas(1240, 800)
    c.wash([(0, "#9fb3c4"), (0.7, "#dbe3e8"), (1, "#eef1f2")])
    hills(c, 540, 170, "#b9c7d2", "#e4eaee", 160, 4)
    hills(c, 600, 110, "#a3b4c1", "#dfe6ea", 164, 6)
    c.shade(
        [
            (0, 640),
            *curve([(0, 600), (250, 560), (520, 440), (700, 420), (880, 500), (1240, 590)], 14),
            (1240, 800),
            (0, 800),
        ],
        [(0, "#f8fafb"), (1, "#cdd8df")],
    )
    pagoda(c, 620, 446, 360, "#d9b48a", "#f4f7f8")
    dice = random.Random(12)
    _firs(c, dice)
    path = curve([(560, 800), (600, 700), (560, 600), (620, 500), (620, 446)], 14)
    c.line(path, "#e9d9bd", 14, 0.9)
    for x, base, h, coat in ((590, 690, 66, "#b3322d"), (622, 700, 70, "#2f4a66")):
        person(c, x, base, h, coat)
    for _ in range(900):
        c.disc(
            (dice.uniform(0, 1240), dice.uniform(0, 800)),
            dice.uniform(0.8, 3.6),
            "#ffffff",
            dice.uniform(0.35, 0.95),
        )
    return c.finish(grain=2, vignette=0.16)


def _firs(c: Canvas, dice: random.Random) -> None:
    for _ in range(46):
        x, y, s = dice.uniform(0, 1240), dice.uniform(560, 760), dice.uniform(26, 86)
        c.rect((x - s * 0.04, y - s * 0.3, x + s * 0.04, y), "#4a3a34")
        for k in range(3):
            w, top = s * (0.42 - k * 0.1), y - s * (0.2 + k * 0.28)
            c.poly([(x - w, top), (x + w, top), (x, top - s * 0.46)], "#4f6f68")
            c.poly(
                [(x - w * 0.8, top - s * 0.1), (x - w * 0.1, top - s * 0.16), (x, top - s * 0.46)],
                "#f6f9fa",
                0.95,
            )
