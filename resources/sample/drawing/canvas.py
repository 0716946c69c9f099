"""A canvas that smooths edges: it is drawn larger than asked for and reduced at the end.

Coordinates are pixels of the finished picture. Whatever is random is seeded, so the same code
gives the same pixels every time.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from drawing.lettering import Face, font

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Stops = Sequence[tuple[float, str]]
"""A gradient: places from 0 to 1, rising, and the colour at each."""

FloatArray = npt.NDArray[np.float64]


def rgb(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as three numbers of 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def ink(colour: str, alpha: float = 1.0) -> tuple[int, int, int, int]:
    """A colour with its opacity, 0 to 1."""
    return (*rgb(colour), round(255 * alpha))


def mix(first: str, second: str, share: float) -> str:
    """The colour that lies `share` of the way from the first to the second."""
    blend = [round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*blend)


def _ramp(stops: Stops, length: int) -> npt.NDArray[np.uint8]:
    """A gradient as (length, 3) bytes."""
    places = [place for place, _ in stops]
    at = np.linspace(0.0, 1.0, max(length, 1))
    channels = [np.interp(at, places, [rgb(colour)[c] for _, colour in stops]) for c in range(3)]
    return np.stack(channels, axis=-1).round().astype(np.uint8)


class Canvas:
    """A picture in the making; `finish` gives the image."""

    def __init__(self, width: int, height: int, paper: str | None = "#ffffff", scale: int = 2) -> None:
        """Without paper the canvas is transparent: a layer, to be laid on another one."""
        self.width, self.height, self._scale = width, height, scale
        size = (width * scale, height * scale)
        self._image = Image.new("RGB", size, paper) if paper else Image.new("RGBA", size, (0, 0, 0, 0))
        self._pen = ImageDraw.Draw(self._image, "RGBA")

    def layer(self, tint: str = "#ffffff") -> "Canvas":
        """A transparent canvas of the same size; blurred edges fade towards the tint."""
        layer = Canvas(self.width, self.height, None, self._scale)
        layer._image.paste(ink(tint, 0), (0, 0, *layer._image.size))
        return layer

    def lay(self, layer: "Canvas", blur: float = 0.0, alpha: float = 1.0) -> None:
        """Put a layer on this canvas, out of focus by `blur` pixels where asked."""
        image = layer._image
        if blur:
            coarse = max(1, int(blur * self._scale / 4))
            image = image.reduce(coarse).filter(ImageFilter.GaussianBlur(blur * self._scale / coarse))
            image = image.resize(self._image.size, Image.Resampling.BILINEAR)
        mask = image.getchannel("A").point(lambda value: value * alpha)
        self._image.paste(image.convert("RGB"), (0, 0), mask)

    def paste(self, image: Image.Image, corner: Point) -> None:
        """Put a finished image with its upper left corner there."""
        size = (image.width * self._scale, image.height * self._scale)
        at = (round(corner[0] * self._scale), round(corner[1] * self._scale))
        self._image.paste(image.resize(size, Image.Resampling.BICUBIC), at)

    # Shapes

    def _up(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def poly(self, points: Sequence[Point], colour: str, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        self._pen.polygon(self._up(points), fill=ink(colour, alpha))

    def rect(self, box: Box, colour: str, alpha: float = 1.0, radius: float = 0.0) -> None:
        """Fill a rectangle given as left, top, right, bottom; corners are round where asked."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        if right <= left or bottom <= top:
            return
        area = (left, top, right - 1, bottom - 1)
        if radius:
            self._pen.rounded_rectangle(area, radius * self._scale, fill=ink(colour, alpha))
        else:
            self._pen.rectangle(area, fill=ink(colour, alpha))

    def frame(self, box: Box, colour: str, width: float = 1.0, alpha: float = 1.0, radius: float = 0) -> None:
        """Outline a rectangle."""
        area = tuple(edge * self._scale for edge in box)
        stroke = max(1, round(width * self._scale))
        self._pen.rounded_rectangle(area, radius * self._scale, outline=ink(colour, alpha), width=stroke)

    def disc(self, centre: Point, radius: float, colour: str, alpha: float = 1.0) -> None:
        """Fill a circle."""
        self.oval(centre, radius, radius, colour, alpha)

    def oval(self, centre: Point, rx: float, ry: float, colour: str, alpha: float = 1.0) -> None:
        """Fill an ellipse whose axes are level and upright."""
        (x, y), s = centre, self._scale
        self._pen.ellipse(((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s), fill=ink(colour, alpha))

    def ring(self, centre: Point, radius: float, colour: str, width: float, alpha: float = 1.0) -> None:
        """Outline a circle."""
        (x, y), s = centre, self._scale
        box = ((x - radius) * s, (y - radius) * s, (x + radius) * s, (y + radius) * s)
        self._pen.ellipse(box, outline=ink(colour, alpha), width=max(1, round(width * s)))

    def slice(self, centre: Point, radius: float, start: float, end: float, colour: str) -> None:
        """Fill a slice of a pie; degrees run clockwise from three o'clock."""
        (x, y), s = centre, self._scale
        box = ((x - radius) * s, (y - radius) * s, (x + radius) * s, (y + radius) * s)
        self._pen.pieslice(box, start, end, fill=ink(colour))

    def line(self, points: Sequence[Point], colour: str, width: float = 1.0, alpha: float = 1.0) -> None:
        """Draw a line through the points."""
        stroke = max(1, round(width * self._scale))
        self._pen.line(self._up(points), fill=ink(colour, alpha), width=stroke, joint="curve")

    # Light and air

    def wash(self, stops: Stops, box: Box | None = None) -> None:
        """Fill a box, or everything, with a gradient from top to bottom."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        size = (round((right - left) * self._scale), round((bottom - top) * self._scale))
        column = Image.fromarray(_ramp(stops, size[1])[:, None, :]).resize(size, Image.Resampling.NEAREST)
        self._image.paste(column, (round(left * self._scale), round(top * self._scale)))

    def shade(self, points: Sequence[Point], stops: Stops, alpha: float = 1.0) -> None:
        """Fill a polygon with a gradient that runs from its top to its bottom."""
        scaled = self._up(points)
        left, top = (math.floor(min(p[axis] for p in scaled)) for axis in (0, 1))
        right, bottom = (math.ceil(max(p[axis] for p in scaled)) for axis in (0, 1))
        size = (max(right - left, 1), max(bottom - top, 1))
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in scaled], fill=round(255 * alpha))
        fill = Image.fromarray(_ramp(stops, size[1])[:, None, :]).resize(size, Image.Resampling.NEAREST)
        self._image.paste(fill, (left, top), mask)

    def veil(self, box: Box, colour: str, first: float, last: float) -> None:
        """Lay mist or shadow on a box; its opacity goes from `first` at the top to `last` at the bottom."""
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        fade = np.linspace(255 * first, 255 * last, max(bottom - top, 1)).round().astype(np.uint8)
        mask = Image.fromarray(fade[:, None]).resize((right - left, bottom - top), Image.Resampling.NEAREST)
        self._image.paste(rgb(colour), (left, top, right, bottom), mask)

    def glow(self, centre: Point, radius: float, colour: str, strength: float = 0.8) -> None:
        """Light that fades with the square of the distance."""
        side = 128
        offset = (np.arange(side) + 0.5) / side * 2 - 1
        distance = np.sqrt(offset[:, None] ** 2 + offset[None, :] ** 2)
        fade = (np.clip(1 - distance, 0, 1) ** 2 * 255 * strength).round().astype(np.uint8)
        full = round(radius * 2 * self._scale)
        mask = Image.fromarray(fade).resize((full, full), Image.Resampling.BICUBIC)
        corner = (round((centre[0] - radius) * self._scale), round((centre[1] - radius) * self._scale))
        self._image.paste(Image.new("RGB", mask.size, colour), corner, mask)

    def mirror(self, level: float, tint: str, alpha: float = 0.5, ripple: float = 3.0, seed: int = 1) -> None:
        """Turn what is below `level` into water that mirrors what is above it."""
        s = self._scale
        top, depth = round(level * s), round((self.height - level) * s)
        above = self._image.crop((0, max(0, top - depth), self._image.width, top))
        flipped = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((self._image.width, depth))
        pixels = np.asarray(flipped)
        rows = np.arange(depth)
        noise = np.random.default_rng(seed).integers(-2, 3, depth)
        sway = np.sin(np.sqrt(rows + 4.0) * 1.9) * ripple * s * (0.3 + rows / depth)
        shifts = sway.round().astype(np.int64) + noise
        columns = (np.arange(pixels.shape[1])[None, :] + shifts[:, None]) % pixels.shape[1]
        moved = Image.fromarray(np.take_along_axis(pixels, columns[:, :, None], axis=1))
        self._image.paste(Image.blend(moved, Image.new("RGB", moved.size, tint), alpha), (0, top))

    # Letters

    def text(
        self,
        place: Point,
        words: str,
        size: float,
        colour: str,
        *,
        face: Face = Face.SANS,
        anchor: str = "la",
    ) -> float:
        """Write one line and return its width; the anchor is Pillow's (la: left and top, mm: the middle)."""
        letters = font(face, round(size * self._scale))
        spot = (place[0] * self._scale, place[1] * self._scale)
        self._pen.text(spot, words, font=letters, fill=ink(colour), anchor=anchor)
        return letters.getlength(words) / self._scale

    def column(
        self,
        place: Point,
        words: str,
        size: float,
        colour: str,
        *,
        face: Face = Face.SERIF,
        pitch: float = 1.12,
    ) -> None:
        """Write downwards, one character below the other; the place is the middle of the top."""
        for row, character in enumerate(words):
            at = (place[0], place[1] + (row + 0.5) * size * pitch)
            self.text(at, character, size, colour, face=face, anchor="mm")

    # The end

    def fade(self, colour: str, share: float) -> None:
        """Mix everything drawn so far with one colour."""
        flat = Image.new("RGB", self._image.size, colour)
        self._image.paste(Image.blend(self._image.convert("RGB"), flat, share))

    def finish(self, grain: float = 0.0, vignette: float = 0.0, seed: int = 7) -> Image.Image:
        """The picture in its final size, with the grain of paper and darker corners where asked."""
        image = self._image.reduce(self._scale)
        if not grain and not vignette:
            return image
        pixels = np.asarray(image).astype(np.float64)
        if grain:
            noise = np.random.default_rng(seed).integers(-128, 129, pixels.shape[:2]) / 128
            pixels += noise[:, :, None] * grain
        if vignette:
            pixels *= 1 - vignette * _corners(image.width, image.height)[:, :, None]
        return Image.fromarray(pixels.clip(0, 255).round().astype(np.uint8))


def _corners(width: int, height: int) -> FloatArray:
    """How far each pixel is from the middle: 0 there, 1 in the corners."""
    x = np.linspace(-1, 1, width)[None, :]
    y = np.linspace(-1, 1, height)[:, None]
    return (x * x + y * y) / 2
