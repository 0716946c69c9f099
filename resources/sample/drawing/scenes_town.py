"""Scenes of the town: the lit skyline, the old street, the museum, the reading room."""

import random

from PIL import Image

from drawing.canvas import Box, Canvas, mix
from drawing.motifs import curve, jar, lit_windows, person, skyline


def museum_hall() -> Image.Image:
    """The great hall of the museum: light from above, cases on both sides, a jar at the end."""
    c = Canvas(1400, 880, "#2a2724")
    c.wash([(0, "#3a332c"), (1, "#241f1b")])
    far, near = (520, 300, 880, 560), (0, 0, 1400, 880)
    _hall_walls(c, far, near)
    for t in (0.0, 0.16, 0.36, 0.64, 1.0):
        top, bottom, u = far[1] * (1 - t), far[3] + (880 - far[3]) * t, 1 - t
        for x in (far[0] * u, 1400 - (1400 - far[2]) * u):
            c.line([(x, top), (x, bottom)], "#1d1814", 2 + 5 * t, 0.8)
        c.line([(far[0] * u, top), (1400 - (1400 - far[2]) * u, top)], "#e9d3a6", 2 + 6 * t, 0.7)
    for x in (600, 700, 800):
        beam = c.layer("#fff0c8")
        beam.poly([(x - 10, 60), (x + 10, 60), (x + 120, 700), (x - 120, 700)], "#fff0c8", 0.2)
        c.lay(beam, blur=14)
    for t in (0.1, 0.34, 0.78):
        _show_case(c, t, -1)
        _show_case(c, t, 1)
    c.rect((640, 470, 760, 566), "#3a2d22")
    c.rect((632, 462, 768, 474), "#55432f")
    c.glow((700, 400), 150, "#fff1c9", 0.85)
    jar(c, 700, 462, 112)
    for x, base, h, coat in (
        (590, 640, 130, "#33475a"),
        (650, 622, 112, "#7d3b33"),
        (850, 700, 186, "#40524a"),
        (905, 712, 140, "#b3813f"),
    ):
        c.oval((x, base), h * 0.2, h * 0.035, "#1c1611", 0.5)
        person(c, x, base, h, coat)
    return c.finish(grain=3, vignette=0.42)


def _hall_walls(c: Canvas, far: Box, near: Box) -> None:
    c.shade([(0, 0), (1400, 0), (far[2], far[1]), (far[0], far[1])], [(0, "#4d4338"), (1, "#85735c")])
    c.shade([(0, 880), (1400, 880), (far[2], far[3]), (far[0], far[3])], [(0, "#8a7558"), (1, "#4a3c2d")])
    c.shade(
        [(0, 0), (far[0], far[1]), (far[0], far[3]), (0, near[3])],
        [(0, "#3d352d"), (0.5, "#5d5041"), (1, "#3a3028")],
    )
    c.shade(
        [(1400, 0), (far[2], far[1]), (far[2], far[3]), (1400, near[3])],
        [(0, "#3d352d"), (0.5, "#66583f"), (1, "#3a3028")],
    )
    c.wash([(0, "#cdb58d"), (1, "#a58a62")], far)


def _show_case(c: Canvas, t: float, side: int) -> None:
    """A lit glass case against one wall of the hall; t is its depth, 1 at the front."""
    x = 700 + side * (150 + 430 * t)
    base, h, w = 566 + 230 * t, 130 + 300 * t, 34 + 120 * t
    c.rect((x - w / 2, base - h * 0.3, x + w / 2, base), "#241b15")
    c.shade(
        [
            (x - w / 2, base - h),
            (x + w / 2, base - h),
            (x + w / 2, base - h * 0.3),
            (x - w / 2, base - h * 0.3),
        ],
        [(0, "#fff3d2"), (1, "#c9a66b")],
        0.62,
    )
    jar(c, x, base - h * 0.3, h * 0.42, ("#86a58c", "#9c6b48", "#5f7f86")[int(t * 3)])
    c.frame((x - w / 2, base - h, x + w / 2, base - h * 0.3), "#f3e2b8", 1.5, 0.7)


