"""Scenes of work and traffic: the workshop, the computing centre, aircraft, trains, tracks."""

import math
import random

from PIL import Image

from drawing.canvas import Canvas, Point, mix
from drawing.motifs import (
    cloud,
    curve,
    hills,
    person,
    skyline,
)


def robots() -> Image.Image:
    """Robot arms along a line in the workshop."""
    c = Canvas(1320, 820, "#dfe6e6")
    c.wash([(0, "#b9cdd2"), (0.6, "#e6ece8"), (1, "#f3f1e8")], (0, 0, 1320, 560))
    for k in range(14):
        x = -60 + k * 106
        c.line([(x, 70), (x + 53, 20), (x + 106, 70)], "#8fa8b0", 4)
        c.rect((x, 66, x + 106, 74), "#8fa8b0")
    for k in range(6):
        x = 60 + k * 210
        c.shade([(x, 110), (x + 150, 110), (x + 150, 250), (x, 250)], [(0, "#f6fbf8"), (1, "#cfe2e6")])
        c.line([(x + 75, 110), (x + 75, 250)], "#9db6bd", 4)
        c.line([(x, 180), (x + 150, 180)], "#9db6bd", 4)
    c.wash([(0, "#b8bfbc"), (1, "#8d9896")], (0, 540, 1320, 820))
    for k in range(18):
        c.line([(660 + (k - 9) * 60, 540), (660 + (k - 9) * 190, 820)], "#7b8785", 1.4, 0.5)
    c.poly([(0, 560), (1320, 560), (1320, 574), (0, 574)], "#e9b93a")
    c.shade([(0, 650), (1320, 650), (1320, 720), (0, 720)], [(0, "#51626b"), (1, "#36454d")])
    for k in range(34):
        c.disc((20 + k * 40, 686), 12, "#7d8f97")
        c.disc((20 + k * 40, 686), 5, "#36454d")
    for k, x in enumerate((140, 500, 860, 1200)):
        _work_piece(c, x, k)
    for x, lean, paint in (
        (230, -1, "#e8702a"),
        (560, 1, "#e8702a"),
        (960, -1, "#e8702a"),
        (1180, 1, "#e8702a"),
    ):
        _robot(c, x, 640, lean, paint)
    person(c, 760, 800, 190, "#2f5f8a", "#f4f1e6")
    c.rect((742, 672, 800, 706), "#22303a", radius=4)
    c.rect((746, 676, 796, 702), "#7fd4e0", radius=2)
    return c.finish(grain=2, vignette=0.16)


def _work_piece(c: Canvas, x: float, k: int) -> None:
    c.shade([(x - 90, 650), (x - 74, 586), (x + 74, 586), (x + 90, 650)], [(0, "#f2efe4"), (1, "#c4bfae")])
    c.line(curve([(x - 70, 600), (x, 590), (x + 70, 600)], 8), "#2f8f9a", 6)
    c.disc((x, 618), 15, "#36454d")
    if k % 2 == 0:
        c.glow((x + 20, 582), 120, "#bfeaff", 0.95)
        dice = random.Random(k)
        for _ in range(28):
            turn, far = dice.uniform(3.3, 6.1), dice.uniform(12, 84)
            c.line(
                [(x + 20, 584), (x + 20 + far * math.cos(turn), 584 + far * math.sin(turn))],
                "#fff1b8",
                1.3,
                0.8,
            )


def _robot(c: Canvas, x: float, base: float, lean: int, paint: str) -> None:
    dark = mix(paint, "#4a1f10", 0.4)
    c.rect((x - 46, base - 28, x + 46, base + 6), "#4a545a", radius=6)
    c.poly([(x - 34, base - 28), (x + 34, base - 28), (x + 24, base - 86), (x - 24, base - 86)], dark)
    shoulder, elbow, wrist = (x, base - 96), (x + lean * 70, base - 262), (x - lean * 70, base - 216)
    tool = (x - lean * 92, base - 128)
    for start, end, width in ((shoulder, elbow, 40), (elbow, wrist, 30), (wrist, tool, 16)):
        c.line([start, end], paint, width)
        c.line([start, end], "#ffd9a8", width * 0.18, 0.5)
    for joint, r in ((shoulder, 34), (elbow, 28), (wrist, 20)):
        c.disc(joint, r, dark)
        c.disc(joint, r * 0.62, "#39444a")
        c.disc(joint, r * 0.26, "#c9d3d3")
    c.line(
        curve(
            [
                (x - lean * 20, base - 110),
                (x + lean * 8, base - 220),
                (x + lean * 52, base - 282),
                (x - lean * 30, base - 262),
            ],
            10,
        ),
        "#2a3238",
        5,
    )
    c.poly(
        [
            (tool[0] - 13, tool[1]),
            (tool[0] + 13, tool[1]),
            (tool[0] + 4, tool[1] + 46),
            (tool[0] - 4, tool[1] + 46),
        ],
        "#4a545a",
    )


