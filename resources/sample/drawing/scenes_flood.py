"""Scenes of water out of bounds: the dyke in the rain, the storm, the foul river of old."""

import random

from PIL import Image

from drawing.canvas import Canvas, mix
from drawing.motifs import curve, hills, person, skyline


def flood_dyke() -> Image.Image:
    """The dyke in the rain: people pass sandbags, the brown river stands high beside them."""
    c = Canvas(1360, 850)
    c.wash([(0, "#3b444c"), (0.5, "#6d747a"), (1, "#a49c8b")], (0, 0, 1360, 420))
    dice = random.Random(20)
    _rain_clouds(c, dice)
    hills(c, 420, 60, "#6b7273", "#8b8779", 14, 5)
    c.wash([(0, "#a08c6c"), (0.4, "#8a7350"), (1, "#5f4d36")], (0, 415, 1360, 850))
    for _ in range(220):
        y = 418 + 300 * dice.random() ** 1.4
        x, wide = dice.uniform(-50, 1360), 20 + (y - 400) * dice.uniform(0.1, 0.5)
        c.line(
            curve([(x, y), (x + wide / 2, y - 2 - (y - 410) / 70), (x + wide, y)], 6),
            "#c8b48d",
            1 + (y - 410) / 160,
            0.3,
        )
    for x in (150, 238, 330):
        c.poly([(x - 3, 455), (x + 3, 455), (x + 2, 388), (x - 2, 388)], "#3c3a33")
        for dx, dy, r in ((0, -26, 24), (-16, -12, 17), (16, -10, 18)):
            c.disc((x + dx, 388 + dy), r, "#4a5a45")
    _dyke(c, dice)
    flag = [(1010, 330), (1096, 322), (1088, 350), (1100, 378), (1010, 380)]
    c.rect((1006, 326, 1012, 520), "#2c2622")
    c.poly(flag, "#c8322d")
    rain = c.layer("#e8eef0")
    for _ in range(900):
        x, y, long = dice.uniform(0, 1500), dice.uniform(-40, 850), dice.uniform(14, 40)
        rain.line([(x, y), (x - long * 0.28, y + long)], "#e6edf0", 1, 0.42)
    c.lay(rain)
    return c.finish(grain=4, vignette=0.32)


def _rain_clouds(c: Canvas, dice: random.Random) -> None:
    clouds = c.layer("#2c343b")
    for _ in range(40):
        clouds.oval(
            (dice.uniform(0, 1360), dice.uniform(0, 190)),
            dice.uniform(90, 240),
            dice.uniform(20, 55),
            "#2f373e",
            0.55,
        )
    c.lay(clouds, blur=24)


def _dyke(c: Canvas, dice: random.Random) -> None:
    c.shade([(0, 760), (500, 600), (1360, 470), (1360, 850), (0, 850)], [(0, "#6f7a52"), (1, "#3d4630")])
    c.shade(
        [(0, 735), (500, 580), (1360, 455), (1360, 485), (500, 625), (0, 800)],
        [(0, "#b7a587"), (1, "#8d7b60")],
    )
    for k in range(46):
        t = k / 45
        x, y, s = 1360 - 1250 * t, 455 + 250 * t**1.35, 9 + 22 * t
        for row in range(2):
            tone = mix("#d9cfae", "#8f8361", dice.random() * 0.7)
            c.oval((x + dice.uniform(-3, 3) + row * s * 0.4, y - row * s * 0.6), s, s * 0.44, tone)
    coats = ["#d8572f", "#e07a2f", "#2f6a8a", "#d8572f", "#c9a227"]
    for k, x in enumerate((1180, 1090, 985, 860, 715, 540, 330)):
        base = 505 + (1180 - x) * 0.27
        person(c, x, base, 62 + (1180 - x) * 0.12, coats[k % 5], "#f0c419" if k % 2 else "#d9472b")
        c.oval((x - 30, base - 40 - (1180 - x) * 0.04), 17, 10, "#d8cba4")