def skyline_night() -> Image.Image:
    """The new district at night, its windows in the river."""
    c = Canvas(1500, 760)
    c.wash([(0, "#0d1433"), (0.6, "#2a2f66"), (1, "#6a4a86")], (0, 0, 1500, 500))
    dice = random.Random(44)
    for _ in range(170):
        c.disc(
            (dice.uniform(0, 1500), dice.uniform(0, 260)),
            dice.uniform(0.5, 1.5),
            "#f3f0ff",
            dice.uniform(0.3, 0.9),
        )
    c.glow((760, 500), 560, "#d77fa0", 0.5)
    skyline(c, (0, 1500), 500, 170, "#2b2d5c", 71)
    x = 30.0
    while x < 1450:
        wide, high = dice.uniform(52, 104), dice.uniform(110, 330) * (1 - abs(x - 740) / 1500)
        tone = dice.choice(("#1b1f47", "#20244f", "#161a3c"))
        c.shade(
            [(x, 500), (x, 500 - high), (x + wide, 500 - high), (x + wide, 500)],
            [(0, mix(tone, "#5a5fa8", 0.25)), (1, tone)],
        )
        lit_windows(
            c, (x, 500 - high, x + wide, 500), dice.choice(("#ffd98a", "#ffe7b8", "#9fd8f0")), int(x), 10
        )
        if dice.random() < 0.4:
            c.line([(x + wide / 2, 500 - high), (x + wide / 2, 470 - high)], tone, 3)
            c.disc((x + wide / 2, 468 - high), 3.4, "#ff6a5a")
        x += wide + dice.uniform(4, 26)
    _glass_tower(c)
    c.rect((0, 494, 1500, 504), "#0f1330")
    for k in range(50):
        c.disc((15 + k * 30, 497), 3, "#ffd58a")
    c.mirror(504, "#141a44", 0.32, 5)
    c.veil((0, 504, 1500, 760), "#0b1030", 0.0, 0.7)
    return c.finish(grain=2.5, vignette=0.28)


def _glass_tower(c: Canvas) -> None:
    c.shade(
        [(700, 500), (716, 120), (752, 84), (788, 120), (804, 500)],
        [(0, "#7fd4e0"), (0.5, "#3a66a8"), (1, "#222a5c")],
    )
    for k in range(30):
        c.line([(706 + k * 0.5, 150 + k * 11.6), (798 - k * 0.5, 150 + k * 11.6)], "#d9fbff", 1.6, 0.5)
    c.line([(752, 84), (752, 40)], "#bff3ff", 3)
    c.glow((752, 90), 120, "#a9f0ff", 0.6)


def lantern_street() -> Image.Image:
    """The old street at the ferry on a wet evening, lanterns all the way up; upright."""
    c = Canvas(800, 1180, "#1d2438")
    c.wash([(0, "#1a2140"), (0.35, "#46476f"), (0.6, "#b97a6a"), (1, "#2a2430")])
    c.glow((410, 560), 320, "#ffcf8f", 0.85)
    for t in (0.12, 0.26, 0.46, 0.74, 1.1):
        _old_house(c, t, -1)
        _old_house(c, t, 1)
    c.poly([(372, 640), (448, 640), (760, 1180), (40, 1180)], "#3b3540")
    dice = random.Random(18)
    for k in range(26):
        y = 642 + 538 * (k / 26) ** 1.6
        half = 38 + (y - 640) * 0.62
        for j in range(9):
            x = 410 - half + 2 * half * (j + (k % 2) * 0.5) / 9
            c.rect(
                (x, y, x + half * 0.2, y + 3 + k * 0.9),
                mix("#5a5058", "#e8a660", dice.random() * 0.5),
                0.6,
                radius=2,
            )
    c.veil((0, 640, 800, 1180), "#1b1722", 0.0, 0.45)
    for t in (0.1, 0.18, 0.3, 0.48, 0.76):
        for side in (-1, 1):
            x, y, r = 408 + side * (40 + 300 * t), 600 - 330 * t, 7 + 40 * t
            c.glow((x, y), r * 3.2, "#ff9a4a", 0.6)
            c.oval((x, y), r, r * 0.84, "#e2442f")
            c.oval((x, y), r * 0.55, r * 0.84, "#f5743f", 0.8)
            c.rect((x - r * 0.4, y - r * 0.96, x + r * 0.4, y - r * 0.8), "#f0c25a")
            c.rect((x - r * 0.4, y + r * 0.8, x + r * 0.4, y + r * 0.96), "#f0c25a")
            c.line([(x, y + r * 0.96), (x, y + r * 1.6)], "#f0c25a", 1 + 2 * t)
    for x, base, h, coat in (
        (385, 720, 74, "#2b3350"),
        (430, 735, 82, "#7b2f38"),
        (350, 860, 150, "#2a2f42"),
    ):
        _with_umbrella(c, x, base, h, coat)
    return c.finish(grain=3.5, vignette=0.4)


def _with_umbrella(c: Canvas, x: float, base: float, h: float, coat: str) -> None:
    person(c, x, base, h, coat)
    dome = [(x - h * 0.36, base - h * 0.92), (x, base - h * 1.22), (x + h * 0.36, base - h * 0.92)]
    c.poly(
        curve(
            [dome[0], (x - h * 0.22, base - h * 1.12), dome[1], (x + h * 0.22, base - h * 1.12), dome[2]],
            8,
        ),
        "#c9503a" if x > 400 else "#3f6f8a",
    )


