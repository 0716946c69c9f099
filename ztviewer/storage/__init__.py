"""The archive file: the only part of ZTViewer that speaks SQL."""

from ztviewer.storage.articles import ArticleStore
from ztviewer.storage.browsing import Browsing
from ztviewer.storage.changes import ChangeLog
from ztviewer.storage.database import Database
from ztviewer.storage.entering import Added
from ztviewer.storage.entry import Entry, entry
from ztviewer.storage.events import Event, EventStore
from ztviewer.storage.images import ImageStore
from ztviewer.storage.integrity import Problem, check
from ztviewer.storage.joining import Joining
from ztviewer.storage.meta import ArchiveInfo, Meta, info, meta
from ztviewer.storage.originals import fixity
from ztviewer.storage.reprints import ReprintStore, Uniting
from ztviewer.storage.tags import TagStore
from ztviewer.storage.topics import TopicStore

__all__ = [
    "Added",
    "ArchiveInfo",
    "ArticleStore",
    "Browsing",
    "ChangeLog",
    "Database",
    "Entry",
    "Event",
    "EventStore",
    "ImageStore",
    "Joining",
    "Meta",
    "Problem",
    "ReprintStore",
    "TagStore",
    "TopicStore",
    "Uniting",
    "check",
    "entry",
    "fixity",
    "info",
    "meta",
]
