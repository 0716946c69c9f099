"""Asks what to export, in which format and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ztviewer.core.curation import Topic
from ztviewer.core.i18n import _, ngettext
from ztviewer.gui.shown_path import shown_path

SELECTION, RESULT, TOPIC = "selection", "result", "topic"


@dataclass(frozen=True, slots=True)
class Form:
    """A format as the dialog offers it."""

    name: str
    label: str
    suffix: str
    """empty: a folder is written"""


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is to be written, how and where."""

    what: str
    """SELECTION, RESULT or TOPIC"""
    topic: str | None
    form: str
    target: Path


class ExportDialog(QDialog):
    """Emits `wished` once everything is chosen and nothing would be overwritten."""

    wished = Signal(object)

    def __init__(
        self,
        ticked: int,
        found: int,
        topics: Sequence[Topic],
        forms: Sequence[Form],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Export"))
        self.setMinimumWidth(560)
        self._forms = {form.name: form for form in forms}
        self._named = False
        self._what = QButtonGroup(self)
        self._selection = self._choice(SELECTION, _counted(_("The ticked articles"), ticked), ticked > 0)
        self._result = self._choice(RESULT, _counted(_("The whole result"), found), found > 0)
        self._topic = self._choice(TOPIC, _("A topic"), bool(topics))
        self._topics = QComboBox(self)
        self._topics.setAccessibleName(_("Topic"))
        for topic in topics:
            self._topics.addItem(_counted(topic.title, topic.articles), topic.title)
        self._form = QComboBox(self)
        self._form.setAccessibleName(_("Format"))
        for form in forms:
            self._form.addItem(form.label, form.name)
        self._target = QLineEdit(self)
        self._target.setAccessibleName(_("Target"))
        self._problem = QLabel(self)
        self._problem.setObjectName("Problem")
        self._problem.setWordWrap(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._export = self._buttons.addButton(_("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._export.setDefault(True)
        self._lay_out()
        choices = (self._selection, self._result, self._topic)
        next((button for button in choices if button.isEnabled()), self._result).setChecked(True)
        self._connect()
        self._suggest()

    def choose_topic(self, title: str) -> None:
        """Offer a topic first."""
        self._topic.setChecked(True)
        self._topics.setCurrentIndex(max(0, self._topics.findData(title)))

    def wish(self) -> ExportWish:
        """What is chosen now."""
        what = next(name for name, button in self._buttons_by_name() if button.isChecked())
        topic = self._topics.currentData() if what == TOPIC else None
        return ExportWish(what, topic, self._form.currentData(), Path(self._target.text()).expanduser())

    def _buttons_by_name(self) -> tuple[tuple[str, QRadioButton], ...]:
        return ((SELECTION, self._selection), (RESULT, self._result), (TOPIC, self._topic))

    def _choice(self, name: str, text: str, possible: bool) -> QRadioButton:
        button = QRadioButton(text, self)
        button.setObjectName(name)
        button.setEnabled(possible)
        self._what.addButton(button)
        return button

    def _lay_out(self) -> None:
        browse = QPushButton(_("Choose…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        what = QVBoxLayout()
        what.setSpacing(8)
        what.addWidget(self._selection)
        what.addWidget(self._result)
        what.addLayout(_row(self._topic, self._topics, wide=1))
        for row, text in enumerate((_("What"), _("Format"), _("To"))):
            label = QLabel(text, self)
            label.setProperty("role", "muted")
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(what, 0, 1)
        grid.addWidget(self._form, 1, 1)
        grid.addLayout(_row(self._target, browse, wide=0), 2, 1)
        grid.addWidget(self._problem, 3, 1)
        grid.setColumnStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(20)
        outer.addLayout(grid)
        outer.addStretch(1)
        outer.addWidget(self._buttons)

    def _connect(self) -> None:
        self._what.buttonToggled.connect(lambda _button, _on: self._suggest())
        self._topics.currentIndexChanged.connect(lambda _row: self._suggest())
        self._form.currentIndexChanged.connect(lambda _row: self._suggest())
        self._target.textEdited.connect(self._typed)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def _typed(self) -> None:
        self._named = True
        self._check()

    def _suggest(self) -> None:
        """A free name in the user's documents, until the user has named one; then only its ending follows."""
        self._topics.setEnabled(self._topic.isChecked())
        suffix = self._forms[self._form.currentData()].suffix
        if self._named:
            path = Path(self._target.text())
            known = {form.suffix for form in self._forms.values()}
            if path.name:
                self._target.setText(
                    str(path.with_suffix(suffix) if path.suffix in known else Path(str(path) + suffix))
                )
        else:
            name = self._topics.currentData() if self._topic.isChecked() else _("Articles")
            self._target.setText(shown_path(_free(_documents(), _safe(name), suffix)))
        self._check()

    def _browse(self) -> None:
        chooser = QFileDialog(self, _("Export to"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.selectFile(str(Path(self._target.text()).expanduser()))
        chooser.fileSelected.connect(self._chosen)
        chooser.open()

    def _chosen(self, target: str) -> None:
        self._named = True
        self._target.setText(shown_path(Path(target)))
        self._suggest()

    def _check(self) -> None:
        """Say why it cannot be exported, as long as that is so."""
        path = Path(self._target.text()).expanduser()
        problem = ""
        if not self._target.text().strip():
            problem = _("Say where to save it.")
        elif path.exists():
            problem = _("“{name}” is there already; choose another name.").format(name=path.name)
        elif not path.parent.is_dir():
            problem = _("There is no folder “{folder}”.").format(folder=path.parent)
        self._problem.setText(problem)
        self._export.setEnabled(not problem)

    def _accept(self) -> None:
        self._check()
        if self._export.isEnabled():
            self.wished.emit(self.wish())
            self.accept()


def _row(*widgets: QWidget, wide: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, int(number == wide))
    return row


def _counted(text: str, count: int) -> str:
    articles = ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}")
    return _("{what} ({articles})").format(what=text, articles=articles)


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def _safe(name: str) -> str:
    """A name without what a file system forbids; the exporter checks again."""
    return "".join("_" if character in '<>:"/\\|?*' else character for character in name)[:80]


def _free(folder: Path, name: str, suffix: str) -> Path:
    """The first of `name`, `name 2`, `name 3`, ... that is not there."""
    number, target = 1, folder / (name + suffix)
    while target.exists():
        number += 1
        target = folder / f"{name} {number}{suffix}"
    return target