def _old_house(c: Canvas, t: float, side: int) -> None:
    """A shop house on one side of the lane; t is 0 far away and 1 at the picture's edge."""
    inner, outer = 410 + side * (34 + 330 * t), 410 + side * (34 + 330 * t + 60 + 320 * t)
    base, top = 650 + 400 * t, 560 - 520 * t
    wall = mix("#5c4a4a", "#2b222b", t * 0.8)
    eave = top + (base - top) * 0.36
    c.shade(
        [(inner, base), (inner, eave), (outer, eave - 60 * t), (outer, base + 80 * t)],
        [(0, wall), (1, mix(wall, "#1a1218", 0.4))],
    )
    c.shade(
        [(inner, eave), (inner, top + 24), (outer, top - 90 * t), (outer, eave - 60 * t)],
        [(0, mix(wall, "#8a6a58", 0.4)), (1, wall)],
    )
    for k in range(3):
        u = (k + 0.35) / 3.2
        x = inner + (outer - inner) * u
        w = (outer - inner) * 0.2
        c.rect(
            (min(x, x + w), eave + (base - eave) * 0.24, max(x, x + w), base - (base - eave) * 0.16),
            "#ffc779",
            0.55,
        )
        c.rect(
            (min(x, x + w), top + (eave - top) * 0.36, max(x, x + w), eave - (eave - top) * 0.2),
            "#ffb765",
            0.75,
        )
        c.line(
            [(x + w / 2, top + (eave - top) * 0.36), (x + w / 2, eave - (eave - top) * 0.2)], wall, 1 + 3 * t
        )
    tip = inner - side * (14 + 26 * t)
    for y, rise in ((top + 24, 90 * t), (eave, 60 * t)):
        roof = [(tip, y + 2), (tip, y - 6 - 6 * t), (outer, y - rise - 26 - 30 * t), (outer, y - rise)]
        c.poly(roof, mix("#2b2a3a", "#14121c", t * 0.6))


def reading_room() -> Image.Image:
    """The reading room of the archives: shelves, lamps, people bent over papers."""
    c = Canvas(1280, 820, "#4a3426")
    c.wash([(0, "#5d4331"), (1, "#2d1f18")])
    _shelves(c)
    for window in (150, 790):
        c.glow((window + 170, 300), 300, "#ffdf9f", 0.35)
    for x, h, coat in (
        (250, 230, "#3f5570"),
        (560, 220, "#8a4a3a"),
        (900, 234, "#4f6a55"),
        (1120, 218, "#a8803f"),
    ):
        person(c, x, 690, h, coat)
    c.shade([(0, 600), (1280, 600), (1280, 660), (0, 660)], [(0, "#c08a50"), (1, "#96632f")])
    c.rect((0, 660, 1280, 820), "#4a2f1c")
    for x in (140, 420, 740, 1020):
        c.glow((x, 560), 170, "#ffe6a8", 0.75)
        c.rect((x - 3, 520, x + 3, 604), "#c9a04a")
        c.shade(
            [(x - 46, 532), (x - 30, 502), (x + 30, 502), (x + 46, 532)], [(0, "#5fa88a"), (1, "#2f6f5a")]
        )
        c.rect((x - 24, 600, x + 24, 607), "#c9a04a")
    for x in (230, 540, 880, 1100):
        c.poly(
            [(x - 50, 622), (x + 4, 612), (x + 60, 622), (x + 66, 640), (x + 4, 632), (x - 56, 640)],
            "#f6ecd2",
        )
        for k in range(3):
            c.line([(x - 42, 624 + k * 4), (x - 4, 618 + k * 4)], "#8a7658", 1.2, 0.7)
            c.line([(x + 12, 618 + k * 4), (x + 54, 624 + k * 4)], "#8a7658", 1.2, 0.7)
    return c.finish(grain=3.5, vignette=0.4)


def _shelves(c: Canvas) -> None:
    dice = random.Random(13)
    for row in range(4):
        top = 40 + row * 118
        c.rect((0, top + 98, 1280, top + 112), "#2a1b13")
        x = 8.0
        while x < 1280:
            wide, tall = dice.uniform(9, 26), dice.uniform(66, 94)
            tone = dice.choice(("#8a3f33", "#3f5a66", "#b0823f", "#5c6a4a", "#c9b48a", "#6b3a52", "#2f4a5c"))
            c.rect(
                (x, top + 98 - tall, x + wide - 1.5, top + 98), mix(tone, "#2a1b13", dice.uniform(0.1, 0.4))
            )
            c.rect((x + 2, top + 98 - tall * 0.8, x + wide - 3.5, top + 98 - tall * 0.68), "#e8d3a0", 0.6)
            x += wide
        for x in (0, 318, 636, 954, 1262):
            c.rect((x, 20, x + 18, 512), "#35241a")
