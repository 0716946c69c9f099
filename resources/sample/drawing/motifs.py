"""What returns in many scenes: ridges, trees, people, boats, towers, clouds; each drawn onto a canvas it is given."""

import math
import random
from collections.abc import Sequence

from drawing.canvas import Canvas, Point, mix


def curve(points: Sequence[Point], steps: int = 14, closed: bool = False) -> list[Point]:
    """A smooth line through the points (Catmull and Rom 1974)."""
    count = len(points)
    line: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            line.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    if not closed:
        line.append(points[-1])
    return line


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (
        c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))
    )  # the usual form with tension one half


def ridge(width: float, base: float, height: float, seed: int, peaks: int = 5) -> list[Point]:
    """The skyline of hills from the left edge to the right one: `base` is its foot, `height` its highest rise."""
    dice = random.Random(seed)
    waves = [(dice.uniform(0.5, 1.0) / k, k * peaks / 2, dice.uniform(0, 6.28)) for k in (1, 2, 3, 5, 8)]
    whole = sum(size for size, _, _ in waves)
    points = []
    for step in range(161):
        t = step / 160
        rise = sum(size * math.sin(t * 3.14 * often + at) for size, often, at in waves) / whole
        points.append((t * width, base - height * (0.5 + 0.5 * rise)))
    return points


def hills(canvas: Canvas, base: float, height: float, top: str, foot: str, seed: int, peaks: int = 5) -> None:
    """A range of hills, lighter towards the foot as in haze, filled down to the base."""
    line = ridge(canvas.width, base, height, seed, peaks)
    canvas.shade([(0, base), *line, (canvas.width, base)], [(0, top), (1, foot)])


def cloud(canvas: Canvas, x: float, y: float, size: float, colour: str, alpha: float = 1.0) -> None:
    """A flat cloud with a level foot."""
    layer = canvas.layer(colour)
    for dx, dy, r in ((-0.78, -0.2, 0.3), (-0.4, -0.36, 0.42), (0.12, -0.46, 0.54), (0.6, -0.24, 0.38)):
        layer.disc((x + dx * size, y + dy * size), r * size * 0.62, colour)
    layer.rect((x - 1.1 * size, y - 0.24 * size, x + 0.95 * size, y), colour, radius=0.12 * size)
    canvas.lay(layer, alpha=alpha)


def tree(canvas: Canvas, x: float, base: float, size: float, leaf: str, seed: int = 1) -> None:
    """A round tree of three tones, its light from the upper left."""
    dice = random.Random(seed)
    canvas.rect((x - size * 0.035, base - size * 0.5, x + size * 0.035, base), mix(leaf, "#2a1c14", 0.75))
    for tone, shift in ((mix(leaf, "#0c1a1c", 0.28), 0.05), (leaf, 0.0), (mix(leaf, "#fff3c4", 0.22), -0.09)):
        for _ in range(7):
            turn, far = dice.uniform(0, 6.28), dice.uniform(0, 0.2)
            spot = (
                x + size * (far * math.cos(turn) + shift),
                base - size * (0.66 + far * math.sin(turn) - shift),
            )
            canvas.disc(spot, size * dice.uniform(0.09, 0.17), tone)


def willow(
    canvas: Canvas, x: float, top: float, length: float, colour: str, seed: int, strands: int = 14
) -> None:
    """Willow branches that hang into the picture."""
    dice = random.Random(seed)
    for _ in range(strands):
        start = (x + dice.uniform(-0.5, 0.5) * length, top - 12)
        reach, sway = length * dice.uniform(0.5, 1.0), dice.uniform(-0.07, 0.12) * length
        strand = curve(
            [start, (start[0] + sway * 0.3, top + reach * 0.5), (start[0] + sway, top + reach)], 16
        )
        canvas.line(strand, colour, 1.4)
        for at, (sx, sy) in enumerate(strand[4:]):
            side = 1 if at % 2 else -1
            leaf = [(sx, sy), (sx + side * 7, sy + 5), (sx + side * 5, sy + 15), (sx + side, sy + 8)]
            canvas.poly(leaf, colour, 0.9)


def reeds(
    canvas: Canvas, span: tuple[float, float], base: float, height: float, colour: str, seed: int
) -> None:
    """A stand of reeds with plumes, one every few pixels."""
    dice = random.Random(seed)
    left, right = span
    for _ in range(int((right - left) / 7)):
        x, tall = dice.uniform(left, right), height * dice.uniform(0.55, 1.0)
        lean = dice.uniform(-0.06, 0.16) * tall
        stem = curve([(x, base), (x + lean * 0.35, base - tall * 0.6), (x + lean, base - tall)], 8)
        canvas.line(stem, colour, 1.6)
        tip_x, tip_y = stem[-1]
        plume = [(tip_x, tip_y - 4), (tip_x + 5, tip_y + 9), (tip_x + 3, tip_y + 26), (tip_x - 2, tip_y + 22)]
        if dice.random() < 0.7:
            canvas.poly(plume, mix(colour, "#f6e7c8", 0.35), 0.95)
        mid_x, mid_y = stem[4]
        blade = [(mid_x, mid_y), (mid_x + tall * 0.16, mid_y - 12), (mid_x + tall * 0.24, mid_y + 10)]
        canvas.line(curve(blade, 6), colour, 1.6)


