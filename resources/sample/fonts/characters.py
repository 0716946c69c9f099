"""Writes down which characters the pictures use of each typeface: `python -m fonts.characters FOLDER`."""

import sys
from pathlib import Path
from typing import Any

from drawing.canvas import Canvas
from drawing.lettering import Face
from pictures import PICTURES


def main() -> None:
    """Draw every picture, and write one file of characters for each typeface into the folder."""
    used: dict[Face, set[str]] = {face: set() for face in Face}
    drawn = Canvas.text

    def noted(
        canvas: Canvas, place: Any, words: str, *rest: Any, face: Face = Face.SANS, **named: Any
    ) -> float:
        used[face].update(words)
        return drawn(canvas, place, words, *rest, face=face, **named)

    Canvas.text = noted  # type: ignore[assignment, method-assign]  # every letter passes through it
    for draw in PICTURES.values():
        draw()
    for face, characters in used.items():
        Path(sys.argv[1], f"{face.name}.txt").write_text("".join(sorted(characters)), encoding="utf-8")


if __name__ == "__main__":
    main()
