"""What every map is drawn with: colours, the river's course, towns, hills, title, compass and scale."""

import math
import random

from drawing.canvas import Canvas, Point, mix
from drawing.lettering import Face
from drawing.motifs import (
    curve,
)

INK, WATER, SHORE, LAND, ROAD, RED = "#2c3a42", "#a9cfd6", "#6fa3b0", "#f4efe0", "#d9a15a", "#c8452d"

RIVER: tuple[Point, ...] = (
    (-0.05, 0.36),
    (0.08, 0.31),
    (0.2, 0.24),
    (0.33, 0.27),
    (0.43, 0.37),
    (0.53, 0.42),
    (0.64, 0.37),
    (0.73, 0.27),
    (0.84, 0.25),
    (0.94, 0.33),
    (1.05, 0.42),
)  # the Yangtze's course, in shares of the picture

CANAL: tuple[Point, ...] = ((0.47, 0.4), (0.46, 0.52), (0.5, 0.62), (0.48, 0.74), (0.54, 0.88), (0.56, 1.05))

CREEK: tuple[Point, ...] = ((0.66, 0.37), (0.68, 0.5), (0.74, 0.58), (0.75, 0.7), (0.83, 0.8), (0.86, 1.05))


def course(c: Canvas, shares: tuple[Point, ...]) -> list[Point]:
    return curve([(x * c.width, y * c.height) for x, y in shares], 24)


def water(c: Canvas, line: list[Point], width: float) -> None:
    """A stream with lighter depth lines inside its banks."""
    for share, tone in (
        (1.0, SHORE),
        (0.95, WATER),
        (0.7, mix(WATER, "#ffffff", 0.14)),
        (0.42, mix(WATER, "#ffffff", 0.28)),
    ):
        c.line(line, tone, width * share)
        for x, y in line[::6]:
            c.disc((x, y), width * share / 2, tone)


def title(c: Canvas, name: str, note: str) -> None:
    """The map's title box in the lower left corner."""
    top = c.height - 118
    c.rect((36, top, 66 + max(30 * len(name), 16 * len(note)) + 24, c.height - 34), "#fffdf6", 0.94)
    c.rect((36, top, 44, c.height - 34), RED)
    c.text((64, top + 14), name, 28, INK, face=Face.BOLD)
    c.text((64, top + 52), note, 16, "#6b7478")


def compass(c: Canvas, x: float, y: float, size: float) -> None:
    c.poly([(x, y - size), (x + size * 0.26, y), (x, y - size * 0.14), (x - size * 0.26, y)], INK)
    c.poly([(x, y + size * 0.62), (x + size * 0.2, y), (x, y + size * 0.1), (x - size * 0.2, y)], "#b9bdb6")
    c.text((x, y - size * 1.28), "北", size * 0.44, INK, face=Face.BOLD, anchor="mm")


def scale_bar(c: Canvas, x: float, y: float, unit: float, label: str) -> None:
    for k in range(4):
        c.rect((x + k * unit, y, x + (k + 1) * unit, y + 7), INK if k % 2 == 0 else "#fffdf6")
    c.frame((x, y, x + 4 * unit, y + 7), INK, 1)
    c.text((x + 2 * unit, y + 22), label, 16, INK, anchor="mm")


def town(c: Canvas, x: float, y: float, name: str, size: float = 22, capital: bool = False) -> None:
    c.disc((x, y), 9 if capital else 6, "#fffdf6")
    c.ring((x, y), 9 if capital else 6, INK, 3)
    if capital:
        c.disc((x, y), 4, RED)
    c.text((x + 15, y), name, size, INK, face=Face.BOLD if capital else Face.SANS, anchor="lm")


def relief(c: Canvas, x: float, y: float, size: float, tone: str, seed: int) -> None:
    """A hill as shaded contour rings."""
    dice = random.Random(seed)
    shape = [(dice.uniform(0.75, 1.15), k * 0.628) for k in range(10)]
    for level in range(5):
        r = size * (1 - level * 0.19)
        ring = curve(
            [
                (
                    x + level * size * 0.05 + r * far * 1.5 * math.cos(a),
                    y - level * size * 0.03 + r * far * math.sin(a),
                )
                for far, a in shape
            ],
            8,
            closed=True,
        )
        c.poly(ring, mix(tone, "#7d8f5a", 0.12 + level * 0.14), 0.9)
        c.line([*ring, ring[0]], "#8d9468", 1, 0.5)