def server_aisle() -> Image.Image:
    """The cold aisle of the computing centre; upright."""
    c = Canvas(860, 1140, "#0a1226")
    c.wash([(0, "#0f1b3c"), (0.5, "#1f4a7a"), (1, "#0a1226")])
    vanish = (430.0, 520.0)
    c.glow(vanish, 260, "#9fe6ff", 0.95)
    dice = random.Random(64)
    depths = [0.1, 0.15, 0.22, 0.32, 0.47, 0.69, 1.02, 1.5]
    for side in (-1, 1):
        for near, far in zip(reversed(depths[1:]), reversed(depths[:-1]), strict=True):
            _rack(c, vanish, side, far, near, dice)
    for near, far in zip(reversed(depths[1:]), reversed(depths[:-1]), strict=True):
        floor = [(430 + s * 215 * t, 520 + 560 * t) for s, t in ((-1, far), (1, far), (1, near), (-1, near))]
        c.shade(floor, [(0, "#5fa8d0"), (1, "#1f3a66")], 0.85)
        for k in range(5):
            u = -0.8 + k * 0.4
            c.line(
                [(430 + u * 215 * far, 520 + 560 * far), (430 + u * 215 * near, 520 + 560 * near)],
                "#0f2244",
                2,
                0.6,
            )
        roof = [(430 + s * 215 * t, 520 - 520 * t) for s, t in ((-1, far), (1, far), (1, near), (-1, near))]
        c.poly(roof, "#16284f", 0.85)
        lamp = [
            (430 + s * 60 * t, 520 - 520 * t)
            for s, t in ((-1, far + 0.02), (1, far + 0.02), (1, near - 0.03), (-1, near - 0.03))
        ]
        c.poly(lamp, "#e4fbff", 0.9)
    c.glow(vanish, 170, "#d8f8ff", 0.8)
    person(c, 452, 690, 170, "#eef3f4")
    return c.finish(grain=3, vignette=0.35)


def _rack(c: Canvas, vanish: Point, side: int, far: float, near: float, dice: random.Random) -> None:
    """One rack of servers between two depths of the aisle."""

    def at(depth: float, height: float) -> Point:
        return vanish[0] + side * 215 * depth, vanish[1] + (560 - 1080 * height) * depth

    c.shade([at(far, 0), at(far, 1), at(near, 1), at(near, 0)], [(0, "#20376a"), (1, "#0c1730")])
    c.line([at(near, 0), at(near, 1)], "#4f86c0", 2 + 3 * near)
    for unit in range(2, 21):
        low, high = unit / 23, unit / 23 + 0.03
        span = far + (near - far) * 0.1, far + (near - far) * 0.9
        c.poly([at(span[0], low), at(span[0], high), at(span[1], high), at(span[1], low)], "#0a1328", 0.9)
        for k in range(7):
            depth = span[0] + (span[1] - span[0]) * (k + 0.5) / 7
            if dice.random() < 0.62:
                paint = dice.choice(("#5fe0ff", "#5fe0ff", "#7dffb0", "#ffd06a"))
                c.disc(at(depth, low + 0.015), 0.9 + 4.0 * depth, paint, dice.uniform(0.5, 1))


def airliner() -> Image.Image:
    """An airliner above the clouds."""
    c = Canvas(1400, 800)
    c.wash([(0, "#1f5f9f"), (0.55, "#7fb8dc"), (1, "#f5e9d2")])
    c.glow((1180, 560), 420, "#fff3d0", 0.8)
    dice = random.Random(19)
    for level, tone in ((600, "#cfe0ea"), (660, "#e6eef0"), (730, "#fbf9f2")):
        bank = c.layer(tone)
        for _ in range(40):
            bank.disc((dice.uniform(-40, 1440), level + dice.uniform(-16, 60)), dice.uniform(30, 86), tone)
        bank.rect((0, level + 40, 1400, 800), tone)
        c.lay(bank, blur=2)
    _airliner(c, 690, 340)
    return c.finish(grain=2, vignette=0.16)


