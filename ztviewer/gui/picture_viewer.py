"""The pictures of an article, large, one after another; they are decoded and written off the GUI thread."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QIODevice, QSaveFile, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.article import Article, Figure, ImageDigest, Picture
from ztviewer.core.errors import ExportProblem, ZTViewerError
from ztviewer.core.i18n import _
from ztviewer.core.progress import Progress
from ztviewer.gui.picture_canvas import PictureCanvas, levels
from ztviewer.gui.shelf import decode
from ztviewer.gui.tasks import TaskRunner
from ztviewer.gui.tool_button import tool_button
from ztviewer.services.reading import shown

_SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/svg+xml": "svg",
}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_PAN = 80


@dataclass(frozen=True, slots=True)
class _Loaded:
    picture: Picture
    images: list[QImage]
    """the picture and its levels, or only its thumbnail"""
    whole: bool


class PictureViewer(QDialog):
    """A window over the main one. Esc closes it."""

    def __init__(
        self, tasks: TaskRunner, picture: Callable[[ImageDigest], Picture], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks = tasks
        self._picture = picture
        self._article: Article | None = None
        self._figures: list[Figure] = []
        self._here = 0
        self._loaded: _Loaded | None = None
        self._canvas = PictureCanvas(self)
        self._canvas.zoomed.connect(self._show_scale)
        self._build()

    def show_article(self, article: Article, position: int) -> None:
        """Open with a figure of an article; those without a picture are passed over."""
        self._article = article
        self._figures = [figure for figure in article.figures if figure.image]
        numbers = [number for number, figure in enumerate(self._figures) if figure.position >= position]
        if not self._figures:
            return
        self.setWindowTitle(article.title)
        parent = self.parentWidget()
        self.resize(parent.window().size() if parent is not None else QSize(1100, 800))
        self.open()
        self._canvas.setFocus()
        self._go(numbers[0] if numbers else len(self._figures) - 1)

    def has_picture(self) -> bool:
        """Whether the picture itself is shown, not only its thumbnail."""
        return self._loaded is not None and self._loaded.whole

    def step(self, by: int) -> None:
        """To the next picture (1) or the one before (-1); there is no way round the ends."""
        wanted = self._here + by
        if 0 <= wanted < len(self._figures):
            self._go(wanted)

    def copy(self) -> None:
        """Copy the picture."""
        if self._loaded is not None and self._loaded.whole:
            QGuiApplication.clipboard().setImage(self._loaded.images[0])

    def save_as(self) -> None:
        """Ask where to save the picture, byte for byte as it is in the archive."""
        if self._loaded is None:
            return
        picture = self._loaded.picture
        suffix = _SUFFIXES.get(picture.media_type, "bin")
        chooser = QFileDialog(self, _("Save the picture"))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(suffix)
        chooser.selectFile(f"{self._file_name()}.{suffix}")
        chooser.fileSelected.connect(lambda path: self.save(path))
        chooser.open()

    def save(self, path: str) -> None:
        """Save the picture under a name."""
        if self._loaded is not None:
            data = self._loaded.picture.data
            self._tasks.run(lambda _progress: _write(path, data))

    def _file_name(self) -> str:
        title = self._article.title if self._article is not None else ""
        return f"{_UNSAFE.sub(' ', title)[:60].strip()} {self._figures[self._here].position}"

    def _go(self, number: int) -> None:
        self._here = number
        self._loaded = None
        figure = self._figures[number]
        digest = ImageDigest(figure.image or "")
        self._canvas.clear()
        self._say("")
        self._place.setText(_("{number} / {total}").format(number=number + 1, total=len(self._figures)))
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number + 1 < len(self._figures))
        self._caption.setText(figure.caption or "")
        self._credit.setText(figure.credit or "")
        self._caption.setVisible(bool(figure.caption))
        self._credit.setVisible(bool(figure.credit))
        self._foot.setVisible(bool(figure.caption or figure.credit))
        self._enable(loaded=False)

        def thumbnail(_progress: Progress) -> _Loaded:
            picture = self._picture(digest)
            return _Loaded(picture, [decode(picture.thumbnail)], whole=False)

        self._tasks.run(thumbnail, self._thumbnail_loaded, self._failed, key="picture-large")

    def _thumbnail_loaded(self, loaded: _Loaded) -> None:
        """Show the thumbnail at the picture's size until the picture itself is decoded."""
        self._show(loaded)
        if self._loaded is not loaded:
            return
        picture = loaded.picture
        self._tasks.run(
            lambda _progress: _Loaded(picture, levels(decode(shown(picture).data)), whole=True),
            self._show,
            self._failed,
            key="picture-large",
        )

    def _show(self, loaded: _Loaded) -> None:
        if loaded.picture.digest != self._figures[self._here].image:
            return  # of a picture that was left in the meantime
        self._loaded = loaded
        images = [image for image in loaded.images if not image.isNull()]
        size = QSize(loaded.picture.width, loaded.picture.height)
        self._canvas.show_levels(images[0].size() if loaded.whole and images else size, images)
        self._enable(loaded=loaded.whole and bool(images))
        if loaded.whole and not images:
            self._say(_("This picture cannot be shown."))

    def _failed(self, error: ZTViewerError) -> None:
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def _show_scale(self, scale: float) -> None:
        self._scale.setText(f"{scale:.0%}")

    def _enable(self, *, loaded: bool) -> None:
        for button in self._needing:
            button.setEnabled(loaded)

    def _build(self) -> None:
        self._place = QLabel(self)
        self._place.setMinimumWidth(56)
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scale = QLabel(self)
        self._scale.setProperty("role", "muted")
        self._scale.setMinimumWidth(48)
        self._scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message = QLabel(self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setContentsMargins(16, 12, 16, 12)
        self._caption = _label(self)
        self._credit = _label(self)
        self._credit.setProperty("role", "muted")
        self._foot = QFrame(self)
        self._foot.setProperty("role", "foot")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(24, 12, 24, 14)
        foot.setSpacing(2)
        foot.addWidget(self._caption)
        foot.addWidget(self._credit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tool_row())
        layout.addWidget(self._message)
        layout.addWidget(self._canvas, 1)
        layout.addWidget(self._foot)

    def _tool_row(self) -> QWidget:
        row = QFrame(self)
        row.setProperty("role", "head")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12, 5, 8, 5)
        layout.setSpacing(2)
        canvas = self._canvas
        self._needing: list[QToolButton] = []

        def button(
            name: str, tip: str, deed: Callable[[], None], *, needs_picture: bool = True
        ) -> QToolButton:
            made = tool_button(name, tip, row)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda _checked=False: deed())
            layout.addWidget(made)
            if needs_picture:
                self._needing.append(made)
            return made

        self._previous = button("left", _("Previous picture (←)"), lambda: self.step(-1), needs_picture=False)
        layout.addWidget(self._place)
        self._next = button("right", _("Next picture (→)"), lambda: self.step(1), needs_picture=False)
        layout.addStretch(1)
        button("zoom-out", _("Zoom out (-)"), lambda: canvas.zoom(-1))
        layout.addWidget(self._scale)
        button("zoom-in", _("Zoom in (+)"), lambda: canvas.zoom(1))
        button("fit", _("Fit into the window (0)"), canvas.fit)
        button("actual-size", _("Actual size (1)"), canvas.actual_size)
        button("rotate-left", _("Turn left (L)"), lambda: canvas.turn(-1))
        button("rotate-right", _("Turn right (R)"), lambda: canvas.turn(1))
        layout.addStretch(1)
        button("copy", _("Copy the picture (Ctrl+C)"), self.copy)
        button("save", _("Save the picture… (Ctrl+S)"), self.save_as)
        button("close", _("Close (Esc)"), self.reject, needs_picture=False)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.save_as()
        elif not self._moved(Qt.Key(event.key())) and not self._zoomed(event.text().lower()):
            super().keyPressEvent(event)

    def _moved(self, key: Qt.Key) -> bool:
        """Arrows move a picture that is larger than the view, and go to another one otherwise."""
        arrows = {
            Qt.Key.Key_Left: (_PAN, 0),
            Qt.Key.Key_Right: (-_PAN, 0),
            Qt.Key.Key_Up: (0, _PAN),
            Qt.Key.Key_Down: (0, -_PAN),
        }
        if key in arrows and self._canvas.overflows:
            self._canvas.move_by(*arrows[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace):
            self.step(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.step(1)
        else:
            return False
        return True

    def _zoomed(self, text: str) -> bool:
        canvas = self._canvas
        deeds: dict[str, Callable[[], None]] = {
            "+": lambda: canvas.zoom(1),
            "=": lambda: canvas.zoom(1),
            "-": lambda: canvas.zoom(-1),
            "0": canvas.fit,
            "1": canvas.actual_size,
            "r": lambda: canvas.turn(1),
            "l": lambda: canvas.turn(-1),
        }
        deed = deeds.get(text)
        if deed is not None:
            deed()
        return deed is not None


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _write(path: str, data: bytes) -> None:
    """Write a file wholly or not at all."""
    file = QSaveFile(path)
    if not (
        file.open(QIODevice.OpenModeFlag.WriteOnly)
        and file.write(QByteArray(data)) == len(data)
        and file.commit()
    ):
        raise ExportProblem(_("Cannot write {path}: {reason}.").format(path=path, reason=file.errorString()))
