"""Articles in, files out: one module a format behind one registry. No SQL, no Qt, never the network."""

from ztviewer.exporters.base import Exported, Exporter, Heading
from ztviewer.exporters.registry import EXPORTERS
from ztviewer.exporters.rendering import RENDERINGS

__all__ = ["EXPORTERS", "RENDERINGS", "Exported", "Exporter", "Heading"]
