"""The user's dictionary: names that queries are to keep whole, in a text file of the user's own folder.

It may be edited by hand as well; a change is noticed when the next query is read. Nothing has to be indexed anew,
since only queries are cut into words.
"""

from collections.abc import Sequence
from pathlib import Path

from ztviewer.core.errors import NotFound, Refused
from ztviewer.core.i18n import _
from ztviewer.core.names import Name, read_name, read_names
from ztviewer.core.paths import config_folder
from ztviewer.search.segmenter import use_names

_Stamp = tuple[int, int] | None
"""when the file was written and how long it is; None where there is none"""
_NEVER = (-1, -1)


class Dictionary:
    """Reads and changes the file, and keeps the segmenter to it."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or config_folder() / "names.txt"
        self._used: _Stamp = _NEVER

    def names(self) -> tuple[Name, ...]:
        """Every name, in the order of the file."""
        return read_names(self._lines())

    def add(self, text: str, weight: int | None = None) -> Name:
        """Add a name, or give it another weight. Refused where it is none."""
        name = read_name(text if weight is None else f"{text} {weight}")
        if name is None or "\n" in text or "\r" in text:
            raise Refused(_("“{text}” cannot be a name.").format(text=text))
        self._write([*self._without(name), str(name)])
        return name

    def remove(self, text: str) -> None:
        """Take a name out. NotFound."""
        name = Name(text.strip())
        kept = self._without(name)
        if len(kept) == len(self._lines()):
            raise NotFound(_("“{text}” is not in the dictionary.").format(text=text))
        self._write(kept)

    def follow(self) -> None:
        """Use the names of the file, if it has changed since it was used last."""
        stamp = self._stamp()
        if stamp != self._used:
            use_names(self.names())
            self._used = stamp

    def _without(self, name: Name) -> list[str]:
        return [line for line in self._lines() if not ((held := read_name(line)) and held.is_same(name))]

    def _lines(self) -> Sequence[str]:
        try:
            return self.file.read_text("utf-8-sig", errors="replace").splitlines()
        except OSError:
            return []

    def _write(self, lines: Sequence[str]) -> None:
        """Keep the lines; a crash in between leaves the old ones."""
        draft = self.file.with_suffix(".new")
        try:
            draft.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            draft.replace(self.file)
        except OSError as error:
            raise Refused(
                _("{path} cannot be written: {reason}").format(path=self.file, reason=error.strerror)
            ) from error
        self.follow()

    def _stamp(self) -> _Stamp:
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
