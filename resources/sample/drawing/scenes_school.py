"""Scenes of young people: the new school, the village school's weather station, sport on land and water."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas, mix
from drawing.lettering import Face
from drawing.motifs import (
    cloud,
    curve,
    hills,
    person,
    runner,
    skyline,
    tree,
)


def dragon_boats() -> Image.Image:
    """Three dragon boats from above, oars in time."""
    c = Canvas(1280, 860, "#2e8b8b")
    c.wash([(0, "#3fa39b"), (1, "#1d6f7d")])
    dice = random.Random(15)
    for _ in range(240):
        x, y, wide = dice.uniform(-40, 1280), dice.uniform(0, 860), dice.uniform(30, 110)
        wave = curve([(x, y), (x + wide * 0.3, y - 6), (x + wide * 0.6, y + 5), (x + wide, y)], 8)
        c.line(wave, dice.choice(("#8fd6c8", "#145a68")), 2.2, 0.35)
    for lane in (292, 570):
        for k in range(32):
            c.disc((20 + k * 41, lane + math.sin(k * 0.8) * 5), 6, "#f4f0df" if k % 4 else "#e2513a", 0.9)
    boats = (
        (690, 150, "#d9402f", "#f6c445"),
        (560, 430, "#e9a227", "#b5322a"),
        (800, 706, "#2f5da8", "#f2f0e4"),
    )
    for x, y, hull, trim in boats:
        _dragon_boat(c, x, y, hull, trim)
    return c.finish(grain=2.5, vignette=0.25)


def _dragon_boat(c: Canvas, x: float, y: float, hull: str, trim: str) -> None:
    """One boat seen from above, its head to the right, ten paddlers a side, drum and steersman."""
    for side in (-1, 1):
        wake = [
            (x + 360, y),
            (x - 120, y + side * 62),
            (x - 420, y + side * 104),
            (x - 430, y + side * 84),
            (x + 200, y + side * 18),
        ]
        c.poly(curve(wake, 8, closed=True), "#d9f3ea", 0.28)
    shape = [(-350, 0), (-300, -24), (-100, -33), (160, -31), (300, -14), (350, 0)]
    outline = [(x + px, y + py) for px, py in shape] + [(x + px, y - py) for px, py in reversed(shape)]
    c.poly(curve(outline, 8, closed=True), hull)
    inner = [(x + px * 0.93, y + py * 0.68) for px, py in shape] + [
        (x + px * 0.93, y - py * 0.68) for px, py in reversed(shape)
    ]
    c.poly(curve(inner, 8, closed=True), mix(hull, "#2b1710", 0.55))
    for k in range(10):
        px = x - 250 + k * 47
        c.rect((px - 3, y - 21, px + 3, y + 21), mix(hull, "#f3e1b8", 0.5))
        for side in (-1, 1):
            c.line([(px + 6, y + side * 16), (px + 26, y + side * 74)], "#e8c890", 4)
            c.oval((px + 28, y + side * 80), 5, 15, trim)
            c.oval((px + 32, y + side * 96), 17, 5, "#eafaf3", 0.6)
            c.oval((px, y + side * 12), 11, 13, trim)
            c.disc((px + 5, y + side * 11), 7, "#2a1d18")
    c.disc((x + 246, y), 17, "#8c2f22")
    c.disc((x + 246, y), 13, "#f3e3bd")
    c.oval((x + 220, y), 10, 14, trim)
    _dragon_ends(c, x, y, trim)


def _dragon_ends(c: Canvas, x: float, y: float, trim: str) -> None:
    head = [
        (340, -14),
        (372, -26),
        (392, -12),
        (420, -10),
        (428, 0),
        (420, 10),
        (392, 12),
        (372, 26),
        (340, 14),
    ]
    c.poly(curve([(x + px, y + py) for px, py in head], 6, closed=True), trim)
    for side in (-1, 1):
        c.line(
            curve([(x + 372, y + side * 18), (x + 346, y + side * 40), (x + 318, y + side * 36)], 8), trim, 4
        )
        c.disc((x + 392, y + side * 9), 5, "#fdf7e6")
        c.disc((x + 394, y + side * 9), 2.4, "#1b1512")
    c.poly([(x - 344, y), (x - 404, y - 26), (x - 384, y), (x - 404, y + 26)], trim)


def school() -> Image.Image:
    """The new school in September: brick, glass, a flag, children on the way in."""
    c = Canvas(1320, 820)
    c.wash([(0, "#6fb2d8"), (1, "#dff0ee")], (0, 0, 1320, 560))
    for left, top, puff in ((210, 150, 110), (700, 110, 70), (1110, 170, 130)):
        cloud(c, left, top, puff, "#ffffff", 0.9)
    hills(c, 560, 90, "#8fbfae", "#c2dcc4", 61, 5)
    _school_wing(c, 130, 560, 430, 250, "#c56a4a")
    _school_wing(c, 780, 560, 430, 250, "#c56a4a")
    _school_middle(c)
    c.wash([(0, "#cfd8b0"), (1, "#8fb27a")], (0, 558, 1320, 820))
    c.poly([(560, 560), (780, 560), (1060, 820), (300, 820)], "#e7d9bd")
    for k in range(9):
        step = 562 + k * k * 3.4
        c.line([(1120 - step, step), (780 + (step - 560) * 1.08, step)], "#cdbb98", 1.6)
    c.rect((966, 250, 973, 640), "#d6dad8")
    edge = curve([(973, 256), (1012, 249), (1052, 262), (1092, 254)], 10)
    c.shade([*edge, *[(x, y + 62) for x, y in reversed(edge)]], [(0, "#e2382e"), (1, "#c2261f")])
    for k, (trunk, size) in enumerate(((60, 210), (1270, 240), (1160, 170), (200, 150))):
        tree(c, trunk, 640 + k % 2 * 30, size, "#5f9a56", k + 3)
    dice = random.Random(8)
    for k in range(13):
        y = 610 + k * 15
        x = 670 + dice.uniform(-1, 1) * (90 + (y - 560) * 0.9)
        h = 42 + (y - 600) * 0.42
        person(c, x, y, h, dice.choice(("#2f5f9a", "#e0b23a", "#d8574a", "#f3f1ea", "#4a8f78")))
        c.rect(
            (x - h * 0.1, y - h * 0.76, x + h * 0.1, y - h * 0.5),
            dice.choice(("#e0523a", "#f0b53c", "#3f7fb0")),
            radius=h * 0.04,
        )
    return c.finish(grain=2, vignette=0.12)


def _school_middle(c: Canvas) -> None:
    c.shade([(540, 560), (540, 230), (800, 230), (800, 560)], [(0, "#f2e5cd"), (1, "#dccaa9")])
    for row in range(3):
        for k in range(5):
            c.shade(
                [
                    (560 + k * 46, 262 + row * 72),
                    (598 + k * 46, 262 + row * 72),
                    (598 + k * 46, 314 + row * 72),
                    (560 + k * 46, 314 + row * 72),
                ],
                [(0, "#b8dbe8"), (1, "#6ea4bf")],
            )
    c.rect((520, 214, 820, 234), "#a8523a")
    c.disc((670, 178), 44, "#f2e5cd")
    c.ring((670, 178), 44, "#a8523a", 6)
    c.line([(670, 178), (670, 150)], "#3a2d26", 4)
    c.line([(670, 178), (692, 188)], "#3a2d26", 4)
    c.rect((610, 478, 730, 560), "#7a4a35")
    c.line([(670, 478), (670, 560)], "#f2e5cd", 3)


def _school_wing(c: Canvas, x: float, base: float, w: float, h: float, brick: str) -> None:
    c.shade(
        [(x, base), (x, base - h), (x + w, base - h), (x + w, base)],
        [(0, brick), (1, mix(brick, "#5a2c20", 0.3))],
    )
    for row in range(int(h / 9)):
        c.line([(x, base - h + row * 9), (x + w, base - h + row * 9)], "#f0d9c4", 0.8, 0.16)
    c.rect((x - 10, base - h - 12, x + w + 10, base - h), "#f2e5cd")
    for row in range(3):
        c.rect((x, base - h + 66 + row * 76, x + w, base - h + 73 + row * 76), "#f2e5cd")
        for k in range(7):
            left = x + 20 + k * (w - 24) / 7
            top = base - h + 18 + row * 76
            c.shade(
                [(left, top), (left + 38, top), (left + 38, top + 42), (left, top + 42)],
                [(0, "#cfe8ee"), (1, "#7fb0c6")],
            )
            c.line([(left + 19, top), (left + 19, top + 42)], "#f7f2e6", 2)


def stadium() -> Image.Image:
    """The sports park from the air: track, pitch, stand and trees."""
    c = Canvas(1280, 860, "#8fb27c")
    c.wash([(0, "#9cc08a"), (1, "#7fa66e")])
    c.poly([(0, 120), (1280, 30), (1280, 78), (0, 170)], "#d9d2c0")
    c.poly([(1130, 0), (1185, 0), (1240, 860), (1170, 860)], "#d9d2c0")
    _track_and_pitch(c)
    c.shade([(330, 92), (910, 92), (960, 160), (280, 160)], [(0, "#f0ece0"), (1, "#b9b2a2")])
    for k in range(24):
        c.line([(330 + k * 25.2, 92), (280 + k * 29.6, 160)], "#8f897b", 1.4, 0.6)
    c.poly([(280, 160), (960, 160), (955, 172), (285, 172)], "#5d5b57", 0.5)
    dice = random.Random(6)
    for _ in range(150):
        x, y = dice.uniform(0, 1280), dice.uniform(0, 860)
        inside = 100 < x < 1240 and 60 < y < 820
        if not inside:
            r = dice.uniform(12, 26)
            c.disc((x + 5, y + 7), r, "#3f5f3a", 0.5)
            c.disc((x, y), r, mix("#5d8f4e", "#88b566", dice.random()))
            c.disc((x - r * 0.3, y - r * 0.3), r * 0.45, "#b9d890", 0.5)
    for _ in range(22):
        x, y = dice.uniform(390, 850), dice.uniform(315, 625)
        c.oval((x + 5, y + 4), 8, 4, "#2c4a28", 0.4)
        c.disc((x, y), 5, dice.choice(("#d8402f", "#2f5fa8")))
    return c.finish(grain=2.5, vignette=0.2)


def _track_and_pitch(c: Canvas) -> None:
    c.rect((152, 182, 1108, 778), "#4f7a4a", 0.35, radius=300)
    for inset, tone in (
        (0, "#c4573f"),
        (16, "#e9e2d3"),
        (18, "#c4573f"),
        (34, "#e9e2d3"),
        (36, "#c4573f"),
        (52, "#e9e2d3"),
        (54, "#c4573f"),
        (70, "#e9e2d3"),
        (72, "#c4573f"),
        (88, "#e9e2d3"),
        (90, "#6ea65a"),
    ):
        c.rect((140 + inset, 170 + inset, 1100 - inset, 770 - inset), tone, radius=300 - inset)
    for k in range(10):
        c.rect((368 + k * 50.4, 300, 368 + (k + 1) * 50.4, 640), "#78b564" if k % 2 else "#69a457")
    c.frame((368, 300, 872, 640), "#f6f4ea", 3)
    c.line([(620, 300), (620, 640)], "#f6f4ea", 3)
    c.ring((620, 470), 52, "#f6f4ea", 3)
    for x0, x1, g in ((368, 448, 400), (792, 872, 400), (368, 396, 436), (844, 872, 436)):
        c.frame((x0, g - 30, x1, 970 - 30 - g), "#f6f4ea", 3)


def marathon() -> Image.Image:
    """Runners on the river road under the start arch."""
    c = Canvas(1360, 800)
    c.wash([(0, "#f6b98a"), (0.5, "#fde3bd"), (1, "#fff4dc")], (0, 0, 1360, 430))
    c.glow((1080, 330), 400, "#fff6d8", 0.9)
    hills(c, 430, 90, "#d9a98f", "#f2d3b0", 81, 4)
    skyline(c, (30, 700), 432, 130, "#cf9f93", 91)
    c.wash([(0, "#c9d6cf"), (1, "#8fb0b5")], (0, 430, 1360, 500))
    c.wash([(0, "#8d8d92"), (1, "#5b5e68")], (0, 496, 1360, 800))
    for k in range(7):
        c.poly(
            [(k * 230 - 60, 640), (k * 230 + 60, 640), (k * 230 + 40, 652), (k * 230 - 84, 652)],
            "#f2efe6",
            0.8,
        )
    c.shade([(890, 500), (890, 170), (930, 170), (930, 500)], [(0, "#d9402f"), (1, "#a52c24")])
    c.shade([(1290, 540), (1290, 170), (1340, 170), (1340, 540)], [(0, "#d9402f"), (1, "#a52c24")])
    c.shade([(872, 134), (1360, 134), (1360, 238), (872, 238)], [(0, "#e2513a"), (1, "#b5322a")])
    c.text((1116, 187), "镇江马拉松", 60, "#fff4dc", face=Face.BOLD, anchor="mm")
    dice = random.Random(2023)
    crowd = []
    for k in range(46):
        base = 530 + 250 * (k / 46) ** 1.5
        crowd.append(
            (
                dice.uniform(-40, 1390),
                base,
                dice.random(),
                dice.choice(("#e2513a", "#2f6fa8", "#f0b53c", "#3f9a7a", "#f4f1ea", "#8a4a9a", "#e87fa0")),
            )
        )
    for x, base, stride, shirt in crowd:
        h = 92 + (base - 530) * 0.62
        c.oval((x, base), h * 0.26, h * 0.04, "#2f3138", 0.4)
        runner(c, x, base, h, shirt, stride)
    return c.finish(grain=2.5, vignette=0.2)


def weather_station() -> Image.Image:
    """A village school's weather station: white louvred box, rain gauge, children who read it."""
    c = Canvas(1200, 800)
    c.wash([(0, "#7fc0d6"), (1, "#eaf4e2")], (0, 0, 1200, 520))
    cloud(c, 820, 190, 170, "#ffffff", 0.92)
    cloud(c, 300, 130, 100, "#ffffff", 0.8)
    hills(c, 562, 190, "#7fb08a", "#bcd8a8", 33, 4)
    hills(c, 560, 70, "#6a9f68", "#9fc77f", 35, 7)
    c.wash([(0, "#a5cf7c"), (1, "#6fa457")], (0, 552, 1200, 800))
    _fence_and_box(c)
    c.rect((760, 300, 768, 690), "#d9d6cb")
    for turn in (0.3, 2.4, 4.5):
        tip = (764 + 52 * math.cos(turn), 300 + 16 * math.sin(turn))
        c.line([(764, 300), tip], "#55606a", 4)
        c.disc(tip, 11, "#e2a03a")
    c.poly([(764, 336), (832, 330), (860, 318), (852, 350), (832, 342)], "#55606a")
    c.rect((905, 560, 965, 690), "#c9d3d6", radius=8)
    c.oval((935, 560), 30, 8, "#8fa3aa")
    for x, h, coat in (
        (300, 190, "#e0b23a"),
        (660, 176, "#3f7fb0"),
        (1030, 186, "#d8574a"),
        (232, 160, "#4a9a78"),
    ):
        c.oval((x, 716), h * 0.22, 8, "#3f6a34", 0.5)
        person(c, x, 714, h, coat)
        c.line([(x, 714 - h * 0.5), (x, 714 - h * 0.84)], "#d8302a", 5)
    c.rect((655, 600, 700, 632), "#fffdf4", radius=3)
    return c.finish(grain=2.5, vignette=0.15)


def _fence_and_box(c: Canvas) -> None:
    for k in range(13):
        x = 60 + k * 92
        c.rect((x - 6, 470, x + 6, 640), "#f6f3e8")
        c.poly([(x - 6, 470), (x + 6, 470), (x, 458)], "#f6f3e8")
    for y in (500, 590):
        c.rect((40, y, 1180, y + 10), "#f6f3e8")
    for x in (404, 556):
        c.rect((x, 470, x + 12, 690), "#e9e4d4")
    c.shade([(380, 300), (592, 300), (592, 480), (380, 480)], [(0, "#ffffff"), (1, "#e3ddcc")])
    for k in range(11):
        c.line([(394, 318 + k * 14.4), (578, 318 + k * 14.4)], "#b9b3a2", 4)
    c.poly([(362, 304), (486, 256), (610, 304)], "#d8574a")
