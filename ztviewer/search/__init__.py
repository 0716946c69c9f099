"""The full-text index: the only part of ZTViewer that knows Whoosh and NumPy."""

from ztviewer.search.building import Step
from ztviewer.search.completion import Names
from ztviewer.search.highlight import Marker
from ztviewer.search.index import FORMAT, Index
from ztviewer.search.locking import exclusive
from ztviewer.search.outdated import remove_outdated
from ztviewer.search.shingling import Hashes, hashed, resemblance, sketched
from ztviewer.search.sketches import Sketches

__all__ = [
    "FORMAT",
    "Hashes",
    "Index",
    "Marker",
    "Names",
    "Sketches",
    "Step",
    "exclusive",
    "hashed",
    "remove_outdated",
    "resemblance",
    "sketched",
]
