"""What an archive says of itself, in Dublin Core terms, and how much it holds."""

from dataclasses import dataclass

from ztviewer.storage.database import Database


@dataclass(frozen=True, slots=True)
class Meta:
    """The archive's own description; `Database.describe` sets it."""

    uid: str
    """what tells this archive from every other"""
    title: str
    created: str
    """ISO 8601 with an offset"""
    description: str | None = None
    creator: str | None = None
    contributor: str | None = None
    publisher: str | None = None
    subject: str | None = None
    language: str | None = None
    coverage: str | None = None
    rights: str | None = None
    source: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What is asked of an archive first."""

    uid: str
    title: str
    description: str | None
    articles: int
    """without those in the trash"""
    images: int
    tags: int
    topics: int
    first: str | None
    """the earliest publication time, as precise as it is known"""
    last: str | None
    size_bytes: int


def meta(database: Database) -> Meta:
    """The archive's description."""
    with database.reading() as connection:
        terms = dict(connection.execute("SELECT term, value FROM meta").fetchall())
    known = {term: value for term, value in terms.items() if term in Meta.__slots__}
    return Meta(**{"uid": database.uid, "title": "", "created": "", **known})


def info(database: Database) -> ArchiveInfo:
    """The archive in figures."""
    with database.reading() as connection:
        articles, images, tags, topics, first, last = connection.execute(
            """SELECT
                (SELECT count(*) FROM article WHERE state = 'active'),
                (SELECT count(*) FROM image),
                (SELECT count(*) FROM tag),
                (SELECT count(*) FROM topic),
                (SELECT min(published) FROM article WHERE state = 'active'),
                (SELECT max(published) FROM article WHERE state = 'active')"""
        ).fetchone()
        described = meta(database)
    return ArchiveInfo(
        described.uid,
        described.title,
        described.description,
        articles,
        images,
        tags,
        topics,
        first,
        last,
        size_bytes=database.path.stat().st_size,
    )