def foul_river() -> Image.Image:
    """The same river before it was cleaned, as an old black-and-white photograph."""
    c = Canvas(1200, 780, "#8b8b8b")
    c.wash([(0, "#b9b9b6"), (1, "#dcdad2")], (0, 0, 1200, 380))
    for x, h in ((180.0, 250), (250.0, 210), (910.0, 270)):
        c.poly([(x - 13, 380), (x + 13, 380), (x + 8, 380 - h), (x - 8, 380 - h)], "#55554f")
        smoke = c.layer("#77776f")
        for k in range(12):
            smoke.disc((x + k * k * 1.6 + 8, 380 - h - k * 9), 10 + k * 4.6, "#77776f", 0.5)
        c.lay(smoke, blur=10, alpha=0.8)
    for x, w, h in ((60, 170, 90), (300, 260, 120), (620, 200, 80), (840, 300, 110)):
        c.rect((x, 380 - h, x + w, 384), "#6a6a64")
        for k in range(int(w / 52)):
            c.poly([(x + k * 52, 380 - h), (x + k * 52, 356 - h), (x + k * 52 + 50, 380 - h)], "#5c5c56")
            c.rect((x + k * 52 + 10, 400 - h, x + k * 52 + 38, 418 - h), "#8d8d86")
    c.shade([(0, 380), (1200, 380), (1200, 440), (0, 500)], [(0, "#7d7b72"), (1, "#4f4d46")])
    c.shade([(0, 500), (1200, 440), (1200, 780), (0, 780)], [(0, "#5e5d57"), (1, "#1f1f1c")])
    for x in (330, 870):
        c.oval((x, 462), 26, 22, "#2b2b28")
        c.ring((x, 462), 27, "#9b9a92", 5)
        c.shade(
            [(x - 18, 466), (x + 18, 466), (x + 40, 560), (x - 46, 560)],
            [(0, "#3a3a36"), (1, "#1c1c1a")],
            0.9,
        )
    dice = random.Random(77)
    for _ in range(190):
        x, y = dice.uniform(0, 1200), dice.uniform(500, 780)
        c.oval(
            (x, y), dice.uniform(3, 26), dice.uniform(1.5, 6), mix("#8f8e86", "#d0cfc6", dice.random()), 0.45
        )
    c.frame((0, 0, 1200, 780), "#efece1", 26)
    return c.finish(grain=13, vignette=0.42)


def storm() -> Image.Image:
    """Lightning above the river port, the night of the rainstorm; upright."""
    c = Canvas(820, 1100)
    c.wash([(0, "#15182b"), (0.5, "#38406b"), (0.8, "#6a6f9c"), (1, "#8b86a8")], (0, 0, 820, 800))
    dice = random.Random(31)
    _thunderheads(c, dice)
    c.glow((430, 300), 420, "#c9c6ff", 0.55)
    x, y, bolt = 430.0, 210.0, [(430.0, 210.0)]
    while y < 790:
        x, y = x + dice.uniform(-34, 36), y + dice.uniform(22, 52)
        bolt.append((x, y))
    shine = c.layer("#dcd8ff")
    shine.line(bolt, "#dcd8ff", 12, 0.9)
    c.lay(shine, blur=9)
    c.line(bolt, "#fffdf4", 3.4)
    for start in (4, 8):
        branch = [bolt[start]]
        for _ in range(6):
            branch.append(
                (
                    branch[-1][0] + dice.uniform(6, 46) * (1 if start == 4 else -1),
                    branch[-1][1] + dice.uniform(16, 42),
                )
            )
        c.line(branch, "#f3f0ff", 1.8, 0.9)
    skyline(c, (0, 820), 806, 190, "#1c2038", 12)
    c.mirror(806, "#1d2140", 0.45, 4)
    for _ in range(700):
        px, py, long = dice.uniform(0, 900), dice.uniform(0, 1100), dice.uniform(16, 44)
        c.line([(px, py), (px - long * 0.2, py + long)], "#c9d2ee", 1, 0.25)
    return c.finish(grain=4, vignette=0.35)


def _thunderheads(c: Canvas, dice: random.Random) -> None:
    mass = c.layer("#191c33")
    for _ in range(70):
        mass.oval(
            (dice.uniform(-60, 880), dice.uniform(-20, 330)),
            dice.uniform(80, 190),
            dice.uniform(24, 70),
            dice.choice(("#1b1f38", "#2b3052", "#12142a")),
            0.6,
        )
    c.lay(mass, blur=20)
