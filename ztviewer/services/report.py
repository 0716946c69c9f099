"""The report of an import as JSON Lines: one object a document, for people's scripts and for the archive's own files."""

import json
from collections.abc import Iterable
from pathlib import Path
from sys import intern
from typing import get_args

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _
from ztviewer.core.importing import Guess, Outcome, OutcomeKind
from ztviewer.core.progress import Progress, silent

_KINDS: dict[str, OutcomeKind] = {kind: kind for kind in get_args(OutcomeKind)}
UNWRITABLE = "backslashreplace"
"""What becomes of halves of characters: an escape that JSON knows."""

_LINE_BYTES = 1024 * 1024
"""What is longer is no line of a report."""
_TOLD = 2000
"""Lines between two calls of a progress."""


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


def outcome_of(line: bytes) -> Outcome:
    """The outcome that a line of a report tells; ValueError where it tells none."""
    try:
        row = json.loads(line)
        reason, charset, number = row["reason"], row["charset"], row["article_id"]
        texts = [row["path"], *row["guessed"].keys(), *row["guessed"].values()]
        texts += [text for text in (reason, charset) if text is not None]
        if not all(isinstance(text, str) for text in texts) or not (number is None or type(number) is int):
            raise ValueError("a value is of the wrong kind")
        return Outcome(
            row["path"],
            _KINDS[row["outcome"]],
            None if number is None else ArticleId(number),
            reason,
            None if charset is None else intern(charset),
            tuple(Guess(intern(what), intern(how)) for what, how in row["guessed"].items()),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no line of a report") from error


def read_report(path: Path, progress: Progress = silent) -> tuple[list[Outcome], int]:
    """All outcomes of a report, and how many lines tell none. Refused where it cannot be read at all.

    `progress` hears of the lines, and may raise Cancelled.
    """
    outcomes, bad = list[Outcome](), 0
    try:
        with path.open("rb") as lines:
            while line := lines.readline(_LINE_BYTES):
                try:
                    outcomes.append(outcome_of(line))
                except ValueError:
                    bad += 1
                if len(outcomes) % _TOLD == 0:
                    progress(len(outcomes), None)
    except OSError as error:
        message = _("{path} cannot be read: {reason}.")
        raise Refused(message.format(path=path, reason=error.strerror or error)) from error
    return outcomes, bad


def save_report(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Write a whole report; a crash in between leaves the file that was there. Refused where it cannot be written."""
    draft = path.with_name(path.name + ".new")
    try:
        with draft.open("w", encoding="utf-8", errors=UNWRITABLE) as lines:
            lines.writelines(map(report_line, outcomes))
        draft.replace(path)
    except OSError as error:
        message = _("{path} cannot be written: {reason}")
        raise Refused(message.format(path=path, reason=error.strerror or error)) from error
