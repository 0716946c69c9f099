"""What can be done with tags and topics: on articles, and on the tags and topics themselves."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QMenu, QMessageBox, QWidget

from ztviewer.core.article import ArticleId, Summary
from ztviewer.core.curation import Changes, Entry, Tag, Topic
from ztviewer.core.i18n import _, ngettext
from ztviewer.core.progress import Progress
from ztviewer.core.query import Everything, Facet
from ztviewer.gui.export_action import ExportAction
from ztviewer.gui.name_dialog import NameDialog, ask_name
from ztviewer.gui.session import Session
from ztviewer.gui.tag_dialog import TagDialog
from ztviewer.gui.topic_dialog import TopicDialog


class VocabularyActions:
    """Asks for names and passes the change on to the session; what it opens goes when `parent` goes."""

    def __init__(self, session: Session, export: ExportAction, parent: QWidget) -> None:
        self._session = session
        self._export = export
        self._parent = parent

    def tag(self, ids: Sequence[ArticleId]) -> None:
        """Put a tag on articles."""
        tagging = self._session.archive.tagging
        dialog = self._ask(_("Add a tag"), _for_tag(ids), self._paths())
        dialog.named.connect(lambda path: self._session.change(partial(tagging.add, path, ids)))

    def untag(self, ids: Sequence[ArticleId]) -> None:
        """Take a tag from articles."""
        tagging = self._session.archive.tagging
        dialog = self._ask(_("Take a tag away"), _from(ids), self._paths(), only_known=True)
        dialog.named.connect(lambda path: self._session.change(partial(tagging.remove, path, ids)))

    def add_to_topic(self, ids: Sequence[ArticleId]) -> None:
        """Put articles at the end of a topic, which is made where there is none of that title."""
        titles = [topic.title for topic in self._session.topics]
        dialog = self._ask(_("Add to a topic"), _for_topic(ids), titles)
        dialog.named.connect(lambda title: self._put(title, ids))

    def manage_tags(self) -> None:
        """Open the tree of tags; it stays open beside the window and follows what becomes of the tags."""
        session, tagging = self._session, self._session.archive.tagging
        dialog = TagDialog(self._parent)
        dialog.set_tags(session.tags)
        session.vocabularyRead.connect(dialog.show_vocabulary)
        dialog.created.connect(lambda path: session.change(partial(tagging.create, path)))
        dialog.renamed.connect(lambda path, new: session.change(partial(tagging.rename, path, new)))
        dialog.merged.connect(lambda path, into: session.change(partial(tagging.merge, path, into)))
        dialog.changed.connect(
            lambda path, colour, note: session.change(partial(tagging.change, path, colour, note))
        )
        dialog.deleted.connect(lambda path: session.change(partial(tagging.delete, path)))
        dialog.undoWanted.connect(session.undo.undo)
        dialog.show()

    def menu(self, facet: Facet, value: str, at: QPoint) -> None:
        """The menu of a tag or topic on the left side."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if facet is Facet.TAG:
            self._tag_menu(menu, value)
        elif facet is Facet.TOPIC:
            self._topic_menu(menu, value)
        if not menu.isEmpty():
            menu.popup(at)

    def _tag_menu(self, menu: QMenu, path: str) -> None:
        if self._session.archive.read_only:
            return
        menu.addAction(_("Rename or move…"), lambda: self._rename_tag(path))
        menu.addAction(_("Colour…"), lambda: self._colour(path))
        menu.addAction(_("Merge into…"), lambda: self._merge(path))
        menu.addSeparator()
        tagging = self._session.archive.tagging
        menu.addAction(_("Delete"), lambda: self._session.change(partial(tagging.delete, path)))
        menu.addSeparator()
        menu.addAction(_("Manage tags…"), self.manage_tags)

    def _topic_menu(self, menu: QMenu, title: str) -> None:
        menu.addAction(_("Export…"), lambda: self._export.ask(title))
        if self._session.archive.read_only:
            return
        menu.addAction(_("Edit…"), lambda: self._edit_topic(title))
        menu.addSeparator()
        menu.addAction(_("Delete…"), lambda: self._delete_topic(title))

    def _rename_tag(self, path: str) -> None:
        tagging = self._session.archive.tagging
        dialog = self._ask(_("Rename or move a tag"), _("A “/” puts it below another tag."), [], name=path)
        dialog.named.connect(lambda new: self._session.change(partial(tagging.rename, path, new)))

    def _merge(self, path: str) -> None:
        tagging = self._session.archive.tagging
        others = [other for other in self._paths() if other != path and not other.startswith(path + "/")]
        text = ngettext(
            "“{tag}” is on {count} article, which will carry this tag instead:",
            "“{tag}” is on {count} articles, which will carry this tag instead:",
            self._tag(path).articles,
        ).format(tag=path, count=self._tag(path).articles)
        dialog = self._ask(_("Merge a tag"), text, others, only_known=True)
        dialog.named.connect(lambda into: self._session.change(partial(tagging.merge, path, into)))

    def _colour(self, path: str) -> None:
        tag, tagging = self._tag(path), self._session.archive.tagging
        dialog = QColorDialog(QColor(tag.colour or "#2c5f8a"), self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(
            lambda colour: self._session.change(partial(tagging.change, path, colour.name(), tag.note))
        )
        dialog.open()

    def _edit_topic(self, title: str) -> None:
        """Read the topic off the GUI thread, then open it on the desk."""
        archive = self._session.archive

        def work(_progress: Progress) -> tuple[Topic, list[Entry], dict[ArticleId, Summary]]:
            topic, entries = archive.curating.topic(title)
            lines = archive.searching.lines([entry.article for entry in entries], Everything())
            return topic, entries, {line.summary.id: line.summary for line in lines}

        self._session.tasks.run(work, lambda read: self._open_topic(*read))

    def _open_topic(
        self, topic: Topic, entries: Sequence[Entry], summaries: dict[ArticleId, Summary]
    ) -> None:
        curating = self._session.archive.curating
        dialog = TopicDialog(topic, entries, summaries, self._parent)
        dialog.agreed.connect(lambda edit: self._session.curate(partial(edit.apply, curating)))
        dialog.open()

    def _delete_topic(self, title: str) -> None:
        """Topics have no undo, so deleting one asks first."""
        box = QMessageBox(self._parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(_("Delete a topic"))
        box.setText(_("Delete the topic “{title}”?").format(title=title))
        box.setInformativeText(
            _("Its articles stay in the archive; its introduction, order and notes are lost.")
        )
        delete = box.addButton(_("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        curating = self._session.archive.curating
        delete.clicked.connect(lambda: self._session.curate(partial(curating.delete, title)))
        box.open()

    def _put(self, title: str, ids: Sequence[ArticleId]) -> None:
        curating = self._session.archive.curating
        new = all(topic.title != title for topic in self._session.topics)

        def work() -> Changes:
            made = curating.create(title) if new else Changes()
            return made | curating.add(title, ids)

        text = ngettext(
            "{count} article added to “{title}”.", "{count} articles added to “{title}”.", len(ids)
        )
        self._session.curate(work, text.format(count=len(ids), title=title))

    def _paths(self) -> list[str]:
        return [tag.path for tag in self._session.tags]

    def _tag(self, path: str) -> Tag:
        return next(tag for tag in self._session.tags if tag.path == path)

    def _ask(
        self, title: str, what: str, known: Sequence[str], *, name: str = "", only_known: bool = False
    ) -> NameDialog:
        return ask_name(NameDialog(title, what, known, name=name, only_known=only_known, parent=self._parent))


def _for_tag(ids: Sequence[ArticleId]) -> str:
    text = ngettext("Tag for {count} article:", "Tag for {count} articles:", len(ids))
    return text.format(count=f"{len(ids):,}")


def _for_topic(ids: Sequence[ArticleId]) -> str:
    text = ngettext("Topic for {count} article:", "Topic for {count} articles:", len(ids))
    return text.format(count=f"{len(ids):,}")


def _from(ids: Sequence[ArticleId]) -> str:
    text = ngettext("Tag to take from {count} article:", "Tag to take from {count} articles:", len(ids))
    return text.format(count=f"{len(ids):,}")
