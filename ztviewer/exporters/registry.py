"""All exporters: the dialog, the command line and the golden tests loop over them."""

from ztviewer.exporters.base import Exporter
from ztviewer.exporters.csv import Csv
from ztviewer.exporters.html import Html
from ztviewer.exporters.jsonl import JsonLines
from ztviewer.exporters.markdown import Markdown
from ztviewer.exporters.text import Text

EXPORTERS: tuple[Exporter, ...] = (Html(), Markdown(), Text(), Csv(), JsonLines())
