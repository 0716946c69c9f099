"""Starts the window: language, look, fonts, and the archive to begin with."""

import gc
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from ztviewer import __version__
from ztviewer.core.i18n import _, system_language, use_language
from ztviewer.core.paths import APP
from ztviewer.gui import theme
from ztviewer.gui.main_window import MainWindow
from ztviewer.gui.session import Session
from ztviewer.gui.window_state import WindowState
from ztviewer.services import settings
from ztviewer.services.settings import Settings

SWITCH_SECONDS = 0.0001
"""How long a working thread may keep Python from drawing: painting a screen takes Python's lock some hundred times."""


def run(path: Path | None) -> int:
    """Open the window, on an archive where one is given; returns the exit code once it is closed."""
    make_ready()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP)
    program = Program(app)
    sys.excepthook = program.report
    program.begin(path)
    return app.exec()


def make_ready() -> None:
    """Do what would hold the window up later: to be called before there is one."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # what stays until the end need not be looked through again: a full collection would stop the window for 140 ms
    gc.collect()
    gc.freeze()


class Program(QObject):
    """Holds the window, and makes another one when the language changes."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator = QTranslator(self)
        chosen = settings.load()
        self._speak(chosen.language or system_language())
        theme.apply(app, chosen.theme)
        self.window = self._make()

    def begin(self, path: Path | None) -> None:
        """Show the window on an archive: the one given, the one of last time, or for a newcomer the sample."""
        self.window.show()
        last = WindowState().archive
        if path is not None:
            self.window.archives.open(path)
        elif last is not None and last.is_file():
            self.window.archives.open(last)
        elif not settings.load().recent:
            self.window.archives.open_sample()

    def report(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """Show an error that nobody caught: a bug."""
        sys.__excepthook__(_kind, error, _trace)
        self.window.notices.error(error)

    def _make(self) -> MainWindow:
        window = MainWindow()
        window.settingsUsed.connect(self._use)
        return window

    def _use(self, old: Settings, new: Settings) -> None:
        """Live by new settings at once."""
        theme.apply(self._app, new.theme)
        if old.language != new.language:
            self._speak(new.language or system_language())
            self._renew()

    def _speak(self, language: str) -> None:
        """Speak a language, Qt's own words included."""
        use_language(language)
        self._app.setApplicationDisplayName(_("ZTViewer"))
        QLocale.setDefault(QLocale(language))
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(language), "qtbase", "_", folder):
            self._app.installTranslator(self._translator)

    def _renew(self) -> None:
        """Make the window anew, in another language, around the same session."""
        if self.window.here is None:
            self._replace(None)
            return
        tasks, pictures = self.window.here.session.tasks, self.window.here.session.picture_tasks
        # what was asked for by the old window arrives before the new one takes over

        def drained(_nothing: None) -> None:
            self._replace(self.window.hand_over())

        tasks.run(lambda _p: None, lambda _n: pictures.run(lambda _p: None, drained))

    def _replace(self, session: Session | None) -> None:
        old, self.window = self.window, self._make()
        self.window.setGeometry(old.geometry())
        self.window.show()
        if session is not None:
            self.window.enter(session)
        old.hide()
        old.deleteLater()
