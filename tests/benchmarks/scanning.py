"""A scan of all articles for tokens that stand one after another, fast enough to be asked thousands of times.

Every token is written as one character, so that a run of tokens in a paragraph is a substring of one long text.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count

from ztviewer.core.article import Article, ArticleId
from ztviewer.core.tokens import PARAGRAPH

_BETWEEN = "\0"
"""between paragraphs, and so in nothing that is looked for"""


class Scan:
    """The paragraphs of some articles, as tokens that are compared."""

    def __init__(self, articles: Iterable[Article], tokens: Callable[[str], Sequence[str]]) -> None:
        self._tokens = tokens
        numbers = count(1)
        self._letters: defaultdict[str, str] = defaultdict(lambda: chr(next(numbers)))
        self._ids: list[ArticleId] = []
        self._starts = [0]
        pieces = []
        for article in articles:
            piece = "".join(f"{self._written(each)}{_BETWEEN}" for each in _paragraphs(article))
            self._ids.append(article.id)
            self._starts.append(self._starts[-1] + len(piece))
            pieces.append(piece)
        self._text = "".join(pieces)

    def holding(self, text: str) -> set[ArticleId]:
        """The articles with a paragraph in which the text's tokens stand one after another."""
        tokens = self._tokens(text)
        found = set[ArticleId]()
        if not tokens or any(token not in self._letters for token in tokens):
            return found
        wanted = self._written(text)
        at = self._text.find(wanted)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.add(self._ids[place])
            at = self._text.find(wanted, self._starts[place + 1])
        return found

    def _written(self, text: str) -> str:
        return "".join(map(self._letters.__getitem__, self._tokens(text)))


def _paragraphs(article: Article) -> list[str]:
    lines = [article.title, article.subtitle or "", *(figure.caption or "" for figure in article.figures)]
    return [paragraph for text in (*lines, article.text) for paragraph in text.split(PARAGRAPH)]
