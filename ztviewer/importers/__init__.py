"""Documents in, drafts out: one module a format behind one registry. No SQL, no Qt, never the network."""

from ztviewer.importers.base import Imported, Rejected
from ztviewer.importers.pictures import read_picture
from ztviewer.importers.registry import IMPORTERS, read, tables_of

__all__ = ["IMPORTERS", "Imported", "Rejected", "read", "read_picture", "tables_of"]
