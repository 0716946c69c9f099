"""How ZTViewer looks: its two sets of colours, its fonts and icons, light or dark as the user or the system wants.

Nothing is kept here: which set is in use is read from the application's palette, so a widget that repaints on
`QEvent.PaletteChange` with `colours()` always shows the right one.
"""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ztviewer.core.paths import resource

SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC", "serif")


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours, each `#rrggbb`."""

    dark: bool
    window: str
    """behind everything: tool bars, side panels"""
    surface: str
    """what is read: the result list, the article, input fields"""
    raised: str
    """what lies on top: buttons, menus, cards"""
    hover: str
    """under the pointer"""
    selected: str
    """a chosen row, quiet enough for coloured text on it"""
    text: str
    muted: str
    """what stands beside the text: source, date, captions"""
    faint: str
    """what is hardly needed: place-holders, disabled things"""
    border: str
    accent: str
    """links, focus, the chosen facet"""
    on_accent: str
    """text on the accent"""
    mark: str
    """behind what the search found"""
    mark_text: str
    current_mark: str
    current_mark_text: str
    chip: str
    """behind a tag"""
    chip_text: str
    placeholder: str
    """where a picture is missing or on its way"""
    danger: str
    success: str


LIGHT = Colours(
    dark=False,
    window="#f4f2ed",
    surface="#fdfcfa",
    raised="#ffffff",
    hover="#ebe8e1",
    selected="#e3eaf0",
    text="#24221f",
    muted="#6c675f",
    faint="#9b958b",
    border="#e0dcd3",
    accent="#2c5f8a",
    on_accent="#ffffff",
    mark="#ffe7a3",
    mark_text="#24221f",
    current_mark="#f0a437",
    current_mark_text="#24221f",
    chip="#ece9e1",
    chip_text="#4b473f",
    placeholder="#efece5",
    danger="#b03a2e",
    success="#3c7a4e",
)
DARK = Colours(
    dark=True,
    window="#1b1c1e",
    surface="#222427",
    raised="#2c2e32",
    hover="#303338",
    selected="#2c3b49",
    text="#e2dfd8",
    muted="#a39f97",
    faint="#75726c",
    border="#393c41",
    accent="#85b4dd",
    on_accent="#16202a",
    mark="#5d4a14",
    mark_text="#ffedbd",
    current_mark="#dd9a2d",
    current_mark_text="#1b1c1e",
    chip="#34373c",
    chip_text="#cfcbc3",
    placeholder="#2a2c30",
    danger="#e58a7d",
    success="#86c498",
)


def colours() -> Colours:
    """The set in use."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply(app: QApplication, theme: str) -> None:
    """Dress the application: `light`, `dark`, or `system`, which follows the system whenever it changes."""
    follower = app.findChild(_Follower) or _Follower(app)
    follower.follow(theme)


def article_font(font_size: int, *, serif: bool) -> QFont:
    """The face an article is set in; `font_size` in pixels."""
    font = QFont()
    font.setFamilies(list(SERIF if serif else SANS))
    font.setPixelSize(font_size)
    return font


def icon(name: str) -> QIcon:
    """One of `resources/icons`, drawn in the colours of whatever theme is in use when it is painted."""
    return QIcon(_Tinted(name))


def application_icon() -> QIcon:
    """The program's own icon, the same in every theme."""
    return QIcon(str(resource("icons/ztviewer.svg")))


class _Follower(QObject):
    """Dresses the application and remembers whether the system decides."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._theme = "system"
        app.setStyle("Fusion")
        font = app.font()
        font.setFamilies([*SANS[:-1], font.family()])
        font.setPixelSize(13)
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._dress)

    def follow(self, theme: str) -> None:
        self._theme = theme
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))
        self._dress()

    def _dress(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        chosen = DARK if self._theme == "dark" or (self._theme == "system" and system_dark) else LIGHT
        self._app.setPalette(palette(chosen))
        self._app.setStyleSheet(style_sheet(chosen))


def palette(chosen: Colours) -> QPalette:
    """The colours as Qt wants them."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, colour in {
        roles.Window: chosen.window,
        roles.WindowText: chosen.text,
        roles.Base: chosen.surface,
        roles.AlternateBase: chosen.window,
        roles.Text: chosen.text,
        roles.PlaceholderText: chosen.faint,
        roles.Button: chosen.raised,
        roles.ButtonText: chosen.text,
        roles.BrightText: chosen.danger,
        roles.ToolTipBase: chosen.raised,
        roles.ToolTipText: chosen.text,
        roles.Highlight: chosen.accent,
        roles.HighlightedText: chosen.on_accent,
        roles.Accent: chosen.accent,
        roles.Link: chosen.accent,
        roles.LinkVisited: chosen.accent,
        roles.Light: chosen.raised,
        roles.Midlight: chosen.hover,
        roles.Mid: chosen.border,
        roles.Dark: chosen.faint,
        roles.Shadow: chosen.border,
    }.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.faint))
    return made


def style_sheet(chosen: Colours) -> str:
    """What the palette cannot say: corners, paddings, slim scroll bars."""
    arrow = resource("themes/arrow-dark.svg" if chosen.dark else "themes/arrow-light.svg").as_posix()
    tick = resource("themes/tick-dark.svg" if chosen.dark else "themes/tick-light.svg").as_posix()
    source = resource("themes/window.qss").read_text("utf-8")
    return Template(source).substitute(asdict(chosen), arrow=arrow, tick=tick)


class _Tinted(QIconEngine):
    """Draws an SVG whose lines are `currentColor` in the colour that its state and the theme call for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._svg = resource(f"icons/{name}.svg").read_text("utf-8")

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        chosen = colours()
        colour = chosen.accent if state is QIcon.State.On else chosen.text
        if mode is QIcon.Mode.Disabled:
            colour = chosen.faint
        renderer = QSvgRenderer(QByteArray(self._svg.replace("currentColor", colour).encode()))
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        renderer.render(painter, square)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def clone(self) -> QIconEngine:
        return _Tinted(self._name)
