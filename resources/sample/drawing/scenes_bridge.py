"""Scenes of the bridge: its towers in the fog, its deck on the day it opened."""

import random

from PIL import Image

from drawing.canvas import Canvas, mix
from drawing.motifs import barge, birds, cloud, curve, hills


def bridge_fog() -> Image.Image:
    """A suspension bridge that walks into the fog."""
    c = Canvas(1440, 810)
    c.wash([(0, "#9fb4bd"), (0.45, "#d7dfdc"), (0.7, "#f1eadb"), (1, "#cfd6d2")])
    c.glow((1050, 330), 420, "#fff4d6", 0.9)
    hills(c, 560, 190, "#b9c7c8", "#e2e4dd", 8, 5)
    c.veil((0, 380, 1440, 570), "#f0ebdf", 0.0, 0.95)
    _suspension(c, 1130, 560, 300, 230, "#a5b3b5", 2)
    c.veil((0, 300, 1440, 580), "#eee9de", 0.0, 0.75)
    _suspension(c, 400, 590, 470, 620, "#3f5560", 5)
    c.veil((0, 520, 1440, 640), "#e9e6dc", 0.0, 0.9)
    c.wash([(0, "#e3e2d8"), (0.3, "#bac6c5"), (1, "#6f8a90")], (0, 636, 1440, 810))
    dice = random.Random(5)
    for _ in range(120):
        y = 640 + 170 * dice.random() ** 0.7
        x, wide = dice.uniform(0, 1440), dice.uniform(20, 150)
        c.rect((x, y, x + wide, y + 1.4), dice.choice(("#f4f0e4", "#56747c")), 0.22)
    fog = c.layer("#f3efe5")
    for _ in range(16):
        fog.oval((dice.uniform(0, 1440), dice.uniform(560, 650)), dice.uniform(120, 300), 26, "#f3efe5", 0.55)
    c.lay(fog, blur=22)
    barge(c, 980, 716, 170, "#41565e", "#5a6d70", -1)
    birds(c, 760, 190, 12, "#5d7078", 12, 8)
    return c.finish(grain=2.5, vignette=0.14)


def _suspension(c: Canvas, x: float, base: float, h: float, span: float, tone: str, width: float) -> None:
    """One tower of a suspension bridge, cables to both sides, deck and hangers."""
    deck = base - h * 0.22
    for side in (-1, 1):
        leg = h * 0.075
        c.poly(
            [
                (x + side * leg * 1.25 - width, base),
                (x + side * leg * 1.25 + width, base),
                (x + side * leg + width * 0.8, base - h),
                (x + side * leg - width * 0.8, base - h),
            ],
            tone,
        )
        cable = [
            (x + side * span * t, base - h * (0.985 - 0.735 * (2 * t - t * t)))
            for t in (k / 24 for k in range(25))
        ]
        c.line(cable, tone, max(1.2, width * 0.55))
        for px, py in cable[1:-1:1]:
            c.line([(px, py), (px, deck)], tone, max(0.7, width * 0.16), 0.8)
    for k in (0.98, 0.66, 0.3):
        c.rect((x - h * 0.085, base - h * k, x + h * 0.085, base - h * (k - 0.025)), tone)
    c.rect((0, deck, c.width, deck + h * 0.022), tone)
    for px in range(0, c.width, round(max(8, h * 0.05))):
        c.line([(px, deck + h * 0.022), (px + h * 0.025, deck + h * 0.042)], tone, max(0.8, width * 0.25))
    c.rect((0, deck + h * 0.042, c.width, deck + h * 0.05), tone)


