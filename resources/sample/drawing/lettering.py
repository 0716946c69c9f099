"""The letters in the pictures: three subsets of Noto CJK beside this program, so that no machine's fonts matter."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parent.parent / "fonts"


class Face(StrEnum):
    """A typeface, named by its file."""

    SANS = "NotoSansCJKsc-Regular.subset.otf"
    BOLD = "NotoSansCJKsc-Bold.subset.otf"
    SERIF = "NotoSerifCJKsc-Bold.subset.otf"


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A typeface in a size in pixels, laid out by Pillow itself and not by a library of the system."""
    return ImageFont.truetype(str(FONTS / face), size, layout_engine=ImageFont.Layout.BASIC)
