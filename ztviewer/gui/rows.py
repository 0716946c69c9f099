"""The rows of the result list: the articles of a result, and below those that were unfolded their reprints."""

from collections.abc import Mapping, Sequence
from typing import overload

from ztviewer.core.article import ArticleId


class Rows(Sequence[ArticleId]):
    """A row is a lead, or one of the reprints that stand under it."""

    def __init__(
        self, leads: Sequence[ArticleId] = (), folded: Mapping[ArticleId, Sequence[ArticleId]] | None = None
    ) -> None:
        self._leads = leads
        self._folded = folded or {}
        self._open: dict[int, Sequence[ArticleId]] = {}
        """the reprints shown, by the number of their lead, ascending"""

    def __len__(self) -> int:
        return len(self._leads) + sum(map(len, self._open.values()))

    @overload
    def __getitem__(self, row: int) -> ArticleId: ...
    @overload
    def __getitem__(self, row: slice) -> list[ArticleId]: ...
    def __getitem__(self, row: int | slice) -> ArticleId | list[ArticleId]:
        if isinstance(row, slice):
            return self._span(row)
        if not 0 <= row < len(self):
            raise IndexError(row)
        lead, under = self.place(row)
        return self._open[lead][under - 1] if under else self._leads[lead]

    def _span(self, rows: slice) -> list[ArticleId]:
        start, stop, _step = rows.indices(len(self))
        if start >= stop:
            return []
        (first, before), (last, after) = self.place(start), self.place(stop - 1)
        found: list[ArticleId] = []
        for lead, article in enumerate(self._leads[first : last + 1], start=first):
            found += (article, *self._open.get(lead, ()))
        return found[before : len(found) - len(self._open.get(last, ())) + after]

    def place(self, row: int) -> tuple[int, int]:
        """The number of a row's lead, and how far below it the row stands; 0 for the lead itself."""
        above = 0
        for lead, reprints in self._open.items():
            under = row - lead - above
            if under <= len(reprints):
                return (row - above, 0) if under <= 0 else (lead, under)
            above += len(reprints)
        return row - above, 0

    def row(self, lead: int) -> int:
        """The row in which a lead stands."""
        return lead + sum(len(reprints) for other, reprints in self._open.items() if other < lead)

    def reprints(self, row: int) -> Sequence[ArticleId]:
        """What a lead stands for; nothing below a lead stands for anything."""
        lead, under = self.place(row)
        return () if under else self._folded.get(self._leads[lead], ())

    def is_open(self, row: int) -> bool:
        """Whether the reprints of a lead are shown."""
        return self.place(row)[0] in self._open

    def turn(self, row: int) -> None:
        """Show the reprints of a lead, or hide them again."""
        lead = self.place(row)[0]
        if lead in self._open:
            del self._open[lead]
        else:
            self._open = dict(sorted({**self._open, lead: self._folded[self._leads[lead]]}.items()))

    def opened(self) -> list[ArticleId]:
        """The leads whose reprints are shown."""
        return [self._leads[lead] for lead in self._open]