def person(canvas: Canvas, x: float, base: float, height: float, coat: str, hat: str | None = None) -> None:
    """Someone who stands: a head, a coat, two legs."""
    h = height
    canvas.rect((x - h * 0.085, base - h * 0.42, x - h * 0.01, base), mix(coat, "#10141c", 0.6))
    canvas.rect((x + h * 0.01, base - h * 0.42, x + h * 0.085, base), mix(coat, "#10141c", 0.6))
    body = [(x - h * 0.12, base - h * 0.78), (x + h * 0.12, base - h * 0.78), (x + h * 0.15, base - h * 0.36)]
    canvas.poly([*body, (x - h * 0.15, base - h * 0.36)], coat)
    canvas.disc((x, base - h * 0.78), h * 0.12, coat)
    for side in (-1, 1):
        arm = [(x + side * h * 0.1, base - h * 0.76), (x + side * h * 0.17, base - h * 0.58)]
        canvas.line([*arm, (x + side * h * 0.14, base - h * 0.44)], mix(coat, "#10141c", 0.18), h * 0.06)
    canvas.disc((x, base - h * 0.9), h * 0.085, "#e3b891")
    if hat:
        canvas.oval((x, base - h * 0.94), h * 0.11, h * 0.075, hat)
        canvas.rect((x - h * 0.14, base - h * 0.94, x + h * 0.14, base - h * 0.91), hat)
    else:
        canvas.slice((x, base - h * 0.91), h * 0.09, 165, 375, "#2a211f")


def runner(canvas: Canvas, x: float, base: float, height: float, shirt: str, stride: float) -> None:
    """Someone who runs to the right; the stride runs from 0 to 1 through the phases of a step."""
    h, skin, swing = height, "#d9a27c", math.sin(stride * 6.28)
    hip, neck = (x, base - h * 0.48), (x + h * 0.08, base - h * 0.8)
    for side in (1, -1):
        knee = (x + side * swing * h * 0.16 + h * 0.05, base - h * 0.26)
        foot = (knee[0] - h * 0.1 + side * swing * h * 0.12, base - h * 0.03 * (1 + side * swing))
        canvas.line([hip, knee, foot], skin if side > 0 else mix(skin, "#3a2418", 0.3), h * 0.07)
        canvas.oval((foot[0] + h * 0.03, foot[1]), h * 0.065, h * 0.03, "#f4f1ea")
        elbow = (neck[0] - side * swing * h * 0.13, base - h * 0.6)
        canvas.line([neck, elbow, (elbow[0] + h * 0.1, elbow[1] - h * 0.06)], skin, h * 0.055)
    canvas.line(
        [(hip[0], hip[1] + h * 0.02), (hip[0] + swing * h * 0.05, base - h * 0.36)], "#26304a", h * 0.15
    )
    canvas.line([hip, neck], shirt, h * 0.17)
    canvas.disc((neck[0] + h * 0.03, base - h * 0.91), h * 0.075, skin)
    canvas.slice((neck[0] + h * 0.025, base - h * 0.925), h * 0.08, 150, 350, "#231a17")


def birds(canvas: Canvas, x: float, y: float, size: float, colour: str, seed: int, count: int = 7) -> None:
    """A loose flock, far away."""
    dice = random.Random(seed)
    for _ in range(count):
        bx, by, s = (
            x + dice.gauss(0, 1) * size * 4,
            y + dice.gauss(0, 1) * size * 1.4,
            size * dice.uniform(0.6, 1),
        )
        wing = curve([(bx - s, by - s * 0.35), (bx - s * 0.4, by - s * 0.5), (bx, by)], 6)
        other = curve([(bx, by), (bx + s * 0.45, by - s * 0.55), (bx + s, by - s * 0.25)], 6)
        canvas.line([*wing, *other], colour, max(1.0, s * 0.13))


