"""Every error that ZTViewer raises on purpose.

* ZTViewerError            shown to the user as its message, never as a traceback
  - ArchiveError           the archive file cannot be used
    . NotAnArchive         some other file
    . ArchiveTooNew        written by a later version
    . ArchiveForeign       holds triggers or views that are not ours
    . ArchiveDamaged       truncated or corrupt
    . ArchiveReadOnly      a change was asked of an archive that cannot be written
    . ArchiveBusy          another program is writing to it
  - NotFound               an article, picture, tag or topic that is not there
  - Refused                a change that would break a rule (a tag of that name exists, ...)
  - IndexUnusable          the search index is missing, stale or damaged; it will be rebuilt
  - ProgramDamaged         a file of the program itself is missing or damaged
  - ImportProblem          a document that could not be read; the rest go on
  - ExportProblem          a file that could not be written
* Cancelled                the user stopped a running task; nothing is wrong

Anything else that is raised is a bug.
"""


class ZTViewerError(Exception):
    """An error with a message for the user: one sentence, in their language."""


class ArchiveError(ZTViewerError):
    """The archive file cannot be used."""


class NotAnArchive(ArchiveError):
    """The file is something else."""


class ArchiveTooNew(ArchiveError):
    """The file was written by a later version of ZTViewer."""


class ArchiveForeign(ArchiveError):
    """The file holds triggers or views that ZTViewer did not make."""


class ArchiveDamaged(ArchiveError):
    """The file is truncated or corrupt."""


class ArchiveReadOnly(ArchiveError):
    """A change was asked of an archive that cannot be written."""


class ArchiveBusy(ArchiveError):
    """Another program holds the archive's write lock."""


class NotFound(ZTViewerError):
    """An article, picture, tag or topic that is not in the archive."""


class Refused(ZTViewerError):
    """A change that would break a rule of the archive."""


class IndexUnusable(ZTViewerError):
    """The search index cannot be read and has to be rebuilt."""


class ProgramDamaged(ZTViewerError):
    """A file that belongs to the program is missing or damaged."""


class ImportProblem(ZTViewerError):
    """A document that could not be read."""


class ExportProblem(ZTViewerError):
    """A file that could not be written."""


class Cancelled(Exception):
    """The user stopped a running task."""
