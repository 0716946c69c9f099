"""Scenes of the port: cranes at dusk, power from the shore, barges at sunrise."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas, mix
from drawing.motifs import (
    barge,
    birds,
    cloud,
    curve,
    hills,
    person,
    skyline,
)


def port_dusk() -> Image.Image:
    """Container cranes against the evening sky, mirrored in the river."""
    c = Canvas(1360, 850)
    c.wash(
        [(0, "#2b2f5b"), (0.35, "#7d4a76"), (0.62, "#e07a5f"), (0.8, "#f7c07a"), (1, "#ffe2a6")],
        (0, 0, 1360, 600),
    )
    c.glow((940, 560), 520, "#ffe9b0", 0.95)
    c.disc((940, 540), 62, "#fff3cf")
    for x, y, puff in ((240, 190, 120), (520, 130, 80), (1130, 230, 110)):
        cloud(c, x, y, puff, "#f2a97f", 0.25)
    hills(c, 602, 95, "#8a5470", "#c9776a", 4, 4)
    for x, size, reach in ((190, 1.0, 0.9), (470, 1.12, 1.0), (760, 0.98, 0.85), (1120, 1.06, 1.05)):
        _quay_crane(c, x, 600, 330 * size, reach, "#2a2238")
    _containers(c, 40, 600, 1300)
    c.rect((0, 592, 1360, 606), "#1d1830")
    c.mirror(606, "#3a2f58", 0.42, 4.0)
    c.veil((0, 606, 1360, 850), "#1b1836", 0.05, 0.6)
    for k in range(26):
        wide = 90 - k * 2.4
        sway = math.sin(k * 1.7) * 14
        c.rect((940 - wide + sway, 612 + k * 9, 940 + wide + sway, 614 + k * 9), "#ffdf9c", 0.5 - k * 0.016)
    barge(c, 330, 740, 330, "#171428", "#241d38")
    birds(c, 620, 300, 13, "#2a2238", 3, 9)
    return c.finish(grain=3, vignette=0.3)


def _quay_crane(c: Canvas, x: float, base: float, h: float, reach: float, tone: str) -> None:
    """A ship-to-shore gantry, its boom out over the water on the right."""
    half = h * 0.2
    for side in (-1, 1):
        c.poly(
            [
                (x + side * half - 6, base),
                (x + side * half + 6, base),
                (x + side * half * 0.86 + 5, base - h * 0.72),
                (x + side * half * 0.86 - 5, base - h * 0.72),
            ],
            tone,
        )
    c.rect((x - half, base - h * 0.3, x + half, base - h * 0.275), tone)
    c.line([(x - half, base - h * 0.28), (x + half * 0.88, base - h * 0.66)], tone, 4)
    c.rect((x - half * 1.9, base - h * 0.72, x + h * reach * 0.85, base - h * 0.685), tone)
    c.poly([(x - 5, base - h * 0.7), (x + 5, base - h * 0.7), (x + 2, base - h), (x - 2, base - h)], tone)
    c.line([(x, base - h), (x + h * reach * 0.84, base - h * 0.71)], tone, 3)
    c.line([(x, base - h), (x + h * reach * 0.42, base - h * 0.71)], tone, 2)
    c.line([(x, base - h), (x - half * 1.85, base - h * 0.71)], tone, 3)
    c.rect((x - half * 1.7, base - h * 0.79, x - half * 0.7, base - h * 0.72), tone)
    hook = x + h * reach * 0.55
    c.rect((hook - 12, base - h * 0.69, hook + 12, base - h * 0.66), tone)
    c.line([(hook - 7, base - h * 0.66), (hook - 7, base - h * 0.42)], tone, 1.4)
    c.line([(hook + 7, base - h * 0.66), (hook + 7, base - h * 0.42)], tone, 1.4)
    c.rect((hook - 32, base - h * 0.42, hook + 32, base - h * 0.355), mix(tone, "#d8643f", 0.65))


def _containers(c: Canvas, left: float, base: float, right: float) -> None:
    dice = random.Random(11)
    paints = ["#7f3b46", "#a8543f", "#3b4166", "#5c3a5c", "#b9743f", "#2f3350"]
    x = left
    while x < right:
        wide = 62
        for level in range(dice.choice((0, 1, 2, 2, 3, 4))):
            top = base - (level + 1) * 21
            paint = dice.choice(paints)
            c.rect((x, top, x + wide - 2, top + 20), mix(paint, "#2a2238", 0.25))
            for rib in range(6, wide - 6, 7):
                c.rect((x + rib, top + 3, x + rib + 1.5, top + 17), "#1d1830", 0.28)
        x += wide + dice.choice((0, 0, 0, 26))


def sunrise_barges() -> Image.Image:
    """A convoy of barges on the wide river at sunrise; very wide."""
    c = Canvas(1600, 640)
    c.wash([(0, "#5d7fa8"), (0.5, "#f0b58b"), (1, "#ffe3b0")], (0, 0, 1600, 300))
    c.glow((480, 296), 460, "#fff0c4", 0.95)
    c.disc((480, 286), 48, "#fff7dc")
    hills(c, 302, 88, "#87708e", "#d9a08d", 52, 6)
    skyline(c, (1120, 1520), 302, 92, "#8f7a92", 8)
    c.mirror(302, "#d79a86", 0.3, 3.2)
    c.veil((0, 302, 1600, 640), "#27406e", 0.0, 0.72)
    for k in range(24):
        wide = 40 + k * 3.2
        c.rect(
            (
                480 - wide + math.sin(k * 2.1) * 16,
                306 + k * 11,
                480 + wide + math.sin(k * 1.3) * 16,
                309 + k * 11,
            ),
            "#ffe9b8",
            0.5 - k * 0.017,
        )
    for x, y, long, hull, load in (
        (1330, 350, 130, "#4c3d55", "#77584f"),
        (1010, 388, 200, "#3a3350", "#80604e"),
        (600, 446, 290, "#2b2944", "#8a6a48"),
        (1290, 516, 420, "#1e1f38", "#6f5340"),
    ):
        c.oval((x - long * 0.1, y + long * 0.045), long * 0.62, long * 0.022, "#ffe3b8", 0.35)
        barge(c, x, y, long, hull, load, -1)
    birds(c, 900, 130, 12, "#4a4468", 33, 9)
    return c.finish(grain=2.5, vignette=0.2)


def shore_power() -> Image.Image:
    """A ship at the quay draws its power from the shore."""
    c = Canvas(1200, 860)
    c.wash([(0, "#7fb4d0"), (1, "#f3ecd6")], (0, 0, 1200, 480))
    cloud(c, 260, 160, 120, "#ffffff", 0.9)
    hills(c, 482, 70, "#9dc0be", "#d3e0cf", 66, 5)
    for x in (900, 1010, 1110):
        c.poly([(x - 4, 480), (x + 4, 480), (x + 2, 250), (x - 2, 250)], "#f4f3ea")
        for k in range(3):
            a = k * 2.094 + x
            tip, root = (
                (x + 84 * math.cos(a), 250 + 84 * math.sin(a)),
                (x + 12 * math.cos(a + 0.5), 250 + 12 * math.sin(a + 0.5)),
            )
            c.poly([(x, 250), root, tip], "#fbfaf3")
        c.disc((x, 250), 6, "#d9d6cb")
    c.wash([(0, "#9fc4c0"), (1, "#2f6f7a")], (0, 480, 1200, 860))
    _ship(c)
    _quay(c)
    person(c, 1050, 770, 200, "#e8702a", "#f4d03c")
    return c.finish(grain=2.5, vignette=0.16)


def _ship(c: Canvas) -> None:
    hull = [(-20, 300), (590, 300), (700, 270), (640, 600), (-20, 600)]
    c.shade(hull, [(0, "#2f4f7a"), (0.7, "#22395c"), (0.72, "#a8402f"), (1, "#7a2a22")])
    c.rect((-20, 290, 600, 304), "#f1efe6")
    for k in range(4):
        for row in range(3):
            paint = ("#d8673a", "#3f7f8a", "#e0b04a", "#7a4a5a", "#4a6a9a")[(k * 2 + row * 3) % 5]
            box = (230 + k * 84, 228 - row * 62, 310 + k * 84, 288 - row * 62)
            c.rect(box, paint)
            for rib in range(8):
                c.rect(
                    (box[0] + 6 + rib * 9, box[1] + 6, box[0] + 9 + rib * 9, box[3] - 6),
                    mix(paint, "#1c1c24", 0.3),
                )
    c.shade([(0, 290), (0, 70), (170, 70), (196, 290)], [(0, "#fdfbf3"), (1, "#d3d0c4")])
    for row in range(3):
        for k in range(4):
            c.rect((16 + k * 38, 96 + row * 60, 42 + k * 38, 118 + row * 60), "#35505f", radius=3)
    c.text((330, 420), "江联 18", 40, "#f1efe6", anchor="mm")


def _quay(c: Canvas) -> None:
    c.shade([(560, 640), (1200, 560), (1200, 860), (380, 860)], [(0, "#c4bfb0"), (1, "#8f8a7c")])
    c.poly([(560, 640), (1200, 560), (1200, 576), (566, 658)], "#e5b53a")
    c.shade([(820, 700), (820, 470), (960, 470), (960, 700)], [(0, "#f2f4ee"), (1, "#c3cbc2")])
    c.rect((840, 496, 940, 556), "#22303a", radius=4)
    c.poly([(896, 502), (872, 532), (888, 532), (880, 552), (908, 520), (892, 520)], "#7dffb0")
    c.text((890, 590), "岸电", 34, "#2f7a5a", anchor="mm")
    c.text((890, 630), "380V", 22, "#4a5a54", anchor="mm")
    for shift in (0, 14):
        cable = curve(
            [(820, 640 + shift), (740, 700 + shift), (650, 640 + shift), (560, 470), (548, 300)], 18
        )
        c.line(cable, "#1f2a30", 8)
        c.line(cable, "#5fc08a", 2, 0.9)
