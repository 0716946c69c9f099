"""An import as it runs, off the GUI thread: what was asked, what became of each document so far, and its report kept."""

from collections.abc import Callable

from ztviewer.core.errors import Refused
from ztviewer.core.importing import ImportResult, Outcome
from ztviewer.core.progress import Progress
from ztviewer.gui.import_account import ImportAccount, ImportWish
from ztviewer.services.archive import Archive
from ztviewer.services.mappings import Mappings


class ImportRun:
    """One import; with `amends`, the account of an earlier one of which some documents are taken anyway."""

    def __init__(self, archive: Archive, wish: ImportWish, amends: ImportAccount | None = None) -> None:
        self._archive = archive
        self.wish = wish
        self._amends = amends
        self._number: int | None = None
        self.outcomes: list[Outcome] = []
        self.problem: str | None = None
        """why its report is not kept"""

    def run(self, progress: Progress) -> ImportResult:
        """Import. A new report is kept line by line; one that is amended is mended when all is through."""
        if self._amends is not None:
            result = self._import(progress, self.outcomes.append)
            self._mend(self.account(cancelled=result.cancelled))
            return result
        with self._archive.reports.keeping(self.wish.paths, self.wish.options) as keeping:
            self._number = keeping.kept.number if keeping.kept is not None else None

            def account(outcome: Outcome) -> None:
                self.outcomes.append(outcome)
                keeping.add(outcome)

            result = self._import(progress, account)
            if not result.cancelled:
                keeping.end()
        self.problem = keeping.problem
        return result

    def account(self, *, cancelled: bool) -> ImportAccount:
        """What became of all documents so far, those of the amended import among them."""
        own = ImportAccount(self.wish, self.outcomes, cancelled, number=self._number)
        return own if self._amends is None else self._amends.mended(own)

    def _import(self, progress: Progress, report: Callable[[Outcome], None]) -> ImportResult:
        mappings = Mappings()
        for mapping in self.wish.options.mappings:
            mappings.save(mapping)
        options = mappings.joined(self.wish.options)
        return self._archive.importing.run(self.wish.paths, progress, report, options)

    def _mend(self, account: ImportAccount) -> None:
        if account.number is not None:
            try:
                self._archive.reports.mend(account.number, account.outcomes)
            except Refused as error:
                self.problem = str(error)
