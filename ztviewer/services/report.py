"""The report of an import as JSON Lines: one object a document, for people's scripts and for the archive's own files."""

import json
from collections.abc import Iterable
from pathlib import Path

from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _
from ztviewer.core.importing import Outcome


def report_line(outcome: Outcome) -> str:
    """What became of one document, as a line that ends."""
    row = {
        "path": outcome.path,
        "outcome": outcome.outcome,
        "article_id": outcome.article_id,
        "reason": outcome.reason,
        "charset": outcome.charset,
        "guessed": {guess.what: guess.how for guess in outcome.guessed},
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def save_report(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Write a whole report; a crash in between leaves the file that was there. Refused where it cannot be written."""
    draft = path.with_name(path.name + ".new")
    try:
        with draft.open("w", encoding="utf-8") as lines:
            lines.writelines(map(report_line, outcomes))
        draft.replace(path)
    except OSError as error:
        message = _("{path} cannot be written: {reason}")
        raise Refused(message.format(path=path, reason=error.strerror or error)) from error