def _airliner(c: Canvas, x: float, y: float) -> None:
    """A twin-jet seen from the side, its nose up to the right."""
    c.poly([(x - 420, y - 14), (x - 500, y - 176), (x - 446, y - 182), (x - 310, y - 40)], "#1f4f8f")
    c.poly([(x - 490, y - 156), (x - 500, y - 176), (x - 446, y - 182), (x - 424, y - 160)], "#5fa84a")
    c.poly([(x - 380, y - 12), (x - 500, y - 40), (x - 540, y - 34), (x - 430, y + 16)], "#cfd8de")
    wing_far = [(x + 40, y - 10), (x - 60, y - 96), (x - 96, y - 98), (x - 70, y - 8)]
    c.poly(wing_far, "#aebbc4")
    body = [
        (x - 470, y - 10),
        (x - 330, y - 46),
        (x - 100, y - 62),
        (x + 250, y - 62),
        (x + 370, y - 44),
        (x + 432, y - 2),
        (x + 400, y + 28),
        (x + 250, y + 44),
        (x - 120, y + 44),
        (x - 340, y + 18),
    ]
    c.shade(curve(body, 10, closed=True), [(0, "#ffffff"), (0.5, "#f1f3f2"), (1, "#a9b6bf")])
    c.line(
        curve([(x - 440, y + 2), (x - 200, y + 22), (x + 200, y + 24), (x + 410, y + 14)], 12), "#1f4f8f", 6
    )
    c.line(
        curve([(x - 430, y + 10), (x - 200, y + 31), (x + 200, y + 33), (x + 395, y + 24)], 12), "#5fa84a", 4
    )
    for k in range(34):
        c.rect((x - 290 + k * 17, y - 24, x - 282 + k * 17, y - 12), "#2f4456", radius=3)
    for door in (-320, 10, 305):
        c.frame((x + door, y - 34, x + door + 17, y + 8), "#8fa0aa", 1.6, radius=3)
    c.poly([(x + 356, y - 36), (x + 396, y - 26), (x + 410, y - 12), (x + 362, y - 16)], "#24384a")
    c.text((x + 120, y - 47), "C919", 22, "#1f4f8f", anchor="mm")
    _near_wing(c, x, y)


def _near_wing(c: Canvas, x: float, y: float) -> None:
    c.shade(
        [(x + 70, y + 20), (x - 190, y + 196), (x - 244, y + 200), (x - 110, y + 26)],
        [(0, "#e4eaed"), (1, "#8799a5")],
    )
    c.poly([(x - 190, y + 196), (x - 244, y + 200), (x - 262, y + 168), (x - 250, y + 166)], "#1f4f8f")
    c.shade(
        curve(
            [(x + 60, y + 76), (x + 52, y + 112), (x - 40, y + 112), (x - 66, y + 94), (x - 40, y + 76)],
            8,
            closed=True,
        ),
        [(0, "#f4f6f5"), (1, "#93a3ad")],
    )
    c.oval((x + 58, y + 94), 8, 19, "#33444f")


def fast_train() -> Image.Image:
    """A high-speed train on the viaduct above spring fields."""
    c = Canvas(1440, 780)
    c.wash([(0, "#8fc6de"), (1, "#eef5e6")], (0, 0, 1440, 450))
    cloud(c, 300, 150, 120, "#ffffff", 0.9)
    cloud(c, 1120, 120, 150, "#ffffff", 0.85)
    hills(c, 452, 130, "#86b3a8", "#cfe2cb", 90, 5)
    hills(c, 470, 60, "#6f9f7f", "#a9cb96", 95, 9)
    c.wash([(0, "#e8d157"), (0.35, "#cfc14a"), (1, "#6f9f4a")], (0, 465, 1440, 780))
    dice = random.Random(50)
    for _ in range(2600):
        y = 470 + 310 * dice.random() ** 0.8
        r = 0.8 + (y - 465) / 130
        c.disc((dice.uniform(0, 1440), y), r, dice.choice(("#f6e26a", "#f9ec8f", "#8fae3f", "#d9c040")), 0.7)
    for k in range(7):
        pier = -30 + k * 250
        c.shade(
            [(pier - 26, 430), (pier + 26, 430), (pier + 20, 650), (pier - 20, 650)],
            [(0, "#d9d6cc"), (1, "#a9a698")],
        )
        c.oval((pier, 652), 46, 9, "#5f7f36", 0.7)
    c.shade([(0, 398), (1440, 398), (1440, 440), (0, 440)], [(0, "#e9e6dc"), (1, "#b3afa2")])
    c.rect((0, 388, 1440, 400), "#c9c5b8")
    for k in range(8):
        mast = 60 + k * 190
        c.line([(mast, 390), (mast, 214)], "#8f979b", 5)
        c.line([(mast, 226), (mast + 64, 240)], "#8f979b", 3)
    for wire in (236, 250):
        c.line([(0, wire), (1440, wire)], "#6f777b", 1.3)
    _train(c)
    wind = c.layer("#ffffff")
    for _ in range(60):
        y, long = dice.uniform(280, 392), dice.uniform(80, 420)
        x = dice.uniform(-200, 700)
        wind.rect((x, y, x + long, y + 2), "#ffffff", 0.28)
    c.lay(wind, blur=1.5)
    return c.finish(grain=2, vignette=0.14)


