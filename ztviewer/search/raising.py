"""Documents that match one query, with the scores of another one added: Whoosh's AndMaybe, whose matcher is mended.

When that skips past the document asked for, it leaves its optional side behind, and the scores of it are lost.
"""

from whoosh.matching import AndMaybeMatcher
from whoosh.query import AndMaybe


class _Matcher(AndMaybeMatcher):
    def skip_to(self, id: int) -> None:  # noqa: A002 -- Whoosh's name for it
        """Go to the first document from a number on that the required side has."""
        super().skip_to(id)
        if self.a.is_active() and self.b.is_active():
            self.b.skip_to(self.a.id())


class Raised(AndMaybe):
    """The documents of the first query; those that the second one finds too rank higher."""

    matcherclass = _Matcher
