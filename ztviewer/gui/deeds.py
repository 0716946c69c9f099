"""What the window does on each command: one method a command, named as in `menus`."""

from functools import partial
from typing import TYPE_CHECKING

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.progress import Progress
from ztviewer.gui.about import AboutDialog
from ztviewer.gui.here import Here
from ztviewer.gui.query_help import QueryHelp
from ztviewer.gui.settings_dialog import SettingsDialog
from ztviewer.gui.shortcuts import ShortcutsWindow
from ztviewer.services import settings

if TYPE_CHECKING:
    from ztviewer.gui.main_window import MainWindow


class Deeds:
    """Those that need an archive are disabled while none is open."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    @property
    def _here(self) -> Here:
        return self._window.opened()

    # Archives

    def new_archive(self) -> None:
        self._window.archives.ask_new()

    def open_archive(self) -> None:
        self._window.archives.ask_open()

    def open_sample(self) -> None:
        self._window.archives.open_sample()

    def import_files(self) -> None:
        self._here.imports.ask_files()

    def import_folder(self) -> None:
        self._here.imports.ask_folder()

    def import_report(self) -> None:
        self._here.imports.show_report()

    def export(self) -> None:
        self._here.exports.ask()

    def verify(self) -> None:
        """Check the archive in the background and say how it is."""
        archive, notices = self._here.session.archive, self._window.notices

        def work(progress: Progress) -> list[str]:
            return [problem.message for problem in archive.verifying.run(progress)]

        def finished(problems: list[str]) -> None:
            if problems:
                text = ngettext(
                    "{count} problem in this archive: {first}",
                    "{count} problems, the first: {first}",
                    len(problems),
                )
                notices.warn(text.format(count=len(problems), first=problems[0]))
            else:
                notices.say(
                    _("The archive is sound: every article, picture and original is as it was stored.")
                )

        self._here.session.tasks.run_long(_("Checking"), work, finished)

    def rebuild_index(self) -> None:
        self._here.session.follow(rebuild=True)

    def close_archive(self) -> None:
        self._window.leave()

    def quit(self) -> None:
        self._window.close()

    # Editing and looking

    def undo(self) -> None:
        self._here.session.undo.undo()

    def redo(self) -> None:
        self._here.session.undo.redo()

    def search(self) -> None:
        self._window.top.search.begin()

    def search_exactly(self) -> None:
        self._window.top.search.exact.toggle()

    def find_in_article(self) -> None:
        self._here.workspace.reader.find()

    def manage_tags(self) -> None:
        self._here.vocabulary.manage_tags()

    def settings(self) -> None:
        dialog = SettingsDialog(settings.load(), self._window)
        dialog.changed.connect(self._window.use_settings)
        dialog.open()

    def toggle_facets(self) -> None:
        facets = self._here.workspace.facets
        facets.setVisible(facets.isHidden())

    def clear_choices(self) -> None:
        self._here.workspace.clear_choices()

    def next_article(self) -> None:
        self._here.workspace.results.view.step(1)

    def previous_article(self) -> None:
        self._here.workspace.results.view.step(-1)

    def next_mark(self) -> None:
        self._here.workspace.reader.next_mark(1)

    def previous_mark(self) -> None:
        self._here.workspace.reader.next_mark(-1)

    def open_pictures(self) -> None:
        self._here.workspace.reader.open_pictures()

    def larger(self) -> None:
        self._here.workspace.reader.zoom(1)

    def smaller(self) -> None:
        self._here.workspace.reader.zoom(-1)

    def next_pane(self) -> None:
        self._window.focus_pane(1)

    def previous_pane(self) -> None:
        self._window.focus_pane(-1)

    # Articles

    def similar(self) -> None:
        """Of several chosen articles, the first is meant."""
        for article in self._here.workspace.chosen()[:1]:
            self._here.session.show_similar(article)

    def compare(self) -> None:
        self._here.workspace.compare()

    def cite(self) -> None:
        self._here.workspace.reader.copy_citation()

    def tag_article(self) -> None:
        """One article is tagged in place, several with a dialog."""
        here = self._here
        ids = here.workspace.chosen()
        if ids == here.workspace.opened():
            here.workspace.reader.edit_tags()
        else:
            here.vocabulary.tag(ids)

    def untag_article(self) -> None:
        self._here.vocabulary.untag(self._here.workspace.chosen())

    def add_to_topic(self) -> None:
        self._here.vocabulary.add_to_topic(self._here.workspace.chosen())

    def tick(self) -> None:
        self._here.workspace.results.view.toggle()

    def trash(self) -> None:
        curating, ids = self._here.session.archive.curating, self._here.workspace.chosen()
        self._here.session.change(partial(curating.trash, ids))

    def restore(self) -> None:
        curating, ids = self._here.session.archive.curating, self._here.workspace.chosen()
        self._here.session.change(partial(curating.restore, ids))

    # The ticked articles

    def show_selection(self) -> None:
        self._here.session.show_selection()

    def tick_all(self) -> None:
        self._here.session.tick_all()

    def untick_all(self) -> None:
        self._here.session.basket.clear()

    def tag_selection(self) -> None:
        self._here.vocabulary.tag(tuple(self._here.session.basket))

    def add_selection_to_topic(self) -> None:
        self._here.vocabulary.add_to_topic(tuple(self._here.session.basket))

    # Help

    def query_help(self) -> None:
        QueryHelp(self._window).show()

    def shortcuts(self) -> None:
        ShortcutsWindow(self._window.commands.shortcuts(), self._window).show()

    def about(self) -> None:
        AboutDialog(self._window).open()
