"""The pages of a PDF as pictures, as they would be printed."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2

from ztviewer.core.article import FigureDraft
from ztviewer.importers.pictures import read_picture

MOST = 300
"""How many pages are drawn; the whole file is kept in any case."""
_SCALE = 150 / 72
"""150 dots an inch: small print stays legible."""
_LONGEST = 3000
"""Pixels of a page's longest side."""
_QUALITY = 80


def page_figures(data: bytes) -> Iterator[FigureDraft]:
    """A figure a page, in order. What the reader raises over a broken file passes."""
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), MOST)):
            page = document[number]
            try:
                scale = min(_SCALE, _LONGEST / max(*page.get_size(), 1.0))
                out = BytesIO()
                page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=_QUALITY)
            finally:
                page.close()
            yield FigureDraft(read_picture(out.getvalue()))
