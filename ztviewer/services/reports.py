"""The reports of the last imports into one archive: kept in the user's own folder, and written as an import goes.

Each is a file of JSON Lines, as the command line writes it, and beside it what was asked: `7.jsonl` and `7.json`. What
was killed has a report up to there, and is known by what was asked having no end.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from ztviewer.core.errors import Refused
from ztviewer.core.i18n import _
from ztviewer.core.importing import ImportOptions, Outcome
from ztviewer.core.progress import Progress, silent
from ztviewer.services.report import UNWRITABLE, read_report, report_line, save_report
from ztviewer.services.rules import rule_of, values_of

KEPT = 5
KEPT_BYTES = 256 * 1024 * 1024
"""How many reports are kept, and fewer where they are larger together; the last one is kept whatever its size."""

_ASKED_BYTES = 16 * 1024 * 1024
"""What was asked is never longer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An import whose report is kept."""

    number: int
    """the larger, the later"""
    began: str
    """when, in ISO 8601 with the offset of where it was"""
    paths: tuple[Path, ...]
    options: ImportOptions = ImportOptions()
    """without the mappings of columns, which are saved for themselves, and without what was forced"""
    ended: bool = False
    """False where it was stopped, by whatever, or still runs"""


class Reports:
    """Keeps the reports of one archive in a folder, which is made when there is one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self) -> list[Kept]:
        """The imports that can be looked at again, the last one first; what is damaged is not among them."""
        return [kept for number in self._numbers() if (kept := self._asked(number)) is not None]

    def read(self, kept: Kept, progress: Progress = silent) -> tuple[list[Outcome], int]:
        """What became of the documents of an import, and how many lines could not be read. Refused, as `read_report`."""
        return read_report(self._file(kept.number, "jsonl"), progress)

    @contextmanager
    def keeping(self, paths: Sequence[Path], options: ImportOptions) -> Iterator["Keeping"]:
        """A report for an import that begins; the oldest make room for it."""
        keeping = Keeping()
        with keeping.failing():
            keeping.kept = kept = self._begin(paths, options)
            keeping.open(self._file(kept.number, "jsonl"))
            self._make_room()
        try:
            yield keeping
        finally:
            with keeping.failing():
                keeping.close()
                if (complete := keeping.complete()) is not None:
                    self._write(complete)

    def mend(self, number: int, outcomes: Iterable[Outcome]) -> None:
        """Put other outcomes in place of those of a report, wholly or not at all. Refused where that fails."""
        save_report(self._file(number, "jsonl"), outcomes)

    def _begin(self, paths: Sequence[Path], options: ImportOptions) -> Kept:
        """Say what is asked, under the next number that no other program takes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = max(self._numbers(), default=0)
        while True:
            number += 1
            with suppress(FileExistsError):
                self._file(number, "json").touch(exist_ok=False)
                break
        began = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        kept = Kept(number, began, tuple(paths), options)
        self._write(kept)
        return kept

    def _write(self, kept: Kept) -> None:
        """Say of an import what was asked; a crash in between leaves what was said before."""
        values = {
            "began": kept.began,
            "ended": kept.ended,
            "paths": list(map(str, kept.paths)),
            "pdf_pages": kept.options.pdf_pages,
            "rules": list(map(values_of, kept.options.rules)),
        }
        draft = self._file(kept.number, "new")
        draft.write_text(json.dumps(values), "ascii")  # names that are no text come through as escapes
        draft.replace(self._file(kept.number, "json"))

    def _asked(self, number: int) -> Kept | None:
        """What was asked of an import; None where it cannot be told any more."""
        try:
            with self._file(number, "json").open("rb") as file:
                values = json.loads(file.read(_ASKED_BYTES))
            rules = tuple(rule_of(place, row) for place, row in enumerate(values["rules"], start=1))
            paths = tuple(map(Path, values["paths"]))
            if not all(path.is_absolute() and "\0" not in str(path) for path in paths):
                return None
            began = datetime.fromisoformat(values["began"]).isoformat(timespec="seconds")
            options = ImportOptions(rules, pdf_pages=values["pdf_pages"] is True)
            return Kept(number, began, paths, options, ended=values["ended"] is True)
        except (OSError, ValueError, KeyError, TypeError, RecursionError, Refused):
            return None

    def _make_room(self) -> None:
        """Remove the oldest reports."""
        size = 0
        for place, number in enumerate(self._numbers()):
            files = [self._file(number, ending) for ending in ("jsonl", "json", "new")]
            with suppress(OSError):  # one that another program holds goes the next time
                size += sum(file.stat().st_size for file in files if file.exists())
                if place >= KEPT or (place and size > KEPT_BYTES):
                    for file in files:
                        file.unlink(missing_ok=True)

    def _numbers(self) -> list[int]:
        """All numbers that are taken, the last one first."""
        taken = {path.stem for path in self._folder.glob("*.json*")}
        return sorted((int(name) for name in taken if name.isascii() and name.isdigit()), reverse=True)

    def _file(self, number: int, ending: str) -> Path:
        return self._folder / f"{number}.{ending}"


class Keeping:
    """A report that is being written. Where that fails the import goes on, and `problem` says why there is none."""

    def __init__(self) -> None:
        self.kept: Kept | None = None
        self.problem: str | None = None
        self._ended = False
        self._lines: TextIO | None = None

    def open(self, path: Path) -> None:
        """Write to a file from now on, each line at once."""
        self._lines = path.open("w", buffering=1, encoding="utf-8", errors=UNWRITABLE)

    def add(self, outcome: Outcome) -> None:
        """Write what became of one more document."""
        if self._lines is not None and self.problem is None:
            with self.failing():
                self._lines.write(report_line(outcome))

    def end(self) -> None:
        """The import has come to its end."""
        self._ended = True

    def complete(self) -> Kept | None:
        """The import, where it has come to its end and its report says so much."""
        if self.kept is None or self.problem is not None or not self._ended:
            return None
        return replace(self.kept, ended=True)

    def close(self) -> None:
        """Nothing more is written."""
        if self._lines is not None:
            self._lines.close()

    @contextmanager
    def failing(self) -> Iterator[None]:
        """What fails here is a problem of the report, and no other."""
        try:
            yield
        except OSError as error:
            self.problem = _("The report could not be kept: {reason}.").format(reason=error.strerror or error)