def _train(c: Canvas) -> None:
    roof = curve([(-20, 284), (900, 284), (1080, 292), (1210, 326), (1268, 366)], 14)
    c.shade([*roof, (1262, 388), (-20, 388)], [(0, "#ffffff"), (0.5, "#f0f2f1"), (1, "#b9c4ca")])
    c.shade([(-20, 356), (1130, 356), (1250, 372), (1262, 388), (-20, 388)], [(0, "#2f6fa8"), (1, "#1f4a78")])
    c.poly(
        curve([(1096, 306), (1170, 318), (1214, 338), (1150, 338), (1080, 330)], 8, closed=True), "#22333f"
    )
    for k in range(23):
        c.rect((4 + k * 45, 310, 36 + k * 45, 332), "#2f4452", radius=6)
    for k in range(5):
        c.rect((k * 232 - 4, 288, k * 232 + 2, 388), "#a3afb5")


def track_laying() -> Image.Image:
    """Rails are laid towards the horizon; workers in orange, a level in the foreground."""
    c = Canvas(1240, 820)
    c.wash([(0, "#5f8fb5"), (0.7, "#f0d2a8"), (1, "#f7e4c2")], (0, 0, 1240, 400))
    c.glow((620, 390), 360, "#fff0c8", 0.9)
    hills(c, 402, 90, "#8f8fa0", "#dcbd9f", 104, 5)
    skyline(c, (820, 1180), 402, 80, "#a39aa0", 55)
    c.wash([(0, "#bfa97f"), (1, "#7d6a4c")], (0, 400, 1240, 820))
    c.shade([(560, 400), (680, 400), (1180, 820), (60, 820)], [(0, "#b3ada2"), (1, "#77726a")])
    dice = random.Random(38)
    _track(c, dice)
    for x, base, h, coat in (
        (380, 560, 110, "#e8702a"),
        (520, 500, 72, "#e8702a"),
        (770, 530, 92, "#e8702a"),
        (860, 640, 164, "#d9572a"),
        (690, 460, 48, "#e8702a"),
    ):
        c.oval((x, base), h * 0.2, h * 0.03, "#3f382c", 0.5)
        person(c, x, base, h, coat, "#f4d03c")
        c.rect((x - h * 0.13, base - h * 0.62, x + h * 0.13, base - h * 0.585), "#fdf6c9")
    _theodolite(c)
    return c.finish(grain=3, vignette=0.22)


def _track(c: Canvas, dice: random.Random) -> None:
    for _ in range(1500):
        t = dice.random() ** 0.5
        x, y = 620 + dice.uniform(-1, 1) * (60 + 500 * t), 400 + 420 * t
        c.oval((x, y), 0.6 + 4.6 * t, 0.5 + 3.2 * t, dice.choice(("#8d877c", "#c9c3b6", "#65605a")))
    for k in range(30):
        t = (k / 29) ** 2.2
        y, half = 404 + 410 * t, 44 + 350 * t
        c.shade(
            [
                (620 - half, y),
                (620 + half, y),
                (620 + half * 1.03, y + 3 + 22 * t),
                (620 - half * 1.03, y + 3 + 22 * t),
            ],
            [(0, "#e0dbcf"), (1, "#a49e92")],
        )
    for side in (-1, 1):
        for offset, tone, width in ((0, "#4a4642", 1.0), (-0.12, "#dfe6ea", 0.4)):
            near = 620 + side * (250 + offset * 60)
            c.poly(
                [
                    (620 + side * 27 - 1.5 * width, 402),
                    (620 + side * 27 + 1.5 * width, 402),
                    (near + 12 * width, 820),
                    (near - 12 * width, 820),
                ],
                tone,
            )


def _theodolite(c: Canvas) -> None:
    c.line([(150, 800), (196, 612)], "#c9a04a", 8)
    c.line([(250, 800), (204, 612)], "#c9a04a", 8)
    c.line([(200, 800), (200, 612)], "#a8803a", 8)
    c.rect((172, 560, 230, 612), "#2f6fa8", radius=8)
    c.disc((232, 584), 17, "#22303a")
    c.disc((236, 584), 10, "#9fd8f0")
