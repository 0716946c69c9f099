"""Asks for one name, offering those that exist: a tag to put on, a topic to add to, a new name."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from ztviewer.core.fold import fold
from ztviewer.core.i18n import _


class NameDialog(QDialog):
    """Emits `named`. With `only_known`, no other name than those offered can be given."""

    named = Signal(str)

    def __init__(
        self,
        title: str,
        what: str,
        known: Sequence[str],
        *,
        name: str = "",
        only_known: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(440, 360 if known else 140)
        self._known = [(name, fold(name)) for name in known]
        self._only_known = only_known
        label = QLabel(what, self)
        label.setWordWrap(True)
        self.field = QLineEdit(name, self)
        self.field.setAccessibleName(what)
        self.field.selectAll()
        self._names = QStringListModel(self)
        self.list = QListView(self)
        self.list.setObjectName("Names")
        self.list.setAccessibleName(_("Suggestions"))
        self.list.setModel(self._names)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVisible(bool(known))
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Cancel | standard.Ok, self)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(self._offer)
        self.list.clicked.connect(lambda index: self.field.setText(index.data()))
        self.list.activated.connect(self._activate)
        self._lay_out(label)
        self._offer(name if not known else "")

    def _lay_out(self, label: QLabel) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (label, self.field, self.list, self._buttons):
            layout.addWidget(widget)
        if self.list.isHidden():
            layout.insertStretch(2)

    def _offer(self, text: str) -> None:
        """List the known names that hold what is typed; those that begin so first."""
        wanted = fold(text.strip())
        holding = [(not folded.startswith(wanted), name) for name, folded in self._known if wanted in folded]
        self._names.setStringList([name for _later, name in sorted(holding, key=lambda entry: entry[0])])
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self._name() is not None)

    def _name(self) -> str | None:
        """The name given, if it can be taken."""
        text = self.field.text().strip()
        if not self._only_known:
            return text or None
        exact = next((name for name, _folded in self._known if name == text), None)
        offered = self._names.stringList()
        return exact if exact is not None else offered[0] if len(offered) == 1 and text else None

    def _activate(self, index: QModelIndex) -> None:
        self.field.setText(index.data())
        self._accept()

    def _accept(self) -> None:
        name = self._name()
        if name is not None:
            self.accept()
            self.named.emit(name)


def ask_name(dialog: NameDialog) -> NameDialog:
    """Show the dialog with the cursor in its field."""
    dialog.open()
    dialog.field.setFocus(Qt.FocusReason.OtherFocusReason)
    return dialog
