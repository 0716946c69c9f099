"""What can go wrong inside an index, said in the program's own words."""

from collections.abc import Iterator
from contextlib import contextmanager

from whoosh.index import LockError

from ztviewer.core.errors import ArchiveBusy, Cancelled, IndexUnusable, ZTViewerError
from ztviewer.core.i18n import _


@contextmanager
def translated() -> Iterator[None]:
    """Whatever goes wrong inside an index means that it has to be rebuilt."""
    try:
        yield
    except LockError as error:
        raise ArchiveBusy(_("Another program is updating the search index.")) from error
    except (ZTViewerError, Cancelled):
        raise
    except Exception as error:
        raise IndexUnusable(_("The search index cannot be read: {reason}").format(reason=error)) from error
