"""What people add to an archive: tags in a tree, and topic dossiers (专题) in an order of their own."""

from dataclasses import dataclass
from typing import NewType

from ztviewer.core.article import ArticleId

TagId = NewType("TagId", int)
TopicId = NewType("TopicId", int)

SEPARATOR = "/"
"""Stands between the names in a tag's path: `地区/镇江`."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in the tree. `path` names it: its ancestors' names and its own, joined by `/`."""

    id: TagId
    path: str
    colour: str | None
    """`#rrggbb`"""
    note: str | None
    articles: int
    """how many active articles carry it or one below it"""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(SEPARATOR)[2]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic dossier: an introduction and articles in a chosen order."""

    id: TopicId
    title: str
    introduction: str
    """plain text, one paragraph a line"""
    articles: int
    """how many it holds"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's place in a topic, with what the editor of the topic says of it."""

    article: ArticleId
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change touched: a view refreshes only when something it shows is in here."""

    articles: frozenset[ArticleId] = frozenset()
    tags: bool = False
    topics: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.articles | other.articles, self.tags or other.tags, self.topics or other.topics)
