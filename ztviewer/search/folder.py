"""The folder of an index, whose every generation is sealed: what it must hold is written before it counts.

Beside each table of contents stands its seal, with the table's digest and the number of the last change that the
generation holds. Whoosh reads a table only after its seal was found good.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from ztviewer.core.errors import IndexUnusable
from ztviewer.core.i18n import _

NAME = "MAIN"
"""Whoosh's name for the index in the folder."""


class Folder(FileStorage):
    """Whoosh's files, with a seal beside each table of contents."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path
        self.seen = 0
        """the number that the next commit seals"""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file its name for good. A table of contents is sealed first: its name is the commit."""
        if newname.endswith(".toc"):
            with (self.path / oldname).open("rb+") as file:
                digest = _digest(file.read(), self.seen)
                os.fsync(file.fileno())
            with (self.path / _seal(newname)).open("w", encoding="utf-8") as file:
                json.dump({"digest": digest, "seen": self.seen}, file)
                file.flush()
                os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe)

    def generation(self) -> int:
        """The newest generation, -1 where there is none."""
        return int(TOC._latest_generation(self, NAME))

    def unseal(self) -> int:
        """The last change that the newest generation holds; IndexUnusable where it is not as it was written."""
        table = TOC._filename(NAME, self.generation())
        try:
            seal = json.loads((self.path / _seal(table)).read_text("utf-8"))
            seen = int(seal["seen"])
            if seal["digest"] == _digest((self.path / table).read_bytes(), seen):
                return seen
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnusable(_("The search index is missing or damaged.")) from error
        raise IndexUnusable(_("The search index is damaged."))

    def tidy(self) -> None:
        """Remove seals of tables that are no more, and tables that a kill left unnamed; only the writer may."""
        current = _seal(TOC._filename(NAME, self.generation()))
        for path in self.path.glob("*.toc.*"):
            if path.name != current:
                path.unlink(missing_ok=True)


def _digest(table: bytes, seen: int) -> str:
    return sha256(table + str(seen).encode()).hexdigest()


def _seal(table: str) -> str:
    return f"{table}.seal"
