"""Things seen close: a bowl of noodles, a dig from above, a celadon jar."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas, mix
from drawing.motifs import (
    curve,
    jar,
)


def noodles() -> Image.Image:
    """A bowl of pot-lid noodles from above, chopsticks, a small dish of vinegar."""
    c = Canvas(1100, 860, "#7a4f33")
    dice = random.Random(1)
    for k in range(9):
        tone = mix("#8a5a38", "#6b4229", dice.random())
        c.rect((0, k * 96, 1100, k * 96 + 94), tone)
        for _ in range(9):
            y = k * 96 + dice.uniform(6, 90)
            grain = [(x, y + 4 * math.sin(x / 160 + k + y)) for x in range(0, 1120, 40)]
            c.line(grain, mix(tone, "#2f1a0f", 0.5), 1.3, 0.35)
    shadow = c.layer("#1f0f08")
    shadow.disc((500, 462), 352, "#1f0f08", 0.75)
    shadow.disc((950, 650), 110, "#1f0f08", 0.6)
    c.lay(shadow, blur=22)
    c.disc((480, 430), 350, "#f4f1e6")
    c.disc((480, 430), 338, "#dfe6e2")
    c.ring((480, 430), 326, "#2f5f8a", 9)
    for k in range(36):
        a = k * 0.1745
        c.disc((480 + 331 * math.cos(a), 430 + 331 * math.sin(a)), 4, "#f4f1e6")
    c.disc((480, 430), 300, "#5a2f18")
    c.glow((430, 360), 300, "#a8642f", 0.8)
    _in_the_bowl(c, dice)
    c.disc((940, 640), 106, "#f4f1e6")
    c.disc((940, 640), 88, "#3a1a10")
    c.oval((915, 610), 34, 14, "#8a5238", 0.7)
    for dy in (0, 34):
        c.poly([(800, 80 + dy * 0.9), (806, 96 + dy), (1090, 250 + dy), (1096, 236 + dy)], "#2a1a14")
        c.poly([(1020, 204 + dy), (1026, 192 + dy), (1096, 236 + dy), (1090, 250 + dy)], "#b3402f")
    return c.finish(grain=3, vignette=0.3)


def _in_the_bowl(c: Canvas, dice: random.Random) -> None:
    for _ in range(120):
        a, r = dice.uniform(0, 6.28), 210 * dice.random() ** 0.5
        x, y = 480 + r * math.cos(a), 440 + r * math.sin(a)
        bend, long = dice.uniform(0, 6.28), dice.uniform(50, 120)
        strand = curve(
            [
                (x, y),
                (x + long * 0.5 * math.cos(bend), y + long * 0.5 * math.sin(bend)),
                (x + long * math.cos(bend + 1.1), y + long * math.sin(bend + 1.1)),
            ],
            10,
        )
        if all((px - 480) ** 2 + (py - 430) ** 2 < 282**2 for px, py in strand):
            c.line(strand, "#b98a42", 11)
            c.line(strand, dice.choice(("#f3d58c", "#eac873", "#f8e2a6")), 7.5)
    for k, (x, y) in enumerate(((380, 330), (470, 300), (556, 338))):
        c.oval((x, y), 66, 40, "#8a4a2f")
        c.oval((x - 4, y - 5), 58, 33, "#b86a45")
        c.oval((x - 12, y - 9 + k), 36, 15, "#d9946a", 0.8)
    c.oval((590, 470), 62, 48, "#fdfaf0")
    c.oval((584, 468), 30, 26, "#f2a52f")
    c.oval((576, 460), 11, 8, "#fbd07a")
    for _ in range(70):
        a, r = dice.uniform(0, 6.28), 270 * dice.random() ** 0.5
        c.ring(
            (480 + r * math.cos(a), 430 + r * math.sin(a)),
            dice.uniform(5, 9),
            dice.choice(("#4f9a45", "#8fc45a")),
            3.2,
        )


def excavation() -> Image.Image:
    """The dig at the old kiln: squares with baulks between them, layers, shards, people with trowels."""
    c = Canvas(1280, 880, "#c4a36f")
    c.wash([(0, "#d3b585"), (1, "#b08c58")])
    dice = random.Random(56)
    for row in range(2):
        for column in range(3):
            _square(c, column, row, dice)
    kiln = curve([(560, 140), (680, 110), (770, 190), (740, 330), (640, 372), (540, 300)], 12, closed=True)
    c.poly(kiln, "#4a2f1c")
    c.line([*kiln, kiln[0]], "#c4562f", 12)
    c.poly(
        curve([(590, 180), (670, 160), (720, 210), (700, 300), (640, 330), (580, 270)], 12, closed=True),
        "#2f1f14",
    )
    for _ in range(26):
        x, y, s = 480 + dice.uniform(0, 330), 530 + dice.uniform(0, 250), dice.uniform(8, 24)
        a = dice.uniform(0, 6.28)
        shard = [
            (
                x + s * math.cos(a + j * 1.3) * dice.uniform(0.5, 1),
                y + s * math.sin(a + j * 1.3) * dice.uniform(0.5, 1),
            )
            for j in range(5)
        ]
        c.poly([(px + 3, py + 4) for px, py in shard], "#3f2a18", 0.5)
        c.poly(shard, mix("#8fb09a", "#c9d6b4", dice.random()))
    for k in range(9):
        x, y = 900 + k % 3 * 90, 560 + k // 3 * 86
        c.disc((x + 3, y + 5), 26, "#3f2a18", 0.45)
        c.disc((x, y), 26, "#8a9f8a")
        c.disc((x, y), 18, "#5f7468")
        c.disc((x - 5, y - 5), 7, "#b3c4ac", 0.7)
    _diggers(c)
    return c.finish(grain=6, vignette=0.25)


def _square(c: Canvas, column: int, row: int, dice: random.Random) -> None:
    x, y = 70 + column * 390, 70 + row * 400
    c.rect((x - 8, y - 8, x + 358, y + 348), "#e0c79a")
    c.shade([(x, y), (x + 350, y), (x + 350, y + 340), (x, y + 340)], [(0, "#7a5632"), (1, "#96703f")])
    for depth, tone in ((0, "#5d3f24"), (14, "#8a5f33"), (26, "#6f4a28")):
        c.rect((x + depth * 0.3, y + depth, x + 350, y + depth + 10), tone, 0.8)
        c.rect((x + depth, y + depth * 0.4, x + depth + 9, y + 340), tone, 0.55)
    for _ in range(120):
        c.oval(
            (x + dice.uniform(45, 345), y + dice.uniform(50, 335)),
            dice.uniform(1, 5),
            dice.uniform(1, 3.5),
            mix("#5d3f24", "#c9a673", dice.random()),
            0.6,
        )
    for at in ((x - 8, y - 8), (x + 358, y - 8), (x - 8, y + 348), (x + 358, y + 348)):
        c.disc(at, 5, "#f4efe0")
    c.text((x + 14, y + 344), f"T{row + 1}0{column + 1}", 20, "#fdf6e0", anchor="ls")


def _diggers(c: Canvas) -> None:
    for k in range(10):
        c.rect((110 + k * 24, 806 - 0, 122 + k * 24, 818), "#1c1c1c" if k % 2 else "#fdfaf0")
    c.poly([(1206, 90), (1222, 140), (1206, 130), (1190, 140)], "#c4322d")
    c.text((1206, 166), "北", 24, "#3a2716", anchor="mm")
    for x, y, coat in (
        (240, 250, "#3f6f9a"),
        (940, 300, "#d8703a"),
        (250, 640, "#4f8a5a"),
        (700, 820, "#8a4a5a"),
    ):
        c.oval((x + 8, y + 12), 40, 26, "#2f1f14", 0.4)
        c.oval((x, y), 36, 24, coat)
        c.disc((x + 22, y - 6), 20, "#e6cf8f")
        c.disc((x + 22, y - 6), 11, "#cdb06a")
        c.line([(x + 28, y + 10), (x + 52, y + 22)], "#d9a27c", 8)
        c.line([(x + 50, y + 20), (x + 70, y + 28)], "#9aa3a6", 5)


def celadon() -> Image.Image:
    """The celadon jar alone, as a museum photographs it; upright."""
    c = Canvas(820, 1080, "#1c1f1f")
    c.wash([(0, "#3d4443"), (0.72, "#202525"), (0.73, "#3a3f3d"), (1, "#191c1c")])
    c.glow((330, 420), 520, "#8f9a92", 0.6)
    shade = c.layer("#000000")
    shade.oval((470, 884), 300, 36, "#000000", 0.75)
    c.lay(shade, blur=16)
    jar(c, 410, 880, 620, "#8fb09a")
    dice = random.Random(9)
    for _ in range(16):
        x, y = dice.uniform(230, 590), dice.uniform(470, 800)
        crack = [(x, y)]
        for _ in range(6):
            crack.append((crack[-1][0] + dice.uniform(-14, 14), crack[-1][1] + dice.uniform(-9, 16)))
        c.line(crack, "#4a6156", 1.1, 0.6)
    for k in range(9):
        a = math.pi * (k + 0.5) / 9
        x, y = 410 - 262 * math.cos(a), 520 + 26 * math.sin(a)
        c.line(
            curve([(x - 20, y + 62), (x - 16, y), (x, y - 24), (x + 16, y), (x + 20, y + 62)], 8),
            "#5c7c6b",
            3,
            0.8,
        )
    for k in range(6):
        c.rect((560 + k * 24, 960, 584 + k * 24, 968), "#f4f1e6" if k % 2 else "#8f9894")
    c.text((632, 992), "0      10 厘米", 20, "#c9cfc9", anchor="mm")
    return c.finish(grain=3, vignette=0.4)
