"""Draws lines over two logarithmic axes as an SVG of its own, readable on light and dark pages."""

import colorsys
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 860, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 230, 50, 40
_LABEL = 17
"""pixels between the names of lines"""

_STYLE = """\
text { font: 13px sans-serif; fill: #333 } .grid { stroke: #888888; stroke-opacity: 0.3 } path { fill: none; stroke-width: 2 }
.back { fill: #fff } @media (prefers-color-scheme: dark) { text { fill: #ddd } .back { fill: #0d1117 } }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A name and points, both coordinates above zero."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where a point stands on the picture: powers of ten from the lower left corner on."""

    left: int
    right: int
    low: int
    high: int

    @classmethod
    def around(cls, lines: Sequence[Line]) -> "_Axes":
        points = [point for line in lines for point in line.points]
        across, up = ([math.log10(point[side]) for point in points] for side in (0, 1))
        return cls(
            math.floor(min(across)),
            max(math.ceil(max(across)), math.floor(min(across)) + 1),
            math.floor(min(up)),
            max(math.ceil(max(up)), math.floor(min(up)) + 1),
        )

    def x(self, value: float) -> float:
        share = (math.log10(value) - self.left) / (self.right - self.left)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def draw_lines(title: str, lines: Sequence[Line]) -> str:
    """The picture as the text of an SVG file."""
    drawn = [line for line in lines if line.points]
    axes = _Axes.around(drawn)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect class="back" width="{_WIDTH}" height="{_HEIGHT}"/>',
        f'<text x="{_LEFT}" y="28">{escape(title)}</text>',
        *_grid(axes),
        *_drawn(axes, drawn),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _grid(axes: _Axes) -> list[str]:
    found = []
    for power in range(axes.left, axes.right + 1):
        x = axes.x(10.0**power)
        found.append(f'<path class="grid" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
        found.append(f'<text x="{x:.1f}" y="{_HEIGHT - 18}" text-anchor="middle">{10.0**power:,.0f}</text>')
    for power in range(axes.low, axes.high + 1):
        y = axes.y(10.0**power)
        found.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        found.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    return found


def _drawn(axes: _Axes, lines: Sequence[Line]) -> list[str]:
    """The lines, each with its name at its right end, pushed down where two names would meet."""
    found, free = [], 0.0
    for number, line in enumerate(sorted(lines, key=lambda line: -line.points[-1][1])):
        colour = _colour(number / len(lines))
        path = "L".join(f"{axes.x(x):.1f} {axes.y(y):.1f}" for x, y in line.points)
        x, y = axes.x(line.points[-1][0]), axes.y(line.points[-1][1])
        free = max(y + 4, free + _LABEL)
        found.append(f'<path stroke="{colour}" d="M{path}"/>')
        found.append(
            f'<path stroke="{colour}" opacity=".5" d="M{x:.1f} {y:.1f}L{x + 12:.1f} {free - 4:.1f}"/>'
        )
        found.append(f'<text x="{x + 16:.1f}" y="{free:.1f}">{escape(line.name)}</text>')
    return found


def _colour(hue: float) -> str:
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, 0.48, 0.65))
    return f"#{red:02x}{green:02x}{blue:02x}"