def bridge_day() -> Image.Image:
    """The same bridge from the air on the day it opened, its deck running towards the horizon."""
    c = Canvas(1280, 800)
    c.wash([(0, "#4f93c4"), (0.5, "#a9d3e4"), (1, "#e9f3ee")], (0, 0, 1280, 330))
    for left, top, size in ((200, 150, 90), (930, 110, 130), (1180, 190, 70), (540, 90, 60)):
        cloud(c, left, top, size, "#ffffff", 0.85)
    hills(c, 332, 70, "#7fa7a8", "#b7d0c6", 21, 6)
    c.wash([(0, "#a8c4bd"), (0.3, "#7ba6a3"), (1, "#3f7478")], (0, 330, 1280, 800))
    c.poly([(0, 330), (420, 330), (250, 380), (0, 420)], "#86a878")
    c.poly([(1280, 330), (820, 330), (1010, 372), (1280, 440)], "#7da072")
    dice = random.Random(9)
    for _ in range(150):
        y = 350 + 450 * dice.random()
        x, wide = dice.uniform(0, 1280), (y - 320) * dice.uniform(0.06, 0.3)
        c.rect((x, y, x + wide, y + 1 + (y - 330) / 240), "#d8ebe4", 0.2)
    for z in (0.16, 0.3):
        _tower_in_depth(c, z)
    _roadway(c)
    _tower_in_depth(c, 0.62)
    barge(c, 200, 560, 190, "#5a3a34", "#c9a15f")
    barge(c, 1130, 470, 100, "#3d4a55", "#93785a", -1)
    return c.finish(grain=2, vignette=0.12)


def _roadway(c: Canvas) -> None:
    deck = [(640 - 8, 334), (640 + 8, 334), (1010, 800), (430, 800)]
    c.poly([(x + 26, y) for x, y in deck], "#24474c", 0.35)
    c.poly(deck, "#d9d5c9")
    c.poly([(640 - 6, 334), (640 + 6, 334), (960, 800), (480, 800)], "#5c6468")
    for lane in (0.25, 0.5, 0.75):
        for k in range(14):
            t, u = (k / 14) ** 2, ((k + 0.5) / 14) ** 2
            line = [
                ((634 + 12 * lane) + ((480 + 480 * lane) - (634 + 12 * lane)) * v, 334 + 466 * v)
                for v in (t, u)
            ]
            c.line(line, "#f6f2e3", 1 + 4 * u)
    for lane, t, paint in (
        (0.12, 0.5, "#c8452d"),
        (0.62, 0.32, "#f4f1e6"),
        (0.86, 0.62, "#2f5f8a"),
        (0.38, 0.78, "#e9b44c"),
    ):
        x = 634 + 12 * lane + (480 + 480 * lane - 634 - 12 * lane) * t
        y, s = 334 + 466 * t, 8 + 46 * t
        c.rect((x - s / 2, y - s * 0.5, x + s / 2, y + s * 0.5), paint, radius=s * 0.18)
        c.rect((x - s * 0.36, y - s * 0.2, x + s * 0.36, y + s * 0.06), mix(paint, "#10202c", 0.6))


def _tower_in_depth(c: Canvas, t: float) -> None:
    """A tower that straddles the deck of `bridge_day` at depth t, cables running on from it."""
    middle = 640 + 80 * t
    half, base, high = 10 + 250 * t, 334 + 466 * t * 0.9, 60 + 620 * t
    paint, w = "#c25a3a", 3 + 26 * t
    for side in (-1, 1):
        c.poly(
            [
                (middle + side * half - w / 2, base + high * 0.2),
                (middle + side * half + w / 2, base + high * 0.2),
                (middle + side * half * 0.82 + w * 0.36, base - high),
                (middle + side * half * 0.82 - w * 0.36, base - high),
            ],
            mix(paint, "#5c1f18", 0.0 if side < 0 else 0.22),
        )
        cable = curve(
            [
                (middle + side * half * 0.82, base - high),
                (640 + side * 30 + 30 * t, 334 - 30 * t),
                (640, 328),
            ],
            20,
        )
        c.line(cable, "#8f3f2d", 1.4 + 3 * t)
    for k in (0.96, 0.5):
        c.rect(
            (middle - half * 0.88, base - high * k, middle + half * 0.88, base - high * k + w * 0.7), paint
        )
