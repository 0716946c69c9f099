"""A window that says what can be typed into the search."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from ztviewer.core.i18n import _


class QueryHelp(QDialog):
    """The query language by examples; they can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("How to search"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(9)
        for row, (typed, meaning) in enumerate(_examples()):
            example, text = QLabel(typed, self), QLabel(meaning, self)
            example.setObjectName("Example")
            example.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(example, row, 0)
            grid.addWidget(text, row, 1)
        note = QLabel(
            _(
                "Simplified and traditional characters find one another, and so do full-width and half-width ones. "
                "Chinese punctuation works like ASCII punctuation."
            ),
            self,
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(20)
        layout.addLayout(grid)
        layout.addWidget(note)
        layout.addStretch(1)


def _examples() -> tuple[tuple[str, str], ...]:
    return (
        ("镇江 人才", _("both, anywhere in the article")),
        ("高新区如何吸引航空产业的人才", _("a question: what has most of its words comes first")),
        ("镇江 OR 扬州　　镇江 或 扬州", _("either")),
        ("镇江 -房地产　　镇江 非 房地产", _("the first without the second")),
        ('"创新驱动发展"', _("exactly this wording, punctuation aside")),
        ("exact:鎮江　　精确:鎮江", _("in these very characters, traditional and simplified kept apart")),
        ('"镇江 人才"~10　　镇江 NEAR/10 人才', _("within ten characters or words of each other")),
        ("title:长江　　标题:长江", _("in the title; also body, caption")),
        ("source:日报　　来源:日报", _("of this source; also author, editor, column, tag, topic")),
        ("date:2021..2022　　日期:2021-05", _("published then; also date:>2021-05-14")),
        ("has:image", _("with pictures; also has:note, has:tag, is:trash")),
        ("danfos*　　danfoss~1", _("words that begin so; at most one letter off")),
    )
