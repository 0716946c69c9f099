"""The preview of an import: a table of the first documents, and below it the chosen one as it will be read."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.importing import Preview
from ztviewer.gui import theme
from ztviewer.gui.dates import shown_date
from ztviewer.gui.import_preview_model import Part, PreviewModel
from ztviewer.gui.import_words import given_words, guess_sentence
from ztviewer.gui.rows_table import rows_table
from ztviewer.gui.shown_path import shown_path

LONGEST = 100_000
"""Characters of a text that are shown: the window must not stand still for a book."""
_WIDTHS = {
    Part.TITLE: 210,
    Part.SOURCE: 86,
    Part.DATE: 130,
    Part.COLUMN: 86,
    Part.GIVEN: 130,
    Part.CHARSET: 76,
}


class ImportPreview(QWidget):
    """Shows a PreviewModel; a sentence while there is nothing to show."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._head = QLabel(self)
        self._head.setProperty("role", "muted")
        self.table = rows_table(model, {int(part): width for part, width in _WIDTHS.items()}, Part.TEXT, self)
        self.table.setAccessibleName(_("The first documents"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.document = _Document(self)
        self._empty = QLabel(self)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.panes = QSplitter(Qt.Orientation.Vertical, self)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(self.table)
        self.panes.addWidget(self.document)
        self.panes.setSizes([260, 300])
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.panes)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(11)
        layout.addWidget(self._head)
        layout.addWidget(self._stack, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_document())
        model.dataChanged.connect(self._show_document)
        self.wait()

    def wait(self) -> None:
        """Other documents are being read."""
        self._head.setText(_("Reading the first documents…"))
        if not self._model.rowCount():
            self._say(_("Reading the first documents…"))

    def show_previews(self, previews: Sequence[Preview]) -> None:
        """Show other documents; the chosen one stays chosen where it is still there."""
        row = self.table.currentIndex().row()
        chosen = self._model.preview(row).path if row >= 0 else None
        self._model.show(previews)
        rows = [number for number, preview in enumerate(previews) if preview.path == chosen]
        if not previews:
            self._say(_("There is no document here."))
            return
        self._stack.setCurrentWidget(self.panes)
        self.table.selectRow(rows[0] if rows else 0)
        self._head.setText(_head(previews))

    def fail(self, sentence: str) -> None:
        """Say why there is no preview."""
        self._model.show(())
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._head.setText("")
        self._empty.setText(sentence)
        self._stack.setCurrentWidget(self._empty)

    def _show_document(self) -> None:
        row = self.table.currentIndex().row()
        self.document.show_preview(self._model.preview(row) if row >= 0 else None)


def _head(previews: Sequence[Preview]) -> str:
    text = ngettext("The first {count} document", "The first {count} documents", len(previews))
    head = text.format(count=len(previews))
    rejected = sum(preview.draft is None for preview in previews)
    if rejected:
        head += "  ·  " + ngettext("{count} rejected", "{count} rejected", rejected).format(count=rejected)
    if any(preview.guessed for preview in previews):
        head += "  ·  " + _("≈ was guessed")
    return head


class _Document(QTextBrowser):
    """One document as it will be read. Its own markup is never interpreted: what is shown is plain text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("ImportDocument")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(16)
        self.setAccessibleName(_("The chosen document as it will be read"))

    def show_preview(self, preview: Preview | None) -> None:
        """Show another document, from its beginning."""
        again = preview is not None and self._preview is not None and preview.path == self._preview.path
        place = self.verticalScrollBar().value() if again else 0
        self._preview = preview
        self.setHtml(_page(preview) if preview is not None else "")
        self.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_preview(self._preview)


def _page(preview: Preview) -> str:
    """A document as HTML that holds nothing but text."""
    colours = theme.colours()
    muted = f'<p style="color:{colours.muted}; font-size:12px; margin:0 0 6px 0">%s</p>'
    path = muted % escape(shown_path(Path(preview.path)))
    if preview.draft is None:
        return path + f'<p style="color:{colours.danger}">{escape(preview.reason or "")}</p>'
    draft = preview.draft
    parts = [
        path,
        f'<p style="font-size:18px; font-weight:600; margin:2px 0 4px 0">{escape(draft.title)}</p>',
    ]
    if draft.subtitle:
        parts.append(f'<p style="margin:0 0 4px 0">{escape(draft.subtitle)}</p>')
    parts += [muted % escape(line) for line in _facts(preview) if line]
    parts += [
        f'<p style="line-height:150%; margin:8px 0 0 0">{escape(line)}</p>'
        for line in preview.text[:LONGEST].splitlines()
    ]
    if (more := len(preview.text) - LONGEST) > 0:
        text = ngettext("… and {count} character more", "… and {count} characters more", more)
        parts.append(muted % escape(text.format(count=f"{more:,}")))
    return "".join(parts)


def _facts(preview: Preview) -> list[str]:
    """What stands beside the text, in lines."""
    draft = preview.draft
    if draft is None:
        return []
    pictures = len(draft.figures)
    count = (
        ngettext("{count} picture", "{count} pictures", pictures).format(count=pictures) if pictures else ""
    )
    byline = (draft.source, shown_date(preview.published), preview.column, draft.author, draft.editor, count)
    guesses = "  ·  ".join(guess_sentence(guess) for guess in preview.guessed)
    return [
        "  ·  ".join(part for part in byline if part),
        given_words(preview.given),
        f"≈ {guesses}" if guesses else "",
    ]