def pagoda(
    canvas: Canvas, x: float, base: float, height: float, wall: str, roof: str, storeys: int = 7
) -> None:
    """A pagoda with upturned eaves and a spire."""
    storey = height * 0.82 / storeys
    for level in range(storeys):
        half = height * (0.135 - 0.0098 * level)
        foot = base - level * storey
        canvas.rect((x - half, foot - storey, x + half, foot), wall)
        door = (x - half * 0.22, foot - storey * 0.62, x + half * 0.22, foot)
        canvas.rect(door, mix(wall, "#1b0f0a", 0.55), radius=half * 0.12)
        wide, eave = half * 1.62, foot - storey * 0.78
        left = curve(
            [(x - wide, eave - storey * 0.06), (x - wide * 0.8, eave), (x - half * 0.7, foot - storey)], 6
        )
        right = [(2 * x - px, py) for px, py in reversed(left)]
        canvas.poly([*left, *right, (x + wide * 0.86, eave + 3), (x - wide * 0.86, eave + 3)], roof)
    top = base - storeys * storey
    canvas.poly([(x - height * 0.075, top), (x + height * 0.075, top), (x, top - height * 0.07)], roof)
    canvas.poly([(x - 2.4, top - height * 0.05), (x + 2.4, top - height * 0.05), (x, base - height)], roof)
    for k in (0.075, 0.1, 0.122):
        canvas.oval((x, top - height * k), height * 0.014, height * 0.006, roof)


def barge(
    canvas: Canvas, x: float, level: float, length: float, hull: str, load: str, faces: int = 1
) -> None:
    """A river barge with its load and wheelhouse; `faces` is 1 for a bow to the right, -1 for one to the left."""
    n = length / 100 * faces
    deck = [(-50, -5), (38, -5), (50, -9), (44, 4), (-46, 4)]
    canvas.poly([(x + px * n, level + py * abs(n)) for px, py in deck], hull)
    heap = curve([(-24, -5), (-14, -13), (-4, -8), (6, -14), (18, -8), (30, -5)], 6)
    canvas.poly([(x + px * n, level + py * abs(n)) for px, py in heap], load)
    house = [(-46, -5), (-46, -16), (-33, -16), (-33, -5)]
    canvas.poly([(x + px * n, level + py * abs(n)) for px, py in house], mix(hull, "#f5ead2", 0.7))
    glass = [(-44, -11), (-44, -14), (-35, -14), (-35, -11)]
    canvas.poly([(x + px * n, level + py * abs(n)) for px, py in glass], "#2a3b4a")


def skyline(
    canvas: Canvas, span: tuple[float, float], base: float, tall: float, wall: str, seed: int
) -> list[Point]:
    """Blocks of a city side by side; returns the top middle of each, where lamps may hang."""
    dice = random.Random(seed)
    x, tops = span[0], []
    while x < span[1]:
        wide = dice.uniform(0.16, 0.34) * tall
        high = tall * (0.25 + 0.75 * dice.random() ** 1.8)
        tone = mix(wall, "#ffffff", dice.uniform(0, 0.07))
        canvas.rect((x, base - high, x + wide, base), tone)
        if dice.random() < 0.4:
            step = high * dice.uniform(1.04, 1.14)
            canvas.rect((x + wide * 0.22, base - step, x + wide * 0.74, base), tone)
            high = step
        tops.append((x + wide / 2, base - high))
        x += wide * dice.uniform(0.94, 1.12)
    return tops


def lit_windows(
    canvas: Canvas, box: tuple[float, float, float, float], glow: str, seed: int, pitch: float
) -> None:
    """A grid of windows, some of them lit."""
    dice = random.Random(seed)
    y = box[1] + pitch
    while y < box[3] - pitch:
        x = box[0] + pitch * 0.8
        while x < box[2] - pitch:
            if dice.random() < 0.42:
                shine = mix(glow, "#ffffff", dice.uniform(0, 0.4))
                canvas.rect((x, y, x + pitch * 0.55, y + pitch * 0.5), shine, dice.uniform(0.45, 1))
            x += pitch
        y += pitch


def jar(c: Canvas, x: float, base: float, h: float, glaze: str = "#8fb09a") -> None:
    """A round jar with a short neck, lit from the left."""
    profile = [
        (0.2, 0),
        (0.26, 0.04),
        (0.4, 0.3),
        (0.47, 0.56),
        (0.42, 0.76),
        (0.24, 0.88),
        (0.2, 0.93),
        (0.25, 1.0),
    ]
    for inset, tone in (
        (1.0, mix(glaze, "#1d2a26", 0.42)),
        (0.9, mix(glaze, "#1d2a26", 0.2)),
        (0.76, glaze),
        (0.56, mix(glaze, "#fffbe8", 0.16)),
    ):
        shift = -(1 - inset) * h * 0.2
        right = curve([(x + shift + r * h * inset, base - y * h) for r, y in profile], 8)
        left = [(2 * (x + shift) - px, py) for px, py in reversed(right)]
        c.poly([*right, *left], tone)
    c.oval((x, base - h), h * 0.25, h * 0.035, mix(glaze, "#fffbe8", 0.3))
    c.oval((x, base - h), h * 0.2, h * 0.024, mix(glaze, "#101815", 0.7))
    shine = [
        (x - h * 0.24, base - h * 0.74),
        (x - h * 0.16, base - h * 0.78),
        (x - h * 0.2, base - h * 0.46),
        (x - h * 0.29, base - h * 0.5),
    ]
    c.poly(curve(shine, 8, closed=True), "#ffffff", 0.42)
