"""Asks for one rule of import: what it looks at, the pattern, and what it gives."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _
from ztviewer.core.importing import WHENS, Rule
from ztviewer.gui.import_words import looks_at

_BETWEEN = re.compile("[,，、;；\n]")


class RuleDialog(QDialog):
    """Emits `agreed` with a Rule. `tags` and `topics` are those of the archive, to be offered."""

    agreed = Signal(object)

    def __init__(
        self, rule: Rule | None, tags: Sequence[str], topics: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New rule") if rule is None else _("Rule"))
        self.setMinimumWidth(480)
        self.when = QComboBox(self)
        for when in WHENS:
            self.when.addItem(looks_at(when), when)
        self.pattern, self.tags, self.column = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.topic = QComboBox(self)
        self.topic.setEditable(True)
        self.topic.addItems(["", *topics])
        self.tags.setCompleter(_LastTag(tags, self))
        self.pattern.setPlaceholderText(_("* stands for anything, ? for one character"))
        self.tags.setPlaceholderText(_("Several with commas; “/” puts one below another"))
        self._problem = QLabel(self)
        self._problem.setObjectName("Problem")
        self._problem.setWordWrap(True)
        self._lay_out()
        if rule is not None:
            self._fill(rule)
        for field in (self.pattern, self.tags, self.column):
            field.textChanged.connect(self._check)
        self.topic.currentTextChanged.connect(self._check)
        self._check()
        self.pattern.setFocus()

    def rule(self) -> Rule:
        """The rule as it stands now. Refused where it is none yet."""
        tags = (part.strip() for part in _BETWEEN.split(self.tags.text()))
        return Rule(
            self.when.currentData(),
            self.pattern.text().strip(),
            tuple(dict.fromkeys(tag for tag in tags if tag)),
            self.topic.currentText().strip() or None,
            self.column.text().strip() or None,
        )

    def accept(self) -> None:
        rule = self.rule()
        super().accept()
        self.agreed.emit(rule)

    def _fill(self, rule: Rule) -> None:
        self.when.setCurrentIndex(self.when.findData(rule.when))
        self.pattern.setText(rule.pattern)
        self.tags.setText(_(", ").join(rule.tags))
        self.topic.setCurrentText(rule.topic or "")
        self.column.setText(rule.column or "")

    def _check(self) -> None:
        """Say what is wrong once something was said; as long as it is, the rule cannot be taken."""
        try:
            self.rule()
        except Refused as error:
            self._ok.setEnabled(False)
            begun = bool(self.pattern.text().strip())
            self._problem.setText(str(error) if begun else "")
        else:
            self._ok.setEnabled(True)
            self._problem.setText("")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Where"), self.when)
        form.addRow(_("Pattern"), self.pattern)
        form.addRow(_("Tags"), self.tags)
        form.addRow(_("Topic"), self.topic)
        form.addRow(_("Column"), self.column)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel,
            Qt.Orientation.Horizontal,
            self,
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(_("OK"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addStretch(1)
        layout.addWidget(buttons)


class _LastTag(QCompleter):
    """Completes the last of several tags."""

    def __init__(self, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(list(tags), parent)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        return [_BETWEEN.split(path)[-1].strip()]

    def pathFromIndex(self, index: object) -> str:
        chosen = super().pathFromIndex(index)  # type: ignore[arg-type]
        field = self.widget()
        before = _BETWEEN.split(field.text())[:-1] if isinstance(field, QLineEdit) else []
        return _(", ").join([*(part.strip() for part in before), chosen])
