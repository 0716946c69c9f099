"""The theme: colours that can be read, icons that follow, a style sheet without gaps."""

from dataclasses import asdict

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from ztviewer.core.paths import resource
from ztviewer.gui import theme
from ztviewer.gui.theme import DARK, LIGHT, Colours


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    made = QColor(colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
        for part in (made.redF(), made.greenF(), made.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("text", "surface", 10),
        ("text", "window", 10),
        ("text", "selected", 7),
        ("muted", "surface", 4.5),
        ("muted", "window", 4.5),
        ("accent", "surface", 4.5),
        ("on_accent", "accent", 4.5),
        ("mark_text", "mark", 7),
        ("current_mark_text", "current_mark", 4.5),
        ("chip_text", "chip", 4.5),
        ("danger", "surface", 4.5),
    ],
)
def test_text_stands_out_from_its_ground(chosen: Colours, ink: str, ground: str, least: float) -> None:
    colours = asdict(chosen)
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize(("name", "expected"), [("light", LIGHT), ("dark", DARK)])
def test_the_colours_in_use_are_those_of_the_theme_applied(
    qapp: QApplication, name: str, expected: Colours
) -> None:
    theme.apply(qapp, name)
    assert theme.colours() == expected
    assert "$" not in qapp.styleSheet()


def test_the_system_theme_follows_what_the_system_says(qapp: QApplication) -> None:
    theme.apply(qapp, "system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.colours().dark is dark


def ink_of(icon: QIcon, state: QIcon.State = QIcon.State.Off) -> set[str]:
    """The colours an icon's opaque pixels have."""
    image = icon.pixmap(QSize(48, 48), 1.0, QIcon.Mode.Normal, state).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_is_drawn_in_the_colours_of_whatever_theme_is_in_use(qapp: QApplication) -> None:
    icon = theme.icon("search")
    theme.apply(qapp, "dark")
    assert ink_of(icon) == {DARK.text}
    theme.apply(qapp, "light")
    assert ink_of(icon) == {LIGHT.text}
    assert ink_of(icon, QIcon.State.On) == {LIGHT.accent}


@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg")))
def test_every_icon_can_be_drawn(qapp: QApplication, name: str) -> None:
    icon = theme.application_icon() if name == "ztviewer" else theme.icon(name)
    image = icon.pixmap(QSize(24, 24), 1.0).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    pixmap = theme.icon("search").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(40, 40), 2.0)
