"""The values an archive is made of: articles, their figures and pictures, before and after they are stored."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from ztviewer.core.published import Published

ArticleId = NewType("ArticleId", int)
ImageDigest = NewType("ImageDigest", str)
"""SHA-256 of a picture's bytes, 64 lower-case hexadecimal digits."""

THUMBNAIL_PIXELS = 320
"""The longest side of a thumbnail."""


class State(StrEnum):
    """Where an article stands in the archive."""

    ACTIVE = "active"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was decoded once and found good."""

    digest: ImageDigest
    media_type: str
    width: int
    """pixels, as shown (after its own orientation was applied)"""
    height: int
    data: bytes
    """the bytes as received"""
    thumbnail: bytes
    """JPEG or PNG of at most THUMBNAIL_PIXELS a side"""


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A figure of an article that has not been stored yet; without a picture it still stands."""

    picture: Picture | None = None
    caption: str | None = None
    alt: str | None = None
    credit: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document as they were received."""

    name: str
    """the file's own name, without folders"""
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article that has not been stored yet.

    `html` is any HTML; it is cleaned when it is stored. Its n-th `<figure>` is an empty element that stands for
    `figures[n]`; figures beyond the last such element follow at the end.
    """

    title: str
    html: str
    subtitle: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    column: str | None = None
    published: Published | None = None
    url: str | None = None
    language: str | None = None
    """BCP 47: `zh-Hans`, `zh-Hant`, ..."""
    figures: tuple[FigureDraft, ...] = ()
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is stored. `position` counts from 1."""

    position: int
    image: ImageDigest | None
    caption: str | None
    alt: str | None
    credit: str | None
    url: str | None
    width: int | None
    """pixels of the picture, where it is in the archive"""
    height: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """One whole article as it is stored.

    `html` is the closed subset of `core.body`; `text` has one paragraph a line. `tags` are paths (`地区/镇江`),
    `topics` are titles.
    """

    id: ArticleId
    title: str
    subtitle: str | None
    source: str | None
    author: str | None
    editor: str | None
    column: str | None
    published: Published | None
    url: str | None
    language: str | None
    html: str
    text: str
    state: State
    figures: tuple[Figure, ...]
    tags: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What the index needs of an article: the fields that are searched and the columns that are counted."""

    id: ArticleId
    title: str
    """title and subtitle, one a line"""
    text: str
    """one paragraph a line"""
    captions: tuple[str, ...]
    source: str | None
    author: str | None
    editor: str | None
    column: str | None
    tags: tuple[str, ...]
    topics: tuple[str, ...]
    published: Published | None
    pictures: int
    """figures whose picture is in the archive"""
    notes: int
    state: State
    family: int | None = None
    """the number of its reprint family"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a line of a result list shows of an article, before the search marks anything in it."""

    id: ArticleId
    title: str
    source: str | None
    published: Published | None
    tags: tuple[str, ...]
    image: ImageDigest | None
    """the first picture that is in the archive"""
    text: str
    """the body, one paragraph a line"""
    captions: tuple[str, ...]
    state: State
