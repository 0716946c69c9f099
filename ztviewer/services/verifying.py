"""Whether the archive still holds, unchanged, all that was put into it."""

from ztviewer.core.progress import Progress, silent
from ztviewer.storage import Database, EventStore, Problem, check


class Verifying:
    """Checks fixity: the file, every article's digest, every picture's and original's bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._events = EventStore(database)

    def run(self, progress: Progress = silent) -> list[Problem]:
        """Check everything and return what is wrong; the check itself becomes an event of the archive."""
        problems = check(self._database, progress)
        if not self._database.read_only:
            self._events.record("fixity check", None, f"problems: {len(problems)}")
        return problems
